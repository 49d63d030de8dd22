// What a slice is given to work with, and who is asking.
import type { Endpoint, Permission } from '@umai/contract'
import type { Context, Identity } from '@umai/db'
import type { LawThreads } from '@umai/law/threads'
import type { Lang } from '@umai/words'

export type StaffIdentity = Extract<Identity, { kind: 'staff' }>

/** The person behind a request: a verified session and what his roles permit now. */
export type Caller = Readonly<{
  identity: StaffIdentity
  agencyId: string
  lang: Lang
  permissions: ReadonlySet<Permission>
}>

/** Where a request came from. The address brakes guessing and is kept nowhere; passkeys are bound to the origin. */
export type Client = Readonly<{ address: string; origin: string; userAgent: string | undefined }>

type Base = Omit<Context, 'identity'> & Readonly<{ client: Client; law: LawThreads }>

export type PublicContext = Base &
  Readonly<{ identity: { readonly kind: 'door' }; caller: Caller | undefined }>
export type StaffContext = Base & Readonly<{ identity: StaffIdentity; caller: Caller }>
export type CommandContext = StaffContext & Readonly<{ key: string }>

/** The session cookie of the reply; only endpoints about sessions may touch it. */
export type SessionCookie = Readonly<{ set: (token: string) => void; clear: () => void }>

type Asked<E extends Endpoint> = E['access'] extends 'public' ? PublicContext : StaffContext

/** What the handler of an endpoint is given. */
export type ContextOf<E extends Endpoint> = E['effect'] extends 'command'
  ? CommandContext
  : E['effect'] extends 'session'
    ? Asked<E> & Readonly<{ cookie: SessionCookie }>
    : Asked<E>
