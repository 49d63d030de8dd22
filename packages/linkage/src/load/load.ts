// Brings the sources into a run: records with numbers, standardised nodes, the sizes of all blocks.
import { quoted } from '../dialect.ts'
import { type Duckdb, openDuckdb } from '../engines/duckdb.ts'
import type { RowFault } from '../intake/row-fault.ts'
import { threadsFor } from '../memory/crew-work.ts'
import { type CodedRecords, codedColumns } from '../memory/memory-nodes.ts'
import { keyedInMemory, ruleColumns } from '../memory/rule-groups.ts'
import { openCrew } from '../memory/threads.ts'
import { frequencyColumns, keptColumns, ruleName } from '../settings/columns.ts'
import type { Settings } from '../settings/settings.ts'
import {
  arrived,
  chanceOfEqual,
  entries,
  nodes,
  records,
  type SourceFile,
  sourceNames,
} from '../steps/clean.ts'
import { type FieldProfile, profileField, unreadableValues } from './field-profile.ts'
import { fillDictionaries } from './fill-dictionaries.ts'
import { numberRecords, viewParts, writeArrivals } from './number-records.ts'
import { leaveOutRepeated } from './repeated-records.ts'
import { analyseNumbered, analyseRule, type RuleAnalysis } from './rule-analysis.ts'

export type LoadReport = {
  readonly records: number
  readonly sources: readonly { readonly name: string; readonly records: number }[]
  readonly rules: readonly RuleAnalysis[]
  readonly fields: readonly FieldProfile[]
  readonly chanceOfEqual: Readonly<Record<string, number>>
  readonly faults: number
  readonly seconds: number
}

async function createTable(db: Duckdb, name: string, sql: string): Promise<void> {
  await db.run(`CREATE OR REPLACE TABLE ${name} AS ${sql}`)
}

function sourcesSql(names: readonly { readonly source_name: string }[]): string {
  const rows = names.map(({ source_name }, source) => `(${source}, ${quoted(source_name)})`)
  const named =
    rows.length === 0
      ? "SELECT 0 AS source, '' AS source_name WHERE false"
      : `SELECT * FROM (VALUES ${rows.join(', ')}) named(source, source_name)`
  return `SELECT CAST(named.source AS SMALLINT) AS source, named.source_name, count(arrivals.id) AS records FROM (${named}) named LEFT JOIN arrivals ON arrivals.source = named.source GROUP BY ALL ORDER BY 1`
}

// More are joined with what was written of them some million at a time.
const APART_AT_MOST = 5_000_000
// Some hundred and fifty bytes a record, which the store would otherwise be read for again.
const HELD_AT_MOST = 25_000_000

export type LoadOptions = {
  readonly settings: Settings
  readonly sources: readonly SourceFile[]
  readonly path: string
  readonly memoryLimit?: string
  readonly threads?: number
  readonly tempDirectory: string
  /** Of more records than these one table is made, some at a time. */
  readonly apartAtMost?: number
  /** More records than these are read again from the store, so that loading has let go of its memory by then. */
  readonly heldAtMost?: number
  readonly onStep?: (step: string) => void
}

/** Fills a database file with `entries`, a dictionary per field and `sources`, and says what it found. */
export async function load(options: LoadOptions): Promise<{
  readonly report: LoadReport
  readonly faults: readonly RowFault[]
  /** The records as numbers, where they were keyed in memory. */
  readonly coded: CodedRecords | undefined
}> {
  const { settings, sources, onStep = () => undefined } = options
  const startedAt = performance.now()
  const keep = keptColumns(settings)
  const fields = Object.keys(settings.fields)
  const db = await openDuckdb({ ...options, path: options.path })
  try {
    // Everything is written once, at the end: a log of what is appended would be thrown away.
    await db.run("SET checkpoint_threshold = '1TB'; ATTACH ':memory:' AS work")
    onStep('records')
    for (const { source, columns } of sources)
      if (!columns.includes(settings.id))
        throw new Error(
          `The source "${source}" has no column "${settings.id}", which the settings name as the number of a record. It has ${columns.filter((name) => !name.startsWith('__') && name !== 'file_row_number').join(', ')}.`,
        )
    const names = await db.rows<{ source_name: string }>(sourceNames(settings, sources).sql)
    await db.run(
      `CREATE VIEW arrived AS ${
        arrived(
          settings,
          sources,
          names.map(({ source_name }) => source_name),
          keep,
        ).sql
      }`,
    )
    const arrivedRecords = sources.reduce((sum, { rows }) => sum + rows, 0)
    const threads = threadsFor(options.threads, arrivedRecords)
    // Threads take a while to start; meanwhile the database looks for records that came twice.
    const crew = openCrew(threads, { settings })
    const inMemory = keyedInMemory(settings)
    const apart = inMemory && arrivedRecords <= (options.apartAtMost ?? APART_AT_MOST)
    const held = arrivedRecords <= (options.heldAtMost ?? HELD_AT_MOST)
    if (apart) {
      // So few that the room on disk is worth less than the time to press texts together.
      await db.run("SET disabled_compression_methods = 'fsst,dict_fsst,zstd'")
      await writeArrivals(db, keep)
    }
    const settled = await leaveOutRepeated(db, settings, sources, apart ? 'arrivals' : 'arrived')
    if (apart && settled.records < arrivedRecords) await writeArrivals(db, keep)
    const wanted = new Set([
      ...ruleColumns(settings),
      ...codedColumns(settings).map(({ column }) => column),
    ])
    const profileOf = new Map<string, FieldProfile>()
    const dictionaries = await fillDictionaries(db, {
      settings,
      crew,
      records: settled.records,
      wanted: inMemory ? wanted : undefined,
      threads: options.threads,
      onStep,
      onField: async (own, field) => {
        profileOf.set(field, await profileField(own, settings, field))
      },
    })
    await crew.close()
    onStep('entries')
    const numbered = inMemory
      ? await numberRecords(db, {
          settings,
          keep,
          records: settled.records,
          apart,
          held,
          threads,
          dictionaries,
        })
      : undefined
    if (numbered === undefined) {
      await createTable(db, 'entries', entries(settings, keep).sql)
      await viewParts(db, settings, keep)
    }
    await createTable(db, 'sources', sourcesSql(names))
    await db.run(`CREATE OR REPLACE VIEW nodes AS ${nodes(settings).sql}`)
    await db.run(`CREATE OR REPLACE VIEW records AS ${records(settings, keep).sql}`)
    onStep('profile')
    const profiles = fields.flatMap((field) => profileOf.get(field) ?? [])
    const faults: RowFault[] = []
    const numbering = { files: sources, renumbered: settled.total > 0 }
    for (const profile of profiles) faults.push(...(await unreadableValues(db, profile, numbering)))
    await db.run(
      'DROP VIEW arrived; DROP VIEW IF EXISTS all_arrived; DROP TABLE IF EXISTS renumbered',
    )
    const chances: Record<string, number> = {}
    for (const column of frequencyColumns(settings)) {
      const [row] = await db.rows<{ chance: number | null }>(chanceOfEqual(column).sql)
      if (row?.chance != null) chances[column] = row.chance
    }
    const rules: RuleAnalysis[] = []
    for (const [rule, declared] of settings.blocking.entries()) {
      onStep(`blocks of ${ruleName(declared)}`)
      rules.push(
        numbered === undefined
          ? await analyseRule(db, settings, rule)
          : await analyseNumbered(db, settings, rule, numbered.groups[rule]),
      )
    }
    const found = await db.rows<{ name: string; records: number }>(
      'SELECT source_name AS name, records FROM sources ORDER BY source',
    )
    const report: LoadReport = {
      records: found.reduce((sum, one) => sum + one.records, 0),
      sources: found,
      rules,
      fields: profiles,
      chanceOfEqual: chances,
      faults: settled.total + profiles.reduce((sum, one) => sum + one.unreadable, 0),
      seconds: (performance.now() - startedAt) / 1000,
    }
    await db.run('CHECKPOINT')
    return { report, faults: [...settled.faults, ...faults], coded: numbered?.coded }
  } finally {
    db.close()
  }
}
