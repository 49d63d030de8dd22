// Numbers the records in memory: their entries, and their blocks in each rule, exactly and without the database.
import type { Duckdb, GivenNumbers } from '../engines/duckdb.ts'
import type { Blocks } from '../memory/blocks.ts'
import type { GroupSizes } from '../memory/group-sizes.ts'
import type { CodedRecords } from '../memory/memory-nodes.ts'
import { openCrew } from '../memory/threads.ts'
import type { Settings } from '../settings/settings.ts'
import {
  arrivals,
  entriesApart,
  entriesFromNumbers,
  entriesTogether,
  numberedColumns,
} from '../steps/clean.ts'
import type { Dictionaries } from './fill-dictionaries.ts'

export type Numbered = {
  readonly groups: readonly GroupSizes[]
  /** The records as numbers, where they are few enough to be kept for comparing. */
  readonly coded: CodedRecords | undefined
}

export async function numberRecords(
  db: Duckdb,
  input: {
    readonly settings: Settings
    readonly keep: readonly string[]
    readonly records: number
    /** Whether `arrivals` is a table already. */
    readonly apart: boolean
    /** Whether the records are few enough to be kept for comparing. */
    readonly held: boolean
    readonly threads: number
    readonly dictionaries: Dictionaries
  },
): Promise<Numbered> {
  const { settings, keep, records, apart, held } = input
  const { entryOf, dictionaries } = input.dictionaries
  const sources = new Int16Array(new SharedArrayBuffer(records * 2))
  await db.eachNumbers(
    `SELECT id, source FROM ${apart ? 'arrivals' : 'arrived'}`,
    ([id, source], count) => {
      if (id === undefined || source === undefined) return
      for (let at = 0; at < count; at += 1) sources[id.items[at] ?? 0] = source.items[at] ?? 0
    },
  )
  const keyed = { records, sources, entryOf, dictionaries }
  // Each thread takes memory of its own to group by.
  const crew = openCrew(apart ? input.threads : 1, { settings, keyed })
  const keys: Int32Array[] = []
  const blocks: Blocks[] = []
  const groups: GroupSizes[] = []
  const asked = settings.blocking.map((_, rule) => () => crew.run({ kind: 'number-rule', rule }))
  const take = ({ key, blocks: own, sizes }: Awaited<ReturnType<(typeof asked)[number]>>) => {
    keys.push(key)
    if (held) blocks.push(own)
    groups.push(sizes)
  }
  try {
    if (apart) for (const found of await Promise.all(asked.map((ask) => ask()))) take(found)
    else for (const ask of asked) take(await ask())
  } finally {
    await crew.close()
  }
  const numbers = { settings, keep, records, entryOf, keys }
  await (apart ? writeNumbers(db, numbers) : writeEntries(db, numbers))
  return {
    groups,
    coded: held ? { ...keyed, keys, blocks } : undefined,
  }
}

type Numbers = Pick<CodedRecords, 'records' | 'entryOf' | 'keys'> & {
  readonly settings: Settings
  readonly keep: readonly string[]
}

/** The numbers of a range of records, as the database reads them. */
function numbersOf(
  { settings, entryOf, keys }: Numbers,
  ids: { readonly from: number; readonly to: number },
): GivenNumbers {
  const numbers = Int32Array.from({ length: ids.to - ids.from }, (_, at) => ids.from + at)
  const columns = [
    numbers,
    ...[...Object.keys(settings.fields).map((field) => entryOf.get(field)), ...keys].map(
      (column) => column?.subarray(ids.from, ids.to) ?? new Int32Array(numbers.length),
    ),
  ]
  return numberedColumns(settings).map((name, at) => ({ name, values: columns[at] ?? numbers }))
}

/** Few records: their numbers stand beside what was kept of them as they came. */
async function writeNumbers(db: Duckdb, numbers: Numbers): Promise<void> {
  await db.withThreads(1, () =>
    db.withNumbers(numbersOf(numbers, { from: 0, to: numbers.records }), (scan) =>
      db.run(`CREATE TABLE record_numbers AS SELECT * FROM ${scan}`),
    ),
  )
  for (const { name, sql } of entriesApart(numbers.settings, numbers.keep))
    await db.run(`CREATE VIEW ${name} AS ${sql}`)
}

/** What `writeNumbers` puts the numbers beside. */
export async function writeArrivals(db: Duckdb, keep: readonly string[]): Promise<void> {
  const { name, sql } = arrivals(keep)
  await db.run(`CREATE OR REPLACE TABLE ${name} AS ${sql}`)
}

// So many records at a time are joined with what was written of them.
const RECORDS_AT_ONCE = 4_000_000

/** Many records: one table, which is joined once, here. */
async function writeEntries(db: Duckdb, numbers: Numbers): Promise<void> {
  const { settings, keep, records } = numbers
  for (let from = 0; from === 0 || from < records; from += RECORDS_AT_ONCE) {
    const ids = { from, to: Math.min(records, from + RECORDS_AT_ONCE) }
    await db.withNumbers(numbersOf(numbers, ids), (scan) =>
      db.run(`CREATE OR REPLACE TABLE work.numbers AS SELECT * FROM ${scan}`),
    )
    const { name, sql } = entriesFromNumbers(settings, keep, ids)
    await db.run(from === 0 ? `CREATE TABLE ${name} AS ${sql}` : `INSERT INTO ${name} ${sql}`)
  }
  await db.run('DROP TABLE work.numbers')
  await viewParts(db, settings, keep)
}

/** The parts of a table of whole entries, under the names that they have where they stand apart. */
export async function viewParts(
  db: Duckdb,
  settings: Settings,
  keep: readonly string[],
): Promise<void> {
  for (const { name, sql } of entriesTogether(settings, keep))
    await db.run(`CREATE VIEW ${name} AS ${sql}`)
}
