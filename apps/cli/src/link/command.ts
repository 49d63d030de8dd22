// `umai link`: finds the records of one person across registers. Each word does one stage of a run; `run` does them all.
import { parseArgs } from 'node:util'
import type { Command } from '../command.ts'
import {
  analyse,
  cluster,
  evaluate,
  explain,
  families,
  index,
  link,
  profile,
  report,
  simulate,
  train,
} from './actions.ts'
import { createOutput } from './output.ts'

const HELP = `Usage: umai link <what> [options] [source=file …]

  sim        Write a simulated register with the truth in its last columns
  profile    Read the files; say what their fields hold and which rows are at fault
  analyse    Say how many pairs each blocking rule makes, its largest blocks, and how long a run will take
  train      Learn the weights from the records, without labels
  run        Load, train, link and cluster; goes on where a killed run stopped
  cluster    Find persons again among the links, at another threshold or with the ids of an earlier run
  families   Find households and families among the persons, with the evidence for each
  explain    Say why two records are one person or not: umai link explain <record> <record>
  evaluate   Measure the run against a column with the truth or a table of reviewed pairs
  index      build, match, put or merge: one new record against millions, umai link index match surname=… given_name=…;
             put source=file … adds or replaces records, found at once, and merge (at night) brings them into the files
  report     Write the report; with --review, a page for reviewing pairs

Files are CSV or Parquet, each as source=file; a file alone is a source of its own name.

Options
  --run <folder>       Where the run keeps its work (default link-run)
  --settings <file>    Settings as JSON, or kazakh-register (default), or a Splink settings file
  --encoding <name>    Of the CSV files: utf-8, windows-1251, utf-16le, utf-16be
  --truth <column>     Column that names the true person; never used for linking
  --chunks <number>    Shares of each rule; more need less memory
  --workers <number>   Processes
  --memory <size>      Memory for the database engine of each process, as 4GB
  --threads <number>   Threads in all
  --threshold <weight> Weight from which two records are linked
  --previous <folder>  cluster, run: the earlier run whose person ids go on
  --labels <file>      evaluate: table of reviewed pairs
  --people <number>    sim: how many people (default 10000)
  --seed <text>        sim: the same seed gives the same register (default umai)
  --out <file>         sim: where to write
  --index <folder>     index: where its files are (default <run>/index)
  --spark <host:port>  run: make the links on Apache Spark through Spark Connect
  --spark-sql          run: write nodes and SQL for a Spark reached by other means
  --lang <kk|ru|en>    report, explain: language (default ru); of what is wrong with rows (default en)
  --examples <number>  report: pairs shown with their values (default 12; 0 leaves personal data out)
  --review             report: write the page for reviewing pairs instead
  --json               One JSON object a line, progress and result
  --dry-run            Show the SQL and the stages; do nothing
`

const OPTIONS = {
  run: { type: 'string', default: 'link-run' },
  settings: { type: 'string' },
  encoding: { type: 'string' },
  truth: { type: 'string' },
  chunks: { type: 'string' },
  workers: { type: 'string' },
  memory: { type: 'string' },
  threads: { type: 'string' },
  threshold: { type: 'string' },
  previous: { type: 'string' },
  labels: { type: 'string' },
  people: { type: 'string' },
  seed: { type: 'string', default: 'umai' },
  out: { type: 'string' },
  spark: { type: 'string' },
  'spark-sql': { type: 'boolean', default: false },
  index: { type: 'string' },
  lang: { type: 'string' },
  examples: { type: 'string' },
  review: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  'dry-run': { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const

const actions = {
  sim: simulate,
  profile,
  analyse,
  train,
  run: link,
  cluster,
  explain,
  evaluate,
  report,
  index,
  families,
} as const

function parse(args: readonly string[]) {
  return parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true })
}

export type LinkOptions = ReturnType<typeof parse>['values']

function isAction(word: string): word is keyof typeof actions {
  return Object.hasOwn(actions, word)
}

async function run(args: readonly string[]): Promise<number> {
  let parsed: ReturnType<typeof parse>
  try {
    parsed = parse(args)
  } catch (error) {
    return misused(error instanceof Error ? error.message : String(error))
  }
  const { values, positionals } = parsed
  const [word, ...rest] = positionals
  if (values.help || word === undefined) {
    process.stdout.write(HELP)
    return values.help ? 0 : 2
  }
  if (!isAction(word)) return misused(`there is nothing called "${word}" to do`)
  const output = createOutput({ json: values.json })
  try {
    await actions[word]({
      options: values,
      words: rest,
      output,
      now: () => new Date().toISOString(),
    })
    return 0
  } catch (error) {
    output.fail(whyOf(error))
    return 1
  }
}

/** What the system says of a file, in words that say what to do. */
function whyOf(error: unknown): string {
  const { code, path } = error as { readonly code?: unknown; readonly path?: unknown }
  if (code === 'ENOENT' && typeof path === 'string')
    return `There is no file "${path}". Check its name; a source is given as source=file.`
  if (code === 'EACCES' && typeof path === 'string') return `"${path}" may not be read or written.`
  if (code === 'EISDIR') return 'A folder was given where a file is wanted.'
  return error instanceof Error ? error.message : String(error)
}

function misused(why: string): number {
  process.stderr.write(`umai link: ${why}. Run "umai link --help".\n`)
  return 2
}

export const linkCommand: Command = { run }
