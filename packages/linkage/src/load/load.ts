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
import { type FieldProfile, profileField } from './field-profile.ts'
import { fillDictionaries } from './fill-dictionaries.ts'
import { numberRecords } from './number-records.ts'
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
  return `SELECT CAST(named.source AS SMALLINT) AS source, named.source_name, count(entries.id) AS records FROM (${named}) named LEFT JOIN entries ON entries.source = named.source GROUP BY ALL ORDER BY 1`
}

export type LoadOptions = {
  readonly settings: Settings
  readonly sources: readonly SourceFile[]
  readonly path: string
  readonly memoryLimit?: string
  readonly threads?: number
  readonly tempDirectory: string
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
    const settled = await leaveOutRepeated(db, settings)
    const crew = openCrew(
      threadsFor(
        options.threads,
        sources.reduce((sum, { rows }) => sum + rows, 0),
      ),
      { settings },
    )
    const inMemory = keyedInMemory(settings)
    const wanted = new Set([
      ...ruleColumns(settings),
      ...codedColumns(settings).map(({ column }) => column),
    ])
    const dictionaries = await fillDictionaries(db, {
      settings,
      crew,
      records: settled.records,
      wanted: inMemory ? wanted : undefined,
      onStep,
    })
    await crew.close()
    onStep('entries')
    const numbered = inMemory
      ? await numberRecords(db, { settings, keep, records: settled.records, dictionaries })
      : undefined
    if (numbered === undefined) await createTable(db, 'entries', entries(settings, keep).sql)
    await db.run(
      'DROP VIEW arrived; DROP VIEW IF EXISTS all_arrived; DROP TABLE IF EXISTS renumbered',
    )
    await createTable(db, 'sources', sourcesSql(names))
    await db.run(`CREATE OR REPLACE VIEW nodes AS ${nodes(settings).sql}`)
    await db.run(`CREATE OR REPLACE VIEW records AS ${records(settings, keep).sql}`)
    onStep('profile')
    const profiles: FieldProfile[] = []
    const faults: RowFault[] = []
    for (const field of fields) {
      const found = await profileField(db, settings, field)
      profiles.push(found.profile)
      faults.push(...found.faults)
    }
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
