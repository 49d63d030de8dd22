// What a protective order is and what its papers say. Pure.
import type { Citation, Finding, Order, OrderRow } from '@umai/contract'
import { law } from '@umai/law'
import { citationOf, decide, type Facts, lawAt } from '@umai/rules'
import {
  dayOf,
  formatDay,
  type Instant,
  inEachLanguage,
  type Lang,
  type PlainDate,
  say,
  type Text,
} from '@umai/words'
import { factLabel, findingsOf, toCitation } from '../decisions/model.ts'
import {
  type Addressee,
  addresseeBlock,
  momentOnPaper,
  type NameForms,
  type Paper,
  type PaperBlock,
  paperFileName,
  paragraphsOf,
  type ReceiptLine,
} from '../documents/model.ts'
import { orderWords } from './words.ts'

/** Which law an order was issued under: article 20 as of 2009, as of 2014, article 60 as of 2026. */
export type OrderRegime = '2009' | '2014' | '2026'

/** How long before its end one is reminded of an order: ours, the law sets no such clock. */
export const endsSoonHours = 72

export const wordText = (word: 'endsSoonDuty' | 'endsSoonStart'): Text =>
  inEachLanguage((lang) => say(orderWords, lang)[word])

/** Everything an order states, fixed on the day it is issued. */
export type OrderContent = Readonly<{
  number: string
  regime: OrderRegime
  issuedAt: Instant
  masthead: Text
  place: Text
  issuer: Readonly<{ name: string; position: string }>
  addressee: Addressee
  protectedPerson: Readonly<{ name: NameForms }>
  alsoProtected: readonly NameForms[]
  event: Readonly<{ on: PlainDate; at: Instant | null; place: Text }>
  circumstances: string
  termDays: number
  checkEveryDays: number | null
  opinionHeeded: boolean
  /** The order whose place this one takes, which was never served. */
  replaces?: NumberedOrder | null
}>

/** Once: the duties of the new order have clocks of their own, and nobody may push them on and on. */
export const givesItsPlace = ({ replaces }: OrderContent): boolean => (replaces ?? null) === null

export type NumberedOrder = Readonly<{ id: string; number: string }>

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
      words.issued({ when: momentOnPaper(content.issuedAt, lang), place: content.place[lang] }),
      content.regime === '2026' ? words.basis2026 : words.basis2009,
      ...(content.opinionHeeded ? [words.opinionHeeded] : []),
      ...(content.replaces ? [words.replaces({ number: content.replaces.number })] : []),
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
  const when = event.at === null ? formatDay(event.on, lang) : momentOnPaper(event.at, lang)
  return [
    {
      kind: 'section',
      label: words.issuerLabel,
      paragraphs: [`${content.issuer.name}, ${content.issuer.position}`],
    },
    addresseeBlock(addressee, words, lang),
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
        ...paragraphsOf(content.circumstances),
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

/** What keeps an order from being served, checked or revoked now; null when nothing does. */
export function orderStateOf(
  order: Readonly<{ servedAt: Instant | null; endsAt: Instant | null; revokedAt: Instant | null }>,
  now: Instant,
): 'issued' | 'in-force' | 'expired' | 'revoked' {
  if (order.revokedAt !== null) return 'revoked'
  if (order.servedAt === null || order.endsAt === null) return 'issued'
  return now < order.endsAt ? 'in-force' : 'expired'
}

export function orderFileName(number: string, lang: Lang, kind: OrderPaperKind): string {
  return paperFileName(number, { kind: kind === 'order' ? 1 : 2, lang })
}

/** What the law of the day of issue lays down for an order; kept with it. */
export type OrderStatement = Readonly<{
  citation: Citation
  checkEveryDays: number | null
  asksOpinion: boolean
}>

type OrderLaw = OrderStatement & Readonly<{ regime: OrderRegime; termDays: number }>

const articles = [
  { id: 'kz/lop/60', limb: 'p1' },
  { id: 'kz/dvl/20', limb: 'p1' },
] as const
const regimes: Readonly<Record<string, OrderRegime>> = {
  'kz/lop/60': '2026',
  'kz/dvl/20 v2014': '2014',
  // The same order; that version only adds what a breach entails.
  'kz/dvl/20 v2015': '2014',
  'kz/dvl/20 v2009': '2009',
}

/** The article on protective orders in force on a day, with the term and the checks it asks for. */
export const orderLawOn = (on: PlainDate): OrderLaw | undefined => {
  const inForce = lawAt(law, on)
  for (const { id, limb } of articles) {
    const found = inForce.versions.find(({ article }) => article.id === id)
    if (found === undefined) continue
    const { version } = found
    const regime = regimes[id] ?? regimes[`${id} ${version.id}`]
    if (regime === undefined) continue
    const term = version.duties.find(
      ({ kind, deadline, trigger }) =>
        kind === 'limit' && trigger.includes('order.served') && deadline.kind === 'within',
    )?.deadline
    const check = version.duties.find(({ deadline }) => deadline.kind === 'every')?.deadline
    return {
      regime,
      citation: toCitation(citationOf(law, inForce, `${id}#${limb}`)),
      termDays: term?.kind === 'within' ? term.length.n : 30,
      checkEveryDays: check?.kind === 'every' ? check.length.n : null,
      asksOpinion: version.rules.some(({ then }) => then.marks.opinion === 'heeded'),
    }
  }
  return undefined
}

export type Eligibility = Readonly<{
  findings: readonly Finding[]
  mayIssue: boolean
  refusals: readonly Readonly<{ text: Text; citation: Citation | null }>[]
}>

/** What the law of a day says to an order on these facts. Only a plain yes lets one be issued. */
export const orderEligibility = (facts: Facts, on: PlainDate): Eligibility => {
  const decision = decide(law, 'protective-order', { facts, act: on })
  const findings = findingsOf('protective-order', decision)
  const barred = findings.filter(({ kind, state }) => kind === 'bar' && state === 'applies')
  const mayIssue = decision.kind === 'decided' && barred.length === 0
  return {
    findings,
    mayIssue,
    refusals: [
      ...barred.map(({ title, citation }) => ({ text: title, citation })),
      ...decision.deciding.map((fact) => ({ text: factLabel(fact), citation: null })),
      ...(decision.kind === 'none'
        ? findings.map(({ title, citation }) => ({ text: title, citation }))
        : []),
    ],
  }
}

type ListedOrder = Readonly<{
  id: string
  number: string
  case_id: string
  case_number: string
  addressee: string
  protected_name: string
  issued_at: Instant
  served_at: Instant | null
  ends_at: Instant | null
  revoked_at: Instant | null
  next_check_at: Instant | null
  breaches: number
  unit_id: string
  unit_kk: string
  unit_ru: string
  unit_en: string
  issued_by: string
  issued_by_name: string | null
  served_by: string | null
  served_by_name: string | null
}>

const stateOf = (row: ListedOrder, now: Instant) =>
  orderStateOf({ servedAt: row.served_at, endsAt: row.ends_at, revokedAt: row.revoked_at }, now)

/** An order as a line of the register. */
export const toOrderRow = (row: ListedOrder, now: Instant): OrderRow => ({
  id: row.id,
  number: row.number,
  caseId: row.case_id,
  caseNumber: row.case_number,
  state: stateOf(row, now),
  addressee: row.addressee,
  protectedName: row.protected_name,
  issuedAt: row.issued_at,
  servedAt: row.served_at,
  endsAt: row.ends_at,
  nextCheckAt: row.next_check_at,
  breaches: row.breaches,
  unit: { id: row.unit_id, name: { kk: row.unit_kk, ru: row.unit_ru, en: row.unit_en } },
})

type OrderAround = Readonly<{
  now: Instant
  regime: OrderRegime
  statement: OrderStatement
  content: OrderContent
  service: Readonly<{
    way: 'signed' | 'refused' | 'absent' | null
    language: Lang | null
    witness: string | null
  }>
  copies: Order['copies']
  checks: Order['checks']
  breaches: Order['breachList']
  documents: Order['documents']
  revokeReason: string | null
  replacedBy: NumberedOrder | null
  rightsExplained: boolean
  permissions: ReadonlySet<string>
}>

/** An order as its page shows it, with what may be done about it now. */
export const toOrder = (row: ListedOrder, around: OrderAround): Order => {
  const { content, permissions, service } = around
  const state = stateOf(row, around.now)
  const isRevoked = state === 'revoked'
  const serves = permissions.has('serve-orders')
  return {
    ...toOrderRow(row, around.now),
    regime: around.regime,
    citation: around.statement.citation,
    issuedBy: { id: row.issued_by, name: row.issued_by_name ?? '' },
    circumstances: content.circumstances,
    alsoProtected: content.alsoProtected.map((name) => name.kk),
    termDays: content.termDays,
    service:
      row.served_at === null || service.way === null || row.served_by === null
        ? null
        : {
            way: service.way,
            at: row.served_at,
            by: { id: row.served_by, name: row.served_by_name ?? '' },
            language: service.language ?? 'kk',
            witness: service.witness,
          },
    copies: around.copies,
    checks: around.checks,
    breachList: around.breaches,
    documents: around.documents,
    revokedAt: row.revoked_at,
    revokeReason: around.revokeReason,
    replaces: content.replaces ?? null,
    replacedBy: around.replacedBy,
    rightsExplained: around.rightsExplained,
    may: {
      serve: state === 'issued' && serves,
      giveCopy: !isRevoked && serves,
      check: state === 'in-force' && serves,
      gatherEvidence: row.breaches > 0 && permissions.has('work-cases'),
      recordBreach: state === 'in-force' && permissions.has('work-cases'),
      revoke: (state === 'issued' || state === 'in-force') && permissions.has('issue-orders'),
      replace: state === 'issued' && givesItsPlace(content) && permissions.has('issue-orders'),
    },
  }
}
