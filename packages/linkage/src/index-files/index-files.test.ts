import { appendFile, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { clusterRun } from '../cluster-run.ts'
import { listEdges } from '../edges.ts'
import { openDuckdb } from '../engines/duckdb.ts'
import { getLoadReport, linkPairs, loadRecords, openRun, type Run, train } from '../pipeline.ts'
import { buildIndex } from './build-index.ts'
import { openIndex } from './record-index.ts'
import { createSortedFile, openSortedFile } from './sorted-file.ts'

const settings = {
  version: 1,
  linkType: 'dedupe',
  id: 'number',
  fields: {
    surname: { standardise: 'kz.surname' },
    given: { standardise: 'kz.given' },
    born: { standardise: 'date' },
    phones: { standardise: 'kz.phones' },
  },
  blocking: [
    { on: ['born', 'given.key'] },
    // Some of its blocks are too large for the run, and so for the index.
    { on: ['surname.key', 'given:2'], maxBlock: 40 },
    { on: ['phones[*]'] },
  ],
  comparisons: [
    {
      field: 'surname',
      levels: ['exact', { same: 'surname.stem' }, { jaroWinkler: 0.88 }],
      frequency: { levels: [0, 1] },
    },
    { field: 'given', levels: ['exact', { jaroWinkler: 0.88 }], frequency: {} },
    { field: 'born', levels: ['exact', { days: 40 }, { hamming: 1 }] },
    { field: 'phones', levels: [{ shareAny: 1 }] },
  ],
  thresholds: { keep: -10 },
  training: { uPairs: 20_000 },
}
const SURNAMES = [
  'Оспанов',
  'Оспанова',
  'Сейітова',
  'Сеитова',
  'Құрманғали',
  'Ким',
  'Ахметова',
  'Иванова',
]
const GIVENS = ['Әсел', 'Асель', 'Нұрлан', 'Ержан', 'Алия', 'Дана', 'Мария']

const people = fc.sample(
  fc.record({
    surname: fc.constantFrom(...SURNAMES),
    given: fc.constantFrom(...GIVENS),
    born: fc
      .tuple(
        fc.integer({ min: 1950, max: 1990 }),
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 1, max: 28 }),
      )
      .map(
        ([year, month, day]) =>
          `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`,
      ),
    phones: fc
      .integer({ min: 0, max: 500 })
      .map((last) => (last > 400 ? '' : `8701000${String(last).padStart(4, '0')}`)),
  }),
  { numRuns: 1200, seed: 4 },
)
const records = [
  ...people,
  ...people.slice(0, 400).map((one) => ({ ...one, phones: '' })),
  { surname: 'Байжанова', given: 'Әсел', born: '1985-05-05', phones: '8 707 999 99 99' },
]

describe('the index of a run', () => {
  let home: string
  let run: Run
  let dir: string

  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'index-'))
    const file = join(home, 'people.csv')
    await writeFile(
      file,
      `number,surname,given,born,phones\n${records.map(({ surname, given, born, phones }, number) => [number, surname, given, born, phones].join(',')).join('\n')}\n`,
    )
    run = await openRun(join(home, 'run'), settings)
    await loadRecords(run, [{ source: 'office', path: file }])
    await linkPairs(run, { model: await train(run, { trainedAt: '2026-11-01T00:00:00Z' }) })
    await clusterRun(run, { at: '2026-11-01T00:00:00Z' })
    dir = join(home, 'index')
    await buildIndex(run, dir)
  })
  afterAll(() => rm(home, { recursive: true }))

  test('finds for a record what the run linked it with, at the same weights', async () => {
    const index = openIndex(dir)
    const edges = await listEdges(run)
    const db = await openDuckdb({ path: run.paths.store, readOnly: true })
    const names = await db.rows<{ id: number; record_id: string }>(
      'SELECT id, record_id FROM records',
    )
    db.close()
    const nameOf = new Map(names.map(({ id, record_id }) => [id, record_id]))
    const { rules } = await getLoadReport(run)
    expect(rules[1]?.leftOut.blocks).toBeGreaterThan(0)
    expect(rules[1]?.blocks).toBeGreaterThan(0)

    for (let number = 0; number < 200; number += 1) {
      const linked = edges
        .filter(({ l, r }) => nameOf.get(l) === String(number) || nameOf.get(r) === String(number))
        .map(({ l, r, weight }) => [
          nameOf.get(l) === String(number) ? nameOf.get(r) : nameOf.get(l),
          weight.toFixed(6),
        ])
      const found = index
        .match(records[number] ?? {}, { atLeast: -10, most: 1000 })
        .filter(({ id }) => id !== String(number))
        .map(({ id, weight }) => [id, weight.toFixed(6)])
      expect(found.toSorted()).toEqual(linked.toSorted())
    }
    index.close()
  })

  test.each(['Әсел', 'Асель', 'Assel'])('finds her as %s and says why', (given) => {
    const index = openIndex(dir)

    const [best] = index.match({ surname: 'Байжанова', given, born: '05.05.1985' })

    expect(best).toMatchObject({ source: 'office', id: String(records.length - 1) })
    expect(
      best?.explanation.contributions.find(({ comparison }) => comparison === 'given'),
    ).toMatchObject({ label: 'given equal' })
    index.close()
  })

  test('a record put in is found at once, after opening again, and after the merge; a replaced one is gone', async () => {
    const own = join(home, 'own')
    await buildIndex(run, own)
    const arrival = {
      surname: 'Жаңабаева',
      given: 'Толғанай',
      born: '1999-09-09',
      phones: '87778889900',
    }
    const first = openIndex(own)
    first.upsert([{ source: 'police', id: 'p1', written: arrival }])
    first.upsert([
      { source: 'office', id: String(records.length - 1), written: { ...arrival, phones: '' } },
    ])
    const seen = () => (index: typeof first) =>
      index
        .match({ surname: 'Zhanabayeva', given: 'Tolganay', born: '09.09.1999' })
        .map(({ source, id }) => `${source}:${id}`)
        .toSorted()
    const expected = [`office:${records.length - 1}`, 'police:p1']
    expect(seen()(first)).toEqual(expected)
    first.close()

    const second = openIndex(own)
    expect(seen()(second)).toEqual(expected)
    expect(second.match({ surname: 'Байжанова', given: 'Әсел', born: '1985-05-05' })).toEqual([])
    expect(second.merge().merged).toBe(2)
    expect(seen()(second)).toEqual(expected)
    second.close()

    const third = openIndex(own)
    expect(third.waiting).toBe(0)
    expect(seen()(third)).toEqual(expected)
    expect(third.match({ surname: 'Байжанова', given: 'Әсел', born: '1985-05-05' })).toEqual([])
    third.close()
  })

  test('a half-written line of the log does no harm', async () => {
    const own = join(home, 'torn')
    await buildIndex(run, own)
    await appendFile(join(own, 'waiting.jsonl'), '{"source":"police","id":"p2","writ')

    const index = openIndex(own)

    expect(index.waiting).toBe(0)
    index.close()
  })
})

describe('a sorted file', () => {
  test('gives every value of a key and no other', async () => {
    const home = await mkdtemp(join(tmpdir(), 'sorted-'))
    fc.assert(
      fc.property(fc.array(fc.bigInt({ min: 0n, max: 40n }), { maxLength: 1500 }), (keys) => {
        const sorted = keys.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0))
        const path = join(home, 'keys.bin')
        const writer = createSortedFile(path)
        sorted.forEach((key, value) => {
          writer.add(key, value)
        })
        writer.close()
        const file = openSortedFile(path)
        for (let key = 0n; key <= 41n; key += 1n) {
          const found: number[] = []
          file.lookUp(key, 10_000, (view, at) => found.push(view.getUint32(at, true)))
          expect(found).toEqual(sorted.flatMap((own, value) => (own === key ? [value] : [])))
        }
        file.close()
      }),
      { numRuns: 30 },
    )
    await rm(home, { recursive: true })
  })
})
