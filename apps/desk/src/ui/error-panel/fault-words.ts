import type { Lang } from '@umai/words'

type Said = { readonly title: string; readonly detail: string }

/** What an error may carry besides its message; a refusal of the server has all of it. */
type Fault = Error & {
  readonly detail?: string
  readonly inLanguages?: Readonly<Record<Lang, Said>> | undefined
}

/** What went wrong and what to do, in the language the page speaks now; it may have spoken another when that happened. */
export const faultInWords = (
  { message, detail, inLanguages }: Fault,
  lang: Lang,
): { readonly title: string; readonly detail: string | undefined } =>
  inLanguages?.[lang] ?? { title: message, detail }
