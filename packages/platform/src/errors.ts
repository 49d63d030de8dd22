// From any thrown thing to RFC 9457 problem details. The codes and their texts are in @umai/words.
import { type ErrorCode, errorCatalogue, inEachLanguage, type Lang, type Text } from '@umai/words'

/** One wrong field: where it stands (JSON pointer) and what is wrong with it, in words or as a bare value. */
export type FieldFault = Readonly<{
  in: 'params' | 'query' | 'body' | 'headers'
  path: string
  message: string | Text
}>

type Details = Readonly<{
  faults?: readonly FieldFault[]
  retryAfterSeconds?: number
  cause?: unknown
}>

/** An error with a code of the catalogue. Its message is for the log and must hold nothing personal. */
export class Problem extends Error {
  readonly code: ErrorCode
  readonly details: Details

  constructor(code: ErrorCode, details: Details = {}) {
    super(code, { cause: details.cause })
    this.name = 'Problem'
    this.code = code
    this.details = details
  }
}

/** @example if (unit === undefined) fail('not-found') */
export function fail(code: ErrorCode, details: Details = {}): never {
  throw new Problem(code, details)
}

export type ProblemDetails = Readonly<{
  type: string
  title: string
  status: number
  code: ErrorCode
  detail: string
  /** The same in each language: whoever changes the language of the page reads it in the new one. */
  inLanguages: Readonly<Record<Lang, Readonly<{ title: string; detail: string }>>>
  faults?: readonly (Omit<FieldFault, 'message'> &
    Readonly<{ message: string; inLanguages?: Text }>)[]
  retryAfterSeconds?: number
}>

export function toProblemDetails(error: unknown, lang: Lang): ProblemDetails {
  const { code, details } = toProblem(error)
  const entry = errorCatalogue[code]
  return {
    type: `urn:umai:error:${code}`,
    title: entry.title[lang],
    status: entry.status,
    code,
    detail: entry.next[lang],
    inLanguages: inEachLanguage((one) => ({ title: entry.title[one], detail: entry.next[one] })),
    ...(details.faults === undefined
      ? {}
      : {
          faults: details.faults.map(({ message, ...place }) =>
            typeof message === 'string'
              ? { ...place, message }
              : { ...place, message: message[lang], inLanguages: message },
          ),
        }),
    ...(details.retryAfterSeconds === undefined
      ? {}
      : { retryAfterSeconds: details.retryAfterSeconds }),
  }
}

/**
 * What a database refuses by policy must look like what is not there; a database that is full, starting
 * or gone is busy, not broken. Everything unknown is an internal error.
 */
export function toProblem(error: unknown): Problem {
  if (error instanceof Problem) return error
  const code = databaseCodeOf(error)
  if (code === insufficientPrivilege) return new Problem('not-found', { cause: error })
  if (code !== undefined && unavailable.test(code))
    return new Problem('server-busy', { cause: error, retryAfterSeconds: 30 })
  return new Problem('internal-error', { cause: error })
}

const insufficientPrivilege = '42501'
/** Out of resources, operator intervention, connection exceptions, and Node's own network codes. */
const unavailable =
  /^(53\d{3}|57P0[1-5]|57014|55P03|08\w{3}|ECONN(REFUSED|RESET|ABORTED)|ETIMEDOUT|EPIPE|ENOSPC)$/

/** The SQLSTATE or system code of an error or of what caused it. */
export function databaseCodeOf(error: unknown): string | undefined {
  let current = error
  for (let depth = 0; depth < 5 && typeof current === 'object' && current !== null; depth++) {
    if ('code' in current && typeof current.code === 'string') return current.code
    if (
      current instanceof Error &&
      current.message.includes('timeout exceeded when trying to connect')
    )
      return 'ETIMEDOUT'
    current = 'cause' in current ? current.cause : undefined
  }
  return undefined
}
