// The records of a run as numbers in memory: a code for every compared value and the block of every rule, one row per record, so
// that two records are compared by a few look-ups next to one another. About a hundred bytes a record, strings once per value.
import type { Duckdb } from '../engines/duckdb.ts'
import { comparedColumns, frequencyColumns, nodeColumns } from '../settings/columns.ts'
import type { Settings } from '../settings/settings.ts'
import { keyColumn } from '../steps/block.ts'
import { dictionary, entryColumn } from '../steps/clean.ts'
import { type Blocks, blockGrouper } from './blocks.ts'

/** One compared column: its place in a row of codes, and the value of each code; code 0 is "not known". */
export type CodedColumn = { readonly place: number; readonly values: readonly string[] }

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

type Dictionary = { readonly codes: Int32Array; readonly values: readonly string[] }

/** A column of a dictionary: a code for each of its entries. */
async function readColumn(db: Duckdb, field: string, column: string): Promise<Dictionary> {
  const [size] = await db.rows<{ n: number }>(`SELECT count(*) AS n FROM ${dictionary(field)}`)
  const codes = new Int32Array(size?.n ?? 0)
  const values: string[] = ['']
  const known = new Map<string, number>()
  await db.each(
    `SELECT entry, CAST(${column} AS VARCHAR) FROM ${dictionary(field)} WHERE ${column} IS NOT NULL`,
    ([places = [], texts = []], count) => {
      for (let at = 0; at < count; at += 1) {
        const text = texts[at] as string
        let code = known.get(text)
        if (code === undefined) {
          code = values.length
          known.set(text, code)
          values.push(text)
        }
        codes[places[at] as number] = code
      }
    },
  )
  return { codes, values }
}

async function readRarity(
  db: Duckdb,
  field: string,
  column: string,
  { codes, values }: Dictionary,
): Promise<Float32Array> {
  const rarity = new Float32Array(values.length).fill(Number.NEGATIVE_INFINITY)
  await db.each(
    `SELECT entry, tf_${column} FROM ${dictionary(field)} WHERE tf_${column} IS NOT NULL`,
    ([places = [], shares = []], count) => {
      for (let at = 0; at < count; at += 1)
        rarity[codes[places[at] as number] ?? 0] = shares[at] as number
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
  const codes = new Int32Array(records * width)
  const sources = new Int16Array(records)
  await db.each('SELECT id, source FROM entries', ([ids = [], from = []], count) => {
    for (let at = 0; at < count; at += 1) sources[ids[at] as number] = from[at] as number
  })
  for (const field of new Set(used.map((column) => column.field))) {
    const own: { readonly place: number; readonly codes: Int32Array }[] = []
    for (const [place, { column, field: of }] of used.entries()) {
      if (of !== field) continue
      const read = await readColumn(db, field, column)
      columns.set(column, { place, values: read.values })
      own.push({ place, codes: read.codes })
      if (rare.has(column)) rarity.set(column, await readRarity(db, field, column, read))
    }
    await db.each(
      `SELECT id, ${entryColumn(field)} FROM entries WHERE ${entryColumn(field)} >= 0`,
      ([ids = [], places = []], count) => {
        for (const { place, codes: codeOf } of own)
          for (let at = 0; at < count; at += 1)
            codes[(ids[at] as number) * width + place] = codeOf[places[at] as number] ?? 0
      },
    )
  }
  const rules = settings.blocking.length
  const blockOf = new Int32Array(records * rules)
  const blocks: Blocks[] = []
  for (let rule = 0; rule < rules; rule += 1)
    blocks.push(await readBlocks(db, rule, { rules, blockOf }))
  return { records, sources, codes, width, columns, rarity, blockOf, blocks }
}

/** A key of 63 bits comes as two halves, which are plain numbers. */
async function readBlocks(
  db: Duckdb,
  rule: number,
  into: { readonly rules: number; readonly blockOf: Int32Array },
): Promise<Blocks> {
  const key = keyColumn(rule)
  const grouper = blockGrouper((record, block) => {
    into.blockOf[record * into.rules + rule] = block
  })
  await db.run('SET preserve_insertion_order = true')
  await db.each(
    `SELECT id, CAST(${key} >> 32 AS INTEGER), CAST((${key} & 4294967295) - 2147483648 AS INTEGER) FROM (SELECT id, ${key} FROM entries WHERE ${key} IS NOT NULL ORDER BY ${key}, id) sorted`,
    ([ids = [], highs = [], lows = []], count) => {
      for (let at = 0; at < count; at += 1)
        grouper.take(ids[at] as number, highs[at] as number, lows[at] as number)
    },
  )
  await db.run('SET preserve_insertion_order = false')
  return grouper.end()
}
