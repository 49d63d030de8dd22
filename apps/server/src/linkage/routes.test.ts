// All people known are compared at night or when a steward asks: what is alike becomes a pair, what a steward decided stays,
// a run that was cut off goes on, and nobody without the right learns of it.
import { listLinkageRuns, listPersonPairs, startLinkage } from '@umai/contract'
import { nameKeys, nameTokens, soundOf } from '@umai/linkage/names'
import { randomId, silentLog } from '@umai/platform'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Browser, openTestApp, type TestApp } from '../test-app.ts'
import { asJob } from '../test-line.ts'
import { carryOnLinkage, linkPeople } from './actions.ts'

let app: TestApp
let steward: Browser
let inspector: Browser

const run = () => linkPeople({ ...asJob(app, 'link-people'), log: silentLog })

type Given = Readonly<{ family: string; given: string; born: string | null; iin?: string }>

const know = (people: readonly Given[]): Promise<readonly string[]> =>
  app.load(async (tx) => {
    const ids: string[] = []
    for (const { family, given, born, iin } of people) {
      const id = randomId()
      const nameId = randomId()
      const keys = nameKeys({ family, given })
      await tx
        .insertInto('people')
        .values({ id, sex: 'female', birth_date: born, created_at: '2026-11-01T00:00:00.000Z' })
        .execute()
      await tx
        .insertInto('person_names')
        .values({
          id: nameId,
          person_id: id,
          script: 'kazakh',
          family,
          given,
          search_key: keys.search,
          sound_key: keys.sound,
        })
        .execute()
      await tx
        .insertInto('person_name_tokens')
        .values(
          nameTokens(`${family} ${given}`).map((token) => ({
            name_id: nameId,
            person_id: id,
            token,
            sound: soundOf(token),
          })),
        )
        .execute()
      if (iin !== undefined)
        await tx
          .insertInto('person_identifiers')
          .values({
            id: randomId(),
            person_id: id,
            kind: 'iin',
            sealed: 'x',
            blind: Buffer.from(iin),
          })
          .execute()
      ids.push(id)
    }
    return ids
  })

const pairsOf = (ids: readonly string[]) =>
  app.load((tx) =>
    tx
      .selectFrom('person_pairs')
      .selectAll()
      .where('left_id', 'in', ids)
      .where('right_id', 'in', ids)
      .execute(),
  )

const runs = async () => (await steward.call(listLinkageRuns, { query: {} })).body.items

beforeAll(async () => {
  app = await openTestApp()
  const police = await app.anOffice('police')
  steward = await app.signedIn(await app.aPerson({ role: 'steward', ...police }))
  inspector = await app.signedIn(await app.aPerson({ role: 'inspector', ...police }))
})
afterAll(() => app.close())

let three: readonly string[]

test('one woman in three spellings becomes pairs of a run, with weight, evidence and model; her sister does not', async () => {
  three = await know([
    { family: 'Ахметова', given: 'Әсел', born: '1992-05-14', iin: 'a' },
    { family: 'Ахметова', given: 'Асель', born: '1992-05-14' },
    { family: 'Akhmetova', given: 'Assel', born: '1992-05-14', iin: 'a' },
  ])
  const [sister] = await know([{ family: 'Ахметова', given: 'Айгүл', born: '1994-02-01' }])

  await run()

  const pairs = await pairsOf([...three, sister ?? ''])
  expect(pairs).toHaveLength(3)
  for (const pair of pairs) {
    expect(pair).toMatchObject({ source: 'run', state: 'open', model: 'simulated-register-1' })
    expect(pair.likeness).toBeGreaterThanOrEqual(3)
    expect(pair.evidence).toEqual(
      expect.arrayContaining([expect.objectContaining({ kind: 'born-same' })]),
    )
  }
  expect(pairs.some(({ evidence }) => JSON.stringify(evidence).includes('iin-same'))).toBe(true)
  const [last] = await runs()
  expect(last).toMatchObject({
    state: 'done',
    askedBy: null,
    people: 4,
    behind: 4,
    found: 3,
    isNew: 3,
  })
})

test('what a steward decided stays as it was; what nobody decided is weighed anew', async () => {
  const [decided, open] = await pairsOf(three)
  await app.load(async (tx) => {
    await sql`update person_pairs set state = 'different', weight = 1, decided_at = now() where id = ${decided?.id ?? ''}`.execute(
      tx,
    )
    await sql`update person_pairs set weight = 1 where id = ${open?.id ?? ''}`.execute(tx)
  })
  app.database.clock.advance(60_000)

  await run()

  const after = new Map((await pairsOf(three)).map((pair) => [pair.id, pair]))
  expect(after.size).toBe(3)
  expect(after.get(decided?.id ?? '')).toMatchObject({ state: 'different', weight: 1, version: 1 })
  expect(after.get(open?.id ?? '')).toMatchObject({
    state: 'open',
    weight: open?.weight,
    version: 2,
  })
  const [last] = await runs()
  expect(last).toMatchObject({ found: 3, isNew: 0 })
})

test('a steward asks once for a run and is shown it waiting, then done under her name', async () => {
  app.database.clock.advance(60_000)
  const first = await steward.call(startLinkage, {})
  const second = await steward.call(startLinkage, {})
  expect(second.body.id).toBe(first.body.id)
  expect((await runs())[0]).toMatchObject({ id: first.body.id, state: 'waiting' })

  await run()

  const [last] = await runs()
  expect(last).toMatchObject({ id: first.body.id, state: 'done' })
  expect(last?.askedBy).not.toBeNull()
})

test('a run that was cut off goes on after the last batch, and one that moves is left to whoever is at it', async () => {
  const id = randomId()
  const ordered = [...three].toSorted()
  const now = app.database.clock.now()
  await app.load((tx) =>
    tx
      .insertInto('linkage_runs')
      .values({
        id,
        asked_at: now,
        started_at: now,
        moved_at: now,
        after_id: ordered[0] ?? '',
        people: 4,
        behind: 1,
      })
      .execute(),
  )

  await run()
  expect((await runs()).find((one) => one.id === id)).toMatchObject({ state: 'running', behind: 1 })

  app.database.clock.advance(5 * 60_000)
  await run()
  expect((await runs()).find((one) => one.id === id)).toMatchObject({
    state: 'done',
    people: 4,
    behind: 4,
  })
})

test('a run that an error broke off is carried on from there by itself, not from the beginning, and after a few times anew', async () => {
  const ordered = [...three].toSorted()
  const job = { ...asJob(app, 'carry-on-linkage'), log: silentLog }
  const broken = async (attempt: number) => {
    app.database.clock.advance(60_000)
    const id = randomId()
    const now = app.database.clock.now()
    await app.load((tx) =>
      tx
        .insertInto('linkage_runs')
        .values({
          id,
          asked_at: now,
          started_at: now,
          moved_at: now,
          ended_at: now,
          fault: 'failed',
          after_id: ordered[1] ?? '',
          people: 4,
          behind: 2,
          attempt,
          model: 'simulated-register-1',
        })
        .execute(),
    )
    app.database.clock.advance(60_000)
    return id
  }
  const before = (await runs()).length
  await carryOnLinkage(job)
  expect(await runs(), 'nothing was broken off').toHaveLength(before)

  await broken(1)
  await carryOnLinkage(job)
  const [carried] = await runs()
  expect(carried).toMatchObject({ state: 'done', begunAt: 2, behind: 4, people: 4 })
  await carryOnLinkage(job)
  expect((await runs())[0]?.id, 'it is done').toBe(carried?.id)

  const hopeless = await broken(4)
  await carryOnLinkage(job)
  expect((await runs())[0]?.id).toBe(hopeless)
  await run()
  expect((await runs())[0]).toMatchObject({ state: 'done', begunAt: 0, behind: 4 })
})

test('records that are one already are no pair again', async () => {
  const [a, b, c] = await know([
    { family: 'Оспанова', given: 'Зарина', born: '1988-03-03' },
    { family: 'Оспанова', given: 'Зарина', born: '1988-03-03' },
    { family: 'Оспанова', given: 'Зарина', born: '1988-03-03' },
  ])
  const ids = [a ?? '', b ?? '', c ?? '']
  await run()
  const [pair] = await pairsOf(ids)
  await app.load(async (tx) => {
    const user = await tx.selectFrom('users').select('id').executeTakeFirstOrThrow()
    const merge = (kept_id: string, merged_id: string) => ({
      id: randomId(),
      pair_id: pair?.id ?? '',
      kept_id,
      merged_id,
      chosen: '{}',
      reason: 'data' as const,
      merged_by: user.id,
      merged_at: '2026-11-02T00:00:00.000Z',
    })
    await tx
      .insertInto('person_merges')
      .values([merge(a ?? '', b ?? ''), merge(a ?? '', c ?? '')])
      .execute()
    await tx
      .deleteFrom('person_pairs')
      .where('id', '<>', pair?.id ?? '')
      .where('left_id', 'in', ids)
      .execute()
  })
  app.database.clock.advance(60_000)

  await run()

  expect(await pairsOf(ids)).toHaveLength(1)
})

test('a pair of a run is seen by nobody who looks after neither record, and an inspector learns of no run', async () => {
  expect((await steward.call(listPersonPairs, { query: {} })).body.items).toEqual([])
  expect((await inspector.call(listLinkageRuns, { query: {} })).code).toBe('permission-missing')
  expect((await inspector.call(startLinkage, {})).code).toBe('permission-missing')
})

test('the job is given no number, no protected address and no case of anybody', async () => {
  const ask = (what: string) =>
    app.db.transaction({ role: 'umai_jobs' }, (tx) => sql.raw(what).execute(tx))
  await expect(ask('select sealed from person_identifiers')).rejects.toMatchObject({
    code: '42501',
  })
  await expect(ask('select from protected_addresses')).rejects.toMatchObject({ code: '42501' })
  await expect(ask('update person_pairs set state = $$same$$')).rejects.toMatchObject({
    code: '42501',
  })
})
