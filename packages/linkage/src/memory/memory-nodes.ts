// The records of a run as numbers in memory: a code for every compared value and the block of every rule, one row per record, so
// that two records are compared by a few look-ups next to one another. About a hundred bytes a record, strings once per value.
// All of it lies in memory that threads share.
import type { Duckdb } from '../engines/duckdb.ts'
import {
  comparedColumns,
  frequencyColumns,
  type NodeColumn,
  nodeColumns,
} from '../settings/columns.ts'
import type { Settings } from '../settings/settings.ts'
import { keyColumn } from '../steps/block.ts'
import { dictionary, entryColumn } from '../steps/clean.ts'
import { type Blocks, blocksOf, sizesOf } from './blocks.ts'
import { type CodedDictionary, coder } from './coder.ts'
import { countOf, type Texts } from './texts.ts'
import { openCrew } from './threads.ts'

/** One compared column: its place in a row of codes, and the value of each code; code 0 is "not known". */
export type CodedColumn = { readonly place: number; readonly values: Texts }

export type MemoryNodes = {
  readonly records: number
  readonly sources: Int16Array
  /** Row by row: one code per compared column, equal for equal values. */
  readonly codes: Int32Array
  readonly width: number
  readonly columns: ReadonlyMap<string, CodedColumn>
  /** log2 of the share of each value, by column and code. */
  readonly rarity: ReadonlyMap<string, Float32Array>
  /** Row by row: the block of each rule, 0 where the record shares its key with no other. */
  readonly blockOf: Int32Array
  readonly blocks: readonly Blocks[]
}

/** Records as loading leaves them: the dictionary entry of each field (-1 where nothing was written), the block of each rule. */
export type CodedRecords = {
  readonly records: number
  readonly sources: Int16Array
  readonly entryOf: ReadonlyMap<string, Int32Array>
  readonly dictionaries: ReadonlyMap<string, CodedDictionary>
  /** Per rule, the block of each record. */
  readonly keys: readonly Int32Array[]
  readonly blocks: readonly Blocks[]
}

const ENTRIES_AT_ONCE = 8192

/** Columns of a dictionary: a code for each of its entries. Read as joined texts, unless a value holds the signs between them. */
async function readColumns(
  db: Duckdb,
  field: string,
  columns: readonly string[],
): Promise<readonly CodedDictionary[]> {
  const table = dictionary(field)
  const texts = columns.map((column) => `CAST(${column} AS VARCHAR)`)
  const [size] = await db.rows<{ n: number; signed: boolean | null }>(
    `SELECT count(*) AS n, bool_or(${texts.map((text) => `contains(${text}, chr(31)) OR contains(${text}, chr(30))`).join(' OR ')}) AS signed FROM ${table}`,
  )
  const coders = columns.map(() => coder(size?.n ?? 0))
  if (size?.signed === true)
    await db.each(
      `SELECT entry, ${texts.join(', ')} FROM ${table}`,
      ([places = [], ...own], count) => {
        for (let at = 0; at < count; at += 1)
          own.forEach((values, column) => {
            const value = values[at]
            if (value !== null && value !== undefined)
              coders[column]?.add(places[at] as number, String(value))
          })
      },
    )
  else
    await db.each(
      `SELECT CAST(min(entry) AS INTEGER), ${texts.map((text) => `string_agg(coalesce(${text}, chr(30)), chr(31) ORDER BY entry)`).join(', ')} FROM ${table} GROUP BY entry // ${ENTRIES_AT_ONCE}`,
      ([firsts = [], ...joined], count) => {
        for (let at = 0; at < count; at += 1) {
          const first = firsts[at] as number
          joined.forEach((own, column) => {
            coders[column]?.addJoined(first, Buffer.from(String(own[at])))
          })
        }
      },
    )
  return coders.map((one) => one.end())
}

async function readRarity(
  db: Duckdb,
  field: string,
  column: string,
  { codes, values }: CodedDictionary,
): Promise<Float32Array> {
  const rarity = new Float32Array(new SharedArrayBuffer(countOf(values) * 4)).fill(
    Number.NEGATIVE_INFINITY,
  )
  await db.eachNumbers(
    `SELECT entry, tf_${column} FROM ${dictionary(field)} WHERE tf_${column} IS NOT NULL`,
    ([entry, share], count) => {
      if (entry === undefined || share === undefined) return
      for (let at = 0; at < count; at += 1)
        rarity[codes[entry.items[at] ?? 0] ?? 0] = share.items[at] ?? 0
    },
  )
  return rarity
}

/** The columns that comparing needs as codes. */
export function codedColumns(settings: Settings): readonly NodeColumn[] {
  const compared = new Set(comparedColumns(settings))
  const rare = new Set(frequencyColumns(settings))
  return nodeColumns(settings).filter(({ column }) => compared.has(column) || rare.has(column))
}

/** Records as they stand in the store of a run. */
function storedRecords(db: Duckdb, records: number): ReadRecords {
  const column = async (sql: string, absent: number) => {
    const values = new Int32Array(records).fill(absent)
    await db.eachNumbers(sql, ([id, own], count) => {
      if (id === undefined || own === undefined) return
      for (let at = 0; at < count; at += 1) values[id.items[at] ?? 0] = own.items[at] ?? absent
    })
    return values
  }
  return {
    entriesOf: (field: string) => column(`SELECT id, ${entryColumn(field)} FROM numbers`, -1),
    dictionariesOf: (field: string, columns: readonly string[]) => readColumns(db, field, columns),
    sources: async () => {
      const sources = new Int16Array(new SharedArrayBuffer(records * 2))
      sources.set(await column('SELECT id, CAST(source AS INTEGER) FROM arrivals', 0))
      return sources
    },
    rule: async (rule: number) => {
      const key = keyColumn(rule)
      const of = await column(`SELECT id, ${key} FROM numbers WHERE ${key} IS NOT NULL`, 0)
      let count = 0
      for (const block of of) if (block > count) count = block
      const groups = { of, count }
      return { key: of, blocks: blocksOf(groups, sizesOf(groups), records, () => undefined) }
    },
  }
}

type ReadRecords = {
  readonly entriesOf: (field: string) => Promise<Int32Array>
  readonly dictionariesOf: (
    field: string,
    columns: readonly string[],
  ) => Promise<readonly CodedDictionary[]>
  readonly sources: () => Promise<Int16Array>
  readonly rule: (rule: number) => Promise<{ readonly key: Int32Array; readonly blocks: Blocks }>
}

type Filled = {
  readonly codes: Int32Array
  readonly blockOf: Int32Array
  readonly blocks: readonly Blocks[]
  readonly sources: Int16Array
}

type Place = { readonly place: number; readonly field: string; readonly column: string }

/** Of records as loading left them, by all threads at once. */
async function fillLoaded(
  loaded: CodedRecords,
  settings: Settings,
  places: readonly Place[],
  threads: number,
): Promise<Filled> {
  const { records, blocks, sources } = loaded
  const known = <Value>(value: Value | undefined, name: string): Value => {
    if (value === undefined) throw new RangeError(`"${name}" was not read.`)
    return value
  }
  const codes = new Int32Array(new SharedArrayBuffer(records * places.length * 4))
  const blockOf = new Int32Array(new SharedArrayBuffer(records * blocks.length * 4))
  const tables = [
    {
      into: codes,
      columns: places.map(({ field, column }) => ({
        of: known(loaded.entryOf.get(field), field),
        codes: known(loaded.dictionaries.get(column), column).codes,
      })),
    },
    { into: blockOf, columns: loaded.keys.map((of) => ({ of })) },
  ]
  const crew = openCrew(threads, { settings })
  const size = Math.max(1, Math.ceil(records / (crew.threads * 2)))
  try {
    await Promise.all(
      tables.flatMap((table) =>
        Array.from({ length: crew.threads * 2 }, (_, piece) =>
          crew.run({
            kind: 'fill-rows',
            ...table,
            from: Math.min(records, piece * size),
            to: Math.min(records, (piece + 1) * size),
          }),
        ),
      ),
    )
  } finally {
    await crew.close()
  }
  return { codes, blockOf, blocks, sources }
}

/** Of records as they stand in the store of a run, column by column: all at once would not fit beside the nodes. */
async function fillStored(
  db: Duckdb,
  settings: Settings,
  records: number,
  places: readonly Place[],
  take: (column: string, found: CodedDictionary) => Promise<void>,
): Promise<Filled> {
  const from = storedRecords(db, records)
  const width = places.length
  const codes = new Int32Array(new SharedArrayBuffer(records * width * 4))
  for (const field of new Set(places.map((one) => one.field))) {
    const own = places.filter((one) => one.field === field)
    const entryOf = await from.entriesOf(field)
    const dictionaries = await from.dictionariesOf(
      field,
      own.map(({ column }) => column),
    )
    for (const [at, { place, column }] of own.entries()) {
      const found = dictionaries[at]
      if (found === undefined) continue
      await take(column, found)
      for (let record = 0, to = place; record < records; record += 1, to += width) {
        const entry = entryOf[record] ?? -1
        if (entry >= 0) codes[to] = found.codes[entry] ?? 0
      }
    }
  }
  const rules = settings.blocking.length
  const blockOf = new Int32Array(new SharedArrayBuffer(records * rules * 4))
  const blocks: Blocks[] = []
  for (let rule = 0; rule < rules; rule += 1) {
    const { key, blocks: own } = await from.rule(rule)
    blocks.push(own)
    for (let record = 0, to = rule; record < records; record += 1, to += rules)
      blockOf[to] = key[record] ?? 0
  }
  return { codes, blockOf, blocks, sources: await from.sources() }
}

/** What comparing needs, from records just loaded or else from the store of the run. */
export async function readNodes(
  db: Duckdb,
  settings: Settings,
  loaded?: { readonly records: CodedRecords; readonly threads: number },
): Promise<MemoryNodes> {
  const [counted] = await db.rows<{ n: number }>('SELECT count(*) AS n FROM arrivals')
  const records = counted?.n ?? 0
  const rare = new Set(frequencyColumns(settings))
  const places = codedColumns(settings).map(({ field, column }, place) => ({
    place,
    field,
    column,
  }))
  const columns = new Map<string, CodedColumn>()
  const rarity = new Map<string, Float32Array>()
  const take = async (column: string, found: CodedDictionary) => {
    const own = places.find((one) => one.column === column)
    if (own === undefined) return
    columns.set(column, { place: own.place, values: found.values })
    if (rare.has(column)) rarity.set(column, await readRarity(db, own.field, column, found))
  }
  let filled: Filled
  if (loaded === undefined) filled = await fillStored(db, settings, records, places, take)
  else {
    const filling = fillLoaded(loaded.records, settings, places, loaded.threads)
    // Its failure is told when its turn comes; meanwhile the database says how rare the values are.
    filling.catch(() => undefined)
    for (const { column } of places) {
      const found = loaded.records.dictionaries.get(column)
      if (found !== undefined) await take(column, found)
    }
    filled = await filling
  }
  return { records, width: places.length, columns, rarity, ...filled }
}
