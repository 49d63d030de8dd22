// Every setting of the command line, each read once: those of the installation, so that it opens the database the server uses.
import { installationSettings } from '@umai/db'
import { readSettings } from '@umai/platform'

export function readConfig(environment: Readonly<Record<string, string | undefined>>) {
  return readSettings(installationSettings, environment)
}

export type CliConfig = ReturnType<typeof readConfig>
