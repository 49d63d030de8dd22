import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openDuckdb } from '../engines/duckdb.ts'
import { iinCheckDigit } from '../standardise/iin.ts'
import {
  type CsvEncoding,
  lookAtRegister,
  type RegisterColumns,
  type RegisterRow,
  readRegister,
} from './index.ts'

const limits = { mostRows: 100_000, mostColumns: 200 }
const iin = `92051440012${iinCheckDigit('92051440012')}`

const sourceOf = (
  content: string | Buffer,
  format: 'csv' | 'parquet' = 'csv',
  encoding?: CsvEncoding,
) => {
  const bytes = Buffer.from(content)
  const read = async (from: number, to: number) => bytes.subarray(from, to)
  return { bytes: { byteLength: bytes.length, read }, format, encoding, limits }
}

const readAll = async (source: ReturnType<typeof sourceOf>, columns?: RegisterColumns) => {
  const look = await lookAtRegister(source)
  const rows: RegisterRow[] = []
  const report = await readRegister(
    { ...source, encoding: look.encoding === 'parquet' ? undefined : look.encoding },
    columns ?? look.guess,
    async (batch) => {
      rows.push(...batch)
      return true
    },
  )
  return { look, rows, report }
}

describe('columns are recognised', () => {
  test.each([
    ['kk', 'Р/с;Тегі;Аты;Әкесінің аты;Туған күні;Жынысы;ЖСН;Телефоны'],
    ['ru', '№ п/п;Фамилия;Имя;Отчество;Дата рождения;Пол;ИИН;Телефон'],
    ['en', 'record_id;surname;given_name;patronymic;born_on;sex;iin;phone'],
  ])('by a header in %s', async (_, header) => {
    const { guess } = await lookAtRegister(sourceOf(`${header}\n1;А;Б;В;1990-01-02;ж;;\n`))
    expect(guess).toEqual({
      number: 0,
      family: 1,
      given: 2,
      patronymic: 3,
      birthDate: 4,
      sex: 5,
      iin: 6,
      phone: 7,
    })
  })

  test('by their values where the header says nothing, and a file without a header is noticed', async () => {
    const look = await lookAtRegister(sourceOf(`a,b,c\nx,${iin},14.05.1992\n`))
    expect(look.guess).toEqual({ iin: 1, birthDate: 2 })
    expect(look.lacksHeader).toBe(false)
    expect((await lookAtRegister(sourceOf(`Ахметова,${iin}\n`))).lacksHeader).toBe(true)
  })
})

test('each row becomes a person as written, with what could be read of it', async () => {
  const { rows, report } = await readAll(
    sourceOf(
      `ФИО,Дата рождения,Пол,ИИН,Телефон\n"Ахметова Әсел",14.05.1992,ж,${iin},8 701 000 11 22\n`,
    ),
  )
  expect(report).toMatchObject({ rows: 1, good: 1, faultCount: 0 })
  expect(rows[0]).toMatchObject({
    row: 1,
    line: 2,
    whole: 'Ахметова Әсел',
    birthDate: '1992-05-14',
    sex: 'female',
    iin,
    phone: '77010001122',
  })
})

test('a hostile file is told line by line, value by value, and its good rows are there', async () => {
  const lines = Buffer.concat([
    Buffer.from('id,surname,given_name,born_on,iin\n'),
    Buffer.from('1,Ахметова,Әсел,NaN,\n'),
    Buffer.from('1,Ахметова,Айгүл,1991-01-02,\n'),
    Buffer.from(',Ахметова,Дана,1991-01-02,\n'),
    Buffer.from('4,Ахметова\n'),
    Buffer.from('5,"=cmd|\' /C calc\'!A0",Дана,30.02.1990,123\n'),
    Buffer.from('6,'),
    Buffer.from([0xc0, 0xe9, 0xe3]),
    Buffer.from(',Дана,1991-01-02,\n'),
    Buffer.from(`7,${'x'.repeat(3 << 20)},Дана,1991-01-02,\n`),
    Buffer.from('8,,,1991-01-02,\n'),
    Buffer.from('9,Оспан\0ова,Дана,1991-01-02,\n'),
    Buffer.from(`10,Оспанова,Дана,1991-01-02,${iin}\n`),
    Buffer.from('11,"Оспанова,Дана,1991-01-02,\n'),
  ])
  const { rows, report } = await readAll({ ...sourceOf(lines), encoding: 'utf-8' })

  expect(rows.map(({ number }) => number)).toEqual(['1', '5', '10'])
  expect(report).toMatchObject({ rows: 11, good: 3 })
  const told = report.faults.map(({ line, code, column, value }) => [
    line,
    code,
    column,
    value.slice(0, 22),
  ])
  expect(told).toEqual([
    [2, 'value-unreadable', 'born_on', 'NaN'],
    [3, 'record-id-repeated', 'id', '1'],
    [4, 'record-without-id', 'id', ''],
    [5, 'row-wrong-width', undefined, '2 cells instead of 5: '],
    [6, 'value-unreadable', 'born_on', '30.02.1990'],
    [6, 'value-unreadable', 'iin', '123'],
    [6, 'cell-formula', 'surname', "=cmd|' /C calc'!A0"],
    [7, 'line-not-utf8', undefined, expect.any(String)],
    [8, 'line-too-long', undefined, expect.stringContaining('7,xxx')],
    [9, 'record-without-name', undefined, '8, , , 1991-01-02, '],
    [10, 'line-with-nul', undefined, expect.stringContaining('␀')],
    [12, 'row-quote-open', undefined, expect.any(String)],
  ])
  expect(report.faultCount).toBe(12)
})

test.each([
  ['windows-1251', Buffer.from([0xd4, 0xc8, 0xce, 0x0a, 0xc0, 0xed, 0xed, 0xe0, 0x0a]), 'Анна'],
  [
    'utf-16le',
    Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('ФИО\r\nӘсел\r\n', 'utf16le')]),
    'Әсел',
  ],
] as const)('%s is seen by itself', async (encoding, bytes, name) => {
  const { look, rows } = await readAll(sourceOf(bytes))
  expect(look.encoding).toBe(encoding)
  expect(rows[0]?.whole).toBe(name)
})

test.each([
  ['nothing', '', 'no-header'],
  ['a spreadsheet', Buffer.from([0x50, 0x4b, 3, 4, 0, 0]), 'not-csv'],
] as const)('%s is refused as a whole', async (_, content, problem) => {
  await expect(lookAtRegister(sourceOf(content))).rejects.toMatchObject({ problem })
})

test('more rows than allowed are refused, not cut', async () => {
  const source = { ...sourceOf('ФИО\nА Б\nВ Г\nД Е\n'), limits: { mostRows: 2, mostColumns: 9 } }
  await expect(readRegister(source, { whole: 0 }, async () => true)).rejects.toMatchObject({
    problem: 'too-many-rows',
  })
})

describe('Parquet', () => {
  let home: string
  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'registers-'))
  })
  afterAll(() => rm(home, { recursive: true }))

  test.each(['uncompressed', 'snappy', 'gzip', 'zstd', 'brotli'])(
    'in %s is read like CSV',
    async (codec) => {
      const path = join(home, `${codec}.parquet`)
      const db = await openDuckdb()
      await db.run(`COPY (
      SELECT i AS record_id, 'Ахметова' AS surname, 'Әсел' AS given_name, DATE '1992-05-14' AS born_on, 'NaN'::DOUBLE AS phone
      FROM range(1, 3001) t(i)) TO '${path}' (FORMAT parquet, COMPRESSION ${codec}, ROW_GROUP_SIZE 2048)`)
      db.close()

      const { rows, report, look } = await readAll(sourceOf(await readFile(path), 'parquet'))

      expect(look.guess).toEqual({ number: 0, family: 1, given: 2, birthDate: 3, phone: 4 })
      expect(report).toMatchObject({ rows: 3000, good: 3000, faultCount: 3000 })
      expect(report.faults[0]).toEqual({
        code: 'value-unreadable',
        line: 1,
        column: 'phone',
        value: 'NaN',
      })
      expect(rows[2999]).toMatchObject({ number: '3000', birthDate: '1992-05-14' })
    },
  )

  test('cut off anywhere, or with a byte turned, is refused or read, and never more than that', async () => {
    const path = join(home, 'cut.parquet')
    const db = await openDuckdb()
    await db.run(
      `COPY (SELECT i AS record_id, 'Ахметова' AS surname FROM range(20) t(i)) TO '${path}' (FORMAT parquet)`,
    )
    db.close()
    const whole = await readFile(path)
    const tried = [
      ...Array.from({ length: whole.length }, (_, end) => whole.subarray(0, end)),
      ...Array.from({ length: whole.length }, (_, at) => {
        const turned = Buffer.from(whole)
        turned[at] = (turned[at] ?? 0) ^ 0xff
        return turned
      }),
    ]
    const outcomes = new Set<string>()
    for (const bytes of tried) {
      const source = sourceOf(bytes, 'parquet')
      const outcome = await readRegister(source, { number: 0, family: 1 }, async () => true).then(
        () => 'read',
        (error: unknown) => (error as { problem?: string }).problem ?? String(error),
      )
      outcomes.add(outcome)
    }
    const known = ['read', 'not-parquet', 'unpacks-too-large', 'too-many-rows', 'no-header']
    expect([...outcomes].filter((outcome) => !known.includes(outcome))).toEqual([])
    expect(outcomes).toContain('not-parquet')
  })
})
