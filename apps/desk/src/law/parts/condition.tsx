import type { ConditionLine } from '@umai/contract'
import { useLanguage } from '../../ui/language/language.tsx'

/** A condition line by line; what lies deeper is joined by the line above it. */
export const Condition = ({ lines }: { readonly lines: readonly ConditionLine[] }) => {
  const { lang } = useLanguage()
  return (
    <>
      {lines.map((line, at) => (
        <div
          // biome-ignore lint/suspicious/noArrayIndexKey: the lines of a condition never move.
          key={at}
          className={`condition-line depth-${Math.min(line.depth, 6)}`}
          data-join={line.join ?? undefined}
        >
          {line.text[lang]}
          {line.join !== null && ':'}
        </div>
      ))}
    </>
  )
}
