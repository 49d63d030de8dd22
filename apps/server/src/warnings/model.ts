// What an official warning is by the law of a day, and what its paper says. Pure.
import type { Citation, Warning } from '@umai/contract'
import { law } from '@umai/law'
import { citationOf, lawAt } from '@umai/rules'
import { type Instant, type PlainDate, say, type Text } from '@umai/words'
import { toCitation } from '../decisions/model.ts'
import {
  type Addressee,
  addresseeBlock,
  momentOnPaper,
  type Paper,
  paperFileName,
  paragraphsOf,
} from '../documents/model.ts'
import { warningWords } from './words.ts'

export type WarningLaw = Readonly<{
  citation: Citation
  termDays: number
  /** Within how many hours the prosecutor gets the copy. */
  copyHours: number
  /** How often a month the person warned is checked at least. */
  checksPerMonth: number
}>

/** The article on official warnings in force on a day with its term; undefined where there is none. */
export const warningLawOn = (on: PlainDate): WarningLaw | undefined => {
  const inForce = lawAt(law, on)
  const duties =
    inForce.versions.find(({ article }) => article.id === 'kz/lop/51')?.version.duties ?? []
  const deadlineOf = (met: string) =>
    duties.find(({ satisfiedBy }) => satisfiedBy.includes(met))?.deadline
  const term = deadlineOf('warning.ended')
  const copy = deadlineOf('warning.copied-to-prosecutor')
  const checks = deadlineOf('warning.checked')
  if (term?.kind !== 'within' || copy?.kind !== 'within' || checks?.kind !== 'times')
    return undefined
  return {
    citation: toCitation(citationOf(law, inForce, 'kz/lop/51#p2')),
    termDays: term.length.n,
    copyHours: copy.length.n,
    checksPerMonth: checks.times,
  }
}

export const warningStateOf = (
  warning: Readonly<{ endsAt: Instant | null }>,
  now: Instant,
): Warning['state'] =>
  warning.endsAt === null ? 'announced' : now < warning.endsAt ? 'in-force' : 'ended'

/** Everything a warning states, fixed on the day it is announced. */
export type WarningContent = Readonly<{
  number: string
  announcedAt: Instant
  masthead: Text
  place: Text
  issuer: Readonly<{ name: string; position: string }>
  addressee: Addressee
  circumstances: string
  citation: Citation
  termDays: number
  checksPerMonth: number
}>

type Made = Readonly<{
  lang: 'kk' | 'ru'
  check: Readonly<{ url: string; code: string }>
  isSample: boolean
}>

export function warningPaper(content: WarningContent, { lang, check, isSample }: Made): Paper {
  const words = say(warningWords, lang)
  const when = momentOnPaper(content.announcedAt, lang)
  const { addressee, issuer } = content
  const section = (label: string, ...paragraphs: readonly string[]) =>
    ({ kind: 'section', label, paragraphs }) as const
  return {
    lang,
    title: words.paperTitle({ number: content.number }),
    masthead: content.masthead[lang],
    heading: words.heading,
    number: words.number({ number: content.number }),
    lead: [
      words.announced({ when, place: content.place[lang] }),
      words.basis({ citation: content.citation.label[lang] }),
    ],
    blocks: [
      section(words.issuerLabel, `${issuer.name}, ${issuer.position}`),
      addresseeBlock(addressee, words, lang),
      section(words.eventLabel, ...paragraphsOf(content.circumstances)),
      section(words.demandLabel, words.demand),
      section(words.termLabel, words.term({ days: content.termDays })),
      section(words.controlLabel, words.control({ times: content.checksPerMonth })),
      section(words.breachLabel, words.breach),
      section(words.appealLabel, words.appeal),
      {
        kind: 'receipt',
        label: words.receiptLabel,
        text: words.receipt,
        lines: [words.lineWhen, words.lineAddressee, words.lineOfficer].map((caption) => ({
          caption,
          value: null,
        })),
      },
    ],
    check: { ...check, caption: words.checkCaption },
    sampleNotice: isSample ? words.sampleNotice : null,
    pageCaption: (page, pages) => words.pageCaption({ page, pages }),
    datedAt: content.announcedAt,
  }
}

export const warningFileName = (number: string, lang: 'kk' | 'ru'): string =>
  paperFileName(number, { kind: 5, lang })
