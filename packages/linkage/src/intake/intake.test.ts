import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openDuckdb } from '../engines/duckdb.ts'
import { loadRecords, openRun } from '../pipeline.ts'
import { readJsonLines } from '../run-files.ts'
import { copyCsv } from './csv.ts'
import type { RowFault } from './row-fault.ts'
import { csvScan } from './source-files.ts'

const settings = {
  version: 1,
  linkType: 'dedupe',
  id: 'number',
  fields: { name: { standardise: 'kz.given' }, born: { standardise: 'date' } },
  blocking: [{ on: ['name', 'born'] }],
  comparisons: [{ field: 'name', levels: ['exact'] }],
}

describe('a hostile file', () => {
  let home: string
  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'intake-'))
  })
  afterAll(() => rm(home, { recursive: true }))

  async function load(name: string, content: string | Buffer) {
    const file = join(home, `${name}.csv`)
    await writeFile(file, content)
    const run = await openRun(join(home, name), settings)
    const report = await loadRecords(run, [{ source: 'office', path: file }])
    const faults = await readJsonLines<RowFault>(run.paths.rowFaults)
    return {
      report,
      faults: faults.map(({ code, line, value, column }) => ({ code, line, value, column })),
      file,
      whole: faults,
    }
  }

  test('is reported by file, line and value, and its good rows are loaded', async () => {
    const { report, faults, whole, file } = await load(
      'bad',
      [
        'number,name,born',
        '1,Әсел,1990-01-02',
        '2,Айгүл,NaN',
        '2,Алия,1991-01-02',
        ',Нұрлан,1992-01-02',
        '5,Ержан',
        '6,"=cmd|\' /C calc\'!A0",1993-01-02',
        '7,Дана,30.02.1990',
        '8,Сәуле,1994-01-02',
      ].join('\n'),
    )

    expect(report.records).toBe(5)
    expect(faults).toEqual(
      expect.arrayContaining([
        { code: 'value-unreadable', line: 3, value: 'NaN', column: 'born' },
        { code: 'record-id-repeated', line: 4, value: '2', column: 'number' },
        { code: 'record-without-id', line: 5, value: '', column: 'number' },
        { code: 'row-wrong-width', line: 6, value: '2 cells instead of 3: 5,Ержан' },
        { code: 'cell-formula', line: 7, value: "=cmd|' /C calc'!A0", column: 'name' },
        { code: 'value-unreadable', line: 8, value: '30.02.1990', column: 'born' },
      ]),
    )
    expect(new Set(whole.map((fault) => fault.file))).toEqual(new Set([file]))
  })

  test('in an old Windows encoding loses only the lines it must, says how to read them, and is whole when told', async () => {
    const rows = Buffer.concat([
      Buffer.from('number,name,born\n1,Anna,1990-01-02\n2,'),
      Buffer.from([0xc0, 0xe9, 0xe3, 0xf3, 0xeb, 0xfc]),
      Buffer.from(',1991-01-02\n'),
    ])
    const { report, faults } = await load('windows', rows)

    expect(report.records).toBe(1)
    expect(faults).toMatchObject([{ code: 'line-not-utf8', line: 3 }])
    expect(report.intake[0]?.advice.join()).toContain('windows-1251')

    const run = await openRun(join(home, 'told'), settings)
    const told = await loadRecords(run, [
      { source: 'office', path: join(home, 'windows.csv'), encoding: 'windows-1251' },
    ])
    expect(told).toMatchObject({ records: 2, faults: 0 })
  })

  test('in UTF-16 is known by its mark', async () => {
    const { report } = await load(
      'wide',
      Buffer.concat([
        Buffer.from([0xff, 0xfe]),
        Buffer.from('number;name;born\r\n1;Әсел;02.01.1990\r\n', 'utf16le'),
      ]),
    )

    expect(report).toMatchObject({ records: 1, faults: 0 })
  })

  test('with one line of a hundred megabytes is read in little memory', async () => {
    const file = join(home, 'giant.csv')
    const out = createWriteStream(file)
    out.write('number,name,born\n1,Anna,1990-01-02\n2,')
    const block = Buffer.alloc(1 << 20, 'x')
    for (let times = 0; times < 100; times += 1) if (!out.write(block)) await once(out, 'drain')
    await new Promise<void>((resolve) => out.end(',1990-01-02\n3,Dana,1991-01-02\n', resolve))
    expect((await stat(file)).size).toBeGreaterThan(1e8)
    const before = process.memoryUsage.rss()

    const copied = await copyCsv({
      source: 'office',
      path: file,
      target: join(home, 'giant-copy.csv'),
    })

    expect(copied.rows).toBe(2)
    expect(copied.faults).toMatchObject([{ code: 'line-too-long', line: 3 }])
    expect(process.memoryUsage.rss() - before).toBeLessThan(8e7)
    expect(await readFile(join(home, 'giant-copy.csv'), 'utf8')).toContain(
      '\n4,3,Dana,1991-01-02\n',
    )
  })

  test('with a quote that never closes loses one row, not the rest', async () => {
    const { report, faults } = await load(
      'quote',
      'number,name,born\n1,"Anna,1990-01-02\n2,Dana,1991-01-02\n3,Emma,1992-01-02\n',
    )

    expect(report.records).toBe(2)
    expect(faults).toMatchObject([{ code: 'row-quote-open', line: 2 }])
  })

  test('with line breaks and commas inside quotes is read as it is meant', async () => {
    const path = join(home, 'quoted.csv')
    await writeFile(
      path,
      'number,name,born\n1,"Anna, ""die\nGroße""",1990-01-02\n2,Dana,1991-01-02\n',
    )
    const target = join(home, 'quoted-copy.csv')
    const { columns, rows } = await copyCsv({ source: 'office', path, target })
    const db = await openDuckdb()

    const read = await db.rows(
      `SELECT CAST(__line AS INTEGER) AS line, name FROM ${csvScan(target, columns)} ORDER BY 1`,
    )
    db.close()

    expect(rows).toBe(2)
    expect(read).toEqual([
      { line: 2, name: 'Anna, "die\nGroße"' },
      { line: 4, name: 'Dana' },
    ])
  })

  test('a header with one name twice keeps both columns and says so', async () => {
    const path = join(home, 'twice.csv')
    await writeFile(path, '\uFEFFnumber,name,Name,\n1,Anna,Berta,x\n')

    const { columns, advice } = await copyCsv({
      source: 'office',
      path,
      target: join(home, 'twice-copy.csv'),
    })

    expect(columns).toEqual(['number', 'name', 'Name_2', 'column_4'])
    expect(advice).toHaveLength(1)
  })

  test.each([
    ['empty', '', '" is empty; its first line has to name the columns.'],
    [
      'windows-header',
      Buffer.from([0xc0, 0xe9, 0x2c, 0x6e, 0x0a, 0x31, 0x2c, 0x32, 0x0a]),
      'line 1, which has to name the columns, is not UTF-8; if the file comes from an older Windows program, read it with the encoding windows-1251.',
    ],
    [
      'wide-without-mark',
      Buffer.from('number,name,born\n1,Әсел,1990-01-02\n', 'utf16le'),
      'holds zero bytes, as text in UTF-16 without its mark does; read it with the encoding utf-16le.',
    ],
    ['one-line', 'x'.repeat(3 << 20), 'line 1, which has to name the columns, is longer than 1 MB'],
    ['open-quote', 'number,"name,born\n1,Anna,1990-01-02\n', 'opens a quote that is not closed.'],
    ['returns', 'number,name,born\r1,Anna,1990-01-02\r', 'ends with a carriage return alone'],
    ['wide', `number${',a'.repeat(400_000)}\n`, 'has 400001 columns; at most 2000 are read.'],
    ['workbook', 'PK\u0003\u0004', '" is an Excel workbook or another ZIP file; save the sheet'],
    ['packed', Buffer.from([0x1f, 0x8b, 8, 0]), '" is compressed (gzip); unpack it first.'],
  ])(
    'whose beginning names no columns (%s) is refused at once, with its name and what to do',
    async (name, content, why) => {
      await expect(load(name, content)).rejects.toThrow(why)
      await expect(load(name, content)).rejects.toThrow(`"${join(home, `${name}.csv`)}"`)
    },
  )

  test('with columns and no rows gives no records', async () => {
    expect((await load('rowless', 'number,name,born\n')).report).toMatchObject({
      records: 0,
      faults: 0,
    })
  })

  test('in Parquet may hold numbers, bytes, lists and NaN where text is meant', async () => {
    const path = join(home, 'typed.parquet')
    const db = await openDuckdb()
    await db.run(
      `COPY (SELECT i AS number, CASE WHEN i = 0 THEN encode('Әсел') ELSE encode('Асель') END AS name, CASE WHEN i = 0 THEN CAST('nan' AS DOUBLE) ELSE 19900102 END AS born, [i] AS phones FROM range(2) t(i)) TO '${path}' (FORMAT parquet)`,
    )
    db.close()
    const run = await openRun(join(home, 'typed'), settings)

    const report = await loadRecords(run, [{ source: 'office', path }])

    expect(report.records).toBe(2)
    expect(report.fields.find(({ field }) => field === 'name')).toMatchObject({
      known: 2,
      distinct: 1,
    })
    expect(report.intake.flatMap(({ advice }) => advice)).toEqual([
      expect.stringContaining(`"phones" of "${path}" holds more than one value in a cell`),
    ])
    expect(await readJsonLines<RowFault>(run.paths.rowFaults)).toContainEqual(
      expect.objectContaining({ code: 'value-unreadable', column: 'born', value: 'nan' }),
    )
  })

  test('without the column of the record number is refused with the columns that it has', async () => {
    await expect(load('nameless', 'nr,name,born\n1,Anna,1990-01-02\n')).rejects.toThrow(
      'The source "office" has no column "number", which the settings name as the number of a record. It has nr, name, born.',
    )
  })

  test('that only calls itself Parquet is refused with its name', async () => {
    const path = join(home, 'false.parquet')
    await writeFile(path, 'number,name,born\n1,Anna,1990-01-02\n')
    const run = await openRun(join(home, 'false'), settings)

    await expect(loadRecords(run, [{ source: 'office', path }])).rejects.toThrow(
      `"${path}" cannot be read as Parquet`,
    )
  })

  test('of several that share their sources names the file of each row at fault', async () => {
    const first = join(home, 'first.csv')
    const second = join(home, 'second.csv')
    await writeFile(first, 'number,agency,name,born\n1,police,Anna,NaN\n1,police,Dana,1990-01-02\n')
    await writeFile(
      second,
      'number,agency,name,born\n2,police,Ali,1990-01-03\n3,police,Olga,soon\n',
    )
    const run = await openRun(join(home, 'shared'), { ...settings, source: 'agency' })

    await loadRecords(run, [
      { source: 'a', path: first },
      { source: 'b', path: second },
    ])

    const faults = await readJsonLines<RowFault>(run.paths.rowFaults)
    expect(
      faults.map(({ file, source, line, code, value }) => [file, source, line, code, value]),
    ).toEqual([
      [first, 'police', 3, 'record-id-repeated', '1'],
      [first, 'police', 2, 'value-unreadable', 'NaN'],
      [second, 'police', 3, 'value-unreadable', 'soon'],
    ])
  })

  test('a signed number and a telephone are no formulas', async () => {
    const { faults } = await load(
      'signs',
      'number,name,born\n-1,Anna,1990-01-02\n+77010001122,Dana,1991-01-02\n',
    )

    expect(faults).toEqual([])
  })
})
