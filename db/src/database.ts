// Opens the database with its real tables. The roles of the application sign in with passwords derived from
// the root key, so that one address is all there is to configure.
import {
  type Database,
  hmacSha256,
  type Keys,
  type Log,
  openEmbedded,
  openPostgres,
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
      return { url: databaseUrlFor(url, role, keys) }
    },
  })
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
