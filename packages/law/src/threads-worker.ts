// The inside of a thread: one question, one answer.
import { InquiryError, ScopeError } from '@umai/rules'
import type { PlainDate } from '@umai/words'
import { CaseloadError } from './caseload.ts'
import type { LawProblem } from './threads.ts'
import { type LawWorkName, lawWork } from './threads-work.ts'
import { TopicError } from './what-applies.ts'

export type Reply = { readonly value: unknown } | { readonly problems: readonly LawProblem[] }

export async function answer({
  name,
  given,
}: {
  readonly name: LawWorkName
  readonly given: unknown[]
}): Promise<Reply> {
  try {
    const work = lawWork[name] as (...args: unknown[]) => unknown
    return { value: await work(...given) }
  } catch (error) {
    const problems = problemsOf(error)
    // Anything else is a fault of the pack or the engine; it says nothing about the facts that were given.
    if (problems === undefined) throw error
    return { problems }
  }
}

/** Importing this file has loaded the law; with one question more the first of a person finds everything ready. */
export function load(): void {
  lawWork.whatApplies({ topic: 'violence', on: '2024-06-16' as PlainDate, facts: {} })
}

function problemsOf(error: unknown): readonly LawProblem[] | undefined {
  if (error instanceof InquiryError)
    return error.problems.map(({ name, message, value, expected }) => ({
      name,
      message,
      value: JSON.stringify(value) ?? 'nothing',
      expected,
    }))
  if (error instanceof TopicError || error instanceof ScopeError || error instanceof CaseloadError)
    return [{ name: '', message: error.message, value: '', expected: '' }]
  return undefined
}
