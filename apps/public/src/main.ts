// The public site by itself, as a live installation runs it: on its own host, far from the desk.
import { installationSettings, openInstallation } from '@umai/db'
import { readSettings, silentLog } from '@umai/platform'
import { readConfig } from './config.ts'
import { servePublicSite } from './serve.ts'

try {
  // Alone it reads the directory from the real database, if one is named; the embedded one belongs to the desk's process.
  const installation = readSettings(installationSettings, process.env)
  const opened =
    installation.databaseUrl === undefined
      ? undefined
      : await openInstallation(installation, silentLog)
  const { address, stop } = await servePublicSite(readConfig(process.env), opened)
  process.once('SIGTERM', () => void stop())
  process.once('SIGINT', () => void stop())
  process.stdout.write(`Umai public site: ${address}\n`)
} catch (error) {
  process.stderr.write(
    `The public site cannot start. ${error instanceof Error ? error.message : String(error)}\n`,
  )
  process.exit(1)
}
