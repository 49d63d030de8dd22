// Runs that compare all people known with each other: how far one is, what it found, how it ended.
import { type Static, Type } from 'typebox'
import { endpoint } from './endpoint.ts'
import { Created, exactly, Id, Instant, NamedUser, orNull } from './fields.ts'
import { pageInput, pageOf } from './page.ts'

export const linkageRunStates = ['waiting', 'running', 'done', 'failed'] as const
export const LinkageRunState = Type.Enum(linkageRunStates)
export type LinkageRunState = Static<typeof LinkageRunState>

const Count = Type.Integer({ minimum: 0 })

export const LinkageRun = exactly({
  id: Id,
  state: LinkageRunState,
  askedBy: orNull(NamedUser),
  askedAt: Instant,
  startedAt: orNull(Instant),
  movedAt: orNull(Instant),
  endedAt: orNull(Instant),
  people: Count,
  behind: Count,
  /** How many a broken run had behind it whose place this one took up. */
  begunAt: Count,
  secondsLeft: orNull(Count),
  weighed: Count,
  found: Count,
  isNew: Count,
  model: orNull(Type.String()),
})
export type LinkageRun = Static<typeof LinkageRun>

export const listLinkageRuns = endpoint({
  name: 'list-linkage-runs',
  summary: 'Runs that compared all people known with each other, the latest first',
  method: 'GET',
  path: '/api/linkage-runs',
  effect: 'read',
  access: 'merge-people',
  query: pageInput(['-askedAt'], {}),
  reply: pageOf(LinkageRun),
  errors: ['cursor-invalid'],
})

export const startLinkage = endpoint({
  name: 'start-linkage',
  summary: 'Ask for a run now; where one waits or runs already, that one is given',
  method: 'POST',
  path: '/api/linkage-runs',
  effect: 'command',
  access: 'merge-people',
  reply: Created,
  errors: [],
})
