// One server process, as a live installation runs it.
import { readConfig, type ServerConfig } from './config.ts'
import { explainFailure, serve, stopOnSignal } from './serve.ts'

let config: ServerConfig | undefined
try {
  config = readConfig(process.env)
  const { address, stop } = await serve(config)
  stopOnSignal(stop)
  process.stdout.write(`Umai desk: ${address}\n`)
} catch (error) {
  process.stderr.write(`Umai cannot start. ${explainFailure(error, config)}\n`)
  process.exit(1)
}
