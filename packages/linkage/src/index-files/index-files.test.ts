import {
  appendFile,
  copyFile,
  cp,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  truncate,
  writeFile,
} from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { clusterRun } from '../cluster-run.ts'
import { listEdges } from '../edges.ts'
import { openDuckdb } from '../engines/duckdb.ts'
import { getLoadReport, linkPairs, loadRecords, openRun, type Run, train } from '../pipeline.ts'
import { parseSettings } from '../settings/parse-settings.ts'
import { standardiseRecord, type WrittenRecord } from '../standardise/standardise-record.ts'
import { buildIndex } from './build-index.ts'
import { type IndexRecord, openIndex } from './record-index.ts'
import { addRows, openRowFile, writePlaces } from './row-file.ts'
import { createSortedFile, mergeSorted, openSortedFile } from './sorted-file.ts'

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
        .matches.filter(({ id }) => id !== String(number))
        .map(({ id, weight }) => [id, weight.toFixed(6)])
      expect(found.toSorted()).toEqual(linked.toSorted())
    }
    index.close()
  })

  test.each(['Әсел', 'Асель', 'Assel'])('finds her as %s and says why', (given) => {
    const index = openIndex(dir)

    const [best] = index.match({ surname: 'Байжанова', given, born: '05.05.1985' }).matches

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
        .matches.map(({ source, id }) => `${source}:${id}`)
        .toSorted()
    const expected = [`office:${records.length - 1}`, 'police:p1']
    expect(seen()(first)).toEqual(expected)
    first.close()

    const second = openIndex(own)
    expect(seen()(second)).toEqual(expected)
    const since = { built: second.since?.built, came: 2 }
    expect(since.built).toBeGreaterThan(100)
    expect(second.since).toEqual(since)
    expect(
      second.match({ surname: 'Байжанова', given: 'Әсел', born: '1985-05-05' }).matches,
    ).toEqual([])
    expect(second.merge().merged).toBe(2)
    expect(second.since).toEqual(since)
    expect(seen()(second)).toEqual(expected)
    second.close()

    const third = openIndex(own)
    expect(third.waiting).toBe(0)
    expect(seen()(third)).toEqual(expected)
    expect(
      third.match({ surname: 'Байжанова', given: 'Әсел', born: '1985-05-05' }).matches,
    ).toEqual([])
    third.close()
  })

  test('compares exactly the records that share a key, and says which groups it left out', () => {
    const index = openIndex(dir)
    const parsed = parseSettings(settings)
    const rows = records.map((record) => standardiseRecord(parsed, record))
    const keys: readonly ((row: (typeof rows)[number]) => readonly string[])[] = [
      ({ born, given__key }) => (born && given__key ? [`${born} ${given__key}`] : []),
      ({ surname__key, given }) =>
        surname__key && given ? [`${surname__key} ${String(given).slice(0, 2)}`] : [],
      ({ phones }) => (Array.isArray(phones) ? phones : []),
    ]
    const most = [20_000, 40, 20_000]

    fc.assert(
      fc.property(
        fc.record({
          surname: fc.constantFrom(...SURNAMES, 'Жоқ', ''),
          given: fc.constantFrom(...GIVENS, 'Ж', ''),
          born: fc.constantFrom(...people.slice(0, 60).map(({ born }) => born), '', '31.02.1990'),
          phones: fc.constantFrom('', '87010000007', '87010000007, 8 701 000 01 00'),
        }),
        (query) => {
          const own = standardiseRecord(parsed, query)
          const groups = keys.flatMap((keysOf, rule) =>
            keysOf(own).map((key) => ({
              rule,
              numbers: rows.flatMap((row, number) => (keysOf(row).includes(key) ? [number] : [])),
            })),
          )
          const compared = groups.filter(({ rule, numbers }) => numbers.length <= (most[rule] ?? 0))
          const answer = index.match(query, {
            atLeast: Number.NEGATIVE_INFINITY,
            most: Number.POSITIVE_INFINITY,
          })

          expect(answer.matches.map(({ id }) => Number(id)).toSorted((a, b) => a - b)).toEqual(
            [...new Set(compared.flatMap(({ numbers }) => numbers))].toSorted((a, b) => a - b),
          )
          for (const { id, rules } of answer.matches)
            expect(rules).toEqual([
              ...new Set(
                compared.flatMap(({ rule, numbers }) =>
                  numbers.includes(Number(id)) ? [rule] : [],
                ),
              ),
            ])
          expect(answer.leftOut).toEqual(
            groups.flatMap(({ rule, numbers }) =>
              numbers.length > (most[rule] ?? 0)
                ? [{ rule, records: 41, because: 'too-large-for-the-run' }]
                : [],
            ),
          )
        },
      ),
      { numRuns: 300 },
    )
    index.close()
  })

  test('says that nobody can be looked up by what is too little for every rule', () => {
    const index = openIndex(dir)

    expect(index.match({ surname: 'Ахметова' })).toEqual({
      matches: [],
      compared: 0,
      leftOut: [],
      asked: [],
    })
    expect(index.match({ phones: '8 701 999 99 99' }).asked).toEqual([2])
    index.close()
  })

  test('says that it stopped where too many records share the keys of one', () => {
    const index = openIndex(dir)
    const [{ phones = '', ...first } = { born: '' }] = people.filter((one) => one.phones !== '')
    const whole = index.match({ ...first, phones }, { atLeast: -99, most: 99 })
    expect(whole.leftOut.filter(({ rule }) => rule !== 1)).toEqual([])

    const answer = index.match({ ...first, phones }, { atLeast: -99, most: 99, mostCompared: 2 })

    expect(answer.compared).toBeLessThanOrEqual(2)
    expect(answer.leftOut).toContainEqual(
      expect.objectContaining({ because: 'too-many-to-compare' }),
    )
    index.close()
  })

  test('a build that was stopped goes on, and a finished one leaves nothing of those before', async () => {
    const own = join(home, 'stopped')
    await expect(
      buildIndex(run, own, {
        onProgress: ({ step }) => {
          if (step === 'names') throw new Error('stopped')
        },
      }),
    ).rejects.toThrow('stopped')
    expect(() => openIndex(own)).toThrow('There is no index in')

    const built = await buildIndex(run, own)

    expect(built.takenOver).toBe(4)
    expect(built.records).toBe(records.length)
    const filesOf = async (folder: string) => {
      const [generation = ''] = (await readdir(folder)).filter((name) =>
        name.startsWith('generation-'),
      )
      return Promise.all(
        ['rule-0.keys', 'rule-1.keys', 'rule-2.keys', 'names.keys', 'frequencies.keys'].map(
          (name) => readFile(join(folder, generation, name), 'base64'),
        ),
      )
    }
    expect(await filesOf(own)).toEqual(await filesOf(dir))
    await buildIndex(run, own)
    expect((await readdir(own)).toSorted()).toEqual([
      'current.json',
      expect.stringContaining('generation-'),
    ])
  })

  test('refuses an index of another format and says what to do', async () => {
    const own = join(home, 'old')
    await cp(dir, own, { recursive: true })
    const [generation = ''] = (await readdir(own)).filter((name) => name.startsWith('generation-'))
    await writeFile(join(own, generation, 'meta.json'), '{"version":1}')

    expect(() => openIndex(own)).toThrow(
      /format 1; this version reads format 2\. Build it anew: umai link index build/,
    )
  })

  test.each([
    ['rows.txt', /rows\.txt" is not whole: record \d+ is missing/],
    ['rule-0.keys', /rule-0\.keys" is not whole/],
  ])('says so when %s was cut off', async (name, what) => {
    const own = join(home, `cut-${name}`)
    await cp(dir, own, { recursive: true })
    const [generation = ''] = (await readdir(own)).filter((one) => one.startsWith('generation-'))
    await truncate(join(own, generation, name), 40)

    expect(() => openIndex(own).match(records[7] ?? {})).toThrow(what)
  })

  test('one who has it open sees what another process merged; a merge that was killed is made again', async () => {
    const own = join(home, 'two')
    await cp(dir, own, { recursive: true })
    const arrival = { surname: 'Жаңабаева', given: 'Толғанай', born: '1999-09-09' }
    const reader = openIndex(own)
    const writer = openIndex(own)
    const seen = () => reader.match(arrival).matches.map(({ id }) => id)

    writer.upsert([{ source: 'police', id: 'p1', written: arrival }])
    // A merge ends here after it has moved the log away.
    await rename(join(own, 'waiting.jsonl'), join(own, 'merging.jsonl'))
    writer.upsert([{ source: 'police', id: 'p2', written: arrival }])
    expect(openIndex(own).waiting).toBe(2)
    await mkdir(join(own, 'generation-left'))
    expect(writer.merge().merged).toBe(2)

    expect(seen()).toEqual(['p1', 'p2'])
    expect(reader.records).toBe(records.length + 2)
    expect((await readdir(own)).toSorted()).toEqual([
      'current.json',
      expect.stringContaining('generation-'),
    ])
    reader.close()
    writer.close()
  })

  test('gives the same answers while and after its files are read through', async () => {
    const index = openIndex(dir)
    const ask = () => index.match(records[3] ?? {})
    const before = ask()
    const warming = index.warm()
    expect(ask()).toEqual(before)
    await warming
    expect(ask()).toEqual(before)
    index.close()
  })

  test('two do not write at once; the lock of a process that is gone holds nobody up', async () => {
    const own = join(home, 'locked')
    await cp(dir, own, { recursive: true })
    const index = openIndex(own)
    await writeFile(join(own, 'writing.lock'), '1')
    expect(() => index.merge()).toThrow(/Process 1 builds or merges the index/)

    await writeFile(join(own, 'writing.lock'), '999999999')
    expect(index.merge().merged).toBe(0)
    index.close()
  })

  test('a half-written line of the log does no harm', async () => {
    const own = join(home, 'torn')
    await buildIndex(run, own)
    await appendFile(join(own, 'waiting.jsonl'), '{"source":"police","id":"p2","writ')

    const index = openIndex(own)
    expect(index.waiting).toBe(0)
    index.upsert([{ source: 'police', id: 'p3', written: records[0] ?? {} }])
    index.close()

    const again = openIndex(own)
    expect(again.waiting).toBe(1)
    again.close()
  })
})

describe('records put in and merged', () => {
  const plain = {
    ...settings,
    comparisons: settings.comparisons.map(({ field, levels }) => ({ field, levels })),
  }
  const csvOf = (rows: ReadonlyMap<string, WrittenRecord>) =>
    `number,surname,given,born,phones\n${[...rows].map(([id, { surname, given, born, phones }]) => [id, surname, given, born, phones].join(',')).join('\n')}\n`

  test('give the same answers as an index built of all of them', async () => {
    const home = await mkdtemp(join(tmpdir(), 'merged-'))
    const before = new Map(people.slice(0, 500).map((one, number) => [String(number), one]))
    const load = async (name: string, rows: ReadonlyMap<string, WrittenRecord>) => {
      await writeFile(join(home, `${name}.csv`), csvOf(rows))
      const run = await openRun(join(home, name), plain)
      await loadRecords(run, [{ source: 'office', path: join(home, `${name}.csv`) }])
      return run
    }
    const base = await load('base', before)
    await train(base, { trainedAt: '2026-11-01T00:00:00Z' })
    await buildIndex(base, join(home, 'index'))
    let round = 0

    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.oneof(
            {
              weight: 4,
              arbitrary: fc.record({ id: fc.nat({ max: 560 }), like: fc.nat({ max: 1199 }) }),
            },
            { weight: 1, arbitrary: fc.constant('merge' as const) },
          ),
          { minLength: 20, maxLength: 60 },
        ),
        async (steps) => {
          round += 1
          const own = join(home, `index-${round}`)
          await cp(join(home, 'index'), own, { recursive: true })
          const index = openIndex(own)
          const after = new Map<string, (typeof people)[number]>(before)
          for (const step of steps) {
            if (step === 'merge') index.merge()
            else {
              const written = people[step.like] ?? people[0]
              if (written === undefined) continue
              after.set(String(step.id), written)
              index.upsert([
                { source: 'office', id: String(step.id), written } satisfies IndexRecord,
              ])
            }
          }
          const whole = await load(`whole-${round}`, after)
          await copyFile(base.paths.model, whole.paths.model)
          await buildIndex(whole, join(home, `whole-index-${round}`))
          const anew = openIndex(join(home, `whole-index-${round}`))

          for (const merged of [false, true]) {
            if (merged) index.merge()
            expect(index.records).toBe(anew.records)
            for (const written of people.slice(0, 150)) {
              const asked = { atLeast: -30, most: 1000 }
              const { matches, compared, leftOut } = anew.match(written, asked)
              const answer = index.match(written, asked)
              expect([answer.compared, answer.leftOut]).toEqual([compared, leftOut])
              expect(answer.matches.map(({ id, weight, rules }) => [id, weight, rules])).toEqual(
                matches.map(({ id, weight, rules }) => [id, weight, rules]),
              )
            }
          }
          index.close()
          anew.close()
        },
      ),
      { numRuns: 2 },
    )
    await rm(home, { recursive: true })
  })
})

describe('the rows of an index', () => {
  test('give back what an agency wrote, whatever signs it holds', async () => {
    const home = await mkdtemp(join(tmpdir(), 'rows-'))
    const columns = [
      { name: 'name', type: 'text' },
      { name: 'days', type: 'number' },
      { name: 'tf_name', type: 'float' },
      { name: 'items', type: 'list' },
    ] as const
    const text = fc.string({
      unit: fc.constantFrom('\u001b', '\u001e', '\u001f', '\n', '\r', '"', ',', '0', '2', 'ә', 'a'),
      minLength: 1,
    })
    const stored = fc.record({
      source: text,
      id: text,
      person: fc.option(fc.nat(), { nil: undefined }),
      row: fc.record(
        {
          name: text,
          days: fc.integer(),
          tf_name: fc.float({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0),
          items: fc.array(text, { minLength: 1 }),
        },
        { requiredKeys: [] },
      ),
    })
    let round = 0
    await fc.assert(
      fc.asyncProperty(fc.array(stored), fc.array(stored), async (first, second) => {
        round += 1
        const paths = (name: string) => ({
          rows: join(home, `${name}-${round}.txt`),
          places: join(home, `${name}-${round}.bin`),
        })
        await writeFile(paths('none').rows, '')
        writePlaces(paths('none'), 0)
        addRows(paths('none'), paths('one'), columns, { from: 0, rows: first })
        // Once more as a build finds them: from the lines alone.
        writePlaces(paths('one'), first.length)
        addRows(paths('one'), paths('two'), columns, { from: first.length, rows: second })
        const file = openRowFile(paths('two'), columns)
        expect([...first, ...second].map((_, number) => file.read(number))).toEqual([
          ...first,
          ...second,
        ])
        file.close()
      }),
      { numRuns: 30 },
    )
    await rm(home, { recursive: true })
  })
})

describe('a sorted file', () => {
  test('gives every value of a key and no other', async () => {
    const home = await mkdtemp(join(tmpdir(), 'sorted-'))
    fc.assert(
      fc.property(
        fc.array(
          fc.integer({ min: 0, max: 40 }).map((number) => BigInt(number) << 30n),
          { maxLength: 1500 },
        ),
        (keys) => {
          const sorted = keys.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0))
          const path = join(home, 'keys.bin')
          const writer = createSortedFile(path)
          sorted.forEach((key, value) => {
            writer.add(Number(key >> 32n), Number(key & 0xffffffffn), value)
          })
          writer.close()
          const file = openSortedFile(path)
          for (let number = 0n; number <= 41n; number += 1n) {
            const key = number << 30n
            const found: number[] = []
            file.lookUp(key, (value) => {
              found.push(value)
              return true
            })
            expect(found).toEqual(sorted.flatMap((own, value) => (own === key ? [value] : [])))
          }
          file.close()
        },
      ),
      { numRuns: 30 },
    )
    await rm(home, { recursive: true })
  })

  test('merged holds what was there without what was dropped, and what was added, in order', async () => {
    const home = await mkdtemp(join(tmpdir(), 'merged-keys-'))
    const entries = fc.array(fc.tuple(fc.bigInt({ min: 0n, max: (1n << 34n) - 1n }), fc.nat(99)), {
      maxLength: 900,
    })
    const inOrder = (list: readonly (readonly [bigint, number])[]) =>
      list.toSorted((a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : a[1] - b[1]))
    const write = (path: string, list: readonly (readonly [bigint, number])[]) => {
      const writer = createSortedFile(path)
      for (const [key, value] of list)
        writer.add(Number(key >> 32n), Number(key & 0xffffffffn), value)
      writer.close()
      return openSortedFile(path)
    }
    fc.assert(
      fc.property(entries, entries, fc.uniqueArray(fc.nat(99)), (before, added, dropped) => {
        const base = write(join(home, 'base'), inOrder(before))
        const sorted = inOrder(added.map(([key, value]) => [key, value + 100] as const))
        mergeSorted(
          base,
          {
            dropped: (value) => dropped.includes(value),
            added: sorted.map(([key, value]) => ({ key, value })),
          },
          createSortedFile(join(home, 'merged')),
        )
        base.close()
        const kept = before.filter(([, value]) => !dropped.includes(value))
        const anew = write(join(home, 'anew'), inOrder([...kept, ...sorted]))
        const merged = openSortedFile(join(home, 'merged'))
        for (const [key] of [...before, ...sorted]) {
          const valuesIn = (file: typeof base) => {
            const values: number[] = []
            file.lookUp(key, (value) => values.push(value) > 0)
            return values
          }
          expect(valuesIn(merged)).toEqual(valuesIn(anew))
        }
        expect(merged.entries).toBe(anew.entries)
        merged.close()
        anew.close()
      }),
      { numRuns: 50 },
    )
    await rm(home, { recursive: true })
  })
})
