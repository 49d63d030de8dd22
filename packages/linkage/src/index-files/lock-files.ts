// One build or merge of an index at a time. The lock holds the number of its process: one that a killed process left counts for nothing.
import { closeSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

// A process that came after a killed one may have its number.
const own = new Set<string>()

/** Gives what opens the lock again. */
export function lockFiles(dir: string): () => void {
  const path = join(dir, 'writing.lock')
  for (let tries = 0; ; tries += 1) {
    try {
      const file = openSync(path, 'wx')
      writeSync(file, String(process.pid))
      closeSync(file)
      own.add(path)
      return () => {
        own.delete(path)
        rmSync(path, { force: true })
      }
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
      const pid = Number(readFileSync(path, 'utf8'))
      if (tries > 0 || own.has(path) || (pid > 0 && pid !== process.pid && isAlive(pid)))
        throw new Error(
          `Process ${pid} builds or merges the index in "${dir}" right now; try again when it has ended.`,
          { cause: error },
        )
      rmSync(path, { force: true })
    }
  }
}
