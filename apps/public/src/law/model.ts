// What a visitor's form says, read without trust: a day as people write it, an answer to a question of the pack.
import type { QuestionView } from '@umai/law'
import type { Facts } from '@umai/rules'
import { isPlainDate, type PlainDate } from '@umai/words'

/** «16.06.2024» or 2024-06-16; undefined for what no calendar has. */
export const dayOfText = (text: string): PlainDate | undefined => {
  const found = /^(\d{1,2})[./-](\d{1,2})[./-](\d{4})$/.exec(text.trim())
  const day =
    found === null
      ? text.trim()
      : `${found[3]}-${found[2]?.padStart(2, '0')}-${found[1]?.padStart(2, '0')}`
  return isPlainDate(day) ? day : undefined
}

export const textOfDay = (day: PlainDate): string => day.split('-').reverse().join('.')

export const declined = { state: 'declined' } as const

/** As many earlier penalties or releases as the page has lines for. */
export const entryLines = [1, 2, 3] as const

type Answered = { readonly value: Facts[string] } | { readonly wrong: string }

/** The answer in a form; nothing chosen counts as not told, a number out of bounds is said to be wrong. */
export const answerOf = (
  question: QuestionView,
  field: (name: string) => string | null,
): Answered => {
  const text = (field('answer') ?? '').trim()
  if (text === '' || text === 'unknown') return { value: declined }
  switch (question.kind) {
    case 'yesno':
      return { value: text === 'yes' ? true : text === 'no' ? false : declined }
    case 'choice':
      return question.choices.some(({ value }) => value === text)
        ? { value: text }
        : { value: declined }
    case 'number': {
      const number = Number(text)
      const { min, max } = question
      const fits =
        Number.isInteger(number) &&
        number >= (min ?? 0) &&
        number <= (max ?? Number.MAX_SAFE_INTEGER)
      return fits ? { value: number } : { wrong: text.slice(0, 20) }
    }
    case 'date': {
      const day = dayOfText(text)
      return day === undefined ? { wrong: text.slice(0, 20) } : { value: day }
    }
    case 'list':
      return text === 'some'
        ? entriesIn(question, field)
        : { value: text === 'none' ? [] : declined }
  }
}

/** What was filled in of each line; a line left empty is none, a field left empty is not told. */
const entriesIn = ({ fields }: QuestionView, field: (name: string) => string | null): Answered => {
  const entries: Record<string, string>[] = []
  for (const line of entryLines) {
    const entry: Record<string, string> = {}
    for (const { name, kind, choices } of fields) {
      const text = (field(`${name}-${line}`) ?? '').trim()
      if (text === '') continue
      const value =
        kind === 'date' ? dayOfText(text) : choices.find((one) => one.value === text)?.value
      if (value === undefined) return { wrong: text.slice(0, 20) }
      entry[name] = value
    }
    if (Object.keys(entry).length > 0) entries.push(entry)
  }
  // «There were some» without one of them tells nothing that the law could look at.
  return { value: entries.length === 0 ? declined : entries }
}

/** An answer among others, or after a dash, begins small; «CAO 73», «КоАП 461» and their like stay as they are. */
export const withinList = (text: string): string =>
  /^\p{Lu}\p{Ll}+(?=\P{L}|$)/u.test(text) ? text.slice(0, 1).toLowerCase() + text.slice(1) : text
