import { type Static, Type } from 'typebox'
import { Citation, Finding } from './decisions.ts'
import { DocumentKind } from './documents.ts'
import { endpoint } from './endpoint.ts'
import {
  ById,
  Created,
  Done,
  exactly,
  Id,
  Instant,
  Kato,
  Lang,
  line,
  NamedUnit,
  NamedUser,
  orNull,
  PersonName,
  paragraph,
  Text,
} from './fields.ts'
import { pageInput, pageOf } from './page.ts'

export const orderStates = ['issued', 'in-force', 'expired', 'revoked'] as const
export const OrderState = Type.Enum(orderStates)
export type OrderState = Static<typeof OrderState>

export const serviceWays = ['signed', 'refused', 'absent'] as const
/** Served under signature; refused to sign (noted on the order); absent: left before a witness. */
export const ServiceWay = Type.Enum(serviceWays)
export type ServiceWay = Static<typeof ServiceWay>

export const checkOutcomes = [
  'kept',
  'breach-found',
  'nobody-met',
  'protected-not-reached',
] as const
export const CheckOutcome = Type.Enum(checkOutcomes)
export type CheckOutcome = Static<typeof CheckOutcome>

export const copyReceivers = ['protected', 'prosecutor'] as const
export const CopyReceiver = Type.Enum(copyReceivers)
export type CopyReceiver = Static<typeof CopyReceiver>

const NumberedOrder = exactly({ id: Id, number: Type.String() })

/** Issued and not served: it binds nobody yet, and another may still take its place. */
const UnservedOrder = exactly({
  ...NumberedOrder.properties,
  addresseeId: Id,
  protectedId: Id,
  circumstances: Type.String(),
})

export const OrderDraft = exactly({
  caseId: Id,
  caseNumber: Type.String(),
  regime: Type.Enum(['2009', '2014', '2026']),
  citation: Citation,
  eligibility: Type.Array(Finding),
  mayIssue: Type.Boolean(),
  refusals: Type.Array(exactly({ text: Text, citation: orNull(Citation) })),
  addressees: Type.Array(exactly({ personId: Id, name: Type.String() })),
  protectedPeople: Type.Array(
    exactly({ personId: Id, name: Type.String(), isMinor: Type.Boolean() }),
  ),
  incidentId: orNull(Id),
  place: exactly({ kato: Kato, name: Text }),
  circumstances: Type.String(),
  termDays: Type.Integer({ minimum: 1 }),
  checkEveryDays: orNull(Type.Integer({ minimum: 1 })),
  asksOpinion: Type.Boolean({ description: 'The law of this day asks for the victim’s opinion' }),
  unserved: Type.Array(UnservedOrder),
})
export type OrderDraft = Static<typeof OrderDraft>

export const draftOrder = endpoint({
  name: 'draft-order',
  summary:
    'A protective order drafted from the case, with what the law says about issuing it today',
  method: 'GET',
  path: '/api/cases/:id/order-draft',
  effect: 'read',
  access: 'issue-orders',
  params: ById,
  reply: OrderDraft,
  errors: ['case-closed'],
})

export const issueOrder = endpoint({
  name: 'issue-order',
  summary:
    'Issue a protective order: number, documents in Kazakh and Russian, duties of the law of this day',
  method: 'POST',
  path: '/api/cases/:id/orders',
  effect: 'command',
  access: 'issue-orders',
  params: ById,
  body: exactly({
    incidentId: Id,
    addresseeId: Id,
    protectedId: Id,
    alsoProtectedIds: Type.Array(Id, { maxItems: 12 }),
    circumstances: paragraph(4000),
    opinionHeeded: Type.Boolean(),
    noDetentionGrounds: Type.Boolean({
      description: 'The issuer affirms that there are no grounds for detention',
    }),
    replacesId: Type.Optional(
      Type.Unsafe<Id>({
        ...Id,
        description: 'An order between the same two that was not served: this one takes its place',
      }),
    ),
  }),
  reply: NumberedOrder,
  errors: [
    'case-closed',
    'order-not-allowed',
    'person-not-in-case',
    'guardian-conflict',
    'order-in-force',
    'order-revoked',
  ],
})

export const OrderService = exactly({
  way: ServiceWay,
  at: Instant,
  by: NamedUser,
  language: Lang,
  witness: orNull(Type.String()),
})

export const OrderCheck = exactly({
  id: Id,
  at: Instant,
  outcome: CheckOutcome,
  note: orNull(Type.String()),
  by: NamedUser,
})
export type OrderCheck = Static<typeof OrderCheck>

export const OrderBreach = exactly({
  id: Id,
  at: Instant,
  what: Type.Array(Type.Enum(['violence', 'search', 'visit', 'contact', 'family'])),
  narrative: Type.String(),
  evidence: Type.Array(Type.String()),
  by: NamedUser,
  isRepeat: Type.Boolean(),
})
export type OrderBreach = Static<typeof OrderBreach>

export const OrderDocument = exactly({
  id: Id,
  kind: DocumentKind,
  lang: Lang,
  fileName: Type.String(),
  sha256: Type.String(),
  madeAt: Instant,
})
export type OrderDocument = Static<typeof OrderDocument>

export const OrderRow = exactly({
  id: Id,
  number: Type.String(),
  caseId: Id,
  caseNumber: Type.String(),
  state: OrderState,
  addressee: Type.String(),
  protectedName: Type.String(),
  issuedAt: Instant,
  servedAt: orNull(Instant),
  endsAt: orNull(Instant),
  nextCheckAt: orNull(Instant),
  breaches: Type.Integer({ minimum: 0 }),
  unit: NamedUnit,
})
export type OrderRow = Static<typeof OrderRow>

export const Order = exactly({
  ...OrderRow.properties,
  regime: Type.Enum(['2009', '2014', '2026']),
  citation: Citation,
  issuedBy: NamedUser,
  circumstances: Type.String(),
  alsoProtected: Type.Array(Type.String()),
  termDays: Type.Integer(),
  service: orNull(OrderService),
  copies: Type.Array(exactly({ to: CopyReceiver, at: Instant, by: NamedUser })),
  checks: Type.Array(OrderCheck),
  breachList: Type.Array(OrderBreach),
  documents: Type.Array(OrderDocument),
  revokedAt: orNull(Instant),
  revokeReason: orNull(Type.String()),
  replaces: orNull(NumberedOrder),
  replacedBy: orNull(NumberedOrder),
  rightsExplained: Type.Boolean(),
  may: exactly({
    serve: Type.Boolean(),
    giveCopy: Type.Boolean(),
    check: Type.Boolean(),
    recordBreach: Type.Boolean(),
    revoke: Type.Boolean(),
    replace: Type.Boolean(),
    gatherEvidence: Type.Boolean(),
  }),
})
export type Order = Static<typeof Order>

export const searchOrders = endpoint({
  name: 'search-orders',
  summary: 'The register of protective orders one may see',
  method: 'POST',
  path: '/api/orders/search',
  effect: 'read',
  access: 'read-cases',
  body: pageInput(['-issuedAt', 'issuedAt', 'endsAt'], {
    q: Type.Optional(Type.String({ maxLength: 120 })),
    state: Type.Optional(OrderState),
    caseId: Type.Optional(Id),
  }),
  reply: pageOf(OrderRow),
  errors: ['cursor-invalid'],
})

export const readOrder = endpoint({
  name: 'read-order',
  summary: 'A protective order with its service, checks and breaches',
  method: 'GET',
  path: '/api/orders/:id',
  effect: 'read',
  access: 'read-cases',
  params: ById,
  reply: Order,
  errors: [],
})

export const serveOrder = endpoint({
  name: 'serve-order',
  summary: 'Record that the order was served: the term and the weekly checks start',
  method: 'POST',
  path: '/api/orders/:id/serve',
  effect: 'command',
  access: 'serve-orders',
  params: ById,
  body: exactly({
    way: ServiceWay,
    at: Instant,
    language: Lang,
    witness: orNull(PersonName),
  }),
  reply: exactly({ endsAt: Instant }),
  errors: [
    'order-served',
    'order-revoked',
    'order-expired',
    'event-in-future',
    'event-too-early',
    'witness-missing',
  ],
})

export const giveOrderCopy = endpoint({
  name: 'give-order-copy',
  summary:
    'Record that a copy was given: to the protected person (rights explained first), to the prosecutor',
  method: 'POST',
  path: '/api/orders/:id/copies',
  effect: 'command',
  access: 'serve-orders',
  params: ById,
  body: exactly({ to: CopyReceiver, at: Instant }),
  reply: Done,
  errors: [
    'event-in-future',
    'event-too-early',
    'rights-not-explained',
    'copy-not-foreseen',
    'order-revoked',
  ],
})

export const checkOrder = endpoint({
  name: 'check-order',
  summary: 'Record a check that the order is kept',
  method: 'POST',
  path: '/api/orders/:id/checks',
  effect: 'command',
  access: 'serve-orders',
  params: ById,
  body: exactly({ at: Instant, outcome: CheckOutcome, note: Type.Optional(paragraph(2000)) }),
  reply: Created,
  errors: ['order-not-in-force', 'event-in-future', 'event-too-early'],
})

export const recordBreach = endpoint({
  name: 'record-breach',
  summary: 'Record that the order was broken: an event of its own with its own duties',
  method: 'POST',
  path: '/api/orders/:id/breaches',
  effect: 'command',
  access: 'work-cases',
  params: ById,
  body: exactly({
    at: Instant,
    what: Type.Array(Type.Enum(['violence', 'search', 'visit', 'contact', 'family']), {
      minItems: 1,
      maxItems: 5,
    }),
    narrative: paragraph(4000),
    evidence: Type.Array(line(300), { maxItems: 20 }),
  }),
  reply: Created,
  errors: ['order-not-in-force', 'event-in-future', 'event-too-early'],
})

export const revokeOrder = endpoint({
  name: 'revoke-order',
  summary: 'Take an order back, with a reason',
  method: 'POST',
  path: '/api/orders/:id/revoke',
  effect: 'command',
  access: 'issue-orders',
  stepUp: true,
  params: ById,
  body: exactly({ reason: line(600) }),
  reply: Done,
  errors: ['order-revoked', 'order-expired', 'step-up-required'],
})

export const gatherEvidence = endpoint({
  name: 'gather-evidence',
  summary:
    'Make the package of evidence of a breach anew: order, service, checks, reports, what happened, files with hashes',
  method: 'POST',
  path: '/api/orders/:id/evidence',
  effect: 'command',
  access: 'work-cases',
  params: ById,
  reply: exactly({ documentIds: Type.Array(Id) }),
  errors: ['order-not-breached', 'case-closed'],
})
