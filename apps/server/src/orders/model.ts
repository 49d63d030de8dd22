// What a protective order is and what its papers say. Pure.
import {
  dayOf,
  formatDay,
  type Instant,
  type Lang,
  type PlainDate,
  say,
  type Text,
  wallTimeOf,
} from '@umai/words'
import type { Paper, PaperBlock, ReceiptLine } from '../documents/model.ts'
import { orderWords } from './words.ts'

/** Which law an order was issued under: article 20 as of 2009, as of 2014, article 60 as of 2026. */
type OrderRegime = '2009' | '2014' | '2026'

/** A name as each language writes it; Kazakh spelling on the Kazakh paper where it is known. */
type NameForms = Readonly<Record<'kk' | 'ru', string>>

/** Everything an order states, fixed on the day it is issued. */
export type OrderContent = Readonly<{
  number: string
  regime: OrderRegime
  issuedAt: Instant
  masthead: Text
  place: Text
  issuer: Readonly<{ name: string; position: string }>
  addressee: Readonly<{ name: NameForms; birthDate: PlainDate | null }>
  protectedPerson: Readonly<{ name: NameForms }>
  alsoProtected: readonly NameForms[]
  event: Readonly<{ on: PlainDate; at: Instant | null; place: Text }>
  circumstances: string
  termDays: number
  checkEveryDays: number | null
  opinionHeeded: boolean
}>

/** The original goes to the addressee, the copy to the protected person; each is signed for by one. */
export type OrderPaperKind = 'order' | 'order-copy'

export type OrderPaperInput = Readonly<{
  content: OrderContent
  kind: OrderPaperKind
  lang: 'kk' | 'ru'
  check: Readonly<{ url: string; code: string }>
  isSample: boolean
}>

/** The paper of an order, ready to be printed. */
export function orderPaper({ content, kind, lang, check, isSample }: OrderPaperInput): Paper {
  const words = say(orderWords, lang)
  const number = words.number({ number: content.number })
  return {
    lang,
    title: words.paperTitle({ number: content.number }),
    masthead: content.masthead[lang],
    heading: words.heading,
    number,
    lead: [
      words.issued({ when: formatMoment(content.issuedAt, lang), place: content.place[lang] }),
      content.regime === '2026' ? words.basis2026 : words.basis2009,
      ...(content.opinionHeeded ? [words.opinionHeeded] : []),
    ],
    blocks: orderBlocks(content, kind, lang),
    check: { ...check, caption: words.checkCaption },
    sampleNotice: isSample ? words.sampleNotice : null,
    pageCaption: (page, pages) => words.pageCaption({ page, pages }),
    datedAt: content.issuedAt,
  }
}

function orderBlocks(
  content: OrderContent,
  kind: OrderPaperKind,
  lang: 'kk' | 'ru',
): readonly PaperBlock[] {
  const words = say(orderWords, lang)
  const { addressee, protectedPerson, alsoProtected, event } = content
  const when = event.at === null ? formatDay(event.on, lang) : formatMoment(event.at, lang)
  return [
    {
      kind: 'section',
      label: words.issuerLabel,
      paragraphs: [`${content.issuer.name}, ${content.issuer.position}`],
    },
    {
      kind: 'facts',
      label: words.addresseeLabel,
      rows: [
        [words.name, addressee.name[lang]],
        [
          words.birthDate,
          addressee.birthDate === null
            ? words.birthDateUnknown
            : formatDay(addressee.birthDate, lang),
        ],
      ],
      note: null,
    },
    {
      kind: 'facts',
      label: words.protectedLabel,
      rows: [
        [words.name, protectedPerson.name[lang]],
        ...(alsoProtected.length === 0
          ? []
          : [[words.alsoProtected, alsoProtected.map((name) => name[lang]).join(', ')] as const]),
      ],
      note: words.addressHidden,
    },
    {
      kind: 'section',
      label: words.eventLabel,
      paragraphs: [
        words.event({ when, place: event.place[lang] }),
        ...content.circumstances.split(/\n+/).filter((line) => line.trim() !== ''),
      ],
    },
    {
      kind: 'list',
      label: words.bansLabel,
      intro: words.bansIntro,
      items: [
        words.banViolence,
        words.banSearch,
        words.banTalk,
        ...(content.regime === '2009' ? [] : [words.banFamily]),
      ],
    },
    {
      kind: 'section',
      label: words.termLabel,
      paragraphs: [words.term({ days: content.termDays })],
    },
    {
      kind: 'section',
      label: words.controlLabel,
      paragraphs: [content.checkEveryDays === null ? words.controlRegister : words.control],
    },
    {
      kind: 'section',
      label: words.breachLabel,
      paragraphs: [breachText(dayOf(content.issuedAt), lang), words.breachCrime],
    },
    { kind: 'section', label: words.appealLabel, paragraphs: [words.appeal] },
    receipt(kind, lang),
  ]
}

function receipt(kind: OrderPaperKind, lang: Lang): PaperBlock {
  const words = say(orderWords, lang)
  const line = (caption: string): ReceiptLine => ({ caption, value: null })
  if (kind === 'order-copy')
    return {
      kind: 'receipt',
      label: words.receiptProtectedLabel,
      text: words.receiptProtected,
      lines: [line(words.lineWhen), line(words.lineProtected), line(words.lineOfficer)],
    }
  return {
    kind: 'receipt',
    label: words.receiptLabel,
    text: words.receiptAddressee,
    lines: [
      line(words.lineWhen),
      line(words.lineAddressee),
      line(words.lineWitness),
      line(words.lineOfficer),
    ],
  }
}

/**
 * What article 461 threatens on a day: arrest alone since 1 July 2023, twenty days for a repeat within
 * a year since 16 June 2024. Before that the code also knew a warning.
 */
function breachText(on: PlainDate, lang: Lang): string {
  const words = say(orderWords, lang)
  if (on >= '2024-06-16') return words.breach2024
  if (on >= '2023-07-01') return words.breach2023
  return words.breach2015
}

function formatMoment(at: Instant, lang: Lang): string {
  const { day, hour, minute } = wallTimeOf(at)
  const clock = `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`
  return `${formatDay(day, lang)}, ${clock}`
}

/** What keeps an order from being served, checked or revoked now; null when nothing does. */
export function orderStateOf(
  order: Readonly<{ servedAt: Instant | null; endsAt: Instant | null; revokedAt: Instant | null }>,
  now: Instant,
): 'issued' | 'in-force' | 'expired' | 'revoked' {
  if (order.revokedAt !== null) return 'revoked'
  if (order.servedAt === null || order.endsAt === null) return 'issued'
  return now < order.endsAt ? 'in-force' : 'expired'
}

/** A neutral name: no word of it tells what the document is. */
export function orderFileName(number: string, lang: Lang, kind: OrderPaperKind): string {
  return `document-${number.replace(/[^0-9a-z]+/gi, '-')}-${kind === 'order' ? '1' : '2'}-${lang}.pdf`
}
