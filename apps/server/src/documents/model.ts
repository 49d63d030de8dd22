// What a printed document says, before anybody draws it. Pure: a paper is data, so the same paper
// always prints to the same bytes and can be compared in a test.
import type { Lang } from '@umai/words'

/** One part of a document, in reading order. */
export type PaperBlock =
  | Readonly<{ kind: 'section'; label: string; paragraphs: readonly string[] }>
  | Readonly<{
      kind: 'facts'
      label: string
      rows: readonly (readonly [name: string, value: string])[]
      note: string | null
    }>
  | Readonly<{ kind: 'list'; label: string; intro: string; items: readonly string[] }>
  | Readonly<{ kind: 'receipt'; label: string; text: string; lines: readonly ReceiptLine[] }>

/** A line to be filled in by hand, or already filled in from what was recorded. */
export type ReceiptLine = Readonly<{ caption: string; value: string | null }>

export type Paper = Readonly<{
  lang: Lang
  /** Title in the file's properties. Neutral: it shows in phones, print queues and mail programs. */
  title: string
  masthead: string
  heading: string
  number: string
  /** When, where and on which article. */
  lead: readonly string[]
  blocks: readonly PaperBlock[]
  /** How a stranger finds out that this paper is real. */
  check: Readonly<{ url: string; code: string; caption: string }>
  /** Shown across the top of everything printed from a sample database. */
  sampleNotice: string | null
  pageCaption: (page: number, pages: number) => string
  /** Fixed by the act, never the time of printing: the file must not change when printed again. */
  datedAt: string
}>

/** A check code in groups that can be read out over the telephone. */
export function groupCheckCode(code: string): string {
  return code.match(/.{1,4}/g)?.join('-') ?? code
}
