import { openTestDatabase, type TestDatabase } from '@umai/db/testing'
import { listSampleUsers } from '@umai/sample'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { loadSampleRegion, unitIds } from './load.ts'
import { loadSampleCases } from './load-cases.ts'

const seed = 'test'
const now = new Date('2026-11-27T09:00:00Z')
let sample: TestDatabase
beforeAll(async () => {
  sample = await openTestDatabase()
  await loadSampleRegion({ db: sample.db, keys: sample.keys, seed })
})
afterAll(() => sample.close())

const load = () => loadSampleCases({ db: sample.db, keys: sample.keys, seed, now })

test('the region works on cases of every kind, laid once, none of them later than now', async () => {
  const inspector = listSampleUsers({ seed }).find(({ login }) => login === 'inspector')

  expect(await load()).toEqual({ added: 6 })
  expect(await load()).toEqual({ added: 0 })

  await sample.load(async (tx) => {
    const cases = await tx
      .selectFrom('cases')
      .select(['state', 'risk', 'owner_id', 'opened_at'])
      .execute()
    expect(cases.map(({ state }) => state)).toEqual(Array(5).fill('open'))
    expect(new Set(cases.map(({ owner_id }) => owner_id))).toEqual(new Set([inspector?.id]))
    expect(cases.filter(({ risk }) => risk === 'not-assessed')).toHaveLength(1)
    expect(cases.every(({ opened_at }) => new Date(opened_at) < now)).toBe(true)
    const reports = await tx.selectFrom('reports').select(['state', 'unit_id']).execute()
    expect(new Set(reports.map(({ unit_id }) => unit_id))).toEqual(
      new Set([unitIds(seed).get('police-women')?.id]),
    )
    expect(reports.filter(({ state }) => state === 'handed-over')).toHaveLength(1)
    const counted = async (table: 'orders' | 'order_breaches' | 'withdrawals' | 'referrals') =>
      (await tx.selectFrom(table).selectAll().execute()).length
    expect([await counted('orders'), await counted('order_breaches')]).toEqual([2, 1])
    expect([await counted('withdrawals'), await counted('referrals')]).toEqual([1, 1])
    const duties = await tx.selectFrom('duties').select(['state']).execute()
    expect(duties.filter(({ state }) => state === 'open').length).toBeGreaterThan(5)
    expect(duties.filter(({ state }) => state === 'done').length).toBeGreaterThan(5)
  })
})
