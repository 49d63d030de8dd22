// Numbers the records in memory: their entries, and their blocks in each rule, exactly and without the database.
import type { Duckdb } from '../engines/duckdb.ts'
import { type Blocks, blocksOf, sizesOf } from '../memory/blocks.ts'
import type { CodedRecords } from '../memory/memory-nodes.ts'
import { ruleGrouper } from '../memory/rule-groups.ts'
import type { Settings } from '../settings/settings.ts'
import { keyColumn } from '../steps/block.ts'
import { entriesFromNumbers, entryColumn } from '../steps/clean.ts'
import type { Dictionaries } from './fill-dictionaries.ts'
import { bySize, type GroupSizes, mostInBlock, sizesOfGroups } from './rule-analysis.ts'

// More than these are read again from the store, so that loading has let go of its memory by then.
const MOST_HELD = 5_000_000

export type Numbered = {
  readonly groups: readonly GroupSizes[]
  /** The records as numbers, where they are few enough to be kept for comparing. */
  readonly coded: CodedRecords | undefined
}

/** Pairs of a rule within one source, which linking leaves out. */
function pairsWithinSources({ members, starts }: Blocks, sources: Int16Array): number {
  let pairs = 0
  for (let block = 1; block < starts.length - 1; block += 1) {
    const counts = new Map<number, number>()
    for (const record of members.subarray(starts[block], starts[block + 1])) {
      const source = sources[record] ?? 0
      const before = counts.get(source) ?? 0
      pairs += before
      counts.set(source, before + 1)
    }
  }
  return pairs
}

export async function numberRecords(
  db: Duckdb,
  input: {
    readonly settings: Settings
    readonly keep: readonly string[]
    readonly records: number
    readonly dictionaries: Dictionaries
  },
): Promise<Numbered> {
  const { settings, keep, records } = input
  const { entryOf, dictionaries } = input.dictionaries
  const held = records <= MOST_HELD
  const sources = new Int16Array(new SharedArrayBuffer(records * 2))
  await db.eachNumbers('SELECT id, source FROM arrived', ([id, source], count) => {
    if (id === undefined || source === undefined) return
    for (let at = 0; at < count; at += 1) sources[id.items[at] ?? 0] = source.items[at] ?? 0
  })
  const groupsOf = ruleGrouper(settings, { records, entryOf, dictionaries })
  const keys: Int32Array[] = []
  const blocks: Blocks[] = []
  const groups: GroupSizes[] = []
  for (const [rule, declared] of settings.blocking.entries()) {
    const own = groupsOf(rule)
    const sizes = sizesOf(own)
    const counts = bySize(sizes)
    const most = mostInBlock(declared, counts, records)
    const key = new Int32Array(records)
    const found = blocksOf(own, sizes, most, (record, block) => {
      key[record] = block
    })
    keys.push(key)
    if (held) blocks.push(found)
    groups.push({
      ...sizesOfGroups(own, sizes, counts, most),
      within: settings.linkType === 'link' ? pairsWithinSources(found, sources) : 0,
    })
  }
  await writeEntries(db, { settings, keep, records, entryOf, keys })
  return {
    groups,
    coded: held ? { records, sources, entryOf, dictionaries, keys, blocks } : undefined,
  }
}

// So many records at a time are joined with what was written of them.
const RECORDS_AT_ONCE = 4_000_000

async function writeEntries(
  db: Duckdb,
  input: Pick<CodedRecords, 'records' | 'entryOf' | 'keys'> & {
    readonly settings: Settings
    readonly keep: readonly string[]
  },
): Promise<void> {
  const { settings, keep, records, entryOf, keys } = input
  const fields = Object.keys(settings.fields)
  const names = [
    'id',
    ...fields.map(entryColumn),
    ...settings.blocking.map((_, at) => keyColumn(at)),
  ]
  const columns = [...fields.map((field) => entryOf.get(field)), ...keys]
  for (let from = 0; from === 0 || from < records; from += RECORDS_AT_ONCE) {
    const to = Math.min(records, from + RECORDS_AT_ONCE)
    await db.run(
      `CREATE OR REPLACE TABLE work.numbers (${names.map((name) => `${name} INTEGER`).join(', ')})`,
    )
    const ids = new Int32Array(to - from)
    for (let at = 0; at < ids.length; at += 1) ids[at] = from + at
    await db.appendNumbers('work.numbers', [
      ids,
      ...columns.map((column) => column?.subarray(from, to) ?? new Int32Array(to - from)),
    ])
    const { name, sql } = entriesFromNumbers(settings, keep, { from, to })
    await db.run(from === 0 ? `CREATE TABLE ${name} AS ${sql}` : `INSERT INTO ${name} ${sql}`)
  }
  await db.run('DROP TABLE work.numbers')
}
