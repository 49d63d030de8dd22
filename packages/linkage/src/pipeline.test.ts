import { spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { clusterRun } from './cluster-run.ts'
import { type Edge, listEdges } from './edges.ts'
import { openDuckdb } from './engines/duckdb.ts'
import { countRule, findEdges } from './memory/crew-work.ts'
import type { EdgeTable } from './memory/find-edges.ts'
import { readNodes } from './memory/memory-nodes.ts'
import { openCrew } from './memory/threads.ts'
import { getLoadReport, linkPairs, loadRecords, openRun, type Run, train } from './pipeline.ts'
import { readJsonLines } from './run-files.ts'
import { unitsInDatabase, unitsOf } from './units.ts'

const TRAINED_AT = '2026-11-01T00:00:00Z'

// A neutral world: a library that noted its readers several times, with slips.
const GIVEN = ['anna', 'berta', 'clara', 'dora', 'emma', 'frieda', 'greta', 'hanna', 'ida', 'jutta']
const SURNAME = [
  'ahorn',
  'birke',
  'eiche',
  'esche',
  'fichte',
  'kiefer',
  'linde',
  'tanne',
  'ulme',
  'weide',
  'erle',
  'pappel',
]

function readers(count: number): string {
  const rows = ['number,reader,given,surname,born,town']
  let state = 7
  const random = (below: number) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below
  }
  let number = 0
  for (let reader = 0; reader < count; reader += 1) {
    const given = GIVEN[random(GIVEN.length)] ?? ''
    const surname = SURNAME[random(SURNAME.length)] ?? ''
    const born = `${1950 + random(50)}-${String(1 + random(12)).padStart(2, '0')}-${String(1 + random(28)).padStart(2, '0')}`
    const town = `town${random(40)}`
    for (let copy = 0; copy <= random(3); copy += 1) {
      const slip = random(6)
      number += 1
      rows.push(
        [
          number,
          reader,
          slip === 1 ? given.slice(0, -1) : given,
          slip === 2 ? `${surname}n` : surname,
          slip === 3 ? '' : born,
          slip === 4 ? `town${random(40)}` : town,
        ].join(','),
      )
    }
  }
  return `${rows.join('\n')}\n`
}

const settings = {
  version: 1,
  linkType: 'dedupe',
  id: 'number',
  fields: {
    given: { standardise: 'fold' },
    surname: { standardise: 'fold' },
    born: { standardise: 'date' },
    town: { standardise: 'fold' },
  },
  blocking: [
    { on: ['born', 'surname:3'] },
    { on: ['given.key', 'surname.key'] },
    { on: ['given', 'born'] },
  ],
  comparisons: [
    { field: 'given', levels: ['exact', { jaroWinkler: 0.9 }], frequency: {} },
    { field: 'surname', levels: ['exact', { jaroWinkler: 0.9 }], frequency: {} },
    { field: 'born', levels: ['exact', { hamming: 1 }] },
    { field: 'town', levels: ['exact'] },
  ],
  evaluation: { truth: 'reader' },
}

describe('a run', () => {
  let home: string
  let file: string
  let run: Run

  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'linkage-'))
    file = join(home, 'readers.csv')
    await writeFile(file, readers(1500))
    run = await openRun(join(home, 'run'), settings)
    await loadRecords(run, [{ source: 'library', path: file }])
    await linkPairs(run, { model: await train(run, { trainedAt: TRAINED_AT }) })
  })
  afterAll(() => rm(home, { recursive: true }))

  const byPair = (edges: readonly Edge[]) => edges.toSorted((a, b) => a.l - b.l || a.r - b.r)

  test('gives each pair once', async () => {
    const edges = await listEdges(run)

    expect(edges.length).toBeGreaterThan(500)
    expect(new Set(edges.map(({ l, r }) => `${l}-${r}`)).size).toBe(edges.length)
  })

  test('links readers with themselves without being told who is who', async () => {
    const db = await openDuckdb({ path: run.paths.store, readOnly: true })
    const truth = await db.rows<{ id: number; reader: string }>(
      'SELECT id, keep_reader AS reader FROM records',
    )
    db.close()
    const readerOf = new Map(truth.map(({ id, reader }) => [id, reader]))
    const sure = (await listEdges(run)).filter(({ weight }) => weight > 2)

    const right = sure.filter(({ l, r }) => readerOf.get(l) === readerOf.get(r))

    expect(right.length / sure.length).toBeGreaterThan(0.97)
  })

  test.each([
    { chunks: 2, workers: 1 },
    { chunks: 8, workers: 1 },
    { chunks: 3, workers: 2 },
  ])('gives the same edges in $chunks chunks by $workers workers', async ({ chunks, workers }) => {
    const whole = byPair(await listEdges(run))
    const model = await train(run, { trainedAt: TRAINED_AT })

    await linkPairs(run, { model, chunks, workers })

    expect(byPair(await listEdges(run))).toEqual(whole)
  })

  test('two threads learn and find what one does, in the same order', async () => {
    const db = await openDuckdb({ path: run.paths.store, readOnly: true })
    const nodes = await readNodes(db, run.settings)
    db.close()
    const model = await train(run, { trainedAt: TRAINED_AT })
    const ground = { settings: run.settings, nodes, model, keep: -10 }
    const crews = [openCrew(1, ground), openCrew(2, ground)]
    const share = { of: 1, index: 0 }
    const whole = (tables: readonly EdgeTable[]) =>
      tables.flatMap(({ l, r, levels, weight }) =>
        Array.from(l, (left, at) => [left, r[at], levels[at], weight[at]]),
      )
    try {
      for (const rule of run.settings.blocking.keys()) {
        const [one, two] = await Promise.all(
          crews.map((crew) => countRule(crew, run.plan, nodes, { rule, share })),
        )
        expect(two).toEqual(one)
        const [found, foundByTwo] = await Promise.all(
          crews.map((crew) => findEdges(crew, nodes, { rule, share })),
        )
        expect(whole(foundByTwo ?? [])).toEqual(whole(found ?? []))
        expect(whole(found ?? []).length).toBeGreaterThan(0)
      }
    } finally {
      for (const crew of crews) await crew.close()
    }
  })

  test('a crew closed in the middle says so, and the next is not disturbed by it', async () => {
    const db = await openDuckdb({ path: run.paths.store, readOnly: true })
    const nodes = await readNodes(db, run.settings)
    db.close()
    const ground = { settings: run.settings, nodes }
    const work = { rule: 0, share: { of: 1, index: 0 } }
    const first = openCrew(2, ground)
    const left = countRule(first, run.plan, nodes, work)
    const told = expect(left).rejects.toThrow(/ended before/)
    await first.close()
    await told
    const second = openCrew(2, ground)
    const alone = openCrew(1, ground)

    expect(await countRule(second, run.plan, nodes, work)).toEqual(
      await countRule(alone, run.plan, nodes, work),
    )
    await second.close()
  })

  test('a fault in a thread is told to who asked', async () => {
    const crew = openCrew(2, { settings: run.settings })
    const share = { of: 1, index: 0 }

    await expect(
      crew.run({ kind: 'count-rule', rule: 0, share, range: { from: 1, to: 2 } }),
    ).rejects.toThrow(/none were given/)
    await crew.close()
  })

  test('in memory and in the database the same is learned and linked', async () => {
    const whole = byPair(await listEdges(run))
    const inMemory = await train(run, { trainedAt: TRAINED_AT })

    const model = await train(run, { trainedAt: TRAINED_AT, again: true, comparedIn: 'database' })
    await linkPairs(run, { model, chunks: 2, comparedIn: 'database' })
    const byDatabase = byPair(await listEdges(run))

    expect(model).toEqual(inMemory)
    expect(byDatabase.map(({ l, r, rule, levels }) => ({ l, r, rule, levels }))).toEqual(
      whole.map(({ l, r, rule, levels }) => ({ l, r, rule, levels })),
    )
    byDatabase.forEach(({ weight }, at) => {
      expect(weight).toBeCloseTo(whole[at]?.weight ?? 0, 9)
    })
  })

  test('loading the same files again does nothing, other files start afresh', async () => {
    const before = await getLoadReport(run)

    const again = await loadRecords(run, [{ source: 'library', path: file }])

    expect(again.seconds).toBe(before.seconds)
  })

  test('a run killed with SIGKILL goes on from its last finished unit and ends with the same edges', async () => {
    const other = await openRun(join(home, 'killed'), settings)
    await loadRecords(other, [{ source: 'library', path: file }])
    const model = await train(other, { trainedAt: TRAINED_AT })
    const script = `
      import { linkPairs, reopenRun, train } from ${JSON.stringify(fileURLToPath(new URL('./pipeline.ts', import.meta.url)))}
      const run = await reopenRun(${JSON.stringify(other.paths.dir)})
      await linkPairs(run, { model: await train(run, { trainedAt: '' }), chunks: 40, onProgress: ({ done }) => process.send(done) })`
    const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    })
    await new Promise<void>((resolve, reject) => {
      child.on('message', (done: number) => {
        if (done >= 5) child.kill('SIGKILL')
      })
      child.on('exit', (_, signal) =>
        signal === 'SIGKILL' ? resolve() : reject(new Error(`ended by ${signal}`)),
      )
    })
    const finished = (await readJsonLines(other.paths.units)).length

    const report = await linkPairs(other, { model, chunks: 40 })

    expect(finished).toBeGreaterThanOrEqual(5)
    expect(finished).toBeLessThan(120)
    expect(report.resumed).toBe(finished)
    expect(byPair(await listEdges(other))).toEqual(byPair(await listEdges(run)))
  })

  test('a second run of the same readers gives everyone the same id', async () => {
    const first = await clusterRun(run, { at: TRAINED_AT })
    const later = await openRun(join(home, 'later'), settings)
    await loadRecords(later, [{ source: 'library', path: file }])
    await linkPairs(later, { model: await train(later, { trainedAt: TRAINED_AT }), chunks: 4 })

    const second = await clusterRun(later, { at: TRAINED_AT, previous: run.paths.dir })

    expect(first.persons).toBeGreaterThan(1400)
    expect(second.ids).toEqual({ kept: first.persons, fresh: 0, merged: 0, split: 0 })
  })

  test('a unit leaves one file and no trace of a file half written', async () => {
    const db = await openDuckdb({ path: run.paths.store, readOnly: true })
    const [unit] = unitsOf(3, 40)
    if (unit === undefined) throw new Error('no unit')
    const directory = await mkdtemp(join(home, 'unit-'))

    const units = await unitsInDatabase(db, {
      plan: run.plan,
      model: await train(run, { trainedAt: TRAINED_AT }),
      directory,
      run: 'x',
    })
    const done = await units.run(unit)
    db.close()

    expect(done).toMatchObject({ rule: 0, chunk: 0, chunks: 40, run: 'x' })
  })
})
