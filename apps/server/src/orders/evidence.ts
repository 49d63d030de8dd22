// What the package of evidence of a breach says: the order, its service, the checks, the breaches, the reports, what
// happened in the case, and the list of files with their hashes. Pure: the same records give the same paper.
import type {
  AttachmentKind,
  FileWithdrawalReason,
  Order,
  OrderBreach,
  OrderCheck,
  OrderDocument,
} from '@umai/contract'
import { type Instant, type Lang, say } from '@umai/words'
import { momentOnPaper, type Paper, type PaperBlock, paperFileName } from '../documents/model.ts'
import { eventTitle, isEventKind } from '../events/model.ts'
import { evidenceWords } from './evidence-words.ts'
import type { OrderContent } from './model.ts'

/** A file of the case as the package names it: never by the name that somebody gave it. */
export type AttachedEvidence = Readonly<{
  kind: AttachmentKind
  mediaType: string
  bytes: number
  sha256: string
  addedAt: Instant
  addedBy: string
  /** A file that was withdrawn is named all the same: nothing leaves a package unseen. */
  withdrawn: Readonly<{ at: Instant; by: string; reason: FileWithdrawalReason }> | null
}>

export type EvidenceRecords = Readonly<{
  content: OrderContent
  citation: string
  service: Order['service']
  endsAt: Instant | null
  copies: Order['copies']
  checks: readonly OrderCheck[]
  breaches: readonly OrderBreach[]
  reports: readonly Readonly<{ number: string; channel: string; receivedAt: Instant }>[]
  events: readonly Readonly<{ kind: string; at: Instant }>[]
  documents: readonly OrderDocument[]
  attachments: readonly AttachedEvidence[]
  gatheredAt: Instant
  gatheredBy: string
}>

type Made = Readonly<{
  lang: 'kk' | 'ru'
  check: Readonly<{ url: string; code: string }>
  isSample: boolean
}>

export function evidencePaper(records: EvidenceRecords, { lang, check, isSample }: Made): Paper {
  const words = say(evidenceWords, lang)
  const { content } = records
  return {
    lang,
    title: words.paperTitle({ number: content.number }),
    masthead: content.masthead[lang],
    heading: words.heading,
    number: words.number({ number: content.number }),
    lead: [
      words.gathered({ when: momentOnPaper(records.gatheredAt, lang), name: records.gatheredBy }),
      words.purpose,
    ],
    blocks: evidenceBlocks(records, lang),
    check: { ...check, caption: words.checkCaption },
    sampleNotice: isSample ? words.sampleNotice : null,
    pageCaption: (page, pages) => words.pageCaption({ page, pages }),
    datedAt: records.gatheredAt,
  }
}

function evidenceBlocks(records: EvidenceRecords, lang: 'kk' | 'ru'): readonly PaperBlock[] {
  const words = say(evidenceWords, lang)
  const { content, service, checks, breaches } = records
  const oldestFirst = <Row extends Readonly<{ at: Instant }>>(rows: readonly Row[]) =>
    rows.toSorted((a, b) => a.at.localeCompare(b.at))
  return [
    ...oldestFirst(breaches).map(
      (breach): PaperBlock => ({
        kind: 'section',
        label: words.breach,
        paragraphs: [
          `${momentOnPaper(breach.at, lang)} · ${breach.what.map((what) => words[what]).join(', ')}`,
          ...(breach.isRepeat ? [words.repeat] : []),
          ...breach.narrative.split(/\n+/).filter((line) => line.trim() !== ''),
          ...(breach.evidence.length === 0
            ? [words.noEvidence]
            : breach.evidence.map((one) => words.evidenceItem({ what: one }))),
          words.recordedBy({ name: breach.by.name }),
        ],
      }),
    ),
    {
      kind: 'facts',
      label: words.order,
      rows: [
        [words.orderNumber, content.number],
        [words.issued, `${momentOnPaper(content.issuedAt, lang)} · ${content.issuer.name}`],
        [words.basis, records.citation],
        [words.addressee, content.addressee.name[lang]],
        [words.protectedPerson, content.protectedPerson.name[lang]],
        [words.term, words.days({ count: content.termDays })],
      ],
      note: words.addressHidden,
    },
    {
      kind: 'facts',
      label: words.service,
      rows:
        service === null
          ? [[words.served, words.notServed]]
          : [
              [words.served, `${momentOnPaper(service.at, lang)} · ${service.by.name}`],
              [words.way, words[service.way]],
              [words.language, words[`lang-${service.language}`]],
              ...(service.witness === null ? [] : [[words.witness, service.witness] as const]),
              ...(records.endsAt === null
                ? []
                : [[words.until, momentOnPaper(records.endsAt, lang)] as const]),
            ],
      note: null,
    },
    list(words.checks, words.checksIntro({ count: checks.length }), [
      ...oldestFirst(checks).map(
        ({ at, outcome, by, note }) =>
          `${momentOnPaper(at, lang)} · ${words[outcome]} · ${by.name}${note === null ? '' : ` · ${note}`}`,
      ),
    ]),
    list(words.copies, words.copiesIntro({ count: records.copies.length }), [
      ...oldestFirst(records.copies).map(
        ({ to, at, by }) =>
          `${momentOnPaper(at, lang)} · ${to === 'protected' ? words.toProtected : words.toProsecutor} · ${by.name}`,
      ),
    ]),
    list(words.reports, words.reportsIntro({ count: records.reports.length }), [
      ...records.reports.map(
        ({ number, receivedAt }) => `№ ${number} · ${momentOnPaper(receivedAt, lang)}`,
      ),
    ]),
    list(words.timeline, words.timelineIntro({ count: records.events.length }), [
      ...oldestFirst(records.events).map(
        ({ kind, at }) =>
          `${momentOnPaper(at, lang)} · ${isEventKind(kind) ? eventTitle(kind)[lang] : kind}`,
      ),
    ]),
    list(words.attachments, words.attachmentsIntro({ count: records.attachments.length }), [
      ...records.attachments.map(
        ({ kind, mediaType, bytes, sha256, addedAt, addedBy, withdrawn }) =>
          `${words[`attached-${kind}`]} · ${mediaType} · ${bytes} B · ${momentOnPaper(addedAt, lang)} · ${addedBy} · SHA-256 ${sha256}${
            withdrawn === null
              ? ''
              : ` · ${words.withdrawn({ reason: words[`withdrawn-${withdrawn.reason}`], by: withdrawn.by, at: momentOnPaper(withdrawn.at, lang) })}`
          }`,
      ),
    ]),
    list(words.files, words.filesIntro({ count: records.documents.length }), [
      ...records.documents.map(
        ({ fileName, sha256, madeAt }) =>
          `${fileName} · ${momentOnPaper(madeAt, lang)} · SHA-256 ${sha256}`,
      ),
    ]),
  ]
}

const list = (label: string, intro: string, items: readonly string[]): PaperBlock => ({
  kind: 'list',
  label,
  intro,
  items,
})

export const evidenceFileName = (number: string, lang: Lang, version: number): string =>
  paperFileName(number, { kind: 3, lang, version })
