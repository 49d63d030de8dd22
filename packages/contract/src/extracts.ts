import { type Static, Type } from 'typebox'
import { endpoint } from './endpoint.ts'
import { ById, exactly, Id, orNull } from './fields.ts'
import { SafeContactNow } from './people.ts'

export const extractWays = ['in-person', 'message', 'through-someone'] as const
/** How an extract comes into her hands; Umai sends none itself. */
export const ExtractWay = Type.Enum(extractWays)
export type ExtractWay = Static<typeof ExtractWay>

export const ExtractReader = exactly({
  personId: Id,
  name: Type.String(),
  ways: Type.Array(ExtractWay, { description: 'What her safe-contact profile allows now' }),
  safeContact: orNull(SafeContactNow),
})
export type ExtractReader = Static<typeof ExtractReader>

export const listExtractReaders = endpoint({
  name: 'list-extract-readers',
  summary: 'For whom an extract of a case can be made, and by which way it may be handed over now',
  method: 'GET',
  path: '/api/cases/:id/extract-readers',
  effect: 'read',
  access: 'work-cases',
  params: ById,
  reply: exactly({ items: Type.Array(ExtractReader) }),
  errors: [],
})

export const makeExtract = endpoint({
  name: 'make-extract',
  summary:
    'Make the paper of what somebody affected may see of her own case: no staff notes, no protected address, nobody else',
  method: 'POST',
  path: '/api/cases/:id/extracts',
  effect: 'command',
  access: 'work-cases',
  params: ById,
  body: exactly({ personId: Id, lang: Type.Enum(['kk', 'ru']), way: ExtractWay }),
  reply: exactly({ documentId: Id }),
  errors: ['person-not-in-case', 'guardian-conflict', 'contact-not-safe'],
})
