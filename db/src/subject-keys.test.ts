import { randomId } from '@umai/platform'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  createSubjectKey,
  createSubjectKeys,
  sealWith,
  subjectKeyOf,
  unsealFor,
} from './subject-keys.ts'
import { openTestDatabase, type TestDatabase } from './test-database.ts'
import { anAgency } from './test-world.ts'

let world: TestDatabase
beforeAll(async () => {
  world = await openTestDatabase()
})
afterAll(() => world.close())

const place = (rowId: string) => ({ table: 'people', column: 'name', rowId, schemaVersion: 1 })

test('what is sealed with keys made in bulk opens as if they had been made one by one', async () => {
  const { db, keys, load } = world
  const subjectIds = Array.from({ length: 50 }, () => randomId())
  const agencyId = await load((tx) => anAgency(tx))

  const sealed = await load(async (tx) => {
    const made = await createSubjectKeys(tx, { keys, subjectIds, agencyId })
    return subjectIds.map((subjectId) => {
      const key = made.get(subjectId)
      if (key === undefined) throw new Error('No key was made.')
      return sealWith(key, { subjectId, place: place(subjectId), value: `Әсел ${subjectId}` })
    })
  })

  await db.transaction({ role: 'umai_jobs' }, async (tx) => {
    for (const [at, subjectId] of subjectIds.entries()) {
      const opened = await unsealFor(tx, {
        keys,
        subjectId,
        place: place(subjectId),
        sealed: sealed[at] ?? '',
      })
      expect(opened).toBe(`Әсел ${subjectId}`)
    }
  })
})

test('the loader and the application use one key of an agency, whoever comes first', async () => {
  const { db, keys, load } = world
  const [first, second] = [randomId(), randomId()]
  const agencyId = await load((tx) => anAgency(tx))
  await load((tx) => createSubjectKeys(tx, { keys, subjectIds: [first], agencyId }))

  await db.transaction({ role: 'umai_jobs' }, async (tx) => {
    await createSubjectKey(tx, { keys, subjectId: second, agencyId })
    await subjectKeyOf(tx, keys, first)
    await subjectKeyOf(tx, keys, second)
  })

  await load(async (tx) => {
    const rows = await tx
      .selectFrom('agency_keys')
      .select('id')
      .where('agency_id', '=', agencyId)
      .execute()
    expect(rows).toHaveLength(1)
  })
})

test('no subjects need no key', async () => {
  const { keys, load } = world
  const agencyId = await load((tx) => anAgency(tx))

  const made = await load((tx) => createSubjectKeys(tx, { keys, subjectIds: [], agencyId }))

  expect(made.size).toBe(0)
})
