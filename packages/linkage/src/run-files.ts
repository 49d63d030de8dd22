// Where a run keeps what it has done. Everything is written beside its place and then renamed, so that a killed run leaves
// whole files only and can be taken up again.
import { appendFile, mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'

export type RunPaths = {
  readonly dir: string
  readonly settings: string
  readonly store: string
  readonly analysis: string
  readonly intake: string
  readonly rowFaults: string
  readonly model: string
  readonly edges: string
  readonly units: string
  readonly clusters: string
  readonly persons: string
  readonly personLog: string
  readonly temp: string
}

export function runPaths(dir: string): RunPaths {
  const at = (name: string) => join(dir, name)
  return {
    dir,
    settings: at('settings.json'),
    store: at('nodes.duckdb'),
    analysis: at('blocking.json'),
    intake: at('intake'),
    rowFaults: at('row-faults.jsonl'),
    model: at('model.json'),
    edges: at('edges'),
    units: at('units.jsonl'),
    clusters: at('clusters.parquet'),
    persons: at('persons.parquet'),
    personLog: at('person-log.jsonl'),
    temp: at('temp'),
  }
}

export async function writeWhole(path: string, text: string): Promise<void> {
  const beside = `${path}.part`
  const file = await open(beside, 'w')
  await file.writeFile(text)
  await file.sync()
  await file.close()
  await rename(beside, path)
}

export async function findJson<Value>(path: string): Promise<Value | undefined> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw error
  })
  return text === undefined ? undefined : (JSON.parse(text) as Value)
}

/** The values of lines that are whole: what a killed writer left of a line was never acknowledged, and is dropped. */
export function wholeJsonLines<Value>(text: string): readonly Value[] {
  return text
    .split('\n')
    .slice(0, -1)
    .flatMap((line): readonly Value[] => {
      try {
        return [JSON.parse(line) as Value]
      } catch {
        return []
      }
    })
}

export async function readJsonLines<Value>(path: string): Promise<readonly Value[]> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return ''
    throw error
  })
  return wholeJsonLines(text)
}

export async function appendJsonLine(path: string, value: unknown): Promise<void> {
  await appendFile(path, `${JSON.stringify(value)}\n`)
}

export async function freshDirectory(path: string): Promise<void> {
  await rm(path, { recursive: true, force: true })
  await mkdir(path, { recursive: true })
}

export async function ensureDirectory(path: string): Promise<void> {
  await mkdir(path, { recursive: true })
}

export { rename as renameFile, rm as removeFile }
