// node bench/desk-first-load.ts: builds the desk and prints what a browser loads first.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildDesk } from '../tests/journeys/built-desk.ts'
import { firstLoad } from '../tests/journeys/first-load.ts'

const LIMIT_BYTES = 250_000
const dir = await mkdtemp(join(tmpdir(), 'umai-desk-'))
try {
  await buildDesk(dir)
  const load = await firstLoad(dir)
  for (const { name, bytes, compressed } of load.files)
    process.stdout.write(
      `${String(compressed).padStart(8)}  ${String(bytes).padStart(8)}  ${name}\n`,
    )
  process.stdout.write(
    `\nscript ${load.scriptBytes} bytes compressed (limit ${LIMIT_BYTES}), style ${load.styleBytes}, fonts ${load.fontBytes}\n`,
  )
  if (load.scriptBytes > LIMIT_BYTES) process.exitCode = 1
} finally {
  await rm(dir, { recursive: true, force: true })
}
