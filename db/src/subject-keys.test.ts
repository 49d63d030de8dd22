import { randomId, randomKey } from '@umai/platform'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  createSubjectKey,
  createSubjectKeys,
  rewrapAgencyKeys,
  sealFor,
  sealWith,
  shredSubject,
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

test('a value does not open for another row, another subject or another column', async () => {
  const { db, keys, load } = world
  const [one, two] = [randomId(), randomId()]
  const agencyId = await load((tx) => anAgency(tx))
  await db.transaction({ role: 'umai_jobs' }, async (tx) => {
    await createSubjectKey(tx, { keys, subjectId: one, agencyId })
    await createSubjectKey(tx, { keys, subjectId: two, agencyId })
    const sealed = await sealFor(tx, { keys, subjectId: one, place: place('r1'), value: 'Әсел' })

    await expect(unsealFor(tx, { keys, subjectId: one, place: place('r1'), sealed })).resolves.toBe(
      'Әсел',
    )
    await expect(
      unsealFor(tx, { keys, subjectId: one, place: place('r2'), sealed }),
    ).rejects.toThrow()
    await expect(
      unsealFor(tx, { keys, subjectId: two, place: place('r1'), sealed }),
    ).rejects.toThrow()
    await expect(
      unsealFor(tx, { keys, subjectId: one, place: { ...place('r1'), column: 'phone' }, sealed }),
    ).rejects.toThrow()
  })
})

test('destroying a subject’s key makes its values unreadable, once and for all, and no other’s', async () => {
  const { db, keys, load } = world
  const [gone, stays] = [randomId(), randomId()]
  const agencyId = await load((tx) => anAgency(tx))
  await db.transaction({ role: 'umai_jobs' }, async (tx) => {
    await createSubjectKey(tx, { keys, subjectId: gone, agencyId })
    await createSubjectKey(tx, { keys, subjectId: stays, agencyId })
    const sealed = await sealFor(tx, { keys, subjectId: gone, place: place('r1'), value: 'Әсел' })
    const kept = await sealFor(tx, { keys, subjectId: stays, place: place('r2'), value: 'Дана' })

    await shredSubject(tx, gone)
    // A key made again under the same name would bring nothing back, and none is made.
    await createSubjectKey(tx, { keys, subjectId: gone, agencyId })

    await expect(
      unsealFor(tx, { keys, subjectId: gone, place: place('r1'), sealed }),
    ).rejects.toMatchObject({ code: 'subject-shredded' })
    await expect(
      unsealFor(tx, { keys, subjectId: stays, place: place('r2'), sealed: kept }),
    ).resolves.toBe('Дана')
  })
})

test('a subject on legal hold is not destroyed, and one that is not there is not found', async () => {
  const { db, keys, load } = world
  const held = randomId()
  const agencyId = await load((tx) => anAgency(tx))
  await db.transaction({ role: 'umai_jobs' }, async (tx) => {
    await createSubjectKey(tx, { keys, subjectId: held, agencyId })
    await tx
      .updateTable('subject_keys')
      .set({ hold_reason: 'archive' })
      .where('subject_id', '=', held)
      .execute()

    await expect(shredSubject(tx, held)).rejects.toMatchObject({ code: 'subject-on-hold' })
    await expect(subjectKeyOf(tx, keys, held)).resolves.toBeDefined()
    await expect(shredSubject(tx, randomId())).rejects.toMatchObject({ code: 'not-found' })
  })
})

test('a new root key takes over the agency keys and leaves every sealed value as it is', async () => {
  const { db, keys, load } = world
  const subjectId = randomId()
  const agencyId = await load((tx) => anAgency(tx))
  const newer = { ...keys, root: randomKey('r2'), olderRoots: [keys.root] }
  await db.transaction({ role: 'umai_jobs' }, async (tx) => {
    await createSubjectKey(tx, { keys, subjectId, agencyId })
    const sealed = await sealFor(tx, { keys, subjectId, place: place('r1'), value: 'Әсел' })

    expect(await rewrapAgencyKeys(tx, newer)).toBeGreaterThan(0)

    expect(await rewrapAgencyKeys(tx, newer)).toBe(0)
    const withoutOld = { ...newer, olderRoots: [] }
    await expect(
      unsealFor(tx, { keys: withoutOld, subjectId, place: place('r1'), sealed }),
    ).resolves.toBe('Әсел')
    await expect(unsealFor(tx, { keys, subjectId, place: place('r1'), sealed })).rejects.toThrow(
      'root key r2',
    )
    await rewrapAgencyKeys(tx, { ...keys, olderRoots: [newer.root] })
  })
})
