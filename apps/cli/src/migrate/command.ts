// `umai migrate`: brings the database of the settings to the newest schema. Its address must be that of a user who may create roles.
import { migrate, openInstallation } from '@umai/db'
import { createLog } from '@umai/platform'
import type { Command } from '../command.ts'
import { readConfig } from '../config.ts'

export const migrateCommand: Command = { run }

async function run(args: readonly string[]): Promise<number> {
  if (args.length > 0) {
    process.stderr.write(`umai migrate: it takes no "${args[0]}".\n`)
    return 2
  }
  const { db, keys } = await openInstallation(readConfig(process.env), createLog({ level: 'warn' }))
  try {
    const applied = await migrate(db, {
      keys,
      onApplied: (name) => process.stdout.write(`applied ${name}\n`),
    })
    process.stdout.write(
      applied.length === 0 ? 'The database is up to date.\n' : `${applied.length} applied.\n`,
    )
    return 0
  } catch (error) {
    process.stderr.write(
      `umai migrate: ${error instanceof Error ? error.message : String(error)}\n`,
    )
    return 1
  } finally {
    await db.close()
  }
}
