import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { clusterRun } from '../cluster-run.ts'
import { duckdbDialect } from '../dialect.ts'
import { type Duckdb, openDuckdb } from '../engines/duckdb.ts'
import { linkPairs, loadRecords, openRun, type Run, train } from '../pipeline.ts'
import { unpackLevels } from '../plan.ts'
import { keptNodeColumns } from '../settings/columns.ts'
import { standardiseRecord } from '../standardise/standardise-record.ts'
import { compare } from '../steps/compare.ts'
import { randomPairs } from '../steps/sample.ts'
import { score } from '../steps/score.ts'
import { statement } from '../steps/statement.ts'
import { explainRun, getModel } from './explain-run.ts'
import type { NodeRow } from './level-holds.ts'
import { explainRecords, weighRecords } from './score-pair.ts'

// Every kind of level, three scripts, gaps: what SQL and TypeScript must agree on.
const settings = {
  version: 1,
  linkType: 'dedupe',
  id: 'number',
  fields: {
    surname: { standardise: 'kz.surname' },
    given: { standardise: 'kz.given' },
    born: { standardise: 'date' },
    iin: { standardise: 'kz.iin' },
    phones: { standardise: 'kz.phones' },
    address: { standardise: 'kz.address' },
  },
  blocking: [
    { on: ['born', 'given.key'] },
    { on: ['surname.key', 'given.key'] },
    { on: ['phones[*]'] },
    { on: ['address', 'given.initial'] },
  ],
  comparisons: [
    {
      field: 'surname',
      levels: ['exact', { same: 'surname.stem' }, { jaroWinkler: 0.9 }, { damerauLevenshtein: 2 }],
      frequency: { levels: [0, 1], weight: 0.8 },
    },
    { field: 'given', levels: ['exact', { jaro: 0.85 }, { levenshtein: 2 }], frequency: {} },
    {
      field: 'born',
      levels: ['exact', 'swapDayMonth', { hamming: 1 }, { days: 40 }, { same: 'born:4' }],
    },
    { field: 'iin', levels: ['exact', { all: [{ hamming: 2 }, { same: 'iin.sex' }] }] },
    { field: 'phones', levels: [{ shareAny: 1 }] },
    { field: 'address', levels: ['exact', { any: [{ same: 'address.key' }, { levenshtein: 3 }] }] },
    { name: 'exchanged', field: 'given', levels: [{ crossed: ['given', 'surname'] }] },
  ],
  training: { relatives: [3], uPairs: 20_000 },
  constraints: { absentWeight: 5 },
  thresholds: { link: -8 },
}

const surnames = [
  'Оспанов',
  'Оспанова',
  'Ospanova',
  'Сейітов',
  'Сеитов',
  'Ким',
  'Құрманғали',
  'Әсел',
  'Алия',
]
const givens = ['Әсел', 'Асель', 'Assel', 'Алия', 'Әлия', 'Нұрлан', 'Nurlan', 'Ержан', 'Оспанова']
const person = fc.record({
  surname: fc.constantFrom(...surnames, ''),
  given: fc.constantFrom(...givens, ''),
  born: fc.constantFrom(
    '1990-02-03',
    '03.02.1990',
    '1990-03-02',
    '1990-02-13',
    '1991',
    '2001-12-30',
    'NaN',
    '',
  ),
  iin: fc.constantFrom('900203400125', '900203400126', '900203300125', '011230500011', '', '12'),
  phones: fc.constantFrom(
    '8 701 111 22 33',
    '+77011112233; 87025556677',
    '87025556677',
    '87770001122',
    '',
  ),
  address: fc.constantFrom('ул. Абая, 5', 'Абая көшесі 5', 'Абая 7', 'Достык 1', ''),
})
const people = fc.sample(person, { numRuns: 500, seed: 11 })

describe('a pair in TypeScript and in SQL', () => {
  let home: string
  let run: Run
  let db: Duckdb

  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'explain-'))
    const file = join(home, 'people.csv')
    const lines = people.map((one, number) =>
      [number, ...Object.values(one).map((value) => `"${value}"`)].join(','),
    )
    await writeFile(file, `number,${Object.keys(people[0] ?? {}).join(',')}\n${lines.join('\n')}\n`)
    run = await openRun(join(home, 'run'), settings)
    await loadRecords(run, [{ source: 'office', path: file }])
    await linkPairs(run, { model: await train(run, { trainedAt: '2026-11-01T00:00:00Z' }) })
    await clusterRun(run, { at: '2026-11-01T00:00:00Z' })
    db = await openDuckdb({ path: run.paths.store, readOnly: true })
  })
  afterAll(async () => {
    db.close()
    await rm(home, { recursive: true })
  })

  async function listNodes(): Promise<ReadonlyMap<number, NodeRow>> {
    const rows = await db.rows<Record<string, unknown> & { id: number }>('SELECT * FROM nodes')
    return new Map(
      rows.map((row) => [
        row.id,
        Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)) as NodeRow,
      ]),
    )
  }

  test('has the same levels and the same weight, over a hundred thousand random pairs', async () => {
    const model = await getModel(run)
    const nodes = await listNodes()
    const sql = statement(duckdbDialect, [
      randomPairs(run.plan, { records: people.length, pairs: 100_000, seed: 5 }),
      compare(run.plan, duckdbDialect),
      score(run.plan, model),
    ])
    const scored = await db.rows<{ l: number; r: number; levels: number; weight: number }>(
      `SELECT DISTINCT l, r, CAST(levels AS DOUBLE) AS levels, weight FROM (${sql})`,
    )

    const differing = scored.filter(({ l, r, levels, weight }) => {
      const [left, right] = [nodes.get(l) ?? {}, nodes.get(r) ?? {}]
      const own = explainRecords(run.plan, model, left, right)
      const codes = unpackLevels(run.plan, levels)
      return (
        own.weight !== weighRecords(run.plan, model, left, right) ||
        own.contributions.some(({ code }, at) => code !== codes[at]) ||
        Math.abs(own.weight - weight) > 1e-9
      )
    })

    expect(scored.length).toBeGreaterThan(50_000)
    expect(differing).toEqual([])
  })

  test('starts from the same standardised record', async () => {
    const nodes = await listNodes()
    const columns = keptNodeColumns(run.settings).map(({ column }) => column)

    for (const [number, written] of people.entries()) {
      const bySql = nodes.get(number) ?? {}
      const own = standardiseRecord(run.settings, written)
      expect(
        Object.fromEntries(
          columns.flatMap((column) => (own[column] === undefined ? [] : [[column, own[column]]])),
        ),
      ).toEqual(
        Object.fromEntries(
          columns.flatMap((column) =>
            bySql[column] === undefined ? [] : [[column, bySql[column]]],
          ),
        ),
      )
    }
  })

  test('the parts of the waterfall add up to the weight', async () => {
    const model = await getModel(run)
    const nodes = [...(await listNodes()).values()]

    for (const l of nodes.slice(0, 30))
      for (const r of nodes.slice(30, 60)) {
        const { prior, contributions, relatives, weight } = explainRecords(run.plan, model, l, r)
        expect(
          prior + contributions.reduce((sum, one) => sum + one.weight, 0) + relatives,
        ).toBeCloseTo(weight, 9)
      }
  })

  test('two records of one person linked only through others show the links between them', async () => {
    const [found] = await db.rows<{ a: string; b: string }>(
      `WITH p AS (SELECT * FROM read_parquet('${run.paths.persons}')), e AS (SELECT l, r FROM read_parquet('${run.paths.edges}/*.parquet'))
SELECT x.record_id AS a, y.record_id AS b FROM p x JOIN p y ON x.person_id = y.person_id AND x.id < y.id ANTI JOIN e ON e.l = x.id AND e.r = y.id LIMIT 1`,
    )
    if (found === undefined) throw new Error('the fixture links every pair directly')

    const { samePerson, compared, path } = await explainRun(run, {
      left: { id: found.a },
      right: { id: found.b },
    })

    expect({ samePerson, compared }).toEqual({ samePerson: true, compared: false })
    expect(path.length).toBeGreaterThan(1)
    expect(path[0]?.from).toBe(`office:${found.a}`)
    expect(path.at(-1)?.to).toBe(`office:${found.b}`)
  })

  test('a record that is not there is named', async () => {
    await expect(explainRun(run, { left: { id: '1' }, right: { id: 'nobody' } })).rejects.toThrow(
      'No record "nobody"',
    )
  })
})
