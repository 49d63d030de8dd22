// A story as the wall and as the one who left it meet it. What she typed becomes words of hers only when she sends it.
import type { Json } from '@umai/platform'
import { cleaned, partsOf, storyLimits } from '@umai/stories'
import { isLang, type Lang } from '@umai/words'

export const sinces = ['weeks', 'months', 'half-year', 'year', 'years'] as const
export type Since = (typeof sinces)[number]

export type WallStory = Readonly<{
  id: string
  lang: Lang
  since: Since | null
  text: string
  isSample: boolean
}>

export type OwnStory = Readonly<{
  state: 'waiting' | 'second-look' | 'published' | 'refused' | 'withdrawn'
  reason: string | null
  lang: Lang
  text: string | undefined
}>

export type NewStory = Readonly<{
  receipt: string
  lang: Lang
  since: Since | null
  text: string
}>

/** Undefined while the database does not answer: the page then says so. */
export type Stories = Readonly<{
  wall: (
    page: number,
  ) => Promise<{ readonly stories: readonly WallStory[]; readonly hasMore: boolean } | undefined>
  /** Names of places that are masked; what was read last, if the database does not answer. */
  placeNames: () => Promise<readonly string[]>
  /** These three are slow on purpose: only in the slow lane. */
  leave: (story: NewStory) => Promise<'left' | 'full' | 'away'>
  find: (receipt: string) => Promise<OwnStory | 'none' | 'away'>
  withdraw: (receipt: string) => Promise<'gone' | 'none' | 'away'>
}>

export type Draft = Readonly<{ text: string; lang: Lang; since: Since | null; consent: boolean }>

export const readDraft = (sent: URLSearchParams | undefined, lang: Lang): Draft => {
  const tongue = sent?.get('tongue')
  return {
    text: cleaned(sent?.get('text') ?? ''),
    lang: isLang(tongue) ? tongue : lang,
    since: sinces.find((since) => since === sent?.get('since')) ?? null,
    consent: sent?.get('consent') === 'yes',
  }
}

/** Letters as a reader counts them: a mark is one. */
export const lengthOf = (text: string): number =>
  partsOf(text).reduce(
    (sum, part) => sum + (part.kind === 'mask' ? 1 : Array.from(part.text).length),
    0,
  )

export type Fault = 'short' | 'long' | 'consent'

export const faultsOf = ({ text, consent }: Draft): readonly Fault[] => {
  const length = lengthOf(text)
  return [
    ...(length < storyLimits.least ? ['short' as const] : []),
    ...(length > storyLimits.most ? ['long' as const] : []),
    ...(consent ? [] : ['consent' as const]),
  ]
}

/** What is carried from the page where it is written to the page where it is looked at. */
export type Carried = Readonly<{ receipt: string; text: string; lang: Lang; since: Since | null }>

export const readCarried = (value: Json): Carried => value as unknown as Carried
