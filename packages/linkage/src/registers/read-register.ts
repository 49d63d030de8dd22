// Reads a register row by row out of memory: each row that can be read becomes a person as written, each value and row that cannot
// is told by its line. For programs that keep registers sealed and must not leave them on a disk; `loadRecords` takes files.
import { isUtf8 } from 'node:buffer'
import { type CopiedCsv, type CsvEncoding, parseCells, readCsv } from '../intake/csv.ts'
import type { RowFaultCode } from '../intake/row-fault.ts'
import { parsePhone, parseSex } from '../standardise/contacts.ts'
import { parseDate } from '../standardise/dates.ts'
import { parseIin } from '../standardise/iin.ts'
import { openParquet, readParquetRows } from './parquet-rows.ts'
import {
  piecesOf,
  type RegisterBytes,
  RegisterError,
  type RegisterFormat,
} from './register-bytes.ts'
import {
  guessColumns,
  isRowOfData,
  type RegisterColumns,
  type RegisterField,
} from './register-columns.ts'

export type RegisterLimits = Readonly<{ mostRows: number; mostColumns: number }>

export type RegisterSource = Readonly<{
  bytes: RegisterBytes
  format: RegisterFormat
  /** Of a CSV file; as it looks where nothing is said. */
  encoding?: CsvEncoding | undefined
  limits: RegisterLimits
}>

export type RegisterLook = Readonly<{
  columns: readonly string[]
  sample: readonly (readonly string[])[]
  guess: RegisterColumns
  encoding: CsvEncoding | 'parquet'
  /** The first line looks like somebody's row: a file without a header would lose it. */
  lacksHeader: boolean
}>

/** One person as the register writes him, with what could be read of it; empty is not known. */
export type RegisterRow = Readonly<{
  /** Counted from one, without the header. */
  row: number
  /** Of a CSV file, where the row begins; of a Parquet file the row. */
  line: number
  number: string | undefined
  /** The whole name in one column, or its parts. */
  whole: string | undefined
  family: string | undefined
  given: string | undefined
  patronymic: string | undefined
  /** As 1992-05-14. */
  birthDate: string | undefined
  sex: 'female' | 'male' | undefined
  /** Twelve digits whose check digit agrees. */
  iin: string | undefined
  phone: string | undefined
}>

export type RegisterFault = Readonly<{
  code: RowFaultCode | 'record-without-name'
  line: number | undefined
  column: string | undefined
  value: string
}>

export type RegisterReport = Readonly<{
  rows: number
  good: number
  faultCount: number
  /** The first of each kind, by line. */
  faults: readonly RegisterFault[]
}>

const faultsPerCode = 200
const firstBytes = 1 << 16
const sampleRows = 5
const longestName = 120

/** Bytes of UTF-8 that break off in the middle of a letter are UTF-8 all the same. */
const encodingOf = (start: Uint8Array): CsvEncoding => {
  if (start[0] === 0xff && start[1] === 0xfe) return 'utf-16le'
  if (start[0] === 0xfe && start[1] === 0xff) return 'utf-16be'
  const end = start.lastIndexOf(10)
  const whole =
    end === -1 ? start.subarray(0, Math.max(0, start.length - 4)) : start.subarray(0, end)
  return isUtf8(whole) ? 'utf-8' : 'windows-1251'
}

/** What a register looks like, from its beginning: columns, a few rows, and which column seems to hold what. */
export async function lookAtRegister({
  bytes,
  format,
  encoding: asked,
  limits,
}: RegisterSource): Promise<RegisterLook> {
  if (format === 'parquet') {
    const opened = await openParquet(bytes, limits)
    let sample: readonly (readonly string[])[] = []
    await readParquetRows(opened, async (rows) => {
      sample = rows.slice(0, sampleRows)
      return sample.length === 0
    })
    const guess = guessColumns(opened.columns, sample)
    return { columns: opened.columns, sample, guess, encoding: 'parquet', lacksHeader: false }
  }
  const start = await bytes.read(0, Math.min(firstBytes, bytes.byteLength))
  if (start[0] === 0x50 && start[1] === 0x4b) throw new RegisterError('not-csv')
  const encoding = asked ?? encodingOf(start)
  const rows: (readonly string[])[] = []
  let columns: readonly string[] = []
  async function* beginning(): AsyncGenerator<Buffer> {
    const end = start.length < bytes.byteLength ? start.lastIndexOf(10) + 1 : start.length
    yield Buffer.from(start.subarray(0, end === 0 ? start.length : end))
  }
  await readCsvOrSay(
    { source: '', path: '', encoding, chunks: beginning() },
    {
      header: (names) => {
        columns = names
      },
      cells: (_, cells) => rows.push(cells),
    },
  )
  if (columns.length > limits.mostColumns) throw new RegisterError('too-many-columns')
  const sample = rows.slice(0, sampleRows)
  const guess = guessColumns(columns, sample)
  return { columns, sample, guess, encoding, lacksHeader: isRowOfData(columns) }
}

type Taking = {
  readonly header: (columns: readonly string[]) => void
  readonly cells: (line: number, cells: readonly string[]) => void
  readonly flush?: () => Promise<void>
}

const readCsvOrSay = async (
  input: Parameters<typeof readCsv>[0],
  { header, cells, flush }: Taking,
): Promise<Pick<CopiedCsv, 'faults' | 'faultCount' | 'lost'>> => {
  let isHeaded = false
  try {
    return await readCsv(input, {
      header: (columns) => {
        isHeaded = true
        header(columns)
      },
      plain: (line, bytes) => cells(line, parseCells(bytes.toString('utf8'), ',') ?? []),
      cells,
      flush: flush ?? (async () => {}),
    })
  } catch (cause) {
    if (cause instanceof RegisterError || isHeaded) throw cause
    throw new RegisterError('no-header', { cause })
  }
}

/** Stops the reading of a CSV file from within; nothing is wrong. */
class Enough extends Error {}

/**
 * Goes through a register. `take` is given rows in the order of the file, with the share of the file that is behind; it says
 * whether it wants more. Rows without a name, and those that repeat a number, are faults and not given.
 */
export async function readRegister(
  { bytes, format, encoding, limits }: RegisterSource,
  columns: RegisterColumns,
  take: (rows: readonly RegisterRow[], share: number) => Promise<boolean>,
): Promise<RegisterReport> {
  const faults: RegisterFault[] = []
  const perCode = new Map<RegisterFault['code'], number>()
  const numbers = new Set<string>()
  let names: readonly string[] = []
  let [seen, good, untold, lost] = [0, 0, 0, 0]
  const tell = (fault: RegisterFault) => {
    const before = perCode.get(fault.code) ?? 0
    perCode.set(fault.code, before + 1)
    if (before < faultsPerCode) faults.push({ ...fault, value: fault.value.slice(0, 80) })
  }
  const toRow = (line: number, cells: readonly string[]): RegisterRow | undefined => {
    seen += 1
    if (seen > limits.mostRows) throw new RegisterError('too-many-rows')
    const written = (field: RegisterField): string | undefined => {
      const column = columns[field]
      const text = column === undefined ? '' : (cells[column] ?? '').normalize('NFC').trim()
      return text === '' ? undefined : text
    }
    const titleOf = (field: RegisterField) => names[columns[field] ?? -1]
    const parsed = <T>(field: RegisterField, parse: (text: string) => T | undefined) => {
      const text = written(field)
      if (text === undefined) return undefined
      const value = parse(text)
      if (value === undefined)
        tell({ code: 'value-unreadable', line, column: titleOf(field), value: text })
      return value
    }
    const number = written('number')
    if (columns.number !== undefined) {
      const about = { line, column: titleOf('number'), value: number ?? '' }
      if (number === undefined) return void tell({ code: 'record-without-id', ...about })
      if (numbers.has(number)) return void tell({ code: 'record-id-repeated', ...about })
      numbers.add(number)
    }
    const name = (field: RegisterField) => parsed(field, nameOf)
    const [whole, family, given] = [name('whole'), name('family'), name('given')]
    if (whole === undefined && family === undefined && given === undefined)
      return void tell({
        code: 'record-without-name',
        line,
        column: undefined,
        value: cells.join(', '),
      })
    good += 1
    return {
      row: seen,
      line,
      number,
      whole,
      family,
      given,
      patronymic: name('patronymic'),
      birthDate: parsed('birthDate', dayOf),
      sex: parsed('sex', sexOf),
      iin: parsed('iin', iinOf),
      phone: parsed('phone', parsePhone),
    }
  }

  if (format === 'parquet') {
    const opened = await openParquet(bytes, limits)
    names = opened.columns
    await readParquetRows(opened, (rows, share) =>
      take(
        rows.flatMap((cells) => toRow(seen + 1, cells) ?? []),
        share,
      ),
    )
    return reportOf()
  }

  let passed = 0
  let rows: RegisterRow[] = []
  const give = async () => {
    const batch = rows
    rows = []
    if (!(await take(batch, passed / bytes.byteLength))) throw new Enough()
  }
  try {
    const chunks = piecesOf(bytes, (byte) => {
      passed = byte
    })
    const ofLines = await readCsvOrSay(
      { source: '', path: '', encoding, chunks },
      {
        header: (found) => {
          names = found
        },
        cells: (line, cells) => {
          const row = toRow(line, cells)
          if (row !== undefined) rows.push(row)
        },
        flush: give,
      },
    )
    for (const { code, line, column, value } of ofLines.faults) tell({ code, line, column, value })
    untold = ofLines.faultCount - ofLines.faults.length
    lost = ofLines.lost
    passed = bytes.byteLength
    if (rows.length > 0) await give()
  } catch (error) {
    if (!(error instanceof Enough)) throw error
  }
  return reportOf()

  function reportOf(): RegisterReport {
    return {
      rows: seen + lost,
      good,
      faultCount: [...perCode.values()].reduce((sum, count) => sum + count, untold),
      faults: faults.toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0)),
    }
  }
}

/** A name has a letter and is no story; letters that hide are none. */
const nameOf = (text: string): string | undefined =>
  /\p{L}/u.test(text) &&
  text.length <= longestName &&
  !/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u.test(text)
    ? text.replaceAll(/\s+/g, ' ')
    : undefined

const dayOf = (text: string): string | undefined => {
  const digits = parseDate(text)
  return digits === undefined
    ? undefined
    : `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6, 8)}`
}

const sexOf = (text: string): 'female' | 'male' | undefined => {
  const sex = parseSex(text)
  return sex === undefined ? undefined : sex === 'f' ? 'female' : 'male'
}

const iinOf = (text: string): string | undefined => {
  const iin = parseIin(text)
  return iin?.valid === true ? iin.digits : undefined
}
