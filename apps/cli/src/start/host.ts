// What this machine must offer before anything slow begins: two free ports, and room for the embedded database.
import { once } from 'node:events'
import { existsSync, readdirSync } from 'node:fs'
import { statfs } from 'node:fs/promises'
import { createServer } from 'node:net'
import { dirname, resolve } from 'node:path'

type Port = {
  readonly name: string
  readonly host: string
  readonly port: number
  /** The setting that chooses it. */
  readonly setting: string
}

/** Throws what a person must do about the first port that somebody else holds. */
export async function refuseTakenPorts(ports: readonly Port[]): Promise<void> {
  for (const { name, host, port, setting } of ports) {
    const probe = createServer()
    probe.listen(port, host)
    try {
      await once(probe, 'listening')
    } catch (error) {
      // Whatever else is wrong with an address is said by the server that listens on it.
      if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') continue
      throw new Error(
        `Port ${port}, meant for ${name}, is taken. Stop what uses it, or choose another in ${setting}.`,
      )
    }
    probe.close()
    await once(probe, 'close')
  }
}

const MEBIBYTE = 1_048_576
/** Schema, sample region and the log of changes of a first start take some 120 MiB. */
const FIRST_START = 300 * MEBIBYTE
const LATER_START = 20 * MEBIBYTE

/**
 * Throws when the disk cannot hold the embedded database: once it runs, a full disk shows as a fault deep inside it.
 *
 * @param dataDir need not exist yet
 * @param readFree bytes left on the disk that holds a folder
 */
export async function refuseFullDisk(dataDir: string, readFree = freeBytes): Promise<void> {
  const folder = resolve(dataDir)
  const isUsed = existsSync(folder) && readdirSync(folder).length > 0
  const needed = isUsed ? LATER_START : FIRST_START
  const free = await readFree(nearestFolder(folder))
  if (free < needed)
    throw new Error(
      `The disk that holds ${dataDir} has ${toMebibytes(free)} MB left, and a start needs ${toMebibytes(needed)}. Make room, or choose another folder in UMAI_DATA_DIR.`,
    )
}

async function freeBytes(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder)
  return bavail * bsize
}

function nearestFolder(folder: string): string {
  return existsSync(folder) ? folder : nearestFolder(dirname(folder))
}

function toMebibytes(bytes: number): string {
  return Math.floor(bytes / MEBIBYTE).toLocaleString('en')
}
