// What all journeys begin with, the desk and the sample region, is made once and copied by each of them.
import { cp } from 'node:fs/promises'
import { join } from 'node:path'

/** Copies what was made before the journeys of this run; makes it where nothing was. */
export const preparedOrMade = (
  name: string,
  dir: string,
  make: (dir: string) => Promise<void>,
): Promise<void> => {
  const prepared = process.env.UMAI_TEST_PREPARED
  return prepared === undefined ? make(dir) : cp(join(prepared, name), dir, { recursive: true })
}
