// What ran on a processor, and for how long, as the system tells it (Linux). Unlike the time that passed, it says the same on a
// machine that has other work.
import { readdirSync, readFileSync } from 'node:fs'
import type { Bulk } from './copy.ts'

/** Milliseconds of one thread. */
const onProcessor = (path: string): number => {
  try {
    return Number(readFileSync(path, 'utf8').split(' ')[0]) / 1e6
  } catch {
    return 0
  }
}

/** Milliseconds of all threads of a process that there are now. */
export const ofProcess = (pid: number): number => {
  try {
    return readdirSync(`/proc/${pid}/task`).reduce(
      (sum, thread) => sum + onProcessor(`/proc/${pid}/task/${thread}/schedstat`),
      0,
    )
  } catch {
    return 0
  }
}

/** Milliseconds of each process of the database, by what it is there for: the role it serves, or its name. */
export const ofDatabase = async (bulk: Bulk): Promise<ReadonlyMap<string, number>> => {
  const processes = await bulk.run(
    'select pid, coalesce(usename::text, backend_type) as name from pg_stat_activity where pid <> pg_backend_pid()',
  )
  const sums = new Map<string, number>()
  for (const { pid, name } of processes)
    sums.set(String(name), (sums.get(String(name)) ?? 0) + ofProcess(Number(pid)))
  return sums
}
