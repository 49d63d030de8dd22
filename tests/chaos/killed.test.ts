// kill -9 in a burst of writes: whatever was acknowledged is there, once, with one leaf, and asking again gives
// the same reply. On PostgreSQL every second round kills the database instead of the program that writes.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { type Db, migrate, openDatabase, sequenceAudit, verifyAudit } from '@umai/db'
import {
  aCase,
  aColleague,
  anAgency,
  aUnit,
  startPostgres,
  type TestServer,
} from '@umai/db/testing'
import { keysFromSeed, silentLog } from '@umai/platform'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Order } from './writer.ts'

const rounds = 10
const burst = 25
const keys = keysFromSeed('tests')
const engine = process.env.UMAI_TEST_ENGINE ?? 'pglite'

let folder: string
let server: TestServer | undefined
let actor: Pick<Order, 'userId' | 'unitId' | 'caseId'>
const address = () =>
  server === undefined ? { folder: join(folder, 'data') } : { url: server.url }

async function withDatabase<T>(work: (db: Db) => Promise<T>): Promise<T> {
  const db = await openDatabase(address(), { keys, log: silentLog, poolSize: 2 })
  try {
    return await work(db)
  } finally {
    await db.close()
  }
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'umai-chaos-'))
  if (engine === 'postgres') server = await startPostgres({ isDurable: true })
  await withDatabase(async (db) => {
    await migrate(db, { keys })
    actor = await db.transaction({ role: 'umai_loader' }, async (tx) => {
      const agency_id = await anAgency(tx)
      const unitId = await aUnit(tx, { agency_id })
      const userId = await aColleague(tx, { agency_id, unit_id: unitId, role: 'inspector' })
      const caseId = await aCase(tx, { owner_unit_id: unitId, owner_id: userId })
      return { unitId, userId, caseId }
    })
  })
}, 120_000)
afterAll(async () => {
  await server?.stop()
  rmSync(folder, { recursive: true, force: true })
})

const replies = new Map<string, string>()
const unknown = new Set<string>()

/** Lets the writer run until it has acknowledged a burst, and kills it or its database. */
async function runAndKill(victim: 'writer' | 'database', acknowledgements: number): Promise<void> {
  const order: Order = { ...address(), ...actor, repeat: [...unknown] }
  const writer = spawn(
    process.execPath,
    [join(import.meta.dirname, 'writer.ts'), JSON.stringify(order)],
    {
      stdio: ['ignore', 'pipe', 'ignore'],
    },
  )
  const exit = once(writer, 'exit')
  let acknowledged = 0
  for await (const line of createInterface({ input: writer.stdout })) {
    const [word, key = '', id = ''] = line.split(' ')
    if (word === 'try') unknown.add(key)
    if (word !== 'done') continue
    const before = replies.get(key)
    if (before !== undefined) expect(id, `the reply to ${key} changed`).toBe(before)
    replies.set(key, id)
    unknown.delete(key)
    acknowledged += 1
    if (acknowledged !== acknowledgements) continue
    if (victim === 'database' && server !== undefined) process.kill(server.pid, 'SIGKILL')
    else writer.kill('SIGKILL')
  }
  writer.kill('SIGKILL')
  await exit
  expect(acknowledged).toBeGreaterThanOrEqual(acknowledgements)
  if (victim === 'database') await server?.restart()
}

test(`after ${rounds} kills every acknowledged command is there, and none twice`, {
  timeout: 400_000,
}, async () => {
  for (let round = 0; round < rounds; round++) {
    const victim = engine === 'postgres' && round % 2 === 1 ? 'database' : 'writer'
    await runAndKill(victim, burst + round * 3)

    await withDatabase(async (db) => {
      const { kept, leaves } = await db.transaction({ role: 'umai_jobs' }, async (tx) => ({
        kept: await tx
          .selectFrom('case_assignments')
          .select(['id', 'reason'])
          .where('relation', '=', 'referral')
          .execute(),
        leaves: (
          await sql<{ count: number }>`select count(*) as count from audit_leaves`.execute(tx)
        ).rows[0]?.count,
      }))
      const keptKeys = kept.map(({ reason }) => reason ?? '')
      expect(new Set(keptKeys).size, `round ${round}: a command took effect twice`).toBe(
        keptKeys.length,
      )
      const idOf = new Map(kept.map(({ id, reason }) => [reason, id]))
      for (const [key, id] of replies)
        expect(idOf.get(key), `round ${round}: an acknowledged command was lost`).toBe(id)
      for (const key of keptKeys)
        expect(replies.has(key) || unknown.has(key), 'a command nobody sent').toBe(true)
      expect(leaves, `round ${round}: one leaf for each command`).toBe(kept.length)
      await sequenceAudit(db)
    })
  }

  await withDatabase(async (db) => {
    while ((await sequenceAudit(db)) > 0);
    expect((await verifyAudit(db)).faults).toEqual([])
  })
  expect(replies.size).toBeGreaterThan(rounds * burst - rounds)
})
