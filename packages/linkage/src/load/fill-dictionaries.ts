// Fills the dictionaries of all fields: the database groups what was written, threads standardise each value once, and its codes
// are taken up on the way, so that nothing is read back to compare records in memory.
import { availableParallelism } from 'node:os'
import type { Duckdb } from '../engines/duckdb.ts'
import { type CodedDictionary, coder } from '../memory/coder.ts'
import { countOf, packJoined } from '../memory/texts.ts'
import type { Crew } from '../memory/threads.ts'
import { frequencyColumns } from '../settings/columns.ts'
import type { Settings } from '../settings/settings.ts'
import { fieldStandardiser, type StandardisedText } from '../standardise/standardise-values.ts'
import {
  carefully,
  dictionaryColumns,
  dictionaryInWork,
  dictionaryWithFrequencies,
  distinctShare,
  distinctValues,
  fillFromJoined,
  frequencies,
  joinedValues,
  orderedValues,
  standardisedValues,
  takenAsWritten,
  writtenColumn,
} from '../steps/clean.ts'

export type FillInput = {
  readonly settings: Settings
  readonly crew: Crew
  readonly records: number
  /** The columns whose codes are wanted; none where records are keyed by the database. */
  readonly wanted: ReadonlySet<string> | undefined
  /** Of the database. */
  readonly threads: number | undefined
  readonly onStep: (step: string) => void
  /** The dictionary of a field is in the store. */
  readonly onField: (db: Duckdb, field: string) => Promise<void>
}

export type Dictionaries = {
  /** By field, the entry of each record, -1 where nothing was written. */
  readonly entryOf: ReadonlyMap<string, Int32Array>
  /** By column. */
  readonly dictionaries: ReadonlyMap<string, CodedDictionary>
}

const VALUES_AT_ONCE = 8192
const VALUES_READ = VALUES_AT_ONCE * 128

type StandardisedBatch = { readonly answer: Promise<StandardisedText> }

/** Codes of the columns of a field that rules and comparisons read, taken up while its dictionary is filled. */
type FieldCoders = readonly {
  readonly column: string
  readonly place: number
  readonly coder: ReturnType<typeof coder>
}[]

function takeCodes(coders: FieldCoders, { first, parts }: StandardisedText): void {
  for (const { place, coder: own } of coders) own.addJoined(first, parts[place] ?? NOTHING)
}

const NOTHING = new Uint8Array()

/** Fills the dictionary of a field: every written value standardised once, and its codes where they are wanted. */
async function fillDictionary(
  db: Duckdb,
  { settings, crew, wanted = new Set() }: FillInput,
  field: string,
  { values, signed }: Grouped,
): Promise<ReadonlyMap<string, CodedDictionary>> {
  const target = standardisedValues(settings, field)
  await db.run(`CREATE TABLE ${target.name} (${target.sql})`)
  const columns = dictionaryColumns(settings, field)
  const coders = columns.flatMap(({ column }, place) =>
    wanted.has(column) ? [{ column, place, coder: coder(values) }] : [],
  )
  // Value by value where lists, or signs in the values themselves, leave nothing to join them by.
  if (signed === 0 && columns.every(({ type }) => type !== 'list')) {
    const fill = await db.prepare(fillFromJoined(settings, field).sql)
    const fillNext = async (ahead: readonly StandardisedBatch[]) => {
      for (const { answer } of ahead) {
        const found = await answer
        const { first, count, readable, parts } = found
        const filled = fill.run([first, first + count, readable, ...parts])
        takeCodes(coders, found)
        await filled
      }
    }
    let ahead: StandardisedBatch[] = []
    for (let from = 0; from < values; from += VALUES_READ) {
      const texts: string[] = []
      const range = { from, to: from + VALUES_READ, atOnce: VALUES_AT_ONCE }
      await db.each(joinedValues(field, range).sql, ([own = []]) => {
        for (const text of own) texts.push(String(text))
      })
      for (const text of texts) {
        const answer = crew.run({
          kind: 'standardise',
          field,
          joined: text,
          columns: columns.length,
        })
        // Its failure is told when its turn comes.
        answer.catch(() => undefined)
        ahead.push({ answer })
        if (ahead.length <= crew.threads * 2) continue
        await fillNext(ahead.slice(0, 1))
        ahead = ahead.slice(1)
      }
    }
    await fillNext(ahead)
    fill.close()
    return codesOf(coders)
  }
  const standardise = fieldStandardiser(settings, field)
  const appender = await db.appender(target.name)
  await db.each(
    `SELECT entry, value FROM ${distinctValues(field)}`,
    ([places = [], texts = []]) => {
      texts.forEach((text, at) => {
        const entry = Number(places[at])
        const { readable, parts } = standardise(String(text))
        appender.add([entry, readable, ...parts])
        for (const { place, coder: own } of coders) {
          const part = parts[place]
          if (part !== undefined) own.add(entry, String(part))
        }
      })
    },
  )
  appender.close()
  return codesOf(coders)
}

function codesOf(coders: FieldCoders): ReadonlyMap<string, CodedDictionary> {
  return new Map(coders.map(({ column, coder: own }) => [column, own.end()]))
}

/** For every record the entry of its field, -1 where nothing was written. */
async function takeEntries(db: Duckdb, field: string, records: number): Promise<Int32Array> {
  const entryOf = new Int32Array(new SharedArrayBuffer(records * 4)).fill(-1)
  await db.eachNumbers(
    `SELECT entry, unnest(ids) AS id FROM ${distinctValues(field)}`,
    ([entry, id], count) => {
      if (entry === undefined || id === undefined) return
      for (let at = 0; at < count; at += 1) entryOf[id.items[at] ?? 0] = entry.items[at] ?? -1
    },
  )
  await db.run(`ALTER TABLE ${distinctValues(field)} DROP COLUMN ids`)
  return entryOf
}

/** A field of values taken as they are written needs no standardising, and its entries are its codes. */
async function takeAsWritten(
  db: Duckdb,
  { wanted }: FillInput,
  field: string,
): Promise<ReadonlyMap<string, CodedDictionary>> {
  if (wanted?.has(field) !== true) return new Map()
  const batches: { readonly first: number; readonly text: string }[] = []
  await db.each(orderedValues(field, VALUES_AT_ONCE).sql, ([firsts = [], texts = []]) => {
    texts.forEach((text, at) => {
      batches.push({ first: Number(firsts[at]), text: String(text) })
    })
  })
  const values = packJoined(batches.toSorted((a, b) => a.first - b.first).map(({ text }) => text))
  const codes = new Int32Array(new SharedArrayBuffer((countOf(values) - 1) * 4))
  for (let entry = 0; entry < codes.length; entry += 1) codes[entry] = entry + 1
  return new Map([[field, { codes, values }]])
}

// Fewer records are grouped at once, and so are so many values.
const LEAST_SHARED = 4_000_000
const VALUES_PER_SHARE = 1_500_000

type Grouped = {
  readonly values: number
  /** Values that hold a sign which joined texts keep for themselves. */
  readonly signed: number
  /** Whether standardising as it is written would change no value. */
  readonly asWritten: boolean
}

/** Groups the written values of a field: as they are, and without the spaces around them only where there are any. */
async function groupWritten(
  db: Duckdb,
  { settings, records }: FillInput,
  field: string,
): Promise<Grouped> {
  const raw = settings.fields[field]?.standardise === 'raw'
  let shares = 1
  if (records > LEAST_SHARED) {
    const [about] = await db.rows<{ n: number }>(
      `SELECT approx_count_distinct(${writtenColumn(field)}) AS n FROM arrived`,
    )
    shares = Math.max(1, Math.ceil((about?.n ?? 0) / VALUES_PER_SHARE))
  }
  const group = async (trim: boolean): Promise<Grouped | undefined> => {
    let values = 0
    let signed = 0
    let rough = 0
    for (let index = 0; index < shares; index += 1) {
      const { name, sql } = distinctShare(field, { of: shares, index, first: values, trim })
      await db.run(
        index === 0 ? `CREATE OR REPLACE TABLE ${name} AS ${sql}` : `INSERT INTO ${name} ${sql}`,
      )
      const [counted] = await db.rows<Record<'n' | 'spaced' | 'signed' | 'rough', number>>(
        carefully(field, values, raw).sql,
      )
      if (!trim && (counted?.spaced ?? 0) > 0) return undefined
      values += counted?.n ?? 0
      signed += counted?.signed ?? 0
      rough += counted?.rough ?? 0
    }
    return { values, signed, asWritten: raw && rough + signed === 0 }
  }
  return (await group(false)) ?? (await group(true)) ?? { values: 0, signed: 0, asWritten: false }
}

/** Brings what was made of a field into the store and lets go of all else. */
async function keepDictionary(
  db: Duckdb,
  settings: Settings,
  field: string,
  { asWritten }: Grouped,
): Promise<void> {
  const raw = asWritten ? takenAsWritten(field) : dictionaryInWork(field)
  await db.run(`CREATE VIEW ${raw.name} AS ${raw.sql}`)
  const rare = frequencyColumns(settings).filter((name) =>
    dictionaryColumns(settings, field).some(({ column }) => column === name),
  )
  for (const column of rare) {
    const { name, sql } = frequencies(settings, column)
    await db.run(`CREATE TABLE ${name} AS ${sql}`)
  }
  const { name, sql } = dictionaryWithFrequencies(settings, field)
  await db.run(`CREATE TABLE ${name} AS ${sql}`)
  await db.run(
    `DROP VIEW ${raw.name}; DROP TABLE ${distinctValues(field)}; DROP TABLE IF EXISTS ${standardisedValues(settings, field).name}`,
  )
}

// While threads standardise one field, the database groups another.
const FIELDS_AT_ONCE = 2

export async function fillDictionaries(db: Duckdb, input: FillInput): Promise<Dictionaries> {
  const { settings, records, wanted, onStep } = input
  const left = Object.keys(settings.fields)
  const entryOf = new Map<string, Int32Array>()
  const dictionaries = new Map<string, CodedDictionary>()
  const fillNext = async (own: Duckdb): Promise<void> => {
    const field = left.shift()
    if (field === undefined) return
    onStep(`standardise ${field}`)
    const grouped = await groupWritten(own, input, field)
    const coded = grouped.asWritten
      ? await takeAsWritten(own, input, field)
      : await fillDictionary(own, input, field, grouped)
    for (const [column, found] of coded) dictionaries.set(column, found)
    if (wanted !== undefined) entryOf.set(field, await takeEntries(own, field, records))
    await keepDictionary(own, settings, field, grouped)
    await input.onField(own, field)
    await fillNext(own)
  }
  // Every way into the database works by itself too. One that finds no work left waits by asking again and again, which takes a
  // processor from those that standardise: fewer threads of the database are quicker.
  const threads = (input.threads ?? availableParallelism()) - FIELDS_AT_ONCE + 1
  await db.withThreads(Math.max(1, threads), () =>
    Promise.all(
      Array.from({ length: FIELDS_AT_ONCE }, async () => {
        const own = await db.beside()
        await fillNext(own)
        own.close()
      }),
    ),
  )
  return { entryOf, dictionaries }
}
