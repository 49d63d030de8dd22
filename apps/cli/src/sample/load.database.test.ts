import { openCodeSecret } from '@umai/db'
import { openTestDatabase, type TestDatabase } from '@umai/db/testing'
import { verifyPassword } from '@umai/platform'
import { listSampleAccounts, listSampleUsers, samplePlaces } from '@umai/sample'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { loadSampleRegion } from './load.ts'

let sample: TestDatabase
beforeAll(async () => {
  sample = await openTestDatabase()
})
afterAll(() => sample.close())

const load = (at: TestDatabase, seed = 'test') =>
  loadSampleRegion({ db: at.db, keys: at.keys, seed })

test('the region is loaded once, the database is marked, and loading again changes nothing', async () => {
  const seen: number[] = []

  const first = await loadSampleRegion({
    db: sample.db,
    keys: sample.keys,
    seed: 'test',
    onProgress: (done) => seen.push(done),
  })
  const second = await load(sample)

  expect(first).toEqual({ kind: 'loaded', users: 40, agencies: 15 })
  expect(second).toEqual({ kind: 'already-there' })
  expect(seen).toHaveLength(40)
  await sample.load(async (tx) => {
    const installation = await tx.selectFrom('installation').selectAll().executeTakeFirstOrThrow()
    expect(installation.is_sample).toBe(true)
    const places = await tx
      .selectFrom('places')
      .select('kato')
      .where('kato', 'like', '99%')
      .execute()
    expect(places).toHaveLength(samplePlaces.length)
  })
})

test('every sample account can sign in with its password and its code', async () => {
  await sample.load(async (tx) => {
    for (const account of listSampleAccounts({ seed: 'test' })) {
      const row = await tx
        .selectFrom('users')
        .innerJoin('passwords', 'passwords.user_id', 'users.id')
        .innerJoin('one_time_codes', 'one_time_codes.user_id', 'users.id')
        .select(['users.id', 'hash', 'sealed_secret', 'activated_at', 'deactivated_at'])
        .where('login', '=', account.login)
        .executeTakeFirstOrThrow()

      expect(await verifyPassword(sample.keys, account.password, row.hash)).toBe(true)
      expect(openCodeSecret(sample.keys, row.id, row.sealed_secret)).toBe(account.totpSecret)
      expect(row.activated_at).not.toBeNull()
      expect(row.deactivated_at).toBeNull()
    }
  })
})

test('each holds the roles it should, and the workers of shelters are protected', async () => {
  await sample.load(async (tx) => {
    const grants = await tx
      .selectFrom('grants')
      .innerJoin('users', 'users.id', 'grants.user_id')
      .select(['login', 'role'])
      .execute()
    const expected = listSampleUsers({ seed: 'test' }).flatMap(({ login, grants: held }) =>
      held.map(({ role }) => `${login} ${role}`),
    )
    expect(grants.map(({ login, role }) => `${login} ${role}`).sort()).toEqual(expected.sort())

    const hidden = await tx
      .selectFrom('users')
      .select('login')
      .where('is_protected', '=', true)
      .execute()
    expect(hidden.map(({ login }) => login).sort()).toEqual([
      'centre-worker',
      'centre-worker-2',
      'unit-head-3',
    ])
  })
})

test('a sample with another seed is refused', async () => {
  expect(await load(sample, 'other')).toMatchObject({ kind: 'refused' })
})

test('a database that is not a sample is refused and stays as it was', async () => {
  const real = await openTestDatabase()
  await real.load((tx) =>
    tx
      .insertInto('agencies')
      .values({
        id: '0193a5e0-0000-7000-8000-000000000001',
        kind: 'police',
        name_kk: 'Полиция',
        name_ru: 'Полиция',
        name_en: 'Police',
        place_kato: '750000000',
      })
      .execute(),
  )

  const outcome = await load(real)

  expect(outcome).toMatchObject({
    kind: 'refused',
    why: expect.stringContaining('holds 1 agencies'),
  })
  await real.load(async (tx) => {
    expect(await tx.selectFrom('users').selectAll().execute()).toEqual([])
    const { is_sample: isSample } = await tx
      .selectFrom('installation')
      .select('is_sample')
      .executeTakeFirstOrThrow()
    expect(isSample).toBe(false)
  })
  await real.close()
})
