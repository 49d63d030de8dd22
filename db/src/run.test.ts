import { fail, randomId } from '@umai/platform'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { runCommand, runRead, runView } from './run.ts'
import { openTestDatabase, type TestDatabase } from './test-database.ts'
import { aCase, aColleague, anAgency, aUnit } from './test-world.ts'

let database: TestDatabase
let inspector: string
let unit: string
let caseId: string

beforeAll(async () => {
  database = await openTestDatabase()
  await database.load(async (tx) => {
    const agency = await anAgency(tx)
    unit = await aUnit(tx, { agency_id: agency })
    inspector = await aColleague(tx, { agency_id: agency, unit_id: unit, role: 'inspector' })
    caseId = await aCase(tx, { owner_unit_id: unit, owner_id: inspector })
  })
})
afterAll(() => database.close())

const leavesAbout = (id: string) =>
  database.db.transaction({ role: 'umai_jobs' }, (tx) =>
    tx.selectFrom('audit_leaves').selectAll().where('subject_id', '=', id).execute(),
  )

const closing = (key: string, reason: string) => ({
  name: 'close-case',
  key,
  input: { caseId, reason },
  subject: { kind: 'case', id: caseId },
})

test('a command commits its work, one leaf and its reply', async () => {
  const id = randomId()
  const ctx = database.as(inspector)

  const reply = await runCommand(
    ctx,
    { name: 'open-case', key: randomId(), input: { id }, subject: { kind: 'case', id } },
    async (tx, leaf) => {
      await tx
        .insertInto('cases')
        .values({
          id,
          place_kato: '750000000',
          opened_at: ctx.clock.now(),
          opened_by: inspector,
          opened_in: unit,
          owner_unit_id: unit,
          owner_id: inspector,
        })
        .execute()
      leaf.note('place', '750000000')
      return { id }
    },
  )

  expect(reply).toEqual({ id })
  const seen = await runRead(ctx, (tx) =>
    tx.selectFrom('cases').select('id').where('id', '=', id).execute(),
  )
  expect(seen).toEqual([{ id }])
  const leaves = await leavesAbout(id)
  expect(leaves).toHaveLength(1)
  expect(JSON.parse(leaves[0]?.leaf ?? '')).toMatchObject({
    action: 'open-case',
    outcome: 'done',
    purpose: 'case-work',
    actor: { kind: 'staff', user: inspector },
    facts: { place: '750000000' },
  })
})

test('the same key and input again give the first reply and do nothing', async () => {
  const key = randomId()
  let runs = 0
  const once = () =>
    runCommand(database.as(inspector), closing(key, 'done'), async () => {
      runs += 1
      return { runs }
    })

  expect([await once(), await once()]).toEqual([{ runs: 1 }, { runs: 1 }])
  expect(runs).toBe(1)
})

test('two commands with one key at once take effect once', async () => {
  const key = randomId()
  const before = (await leavesAbout(caseId)).length
  const once = () =>
    runCommand(database.as(inspector), closing(key, 'at once'), async () => ({ drawn: randomId() }))

  const replies = await Promise.all([once(), once(), once()])

  expect(new Set(replies.map(({ drawn }) => drawn)).size).toBe(1)
  expect(await leavesAbout(caseId)).toHaveLength(before + 1)
})

test('the same key with other input is refused', async () => {
  const key = randomId()
  await runCommand(database.as(inspector), closing(key, 'one'), async () => null)

  await expect(
    runCommand(database.as(inspector), closing(key, 'two'), async () => null),
  ).rejects.toMatchObject({ code: 'idempotency-key-reused' })
})

test('a command that fails leaves nothing, and its key is free again', async () => {
  const key = randomId()
  const before = (await leavesAbout(caseId)).length
  await expect(
    runCommand(database.as(inspector), closing(key, 'x'), async (tx) => {
      await tx
        .updateTable('cases')
        .set({ state: 'closed', closed_at: '2026-11-23T06:00:00.000Z' })
        .where('id', '=', caseId)
        .execute()
      return fail('record-changed')
    }),
  ).rejects.toMatchObject({ code: 'record-changed' })

  const state = await runRead(database.as(inspector), (tx) =>
    tx.selectFrom('cases').select('state').where('id', '=', caseId).executeTakeFirst(),
  )
  expect(state).toEqual({ state: 'open' })
  expect(await leavesAbout(caseId)).toHaveLength(before)
  expect(await runCommand(database.as(inspector), closing(key, 'x'), async () => 'now')).toBe('now')
})

test('a view writes a leaf, and a refused view writes one of its own', async () => {
  const seen = randomId()
  await runView(
    database.as(inspector),
    { name: 'read-case', subject: { kind: 'case', id: seen } },
    async () => 1,
  )
  const hidden = randomId()
  await expect(
    runView(
      database.as(inspector),
      { name: 'read-case', subject: { kind: 'case', id: hidden } },
      async () => fail('not-found'),
    ),
  ).rejects.toMatchObject({ code: 'not-found' })

  expect((await leavesAbout(seen)).map(({ effect, outcome }) => ({ effect, outcome }))).toEqual([
    { effect: 'view', outcome: 'done' },
  ])
  expect((await leavesAbout(hidden)).map(({ effect, outcome }) => ({ effect, outcome }))).toEqual([
    { effect: 'view', outcome: 'not-found' },
  ])
})

test('a committed command is heard on the channel of changes', async () => {
  const heard: string[] = []
  const stop = await database.db.listen('umai_changes', (payload) => heard.push(payload))

  await runCommand(database.as(inspector), closing(randomId(), 'heard'), async () => null)

  await expect.poll(() => heard).toHaveLength(1)
  expect(JSON.parse(heard[0] ?? '')).toEqual({
    action: 'close-case',
    kind: 'case',
    id: caseId,
    caseId,
  })
  await stop()
})

// The embedded database has the clock of the server.
test.runIf(process.env.UMAI_TEST_ENGINE === 'postgres')(
  'a clock of the server that jumps between two transactions neither hides a record nor does a thing twice',
  async () => {
    const ctx = database.as(inspector)
    const look = () =>
      runRead(ctx, async (tx) => {
        const rows = await tx.selectFrom('cases').select('id').where('id', '=', caseId).execute()
        return rows.length === 0 ? fail('not-found') : rows
      })
    expect(await look()).toEqual([{ id: caseId }])
    const now = Date.now
    try {
      for (const jumpMs of [600_000, -600_000]) {
        const from = now() + jumpMs
        const startedAt = now()
        vi.spyOn(Date, 'now').mockImplementation(() => from + now() - startedAt)
        expect(await look()).toEqual([{ id: caseId }])
        vi.spyOn(Date, 'now').mockImplementation(now)
        const before = (await leavesAbout(caseId)).length
        expect(await runCommand(ctx, closing(randomId(), 'jumped'), async () => 'done')).toBe(
          'done',
        )
        expect(await leavesAbout(caseId)).toHaveLength(before + 1)
      }
    } finally {
      vi.restoreAllMocks()
    }
  },
)

test('days and instants arrive as text and bytes as Buffer, whatever the engine', async () => {
  const row = await runRead(database.as(inspector), async (tx) => {
    const { rows } = await sql<{ day: string }>`
      select date '2024-02-29' as day, timestamptz '2024-06-15 19:00:00.5Z' as moment, 42::bigint as count,
        array[date '2024-01-01'] as days, '\\x00ff'::bytea as bytes, 1.50::numeric as amount, '{"a":1}'::jsonb as json`.execute(
      tx,
    )
    return rows[0]
  })

  expect(row).toEqual({
    day: '2024-02-29',
    moment: '2024-06-15T19:00:00.500Z',
    count: 42,
    days: ['2024-01-01'],
    bytes: Buffer.of(0, 255),
    amount: '1.50',
    json: { a: 1 },
  })
})

test('whoever opens a case sees it in the same transaction, at whatever microsecond it began', async () => {
  for (let attempt = 0; attempt < 20; attempt++) {
    const id = randomId()
    const seen = await runCommand(
      database.as(inspector),
      { name: 'open-case', key: randomId(), input: { id }, subject: { kind: 'case', id } },
      async (tx) => {
        await tx
          .insertInto('cases')
          .values({
            id,
            place_kato: '750000000',
            opened_at: database.clock.now(),
            opened_by: inspector,
            opened_in: unit,
            owner_unit_id: unit,
            owner_id: inspector,
          })
          .execute()
        return tx.selectFrom('cases').select('id').where('id', '=', id).execute()
      },
    )
    expect(seen).toEqual([{ id }])
  }
})

test.each([{ kind: 'door' }, { kind: 'public' }, { kind: 'jobs', job: 'escalate' }] as const)(
  'a command of $kind is done once, with its leaf and without a name',
  async (identity) => {
    const id = randomId()
    const key = randomId()
    const once = () =>
      runCommand(
        database.as(identity),
        { name: 'do-something', key, input: { id }, subject: { kind: 'session', id } },
        async () => ({ drawn: randomId() }),
      )

    expect(await once()).toEqual(await once())
    const leaves = await leavesAbout(id)
    expect(leaves.map(({ user_id, outcome }) => ({ user_id, outcome }))).toEqual([
      { user_id: null, outcome: 'done' },
    ])
    expect(JSON.parse(leaves[0]?.leaf ?? '')).toMatchObject({
      actor: { kind: identity.kind },
      purpose: null,
    })
  },
)

test.runIf(process.env.UMAI_TEST_ENGINE === 'postgres')(
  'the server keeps the plan of a statement with values that came before, and of no other',
  async () => {
    const kept = (note: number) =>
      database.db.transaction({ role: 'umai_jobs' }, async (tx) => {
        for (let times = 0; times < 4; times++)
          await sql`select ${note}::int as kept_plan`.execute(tx)
        await sql.raw('select 2 as kept_plan').execute(tx)
        await sql`select ${note}::int as kept_once`.execute(tx)
        const { rows } = await sql<{ statement: string }>`
          select statement from pg_prepared_statements where statement like 'select %kept_%' order by 1`.execute(
          tx,
        )
        return rows.map(({ statement }) => statement)
      })

    expect(await kept(1)).toEqual(['select $1::int as kept_plan'])
  },
)
