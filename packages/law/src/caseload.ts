// Caseloads: cases as rows of facts, read from CSV or made up from a seed, and how many move from one answer to another
// between the law of two days. Nothing is kept but counts.
import {
  compile,
  type Fact,
  type Facts,
  type FactValue,
  nearest,
  type Pack,
  type Program,
  possibleAnswers,
  ScopeError,
} from '@umai/rules'
import { isPlainDate, type PlainDate, say, type Text } from '@umai/words'
import { type KnownUntilView, knownUntilView } from './known-until.ts'
import { inAll, listOf } from './labels.ts'
import { lawWords } from './law-words.ts'
import { outcomeText } from './what-applies.ts'

export type CaseRow =
  | { readonly row: number; readonly facts: Facts }
  | { readonly row: number; readonly fault: CellFault }

/** What is wrong with a row: which value, and what was expected instead. */
export type CellFault = {
  readonly fact: string | null
  readonly value: string
  readonly expected: Text
}

/** A caseload that cannot be read at all; the message says what to do. */
export class CaseloadError extends Error {
  override readonly name = 'CaseloadError'
}

/** Reads lines of CSV whose first names facts; an empty cell is unknown. Give it the lines one by one. */
export function caseReader(pack: Pack): (line: string) => CaseRow | undefined {
  let header: readonly Fact[] | undefined
  let row = 0
  return (line) => {
    row += 1
    if (header === undefined) {
      header = readHeader(pack, splitCsvLine(line.replace(/^\uFEFF/, '')))
      return undefined
    }
    return line.trim() === '' ? undefined : readRow(header, splitCsvLine(line), row)
  }
}

/** The first line of a caseload: each name must be a fact of the pack. */
function readHeader(pack: Pack, names: readonly string[]): readonly Fact[] {
  const seen = new Set<string>()
  return names.map((given) => {
    const name = given.trim()
    if (seen.has(name))
      throw new CaseloadError(`the first line names "${name}" twice; give each fact one column`)
    seen.add(name)
    const fact = Object.hasOwn(pack.facts, name) ? pack.facts[name] : undefined
    if (fact !== undefined) return fact
    const near = nearest(name, Object.keys(pack.facts))
    throw new CaseloadError(
      `the first line names "${name}", which is no fact of the pack; ${near === undefined ? `such are ${Object.keys(pack.facts).slice(0, 8).join(', ')} …` : `did you mean ${near}?`}`,
    )
  })
}

function readRow(header: readonly Fact[], cells: readonly string[], row: number): CaseRow {
  if (cells.length !== header.length)
    return {
      row,
      fault: { fact: null, value: String(cells.length), expected: cellCount(header.length) },
    }
  const facts: Record<string, FactValue> = {}
  for (const [index, fact] of header.entries()) {
    const cell = (cells[index] ?? '').trim()
    if (cell === '') continue
    const value = parseCell(fact, cell)
    if (value === undefined)
      return { row, fault: { fact: fact.name, value: cell, expected: wanted(fact) } }
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
      return fact.values && Object.hasOwn(fact.values, cell) ? cell : undefined
    case 'number': {
      const number = Number(cell)
      const { min = 0, max = 0 } = fact
      return Number.isSafeInteger(number) && number >= min && number <= max ? number : undefined
    }
    case 'date':
      return isPlainDate(cell) ? cell : undefined
    case 'list':
      return cell === 'none' ? [] : undefined
  }
}

function wanted({ type, values, min = 0, max = 0 }: Fact): Text {
  return inAll((lang) => {
    const words = say(lawWords, lang)
    switch (type) {
      case 'yesno':
        return words.wantYesno
      case 'choice':
        return words.wantChoice({ values: Object.keys(values ?? {}).join(', ') })
      case 'number':
        return words.wantNumber({ min, max })
      case 'date':
        return words.wantDate
      case 'list':
        return words.wantList
    }
  })
}

const cellCount = (count: number): Text => inAll((lang) => say(lawWords, lang).cells({ count }))

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

/** How many cases moved from one answer to another; `undecided` where what is missing can change it. */
export type Flow = {
  readonly before: string
  readonly after: string
  readonly cases: number
  readonly exampleRow: number
}

export type CaseloadCount = {
  readonly add: (row: Extract<CaseRow, { readonly facts: Facts }>) => void
  readonly total: () => number
  readonly changed: () => number
  readonly flows: () => readonly Flow[]
  /** The facts the question looks at. */
  readonly facts: readonly string[]
}

/** Counts a caseload under the law of two days, case by case. Each case is judged on the day of its act. */
export function countCaseload(
  pack: Pack,
  decision: string,
  from: PlainDate,
  to: PlainDate,
): CaseloadCount {
  const program = compileBoth(pack, decision, from, to)
  const flows = new Map<
    string,
    { before: string; after: string; cases: number; exampleRow: number }
  >()
  let total = 0
  let changed = 0
  return {
    facts: [...new Set(program.features.map(({ name }) => name))].filter(
      (name) => name in pack.facts,
    ),
    add: ({ row, facts }) => {
      const [before, after] = [answerUnder(program, 0, facts), answerUnder(program, 1, facts)]
      total += 1
      if (before !== after) changed += 1
      const key = `${before} → ${after}`
      const flow = flows.get(key)
      if (flow) flow.cases += 1
      else flows.set(key, { before, after, cases: 1, exampleRow: row })
    },
    total: () => total,
    changed: () => changed,
    flows: () => [...flows.values()].sort((a, b) => b.cases - a.cases),
  }
}

/** Whether a question has few enough answers to count a caseload under it on a day. */
export function isCountable(pack: Pack, decision: string, on: PlainDate): boolean {
  try {
    compileBoth(pack, decision, on, on)
    return true
  } catch (error) {
    if (error instanceof CaseloadError) return false
    throw error
  }
}

function compileBoth(pack: Pack, decision: string, from: PlainDate, to: PlainDate): Program {
  try {
    return compile(pack, decision, [from, to])
  } catch (error) {
    if (error instanceof ScopeError) throw error
    const why = error instanceof Error ? error.message : String(error)
    throw new CaseloadError(
      `"${decision}" is too wide to be counted at once (${why}); choose another question`,
    )
  }
}

function answerUnder(program: Program, index: number, facts: Facts): string {
  const compiled = program.laws[index]
  if (!compiled) throw new RangeError(`the program has no law ${index}`)
  const { date } = compiled
  const answers = possibleAnswers(program, compiled, {
    facts,
    clocks: { act: date, opened: date, decided: date },
    readings: {},
  })
  const [only] = answers
  if (answers.size !== 1 || only === undefined) return 'undecided'
  return compiled.outcomes[only] || 'none'
}

/** An answer of a count in words; several articles stand side by side. */
export function answerText(pack: Pack, decision: string, answer: string): Text {
  return listOf(
    answer.split(/ \+ |, /).map((one) => outcomeText(pack, decision, one)),
    ' + ',
  )
}

export type CaseloadView = {
  readonly decision: string
  readonly from: PlainDate
  readonly to: PlainDate
  readonly knownUntil: KnownUntilView | null
  readonly total: number
  readonly changed: number
  readonly flows: readonly (Flow & { readonly beforeText: Text; readonly afterText: Text })[]
  readonly faults: readonly ({ readonly row: number } & CellFault)[]
  readonly faultCount: number
  readonly facts: readonly string[]
}

export type CaseloadInquiry = {
  readonly decision: string
  readonly from: PlainDate
  readonly to: PlainDate
  /** Lines of CSV, or how many made-up cases. */
  readonly caseload: { readonly csv: string } | { readonly count: number; readonly seed: number }
}

const SHOWN_FAULTS = 50

/** A caseload counted at once. With a faulty row nothing is counted: half a caseload would mislead. */
export function caseloadView(
  pack: Pack,
  { decision, from, to, caseload }: CaseloadInquiry,
): CaseloadView {
  const count = countCaseload(pack, decision, from, to)
  const faults: ({ readonly row: number } & CellFault)[] = []
  let faultCount = 0
  const rows =
    'csv' in caseload ? rowsOf(pack, caseload.csv) : makeUpCaseload(pack, count.facts, caseload)
  for (const one of rows) {
    if ('fault' in one) {
      faultCount += 1
      if (faults.length < SHOWN_FAULTS) faults.push({ row: one.row, ...one.fault })
    } else if (faultCount === 0) count.add(one)
  }
  const isWhole = faultCount === 0
  return {
    decision,
    from,
    to,
    knownUntil: knownUntilView(pack, [from, to]),
    total: isWhole ? count.total() : 0,
    changed: isWhole ? count.changed() : 0,
    flows: (isWhole ? count.flows() : []).map((flow) => ({
      ...flow,
      beforeText: answerText(pack, decision, flow.before),
      afterText: answerText(pack, decision, flow.after),
    })),
    faults,
    faultCount,
    facts: count.facts,
  }
}

function* rowsOf(pack: Pack, csv: string): Generator<CaseRow> {
  const read = caseReader(pack)
  for (const line of csv.split(/\r?\n/)) {
    const row = read(line)
    if (row !== undefined) yield row
  }
}
