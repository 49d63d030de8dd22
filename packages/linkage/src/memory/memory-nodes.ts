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
import { BETWEEN, dictionary, entryColumn, NOT_KNOWN } from '../steps/clean.ts'
import { type Blocks, blocksOf, sizesOf } from './blocks.ts'
import { countOf, packTexts, type Texts } from './texts.ts'

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

/** A column of a dictionary: the code of each of its entries, and the value of each code; code 0 is "not known". */
export type CodedDictionary = { readonly codes: Int32Array; readonly values: Texts }

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

/** Numbers values as they come; code 0 is "not known". */
export function coder(entries: number) {
  const codes = new Int32Array(entries)
  const values: string[] = ['']
  const known = new Map<string, number>()
  return {
    add: (entry: number, text: string) => {
      let code = known.get(text)
      if (code === undefined) {
        code = values.length
        known.set(text, code)
        values.push(text)
      }
      codes[entry] = code
    },
    end: (): CodedDictionary => ({ codes, values: packTexts(values) }),
  }
}

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
        for (let at = 0; at < count; at += 1)
          joined.forEach((own, column) => {
            const values = String(own[at]).split(BETWEEN)
            const first = firsts[at] as number
            for (let entry = 0; entry < values.length; entry += 1) {
              const value = values[entry] ?? NOT_KNOWN
              if (value !== NOT_KNOWN) coders[column]?.add(first + entry, value)
            }
          })
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

/** Reads the records of a run from its store. */
async function readRecords(db: Duckdb, settings: Settings): Promise<CodedRecords> {
  const [counted] = await db.rows<{ n: number }>('SELECT count(*) AS n FROM entries')
  const records = counted?.n ?? 0
  const used = codedColumns(settings)
  const fields = [...new Set(used.map(({ field }) => field))]
  const dictionaries = new Map<string, CodedDictionary>()
  for (const field of fields) {
    const own = used.filter((column) => column.field === field).map(({ column }) => column)
    const read = await readColumns(db, field, own)
    own.forEach((column, at) => {
      const found = read[at]
      if (found !== undefined) dictionaries.set(column, found)
    })
  }
  const sources = new Int16Array(new SharedArrayBuffer(records * 2))
  const entryOf = fields.map(() => new Int32Array(records))
  await db.eachNumbers(
    `SELECT id, source, ${fields.map(entryColumn).join(', ')} FROM entries`,
    ([id, source, ...places], count) => {
      if (id === undefined || source === undefined) return
      for (let at = 0; at < count; at += 1) sources[id.items[at] ?? 0] = source.items[at] ?? 0
      places.forEach(({ items }, field) => {
        const own = entryOf[field]
        if (own === undefined) return
        for (let at = 0; at < count; at += 1) own[id.items[at] ?? 0] = items[at] ?? -1
      })
    },
  )
  const keys: Int32Array[] = []
  const blocks: Blocks[] = []
  for (const rule of settings.blocking.keys()) {
    const key = keyColumn(rule)
    const of = new Int32Array(records)
    let last = 0
    await db.eachNumbers(
      `SELECT id, ${key} FROM entries WHERE ${key} IS NOT NULL`,
      ([id, own], count) => {
        if (id === undefined || own === undefined) return
        for (let at = 0; at < count; at += 1) {
          const block = own.items[at] ?? 0
          of[id.items[at] ?? 0] = block
          if (block > last) last = block
        }
      },
    )
    const groups = { of, count: last }
    blocks.push(blocksOf(groups, sizesOf(groups), records, () => undefined))
    keys.push(of)
  }
  return {
    records,
    sources,
    entryOf: new Map(fields.map((field, at) => [field, entryOf[at] ?? new Int32Array()])),
    dictionaries,
    keys,
    blocks,
  }
}

/** What comparing needs, from records just loaded or else from the store of the run. */
export async function readNodes(
  db: Duckdb,
  settings: Settings,
  loaded?: CodedRecords,
): Promise<MemoryNodes> {
  const own = loaded ?? (await readRecords(db, settings))
  const { records, sources, blocks } = own
  const rare = new Set(frequencyColumns(settings))
  const used = codedColumns(settings)
  const width = used.length
  const columns = new Map<string, CodedColumn>()
  const rarity = new Map<string, Float32Array>()
  const codes = new Int32Array(new SharedArrayBuffer(records * width * 4))
  for (const [place, { column, field }] of used.entries()) {
    const found = own.dictionaries.get(column)
    const entryOf = own.entryOf.get(field)
    if (found === undefined || entryOf === undefined)
      throw new RangeError(`The column "${column}" was not read.`)
    columns.set(column, { place, values: found.values })
    if (rare.has(column)) rarity.set(column, await readRarity(db, field, column, found))
    for (let record = 0, at = place; record < records; record += 1, at += width) {
      const entry = entryOf[record] ?? -1
      if (entry >= 0) codes[at] = found.codes[entry] ?? 0
    }
  }
  const rules = own.keys.length
  const blockOf = new Int32Array(new SharedArrayBuffer(records * rules * 4))
  for (const [rule, key] of own.keys.entries())
    for (let record = 0, at = rule; record < records; record += 1, at += rules)
      blockOf[at] = key[record] ?? 0
  return { records, sources, codes, width, columns, rarity, blockOf, blocks }
}
