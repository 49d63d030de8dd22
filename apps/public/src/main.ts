// The public site by itself, as a live installation runs it: on its own host, far from the desk and from the root key.
import { readConfig } from './config.ts'
import { servePublicSite } from './serve.ts'

try {
  const { address, stop } = await servePublicSite(readConfig(process.env))
  process.once('SIGTERM', () => void stop())
  process.once('SIGINT', () => void stop())
  process.stdout.write(`Umai public site: ${address}\n`)
} catch (error) {
  process.stderr.write(
    `The public site cannot start. ${error instanceof Error ? error.message : String(error)}\n`,
  )
  process.exit(1)
}
