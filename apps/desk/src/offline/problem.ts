// What can go wrong between the desk and the server, as one kind of error the pages know how to show.
import type { FieldFault, Problem } from '@umai/contract'
import type { Lang } from '@umai/words'

/** Never reached the server, or no answer came back. The command may be sent again with the same key. */
export const CONNECTION_LOST = 'connection-lost'

export class CallFailed extends Error {
  readonly code: string
  readonly status: number
  readonly detail: string
  readonly inLanguages: Problem['inLanguages'] | undefined
  readonly faults: readonly FieldFault[]
  readonly retryAfterSeconds: number | undefined

  constructor(
    problem: Omit<Problem, 'type' | 'inLanguages'> & Partial<Pick<Problem, 'inLanguages'>>,
    options?: ErrorOptions,
  ) {
    super(problem.title, options)
    this.name = 'CallFailed'
    this.code = problem.code
    this.status = problem.status
    this.detail = problem.detail
    this.inLanguages = problem.inLanguages
    this.faults = problem.faults ?? []
    this.retryAfterSeconds = problem.retryAfterSeconds
  }
}

export const isLost = (error: unknown): boolean =>
  error instanceof CallFailed && error.code === CONNECTION_LOST

/** The message of each field of the body, by its JSON pointer, in the language of the page. */
export const faultsByField = (error: unknown, lang: Lang): Readonly<Record<string, string>> => {
  if (!(error instanceof CallFailed)) return {}
  return Object.fromEntries(
    error.faults
      .filter((fault) => fault.in === 'body')
      .map(({ path, message, inLanguages }) => [path, inLanguages?.[lang] ?? message]),
  )
}
