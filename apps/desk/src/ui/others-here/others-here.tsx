import './others-here.css'
import { Avatar } from '../avatar/avatar.tsx'
import { useWords } from '../language/language.tsx'
import { othersHereWords } from './words.ts'

export type Other = {
  /** Null where the name is protected from whoever looks. */
  readonly name: string | null
  readonly unit: string | null
}

const SHOWN = 3

/** A line over a record that somebody else has open too, so that two people speak before they write. */
export const OthersHere = ({ others }: { readonly others: readonly Other[] }) => {
  const words = useWords(othersHereWords)
  const shown = others.slice(0, SHOWN)
  const rest = others.length - shown.length
  return (
    <div className="others-here no-print" role="status">
      {others.length > 0 && (
        <>
          <span className="others-here-label">{words.here}</span>
          {shown.map(({ name, unit }, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: people without a name have nothing else.
            <span key={`${at}-${name}`} className="others-here-one">
              <Avatar name={name} />
              <span>
                <b>{name ?? words.unnamed}</b>
                {unit !== null && <span className="others-here-unit">{unit}</span>}
              </span>
            </span>
          ))}
          {rest > 0 && <span>{words.more({ count: rest })}</span>}
        </>
      )}
    </div>
  )
}
