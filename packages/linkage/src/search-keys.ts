// Keys under which a name is stored and searched: one spelling for all scripts, without the endings of sex and
// language, the words in one order. Whoever writes names and whoever searches them must use these.
import { surnameStem } from './standardise/family-names.ts'
import { foldName } from './standardise/fold.ts'
import { phoneticKey } from './standardise/phonetic.ts'

type NameKeys = Readonly<{ search: string; sound: string }>

/** The words of a name, folded. */
export function nameTokens(text: string): readonly string[] {
  const folded = foldName(text)
  if (folded === undefined) return []
  return folded.split(' ').map(surnameStem)
}

/** Keys by which a name is found in any script and either order; the patronymic is left out of them. */
export function nameKeys(name: {
  readonly family: string
  readonly given: string | null
}): NameKeys {
  const tokens = nameTokens(`${name.family} ${name.given ?? ''}`).toSorted()
  return { search: tokens.join(' '), sound: tokens.map(soundOf).join(' ') }
}

export function soundOf(token: string): string {
  return phoneticKey(token) ?? token
}
