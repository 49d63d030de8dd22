// `umai public-address`: the address with which the public site, on its own host, reaches the database as the one role it
// has. It is printed where the root key lies, so that the root key need not leave.
import { join } from 'node:path'
import { databaseUrlFor } from '@umai/db'
import { openKeyFile } from '@umai/platform'
import type { Command } from '../command.ts'
import { readConfig } from '../config.ts'

export const publicAddressCommand: Command = { run }

async function run(args: readonly string[]): Promise<number> {
  if (args.length > 0) {
    process.stderr.write(`umai public-address: it takes no "${args[0]}".\n`)
    return 2
  }
  const { databaseUrl, dataDir, keyFile } = readConfig(process.env)
  if (databaseUrl === undefined) {
    process.stderr.write(
      'umai public-address: UMAI_DATABASE_URL is not set; the embedded database is reached from `umai start` alone.\n',
    )
    return 1
  }
  const keys = openKeyFile(keyFile ?? join(dataDir, 'keys.json'))
  process.stdout.write(`${databaseUrlFor(databaseUrl, 'umai_public', keys)}\n`)
  return 0
}
