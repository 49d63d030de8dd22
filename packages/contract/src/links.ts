import { type Static, Type } from 'typebox'
import { endpoint } from './endpoint.ts'
import { ById, exactly, Id, Instant, NamedUser, orNull, Text } from './fields.ts'

export const childPriorities = ['now', '24h', '72h', '10d'] as const
/** How soon a child has to be seen. */
export const ChildPriority = Type.Enum(childPriorities)
export type ChildPriority = Static<typeof ChildPriority>

const NamedChild = exactly({ personId: Id, name: Type.String() })

export const CaseLink = exactly({
  id: Id,
  kind: Type.Enum(['case-of-child', 'family-case']),
  caseId: Id,
  caseNumber: orNull(Type.String({ description: 'Null where one may not see the other case' })),
  child: NamedChild,
  priority: ChildPriority,
  reasons: Type.Array(Text),
  hasGuardianConflict: Type.Boolean(),
  at: Instant,
  by: NamedUser,
})
export type CaseLink = Static<typeof CaseLink>

/** A child of this case without a case of its own, how soon it has to be seen, and why. */
export const ChildWithoutCase = exactly({
  child: NamedChild,
  priority: ChildPriority,
  reasons: Type.Array(Text),
  isDemanded: Type.Boolean({ description: 'Red flags say so; otherwise it is offered' }),
  hasGuardianConflict: Type.Boolean(),
})
export type ChildWithoutCase = Static<typeof ChildWithoutCase>

export const listCaseLinks = endpoint({
  name: 'list-case-links',
  summary:
    'Cases of the children of this case, the case this child comes from, and children without a case',
  method: 'GET',
  path: '/api/cases/:id/links',
  effect: 'read',
  access: 'read-cases',
  params: ById,
  reply: exactly({ links: Type.Array(CaseLink), children: Type.Array(ChildWithoutCase) }),
  errors: [],
})

export const openChildCase = endpoint({
  name: 'open-child-case',
  summary:
    'Open a case of its own for a child: people, incidents and place go along, nothing is typed again',
  method: 'POST',
  path: '/api/cases/:id/child-cases',
  effect: 'command',
  access: 'work-cases',
  params: ById,
  body: exactly({ childId: Id }),
  reply: exactly({ id: Id, number: Type.String(), respondBy: Instant }),
  errors: ['case-closed', 'person-not-in-case', 'child-case-open'],
})
