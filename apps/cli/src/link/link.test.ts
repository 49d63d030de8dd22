import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { progressLine } from './output.ts'

const main = fileURLToPath(new URL('../main.ts', import.meta.url))

function umai(...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, 'link', ...args], {
    encoding: 'utf8',
  })
  return { status, stdout, stderr }
}

describe('umai link', () => {
  let home: string
  let dir: string
  let file: string

  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'umai-link-'))
    dir = join(home, 'run')
    file = join(home, 'register.csv')
    umai('sim', '--people', '600', '--out', file)
    umai('run', '--run', dir, '--truth', 'person_id', `register=${file}`)
  })
  afterAll(() => rm(home, { recursive: true }))

  test('links the simulated register well without labels', () => {
    const { stdout } = umai('evaluate', '--run', dir, '--json')

    const { persons } = JSON.parse(stdout) as { persons: { pairs: { f1: number } } }
    expect(persons.pairs.f1).toBeGreaterThan(0.96)
  })

  test.each([
    ['profile gone.csv', 'There is no file "gone.csv"'],
    ['run reg=gone.csv', 'There is no file "gone.csv"'],
    ['cluster', 'holds no run'],
    ['cluster --run RUN --threshold high', '--threshold is "high"'],
    ['evaluate --run RUN --labels gone.csv', 'There is no file "gone.csv"'],
    ['report --run RUN --lang de', '--lang is "de"'],
    ['run reg=FILE --settings FILE', 'is not JSON'],
    ['explain a b --run RUN', 'No record "a"'],
    ['sim --people 0 --out x.csv', '--people is "0"'],
    ['index match surname=А --run RUN --index nowhere', 'There is no index in "nowhere"'],
  ])('"%s" says what is wrong and what to do, and ends with 1', (line, why) => {
    const words = line.split(' ').map((word) => word.replace('RUN', dir).replace('FILE', file))
    const told = umai(...words, ...(line.includes('--run') ? [] : ['--run', join(home, 'other')]))
    expect(told.stderr + told.stdout).toContain(why)
    expect(told.status).toBe(1)
  })

  test('explains two records in the language asked for', async () => {
    const [, first = '', second = ''] = (await readFile(file, 'utf8')).split('\n')
    const [a = '', b = ''] = [first, second].map((line) => line.split(',')[0])

    const { stdout, status } = umai('explain', a, b, '--run', dir, '--lang', 'kk')

    expect(status).toBe(0)
    expect(stdout).toMatch(/Туған күні: /)
    expect(stdout).not.toMatch(/equal|all other/)
  })

  test('writes the report in the language asked for', async () => {
    const { stdout, status } = umai('report', '--run', dir, '--lang', 'kk', '--json')

    const { path } = JSON.parse(stdout) as { path: string }
    expect(status).toBe(0)
    expect(await readFile(path, 'utf8')).toContain('Жазбаларды байланыстыру есебі')
  })

  test('matches one record of the index and says on what it agrees', async () => {
    umai('index', 'build', '--run', dir)
    const [header = '', first = ''] = (await readFile(file, 'utf8')).split('\n')
    const words = header
      .split(',')
      .flatMap((name, at) =>
        ['surname', 'given_name', 'born_on'].includes(name)
          ? [`${name}=${first.split(',')[at]}`]
          : [],
      )

    const { stdout, status } = umai('index', 'match', '--run', dir, ...words)

    expect(status).toBe(0)
    expect(stdout).toContain(first.split(',')[0])
    expect(stdout).toContain('born equal')
  })

  test('puts a file of new records into the index, says which rows are at fault, and merges them', async () => {
    const path = join(dir, 'arrivals.csv')
    await writeFile(
      path,
      'record_id,surname,given_name,born_on\nn1,Жаңабаева,Толғанай,1999-09-09\nn2,Сейітова\n',
    )

    const put = umai('index', 'put', '--run', dir, `police=${path}`)
    const merged = umai('index', 'merge', '--run', dir)
    const words = ['surname=Zhanabayeva', 'given_name=Tolganay', 'born_on=09.09.1999']
    const found = umai('index', 'match', '--run', dir, ...words)

    expect(put.stdout).toContain('1 record(s) put in')
    expect(put.stdout).toContain('Not as many cells as the header has')
    expect(put.stdout).toContain(`${path}:3  "2 cells instead of 4: n2,Сейітова"`)
    expect(merged.stdout).toContain('1 waiting record(s) merged')
    expect(merged.stdout).toMatch(/records of the run; 1 came or changed since, too few to matter/)
    const many = umai('index', 'put', '--run', dir, `register=${file}`)
    expect(many.stdout).toMatch(/came or changed since \(\d+ %\)\. Link all of them again/)
    expect(found.stdout).toContain('police:n1')
  }, 60_000)

  test('tells progress and result as one object a line', () => {
    const { stdout } = umai('train', '--run', dir, '--json')

    const events = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { event: string })
    expect(new Set(events.map(({ event }) => event))).toEqual(new Set(['progress', 'result']))
  })

  test('a dry run shows the SQL and does nothing', () => {
    const { stdout, status } = umai(
      'run',
      '--run',
      join(home, 'dry'),
      '--dry-run',
      `register=${file}`,
    )

    expect(status).toBe(0)
    expect(stdout).toMatch(
      /-- work.distinct_surname\nSELECT[\s\S]*-- frequency_surname\nSELECT[\s\S]*-- entries: done over numbers in memory, as if by\nSELECT/,
    )
    expect(existsSync(join(home, 'dry'))).toBe(false)
  })

  test('says what is wrong with settings, and ends with 1', () => {
    const { stderr, status } = umai(
      'profile',
      '--run',
      join(home, 'x'),
      '--settings',
      join(home, 'none.json'),
      `register=${file}`,
    )

    expect(status).toBe(1)
    expect(stderr).toContain('none.json')
  })

  test('refuses a word it does not know, and ends with 2', () => {
    expect(umai('marry')).toMatchObject({
      status: 2,
      stderr: 'umai link: there is nothing called "marry" to do. Run "umai link --help".\n',
    })
  })

  test('a line of progress tells where it is, how fast, how long, how much memory', () => {
    const line = progressLine({
      stage: 'link',
      step: 'rule 2/6 chunk 5/32',
      pairsDone: 41e6,
      pairsTotal: 9e7,
      pairsPerSecond: 9e5,
      etaSeconds: 370,
      rssBytes: 3.1e9,
    })

    expect(line).toBe(
      'link: rule 2/6 chunk 5/32 · 41.0 M pairs · 0.90 M/s · ETA 06:10 · RSS 3.1 GB',
    )
  })
})
