import type { CompiledLaw, Program } from './compile.ts'
import type { Situation } from './evaluate.ts'

/**
 * Facts of many cases, one array per fact: for yes/no 0 and 1, for choices the position among the declared values, for numbers the number; 255 (or -1 in a
 * signed array) is unknown. Facts that need a day or a list come as `computed` codes by feature key.
 */
export type Columns = {
  readonly rows: number
  readonly facts: Readonly<Record<string, Uint8Array | Int16Array | Int32Array>>
  readonly computed?: Readonly<Record<string, Uint8Array>> | undefined
  /** Says that nothing is unknown: the words are fewer and everything after is faster. Packing throws where it is not true. */
  readonly complete?: boolean | undefined
}

/** A case as the law sees it: one number per case, the same for all laws of the program. */
export type Words = {
  readonly words: Uint32Array
  readonly size: number
  readonly complete: boolean
}

const WORD_LIMIT = 1 << 21
const UNKNOWN = 255
const BLOCK = 4_096

/** More distinctions than fit a table; the caller decides case by case. */
export class TooManyCells extends Error {
  override readonly name = 'TooManyCells'
}

/** Columns said to be complete that are not. */
export class IncompleteColumns extends Error {
  override readonly name = 'IncompleteColumns'
}

/** One extra cell per feature stands for unknown, unless nothing is. */
function strides(
  { features }: Program,
  complete: boolean,
): { readonly strides: readonly number[]; readonly size: number } {
  let size = 1
  const made: number[] = []
  for (const { cells } of features) {
    made.push(size)
    size *= cells.length + (complete ? 0 : 1)
  }
  if (size > WORD_LIMIT)
    throw new TooManyCells(
      `${size} cells are more than ${WORD_LIMIT}; ask about fewer articles at once`,
    )
  return { strides: made, size }
}

/** A value no sum of real cells reaches; the columns of a lane and four lanes together stay below the sign. */
const MISSING = 1 << 25

type Step = {
  readonly column: Uint8Array | Int16Array | Int32Array
  readonly table: Uint32Array
  readonly lowest: number
}

/** Reduces every case to what the laws of the program can see. Unknown facts become a cell of their own. */
export function packColumns(program: Program, columns: Columns): Words {
  const complete = columns.complete ?? false
  const { strides: made, size } = strides(program, complete)
  const words = new Uint32Array(columns.rows)
  const steps: Step[] = []
  let constant = 0
  for (const [index, feature] of program.features.entries()) {
    const stride = made[index] ?? 0
    const unknown = complete ? MISSING : feature.cells.length * stride
    const column =
      feature.kind === 'computed' ? columns.computed?.[feature.key] : columns.facts[feature.name]
    if (!column) {
      constant += unknown
      continue
    }
    const lowest = column instanceof Uint8Array ? 0 : -1
    const table = new Uint32Array(
      (column instanceof Uint8Array ? UNKNOWN : 1_023) - lowest + 1,
    ).fill(unknown)
    for (const [position] of table.entries()) {
      const cell = cellOf(program, index, position + lowest)
      if (cell >= 0) table[position] = cell * stride
    }
    steps.push({ column, table, lowest })
  }
  if (constant >= MISSING) throw new IncompleteColumns('a fact the law looks at has no column')
  const bytes = steps.filter(({ column }) => column instanceof Uint8Array)
  const wide = steps.filter(({ column }) => !(column instanceof Uint8Array))
  const lanes = lanesOf(bytes)
  let seen = 0
  // In blocks that stay in the fastest cache.
  for (let start = 0; start < words.length; start += BLOCK) {
    const block = words.subarray(start, Math.min(start + BLOCK, words.length))
    block.fill(constant)
    const narrow = squeeze(lanes, start, block.length)
    for (let first = 0; first < (narrow ?? bytes).length; first += 4)
      seen |= narrow ? addBytes(block, narrow, first, 0) : addBytes(block, bytes, first, start)
    for (const step of wide) seen |= addWide(block, step, start)
  }
  if (complete && seen >= MISSING)
    throw new IncompleteColumns('columns said to be complete hold an unknown or impossible value')
  return { words, size, complete }
}

/** Some columns side by side in one byte: each takes as many bits as its codes need, so that one look-up serves them all. */
type Lane = {
  readonly parts: readonly {
    readonly column: Uint32Array
    readonly shift: number
    /** The bits no code of this column uses, in each of the four bytes of a word. */
    readonly outside: number
  }[]
  readonly table: Uint32Array
  readonly words: Uint32Array
  readonly bytes: Uint8Array
}

const BYTE = 256
const EVERY_BYTE = 0x01_01_01_01

function lanesOf(steps: readonly Step[]): readonly Lane[] | undefined {
  const measured = steps.map((step) => {
    const { column, table } = step
    const unknown = table[UNKNOWN] as number
    const last = table.findLastIndex((offset) => offset !== unknown)
    return { step, column, bits: Math.max(1, 32 - Math.clz32(Math.max(0, last))) }
  })
  // Four rows at a time need columns that begin on a word.
  if (measured.some(({ column, bits }) => column.byteOffset % 4 !== 0 || bits > 8)) return undefined
  const bins: { free: number; held: (typeof measured)[number][] }[] = []
  for (const one of measured.sort((left, right) => right.bits - left.bits)) {
    const bin = bins.find(({ free }) => free >= one.bits)
    if (bin) {
      bin.held.push(one)
      bin.free -= one.bits
    } else bins.push({ free: 8 - one.bits, held: [one] })
  }
  return bins.map(({ held }) => {
    let shift = 0
    const table = new Uint32Array(BYTE)
    const parts = held.map(({ step, column, bits }) => {
      const mask = (1 << bits) - 1
      for (let byte = 0; byte < BYTE; byte += 1)
        table[byte] = (table[byte] as number) + (step.table[(byte >> shift) & mask] as number)
      const part = {
        column: new Uint32Array(column.buffer, column.byteOffset, column.length >> 2),
        shift,
        outside: Math.imul(~mask & 0xff, EVERY_BYTE),
      }
      shift += bits
      return part
    })
    const words = new Uint32Array(BLOCK >> 2)
    return { parts, table, words, bytes: new Uint8Array(words.buffer) }
  })
}

/** Puts the columns of a block side by side, four rows at a time; nothing where a code does not fit its bits or rows are left over. */
function squeeze(
  lanes: readonly Lane[] | undefined,
  start: number,
  rows: number,
): readonly Step[] | undefined {
  if (!lanes || rows % 4 !== 0) return undefined
  const count = rows >> 2
  const from = start >> 2
  for (const { parts, words } of lanes) {
    words.fill(0)
    for (const { column, shift, outside } of parts) {
      const part = column.subarray(from, from + count)
      let strange = 0
      for (let at = 0; at < part.length; at += 1) {
        const four = part[at] as number
        strange |= four & outside
        words[at] = (words[at] as number) | (four << shift)
      }
      if (strange !== 0) return undefined
    }
  }
  return lanes.map(({ bytes, table }) => ({ column: bytes, table, lowest: 0 }))
}

const NO_COLUMN = new Uint8Array(BLOCK)
const NO_TABLE = new Uint32Array(256)

/** Adds four columns at once; where there are fewer, the rest reads a column of nothing. Returns the bits seen, to tell whether a value was missing. */
function addBytes(
  block: Uint32Array,
  steps: readonly Step[],
  first: number,
  start: number,
): number {
  const at = (offset: number) =>
    (steps[first + offset]?.column as Uint8Array | undefined)?.subarray(
      start,
      start + block.length,
    ) ?? NO_COLUMN
  const tableAt = (offset: number) => steps[first + offset]?.table ?? NO_TABLE
  const [a, b, c, d] = [at(0), at(1), at(2), at(3)]
  const [ta, tb, tc, td] = [tableAt(0), tableAt(1), tableAt(2), tableAt(3)]
  let seen = 0
  for (let row = 0; row < block.length; row += 1) {
    const sum =
      (ta[a[row] as number] as number) +
      (tb[b[row] as number] as number) +
      (tc[c[row] as number] as number) +
      (td[d[row] as number] as number)
    seen |= sum
    block[row] = (block[row] as number) + sum
  }
  return seen
}

function addWide(block: Uint32Array, { column, table, lowest }: Step, start: number): number {
  const unknown = table[0] as number
  let seen = 0
  for (let row = 0; row < block.length; row += 1) {
    const offset = table[(column[start + row] as number) - lowest] ?? unknown
    seen |= offset
    block[row] = (block[row] as number) + offset
  }
  return seen
}

/** The cell of a column's code, or -1 for unknown. */
function cellOf({ features, pack }: Program, index: number, code: number): number {
  const feature = features[index]
  if (!feature || code < 0) return -1
  if (feature.kind === 'computed') return code < feature.cells.length ? code : -1
  const fact = pack.facts[feature.name]
  const value =
    feature.kind === 'yesno'
      ? code === 1
        ? true
        : code === 0
          ? false
          : undefined
      : feature.kind === 'number'
        ? code >= (fact?.min ?? 0) && code <= (fact?.max ?? code)
          ? code
          : undefined
        : Object.keys(fact?.values ?? pack.readings[feature.name]?.members ?? {})[code]
  if (value === undefined) return -1
  const situation: Situation = {
    facts: { [feature.name]: value },
    clocks: {},
    readings: { [feature.name]: String(value) },
  }
  return feature.codeOf(situation)
}

/** The answer of every word under one law: a number of `law.answers`, or 65535 where the word's unknowns leave it open. */
export function tableOf(program: Program, law: CompiledLaw, complete = false): Uint16Array {
  const { strides: steps, size } = strides(program, complete)
  const { features } = program
  const table = new Uint16Array(size)
  for (let word = 0; word < size; word += 1) {
    const cellAt = (variable: number) => {
      const cells = features[variable]?.cells.length ?? 0
      const cell = Math.floor(word / (steps[variable] ?? 1)) % (cells + (complete ? 0 : 1))
      return cell === cells ? -1 : cell
    }
    table[word] = settle(law, law.root, cellAt)
  }
  return table
}

export const OPEN = 65_535

function settle(law: CompiledLaw, node: number, cellAt: (variable: number) => number): number {
  let at = node
  while (at >= 0) {
    const kids = law.kids[at] ?? []
    const cell = cellAt(law.variable[at] ?? 0)
    if (cell < 0) {
      let found = -1
      for (const kid of kids) {
        const answer = settle(law, kid, cellAt)
        if (answer === OPEN || (found >= 0 && answer !== found)) return OPEN
        found = answer
      }
      return found
    }
    at = kids[cell] ?? -1
  }
  return -1 - at
}

/** The answers of all cases under one law. */
export function decideColumns(
  table: Uint16Array,
  { words }: Words,
  into = new Uint16Array(words.length),
): Uint16Array {
  for (let row = 0; row < words.length; row += 1) into[row] = table[words[row] as number] as number
  return into
}

/** How many cases fall on each word; from then on a further law costs nothing per case. */
export function countWords({ words, size }: Words): Uint32Array {
  const counts = new Uint32Array(size)
  for (let row = 0; row < words.length; row += 1) {
    const word = words[row] as number
    counts[word] = (counts[word] as number) + 1
  }
  return counts
}

export type Impact = {
  readonly from: string
  readonly to: string
  /** Outcomes under the first and the second law, with the number of cases and one case as an example. */
  readonly flows: readonly {
    readonly before: string
    readonly after: string
    readonly cases: number
    readonly exampleRow?: number | undefined
  }[]
  readonly changed: number
  readonly total: number
}

/** How cases move between outcomes from one law of the program to another, from the counts per word. */
export function impactOfCounts(
  program: Program,
  counts: Uint32Array,
  from: number,
  to: number,
  tables = program.laws.map((law) => tableOf(program, law)),
): Impact {
  const [before, after] = [program.laws[from], program.laws[to]]
  const [left, right] = [tables[from], tables[to]]
  if (!before || !after || !left || !right)
    throw new RangeError(`the program has laws 0 to ${program.laws.length - 1}`)
  const width = after.answers.length + 1
  const matrix = new Float64Array((before.answers.length + 1) * width)
  const indexOf = (answer: number, answers: number) => (answer === OPEN ? answers : answer)
  for (let word = 0; word < counts.length; word += 1) {
    const cases = counts[word] as number
    if (cases === 0) continue
    const at =
      indexOf(left[word] ?? OPEN, before.answers.length) * width +
      indexOf(right[word] ?? OPEN, after.answers.length)
    matrix[at] = (matrix[at] ?? 0) + cases
  }
  return impactOfMatrix(before, after, matrix, width)
}

/** The same from the words themselves, case by case, with an example row for each flow. */
export function impactOfWords(
  program: Program,
  { words, complete }: Words,
  from: number,
  to: number,
  tables = program.laws.map((law) => tableOf(program, law, complete)),
): Impact {
  const [before, after] = [program.laws[from], program.laws[to]]
  const [left, right] = [tables[from], tables[to]]
  if (!before || !after || !left || !right)
    throw new RangeError(`the program has laws 0 to ${program.laws.length - 1}`)
  const width = after.answers.length + 1
  // One table for both laws: the place in the matrix for each word, so that a case costs one look-up and one addition.
  const places = new Uint32Array(left.length)
  for (let word = 0; word < places.length; word += 1) {
    const one = left[word] as number
    const other = right[word] as number
    places[word] =
      (one === OPEN ? before.answers.length : one) * width +
      (other === OPEN ? after.answers.length : other)
  }
  const counts = new Uint32Array((before.answers.length + 1) * width)
  const firstRow = new Int32Array(counts.length).fill(-1)
  for (let row = 0; row < words.length; row += 1) {
    const place = places[words[row] as number] as number
    if (counts[place] === 0) firstRow[place] = row
    counts[place] = (counts[place] as number) + 1
  }
  const impact = impactOfMatrix(before, after, Float64Array.from(counts), width)
  const example = new Map<string, number>()
  for (const [place, row] of firstRow.entries())
    if (row >= 0) {
      const key = flowKey(before, after, Math.floor(place / width), place % width)
      example.set(key, Math.min(row, example.get(key) ?? row))
    }
  return {
    ...impact,
    flows: impact.flows.map((flow) => ({
      ...flow,
      exampleRow: example.get(`${flow.before} → ${flow.after}`),
    })),
  }
}

function outcomeName(law: CompiledLaw, answer: number): string {
  return answer === law.answers.length ? 'undecided' : law.outcomes[answer] || 'none'
}

function flowKey(before: CompiledLaw, after: CompiledLaw, left: number, right: number): string {
  return `${outcomeName(before, left)} → ${outcomeName(after, right)}`
}

function impactOfMatrix(
  before: CompiledLaw,
  after: CompiledLaw,
  matrix: Float64Array,
  width: number,
): Impact {
  const flows = new Map<string, { before: string; after: string; cases: number }>()
  let total = 0
  let changed = 0
  for (const [place, cases] of matrix.entries()) {
    if (cases === 0) continue
    const left = outcomeName(before, Math.floor(place / width))
    const right = outcomeName(after, place % width)
    const key = `${left} → ${right}`
    flows.set(key, { before: left, after: right, cases: (flows.get(key)?.cases ?? 0) + cases })
    total += cases
    if (left !== right) changed += cases
  }
  return {
    from: before.date,
    to: after.date,
    flows: [...flows.values()].sort((a, b) => b.cases - a.cases),
    changed,
    total,
  }
}
