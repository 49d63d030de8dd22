// The standardised records of an index, each as one line of text at a known place.
import { closeSync, openSync, readSync, writeSync } from 'node:fs'
import type { NodeRow } from '../explain/level-holds.ts'

const PART = '\u001f'
const ITEM = '\u001e'
const PLACE_BYTES = 12

export type RowColumn = { readonly name: string; readonly type: 'text' | 'number' | 'list' }
export type StoredRow = {
  readonly source: string
  readonly id: string
  readonly person: number | undefined
  readonly row: NodeRow
}

function encode(columns: readonly RowColumn[], { source, id, person, row }: StoredRow): Buffer {
  const values = columns.map(({ name, type }) => {
    const value = row[name]
    if (value === undefined) return ''
    return type === 'list' && Array.isArray(value) ? value.join(ITEM) : String(value)
  })
  return Buffer.from([source, id, person ?? '', ...values].join(PART))
}

function decode(columns: readonly RowColumn[], text: string): StoredRow {
  const [source = '', id = '', person = '', ...values] = text.split(PART)
  const row: Record<string, string | number | readonly string[]> = {}
  columns.forEach(({ name, type }, at) => {
    const value = values[at]
    if (value === undefined || value === '') return
    row[name] = type === 'number' ? Number(value) : type === 'list' ? value.split(ITEM) : value
  })
  return { source, id, person: person === '' ? undefined : Number(person), row }
}

export type RowWriter = {
  readonly add: (number: number, stored: StoredRow) => void
  readonly close: () => void
}

/** Rows come in any order; `size` is one more than the largest number. `start` is where the file ends already. */
export function createRowFile(
  paths: { readonly rows: string; readonly places: string },
  columns: readonly RowColumn[],
  options: { readonly from: number; readonly size: number; readonly start: number },
): RowWriter {
  const file = openSync(paths.rows, options.start === 0 ? 'w' : 'r+')
  const places = openSync(paths.places, options.start === 0 ? 'w' : 'r+')
  const table = Buffer.alloc((options.size - options.from) * PLACE_BYTES)
  let at = options.start
  let held: Buffer[] = []
  let heldBytes = 0
  const flush = () => {
    const block = Buffer.concat(held)
    writeSync(file, block, 0, block.length, at - heldBytes)
    held = []
    heldBytes = 0
  }
  return {
    add: (number, stored) => {
      const bytes = encode(columns, stored)
      const place = (number - options.from) * PLACE_BYTES
      table.writeDoubleLE(at, place)
      table.writeUInt32LE(bytes.length, place + 8)
      held.push(bytes)
      heldBytes += bytes.length
      at += bytes.length
      if (heldBytes > 1 << 20) flush()
    },
    close: () => {
      flush()
      writeSync(places, table, 0, table.length, options.from * PLACE_BYTES)
      closeSync(file)
      closeSync(places)
    },
  }
}

export type RowFile = { readonly read: (number: number) => StoredRow; readonly close: () => void }

export function openRowFile(
  paths: { readonly rows: string; readonly places: string },
  columns: readonly RowColumn[],
): RowFile {
  const file = openSync(paths.rows, 'r')
  const places = openSync(paths.places, 'r')
  const place = Buffer.alloc(PLACE_BYTES)
  return {
    read: (number) => {
      readSync(places, place, 0, PLACE_BYTES, number * PLACE_BYTES)
      const bytes = Buffer.alloc(place.readUInt32LE(8))
      readSync(file, bytes, 0, bytes.length, place.readDoubleLE(0))
      return decode(columns, bytes.toString('utf8'))
    },
    close: () => {
      closeSync(file)
      closeSync(places)
    },
  }
}
