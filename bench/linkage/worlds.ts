// What the benchmark links: the simulated register of any size, and the FEBRL files where a path to them is given.
import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream, existsSync, mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { kazakhRegister, type Settings } from '@umai/linkage'
import { registerToCsv, simulateRegister } from '@umai/sample'
import { openDuckdb } from '../../packages/linkage/src/engines/duckdb.ts'
import {
  comparedColumns,
  comparisonName,
  parseRef,
} from '../../packages/linkage/src/settings/columns.ts'
import type { Level, SimpleLevel } from '../../packages/linkage/src/settings/settings.ts'

export type World = {
  readonly name: string
  readonly settings: Settings
  readonly inputs: readonly { readonly source: string; readonly path: string }[]
  /** SQL over the records of a run that names the true person. */
  readonly truth: string
}

const RECORDS_PER_PERSON = 3.887

async function writeRegisterCsv(path: string, people: number, seed: string): Promise<void> {
  const out = createWriteStream(path)
  let held = ''
  for (const line of registerToCsv(simulateRegister({ seed, people }))) {
    held += line
    if (held.length < 1 << 20) continue
    if (!out.write(held)) await once(out, 'drain')
    held = ''
  }
  out.end(held)
  await once(out, 'close')
}

/** About `records` records of the simulated register as Parquet; made once per folder and size. */
export async function registerWorld(folder: string, records: number, seed: string): Promise<World> {
  mkdirSync(folder, { recursive: true })
  const path = join(folder, `register-${seed}-${records}.parquet`)
  if (!existsSync(path)) {
    const csv = join(folder, `register-${seed}-${records}.csv`)
    await writeRegisterCsv(csv, Math.round(records / RECORDS_PER_PERSON), seed)
    const db = await openDuckdb()
    await db.run(
      `COPY (SELECT * FROM read_csv('${csv}', header = true, all_varchar = true)) TO '${path}' (FORMAT parquet)`,
    )
    db.close()
    rmSync(csv)
  }
  const settings: Settings = {
    ...kazakhRegister,
    evaluation: { ...kazakhRegister.evaluation, truth: 'person_id' },
  }
  return {
    name: `simulated register, ${records.toLocaleString('en')} records`,
    settings,
    inputs: [{ source: 'register', path }],
    truth: 'keep_person_id',
  }
}

const febrlSettings = (linkType: Settings['linkType']): Settings => ({
  version: 1,
  linkType,
  id: 'rec_id',
  fields: {
    given: { from: 'given_name', standardise: 'fold' },
    surname: { standardise: 'fold' },
    born: { from: 'date_of_birth', standardise: 'date' },
    number: { from: 'soc_sec_id', standardise: 'digits' },
    postcode: { standardise: 'digits' },
    suburb: { standardise: 'fold' },
    address: { from: 'address_1', standardise: 'fold' },
    house: { from: 'street_number', standardise: 'digits' },
    state: { standardise: 'fold' },
  },
  blocking: [
    ['number'],
    ['born'],
    ['surname.key', 'given.key'],
    ['surname', 'postcode'],
    ['given', 'postcode'],
    ['address', 'suburb:3'],
    ['address', 'surname:3'],
    ['address', 'given:3'],
    ['surname:4', 'suburb:4'],
    ['given:4', 'suburb:4'],
    ['house', 'postcode'],
    ['house', 'address:4'],
    ['born.month', 'suburb:3'],
    ['given', 'surname:3'],
    ['given:3', 'surname'],
    ['postcode', 'address:3'],
    ['house', 'suburb'],
    ['given', 'born.month'],
    ['surname', 'born.month'],
  ].map((on) => ({ on })),
  comparisons: [
    {
      field: 'given',
      levels: ['exact', { jaroWinkler: 0.92 }, { jaroWinkler: 0.8 }],
      frequency: {},
    },
    {
      field: 'surname',
      levels: ['exact', { jaroWinkler: 0.92 }, { jaroWinkler: 0.8 }],
      frequency: {},
    },
    { field: 'born', levels: ['exact', { hamming: 1 }, { same: 'born.year' }], frequency: {} },
    { field: 'number', levels: ['exact', { levenshtein: 1 }, { levenshtein: 2 }], frequency: {} },
    { field: 'postcode', levels: ['exact', { levenshtein: 1 }], frequency: {} },
    { field: 'suburb', levels: ['exact', { jaroWinkler: 0.88 }], frequency: {} },
    { field: 'address', levels: ['exact', { jaroWinkler: 0.88 }], frequency: {} },
    { field: 'house', levels: ['exact', { levenshtein: 1 }] },
    { name: 'exchanged', field: 'given', levels: [{ crossed: ['given', 'surname'] }] },
    { field: 'state', levels: ['exact'] },
  ],
})

/** FEBRL 3 (find duplicates) and 4 (link two files), from a folder that holds dataset3.csv, dataset4a.csv and dataset4b.csv. */
export function febrlWorlds(folder: string): readonly World[] {
  const truth = "regexp_extract(record_id, 'rec-(\\d+)', 1)"
  return [
    {
      name: 'FEBRL 3',
      settings: febrlSettings('dedupe'),
      inputs: [{ source: 'a', path: join(folder, 'dataset3.csv') }],
      truth,
    },
    {
      name: 'FEBRL 4',
      settings: febrlSettings('link'),
      inputs: [
        { source: 'a', path: join(folder, 'dataset4a.csv') },
        { source: 'b', path: join(folder, 'dataset4b.csv') },
      ],
      truth,
    },
  ]
}

/** The same world with every column that a rule reads kept in the nodes, for those who block on columns. */
export function withRuleColumns(world: World): World {
  const refs = world.settings.blocking.flatMap(({ on }) =>
    on.flatMap((ref) => (typeof ref === 'string' ? [ref.replace(/:\d+$/, '')] : [])),
  )
  return {
    ...world,
    settings: {
      ...world.settings,
      evaluation: { ...world.settings.evaluation, groups: [...new Set(refs)] },
    },
  }
}

const columnRef = (ref: string): string => {
  const { column, prefix } = parseRef(ref)
  return prefix === undefined ? column : `${column}:${prefix}`
}

function columnLevel(field: string, level: Level): Level {
  if (level === 'exact') return level
  // The day with month exchanged is a column here; exchanged twice it is itself, so both ways say the same.
  if (level === 'swapDayMonth') {
    const date = parseRef(field).field
    return { crossed: [columnRef(`${date}.swap`), date] }
  }
  if ('all' in level)
    return { ...level, all: level.all.map((one) => columnLevel(field, one) as SimpleLevel) }
  if ('any' in level)
    return { ...level, any: level.any.map((one) => columnLevel(field, one) as SimpleLevel) }
  if ('same' in level) return { ...level, same: columnRef(level.same) }
  if ('crossed' in level)
    return { ...level, crossed: [columnRef(level.crossed[0]), columnRef(level.crossed[1])] }
  if ('sql' in level || 'shareAny' in level || 'days' in level)
    throw new RangeError('This level has no form over plain columns yet.')
  return level.of === undefined ? level : { ...level, of: columnRef(level.of) }
}

/** The same rules and comparisons over records standardised already, one column each, taken as they are. */
export function standardisedWorld(world: World, files: readonly string[]): World {
  const { settings } = world
  const refs = [
    ...settings.blocking.flatMap(({ on }) => on.filter((ref) => typeof ref === 'string')),
    ...comparedColumns(settings).map((column) => column.replace('__', '.')),
  ]
  const columns = new Set(refs.map((ref) => parseRef(ref).column))
  return {
    name: `${world.name}, standardised`,
    settings: {
      version: settings.version,
      linkType: settings.linkType,
      id: 'id',
      fields: Object.fromEntries([...columns].map((column) => [column, { standardise: 'raw' }])),
      blocking: settings.blocking.map((rule) => ({
        ...rule,
        on: rule.on.map((ref) => (typeof ref === 'string' ? columnRef(ref) : ref)),
      })),
      comparisons: settings.comparisons.map((comparison) => ({
        ...comparison,
        name: comparisonName(comparison),
        field: columnRef(comparison.field),
        levels: comparison.levels.map((level) => columnLevel(comparison.field, level)),
      })),
      ...(settings.training === undefined ? {} : { training: settings.training }),
    },
    inputs: files.map((path, at) => ({ source: `s${at}`, path })),
    truth: world.truth,
  }
}

export function commit(): string {
  return spawnSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).stdout.trim()
}
