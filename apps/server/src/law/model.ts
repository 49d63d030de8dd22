// What the law thread refuses, as the problem that the one who asked can mend: which fact, which value, what was expected.
import { topics } from '@umai/law'
import { LawBusy, type LawProblem, LawRefusal } from '@umai/law/threads'
import { Problem } from '@umai/platform'
import { isPlainDate, type Lang, say } from '@umai/words'
import { lawWords } from './words.ts'

const days = ['act', 'on', 'opened', 'decided', 'law', 'from', 'to']

const faultOf =
  (lang: Lang) =>
  ({ name, message, value, expected }: LawProblem) => ({
    in: 'body' as const,
    path: days.includes(name) ? `/${name === 'act' ? 'on' : name}` : name ? `/facts/${name}` : '/',
    message:
      expected === ''
        ? message
        : `${message}: ${say(lawWords, lang).wrong({ value, expected })}`.slice(0, 1000),
  })

export const toProblem = (error: unknown, lang: Lang): unknown => {
  if (error instanceof LawRefusal)
    return new Problem('law-refused', { faults: error.problems.slice(0, 50).map(faultOf(lang)) })
  if (error instanceof LawBusy) return new Problem('law-busy', { retryAfterSeconds: 5 })
  return error
}

/** A day that fits the form and is none, as 31 February, is refused by name before anything is asked. */
export const checkDays = (
  given: Readonly<Record<string, string | undefined>>,
  place: 'query' | 'body',
  lang: Lang,
): void => {
  const faults = Object.entries(given).flatMap(([name, value]) =>
    value === undefined || isPlainDate(value)
      ? []
      : [{ in: place, path: `/${name}`, message: say(lawWords, lang).notDay({ value }) }],
  )
  if (faults.length > 0) throw new Problem('law-refused', { faults })
}

/** The topics as they are listed; how they are worked through is the matter of the pack. */
export const listedTopics = topics.map(({ id, title, hint }) => ({ id, title, hint }))
