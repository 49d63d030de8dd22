// The records of a run as numbers in memory: a code for every compared value and the block of every rule, one row per record, so
// that two records are compared by a few look-ups next to one another. About a hundred bytes a record, strings once per value.
// All of it lies in memory that threads share.
import type { Duckdb } from '../engines/duckdb.ts'
import { comparedColumns, frequencyColumns, nodeColumns } from '../settings/columns.ts'
import type { Settings } from '../settings/settings.ts'
import { keyColumn } from '../steps/block.ts'
import { BETWEEN, dictionary, entryColumn, NOT_KNOWN } from '../steps/clean.ts'
import { type Blocks, blockGroupers } from './blocks.ts'
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

type Dictionary = { readonly codes: Int32Array; readonly values: Texts }

const ENTRIES_AT_ONCE = 8192

/** Numbers values as they come; code 0 is "not known". */
function coder(entries: number) {
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
    end: (): Dictionary => ({ codes, values: packTexts(values) }),
  }
}

/** Columns of a dictionary: a code for each of its entries. Read as joined texts, unless a value holds the signs between them. */
async function readColumns(
  db: Duckdb,
  field: string,
  columns: readonly string[],
): Promise<readonly Dictionary[]> {
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
  { codes, values }: Dictionary,
): Promise<Float32Array> {
  const rarity = new Float32Array(new SharedArrayBuffer(countOf(values) * 4)).fill(
    Number.NEGATIVE_INFINITY,
  )
  await db.eachNumbers(
    `SELECT entry, tf_${column} FROM ${dictionary(field)} WHERE tf_${column} IS NOT NULL`,
    ([entry, share], count) => {
      for (let at = 0; at < count; at += 1)
        rarity[codes[entry?.getItem(at) ?? 0] ?? 0] = share?.getItem(at) ?? 0
    },
  )
  return rarity
}

/** Reads what comparing needs from the store of a run. */
export async function readNodes(db: Duckdb, settings: Settings): Promise<MemoryNodes> {
  const [counted] = await db.rows<{ n: number }>('SELECT count(*) AS n FROM entries')
  const records = counted?.n ?? 0
  const compared = new Set(comparedColumns(settings))
  const rare = new Set(frequencyColumns(settings))
  const used = nodeColumns(settings).filter(
    ({ column }) => compared.has(column) || rare.has(column),
  )
  const width = used.length
  const columns = new Map<string, CodedColumn>()
  const rarity = new Map<string, Float32Array>()
  const fields = [...new Set(used.map(({ field }) => field))]
  const codesOf: (readonly { readonly place: number; readonly codes: Int32Array }[])[] = []
  for (const field of fields) {
    const own = [...used.entries()].filter(([, column]) => column.field === field)
    const read = await readColumns(
      db,
      field,
      own.map(([, { column }]) => column),
    )
    const coded: { readonly place: number; readonly codes: Int32Array }[] = []
    for (const [at, [place, { column }]] of own.entries()) {
      const found = read[at]
      if (found === undefined) continue
      columns.set(column, { place, values: found.values })
      coded.push({ place, codes: found.codes })
      if (rare.has(column)) rarity.set(column, await readRarity(db, field, column, found))
    }
    codesOf.push(coded)
  }
  const codes = new Int32Array(new SharedArrayBuffer(records * width * 4))
  const sources = new Int16Array(new SharedArrayBuffer(records * 2))
  await db.eachNumbers(
    `SELECT id, source, ${fields.map(entryColumn).join(', ')} FROM entries`,
    ([id, source, ...places], count) => {
      if (id === undefined || source === undefined) return
      for (let at = 0; at < count; at += 1) sources[id.getItem(at) ?? 0] = source.getItem(at) ?? 0
      places.forEach((entry, field) => {
        for (const { place, codes: codeOf } of codesOf[field] ?? [])
          for (let at = 0; at < count; at += 1) {
            const own = entry.getItem(at) ?? -1
            if (own >= 0) codes[(id.getItem(at) ?? 0) * width + place] = codeOf[own] ?? 0
          }
      })
    },
  )
  const rules = settings.blocking.length
  const blockOf = new Int32Array(new SharedArrayBuffer(records * rules * 4))
  const groupers = blockGroupers(records)
  const blocks: Blocks[] = []
  for (let rule = 0; rule < rules; rule += 1) {
    const key = keyColumn(rule)
    const grouper = groupers()
    // A key of 63 bits comes as two halves, which are plain numbers.
    await db.eachNumbers(
      `SELECT id, CAST(${key} >> 32 AS INTEGER), CAST((${key} & 4294967295) - 2147483648 AS INTEGER) FROM entries WHERE ${key} IS NOT NULL`,
      ([id, high, low], count) => {
        for (let at = 0; at < count; at += 1)
          grouper.take(id?.getItem(at) ?? 0, high?.getItem(at) ?? 0, low?.getItem(at) ?? 0)
      },
    )
    blocks.push(
      grouper.end((record, block) => {
        blockOf[record * rules + rule] = block
      }),
    )
  }
  return { records, sources, codes, width, columns, rarity, blockOf, blocks }
}
