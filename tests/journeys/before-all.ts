// Runs once before the journeys: makes what all of them begin with, and unpacks the browser, before two journeys that run
// side by side could both begin to.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import chromium from '@sparticuz/chromium'
import { buildDesk } from './built-desk.ts'
import { sampleData } from './running-server.ts'

export async function setup(): Promise<() => Promise<void>> {
  const dir = await mkdtemp(join(tmpdir(), 'umai-prepared-'))
  await Promise.all([
    chromium.executablePath(),
    buildDesk(join(dir, 'desk')),
    sampleData(join(dir, 'sample')),
  ])
  process.env.UMAI_TEST_PREPARED = dir
  return () => rm(dir, { recursive: true, force: true })
}
