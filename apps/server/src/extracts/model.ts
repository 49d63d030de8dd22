// What somebody affected may see of her own case, and how the paper may come into her hands. Pure.
import type { ExtractWay, SafeContactNow } from '@umai/contract'
import { formatDay, type Instant, type PlainDate, say, type Text } from '@umai/words'
import { momentOnPaper, type Paper, type PaperBlock, paperFileName } from '../documents/model.ts'
import { type EventKind, eventTitle } from '../events/model.ts'
import { extractWords } from './words.ts'

/** What happened to her case and is hers to know. No attempt to reach her, no risk level, no file, no other agency. */
export const shownEvents: readonly EventKind[] = [
  'report-received',
  'case-opened',
  'rights-explained',
  'order-issued',
  'order-served',
  'order-copy-given',
  'order-expired',
  'order-revoked',
  'withdrawal-received',
  'withdrawal-decided',
  'case-closed',
  'case-reopened',
]

/**
 * In her own hands, where she stands before whoever hands it over; any other way only as she plainly allowed it and at an
 * hour she allowed. Whoever was not asked, did not want it, or was asked too long ago is asked first.
 */
export const extractWaysOf = (
  known: SafeContactNow | null,
  now: Instant,
): readonly ExtractWay[] => {
  if (known === null || now >= known.goodUntil) return []
  const { profile, isSafeNow, whyNot } = known
  if (profile.mayContact !== 'yes' || profile.whoStarts === 'nobody') return []
  if (profile.channel === 'none' || whyNot === 'expired') return []
  const isAllowed = (channel: typeof profile.channel) => isSafeNow && profile.channel === channel
  return [
    'in-person',
    ...(isAllowed('message') && profile.mayLeaveMessage ? (['message'] as const) : []),
    ...(isAllowed('through-someone') ? (['through-someone'] as const) : []),
  ]
}

export type ExtractRecords = Readonly<{
  number: string
  masthead: Text
  name: string
  openedAt: Instant
  closedAt: Instant | null
  unit: Text
  happenedOn: PlainDate | null
  orders: readonly Readonly<{
    number: string
    issuedAt: Instant
    endsAt: Instant | null
    state: 'issued' | 'in-force' | 'expired' | 'revoked'
  }>[]
  rights: readonly Text[]
  events: readonly Readonly<{ kind: EventKind; at: Instant }>[]
  notes: readonly Readonly<{ at: Instant; text: string }>[]
  madeAt: Instant
  madeBy: string
}>

type Made = Readonly<{
  lang: 'kk' | 'ru'
  check: Readonly<{ url: string; code: string }>
  isSample: boolean
}>

export function extractPaper(records: ExtractRecords, { lang, check, isSample }: Made): Paper {
  const words = say(extractWords, lang)
  return {
    lang,
    title: words.paperTitle({ number: records.number }),
    masthead: records.masthead[lang],
    heading: words.heading,
    number: words.number({ number: records.number }),
    lead: [
      words.forWhom({ name: records.name }),
      words.made({ when: momentOnPaper(records.madeAt, lang), name: records.madeBy }),
      words.about,
      words.safe,
    ],
    blocks: blocksOf(records, lang),
    check: { ...check, caption: words.checkCaption },
    sampleNotice: isSample ? words.sampleNotice : null,
    pageCaption: (page, pages) => words.pageCaption({ page, pages }),
    datedAt: records.madeAt,
  }
}

function blocksOf(records: ExtractRecords, lang: 'kk' | 'ru'): readonly PaperBlock[] {
  const words = say(extractWords, lang)
  const { orders, rights, events, notes } = records
  return [
    {
      kind: 'facts',
      label: words.case,
      rows: [
        [
          words.state,
          records.closedAt === null
            ? words.open
            : words.closed({ day: momentOnPaper(records.closedAt, lang) }),
        ],
        [words.opened, momentOnPaper(records.openedAt, lang)],
        [words.unit, records.unit[lang]],
        ...(records.happenedOn === null
          ? []
          : [[words.happened, formatDay(records.happenedOn, lang)] as const]),
      ],
      note: null,
    },
    listOr(words.orders, words.noOrders, {
      intro: words.ordersIntro({ count: orders.length }),
      items: orders.map(({ number, issuedAt, endsAt, state }) =>
        words.orderItem({
          number,
          issued: momentOnPaper(issuedAt, lang),
          state: stateInWords(state, endsAt === null ? null : momentOnPaper(endsAt, lang), lang),
        }),
      ),
    }),
    listOr(words.rights, words.noRights, {
      intro: words.rightsIntro({ count: rights.length }),
      items: rights.map((text) => text[lang]),
    }),
    listOr(words.events, '', {
      intro: words.eventsIntro({ count: events.length }),
      items: events.map(({ kind, at }) => `${momentOnPaper(at, lang)} · ${eventTitle(kind)[lang]}`),
    }),
    ...(notes.length === 0
      ? []
      : [
          listOr(words.notes, '', {
            intro: words.notesIntro({ count: notes.length }),
            items: notes.map(({ at, text }) => `${momentOnPaper(at, lang)} · ${text}`),
          }),
        ]),
  ]
}

const stateInWords = (
  state: ExtractRecords['orders'][number]['state'],
  until: string | null,
  lang: 'kk' | 'ru',
): string => {
  const words = say(extractWords, lang)
  if (state === 'revoked') return words['order-revoked']
  if (until === null || state === 'issued') return words['order-issued']
  return words[`order-${state}`]({ until })
}

const listOr = (
  label: string,
  none: string,
  { intro, items }: Readonly<{ intro: string; items: readonly string[] }>,
): PaperBlock =>
  items.length === 0
    ? { kind: 'section', label, paragraphs: [none] }
    : { kind: 'list', label, intro, items }

export const extractFileName = (number: string, lang: 'kk' | 'ru'): string =>
  paperFileName(number, { kind: 4, lang })
