// Gives Splink the records that we have standardised, with the same rules and comparisons, and measures its persons as ours.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { openDuckdb } from '../../packages/linkage/src/engines/duckdb.ts'
import { splinkRule, splinkSettings } from './splink-settings.ts'
import type { World } from './worlds.ts'

export type SplinkOutcome = {
  readonly seconds: Readonly<Record<'load' | 'train' | 'link' | 'cluster' | 'total', number>>
  readonly edges: number
  readonly peakBytes: number
  readonly processorSeconds: number
  readonly splink: string
  readonly duckdb: string
  /** Where its persons are, as (id, cluster_id), and its links, as (id_l, id_r, match_weight). */
  readonly clusters: string
  readonly links: string
  /** Its persons at other weights than that of even odds; not timed. */
  readonly others: readonly { readonly weight: number; readonly clusters: string }[]
  /** The standardised records it was given. */
  readonly files: readonly string[]
}

const OTHER_WEIGHTS = [2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 24]

export async function runSplink(input: {
  readonly python: string
  readonly world: World
  /** A finished run of ours over the same world. */
  readonly dir: string
  readonly folder: string
  readonly threads: number
  readonly sessions: readonly number[]
  readonly deterministic: readonly number[]
}): Promise<SplinkOutcome | undefined> {
  const { python, world, dir, folder, threads } = input
  const db = await openDuckdb({ path: join(dir, 'nodes.duckdb'), readOnly: true })
  const names = (
    await db.rows<{ name: string }>("SELECT name FROM pragma_table_info('nodes')")
  ).map(({ name }) => name)
  const columns = names.filter((name) => !/^(k\d+|tf_.*|source)$/.test(name)).join(', ')
  const sources =
    world.settings.linkType === 'link' ? world.inputs.map((_, index) => index) : [undefined]
  const parquet: string[] = []
  for (const source of sources) {
    const path = join(folder, `splink-${source ?? 'all'}.parquet`)
    await db.run(
      `COPY (SELECT ${columns}, 's' || source AS source_dataset FROM nodes${source === undefined ? '' : ` WHERE source = ${source}`}) TO '${path}' (FORMAT parquet)`,
    )
    parquet.push(path)
  }
  db.close()
  const rules = world.settings.blocking.map(({ on }) =>
    splinkRule(on.filter((ref) => typeof ref === 'string')),
  )
  const clusters = join(folder, 'splink-clusters.parquet')
  const links = join(folder, 'splink-links.parquet')
  const { status, stdout, stderr } = spawnSync(
    python,
    [fileURLToPath(new URL('./splink_runner.py', import.meta.url))],
    {
      input: JSON.stringify({
        parquet,
        settings: splinkSettings(world.settings),
        deterministic: input.deterministic.map((rule) => rules[rule]),
        sessions: input.sessions.map((rule) => rules[rule]),
        threads,
        keep: -10,
        threshold: 0.5,
        otherWeights: OTHER_WEIGHTS,
        out: clusters,
        edges: links,
      }),
      encoding: 'utf8',
      maxBuffer: 1 << 28,
    },
  )
  if (status !== 0) {
    process.stderr.write(`Splink ended with ${status}:\n${stderr.slice(-2000)}\n`)
    return undefined
  }
  const last = stdout.trim().split('\n').at(-1) ?? '{}'
  return {
    ...(JSON.parse(last) as Omit<SplinkOutcome, 'clusters' | 'links' | 'files'>),
    clusters,
    links,
    files: parquet,
  }
}
