// Figures from reports and orders to the page and the table: what could point at somebody is nowhere in them.

import type { Tx } from '@umai/db'
import { anAgency, aUnit, aUser, openTestDatabase, type TestDatabase } from '@umai/db/testing'
import { randomId } from '@umai/platform'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createPublicSite } from './app.ts'
import { figuresSource } from './figures/store.ts'
import { defaultNumbers, parseNumbers } from './numbers/model.ts'

let base: TestDatabase
const openSites: ReturnType<typeof createPublicSite>[] = []
const openSite = (isSample = true) => {
  const site = createPublicSite({
    exitUrl: 'http://127.0.0.1:9/weather',
    isSample,
    numbers: parseNumbers(defaultNumbers),
    clock: base.clock,
    figures: figuresSource(base.as({ kind: 'public' })),
  })
  openSites.push(site)
  return site
}

/** In the third quarter of 2026, unless told otherwise. */
async function addReports(count: number, more: Readonly<Record<string, unknown>> = {}) {
  await base.load(async (tx) => {
    const [person] = await tx.selectFrom('users').select('id').execute()
    const [unit] = await tx.selectFrom('units').select('id').execute()
    const at = '2026-08-10T08:00:00.000Z'
    await tx
      .insertInto('reports')
      .values(
        Array.from({ length: count }, () => ({
          id: randomId(),
          number: randomId(),
          channel: 'phone-111',
          speaker: 'affected',
          urgency: 'routine' as const,
          place_kato: '750000000',
          recorded_by: person?.id ?? '',
          recorded_unit_id: unit?.id ?? '',
          recorded_at: at,
          received_at: at,
          answer_by: at,
          unit_id: unit?.id ?? '',
          state: 'recorded' as const,
          ...more,
        })),
      )
      .execute()
  })
}
const asPublic = <T>(work: (tx: Tx) => Promise<T>) =>
  base.db.transaction({ role: 'umai_public', readOnly: true }, work)
const csvOf = async (site = openSite()) => (await site.inject({ url: '/data/figures.csv' })).body

beforeAll(async () => {
  base = await openTestDatabase()
  await base.load(async (tx) => {
    const agency = await anAgency(tx, { kind: 'police' })
    await aUnit(tx, { agency_id: agency })
    await aUser(tx, { agency_id: agency })
  })
})
afterAll(async () => {
  for (const site of openSites) await site.close()
  await base.close()
})

/** What is published of every table of so many parts up to a bound, with its total. */
const published = async (parts: number, most: number) => {
  const columns = Array.from({ length: parts }, (_, index) => `p${index}.c`)
  const { rows } = await asPublic((tx) =>
    sql<{ given: number[]; seen: (number | null)[]; total: number | null }>`
      select array[${sql.raw(columns.join(','))}]::int[] as given,
        sec.figures_published(array[${sql.raw(columns.join(','))}]::bigint[])::int[] as seen,
        (sec.figures_published(array[${sql.raw(columns.join('+'))}]::bigint[]))[1]::int as total
      from ${sql.raw(columns.map((_, index) => `generate_series(0, ${most}) p${index}(c)`).join(' cross join '))}`.execute(
      tx,
    ),
  )
  return rows
}

test.each([
  [2, 44],
  [3, 24],
  [4, 13],
])(
  'in no table of %i parts with a total can a small part be told within five',
  async (parts, most) => {
    const rows = await published(parts, most)
    const alike = new Map<string, number[][]>()
    for (const { given, seen, total } of rows) {
      const key = `${seen.join(',')}|${total}`
      alike.set(key, [...(alike.get(key) ?? []), given])
      for (const [index, count] of given.entries())
        expect(seen[index] === null || count >= 10, `${given} ${seen}`).toBe(true)
      for (const amount of [...seen, total]) expect((amount ?? 0) % 5).toBe(0)
    }
    const pinned: string[] = []
    for (const [key, tables] of alike) {
      // Near the bound there are tables that were not tried.
      if (Number(key.split('|')[1]) > most - 5) continue
      for (let index = 0; index < parts; index += 1) {
        const possible = tables.map((table) => table[index] ?? 0)
        const [least, greatest] = [Math.min(...possible), Math.max(...possible)]
        if (least < 10 && greatest - least < 5) pinned.push(`${key} part ${index}: ${possible}`)
      }
    }
    expect(pinned).toEqual([])
  },
)

test('a share is told of thirty at least, with ten at least on either side', async () => {
  const { rows } = await asPublic((tx) =>
    sql<{ part: number; whole: number; share: number | null }>`
      select part, whole, sec.share_published(part, whole) as share
      from generate_series(0, 60) whole cross join lateral generate_series(0, whole) part`.execute(
      tx,
    ),
  )
  expect(rows.length).toBe(1891)
  for (const { part, whole, share } of rows)
    expect(share !== null, `${part} of ${whole}`).toBe(
      whole >= 30 && part >= 10 && whole - part >= 10,
    )
})

test('few reports are not told, neither on the page nor in the table; one more changes neither', async () => {
  await addReports(8)
  await addReports(1, { channel: 'public-site', place_kato: '710000000' })
  const before = await csvOf()
  await addReports(1, {
    recorded_at: '2026-11-10T08:00:00.000Z',
    received_at: '2026-11-10T08:00:00.000Z',
  })
  const site = openSite()
  const { body } = await site.inject({ url: '/ru/figures' })

  expect(before).toContain('2026-Q3,reports,,,,count,hidden sample')
  expect(before).not.toContain('2026-Q4')
  expect(await csvOf(site)).toBe(before)
  expect(body).toContain('III квартал 2026')
  expect(body).not.toMatch(/<td>(?!не называется)/)
  // A day ends with a full stop of its own in Russian.
  expect(body).not.toMatch(/[^.]\.\.(?!\.)/)
})

test('many reports are told to the nearest five, by way and region, and a lone small region takes another with it', async () => {
  await addReports(52)
  await addReports(23, { channel: 'school', place_kato: '710000000' })
  await addReports(14, { channel: 'public-site', place_kato: '790000000' })
  await addReports(33, {
    picked_up_at: '2026-08-10T10:20:00.000Z',
    picked_up_by: await base.load(
      async (tx) => (await tx.selectFrom('users').select('id').executeTakeFirstOrThrow()).id,
    ),
  })
  const csv = await csvOf(openSite(false))
  const line = (text: string) => csv.split('\r\n').find((one) => one.startsWith(`2026-Q3,${text}`))

  // 8 + 1 + 52 + 23 + 14 + 33
  expect(line('reports,')).toBe('2026-Q3,reports,,,130,count,')
  expect(line('reports-by-way,phone')).toBe('2026-Q3,reports-by-way,phone,,95,count,')
  expect(line('reports-by-way,people')).toBe('2026-Q3,reports-by-way,people,,25,count,')
  expect(line('reports-by-way,public-site')).toBe('2026-Q3,reports-by-way,public-site,,15,count,')
  expect(line('reports-by-region,750000000')).toMatch(/,95,count,$/)
  // The other regions have none: they are hidden with the smallest that has some.
  expect(line('reports-by-region,790000000')).toMatch(/,,count,hidden$/)
  expect(line('reports-by-region,100000000')).toMatch(/,,count,hidden$/)
  expect(line('first-action,')).toBe('2026-Q3,first-action,,,150,minutes,')
  expect(csv).not.toContain('sample')
})

test('the public role gets figures from the function and no row of what they are made of', async () => {
  await expect(asPublic((tx) => sql`select count(*) from reports`.execute(tx))).rejects.toThrow(
    'permission denied',
  )
  await expect(asPublic((tx) => sql`select count(*) from orders`.execute(tx))).rejects.toThrow(
    'permission denied',
  )
  const { rows } = await asPublic((tx) =>
    sql<{
      quarter: string
    }>`select distinct quarter::text as quarter from sec.published_figures('2099-01-01')`.execute(
      tx,
    ),
  )
  const today = new Date().toISOString().slice(0, 10)
  // Asked of the future, it still answers of quarters that are over.
  expect(rows.length).toBe(4)
  for (const { quarter } of rows) expect(quarter < today).toBe(true)
})

test('without a database the page says that it cannot be told now, and whom to call stays', async () => {
  const site = createPublicSite({
    exitUrl: 'http://127.0.0.1:9/weather',
    isSample: false,
    numbers: parseNumbers(defaultNumbers),
  })
  openSites.push(site)
  const page = await site.inject({ url: '/en/figures' })

  expect(page.statusCode).toBe(200)
  expect(page.body).toContain('cannot be shown now')
  expect((await site.inject({ url: '/data/figures.csv' })).statusCode).toBe(503)
})
