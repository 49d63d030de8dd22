import type { PersonAsTold, ReportContent, ReportDraftContent } from '@umai/contract'
import { formatDay } from '@umai/words'
import { useLanguage, useWords } from '../../ui/language/language.tsx'
import { verdictWords } from '../../ui/verdict/words.ts'
import { type ReportField, valueAt } from '../changes.ts'
import { channelNames, relationNames, reportWords, speakerNames } from '../words.ts'

const languageNames = { kk: 'Қазақша', ru: 'Русский', en: 'English' } as const

/** How a field of a report is called and what stands in it, in words. */
export const useSaidInField = (placeName: (kato: string) => string) => {
  const words = useWords(reportWords)
  const channels = useWords(channelNames)
  const speakers = useWords(speakerNames)
  const relations = useWords(relationNames)
  const answers = useWords(verdictWords)
  const { lang } = useLanguage()

  const labelOf = (field: ReportField): string => {
    const [part, name] = field.split('/') as [string, string | undefined]
    switch (part) {
      case 'affected':
      case 'alleged':
        return `${words[part]}: ${words[name as keyof PersonAsTold | 'relation']}`
      case 'danger':
        return words[`danger-${name as keyof ReportContent['danger']}`].replace('?', '')
    }
    return words[labels[field as keyof typeof labels]]
  }

  const child = (one: PersonAsTold): string =>
    [
      one.name ?? words.noName,
      one.sex === 'unknown' ? undefined : words[one.sex],
      one.birthDate === null ? undefined : formatDay(one.birthDate, lang),
      one.age === null ? undefined : words.ageYears({ age: one.age }),
    ]
      .filter((part) => part !== undefined)
      .join(', ')

  const saidIn = (content: ReportDraftContent, field: ReportField): string => {
    const value = valueAt(content, field)
    if (field === 'children') return (content.children ?? []).map(child).join('; ') || '—'
    if (value === null) return '—'
    const text = String(value)
    switch (field.split('/').at(-1)) {
      case 'channel':
        return channels[text as keyof typeof channels]
      case 'kind':
        return speakers[text as keyof typeof speakers]
      case 'language':
        return languageNames[text as keyof typeof languageNames]
      case 'on':
      case 'birthDate':
        return /^\d{4}-\d\d-\d\d$/.test(text) ? formatDay(text, lang) : text
      case 'kato':
        return placeName(text)
      case 'sex':
        return words[text as PersonAsTold['sex']]
      case 'relation':
        return relations[text as keyof typeof relations]
      case 'iin':
        return /^\d{12}$/.test(text) ? `••••••••${text.slice(-4)}` : text
      case 'now':
      case 'weapon':
      case 'injury':
      case 'allegedPresent':
      case 'mayContact':
        return answers[text as 'yes' | 'no' | 'unknown']
      default:
        return text
    }
  }

  return { labelOf, saidIn }
}

const labels = {
  channel: 'channel',
  'speaker/kind': 'speaker',
  'speaker/name': 'speakerName',
  'speaker/phone': 'speakerPhone',
  language: 'language',
  narrative: 'narrative',
  'occurred/on': 'when',
  'occurred/time': 'time',
  'place/kato': 'where',
  'place/address': 'address',
  children: 'children',
  'safeContact/mayContact': 'mayContact',
  'safeContact/phone': 'safePhone',
  'safeContact/when': 'safeWhen',
} as const satisfies Partial<Record<ReportField, string>>
