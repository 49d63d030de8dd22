// Matches one record against millions in milliseconds: keys, candidates, the same score as the run's. New and changed records go
// to a log beside the files and are found at once; a nightly merge brings them into the files.
import {
  appendFileSync,
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import type { NodeRow } from '../explain/level-holds.ts'
import { type Explanation, explainRecords, weighRecords } from '../explain/score-pair.ts'
import { planOf } from '../plan.ts'
import { frequencyColumns } from '../settings/columns.ts'
import { standardiseRecord, type WrittenRecord } from '../standardise/standardise-record.ts'
import { currentPath, type IndexMeta, indexPaths } from './build-index.ts'
import { frequencyKey, nameKey, recordKeys } from './record-keys.ts'
import { createRowFile, openRowFile, type StoredRow } from './row-file.ts'
import { createSortedFile, openSortedFile } from './sorted-file.ts'

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

export type IndexRecord = {
  readonly source: string
  readonly id: string
  readonly person?: number | undefined
  readonly written: WrittenRecord
}

export type RecordIndex = {
  readonly records: number
  readonly waiting: number
  /** Records that may be the same person, strongest first. */
  readonly match: (
    written: WrittenRecord,
    options?: { readonly atLeast?: number; readonly most?: number },
  ) => readonly IndexMatch[]
  /** Adds records, or replaces those of the same source and id; on disk when this returns. */
  readonly upsert: (records: readonly IndexRecord[]) => void
  /** Brings waiting records into the files, in a new generation, and takes it into use. */
  readonly merge: () => { readonly merged: number; readonly seconds: number }
  readonly close: () => void
}

/** More candidates under one key than this say that the key means nothing (a placeholder, an office's telephone). */
const MOST_PER_KEY = 2_000

type Waiting = {
  readonly stored: StoredRow
  readonly keys: readonly { readonly rule: number; readonly key: bigint }[]
}

function openGeneration(dir: string, name: string) {
  const files = indexPaths(join(dir, name))
  const meta = JSON.parse(readFileSync(files.meta, 'utf8')) as IndexMeta
  return {
    name,
    meta,
    files,
    keys: openSortedFile(files.keys),
    frequencies: openSortedFile(files.frequencies),
    rows: openRowFile(files, meta.columns),
  }
}

export function openIndex(dir: string): RecordIndex {
  const current = JSON.parse(readFileSync(currentPath(dir), 'utf8')) as { generation: string }
  let base = openGeneration(dir, current.generation)
  const { settings, model } = base.meta
  const plan = planOf(settings)
  const logPath = join(dir, 'waiting.jsonl')
  const waiting = new Map<string, Waiting>()
  const waitingByKey = new Map<bigint, Set<string>>()
  const replaced = new Set<number>()

  const withRarity = (row: NodeRow): NodeRow => {
    const rare: Record<string, number> = {}
    for (const column of frequencyColumns(settings)) {
      const value = row[column]
      if (value === undefined) continue
      base.frequencies.lookUp(frequencyKey(column, String(value)), 1, (view, at) => {
        rare[`tf_${column}`] = view.getFloat32(at, true)
      })
    }
    return { ...row, ...rare }
  }

  const nameOf = (source: string, id: string) => JSON.stringify([source, id])

  const take = ({ source, id, person, written }: IndexRecord) => {
    const name = nameOf(source, id)
    const row = withRarity(standardiseRecord(settings, written))
    for (const { key } of waiting.get(name)?.keys ?? []) waitingByKey.get(key)?.delete(name)
    const keys = recordKeys(settings, row)
    waiting.set(name, { stored: { source, id, person, row }, keys })
    for (const { key } of keys)
      waitingByKey.set(key, (waitingByKey.get(key) ?? new Set()).add(name))
    base.keys.lookUp(nameKey(source, id), 8, (view, at) => replaced.add(view.getUint32(at, true)))
  }

  const readLog = () => {
    if (!existsSync(logPath)) return
    // The last line of a writer that was killed is not whole and was never acknowledged.
    for (const line of readFileSync(logPath, 'utf8').split('\n').slice(0, -1))
      take(JSON.parse(line) as IndexRecord)
  }
  readLog()

  const match: RecordIndex['match'] = (
    written,
    { atLeast = settings.thresholds?.link ?? 0, most = 20 } = {},
  ) => {
    const row = withRarity(standardiseRecord(settings, written))
    const found = new Map<number, number[]>()
    const fresh = new Map<string, number[]>()
    for (const { rule, key } of recordKeys(settings, row)) {
      const candidates: number[] = []
      // What was too many for the run is too many here.
      const mostOfKey = Math.min(MOST_PER_KEY, base.meta.mostInBlock?.[rule] ?? MOST_PER_KEY)
      const count = base.keys.lookUp(key, mostOfKey, (view, at) =>
        candidates.push(view.getUint32(at, true)),
      )
      if (count <= mostOfKey)
        for (const number of candidates)
          if (!replaced.has(number)) found.set(number, [...(found.get(number) ?? []), rule])
      for (const name of waitingByKey.get(key) ?? [])
        fresh.set(name, [...(fresh.get(name) ?? []), rule])
    }
    const candidates = [
      ...[...found].map(([number, rules]) => ({ stored: base.rows.read(number), rules })),
      ...[...fresh].flatMap(([name, rules]) => {
        const stored = waiting.get(name)?.stored
        return stored === undefined ? [] : [{ stored, rules }]
      }),
    ]
    return candidates
      .map((candidate) => ({
        ...candidate,
        weight: weighRecords(plan, model, row, candidate.stored.row),
      }))
      .filter(({ weight }) => weight >= atLeast)
      .toSorted((a, b) => b.weight - a.weight || (a.stored.id < b.stored.id ? -1 : 1))
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
          rules,
          explanation,
        }
      })
  }

  const upsert: RecordIndex['upsert'] = (records) => {
    const file = openSync(logPath, 'a')
    appendFileSync(file, records.map((record) => `${JSON.stringify(record)}\n`).join(''))
    fsyncSync(file)
    closeSync(file)
    for (const record of records) take(record)
  }

  const merge: RecordIndex['merge'] = () => {
    const startedAt = performance.now()
    const merged = waiting.size
    const name = `generation-${Date.now().toString(36)}-${merged}`
    mkdirSync(join(dir, name), { recursive: true })
    const files = indexPaths(join(dir, name))
    const records = [...waiting.values()]
    const from = base.meta.records
    copyFileSync(base.files.rows, files.rows)
    copyFileSync(base.files.places, files.places)
    copyFileSync(base.files.frequencies, files.frequencies)
    const rows = createRowFile(files, base.meta.columns, {
      from,
      size: from + records.length,
      start: statSync(files.rows).size,
    })
    records.forEach(({ stored }, at) => {
      rows.add(from + at, stored)
    })
    rows.close()
    const added = records
      .flatMap(({ stored, keys }, at) =>
        [nameKey(stored.source, stored.id), ...keys.map(({ key }) => key)].map((key) => ({
          key,
          value: from + at,
        })),
      )
      .toSorted((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : a.value - b.value))
    const out = createSortedFile(files.keys)
    let next = 0
    base.keys.each((key, value) => {
      for (let entry = added[next]; entry !== undefined && entry.key < key; entry = added[next]) {
        out.add(entry.key, entry.value)
        next += 1
      }
      if (!replaced.has(value)) out.add(key, value)
    })
    for (const { key, value } of added.slice(next)) out.add(key, value)
    out.close()
    writeFileSync(
      files.meta,
      `${JSON.stringify({ ...base.meta, records: from + records.length } satisfies IndexMeta)}\n`,
    )
    // From here the new generation holds; the log read again over it would change nothing.
    writeFileSync(`${currentPath(dir)}.part`, `${JSON.stringify({ generation: name })}\n`)
    renameSync(`${currentPath(dir)}.part`, currentPath(dir))
    const old = base
    base = openGeneration(dir, name)
    old.keys.close()
    old.frequencies.close()
    old.rows.close()
    rmSync(logPath, { force: true })
    rmSync(join(dir, old.name), { recursive: true, force: true })
    waiting.clear()
    waitingByKey.clear()
    replaced.clear()
    return { merged, seconds: (performance.now() - startedAt) / 1000 }
  }

  return {
    get records() {
      return base.meta.records
    },
    get waiting() {
      return waiting.size
    },
    match,
    upsert,
    merge,
    close: () => {
      base.keys.close()
      base.frequencies.close()
      base.rows.close()
    },
  }
}
