/**
 * The standardised records of an index, a line of text each: number, source, id, person, then the columns, with 0x1F between them and
 * 0x1E between the items of a list. What is not known is empty. In what an agency wrote, the four signs that mean something here stand
 * as 0x1B and a digit. `places.bin` has eight bytes a number: forty bits where its line begins, twenty-four how many bytes it has. The
 * database writes the lines itself, in any order: no object of a row is ever made.
 */
import {
  closeSync,
  copyFileSync,
  fstatSync,
  fsyncSync,
  linkSync,
  openSync,
  readSync,
  renameSync,
  writeSync,
} from 'node:fs'
import type { NodeRow } from '../explain/level-holds.ts'

const PART = '\u001f'
const ITEM = '\u001e'
const ESCAPE = '\u001b'
const MEANING = [ESCAPE, ITEM, PART, '\n'] as const
const PLACE_BYTES = 8
const HIGH = 2 ** 32
const LINE_END = 10
const PART_BYTE = 31
const SCAN_BYTES = 1 << 22

/** A float is a number of four bytes, as the database keeps it. */
export type RowColumn = {
  readonly name: string
  readonly type: 'text' | 'number' | 'float' | 'list'
}
export type StoredRow = {
  readonly source: string
  readonly id: string
  readonly person: number | undefined
  readonly row: NodeRow
}

type RowPaths = { readonly rows: string; readonly places: string }

function escaped(text: string): string {
  let safe = text
  MEANING.forEach((sign, digit) => {
    safe = safe.replaceAll(sign, `${ESCAPE}${digit}`)
  })
  return safe
}

function plain(text: string): string {
  if (!text.includes(ESCAPE)) return text
  let found = text
  // The escape itself last, as it was made first.
  for (const [digit, sign] of [...MEANING.entries()].toReversed())
    found = found.replaceAll(`${ESCAPE}${digit}`, sign)
  return found
}

/** The SQL of `escaped`. */
export function escapedSql(value: string): string {
  return MEANING.reduce(
    (sql, sign, digit) =>
      `replace(${sql}, chr(${sign.charCodeAt(0)}), chr(${ESCAPE.charCodeAt(0)}) || '${digit}')`,
    value,
  )
}

/** The SQL of a line; each part is SQL for text or NULL. */
export function lineSql(parts: readonly string[]): string {
  return `concat(${parts.join(`, chr(${PART_BYTE}), `)})`
}

export function listSql(list: string): string {
  return `array_to_string(list_transform(${list}, lambda item : ${escapedSql('item')}), chr(${ITEM.charCodeAt(0)}))`
}

function encode(
  columns: readonly RowColumn[],
  number: number,
  { source, id, person, row }: StoredRow,
): string {
  const values = columns.map(({ name }) => {
    const value = row[name]
    if (value === undefined) return ''
    if (typeof value === 'number') return String(value)
    return typeof value === 'string' ? escaped(value) : value.map(escaped).join(ITEM)
  })
  return `${[number, escaped(source), escaped(id), person ?? '', ...values].join(PART)}\n`
}

function decode(columns: readonly RowColumn[], text: string): StoredRow {
  const [, source = '', id = '', person = '', ...values] = text.split(PART)
  const row: Record<string, string | number | readonly string[] | undefined> = {}
  for (let at = 0; at < columns.length; at += 1) {
    const column = columns[at]
    const value = values[at]
    if (column === undefined || value === undefined) continue
    // What is not known is set too, so that all rows are of one shape, which is quicker to read.
    if (value === '') row[column.name] = undefined
    else if (column.type === 'text') row[column.name] = plain(value)
    else if (column.type === 'float') row[column.name] = Math.fround(Number(value))
    else row[column.name] = column.type === 'number' ? Number(value) : value.split(ITEM).map(plain)
  }
  return {
    source: plain(source),
    id: plain(id),
    person: person === '' ? undefined : Number(person),
    row,
  }
}

/** Two words a number: the low bits of the place; its high bits and the length. */
function highWord(place: number, length: number): number {
  if (length >= 1 << 24 || place >= HIGH * 256)
    throw new RangeError(`A record of ${length} bytes at ${place} does not fit into an index.`)
  return Math.floor(place / HIGH) + length * 256
}

/** Finds where each line of a finished file of lines begins, and writes it down under the number that the line begins with. */
export function writePlaces(
  paths: RowPaths,
  numbers: number,
  onProgress: (share: number) => void = () => undefined,
): void {
  const file = openSync(paths.rows, 'r')
  const { size } = fstatSync(file)
  const places = new Uint32Array(numbers * 2)
  let buffer = Buffer.alloc(SCAN_BYTES)
  let place = 0
  while (place < size) {
    const count = readSync(file, buffer, 0, buffer.length, place)
    let from = 0
    for (
      let end = buffer.indexOf(LINE_END, from);
      end !== -1 && end < count;
      end = buffer.indexOf(LINE_END, from)
    ) {
      let number = 0
      for (let at = from; buffer[at] !== PART_BYTE; at += 1)
        number = number * 10 + (buffer[at] ?? 0) - 48
      const begins = place + from
      places[number * 2] = begins % HIGH
      places[number * 2 + 1] = highWord(begins, end - from)
      from = end + 1
    }
    // A line longer than what is read at once, or the rest of one that was never ended.
    if (from === 0 && place + count >= size)
      throw new Error(`"${paths.rows}" ends in the middle of a line. Build the index anew.`)
    if (from === 0) buffer = Buffer.alloc(buffer.length * 2)
    place += from
    onProgress(place / size)
  }
  closeSync(file)
  const beside = `${paths.places}.part`
  const out = openSync(beside, 'w')
  writeSync(out, places)
  fsyncSync(out)
  closeSync(out)
  renameSync(beside, paths.places)
}

/**
 * A generation whose rows are those of another and some more, numbered from `from`. The lines of both lie in one file under two names:
 * what is added lies behind all that the other one knows.
 */
export function addRows(
  base: RowPaths,
  paths: RowPaths,
  columns: readonly RowColumn[],
  added: { readonly from: number; readonly rows: readonly StoredRow[] },
): void {
  try {
    linkSync(base.rows, paths.rows)
  } catch {
    copyFileSync(base.rows, paths.rows)
  }
  const file = openSync(paths.rows, 'r+')
  let place = fstatSync(file).size
  const places = new Uint32Array(added.rows.length * 2)
  for (const [at, stored] of added.rows.entries()) {
    const line = Buffer.from(encode(columns, added.from + at, stored))
    writeSync(file, line, 0, line.length, place)
    places[at * 2] = place % HIGH
    places[at * 2 + 1] = highWord(place, line.length - 1)
    place += line.length
  }
  fsyncSync(file)
  closeSync(file)
  copyFileSync(base.places, paths.places)
  const out = openSync(paths.places, 'r+')
  writeSync(out, places, 0, places.byteLength, added.from * PLACE_BYTES)
  fsyncSync(out)
  closeSync(out)
}

export type RowFile = { readonly read: (number: number) => StoredRow; readonly close: () => void }

export function openRowFile(paths: RowPaths, columns: readonly RowColumn[]): RowFile {
  const file = openSync(paths.rows, 'r')
  const places = openSync(paths.places, 'r')
  const place = new Uint32Array(2)
  let buffer = Buffer.alloc(1 << 12)
  return {
    read: (number) => {
      readSync(places, place, 0, PLACE_BYTES, number * PLACE_BYTES)
      const [low = 0, high = 0] = place
      const length = high >>> 8
      if (length > buffer.length) buffer = Buffer.alloc(length)
      if (readSync(file, buffer, 0, length, (high & 255) * HIGH + low) !== length)
        throw new Error(
          `"${paths.rows}" is not whole: record ${number} is missing. Build the index anew.`,
        )
      return decode(columns, buffer.toString('utf8', 0, length))
    },
    close: () => {
      closeSync(file)
      closeSync(places)
    },
  }
}
