import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import * as contract from '@umai/contract'
import { expect, it } from 'vitest'
import { systemWords } from '../../apps/desk/src/system/words.ts'
import { jobList } from '../../apps/server/src/jobs.ts'

const deskSource = fileURLToPath(new URL('../../apps/desk/src', import.meta.url))

const isEndpoint = (value: unknown): value is contract.Endpoint =>
  typeof value === 'object' && value !== null && 'path' in value && 'effect' in value

// What is exported and not in `endpoints` is a shape agreed for later.
const exported = new Map<string, unknown>(Object.entries(contract))

it('the desk calls only endpoints that the server has', () => {
  const served = new Set<unknown>(contract.endpoints.map(({ name }) => name))
  const files = readdirSync(deskSource, { recursive: true, encoding: 'utf8' }).filter((file) =>
    /\.tsx?$/.test(file),
  )

  const missing = files.flatMap((file) => {
    const text = readFileSync(join(deskSource, file), 'utf8')
    const imported = [...text.matchAll(/import \{([^}]*)\} from '@umai\/contract'/g)].flatMap(
      ([, names = '']) => names.split(',').map((name) => name.trim()),
    )
    return imported
      .map((name) => exported.get(name))
      .filter(isEndpoint)
      .filter(({ name }) => !served.has(name))
      .map(({ name }) => `${file} calls ${name}`)
  })

  expect(missing).toEqual([])
})

it('the desk has words for every job of the server', () => {
  const told = Object.keys(systemWords.ru).filter((key) => key !== 'job-failing')
  expect(told.filter((key) => key.startsWith('job-')).sort()).toEqual(
    jobList.map(({ name }) => `job-${name}`).sort(),
  )
})
