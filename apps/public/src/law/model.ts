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

type Answered = { readonly value: Facts[string] } | { readonly wrong: string }

/** The answer in a form; nothing chosen counts as not told, a number out of bounds is said to be wrong. */
export const answerOf = (question: QuestionView, given: string | null): Answered => {
  const text = (given ?? '').trim()
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
      return { value: text === 'none' ? [] : declined }
  }
}
