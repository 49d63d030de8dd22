// Runs the steps: load → train → link → cluster. Each stage leaves its result in the run's folder and is taken up again
// where it was left. The only place, with the index and the reports built on a finished run, where SQL is run.
import { availableParallelism, totalmem } from 'node:os'
import { join } from 'node:path'
import { duckdbDialect, quoted } from './dialect.ts'
import { type Duckdb, openDuckdb } from './engines/duckdb.ts'
import { type Input, type IntakeReport, intake } from './intake/intake.ts'
import type { RowFault } from './intake/row-fault.ts'
import { type LoadReport, load } from './load/load.ts'
import { runsInMemory } from './memory/compare-pair.ts'
import type { CountedPatterns } from './memory/count-patterns.ts'
import { countDrawn, countRule, threadsFor } from './memory/crew-work.ts'
import type { EdgeTable } from './memory/find-edges.ts'
import { type CodedRecords, type MemoryNodes, readNodes } from './memory/memory-nodes.ts'
import type { Pairs } from './memory/scan-pairs.ts'
import { type Crew, openCrew } from './memory/threads.ts'
import type { Model } from './model.ts'
import { type Plan, planOf, unpackLevels } from './plan.ts'
import {
  appendJsonLine,
  ensureDirectory,
  findJson,
  freshDirectory,
  type RunPaths,
  readJsonLines,
  removeFile,
  renameFile,
  runPaths,
  writeWhole,
} from './run-files.ts'
import { fingerprintOf, parseSettings } from './settings/parse-settings.ts'
import type { Settings } from './settings/settings.ts'
import { block } from './steps/block.ts'
import { compare } from './steps/compare.ts'
import { countPatterns, drawnNumbers, randomPairs } from './steps/sample.ts'
import { statement } from './steps/statement.ts'
import type { Step } from './steps/step.ts'
import type { Pattern } from './train/em.ts'
import { type RulePatterns, trainModel } from './train/train-model.ts'
import { openUnits, type Unit, type UnitDone, unitName, unitsOf } from './units.ts'
import { startWorkers } from './workers.ts'

export type Run = {
  readonly paths: RunPaths
  readonly settings: Settings
  readonly plan: Plan
  readonly fingerprint: string
  readonly resources: Resources
}

export type Resources = {
  /** As DuckDB writes it, "4GB". */
  readonly memoryLimit?: string
  readonly threads?: number
}

export type Progress = {
  readonly stage: 'intake' | 'load' | 'train' | 'link' | 'cluster' | 'index'
  readonly step: string
  /** Of the stage, between 0 and 1. */
  readonly share?: number
  readonly done?: number
  readonly of?: number
  /** Candidate pairs behind and ahead, as the block sizes promise. */
  readonly pairsDone?: number
  readonly pairsTotal?: number
  readonly pairsPerSecond?: number
  readonly etaSeconds?: number
  readonly rssBytes: number
}

export type OnProgress = (progress: Progress) => void

export async function openRun(
  dir: string,
  settingsInput: unknown,
  resources: Resources = {},
): Promise<Run> {
  const settings = parseSettings(settingsInput)
  const paths = runPaths(dir)
  await ensureDirectory(dir)
  await ensureDirectory(paths.temp)
  return {
    paths,
    settings,
    plan: planOf(settings),
    fingerprint: fingerprintOf(settings),
    resources,
  }
}

/** Opens a run that already has its settings in its folder. */
export async function reopenRun(dir: string, resources: Resources = {}): Promise<Run> {
  const saved = await findJson<{ settings: Settings }>(runPaths(dir).settings)
  if (saved === undefined)
    throw new Error(
      `"${dir}" holds no run: settings.json is missing. Start one with "umai link run source=file".`,
    )
  return openRun(dir, saved.settings, resources)
}

function report(onProgress: OnProgress | undefined, progress: Omit<Progress, 'rssBytes'>): void {
  onProgress?.({ ...progress, rssBytes: process.memoryUsage.rss() })
}

export type LoadedRun = LoadReport & { readonly intake: readonly IntakeReport[] }

// How the store of a run is laid out; one that is laid out otherwise is loaded again.
const STORE = 2

type LoadMark = {
  readonly store: number
  readonly fingerprint: string
  readonly inputs: string
  readonly report: LoadedRun
}

async function inputsFingerprint(inputs: readonly Input[]): Promise<string> {
  const { stat } = await import('node:fs/promises')
  const seen = await Promise.all(
    inputs.map(async ({ source, path, encoding }) => ({
      source,
      path,
      encoding,
      ...(await stat(path).then(({ size, mtimeMs }) => ({ size, mtimeMs }))),
    })),
  )
  return fingerprintOf(seen)
}

/** Reads the sources into the run, unless the same files with the same settings are in it already. */
export async function loadRecords(
  run: Run,
  inputs: readonly Input[],
  onProgress?: OnProgress,
): Promise<LoadedRun> {
  const { paths, settings, fingerprint } = run
  const inputsMark = await inputsFingerprint(inputs)
  const mark = await findJson<LoadMark>(paths.analysis)
  if (mark?.store === STORE && mark.fingerprint === fingerprint && mark.inputs === inputsMark)
    return mark.report
  inMemory.delete(run)
  justLoaded.delete(run)
  justLinked.delete(run)
  await letGoOfCrew(run)
  for (const path of [
    paths.analysis,
    paths.model,
    paths.units,
    paths.edges,
    paths.clusters,
    paths.rowFaults,
    paths.store,
    `${paths.store}.wal`,
  ])
    await removeFile(path, { recursive: true, force: true })
  await writeWhole(
    paths.settings,
    `${JSON.stringify({ settings, inputs: inputs.map(({ source, path }) => ({ source, path })) }, null, 2)}\n`,
  )
  await freshDirectory(paths.intake)
  const arrived = await intake(inputs, paths.intake, (step, share) =>
    report(onProgress, { stage: 'intake', step, ...(share === undefined ? {} : { share }) }),
  )
  const beside = `${paths.store}.part`
  await removeFile(beside, { force: true })
  await removeFile(`${beside}.wal`, { force: true })
  const {
    report: loaded,
    faults,
    coded,
  } = await load({
    ...run.resources,
    settings,
    sources: arrived.map(({ file }) => file),
    path: beside,
    tempDirectory: paths.temp,
    onStep: (step) => report(onProgress, { stage: 'load', step }),
  })
  await renameFile(beside, paths.store)
  if (coded !== undefined) justLoaded.set(run, coded)
  const allFaults = [...arrived.flatMap((one) => one.faults), ...faults]
  await writeWhole(paths.rowFaults, allFaults.map((fault) => `${JSON.stringify(fault)}\n`).join(''))
  const result: LoadedRun = {
    ...loaded,
    faults: loaded.faults + arrived.reduce((sum, one) => sum + one.report.faults, 0),
    intake: arrived.map((one) => one.report),
  }
  await writeWhole(
    paths.analysis,
    `${JSON.stringify({ store: STORE, fingerprint, inputs: inputsMark, report: result } satisfies LoadMark)}\n`,
  )
  await freshDirectory(paths.intake)
  return result
}

export async function getLoadReport(run: Run): Promise<LoadedRun> {
  const mark = await findJson<LoadMark>(run.paths.analysis)
  if (mark === undefined) throw new Error(`"${run.paths.dir}" has no records yet. Load them first.`)
  if (mark.store !== STORE)
    throw new Error(
      `"${run.paths.dir}" was loaded by another version of this program. Load its files again.`,
    )
  return mark.report
}

/** The first rows of each kind that are at fault, by file, line and value. */
export function listRowFaults(run: Run): Promise<readonly RowFault[]> {
  return readJsonLines<RowFault>(run.paths.rowFaults)
}

function openStore(run: Run): Promise<Duckdb> {
  return openDuckdb({
    ...run.resources,
    path: run.paths.store,
    readOnly: true,
    tempDirectory: run.paths.temp,
  })
}

/** Where pairs are compared: over numbers in memory, or by the database, which also runs free SQL and lists. Both give the same edges. */
export type ComparedIn = 'memory' | 'database'

// Some two hundred bytes a record.
const MOST_IN_MEMORY = 40_000_000

const justLoaded = new WeakMap<Run, CodedRecords>()

// Read once, used by training and linking.
const inMemory = new WeakMap<Run, MemoryNodes>()

function comparesIn(run: Run, records: number, asked: ComparedIn | undefined): ComparedIn {
  if (!runsInMemory(run.plan)) return 'database'
  return asked ?? (records > MOST_IN_MEMORY ? 'database' : 'memory')
}

// The threads that compare over them, which training hands on to linking.
const crews = new WeakMap<Run, Crew>()

async function letGoOfCrew(run: Run): Promise<void> {
  const crew = crews.get(run)
  crews.delete(run)
  await crew?.close()
}

/** So many edges are kept for clustering, in two gigabytes, rather than read again each time that it goes through them. */
export const MOST_EDGES_HELD = 128_000_000

export type HeldEdges = readonly Pick<EdgeTable, 'l' | 'r' | 'weight'>[]

const justLinked = new WeakMap<Run, HeldEdges>()

/** All edges of the run, where they were found just now and are few enough to be kept; from now on they are the caller's. */
export function takeHeldEdges(run: Run): HeldEdges | undefined {
  const held = justLinked.get(run)
  justLinked.delete(run)
  return held
}

async function memoryNodes(run: Run, db: Duckdb): Promise<MemoryNodes> {
  const loaded = justLoaded.get(run)
  const nodes =
    inMemory.get(run) ??
    (await readNodes(
      db,
      run.settings,
      loaded === undefined
        ? undefined
        : { records: loaded, threads: threadsFor(run.resources.threads, loaded.records) },
    ))
  justLoaded.delete(run)
  inMemory.set(run, nodes)
  return nodes
}

async function readPatterns(
  db: Duckdb,
  plan: Plan,
  sql: string,
): Promise<{ all: Pattern[]; fresh: Pattern[] }> {
  const all: Pattern[] = []
  const fresh: Pattern[] = []
  await db.each(sql, ([levels = [], pairs = [], freshPairs = []]) => {
    levels.forEach((packed, at) => {
      const codes = unpackLevels(plan, Number(packed))
      all.push({ codes, count: Number(pairs[at]) })
      if (Number(freshPairs[at]) > 0) fresh.push({ codes, count: Number(freshPairs[at]) })
    })
  })
  return { all, fresh }
}

function pairsOfAll(settings: Settings, loaded: LoadReport): number {
  const whole = (loaded.records * (loaded.records - 1)) / 2
  if (settings.linkType !== 'link') return whole
  return whole - loaded.sources.reduce((sum, { records }) => sum + (records * (records - 1)) / 2, 0)
}

type PatternSource = {
  readonly close: () => Promise<void>
  readonly random: (options: Parameters<typeof randomPairs>[1]) => Promise<CountedPatterns>
  readonly ofRule: (rule: number, scale: number) => Promise<CountedPatterns>
}

/** Counts the patterns of random pairs and of a share of each rule's. */
async function patternsOf(run: Run, db: Duckdb, where: ComparedIn): Promise<PatternSource> {
  const { plan, settings } = run
  if (where === 'memory') {
    const nodes = await memoryNodes(run, db)
    await letGoOfCrew(run)
    const crew = openCrew(threadsFor(run.resources.threads, nodes.records), { settings, nodes })
    crews.set(run, crew)
    return {
      random: async (options) => countDrawn(crew, plan, await drawnPairs(db, plan, nodes, options)),
      ofRule: (rule, scale) =>
        countRule(crew, plan, nodes, { rule, share: { of: scale, index: 0 } }),
      close: async () => undefined,
    }
  }
  const counted = (pairs: Step) =>
    readPatterns(
      db,
      plan,
      statement(duckdbDialect, [
        pairs,
        compare(plan, duckdbDialect, ['fresh']),
        countPatterns(plan),
      ]),
    )
  return {
    random: (options) => counted(randomPairs(plan, options)),
    ofRule: (rule, scale) =>
      counted(block(settings, { rule, repeats: true, chunk: { of: scale, index: 0 } })),
    close: async () => undefined,
  }
}

async function drawnPairs(
  db: Duckdb,
  plan: Plan,
  nodes: MemoryNodes,
  options: Parameters<typeof randomPairs>[1],
): Promise<Pairs> {
  const pairs: Pairs = {
    l: new Int32Array(options.pairs),
    r: new Int32Array(options.pairs),
    fresh: new Uint8Array(options.pairs).fill(1),
    count: 0,
  }
  const acrossOnly = plan.settings.linkType === 'link'
  await db.each(drawnNumbers(options).sql, ([a = [], b = []], count) => {
    for (let at = 0; at < count; at += 1) {
      const l = a[at] as number
      const r = b[at] as number
      if (l === r || (acrossOnly && nodes.sources[l] === nodes.sources[r])) continue
      pairs.l[pairs.count] = l
      pairs.r[pairs.count] = r
      pairs.count += 1
    }
  })
  return pairs
}

/** Learns the model from the records alone, no labels, unless the run has one. */
export async function train(
  run: Run,
  options: {
    readonly trainedAt: string
    readonly again?: boolean
    readonly comparedIn?: ComparedIn
    readonly onProgress?: OnProgress
  },
): Promise<Model> {
  const { paths, plan, settings, fingerprint } = run
  const saved = await findJson<Model>(paths.model)
  if (saved !== undefined && saved.settings === fingerprint && options.again !== true) return saved
  const loaded = await getLoadReport(run)
  const db = await openStore(run)
  let counter: PatternSource | undefined
  try {
    const wanted = Math.min(
      settings.training?.uPairs ?? 500_000,
      Math.max(20_000, loaded.records * loaded.records),
    )
    report(options.onProgress, {
      stage: 'train',
      step: `${wanted.toLocaleString('en')} random pairs`,
    })
    counter = await patternsOf(run, db, comparesIn(run, loaded.records, options.comparedIn))
    const random = await counter.random({
      records: loaded.records,
      pairs: wanted,
      seed: settings.training?.seed ?? 1,
    })
    const perRule = (settings.training?.emPairs ?? 600_000) / settings.blocking.length
    const rulePatterns: RulePatterns[] = []
    for (const { rule, name, pairs } of loaded.rules) {
      report(options.onProgress, {
        stage: 'train',
        step: name,
        done: rule,
        of: loaded.rules.length,
      })
      const scale = Math.max(1, Math.ceil(pairs / perRule))
      const found = await counter.ofRule(rule, scale)
      rulePatterns.push({ rule, patterns: found.all, fresh: found.fresh, scale })
    }
    const model = trainModel({
      plan,
      fingerprint,
      trainedAt: options.trainedAt,
      records: loaded.records,
      allPairs: pairsOfAll(settings, loaded),
      randomPatterns: random.all,
      rulePatterns,
      chanceOfEqual: plan.comparisons.map(({ frequency }) =>
        frequency === undefined ? undefined : loaded.chanceOfEqual[frequency.column],
      ),
    })
    await writeWhole(paths.model, `${JSON.stringify(model, null, 1)}\n`)
    return model
  } catch (error) {
    await letGoOfCrew(run)
    throw error
  } finally {
    await counter?.close()
    db.close()
  }
}

export type LinkOptions = {
  readonly model: Model
  readonly chunks?: number
  readonly workers?: number
  readonly comparedIn?: ComparedIn
  readonly onProgress?: OnProgress
}

export type LinkReport = {
  readonly edges: number
  readonly units: number
  readonly resumed: number
  readonly chunks: number
  readonly seconds: number
  readonly pairs: number
}

/** Enough chunks that the widest rule's share of the nodes stays near two and a half million records. */
function chunksFor(loaded: LoadReport): number {
  return Math.max(1, Math.ceil(loaded.records / 2_500_000))
}

/** Finds, compares and scores every candidate pair; edges of finished units are kept over a kill. */
export async function linkPairs(run: Run, options: LinkOptions): Promise<LinkReport> {
  const { paths, plan } = run
  const loaded = await getLoadReport(run)
  const chunks = options.chunks ?? chunksFor(loaded)
  const mark = fingerprintOf({
    settings: run.fingerprint,
    model: options.model,
    loaded: loaded.records,
    chunks,
  })
  await ensureDirectory(paths.edges)
  const done = new Map(
    (await readJsonLines<UnitDone>(paths.units))
      .filter((unit) => unit.run === mark)
      .map((unit) => [unitName(unit), unit]),
  )
  if (done.size === 0) {
    await freshDirectory(paths.edges)
    await removeFile(paths.units, { force: true })
  }
  await removeFile(paths.clusters, { force: true })
  justLinked.delete(run)
  const all = unitsOf(plan.settings.blocking.length, chunks)
  const left = all.filter((unit) => !done.has(unitName(unit)))
  const pairsOf = (unit: Unit) => (loaded.rules[unit.rule]?.pairs ?? 0) / chunks
  const pairsTotal = all.reduce((sum, unit) => sum + pairsOf(unit), 0)
  const resumedPairs = pairsTotal - left.reduce((sum, unit) => sum + pairsOf(unit), 0)
  const startedAt = performance.now()
  let pairsDone = resumedPairs
  const finish = async (unit: UnitDone) => {
    await appendJsonLine(paths.units, unit)
    done.set(unitName(unit), unit)
    pairsDone += pairsOf(unit)
    const seconds = (performance.now() - startedAt) / 1000
    const pairsPerSecond = (pairsDone - resumedPairs) / seconds
    report(options.onProgress, {
      stage: 'link',
      step: `rule ${unit.rule + 1}/${plan.settings.blocking.length} chunk ${unit.chunk + 1}/${chunks}`,
      done: done.size,
      of: all.length,
      pairsDone,
      pairsTotal,
      pairsPerSecond,
      etaSeconds: pairsPerSecond > 0 ? (pairsTotal - pairsDone) / pairsPerSecond : 0,
    })
  }
  const where = comparesIn(run, loaded.records, options.comparedIn)
  const workers = Math.max(1, Math.min(options.workers ?? 1, left.length))
  if (workers === 1) {
    const db = await openStore(run)
    try {
      const found: Pick<EdgeTable, 'l' | 'r' | 'weight'>[] = []
      let edges = 0
      const nodes = where === 'memory' ? await memoryNodes(run, db) : undefined
      const units = await openUnits(db, {
        plan,
        model: options.model,
        directory: paths.edges,
        run: mark,
        nodes,
        threads: threadsFor(run.resources.threads, loaded.records),
        crew: nodes === undefined ? undefined : crews.get(run),
        onEdges: (tables) => {
          for (const { l, r, weight } of tables) {
            edges += l.length
            if (edges <= MOST_EDGES_HELD) found.push({ l, r, weight })
          }
          if (edges > MOST_EDGES_HELD) found.length = 0
        },
      })
      try {
        for (const [at, unit] of left.entries()) await finish(await units.run(unit, left[at + 1]))
      } finally {
        await units.close()
      }
      if (nodes !== undefined && left.length === all.length && edges <= MOST_EDGES_HELD)
        justLinked.set(run, found)
    } finally {
      db.close()
      await letGoOfCrew(run)
      inMemory.delete(run)
    }
  } else {
    await letGoOfCrew(run)
    await startWorkers({
      workers,
      units: left,
      job: {
        settings: plan.settings,
        model: options.model,
        store: paths.store,
        inMemory: where === 'memory',
        directory: paths.edges,
        temp: paths.temp,
        run: mark,
        threads: Math.max(
          1,
          Math.floor((run.resources.threads ?? availableParallelism()) / workers),
        ),
        memoryLimit:
          run.resources.memoryLimit ?? `${Math.floor((totalmem() * 0.7) / workers / 1e6)}MB`,
      },
      onDone: finish,
    })
  }
  return {
    edges: [...done.values()].reduce((sum, { edges }) => sum + edges, 0),
    units: all.length,
    resumed: all.length - left.length,
    chunks,
    seconds: (performance.now() - startedAt) / 1000,
    pairs: pairsTotal,
  }
}

/** The edge files as one table, read in place. */
export function edgesScan(run: Run): string {
  return `read_parquet(${quoted(join(run.paths.edges, '*.parquet'))})`
}
