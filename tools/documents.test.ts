import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { errorCatalogue } from '@umai/words'
import { expect, test } from 'vitest'
import { referenceFiles } from './gen-reference.ts'

const root = join(import.meta.dirname, '..')
const read = (path: string) => readFileSync(join(root, path), 'utf8')
const sources = (pattern: string) =>
  globSync(pattern, {
    cwd: root,
    exclude: (path) => path.includes('node_modules') || path.includes('dist'),
  })

test.each(referenceFiles().map(({ path, text }) => [path, text] as const))(
  '%s is what the code says',
  (path, text) => {
    expect(
      existsSync(join(root, path)) ? read(path) : '',
      `${path} is stale: run npm run docs`,
    ).toBe(text)
  },
)

test('every dependency has a row that says why', () => {
  const document = read('docs/decisions/0001-dependencies.md')
  const manifests = [
    ...sources('package.json'),
    ...sources('{packages,apps}/*/package.json'),
    'db/package.json',
  ]
  const names = manifests.flatMap((path) => {
    const manifest = JSON.parse(read(path)) as Record<string, Record<string, string> | undefined>
    return ['dependencies', 'devDependencies', 'optionalDependencies'].flatMap((kind) =>
      Object.keys(manifest[kind] ?? {}),
    )
  })

  const missing = [...new Set(names)].filter(
    (name) => !name.startsWith('@umai/') && !document.includes(`| \`${name}\``),
  )

  expect(
    missing,
    'add a row to docs/decisions/0001-dependencies.md: package, why, why not own code',
  ).toEqual([])
})

test('every error of the catalogue is used somewhere', () => {
  const text = sources('{apps,packages,db}/**/src/**/*.{ts,tsx}')
    .concat(sources('db/src/*.ts'))
    .filter((path) => !path.endsWith('error-catalogue.ts') && !path.includes('.test.'))
    .map(read)
    .join('\n')

  const unused = Object.keys(errorCatalogue).filter((code) => !text.includes(`'${code}'`))

  expect(unused).toEqual([])
})

test('decision records have each their number, a date and the three parts', () => {
  const records = sources('docs/decisions/*.md')
  const numbers = records.map((path) =>
    path.slice('docs/decisions/'.length, 'docs/decisions/'.length + 4),
  )

  expect(new Set(numbers).size, 'two records share a number').toBe(numbers.length)
  for (const path of records) {
    const text = read(path)
    expect(text, path).toMatch(/^Date: \d{4}-\d{2}-\d{2}$/m)
    for (const part of ['## Context', '## Decision', '## Consequences'])
      expect(text, path).toContain(part)
  }
})

test('the requirements on a safe visit are all listed, and each test named there exists', () => {
  const rows = read('docs/safe-visit.md')
    .split('\n')
    .filter((line) => line.startsWith('| S'))
  expect(rows.map((row) => row.slice(2, 5))).toEqual(
    Array.from({ length: 20 }, (_, index) => `S${String(index + 1).padStart(2, '0')}`),
  )
  const missing = rows.flatMap((row) =>
    [...row.matchAll(/\[([^\]]+)\]\(\.\.\/([^)]+)\)/g)]
      .filter(
        ([, name = '', path = '']) => !existsSync(join(root, path)) || !read(path).includes(name),
      )
      .map(([, name, path]) => `${path}: ${name}`),
  )
  expect(missing).toEqual([])
  for (const row of rows) {
    const [, , , shown, open] = row.split('|').map((cell) => cell.trim())
    expect(shown !== '–' || open !== '', `${row.slice(2, 5)} has neither test nor gap`).toBe(true)
  }
})
