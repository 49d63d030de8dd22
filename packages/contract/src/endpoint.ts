// What an endpoint is: one object from which come the server's validation, the types on both sides, OpenAPI and the fuzzer.
import type { Static, TObject, TSchema } from 'typebox'
import type { Permission } from './roles.ts'

/** `public`: anyone. `signed-in`: any member of staff. A permission: whoever holds it in some unit. */
export type Access = 'public' | 'signed-in' | Permission

/**
 * `read` changes nothing and may be repeated. `command` is one transaction with one audit leaf and needs an
 * `Idempotency-Key`. `session` opens, strengthens or ends a session or a credential of the caller himself; its
 * replies may hold secrets, so they are never stored and it takes no key.
 */
export type Effect = 'read' | 'command' | 'session'

export type Endpoint = {
  /** Verb and noun; also the operation id in OpenAPI and, for a command, the name in its audit leaf. */
  readonly name: string
  readonly summary: string
  readonly method: 'GET' | 'POST'
  readonly path: `/api/${string}`
  readonly effect: Effect
  readonly access: Access
  /** Needs a proof of identity no older than five minutes. */
  readonly stepUp?: true
  /** Where a body may be larger than others: a piece of a file. */
  readonly maxBodyBytes?: number
  /** Text that people type (a name, a number) travels in the body, never in the address. */
  readonly params?: TObject
  readonly query?: TObject
  readonly body?: TSchema
  readonly reply: TSchema
  /** Codes of the error catalogue beyond those any endpoint may answer. */
  readonly errors: readonly string[]
}

/** The parts of an endpoint that decide how it is served, each with its exact word. */
type Exact = 'name' | 'method' | 'path' | 'effect' | 'access'

/**
 * An endpoint with the types of what it takes and gives. They are worked out once, here: comparing the schemas
 * themselves again at every use made the compiler slow.
 */
type Typed<E extends Endpoint> = Omit<Endpoint, Exact> &
  Pick<E, Exact> & {
    /** For the compiler only; there is no such property. */
    readonly types?: {
      readonly input: Part<E, 'params'> & Part<E, 'query'> & Part<E, 'body'>
      readonly reply: Static<E['reply']>
    }
  }

type Part<E, Key extends 'params' | 'query' | 'body'> = E extends {
  readonly [K in Key]: infer Schema extends TSchema
}
  ? { readonly [K in Key]: Static<Schema> }
  : unknown

/**
 * Declares an endpoint and keeps its types.
 *
 * ```ts
 * const readUnit = endpoint({
 *   name: 'read-unit', summary: 'A unit', method: 'GET', path: '/api/units/:id',
 *   effect: 'read', access: 'signed-in', params: Type.Object({ id: Id }), reply: Unit, errors: [],
 * })
 * ```
 */
export const endpoint = <const E extends Endpoint>(definition: E): Typed<E> => definition

/** What a caller gives: `{ params, query, body }`, each only where the endpoint has it. */
export type Input<E extends Endpoint> = E extends { readonly types?: { readonly input: infer I } }
  ? I
  : unknown

/** What the server answers. */
export type Reply<E extends Endpoint> = E extends { readonly types?: { readonly reply: infer R } }
  ? R
  : unknown
