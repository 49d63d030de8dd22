// Runs once before the journeys: what all of them begin with is made by the first that asks and copied by the others.
import { cp, mkdtemp, rename, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export async function setup(): Promise<() => Promise<void>> {
  const dir = await mkdtemp(join(tmpdir(), 'umai-prepared-'))
  process.env.UMAI_TEST_PREPARED = dir
  return () => rm(dir, { recursive: true, force: true })
}

/** Makes a folder, or copies what another journey of this run has made. */
export const preparedOnce = async (
  name: string,
  dir: string,
  make: (dir: string) => Promise<void>,
): Promise<void> => {
  const prepared = process.env.UMAI_TEST_PREPARED
  if (prepared === undefined) return make(dir)
  const kept = join(prepared, name)
  const isKept = await stat(kept).then(
    () => true,
    () => false,
  )
  if (!isKept) {
    // Whole or not at all: a build that fails leaves nothing that the next journey would take for a desk.
    await make(`${kept}.part`)
    await rename(`${kept}.part`, kept)
  }
  await cp(kept, dir, { recursive: true })
}
