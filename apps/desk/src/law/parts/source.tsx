import type { LawConfidence, LawSource } from '@umai/contract'
import { formatDay, isPlainDate } from '@umai/words'
import { Chip } from '../../ui/chip/chip.tsx'
import { useLanguage, useWords } from '../../ui/language/language.tsx'
import { toneOfConfidence } from '../model.ts'
import { lawWords } from '../words.ts'

export const ConfidenceChip = ({ confidence }: { readonly confidence: LawConfidence }) => {
  const words = useWords(lawWords)
  return <Chip tone={toneOfConfidence[confidence]}>{words[confidence]}</Chip>
}

/** Where a text was read, when, and what to know about the reading. */
export const Source = ({ source }: { readonly source: LawSource }) => {
  const words = useWords(lawWords)
  const { lang } = useLanguage()
  return (
    <span className="small law-source">
      {source.url === null ? (
        source.title[lang]
      ) : (
        <a href={source.url} target="_blank" rel="noreferrer">
          {source.title[lang]}
        </a>
      )}
      {source.read !== null && isPlainDate(source.read) && (
        <span className="faint"> · {words.readOn({ day: formatDay(source.read, lang) })}</span>
      )}
      {source.note !== null && <span className="under">{source.note[lang]}</span>}
    </span>
  )
}
