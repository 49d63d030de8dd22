import { IconUsers } from '@tabler/icons-react'
import { Choice } from '../choice/choice.tsx'
import { useWords } from '../language/language.tsx'
import { Note } from '../note/note.tsx'
import { conflictWords } from './words.ts'

export type Side = 'yours' | 'theirs'

/** A field that two people gave different values. */
export type Disputed = {
  readonly field: string
  readonly label: string
  readonly yours: string
  readonly theirs: string
}

/** What two people wrote into one record, side by side; nothing is chosen for anybody. */
export const Conflict = ({
  fields,
  chosen,
  onChoose,
  of = 'record',
}: {
  readonly fields: readonly Disputed[]
  readonly chosen: ReadonlyMap<string, Side>
  readonly onChoose: (field: string, side: Side) => void
  /** A record is written by several people; a draft by one, in several windows. */
  readonly of?: 'record' | 'draft'
}) => {
  const words = useWords(conflictWords)
  return (
    <div role="alert" className="stack">
      <Note tone="soon" icon={IconUsers}>
        <b>{of === 'draft' ? words.draftTitle : words.title}</b>
        <div>{of === 'draft' ? words.draftDetail : words.detail}</div>
      </Note>
      {fields.map(({ field, label, yours, theirs }) => (
        <Choice<Side>
          key={field}
          label={label}
          value={chosen.get(field) ?? null}
          onChange={(side) => onChoose(field, side)}
          options={[
            {
              value: 'yours',
              label: (of === 'draft' ? words.here : words.yours)({ value: yours }),
            },
            {
              value: 'theirs',
              label: (of === 'draft' ? words.there : words.theirs)({ value: theirs }),
            },
          ]}
        />
      ))}
    </div>
  )
}
