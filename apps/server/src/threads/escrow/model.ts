// Escrow: what a request becomes in the desk, and when it is over. Pure.
import type { AgencyKind, EscrowRequest } from '@umai/contract'
import { escrowHolders, escrowThreshold } from '@umai/threads'
import type { Instant, Text } from '@umai/words'

export const keeperKinds: readonly AgencyKind[] = ['ombudsman', 'prosecutor', 'ngo']

export type StoredKeeper = Readonly<{ id: string; kind: AgencyKind; name: Text }>

export type StoredRequest = Readonly<{
  id: string
  thread_id: string
  keeper: StoredKeeper
  is_own: boolean
  by: { id: string; name: string }
  asked_at: Instant
  reason: string
  legal_basis: string
  days: number
  opened_at: Instant | null
  refused_at: Instant | null
  answers: readonly Readonly<{
    keeper: StoredKeeper
    answer: 'given' | 'refused'
    by: { id: string; name: string }
    at: Instant
    reason: string | null
  }>[]
}>

/** Two refusals of three leave too few shares. */
export const isRefusedBy = (refusals: number): boolean => refusals > escrowHolders - escrowThreshold

const stateOf = (row: StoredRequest): EscrowRequest['state'] => {
  if (row.opened_at !== null) return 'opened'
  if (row.refused_at !== null) return 'refused'
  const given = row.answers.filter(({ answer }) => answer === 'given').length
  return given >= escrowThreshold ? 'ready' : 'asked'
}

export const untilOf = (openedAt: Instant, days: number): Instant =>
  new Date(Date.parse(openedAt) + days * 86_400_000).toISOString() as Instant

/** @param asker the institution and the person who look at it */
export const toRequest = (
  row: StoredRequest,
  asker: Readonly<{ agencyId: string | undefined; userId: string }>,
): EscrowRequest => {
  const state = stateOf(row)
  return {
    id: row.id,
    threadId: row.thread_id,
    keeper: row.keeper,
    isOwn: row.is_own,
    by: row.by,
    at: row.asked_at,
    reason: row.reason,
    legalBasis: row.legal_basis,
    days: row.days,
    state,
    until: row.opened_at === null ? null : untilOf(row.opened_at, row.days),
    answers: row.answers.map((answer) => ({ ...answer })),
    mayAnswer:
      (state === 'asked' || state === 'ready') &&
      !row.is_own &&
      asker.agencyId !== undefined &&
      !row.answers.some(({ keeper, by }) => keeper.id === asker.agencyId || by.id === asker.userId),
  }
}
