// `umai instrument`: makes keys, drafts, checks and signs definitions of risk instruments. It opens no database; what is
// signed here is attached at the desk and put in force there by two people.
import { createPrivateKey, generateKeyPairSync } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import {
  digestOf,
  draftFor,
  fingerprintOf,
  type Instrument,
  readDefinition,
  signDefinition,
  slots,
} from '@umai/instruments'
import { sha256 } from '@umai/platform'
import type { Command } from '../command.ts'

const HELP = `Usage: umai instrument <what> [options]

  slots                      List the instruments whose owners have not permitted their use
  keys --key <file>          Make a key to sign with: <file>, and <file>.pub for UMAI_INSTRUMENT_KEYS_FILE
  draft <slot> --paper <file>  Print a definition to fill in, with the SHA-256 of the owner's paper in it
  check <definition>         Say everything that is wrong with a definition
  sign <definition> --key <file>  Print the signed definition, to attach at the desk beside the paper
`

const OPTIONS = {
  key: { type: 'string' },
  paper: { type: 'string' },
  help: { type: 'boolean', default: false },
} as const

export const instrumentCommand: Command = { run }

const print = (text: string): void => {
  process.stdout.write(`${text}\n`)
}

const need = (value: string | undefined, name: string): string => {
  if (value === undefined) throw new Error(`${name} is missing. Run "umai instrument --help"`)
  return value
}

const makeKeys = (file: string): void => {
  for (const name of [file, `${file}.pub`])
    if (existsSync(name)) throw new Error(`${name} is there already; a key is never overwritten`)
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  writeFileSync(file, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 })
  writeFileSync(`${file}.pub`, publicKey.export({ type: 'spki', format: 'pem' }))
  print(`${file}      keep it away from the server; whoever has it can sign`)
  print(`${file}.pub  for UMAI_INSTRUMENT_KEYS_FILE`)
  print(`fingerprint ${fingerprintOf(publicKey)}`)
}

const readChecked = (file: string): Instrument => {
  const read = readDefinition(readFileSync(file, 'utf8'))
  if (read.kind === 'faulty')
    throw new Error(
      read.faults.map(({ path, problem }) => `${file}: ${path}: ${problem}`).join('\n'),
    )
  return read.definition
}

function run(args: readonly string[]): Promise<number> {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: OPTIONS,
      allowPositionals: true,
    })
    const [what, name] = positionals
    if (values.help || what === undefined) {
      process.stdout.write(HELP)
      return Promise.resolve(values.help ? 0 : 2)
    }
    switch (what) {
      case 'slots':
        for (const { id, title, rights } of slots)
          print(`${id.padEnd(14)} ${title.en} — ${rights.holder}`)
        break
      case 'keys':
        makeKeys(need(values.key, '--key'))
        break
      case 'draft': {
        const slot = slots.find(({ id }) => id === need(name, 'the name of a slot'))
        if (slot === undefined)
          throw new Error(
            `there is no slot "${name}"; they are ${slots.map(({ id }) => id).join(', ')}`,
          )
        const paper = readFileSync(need(values.paper, '--paper'))
        print(JSON.stringify(draftFor(slot, sha256(paper).toString('hex')), null, 2))
        break
      }
      case 'check': {
        const definition = readChecked(need(name, 'the file of a definition'))
        print(
          `${definition.id} ${definition.version} can be signed, digest ${digestOf(definition)}`,
        )
        break
      }
      case 'sign': {
        const definition = readChecked(need(name, 'the file of a definition'))
        const file = need(values.key, '--key')
        const key = createPrivateKey(readFileSync(file))
        if (key.asymmetricKeyType !== 'ed25519')
          throw new Error(`${file} is no Ed25519 key; make one with "umai instrument keys"`)
        print(JSON.stringify({ definition, signature: signDefinition(definition, key) }, null, 2))
        break
      }
      default:
        throw new Error(`there is nothing called "${what}" to do. Run "umai instrument --help"`)
    }
    return Promise.resolve(0)
  } catch (error) {
    process.stderr.write(
      `umai instrument: ${error instanceof Error ? error.message : String(error)}\n`,
    )
    return Promise.resolve(2)
  }
}
