// How an error travels: RFC 9457 problem details, served as application/problem+json.
import { type Static, Type } from 'typebox'
import { exactly, Text } from './fields.ts'

/** One field that is wrong; `path` is a JSON pointer into the part named by `in`. */
export const FieldFault = exactly({
  in: Type.Enum(['params', 'query', 'body', 'headers']),
  path: Type.String(),
  message: Type.String(),
  inLanguages: Type.Optional(Text),
})
export type FieldFault = Static<typeof FieldFault>

const ProblemWords = exactly({ title: Type.String(), detail: Type.String() })

export const Problem = exactly({
  type: Type.String({ description: 'urn:umai:error:<code>' }),
  title: Type.String(),
  status: Type.Integer({ minimum: 400, maximum: 599 }),
  code: Type.String({ description: 'A code of docs/reference/errors.md' }),
  detail: Type.String({
    description: 'What is wrong and what to do next, in the language asked for',
  }),
  inLanguages: exactly(
    { kk: ProblemWords, ru: ProblemWords, en: ProblemWords },
    { description: 'Title and detail in each language, for a page whose language changes' },
  ),
  instance: Type.Optional(
    Type.String({
      description: 'Number of the error for the administrator; of internal errors only',
    }),
  ),
  faults: Type.Optional(Type.Array(FieldFault)),
  retryAfterSeconds: Type.Optional(Type.Integer({ minimum: 0 })),
})
export type Problem = Static<typeof Problem>

/** Codes that any endpoint may answer, whatever it is for. */
export const commonErrors = [
  'input-invalid',
  'signed-out',
  'permission-missing',
  'not-found',
  'request-forged',
  'too-many-requests',
  'request-too-large',
  'media-type-unsupported',
  'server-busy',
  'internal-error',
] as const
