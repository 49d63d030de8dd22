// How far the law is known: a day after the last reading is answered by the last text read, and every answer says so.
import { knownUntil, type Pack } from '@umai/rules'
import { formatDay, isPlainDate, type PlainDate, say, type Text } from '@umai/words'
import { inAll } from './labels.ts'
import { lawWords } from './law-words.ts'

export type KnownUntilView = {
  /** The day on which the texts were last read. */
  readonly day: PlainDate
  readonly remark: Text
}

/** The remark that goes with an answer about days of which one lies after the last reading of these articles; null where none does. */
export function knownUntilView(
  pack: Pack,
  asked: readonly PlainDate[],
  articles?: Iterable<string>,
): KnownUntilView | null {
  const day = knownUntil(pack, articles)
  return day !== undefined && asked.some((one) => one > day) ? remarkOn(day) : null
}

/** The same for decisions, each of which says how far its own texts are known. */
export function knownUntilOf(
  decisions: readonly { readonly law: { readonly knownUntil?: string | undefined } }[],
): KnownUntilView | null {
  const [day] = decisions.flatMap(({ law }) => law.knownUntil ?? []).sort()
  return day === undefined ? null : remarkOn(day)
}

function remarkOn(day: string): KnownUntilView | null {
  if (!isPlainDate(day)) return null
  return {
    day,
    remark: inAll((lang) => say(lawWords, lang).knownUntil({ day: formatDay(day, lang) })),
  }
}
