// What a page is to the site: a path, and a function from a visit to what is shown. Slices know nothing of the server.
import type { Html } from '@umai/platform'
import type { Lang, PlainDate } from '@umai/words'
import type { Figures } from '../figures/model.ts'
import type { Tray } from '../files/model.ts'
import type { UrgentNumber } from '../numbers/model.ts'
import type { Directory } from '../places/model.ts'
import type { Stories } from '../stories/model.ts'
import type { Threads } from '../threads/actions.ts'
import type { SealedForms } from './sealed-form.ts'
import type { SentFile } from './sent.ts'

export type Visit = {
  readonly lang: Lang
  /** The local day on which the law is read. */
  readonly today: PlainDate
  readonly now: string
  readonly isSample: boolean
  /** The address of the site as others open it, for what is printed. */
  readonly origin: string
  readonly numbers: readonly UrgentNumber[]
  readonly forms: SealedForms
  /** The published directory; undefined while no list could be read. */
  readonly directory: () => Promise<Directory | undefined>
  /** What may be told in figures; undefined while it could not be read. */
  readonly figures: () => Promise<Figures | undefined>
  readonly stories: Stories | undefined
  /** What was sent with a form; undefined when the page was only opened. */
  readonly sent: URLSearchParams | undefined
  readonly files: readonly SentFile[]
  /** Files between being sent and the letter being sent. */
  readonly tray: Tray
  /** Undefined where this site has no database: it is read, not written to. */
  readonly threads: Threads | undefined
  /** Runs what is slow on purpose; who has to wait too long gets a page that says so. */
  readonly slow: <T>(work: () => Promise<T>) => Promise<T>
  /** Whether a thread may be acted on once more this minute. */
  readonly mayAct: (locator: string) => boolean
}

export type Answer =
  | {
      readonly kind: 'page'
      readonly main: Html
      /** A neutral noun; the wordmark is added. Nothing on a tab or in a history tells what the page is about. */
      readonly title?: string
      readonly isWide?: boolean
      /** The language links become buttons of this form, so that nothing typed is lost. */
      readonly form?: string
      readonly code?: number
    }
  /** A file for those who want one; its name and content tell nothing but what they asked for. */
  | {
      readonly kind: 'file'
      readonly name: string
      readonly type: string
      readonly content: string
    }
  /** Too often; what was typed comes back with the page. */
  | { readonly kind: 'busy' }
  /** The end of a visit: the browser is told to forget this site and is sent to the neutral page. */
  | { readonly kind: 'leave' }

export type Page = {
  /** Below the language: `/`, `/traces`. */
  readonly path: string
  readonly takesForm?: true
  /** Whether it says the same to everybody on one day; then it is made once and sent from memory. */
  readonly isSteady?: true
  /** Whether it says the same to everybody within a minute, until a form is sent; the front gives it from memory then. */
  readonly isOfTheMinute?: true
  readonly answer: (visit: Visit) => Answer | Promise<Answer>
}
