import { unsealFor } from '@umai/db'
import { openTestDatabase, type TestDatabase } from '@umai/db/testing'
import { listSampleUsers } from '@umai/sample'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { loadSampleRegion } from './load.ts'
import { loadPastReports } from './load-past-reports.ts'

let sample: TestDatabase
let outcome: { readonly added: number }
const load = () =>
  loadPastReports({
    db: sample.db,
    keys: sample.keys,
    seed: 'test',
    now: new Date(sample.clock.now()),
  })
beforeAll(async () => {
  sample = await openTestDatabase()
  await loadSampleRegion({ db: sample.db, keys: sample.keys, seed: 'test' })
  outcome = await load()
})
afterAll(() => sample.close())

test('the public figures tell of the quarters that are over, and hide what is too little', async () => {
  const { rows } = await sample.db.transaction({ role: 'umai_public', readOnly: true }, (tx) =>
    sql<{ figure: string; part: string | null; amount: number | null }>`
      select figure, part, amount from sec.published_figures(${sample.clock.now()}::timestamptz)`.execute(
      tx,
    ),
  )
  const of = (figure: string) => rows.filter((row) => row.figure === figure)

  expect(of('reports')).toHaveLength(4)
  for (const figure of ['reports', 'first-action'])
    for (const { amount } of of(figure)) expect(amount, figure).toBeGreaterThan(0)
  // Most of the region reports by phone; no order was issued in it.
  expect(of('reports-by-way').filter(({ amount }) => amount !== null).length).toBeGreaterThan(4)
  for (const { amount } of of('orders-issued')) expect(amount).toBeNull()
})

test('loading again adds none, and each report opens', async () => {
  expect(outcome.added).toBeGreaterThan(100)
  expect(await load()).toEqual({ added: 0 })
  const written = await sample.load((tx) =>
    tx.selectFrom('report_versions').select(['report_id', 'sealed']).executeTakeFirstOrThrow(),
  )
  const text = await sample.db.transaction({ role: 'umai_jobs' }, (tx) =>
    unsealFor(tx, {
      keys: sample.keys,
      subjectId: written.report_id,
      place: {
        table: 'report_versions',
        column: 'sealed',
        rowId: `${written.report_id}.1`,
        schemaVersion: 1,
      },
      sealed: written.sealed,
    }),
  )
  expect(JSON.parse(text)).toHaveProperty('narrative')
})

test('no account of the sample finds them at its desk', async () => {
  await sample.load(async (tx) => {
    const units = await tx.selectFrom('reports').select('unit_id').distinct().execute()
    const working = await tx
      .selectFrom('grants')
      .select('user_id')
      .where(
        'unit_id',
        'in',
        units.map(({ unit_id }) => unit_id),
      )
      .execute()
    expect(units).toHaveLength(1)
    expect(working).toEqual([])
  })
  // Whoever recorded them may see them, and has no page of reports.
  expect(
    listSampleUsers({ seed: 'test' })
      .filter(({ login }) => login === 'registrar')
      .flatMap(({ grants }) => grants.map(({ role }) => role)),
  ).toEqual(['registrar'])
})
