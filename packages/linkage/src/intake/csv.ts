// Reads a CSV file of any size and any quality as bytes, in bounded memory, and writes a plain copy: UTF-8, commas, one header,
// the line number of each row in front. What cannot be read is reported by line, never guessed at and never a crash.
import { isUtf8 } from 'node:buffer'
import { once } from 'node:events'
import { createReadStream, createWriteStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { cellsFound, FAULTS_PER_CODE, type RowFault, type RowFaultCode } from './row-fault.ts'

export type CsvEncoding = 'utf-8' | 'windows-1251' | 'utf-16le' | 'utf-16be'

export type CopiedCsv = {
  readonly columns: readonly string[]
  readonly rows: number
  readonly faultCount: number
  /** Lines that became no row. */
  readonly lost: number
  readonly faults: readonly RowFault[]
  readonly encoding: CsvEncoding
  readonly advice: readonly string[]
}

const MOST_BYTES_PER_ROW = 1 << 20
const MOST_LINES_PER_ROW = 200
// A million commas in a header are no table.
const MOST_COLUMNS = 2000
const NEWLINE = 10
const RETURN = 13
const QUOTE = 34
const EMPTY = Buffer.alloc(0)

/** Splits one row; undefined when a quote is left open. */
export function parseCells(row: string, delimiter: string): readonly string[] | undefined {
  if (!row.includes('"')) return row.split(delimiter)
  const cells: string[] = []
  let at = 0
  while (at <= row.length) {
    let start = at
    while (row[start] === ' ') start += 1
    if (row[start] !== '"') {
      const end = row.indexOf(delimiter, at)
      const to = end === -1 ? row.length : end
      cells.push(row.slice(at, to))
      at = to + 1
      continue
    }
    let cell = ''
    let from = start + 1
    for (;;) {
      const end = row.indexOf('"', from)
      if (end === -1) return undefined
      cell += row.slice(from, end)
      if (row[end + 1] !== '"') {
        from = end + 1
        break
      }
      cell += '"'
      from = end + 2
    }
    const end = row.indexOf(delimiter, from)
    const to = end === -1 ? row.length : end
    cells.push(cell + row.slice(from, to).trimEnd())
    at = to + 1
  }
  return cells
}

function quoteCell(cell: string): string {
  return /[",\n\r]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell
}

/** A cell that a spreadsheet would run. A sign before digits is a number or a telephone. */
const FORMULA = /^\s*(?:[=@]|[+-](?![\d\s(]))/

/** The text of `="0123"`, the spreadsheet's way to keep leading zeros. */
function unwrapped(cell: string): string {
  return /^="([^"]*)"$/.exec(cell)?.[1] ?? cell
}

function columnNames(header: readonly string[], advice: string[]): readonly string[] {
  const taken = new Set<string>(['__line'])
  const copies = new Map<string, number>()
  return header.map((written, index) => {
    const plain = written.replace(/^\uFEFF/, '').trim() || `column_${index + 1}`
    let name = plain
    let copy = copies.get(plain) ?? 1
    while (taken.has(name.toLowerCase())) {
      copy += 1
      name = `${plain}_${copy}`
    }
    copies.set(plain, copy)
    if (name !== plain)
      advice.push(`The header has "${plain}" more than once; the later one is read as "${name}".`)
    taken.add(name.toLowerCase())
    return name
  })
}

function delimiterOf(header: string): string {
  const counts = [',', ';', '\t', '|'].map((sign) => ({ sign, count: header.split(sign).length }))
  return counts.reduce((best, one) => (one.count > best.count ? one : best)).sign
}

function encodingByMark(start: Buffer): CsvEncoding | undefined {
  if (start[0] === 0xff && start[1] === 0xfe) return 'utf-16le'
  if (start[0] === 0xfe && start[1] === 0xff) return 'utf-16be'
  return undefined
}

/** What a file is that only calls itself CSV, by how it begins, and what to do with it. */
function otherKind(start: Buffer): string | undefined {
  const begins = (bytes: string) => start.subarray(0, bytes.length).toString('latin1') === bytes
  if (begins('PK\u0003\u0004'))
    return 'is an Excel workbook or another ZIP file; save the sheet as "CSV UTF-8" and give that file'
  if (begins('\u00D0\u00CF\u0011\u00E0'))
    return 'is an old Excel workbook; save the sheet as "CSV UTF-8" and give that file'
  if (begins('\u001F\u008B')) return 'is compressed (gzip); unpack it first'
  if (begins('PAR1')) return 'is a Parquet file; name it .parquet'
  return undefined
}

/** The first line, where it cannot be the names of columns: nothing of the file can be read then. */
function headerTrouble(bytes: Buffer): string | undefined {
  const zero = bytes.indexOf(0)
  if (zero !== -1)
    return `holds zero bytes, as text in UTF-16 without its mark does; read it with the encoding ${zero % 2 === 0 ? 'utf-16be' : 'utf-16le'}`
  if (!isUtf8(bytes))
    return 'is not UTF-8; if the file comes from an older Windows program, read it with the encoding windows-1251'
  if (bytes.includes(RETURN) && !bytes.includes(QUOTE))
    return 'ends with a carriage return alone, as old Macintosh files do; save the file with ordinary line ends'
  return undefined
}

/** The file's bytes as UTF-8, whatever it is written in. */
async function* bytesAsUtf8(
  chunks: AsyncIterable<Buffer>,
  asked: CsvEncoding | undefined,
  refuseOther: (start: Buffer) => void,
  tell: (encoding: CsvEncoding) => void,
): AsyncGenerator<Buffer> {
  let decoder: TextDecoder | undefined
  let first = true
  for await (const chunk of chunks) {
    if (first) {
      refuseOther(chunk)
      const encoding = encodingByMark(chunk) ?? asked ?? 'utf-8'
      tell(encoding)
      if (encoding !== 'utf-8') decoder = new TextDecoder(encoding)
      first = false
    }
    yield decoder === undefined ? chunk : Buffer.from(decoder.decode(chunk, { stream: true }))
  }
  if (decoder !== undefined) yield Buffer.from(decoder.decode())
}

type Line = { readonly bytes: Buffer; readonly number: number }

/** Whole lines without their ends; a line longer than allowed is cut, reported and skipped without being held in memory. */
async function* wholeLines(
  chunks: AsyncIterable<Buffer>,
  tooLong: (line: number, start: string) => void,
): AsyncGenerator<readonly Line[]> {
  let rest: Buffer = EMPTY
  let number = 1
  let skipping = false
  for await (const chunk of chunks) {
    const lines: Line[] = []
    const bytes: Buffer = rest.length === 0 ? chunk : Buffer.concat([rest, chunk])
    let from = 0
    if (skipping) {
      const end = bytes.indexOf(NEWLINE)
      if (end === -1) continue
      skipping = false
      number += 1
      from = end + 1
    }
    for (let end = bytes.indexOf(NEWLINE, from); end !== -1; end = bytes.indexOf(NEWLINE, from)) {
      const to = end > from && bytes[end - 1] === RETURN ? end - 1 : end
      if (to - from > MOST_BYTES_PER_ROW) tooLong(number, bytes.toString('latin1', from, from + 60))
      else lines.push({ bytes: bytes.subarray(from, to), number })
      number += 1
      from = end + 1
    }
    rest = bytes.subarray(from)
    if (rest.length > MOST_BYTES_PER_ROW) {
      tooLong(number, rest.toString('latin1', 0, 60))
      rest = EMPTY
      skipping = true
    }
    yield lines
  }
  if (rest.length > 0 && !skipping)
    yield [{ bytes: rest.at(-1) === RETURN ? rest.subarray(0, -1) : rest, number }]
}

function countByte(bytes: Buffer, byte: number): number {
  let count = 0
  for (let at = bytes.indexOf(byte); at !== -1; at = bytes.indexOf(byte, at + 1)) count += 1
  return count
}

/** Takes what is read of a file: the header once, then rows, most of them as bytes that need no care. */
export type CsvSink = {
  readonly header: (columns: readonly string[]) => void
  readonly plain: (line: number, bytes: Buffer) => void
  readonly cells: (line: number, cells: readonly string[]) => void
  /** Between two pieces of the file; nothing is read until it is done. */
  readonly flush: () => Promise<void>
}

const BYTES_BETWEEN_NEWS = 1 << 28

export async function copyCsv(input: {
  readonly source: string
  readonly path: string
  readonly encoding?: CsvEncoding
  readonly target: string
  /** The share of the file that is behind. */
  readonly onShare?: (share: number) => void
}): Promise<CopiedCsv> {
  const { size } = await stat(input.path)
  const output = createWriteStream(input.target)
  let parts: (string | Buffer)[] = []
  let held = 0
  const write = (part: string | Buffer) => {
    parts.push(part)
    held += part.length
  }
  const chunks = createReadStream(input.path, { highWaterMark: 1 << 20 })
  async function* counted(): AsyncGenerator<Buffer> {
    let told = 0
    for await (const chunk of chunks as AsyncIterable<Buffer>) {
      yield chunk
      if (chunks.bytesRead - told < BYTES_BETWEEN_NEWS) continue
      told = chunks.bytesRead
      input.onShare?.(told / size)
    }
  }
  const copied = await readCsv(
    { ...input, chunks: counted() },
    {
      header: (columns) => write(`__line,${columns.map(quoteCell).join(',')}\n`),
      plain: (line, bytes) => {
        write(`${line},`)
        write(bytes)
        write('\n')
      },
      cells: (line, cells) => write(`${line},${cells.map(quoteCell).join(',')}\n`),
      flush: async () => {
        if (held === 0) return
        const block = Buffer.concat(
          parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : part)),
        )
        parts = []
        held = 0
        if (!output.write(block)) await once(output, 'drain')
      },
    },
  )
  output.end()
  await once(output, 'close')
  return copied
}

export async function readCsv(
  input: {
    readonly source: string
    readonly path: string
    readonly encoding?: CsvEncoding | undefined
    readonly chunks: AsyncIterable<Buffer>
  },
  sink: CsvSink,
): Promise<CopiedCsv> {
  const { source, path } = input
  const faults: RowFault[] = []
  const perCode = new Map<RowFaultCode, number>()
  const advice: string[] = []
  let encoding: CsvEncoding = 'utf-8'
  let columns: readonly string[] | undefined
  let delimiter = ','
  let rows = 0

  const refuse = (trouble: string | undefined): void => {
    if (trouble !== undefined) throw new Error(`"${path}" ${trouble}.`)
  }
  const refuseHeader = (line: number, trouble: string | undefined): void => {
    if (trouble !== undefined)
      refuse(`cannot be read: its line ${line}, which has to name the columns, ${trouble}`)
  }

  const fault = (code: RowFaultCode, line: number, value: string, column?: string) => {
    const seen = (perCode.get(code) ?? 0) + 1
    perCode.set(code, seen)
    if (seen <= FAULTS_PER_CODE)
      faults.push({ source, file: path, line, column, value: value.slice(0, 80), code })
  }

  const takeCells = (cells: readonly string[] | undefined, text: string, line: number) => {
    if (columns === undefined || cells === undefined) return fault('row-quote-open', line, text)
    if (cells.length !== columns.length)
      return fault('row-wrong-width', line, cellsFound(cells.length, columns.length, text))
    const plain = cells.map((cell, at) => {
      if (!FORMULA.test(cell)) return cell
      fault('cell-formula', line, cell, columns?.[at])
      return unwrapped(cell)
    })
    rows += 1
    sink.cells(line, plain)
  }

  const takeRow = (bytes: Buffer, line: number) => {
    if (bytes.length === 0) return
    if (columns === undefined) {
      refuseHeader(line, headerTrouble(bytes))
      const header = bytes.toString('utf8')
      delimiter = delimiterOf(header)
      const names = parseCells(header, delimiter) ?? [header]
      if (names.length > MOST_COLUMNS)
        refuseHeader(line, `has ${names.length} columns; at most ${MOST_COLUMNS} are read`)
      columns = columnNames(names, advice)
      sink.header(columns)
      return
    }
    if (!isUtf8(bytes)) return fault('line-not-utf8', line, bytes.toString('latin1'))
    if (bytes.includes(0))
      return fault('line-with-nul', line, bytes.toString('utf8').replaceAll('\0', '␀'))
    const needsCare =
      delimiter !== ',' ||
      bytes.includes(QUOTE) ||
      bytes.includes('=') ||
      bytes.includes('@') ||
      bytes.includes(',+') ||
      bytes.includes(',-') ||
      /^[+-]/.test(String.fromCharCode(bytes[0] ?? 0)) ||
      bytes.includes(RETURN)
    if (!needsCare && countByte(bytes, 44) === columns.length - 1) {
      rows += 1
      sink.plain(line, bytes)
      return
    }
    const text = bytes.toString('utf8')
    takeCells(parseCells(text, delimiter), text, line)
  }

  // Lines of a row whose quote is still open. When it never closes, the first line is at fault and the others are read afresh.
  let open: Line[] = []
  let openBytes = 0
  const takeLine = (line: Line): void => {
    const quotes = countByte(line.bytes, QUOTE)
    if (open.length === 0) {
      if (quotes % 2 === 0) takeRow(line.bytes, line.number)
      else {
        open = [line]
        openBytes = line.bytes.length
      }
      return
    }
    open.push(line)
    openBytes += line.bytes.length + 1
    if (quotes % 2 === 1) {
      const whole = Buffer.concat(
        open.flatMap(({ bytes }, at) => (at === 0 ? [bytes] : [Buffer.from('\n'), bytes])),
      )
      const number = open[0]?.number ?? line.number
      open = []
      takeRow(whole, number)
    } else if (open.length > MOST_LINES_PER_ROW || openBytes > MOST_BYTES_PER_ROW) giveUpOpen()
  }
  const giveUpOpen = () => {
    const [first, ...others] = open
    open = []
    if (first !== undefined && columns === undefined)
      refuseHeader(first.number, 'opens a quote that is not closed')
    if (first !== undefined) fault('row-quote-open', first.number, first.bytes.toString('utf8'))
    for (const line of others) takeLine(line)
  }

  const chunks = bytesAsUtf8(
    input.chunks,
    input.encoding,
    (start) => refuse(otherKind(start)),
    (found) => {
      encoding = found
    },
  )
  const tooLong = (line: number, start: string) => {
    if (columns === undefined)
      refuseHeader(line, `is longer than ${MOST_BYTES_PER_ROW >> 20} MB; look at how its lines end`)
    fault('line-too-long', line, start.replaceAll('\0', '␀'))
  }
  for await (const lines of wholeLines(chunks, tooLong)) {
    // The bytes of a chunk are used again by the next one: an open row keeps a copy.
    for (const line of lines) takeLine(line)
    open = open.map(({ bytes, number }) => ({ bytes: Buffer.from(bytes), number }))
    await sink.flush()
  }
  while (open.length > 0) giveUpOpen()
  await sink.flush()

  if (columns === undefined)
    throw new Error(`"${path}" is empty; its first line has to name the columns.`)
  const broken = perCode.get('line-not-utf8') ?? 0
  if (broken > 0)
    advice.push(
      `${broken} line(s) are not UTF-8. If the file comes from an older Windows program, read it with the encoding windows-1251.`,
    )
  const faultCount = [...perCode.values()].reduce((sum, count) => sum + count, 0)
  return {
    columns,
    rows,
    faultCount,
    lost: faultCount - (perCode.get('cell-formula') ?? 0),
    faults,
    encoding,
    advice,
  }
}
