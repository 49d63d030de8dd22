import { unsealFor } from '@umai/db'
import { openTestDatabase, type TestDatabase } from '@umai/db/testing'
import { nameKeys } from '@umai/linkage/names'
import { blindIndex } from '@umai/platform'
import { generatePeople } from '@umai/sample'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { loadSampleRegion } from './load.ts'
import { loadSamplePeople } from './load-people.ts'

let sample: TestDatabase
beforeAll(async () => {
  sample = await openTestDatabase()
  await loadSampleRegion({ db: sample.db, keys: sample.keys, seed: 'test' })
})
afterAll(() => sample.close())

const load = (people: number) =>
  loadSamplePeople({ db: sample.db, keys: sample.keys, seed: 'test', people })
const count = (table: 'people' | 'person_names' | 'person_identifiers' | 'person_relations') =>
  sample.load(async (tx) => {
    const { rows } = await tx
      .selectFrom(table)
      .select(({ fn }) => fn.countAll<string>().as('rows'))
      .executeTakeFirstOrThrow()
    return Number(rows)
  })

test('a run goes on where it stopped: what is there stays, what is missing is added', async () => {
  expect(await load(300)).toEqual({ added: 300 })
  expect(await load(300)).toEqual({ added: 0 })
  expect(await load(1_000)).toEqual({ added: 700 })
  expect(await count('people')).toBe(1_000)

  // The family at the end of the shorter run was cut; its relations are whole now.
  const people = [...generatePeople({ seed: 'test', people: 1_000 })]
  const relations = people.flatMap(({ motherId, fatherId, partnerId }) =>
    [motherId, fatherId, partnerId].filter((id) => id !== null),
  )
  expect(await count('person_relations')).toBe(relations.length * 2)
})

test('a person has names that are found under the folded key, and numbers that only the key opens', async () => {
  const { keys, db } = sample
  const [, person] = [...generatePeople({ seed: 'test', people: 2 })]
  if (person === undefined) throw new Error('The sample has no second person.')

  await db.transaction({ role: 'umai_loader' }, async (tx) => {
    const names = await tx
      .selectFrom('person_names')
      .selectAll()
      .where('person_id', '=', person.id)
      .execute()
    const { surname: family, given } = person.name
    expect(names.map(({ search_key: key }) => key)).toContain(nameKeys({ family, given }).search)

    const iins = await tx
      .selectFrom('person_identifiers')
      .selectAll()
      .where('kind', '=', 'iin')
      .where('blind', '=', blindIndex(keys.index, 'iin', person.iin))
      .execute()
    expect(iins.map(({ person_id: id }) => id)).toEqual([person.id])
    expect(iins[0]?.sealed).not.toContain(person.iin)
  })

  const opened = await db.transaction({ role: 'umai_loader' }, (tx) =>
    tx
      .selectFrom('person_identifiers')
      .selectAll()
      .where('person_id', '=', person.id)
      .where('kind', '=', 'iin')
      .executeTakeFirstOrThrow(),
  )
  const value = await db.transaction({ role: 'umai_jobs' }, (tx) =>
    unsealFor(tx, {
      keys,
      subjectId: person.id,
      place: { table: 'person_identifiers', column: 'sealed', rowId: opened.id, schemaVersion: 1 },
      sealed: opened.sealed,
    }),
  )
  expect(value).toBe(person.iin)
})

test('without the staff of the region no people are loaded', async () => {
  await expect(
    loadSamplePeople({ db: sample.db, keys: sample.keys, seed: 'elsewhere', people: 10 }),
  ).rejects.toThrow('load the region before its people')
})
