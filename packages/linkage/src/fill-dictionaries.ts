// Fills the dictionaries of all fields: the database groups what was written, threads standardise each value once, and its codes
// are taken up on the way, so that nothing is read back to compare records in memory.
import type { Duckdb } from './engines/duckdb.ts'
import { type CodedDictionary, coder } from './memory/memory-nodes.ts'
import { packTexts } from './memory/texts.ts'
import type { Crew } from './memory/threads.ts'
import type { Settings } from './settings/settings.ts'
import { fieldStandardiser, type StandardisedText } from './standardise/standardise-values.ts'
import {
  BETWEEN,
  dictionaryColumns,
  dictionaryInWork,
  distinctValues,
  fillFromJoined,
  joinedValues,
  NOT_KNOWN,
  orderedValues,
  rawDictionary,
  signedValues,
  standardisedValues,
  takenAsWritten,
} from './steps/clean.ts'

export type FillInput = {
  readonly settings: Settings
  readonly crew: Crew
  readonly records: number
  /** The columns whose codes are wanted; none where records are keyed by the database. */
  readonly wanted: ReadonlySet<string> | undefined
  readonly onStep: (step: string) => void
}

export type Dictionaries = {
  /** By field, the entry of each record, -1 where nothing was written. */
  readonly entryOf: ReadonlyMap<string, Int32Array>
  /** By column. */
  readonly dictionaries: ReadonlyMap<string, CodedDictionary>
}

const VALUES_AT_ONCE = 8192

type StandardisedBatch = { readonly answer: Promise<StandardisedText> }

/** Codes of the columns of a field that rules and comparisons read, taken up while its dictionary is filled. */
type FieldCoders = readonly { readonly place: number; readonly coder: ReturnType<typeof coder> }[]

function takeCodes(coders: FieldCoders, { entries, parts }: StandardisedText): void {
  if (coders.length === 0) return
  const places = entries.split(BETWEEN)
  for (const { place, coder: own } of coders)
    parts[place]?.split(BETWEEN).forEach((value, at) => {
      if (value !== NOT_KNOWN) own.add(Number(places[at]), value)
    })
}

/** Fills the dictionary of a field: every written value standardised once, and its codes where they are wanted. */
async function fillDictionary(
  db: Duckdb,
  { settings, crew, wanted = new Set() }: FillInput,
  field: string,
): Promise<ReadonlyMap<string, CodedDictionary>> {
  const written = distinctValues(field)
  const target = standardisedValues(settings, field)
  await db.run(`CREATE TABLE ${target.name} (${target.sql})`)
  const [counted] = await db.rows<{ n: number }>(`SELECT count(*) AS n FROM ${written.name}`)
  const values = counted?.n ?? 0
  const columns = dictionaryColumns(settings, field)
  const coders = columns.flatMap(({ column }, place) =>
    wanted.has(column) ? [{ column, place, coder: coder(values) }] : [],
  )
  const joins = columns.every(({ type }) => type !== 'list')
  if (joins) {
    const joined = joinedValues(field, Math.max(1, Math.ceil(values / VALUES_AT_ONCE)))
    const fill = await db.prepare(fillFromJoined(settings, field).sql)
    const texts: string[] = []
    await db.each(joined.sql, ([own = []]) => {
      for (const text of own) texts.push(String(text))
    })
    const fillNext = async (ahead: readonly StandardisedBatch[]) => {
      for (const { answer } of ahead) {
        const found = await answer
        const filled = fill.run([found.entries, found.readable, ...found.parts])
        takeCodes(coders, found)
        await filled
      }
    }
    let ahead: StandardisedBatch[] = []
    for (const text of texts) {
      const answer = crew.run({ kind: 'standardise', field, joined: text, columns: columns.length })
      // Its failure is told when its turn comes.
      answer.catch(() => undefined)
      ahead.push({ answer })
      if (ahead.length <= crew.threads * 2) continue
      await fillNext(ahead.slice(0, 1))
      ahead = ahead.slice(1)
    }
    await fillNext(ahead)
    fill.close()
  }
  const standardise = fieldStandardiser(settings, field)
  const appender = await db.appender(target.name)
  const rest = joins ? signedValues(field).sql : `SELECT entry, value FROM ${written.name}`
  await db.each(rest, ([places = [], texts = []]) => {
    texts.forEach((text, at) => {
      const entry = Number(places[at])
      const { readable, parts } = standardise(String(text))
      appender.add([entry, readable, ...parts])
      for (const { place, coder: own } of coders) {
        const part = parts[place]
        if (part !== undefined) own.add(entry, String(part))
      }
    })
  })
  appender.close()
  return new Map(coders.map(({ column, coder: own }) => [column, own.end()]))
}

/** For every record the entry of its field, -1 where nothing was written. */
async function takeEntries(db: Duckdb, field: string, records: number): Promise<Int32Array> {
  const entryOf = new Int32Array(records).fill(-1)
  await db.eachNumbers(
    `SELECT entry, unnest(ids) AS id FROM ${distinctValues(field).name}`,
    ([entry, id], count) => {
      if (entry === undefined || id === undefined) return
      for (let at = 0; at < count; at += 1) entryOf[id.items[at] ?? 0] = entry.items[at] ?? -1
    },
  )
  await db.run(`ALTER TABLE ${distinctValues(field).name} DROP COLUMN ids`)
  return entryOf
}

/** A field of values taken as they are written needs no standardising, and its entries are its codes. */
async function takeAsWritten(
  db: Duckdb,
  { settings, wanted }: FillInput,
  field: string,
): Promise<ReadonlyMap<string, CodedDictionary> | undefined> {
  const { fits, sql } = takenAsWritten(field)
  const [found] = await db.rows<{ n: number; fitting: number }>(fits)
  if (found === undefined || found.n !== found.fitting) return undefined
  await db.run(`CREATE TABLE ${standardisedValues(settings, field).name} AS ${sql}`)
  if (wanted?.has(field) !== true) return new Map()
  const batches: { readonly first: number; readonly text: string }[] = []
  await db.each(orderedValues(field, VALUES_AT_ONCE).sql, ([firsts = [], texts = []]) => {
    texts.forEach((text, at) => {
      batches.push({ first: Number(firsts[at]), text: String(text) })
    })
  })
  const values = batches
    .toSorted((a, b) => a.first - b.first)
    .flatMap(({ text }) => text.split(BETWEEN))
  const codes = new Int32Array(values.length)
  for (let entry = 0; entry < codes.length; entry += 1) codes[entry] = entry + 1
  return new Map([[field, { codes, values: packTexts(['', ...values]) }]])
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
    const written = distinctValues(field)
    await own.run(`CREATE TABLE ${written.name} AS ${written.sql}`)
    const coded =
      (settings.fields[field]?.standardise === 'raw'
        ? await takeAsWritten(own, input, field)
        : undefined) ?? (await fillDictionary(own, input, field))
    for (const [column, found] of coded) dictionaries.set(column, found)
    if (wanted !== undefined) entryOf.set(field, await takeEntries(own, field, records))
    await own.run(`CREATE VIEW ${rawDictionary(field)} AS ${dictionaryInWork(field).sql}`)
    await fillNext(own)
  }
  await Promise.all(
    Array.from({ length: FIELDS_AT_ONCE }, async () => {
      const own = await db.beside()
      await fillNext(own)
      own.close()
    }),
  )
  return { entryOf, dictionaries }
}
