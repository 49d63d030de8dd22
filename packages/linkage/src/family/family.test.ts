import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { clusterRun } from '../cluster-run.ts'
import { openDuckdb } from '../engines/duckdb.ts'
import { linkPairs, loadRecords, openRun, type Run, train } from '../pipeline.ts'
import { parseSettings, SettingsError } from '../settings/parse-settings.ts'
import { findFamilies } from './family-run.ts'

const settings = {
  version: 1,
  linkType: 'dedupe',
  id: 'number',
  source: 'office',
  fields: {
    surname: { standardise: 'kz.surname' },
    given: { standardise: 'kz.given' },
    patronymic: { standardise: 'kz.patronymic' },
    born: { standardise: 'date' },
    address: { standardise: 'kz.address' },
  },
  blocking: [{ on: ['surname', 'given', 'born'] }],
  comparisons: [
    { field: 'surname', levels: ['exact'] },
    { field: 'given', levels: ['exact'] },
    { field: 'born', levels: ['exact'] },
  ],
  training: { lambda: 0.01, uPairs: 2000 },
  families: {
    dated: 'noted',
    bornYear: 'born.year',
    householdWeight: 6,
    maxHousehold: 8,
    evidence: [
      { type: 'same-address', relation: 'household', on: ['address'], weight: 6, maxGroup: 8 },
      {
        type: 'father-in-the-patronymic',
        relation: 'parent-child',
        on: [['patronymic.stem', 'given.stem'], 'address'],
        weight: 5,
        ageGap: [15, 60],
      },
    ],
  },
}

const rows = [
  'number,office,surname,given,patronymic,born,address,noted',
  '1,school,Оспанов,Ержан,Серікұлы,2010-01-01,"Абая 5, 7",2020-09-01',
  '2,police,Оспанов,Серік,Нұрланұлы,1980-01-01,"ул. Абая, д. 5, кв. 7",2019-01-01',
  '3,clinic,Оспанов,Серік,Нұрланұлы,1980-01-01,"Абая 5, 7",2021-03-03',
  '4,clinic,Ким,Алексей,,1981-01-01,"Абая 5, 7",2022-01-01',
  '5,school,Ахметов,Серік,,2009-01-01,"Достық 1",2020-01-01',
  '6,school,Ахметова,Дана,Серикқызы,2011-01-01,"Достық 1",2020-01-01',
  ...Array.from(
    { length: 20 },
    (_, at) =>
      `${at + 10},shelter,Тегі${String.fromCharCode(1072 + at)}лы,Аты${String.fromCharCode(1072 + at)}н,,19${60 + at}-01-01,"Мира 9",2020-01-01`,
  ),
]

describe('households and families', () => {
  let home: string
  let run: Run
  let evidence: readonly {
    a: string
    b: string
    type: string
    first: string
    last: string
    sources: string[]
  }[]
  let groups: ReadonlyMap<string, { household: number; family: number }>

  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'family-'))
    await writeFile(join(home, 'people.csv'), `${rows.join('\n')}\n`)
    run = await openRun(join(home, 'run'), settings)
    await loadRecords(run, [{ source: 'all', path: join(home, 'people.csv') }])
    await linkPairs(run, { model: await train(run, { trainedAt: '2026-11-01T00:00:00Z' }) })
    await clusterRun(run, { at: '2026-11-01T00:00:00Z' })
    await findFamilies(run)
    const db = await openDuckdb()
    const persons = `(SELECT person_id, min(CAST(record_id AS INTEGER)) AS record FROM read_parquet('${run.paths.persons}') GROUP BY person_id)`
    evidence = await db.rows(
      `SELECT a.record::VARCHAR AS a, b.record::VARCHAR AS b, type, first, last, sources FROM read_parquet('${run.paths.dir}/family-evidence.parquet') e JOIN ${persons} a ON a.person_id = e.person_id JOIN ${persons} b ON b.person_id = e.other_id ORDER BY type, a, b`,
    )
    const found = await db.rows<{ record: number; household_id: number; family_id: number }>(
      `SELECT record, household_id, family_id FROM read_parquet('${run.paths.dir}/families.parquet') JOIN ${persons} USING (person_id)`,
    )
    db.close()
    groups = new Map(
      found.map(({ record, household_id, family_id }) => [
        String(record),
        { household: household_id, family: family_id },
      ]),
    )
  })
  afterAll(() => rm(home, { recursive: true }))

  test('a child and the man whose name is its patronymic are parent and child when the ages fit', () => {
    expect(
      evidence.filter(({ type }) => type === 'father-in-the-patronymic').map(({ a, b }) => [a, b]),
    ).toEqual([['1', '2']])
  })

  test('evidence keeps the days and the sources it rests on', () => {
    const shared = evidence.find(
      ({ type, a, b }) => type === 'same-address' && a === '1' && b === '2',
    )

    expect(shared).toMatchObject({
      first: '2020-09-01',
      last: '2020-09-01',
      sources: ['clinic', 'police', 'school'],
    })
  })

  test('a lodger belongs to the household and not to the family', () => {
    expect(groups.get('4')?.household).toBe(groups.get('1')?.household)
    expect(groups.get('4')?.family).not.toBe(groups.get('1')?.family)
    expect(groups.get('2')?.family).toBe(groups.get('1')?.family)
  })

  test('an address that many share makes no household', () => {
    expect(
      new Set(Array.from({ length: 20 }, (_, at) => groups.get(String(at + 10))?.household)).size,
    ).toBe(20)
  })

  test('an age gap without a year of birth is refused', () => {
    const { bornYear: _, ...families } = settings.families

    expect(() => parseSettings({ ...settings, families })).toThrow(SettingsError)
  })
})
