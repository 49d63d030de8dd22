// What a printed document says, before anybody draws it. Pure: a paper is data, so the same paper
// always prints to the same bytes and can be compared in a test.
import { formatDay, type Instant, type Lang, type PlainDate, wallTimeOf } from '@umai/words'

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

/** A moment as every paper writes it: the whole day and the time. */
export function momentOnPaper(at: Instant, lang: Lang): string {
  const { day, hour, minute } = wallTimeOf(at)
  return `${formatDay(day, lang)}, ${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`
}

/** A neutral name: no word of it tells what the document is; `kind` keeps the papers of one number apart. */
export const paperFileName = (
  number: string,
  { kind, lang, version = 1 }: Readonly<{ kind: 1 | 2 | 3 | 4 | 5; lang: Lang; version?: number }>,
): string =>
  `document-${number.replace(/[^0-9a-z]+/gi, '-')}-${kind}-${lang}${version === 1 ? '' : `-v${version}`}.pdf`

/** A name as each language writes it; Kazakh spelling on the Kazakh paper where it is known. */
export type NameForms = Readonly<Record<'kk' | 'ru', string>>

/** Whom an order or a warning binds. */
export type Addressee = Readonly<{ name: NameForms; birthDate: PlainDate | null }>

export const addresseeBlock = (
  { name, birthDate }: Addressee,
  words: Readonly<Record<'addresseeLabel' | 'name' | 'birthDate' | 'birthDateUnknown', string>>,
  lang: 'kk' | 'ru',
): PaperBlock => ({
  kind: 'facts',
  label: words.addresseeLabel,
  rows: [
    [words.name, name[lang]],
    [words.birthDate, birthDate === null ? words.birthDateUnknown : formatDay(birthDate, lang)],
  ],
  note: null,
})

/** What somebody wrote, paragraph by paragraph. */
export const paragraphsOf = (text: string): readonly string[] =>
  text.split(/\n+/).filter((paragraph) => paragraph.trim() !== '')
