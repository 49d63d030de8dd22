import type { LawChange } from '@umai/contract'
import { Chip } from '../../ui/chip/chip.tsx'
import { useLanguage, useWords } from '../../ui/language/language.tsx'
import { wordDiff } from '../model.ts'
import { lawWords } from '../words.ts'

/** One difference between two versions: struck what went, underlined what came. */
export const Change = ({ change }: { readonly change: LawChange }) => {
  const words = useWords(lawWords)
  const { lang } = useLanguage()
  const { before, after } = change
  const [tone, kind] =
    before === null
      ? (['done', words.added] as const)
      : after === null
        ? (['late', words.removed] as const)
        : (['info', words.changed] as const)
  return (
    <div className="change">
      <div className="rule-head">
        <b>{change.what[lang]}</b>
        <Chip tone={tone}>{kind}</Chip>
      </div>
      <p className="change-text">
        {wordDiff(before?.[lang] ?? '', after?.[lang] ?? '').map((part, at) =>
          part.kind === 'same' ? (
            part.text
          ) : part.kind === 'gone' ? (
            // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a difference never move.
            <del key={at}>{part.text}</del>
          ) : (
            // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a difference never move.
            <ins key={at}>{part.text}</ins>
          ),
        )}
      </p>
    </div>
  )
}
