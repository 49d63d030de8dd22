// Caseloads for `umai law impact`: cases read from CSV, row by row, or made up from a seed.
import { accessSync, constants, createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { type Fact, type Facts, type FactValue, nearest, type Pack } from '@umai/rules'

export type CaseRow =
  | { readonly row: number; readonly facts: Facts }
  | { readonly row: number; readonly fault: string }

/** A caseload that cannot be read at all; the message says what to do. */
export class CaseloadError extends Error {
  override readonly name = 'CaseloadError'
}

/** Cases of a CSV file whose header names facts; an empty cell is unknown. A faulty row is reported and left out. */
export async function* readCaseload(pack: Pack, path: string): AsyncGenerator<CaseRow> {
  try {
    accessSync(path, constants.R_OK)
  } catch {
    throw new CaseloadError(`${path} cannot be read; give a CSV file whose first line names facts`)
  }
  const lines = createInterface({
    input: createReadStream(path, 'utf8'),
    crlfDelay: Number.POSITIVE_INFINITY,
  })
  let header: readonly Fact[] | undefined
  let row = 0
  for await (const line of lines) {
    row += 1
    if (header === undefined) {
      header = readHeader(pack, splitCsvLine(line.replace(/^\uFEFF/, '')))
      continue
    }
    if (line.trim() === '') continue
    yield readRow(header, splitCsvLine(line), row)
  }
  if (header === undefined)
    throw new CaseloadError(
      `${path} is empty; the first line names facts, such as harm,intentional`,
    )
}

function readHeader(pack: Pack, names: readonly string[]): readonly Fact[] {
  return names.map((name) => {
    const fact = pack.facts[name.trim()]
    if (fact) return fact
    const near = nearest(name.trim(), Object.keys(pack.facts))
    throw new CaseloadError(
      `the first line names "${name}", which is no fact${near === undefined ? '' : `; did you mean ${near}?`} "umai law ask" shows the facts a question needs`,
    )
  })
}

function readRow(header: readonly Fact[], cells: readonly string[], row: number): CaseRow {
  if (cells.length !== header.length)
    return { row, fault: `has ${cells.length} cells, the first line has ${header.length}` }
  const facts: Record<string, FactValue> = {}
  for (const [index, fact] of header.entries()) {
    const cell = (cells[index] ?? '').trim()
    if (cell === '') continue
    const value = parseCell(fact, cell)
    if (value === undefined)
      return { row, fault: `${fact.name} is "${cell}"; expected ${wanted(fact)}` }
    facts[fact.name] = value
  }
  return { row, facts }
}

function parseCell(fact: Fact, cell: string): FactValue | undefined {
  switch (fact.type) {
    case 'yesno':
      return cell === 'true' || cell === '1'
        ? true
        : cell === 'false' || cell === '0'
          ? false
          : undefined
    case 'choice':
      return fact.values && cell in fact.values ? cell : undefined
    case 'number': {
      const number = Number(cell)
      const { min = 0, max = 0 } = fact
      return Number.isSafeInteger(number) && number >= min && number <= max ? number : undefined
    }
    case 'date':
      return /^\d{4}-\d{2}-\d{2}$/.test(cell) ? cell : undefined
    case 'list':
      return cell === 'none' ? [] : undefined
  }
}

function wanted({ type, values, min, max }: Fact): string {
  switch (type) {
    case 'yesno':
      return 'true or false'
    case 'choice':
      return `one of ${Object.keys(values ?? {}).join(', ')}`
    case 'number':
      return `a whole number from ${min} to ${max}`
    case 'date':
      return 'a day such as 2024-06-16'
    case 'list':
      return 'none (a list with entries does not fit a cell)'
  }
}

/** One line of CSV: cells between commas, quoted where they hold a comma or a quote. */
export function splitCsvLine(line: string): readonly string[] {
  const cells: string[] = []
  let cell = ''
  let isQuoted = false
  for (let at = 0; at < line.length; at += 1) {
    const sign = line[at]
    if (isQuoted) {
      if (sign !== '"') cell += sign
      else if (line[at + 1] === '"') {
        cell += '"'
        at += 1
      } else isQuoted = false
    } else if (sign === '"') isQuoted = true
    else if (sign === ',') {
      cells.push(cell)
      cell = ''
    } else cell += sign
  }
  return [...cells, cell]
}

/** What a made-up case looks like more often than not; shares are invented and say nothing about Kazakhstan. */
const OFTEN: Readonly<Record<string, number>> = {
  intentional: 0.95,
  inDwelling: 0.85,
  disturbance: 0.5,
  victimAgeKnown: 0.5,
  childUnder14: 0.4,
}
const RARE = 0.04

/** Cases drawn from a seed: the same seed gives the same cases. */
export function* makeUpCaseload(
  pack: Pack,
  names: readonly string[],
  { count, seed }: { readonly count: number; readonly seed: number },
): Generator<CaseRow> {
  const random = seeded(seed)
  for (let row = 1; row <= count; row += 1) {
    const facts: Record<string, FactValue> = {}
    for (const name of names) {
      const fact = pack.facts[name]
      if (fact) facts[name] = draw(fact, random)
    }
    yield { row, facts }
  }
}

function draw(fact: Fact, random: () => number): FactValue {
  switch (fact.type) {
    case 'yesno':
      return random() < (OFTEN[fact.name] ?? RARE)
    case 'choice': {
      const values = Object.keys(fact.values ?? {})
      return values[Math.floor(random() ** 1.5 * values.length)] ?? ''
    }
    case 'number': {
      const { min = 0, max = 0 } = fact
      return Math.min(max, min + Math.floor(random() * Math.min(max - min, 70)))
    }
    case 'date':
      return '2024-01-01'
    case 'list':
      return []
  }
}

/** Mulberry32: small, even enough for made-up cases, the same everywhere. */
function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
