import { type Static, Type } from 'typebox'
import { endpoint } from './endpoint.ts'
import { ById, exactly, Id, Instant, Lang, orNull, PlainDate, Text } from './fields.ts'

export const DocumentKind = Type.Enum(['order', 'order-copy', 'evidence', 'extract', 'warning'])
export type DocumentKind = Static<typeof DocumentKind>

export const DocumentRow = exactly({
  id: Id,
  kind: DocumentKind,
  number: Type.String(),
  lang: Lang,
  orderId: orNull(Id),
  fileName: Type.String(),
  bytes: Type.Integer(),
  sha256: Type.String(),
  madeAt: Instant,
})
export type DocumentRow = Static<typeof DocumentRow>

export const listCaseDocuments = endpoint({
  name: 'list-case-documents',
  summary: 'Documents of a case',
  method: 'GET',
  path: '/api/cases/:id/documents',
  effect: 'read',
  access: 'read-cases',
  params: ById,
  reply: exactly({ items: Type.Array(DocumentRow) }),
  errors: [],
})

export const downloadDocument = endpoint({
  name: 'download-document',
  summary: 'The file of a document (PDF, base64), exactly as it was made',
  method: 'GET',
  path: '/api/documents/:id/file',
  effect: 'read',
  access: 'read-cases',
  params: ById,
  reply: exactly({
    fileName: Type.String(),
    mediaType: Type.Literal('application/pdf'),
    sha256: Type.String(),
    base64: Type.String(),
  }),
  errors: [],
})

/** Whoever holds the paper may learn that it is real, and nothing that is not printed on it. */
export const checkDocument = endpoint({
  name: 'check-document',
  summary: 'Whether a paper with this code is real',
  method: 'POST',
  path: '/api/documents/check',
  effect: 'read',
  access: 'public',
  body: exactly({ code: Type.String({ pattern: '^[0-9A-Za-z -]{16,40}$' }) }),
  reply: exactly({
    authentic: Type.Boolean(),
    number: orNull(Type.String()),
    issuedOn: orNull(PlainDate),
    unit: orNull(Text),
    state: orNull(Type.Enum(['valid', 'ended', 'revoked'])),
  }),
  errors: [],
})
