// Who acts, and with what: the one object that goes into every action.
import {
  type Clock,
  type Keys,
  type Log,
  signTicket,
  type TransactionOptions,
} from '@umai/platform'
import type { Lang } from '@umai/words'
import type { ApplicationRole, Db } from './database.ts'

export type Identity =
  | Readonly<{
      kind: 'staff'
      userId: string
      sessionId: string
      /** Why records are worked with now; a word of the contract's Purpose. */
      purpose: string
      isSteppedUp: boolean
      /** The agency one works for, where it is known already; otherwise the audit log asks for it. */
      agencyId?: string
    }>
  /** The sign-in itself, before anybody is known. */
  | Readonly<{ kind: 'door' }>
  | Readonly<{ kind: 'public' }>
  | Readonly<{ kind: 'jobs'; job: string }>

export type Context = Readonly<{
  db: Db
  clock: Clock
  log: Log
  keys: Keys
  identity: Identity
  lang: Lang
}>

const roleOf = {
  staff: 'umai_desk',
  door: 'umai_door',
  public: 'umai_public',
  jobs: 'umai_jobs',
} as const satisfies Record<Identity['kind'], ApplicationRole>

/**
 * How a transaction of this identity begins: its role, and for staff the ticket that says who it is. Naming the case it
 * is about saves the policies from listing all others; it changes nothing about what is seen.
 */
export function transactionOptionsOf(
  { identity, keys }: Pick<Context, 'identity' | 'keys'>,
  caseInHand: string | null = null,
): TransactionOptions {
  const role = roleOf[identity.kind]
  if (identity.kind !== 'staff') return { role }
  return {
    role,
    ticket: (nowMs) => signTicket(keys.derive('identity ticket'), identity, nowMs),
    ...(caseInHand === null ? {} : { hints: { case: caseInHand } }),
  }
}

/** How an identity is named where one text must do: in idempotency keys. */
export function actorOf(identity: Identity): string {
  if (identity.kind === 'staff') return identity.userId
  return identity.kind === 'jobs' ? `jobs:${identity.job}` : identity.kind
}
