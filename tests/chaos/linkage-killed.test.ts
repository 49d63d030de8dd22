// kill -9 in the middle of comparing all people: what was found is kept, and the next goes on after the last batch that was
// kept. In the end the same pairs are noted as if nothing had happened, none twice.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { type Db, migrate, openDatabase, type Tx } from '@umai/db'
import { startPostgres, type TestServer } from '@umai/db/testing'
import { nameKeys, nameTokens, soundOf } from '@umai/linkage/names'
import { keysFromSeed, randomId, silentLog, systemClock } from '@umai/platform'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { carryOnLinkage, linkPeople } from '../../apps/server/src/linkage/actions.ts'

const women = 450
const keys = keysFromSeed('tests')
const engine = process.env.UMAI_TEST_ENGINE ?? 'pglite'

let folder: string
let server: TestServer | undefined
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

const given = ['Әсел', 'Айгүл', 'Дана', 'Сәуле', 'Нұргүл', 'Жанар', 'Мадина', 'Гүлнәр', 'Алия']

/** Each woman stands there twice, in two scripts and with one birth date, which no other woman has. */
const loadWomen = async (tx: Tx): Promise<void> => {
  const at = '2026-11-01T00:00:00.000Z'
  const records = Array.from({ length: women }, (_, number) => {
    const day = new Date(Date.UTC(1960, 0, 1 + number * 29)).toISOString().slice(0, 10)
    return [
      { day, family: 'Ахметова', name: given[number % given.length] ?? '', script: 'kazakh' },
      { day, family: 'Akhmetova', name: given[number % given.length] ?? '', script: 'latin' },
    ] as const
  })
    .flat()
    .map((one) => ({ ...one, id: randomId(), nameId: randomId() }))
  await tx
    .insertInto('people')
    .values(records.map(({ id, day }) => ({ id, sex: 'female', birth_date: day, created_at: at })))
    .execute()
  await tx
    .insertInto('person_names')
    .values(
      records.map(({ id, nameId, family, name, script }) => {
        const { search, sound } = nameKeys({ family, given: name })
        const of = { id: nameId, person_id: id, script, family, given: name }
        return { ...of, search_key: search, sound_key: sound }
      }),
    )
    .execute()
  await tx
    .insertInto('person_name_tokens')
    .values(
      records.flatMap(({ id, nameId, family, name }) =>
        nameTokens(`${family} ${name}`).map((token) => ({
          name_id: nameId,
          person_id: id,
          token,
          sound: soundOf(token),
        })),
      ),
    )
    .execute()
}

const readState = (db: Db) =>
  db.transaction({ role: 'umai_loader' }, async (tx) => ({
    runs: await tx.selectFrom('linkage_runs').selectAll().orderBy('asked_at').execute(),
    pairs: await tx.selectFrom('person_pairs').select(['left_id', 'right_id']).execute(),
  }))

type Pairs = Awaited<ReturnType<typeof readState>>['pairs']
const namesOf = (pairs: Pairs) => pairs.map((pair) => `${pair.left_id} ${pair.right_id}`).toSorted()

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'umai-linkage-'))
  if (engine === 'postgres') server = await startPostgres({ isDurable: true })
  await withDatabase(async (db) => {
    await migrate(db, { keys })
    await db.transaction({ role: 'umai_loader' }, loadWomen)
  })
}, 120_000)
afterAll(async () => {
  await server?.stop()
  rmSync(folder, { recursive: true, force: true })
})

test('a comparison that is killed goes on from where it was and finds every pair once', {
  timeout: 120_000,
}, async () => {
  const linker = spawn(
    process.execPath,
    [join(import.meta.dirname, 'linker.ts'), JSON.stringify(address())],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  const exit = once(linker, 'exit')
  let kept = 0
  let isDone = false
  for await (const line of createInterface({ input: linker.stdout })) {
    isDone ||= line === 'done'
    kept += 1
    // To look for a run, to take it, to read who is merged; then three for each batch: two are kept, the third is begun.
    if (kept === 10) linker.kill('SIGKILL')
  }
  await exit
  expect(isDone).toBe(false)

  await withDatabase(async (db) => {
    const cut = await readState(db)
    expect(cut.runs).toHaveLength(1)
    expect(cut.runs[0]).toMatchObject({ ended_at: null, people: women * 2 })
    const behind = cut.runs[0]?.behind ?? 0
    expect(behind).toBeGreaterThan(0)
    expect(behind).toBeLessThan(women * 2)
    expect(cut.pairs.length, 'what was found before is kept').toBeGreaterThan(0)
    expect(cut.pairs.length).toBe(cut.runs[0]?.is_new)

    const jobAfter = (minutes: number) => {
      const then = new Date(Date.now() + minutes * 60_000).toISOString()
      const clock = { ...systemClock, now: () => then as ReturnType<typeof systemClock.now> }
      const identity = { kind: 'jobs', job: 'carry-on-linkage' } as const
      return { db, keys, clock, log: silentLog, lang: 'kk' as const, identity }
    }
    await carryOnLinkage(jobAfter(5))
    const whole = await readState(db)
    expect(whole.runs).toHaveLength(1)
    expect(whole.runs[0]).toMatchObject({ fault: null, behind: women * 2 })
    expect(whole.runs[0]?.is_new).toBe(whole.pairs.length)

    await db.transaction({ role: 'umai_loader' }, (tx) => tx.deleteFrom('person_pairs').execute())
    await linkPeople(jobAfter(10))
    const afresh = await readState(db)
    expect(afresh.runs).toHaveLength(2)
    expect(namesOf(whole.pairs)).toEqual(namesOf(afresh.pairs))
    expect(whole.pairs.length).toBeGreaterThanOrEqual(women)
  })
})
