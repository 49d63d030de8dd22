// Matches one record against millions in milliseconds: keys, candidates, the same score as the run's. New and changed records go
// to a log beside the files and are found at once; a nightly merge, in this process or another, brings them into the files.
import {
  appendFileSync,
  closeSync,
  existsSync,
  fstatSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import type { NodeRow } from '../explain/level-holds.ts'
import { type Explanation, explainRecords, weighRecords } from '../explain/score-pair.ts'
import { planOf } from '../plan.ts'
import { wholeJsonLines } from '../run-files.ts'
import { frequencyColumns } from '../settings/columns.ts'
import type { Settings } from '../settings/settings.ts'
import { standardiseRecord, type WrittenRecord } from '../standardise/standardise-record.ts'
import {
  currentGeneration,
  currentPath,
  type IndexMeta,
  indexPaths,
  mergingPath,
  readMeta,
  waitingPath,
} from './index-format.ts'
import { lockFiles } from './lock-files.ts'
import { frequencyKey, nameKey, type RuleKey, recordKeys } from './record-keys.ts'
import { addRows, openRowFile, type StoredRow } from './row-file.ts'
import { createSortedFile, floatOfBits, mergeSorted, openSortedFile } from './sorted-file.ts'

export type IndexMatch = {
  readonly source: string
  readonly id: string
  readonly person: number | undefined
  readonly weight: number
  readonly probability: number
  /** Numbers of the blocking rules that found it. */
  readonly rules: readonly number[]
  readonly explanation: Explanation
}

/** A group of records with the same key that were not compared, so that nobody takes silence for "there is none". */
export type LeftOut = {
  readonly rule: number
  /** How many records there are at least. */
  readonly records: number
  /** The run leaves a group of this size out too, or this search had to stop somewhere. */
  readonly because: 'too-large-for-the-run' | 'too-many-to-compare'
}

export type IndexAnswer = {
  /** Records that may be the same person, strongest first. */
  readonly matches: readonly IndexMatch[]
  readonly compared: number
  readonly leftOut: readonly LeftOut[]
  /** The blocking rules that could be asked with what is known; by none of them nobody can be found. */
  readonly asked: readonly number[]
}

export type IndexRecord = {
  readonly source: string
  readonly id: string
  readonly person?: number | undefined
  readonly written: WrittenRecord
}

export type MatchOptions = {
  readonly atLeast?: number
  readonly most?: number
  /** Groups are compared from the smallest up, as long as they are no more records than this together. */
  readonly mostCompared?: number
}

export type RecordIndex = {
  /** Records that can be found. */
  readonly records: number
  readonly waiting: number
  /**
   * Records that came or changed since the build, beside those of the run: all are weighed as the run learned, and a value is as
   * rare as it was there. Undefined where an older program built it.
   */
  readonly since: { readonly built: number; readonly came: number } | undefined
  readonly settings: Settings
  readonly match: (written: WrittenRecord, options?: MatchOptions) => IndexAnswer
  /** Adds records, or replaces those of the same source and id; on disk when this returns. */
  readonly upsert: (records: readonly IndexRecord[]) => void
  /** Brings waiting records into the files, in a new generation, and takes it into use. */
  readonly merge: () => { readonly merged: number; readonly seconds: number }
  /** Reads all files once, so that the system holds as much of them as it has memory for: the first searches need not wait for the disk. */
  readonly warm: () => Promise<void>
  readonly close: () => void
}

const MOST_COMPARED = 3_000

type Waiting = { readonly stored: StoredRow; readonly keys: readonly RuleKey[] }

function openGeneration(dir: string, name: string) {
  const files = indexPaths(join(dir, name))
  const meta = readMeta(files.meta)
  const rules = meta.settings.blocking.map((_, rule) => openSortedFile(files.rule(rule)))
  const names = openSortedFile(files.names)
  const frequencies = openSortedFile(files.frequencies)
  const rows = openRowFile(files, meta.columns)
  return {
    name,
    meta,
    files,
    rules,
    names,
    frequencies,
    rows,
    close: () => {
      for (const file of [...rules, names, frequencies, rows]) file.close()
    },
  }
}

type Generation = ReturnType<typeof openGeneration>

const WARM_BYTES = 1 << 22

async function readThrough(path: string): Promise<void> {
  const file = await open(path)
  try {
    const buffer = Buffer.allocUnsafe(WARM_BYTES)
    while ((await file.read(buffer, 0, WARM_BYTES)).bytesRead > 0);
  } finally {
    await file.close()
  }
}

/** The generation in use; one that a merge removes just now has a follower. */
function openCurrent(dir: string) {
  for (let tries = 0; ; tries += 1) {
    const mark = markOf(dir)
    try {
      return { mark, base: openGeneration(dir, currentGeneration(dir)) }
    } catch (error) {
      if (tries === 3 || (error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    }
  }
}

/** The state of the file that names the generation in use: another process may have merged or built. */
function markOf(dir: string): string {
  const found = statSync(currentPath(dir), { throwIfNoEntry: false })
  return found === undefined ? 'none' : `${found.ino} ${found.mtimeMs}`
}

const nameOf = (source: string, id: string) => JSON.stringify([source, id])

const recordsOfLog = (path: string): readonly IndexRecord[] =>
  existsSync(path) ? wholeJsonLines<IndexRecord>(readFileSync(path, 'utf8')) : []

const LINE_END = 10

/** Appends to the log that bears the name when it is done: a merge in another process may have just moved it away. */
function appendToLog(path: string, text: string): void {
  for (;;) {
    const file = openSync(path, 'a+')
    try {
      const { size, ino } = fstatSync(file)
      const last = Buffer.of(LINE_END)
      if (size > 0) readSync(file, last, 0, 1, size - 1)
      // What a killed writer left of a line must not become part of the next one.
      appendFileSync(file, last[0] === LINE_END ? text : `\n${text}`)
      fsyncSync(file)
      if (existsSync(path) && statSync(path).ino === ino) return
    } finally {
      closeSync(file)
    }
  }
}

/** The new generation's files, from those of the old one and what waits. */
function writeMerged(
  dir: string,
  base: Generation,
  waiting: readonly Waiting[],
  replaced: ReadonlySet<number>,
): string {
  const name = `generation-${Date.now().toString(36)}-${waiting.length}`
  mkdirSync(join(dir, name), { recursive: true })
  const files = indexPaths(join(dir, name))
  const from = base.meta.numbers
  addRows(base.files, files, base.meta.columns, {
    from,
    rows: waiting.map(({ stored }) => stored),
  })
  const gone = new Uint8Array(from)
  for (const number of replaced) gone[number] = 1
  const dropped = (value: number) => gone[value] === 1
  const sorted = (entries: readonly { readonly key: bigint; readonly value: number }[]) =>
    entries.toSorted((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : a.value - b.value))
  base.rules.forEach((table, rule) => {
    const added = waiting.flatMap(({ keys }, at) =>
      keys.flatMap((own) => (own.rule === rule ? [{ key: own.key, value: from + at }] : [])),
    )
    mergeSorted(table, { dropped, added: sorted(added) }, createSortedFile(files.rule(rule)))
  })
  const names = waiting.map(({ stored }, at) => ({
    key: nameKey(stored.source, stored.id),
    value: from + at,
  }))
  mergeSorted(base.names, { dropped, added: sorted(names) }, createSortedFile(files.names))
  mergeSorted(
    base.frequencies,
    { dropped: () => false, added: [] },
    createSortedFile(files.frequencies),
  )
  const meta: IndexMeta = {
    ...base.meta,
    records: base.meta.records - replaced.size + waiting.length,
    numbers: from + waiting.length,
  }
  writeFileSync(files.meta, `${JSON.stringify(meta)}\n`)
  return name
}

export function openIndex(dir: string): RecordIndex {
  let { base, mark } = openCurrent(dir)
  let plan = planOf(base.meta.settings)
  const waiting = new Map<string, Waiting>()
  const waitingByKey = new Map<bigint, Set<string>>()
  const replaced = new Set<number>()

  const withRarity = (row: NodeRow): NodeRow => {
    const rare: Record<string, number> = {}
    for (const column of frequencyColumns(base.meta.settings)) {
      const value = row[column]
      if (value === undefined) continue
      base.frequencies.lookUp(frequencyKey(column, String(value)), (bits) => {
        rare[`tf_${column}`] = floatOfBits(bits)
        return false
      })
    }
    return { ...row, ...rare }
  }

  const take = ({ source, id, person, written }: IndexRecord) => {
    const name = nameOf(source, id)
    const { settings } = base.meta
    const row = withRarity(standardiseRecord(settings, written))
    for (const { key } of waiting.get(name)?.keys ?? []) waitingByKey.get(key)?.delete(name)
    const keys = recordKeys(settings, row)
    waiting.set(name, { stored: { source, id, person, row }, keys })
    for (const { key } of keys)
      waitingByKey.set(key, (waitingByKey.get(key) ?? new Set()).add(name))
    base.names.lookUp(nameKey(source, id), (number) => {
      replaced.add(number)
      return true
    })
  }

  const readLogs = (paths: readonly string[]) => {
    waiting.clear()
    waitingByKey.clear()
    replaced.clear()
    for (const path of paths) recordsOfLog(path).forEach(take)
  }
  const logs = [mergingPath(dir), waitingPath(dir)]
  readLogs(logs)

  /** Opens what another process has merged or built since. */
  const refresh = () => {
    if (markOf(dir) === mark) return
    const old = base
    ;({ base, mark } = openCurrent(dir))
    plan = planOf(base.meta.settings)
    old.close()
    readLogs(logs)
  }

  type Group = { rule: number; numbers: readonly number[]; fresh: readonly string[] }

  /** The records under each key of a record, smallest group first; groups that the run leaves out only by their size. */
  const groupsOf = (keys: readonly RuleKey[], mostCompared: number) => {
    const groups: Group[] = []
    const leftOut: LeftOut[] = []
    for (const { rule, key } of keys) {
      // What was too many for the run is too many here.
      const mostOfRun = base.meta.mostInBlock[rule] ?? Number.POSITIVE_INFINITY
      const fresh = [...(waitingByKey.get(key) ?? [])]
      const mostOfKey = Math.min(mostOfRun, mostCompared)
      const numbers: number[] = []
      base.rules[rule]?.lookUp(key, (number) => {
        if (!replaced.has(number)) numbers.push(number)
        return numbers.length + fresh.length <= mostOfKey
      })
      const records = numbers.length + fresh.length
      if (records <= mostOfKey) groups.push({ rule, numbers, fresh })
      else
        leftOut.push({
          rule,
          records,
          because: records > mostOfRun ? 'too-large-for-the-run' : 'too-many-to-compare',
        })
    }
    const size = ({ numbers, fresh }: Group) => numbers.length + fresh.length
    return { groups: groups.toSorted((a, b) => size(a) - size(b)), leftOut }
  }

  const candidatesOf = (keys: readonly RuleKey[], mostCompared: number) => {
    const { groups, leftOut } = groupsOf(keys, mostCompared)
    const taken: Group[] = []
    const numbers = new Set<number>()
    const fresh = new Set<string>()
    for (const group of groups) {
      const added =
        group.numbers.filter((number) => !numbers.has(number)).length +
        group.fresh.filter((name) => !fresh.has(name)).length
      if (numbers.size + fresh.size + added > mostCompared) {
        const records = group.numbers.length + group.fresh.length
        leftOut.push({ rule: group.rule, records, because: 'too-many-to-compare' })
        continue
      }
      taken.push(group)
      for (const number of group.numbers) numbers.add(number)
      for (const name of group.fresh) fresh.add(name)
    }
    const rulesOf = (finds: (group: Group) => boolean) => () => [
      ...new Set(taken.filter(finds).map(({ rule }) => rule)),
    ]
    return {
      leftOut,
      candidates: [
        // In the order in which they lie, as far as their numbers say.
        ...[...numbers]
          .toSorted((a, b) => a - b)
          .map((number) => ({
            stored: base.rows.read(number),
            rules: rulesOf((group) => group.numbers.includes(number)),
          })),
        ...[...fresh].flatMap((name) => {
          const stored = waiting.get(name)?.stored
          return stored === undefined
            ? []
            : [{ stored, rules: rulesOf((group) => group.fresh.includes(name)) }]
        }),
      ],
    }
  }

  const match: RecordIndex['match'] = (written, options = {}) => {
    refresh()
    const { settings, model } = base.meta
    const {
      atLeast = settings.thresholds?.link ?? 0,
      most = 20,
      mostCompared = MOST_COMPARED,
    } = options
    const row = withRarity(standardiseRecord(settings, written))
    const keys = recordKeys(settings, row)
    const { candidates, leftOut } = candidatesOf(keys, mostCompared)
    const matches = candidates
      .map(({ stored, rules }) => ({
        stored,
        rules,
        weight: weighRecords(plan, model, row, stored.row),
      }))
      .filter(({ weight }) => weight >= atLeast)
      .toSorted(
        (a, b) =>
          b.weight - a.weight ||
          (nameOf(a.stored.source, a.stored.id) < nameOf(b.stored.source, b.stored.id) ? -1 : 1),
      )
      .slice(0, most)
      .map(({ stored, rules }): IndexMatch => {
        const explanation = explainRecords(plan, model, row, stored.row)
        const { source, id, person } = stored
        return {
          source,
          id,
          person,
          weight: explanation.weight,
          probability: explanation.probability,
          rules: rules().toSorted((a, b) => a - b),
          explanation,
        }
      })
    const asked = [...new Set(keys.map(({ rule }) => rule))]
    return { matches, compared: candidates.length, leftOut, asked }
  }

  const upsert: RecordIndex['upsert'] = (records) => {
    refresh()
    appendToLog(waitingPath(dir), records.map((record) => `${JSON.stringify(record)}\n`).join(''))
    records.forEach(take)
  }

  /** Takes in the log that is being merged, and no record that came later. */
  const mergeLog = (): number => {
    readLogs([mergingPath(dir)])
    const merged = waiting.size
    const old = base.name
    const name = writeMerged(dir, base, [...waiting.values()], replaced)
    // From here the new generation holds; the log read again over it would change nothing.
    writeFileSync(`${currentPath(dir)}.part`, `${JSON.stringify({ generation: name })}\n`)
    renameSync(`${currentPath(dir)}.part`, currentPath(dir))
    rmSync(mergingPath(dir), { force: true })
    refresh()
    rmSync(join(dir, old), { recursive: true, force: true })
    return merged
  }

  const merge: RecordIndex['merge'] = () => {
    const startedAt = performance.now()
    const unlock = lockFiles(dir)
    try {
      refresh()
      // What a merge that ran out of disk, or was killed, has left of its files.
      for (const name of readdirSync(dir))
        if (name.startsWith('generation-') && name !== base.name)
          rmSync(join(dir, name), { recursive: true, force: true })
      // What a merge that was killed had begun.
      let merged = existsSync(mergingPath(dir)) ? mergeLog() : 0
      if (existsSync(waitingPath(dir))) {
        renameSync(waitingPath(dir), mergingPath(dir))
        merged += mergeLog()
      }
      return { merged, seconds: (performance.now() - startedAt) / 1000 }
    } finally {
      unlock()
    }
  }

  return {
    get records() {
      return base.meta.records - replaced.size + waiting.size
    },
    get waiting() {
      return waiting.size
    },
    get since() {
      const { built, numbers } = base.meta
      return built === undefined ? undefined : { built, came: numbers - built + waiting.size }
    },
    get settings() {
      return base.meta.settings
    },
    match,
    upsert,
    merge,
    warm: async () => {
      const folder = join(dir, base.name)
      for (const name of readdirSync(folder)) await readThrough(join(folder, name))
    },
    close: () => base.close(),
  }
}
