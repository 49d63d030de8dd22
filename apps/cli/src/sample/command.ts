// `umai sample`: an invented region to try Umai with.
import { createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { parseArgs } from 'node:util'
import { migrate, openInstallation } from '@umai/db'
import { createLog } from '@umai/platform'
import { registerToCsv, simulateRegister } from '@umai/sample'
import type { Command } from '../command.ts'
import { type CliConfig, readConfig } from '../config.ts'
import { createProgress } from '../progress.ts'
import { printAccounts } from './accounts.ts'
import { loadSampleRegion } from './load.ts'
import { loadPastReports } from './load-past-reports.ts'
import { loadSamplePeople } from './load-people.ts'

const HELP = `Usage: umai sample <what> [options]

  load       Write an invented region into an empty database: places, agencies, staff with accounts, people in families,
             earlier reports for the figures;
             run again, it goes on where it was cut, and adds people when asked for more
  accounts   Show one account per role with its password and the code of this half minute
  register   Write what eight agencies would hold about the same people as CSV, with the truth in the last columns

Options
  --seed <text>      Which region; the same seed gives the same one (default UMAI_SAMPLE_SEED, or umai)
  --people <number>  load, register: how many people (default 5000)
  --out <file>       register: where to write (default: standard output)
  --blind            register: leave the truth out
`

const OPTIONS = {
  seed: { type: 'string' },
  people: { type: 'string', default: '5000' },
  out: { type: 'string' },
  blind: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const

export const sampleCommand: Command = { run }

async function run(args: readonly string[]): Promise<number> {
  let parsed: ReturnType<typeof parse>
  try {
    parsed = parse(args)
  } catch (error) {
    return misused(error instanceof Error ? error.message : String(error))
  }
  const { values, positionals } = parsed
  const config = readConfig(process.env)
  const seed = values.seed ?? config.sampleSeed
  if (values.help || positionals.length === 0) {
    process.stdout.write(HELP)
    return values.help ? 0 : 2
  }
  switch (positionals[0]) {
    case 'load': {
      const people = Number(values.people)
      if (!Number.isSafeInteger(people) || people < 0) {
        return misused(`--people is "${values.people}"; give a whole number from 0 on`)
      }
      return load({ config, seed, people })
    }
    case 'accounts':
      printAccounts(seed)
      return 0
    case 'register': {
      const people = Number(values.people)
      if (!Number.isSafeInteger(people) || people < 1) {
        return misused(`--people is "${values.people}"; give a whole number from 1 on`)
      }
      await writeRegister({ seed, people, out: values.out, blind: values.blind })
      return 0
    }
    default:
      return misused(`there is nothing called "${positionals[0]}" to do`)
  }
}

function parse(args: readonly string[]) {
  return parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true })
}

function misused(why: string): number {
  process.stderr.write(`umai sample: ${why}. Run "umai sample --help".\n`)
  return 2
}

async function load({
  config,
  seed,
  people,
}: {
  readonly config: CliConfig
  readonly seed: string
  readonly people: number
}): Promise<number> {
  if (config.env === 'live') {
    process.stderr.write(
      'umai sample: UMAI_ENV is "live", and a live installation takes no invented people. Use another database.\n',
    )
    return 1
  }
  const { db, keys } = await openInstallation(config, createLog({ level: 'warn' }))
  try {
    await migrate(db, { keys })
    const progress = createProgress({ label: 'Accounts', unit: 'people' })
    const outcome = await loadSampleRegion({ db, keys, seed, onProgress: progress.show })
    if (outcome.kind === 'refused') {
      process.stderr.write(`umai sample: ${outcome.why}\n`)
      return 1
    }
    const { added } = await loadSamplePeople({
      db,
      keys,
      seed,
      people,
      onProgress: createProgress({ label: 'People', unit: 'people' }).show,
    })
    await loadPastReports({ db, keys, seed, now: new Date() })
    process.stdout.write(
      outcome.kind === 'already-there' && added === 0
        ? 'The sample region is there already; nothing was changed.\n'
        : `The sample region is loaded: ${added.toLocaleString('en')} people were added. Everybody in it is invented.\n`,
    )
    printAccounts(seed)
    return 0
  } finally {
    await db.close()
  }
}

async function writeRegister({
  seed,
  people,
  out,
  blind,
}: {
  readonly seed: string
  readonly people: number
  readonly out: string | undefined
  readonly blind: boolean
}): Promise<void> {
  const progress = createProgress({ label: 'Register', unit: 'people' })
  const records = simulateRegister({ seed, people, onProgress: progress.show })
  const lines = registerToCsv(records, { withTruth: !blind })
  const target = out === undefined ? process.stdout : createWriteStream(out)
  // Standard output stays open: the process ends it.
  await pipeline(Readable.from(inChunks(lines)), target, { end: out !== undefined })
}

/** A line at a time would cost a turn of the event loop each. */
function* inChunks(lines: Iterable<string>): Generator<string, void, undefined> {
  let chunk = ''
  for (const line of lines) {
    chunk += line
    if (chunk.length > 65_536) {
      yield chunk
      chunk = ''
    }
  }
  if (chunk !== '') yield chunk
}
