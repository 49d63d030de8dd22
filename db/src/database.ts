// Opens the database with its real tables. The roles of the application sign in with passwords derived from
// the root key, so that one address is all there is to configure.
import { createHmac, pbkdf2Sync, randomBytes } from 'node:crypto'
import {
  type Database,
  hmacSha256,
  type Keys,
  type Log,
  openEmbedded,
  openPostgres,
  sha256,
} from '@umai/platform'
import type { Transaction } from 'kysely'
import type { Tables } from './tables.gen.ts'

export type Db = Database<Tables>
export type Tx = Transaction<Tables>

/** Roles the application signs in as; each sees only what its policies say. */
export const applicationRoles = ['umai_desk', 'umai_door', 'umai_public', 'umai_jobs'] as const
export type ApplicationRole = (typeof applicationRoles)[number]

export type DatabaseAddress = Readonly<{
  /** PostgreSQL; its user matters only for migrations and bulk loading. */
  url?: string | undefined
  /** Embedded, on disk; without url and folder the database lives in memory. */
  folder?: string | undefined
  /** Embedded, from a dump. */
  from?: Blob | undefined
}>

export async function openDatabase(
  address: DatabaseAddress,
  {
    keys,
    log,
    poolSize,
    signedInAs,
  }: {
    readonly keys: Keys
    readonly log: Log
    readonly poolSize?: number
    /** The one role that the address itself signs in as; no other can be used. */
    readonly signedInAs?: ApplicationRole
  },
): Promise<Db> {
  if (address.url === undefined)
    return openEmbedded<Tables>({
      ...(address.folder === undefined ? {} : { folder: address.folder }),
      ...(address.from === undefined ? {} : { from: address.from }),
    })
  const { url } = address
  const addresses = new Map<string, { readonly url: string }>()
  return openPostgres<Tables>({
    log,
    ...(poolSize === undefined ? {} : { poolSize }),
    connectionOf: (role) => {
      if (signedInAs !== undefined) {
        if (role !== signedInAs)
          throw new Error(`This address signs in as ${signedInAs}, not as ${role}`)
        return { url }
      }
      if (role === 'admin') return { url }
      if (!isApplicationRole(role)) return { url, setRole: role }
      const known = addresses.get(role) ?? { url: databaseUrlFor(url, role, keys) }
      addresses.set(role, known)
      return known
    },
  })
}

/**
 * What a server keeps of a role's password, made here so that the password itself is in no statement: whoever logs
 * statements would have it in a file. Source: RFC 5803.
 */
export function passwordVerifier(password: string): string {
  const iterations = 4096
  const salt = randomBytes(16)
  const salted = pbkdf2Sync(password, salt, iterations, 32, 'sha256')
  const sign = (message: string) => createHmac('sha256', salted).update(message).digest()
  const stored = sha256(sign('Client Key')).toString('base64')
  return `SCRAM-SHA-256$${iterations}:${salt.toString('base64')}$${stored}:${sign('Server Key').toString('base64')}`
}

/** The address under which a role of the application signs in, as the job runner needs it too. */
export function databaseUrlFor(url: string, role: ApplicationRole, keys: Keys): string {
  const own = new URL(url)
  own.username = role
  own.password = rolePassword(keys, role)
  return own.href
}

export function rolePassword(keys: Keys, role: ApplicationRole): string {
  return hmacSha256(keys.derive('database role'), role).toString('base64url')
}

function isApplicationRole(role: string): role is ApplicationRole {
  return applicationRoles.some((candidate) => candidate === role)
}
