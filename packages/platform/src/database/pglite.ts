import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm'
import { CompiledQuery, Kysely, PGliteDialect, sql } from 'kysely'
import { type Ask, createSkew, type Database, presentTicket } from './database.ts'
import { parsers } from './row-values.ts'

export type EmbeddedOptions = Readonly<{
  /** A folder on disk; without one the database lives in memory. */
  folder?: string
  /** A dump made by `dump` to start from. */
  from?: Blob
}>

export type Embedded<Tables> = Database<Tables> & Readonly<{ dump: () => Promise<Blob> }>

/**
 * PostgreSQL inside this process. Its only session is a superuser, so row-level security guards against
 * mistakes here and not against somebody who can run SQL; docs/decisions says when to use it.
 */
export async function openEmbedded<Tables>(
  options: EmbeddedOptions = {},
): Promise<Embedded<Tables>> {
  const unlock = options.folder === undefined ? () => undefined : lockFolder(options.folder)
  let lite: PGlite
  try {
    lite = await PGlite.create({
      ...(options.folder === undefined ? {} : { dataDir: options.folder }),
      ...(options.from === undefined ? {} : { loadDataDir: options.from }),
      extensions: { pg_trgm },
      parsers: { ...parsers },
    })
    await lite.exec('set timezone = UTC; set client_min_messages = warning')
  } catch (error) {
    unlock()
    throw error
  }
  const skew = createSkew()
  const kysely = new Kysely<Tables>({ dialect: new PGliteDialect({ pglite: lite }) })

  return {
    engine: 'pglite',

    transaction: (wish, work) => {
      const builder = kysely.transaction()
      const start = wish.readOnly === true ? builder.setAccessMode('read only') : builder
      return start.execute(async (tx) => {
        if (wish.role !== 'admin') await sql`set local role ${sql.id(wish.role)}`.execute(tx)
        const ask: Ask = async (text, values) =>
          (await tx.executeQuery<Record<string, unknown>>(CompiledQuery.raw(text, [...values])))
            .rows
        if (!(await presentTicket(ask, wish, skew))) await presentTicket(ask, wish, skew)
        return work(tx)
      })
    },

    script: async (text, { role = 'admin' } = {}) => {
      const results = await lite.transaction(async (tx) => {
        if (role !== 'admin') await tx.exec(`set local role "${role}"`)
        return tx.exec(text)
      })
      return results.flatMap(({ rows }) => rows)
    },

    listen: async (channel, hear) => {
      const stop = await lite.listen(channel, hear)
      return () => stop()
    },

    dump: () => lite.dumpDataDir('none'),

    close: async () => {
      await kysely.destroy()
      if (!lite.closed) await lite.close()
      unlock()
    },
  }
}

/** Two processes in one folder destroy it, and the engine itself does not look. */
function lockFolder(folder: string): () => void {
  const path = `${folder.replace(/\/+$/, '')}.lock`
  mkdirSync(dirname(path), { recursive: true })
  for (;;) {
    try {
      writeFileSync(path, String(process.pid), { flag: 'wx' })
      return () => rmSync(path, { force: true })
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
    }
    const holder = Number(readFileSync(path, 'utf8'))
    if (holder !== process.pid && isRunning(holder))
      throw new Error(
        `The database in ${folder} is in use by process ${holder}; stop that process, or choose another folder`,
      )
    if (holder === process.pid)
      throw new Error(`The database in ${folder} is already open in this process; close it first`)
    rmSync(path, { force: true })
  }
}

function isRunning(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
