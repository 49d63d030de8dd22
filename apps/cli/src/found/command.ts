// `umai found`: the first agency of an empty installation, with somebody who may let the others in. Everybody after
// that is invited in the desk.
import { parseArgs } from 'node:util'
import { type Db, openInstallation } from '@umai/db'
import { createLog, type Keys } from '@umai/platform'
import type { Command } from '../command.ts'
import { readConfig } from '../config.ts'
import { foundFirstAgency } from './found-first-agency.ts'

const HELP = `Usage: umai found --login <login> --name <name> [options]

  Writes the ministry into an empty installation, with one unit and one person who is administrator and registrar there,
  and prints the code with which that person sets up the account. Every other agency is added in the desk.

Options
  --login <login>      How the first person signs in: Latin letters in lower case, digits, dot, dash
  --name <name>        Surname, given name and patronymic
  --position <text>    Position (default: Administrator)
  --agency-kk, --agency-ru, --agency-en <text>   The ministry's name in three languages
`

const OPTIONS = {
  login: { type: 'string' },
  name: { type: 'string' },
  position: { type: 'string', default: 'Administrator' },
  'agency-kk': { type: 'string', default: 'Министрлік' },
  'agency-ru': { type: 'string', default: 'Министерство' },
  'agency-en': { type: 'string', default: 'Ministry' },
  help: { type: 'boolean', default: false },
} as const

export const foundCommand: Command = { run }

async function run(args: readonly string[]): Promise<number> {
  let values: ReturnType<typeof parse>
  try {
    values = parse(args)
  } catch (error) {
    process.stderr.write(`umai found: ${messageOf(error)}\n`)
    return 2
  }
  if (values.help) {
    process.stdout.write(HELP)
    return 0
  }
  const { login = '', name = '' } = values
  if (!/^[a-z0-9][a-z0-9._-]+[a-z0-9]$/.test(login) || login.length > 64) {
    process.stderr.write(
      `umai found: --login is "${login}"; give 3 to 64 Latin letters in lower case, digits, dots or dashes.\n`,
    )
    return 2
  }
  if (name.trim() === '') {
    process.stderr.write('umai found: --name is missing; give the name of the first person.\n')
    return 2
  }
  const { db, keys } = await openInstallation(readConfig(process.env), createLog({ level: 'warn' }))
  try {
    return await found(db, keys, {
      login,
      name: name.trim(),
      position: values.position,
      agency: { kk: values['agency-kk'], ru: values['agency-ru'], en: values['agency-en'] },
    })
  } catch (error) {
    process.stderr.write(`umai found: ${messageOf(error)}\n`)
    return 1
  } finally {
    await db.close()
  }
}

async function found(
  db: Db,
  keys: Keys,
  first: Parameters<typeof foundFirstAgency>[2],
): Promise<number> {
  const outcome = await foundFirstAgency(db, keys, first)
  if (outcome.kind === 'not-empty') {
    process.stderr.write(
      `umai found: there are ${outcome.agencies} agencies already; a registrar adds the next one in the desk.\n`,
    )
    return 1
  }
  process.stdout.write(
    `${first.agency.en} is founded. Hand this code to ${first.name} in person; it is shown only now.\n\n  ${outcome.token}\n\n` +
      `At the desk: "I have a code". Good until ${outcome.expiresAt}.\n`,
  )
  return 0
}

function parse(args: readonly string[]) {
  return parseArgs({ args: [...args], options: OPTIONS, strict: true }).values
}

const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error)
