// The levels of agreement of two records in memory: what steps/compare.ts says in SQL and explain/score-pair.ts for single
// records, over numbers. Similar strings are compared once per pair of values met, not once per pair of records.
import type { Plan } from '../plan.ts'
import { parseRef } from '../settings/columns.ts'
import type { Level, SimpleLevel } from '../settings/settings.ts'
import { damerauLevenshtein, levenshtein } from '../strings/edits.ts'
import { jaro, jaroWinkler } from '../strings/jaro.ts'
import type { CodedColumn, MemoryNodes } from './memory-nodes.ts'
import { countOf, packTexts, type Texts, textReader, unpackTexts } from './texts.ts'

/** Of two rows of codes, by where they start. */
type Test = (l: number, r: number) => boolean

function columnOf(nodes: MemoryNodes, ref: string): CodedColumn {
  const { column } = parseRef(ref)
  const found = nodes.columns.get(column)
  if (found === undefined) throw new RangeError(`The column "${column}" was not read.`)
  return found
}

/** For each code of a column the code of its leading letters. */
export function shortened(values: Texts, prefix: number) {
  const known = new Map<string, number>()
  const shorter: string[] = ['']
  const codeOf = Int32Array.from(unpackTexts(values), (value, code) => {
    if (code === 0) return 0
    const text = Array.from(value.slice(0, prefix * 2))
      .slice(0, prefix)
      .join('')
    const found = known.get(text) ?? shorter.push(text) - 1
    known.set(text, found)
    return found
  })
  return { codeOf, values: packTexts(shorter) }
}

// A hundred thousand answers stay near the processor.
const MEMO_BITS = 17

/** Answers already given, by the two values; newer answers push out older ones. */
function remembered(values: Texts, test: (a: string, b: string) => boolean) {
  const textOf = textReader(values)
  const size = 1 << MEMO_BITS
  // Left, right, answer.
  const memo = new Int32Array(size * 4)
  return (a: number, b: number): boolean => {
    const slot = ((Math.imul(a, 0x9e3779b1) ^ Math.imul(b, 0x85ebca6b)) >>> (32 - MEMO_BITS)) * 4
    if (memo[slot] === a && memo[slot + 1] === b) return memo[slot + 2] === 1
    const answer = test(textOf(a), textOf(b))
    memo[slot] = a
    memo[slot + 1] = b
    memo[slot + 2] = answer ? 1 : 0
    return answer
  }
}

/**
 * Whether two values can be as similar as a limit at all, from their lengths and letters alone: no more letters can match than
 * one of them has in common with the other, and four equal leading letters are the most that Winkler counts.
 */
export function maySimilar(values: Texts, limit: number, prefixCounts: boolean) {
  const { starts, bytes } = values
  const count = countOf(values)
  const lengths = new Int32Array(count)
  const letters = new Int32Array(count)
  const first = new Int32Array(count)
  for (let code = 0; code < count; code += 1) {
    const from = starts[code] ?? 0
    const to = starts[code + 1] ?? 0
    let mask = 0
    for (let at = from; at < to; at += 1) mask |= 1 << ((bytes[at] ?? 0) & 31)
    lengths[code] = to - from
    letters[code] = mask
    first[code] = bytes[from] ?? 0
  }
  const least = limit - 1e-9
  return (a: number, b: number): boolean => {
    const lengthA = lengths[a] ?? 0
    const lengthB = lengths[b] ?? 0
    if (lengthA === 0 || lengthB === 0) return true
    const maskA = letters[a] ?? 0
    const maskB = letters[b] ?? 0
    const common = Math.min(lengthA - bits(maskA & ~maskB), lengthB - bits(maskB & ~maskA))
    const jaroAtMost = common <= 0 ? 0 : (common / lengthA + common / lengthB + 1) / 3
    const raised =
      prefixCounts && first[a] === first[b] ? jaroAtMost + 0.4 * (1 - jaroAtMost) : jaroAtMost
    return raised >= least
  }
}

function bits(mask: number): number {
  let left = mask - ((mask >>> 1) & 0x55555555)
  left = (left & 0x33333333) + ((left >>> 2) & 0x33333333)
  return Math.imul((left + (left >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
}

function onStrings(
  nodes: MemoryNodes,
  ref: string,
  test: (a: string, b: string) => boolean,
  may?: (values: Texts) => (a: number, b: number) => boolean,
): Test {
  const { codes } = nodes
  const { place, values } = columnOf(nodes, ref)
  const { prefix } = parseRef(ref)
  if (prefix === undefined) {
    const answer = remembered(values, test)
    const possible = may?.(values)
    if (possible !== undefined)
      return (l, r) => {
        const a = codes[l + place] ?? 0
        const b = codes[r + place] ?? 0
        return a !== 0 && b !== 0 && possible(a, b) && answer(a, b)
      }
    return (l, r) => {
      const a = codes[l + place] ?? 0
      const b = codes[r + place] ?? 0
      return a !== 0 && b !== 0 && answer(a, b)
    }
  }
  const short = shortened(values, prefix)
  const answer = remembered(short.values, test)
  return (l, r) => {
    const a = short.codeOf[codes[l + place] ?? 0] ?? 0
    const b = short.codeOf[codes[r + place] ?? 0] ?? 0
    return a !== 0 && b !== 0 && answer(a, b)
  }
}

function equal(nodes: MemoryNodes, ref: string): Test {
  const { codes } = nodes
  const { place, values } = columnOf(nodes, ref)
  const { prefix } = parseRef(ref)
  if (prefix === undefined)
    return (l, r) => {
      const a = codes[l + place] ?? 0
      return a !== 0 && a === codes[r + place]
    }
  const { codeOf } = shortened(values, prefix)
  return (l, r) => {
    const a = codeOf[codes[l + place] ?? 0] ?? 0
    return a !== 0 && a === codeOf[codes[r + place] ?? 0]
  }
}

/** Compared where they lie: numbers are so many that hardly a pair of them is met twice. */
function ofFewOtherSigns(nodes: MemoryNodes, ref: string, most: number): Test {
  const { codes } = nodes
  const { place, values } = columnOf(nodes, ref)
  const { prefix } = parseRef(ref)
  const short = prefix === undefined ? undefined : shortened(values, prefix)
  const { starts, bytes } = short?.values ?? values
  return (l, r) => {
    let a = codes[l + place] ?? 0
    let b = codes[r + place] ?? 0
    if (short !== undefined) {
      a = short.codeOf[a] ?? 0
      b = short.codeOf[b] ?? 0
    }
    if (a === 0 || b === 0) return false
    const left = starts[a] ?? 0
    const right = starts[b] ?? 0
    const length = (starts[a + 1] ?? 0) - left
    if (length === 0 || length !== (starts[b + 1] ?? 0) - right) return false
    let others = 0
    for (let at = 0; at < length; at += 1)
      if (bytes[left + at] !== bytes[right + at]) {
        others += 1
        if (others > most) return false
      }
    return true
  }
}

/** A value of one column equal to a value of another, whose codes are said in those of the first. */
function equalAcross(nodes: MemoryNodes, left: string, right: string): Test {
  const { codes } = nodes
  const own = columnOf(nodes, left)
  const other = columnOf(nodes, right)
  const known = new Map(unpackTexts(own.values).map((value, code) => [value, code] as const))
  const translated = Int32Array.from(unpackTexts(other.values), (value, code) =>
    code === 0 ? 0 : (known.get(value) ?? 0),
  )
  return (l, r) => {
    const a = codes[l + own.place] ?? 0
    return a !== 0 && a === translated[codes[r + other.place] ?? 0]
  }
}

function withinDays(nodes: MemoryNodes, ref: string, days: number): Test {
  const { codes } = nodes
  const { place, values } = columnOf(nodes, ref)
  const numbers = Float64Array.from(unpackTexts(values), Number)
  return (l, r) => {
    const a = codes[l + place] ?? 0
    const b = codes[r + place] ?? 0
    return a !== 0 && b !== 0 && Math.abs((numbers[a] ?? 0) - (numbers[b] ?? 0)) <= days
  }
}

function simpleTest(nodes: MemoryNodes, field: string, level: SimpleLevel): Test {
  if (level === 'exact') return equal(nodes, field)
  if (level === 'swapDayMonth') {
    const date = parseRef(field).field
    return equalAcross(nodes, `${date}.swap`, date)
  }
  if ('same' in level) return equal(nodes, level.same)
  if ('crossed' in level) {
    const [a, b] = level.crossed
    const there = equalAcross(nodes, a, b)
    const back = equalAcross(nodes, b, a)
    return (l, r) => there(l, r) && back(l, r)
  }
  if ('sql' in level || 'shareAny' in level)
    throw new RangeError('Free SQL and lists are compared by the database.')
  if ('days' in level)
    return withinDays(nodes, level.of ?? `${parseRef(field).field}.day`, level.days)
  const on = level.of ?? field
  if ('jaroWinkler' in level)
    return onStrings(
      nodes,
      on,
      (a, b) => jaroWinkler(a, b) >= level.jaroWinkler,
      (values) => maySimilar(values, level.jaroWinkler, true),
    )
  if ('jaro' in level)
    return onStrings(
      nodes,
      on,
      (a, b) => jaro(a, b) >= level.jaro,
      (values) => maySimilar(values, level.jaro, false),
    )
  if ('levenshtein' in level)
    return onStrings(nodes, on, (a, b) => levenshtein(a, b) <= level.levenshtein)
  if ('damerauLevenshtein' in level)
    return onStrings(nodes, on, (a, b) => damerauLevenshtein(a, b) <= level.damerauLevenshtein)
  return ofFewOtherSigns(nodes, on, level.hamming)
}

function testOf(nodes: MemoryNodes, field: string, level: Level): Test {
  if (typeof level === 'object' && 'all' in level) {
    const tests = level.all.map((part) => simpleTest(nodes, field, part))
    return (l, r) => tests.every((test) => test(l, r))
  }
  if (typeof level === 'object' && 'any' in level) {
    const tests = level.any.map((part) => simpleTest(nodes, field, part))
    return (l, r) => tests.some((test) => test(l, r))
  }
  return simpleTest(nodes, field, level)
}

/**
 * Compares two rows of codes: the code of each comparison (0 for "not known", n for the n-th level) goes into `into`, and all of
 * them come back packed into one number.
 */
export type Compare = (l: number, r: number, into: Int32Array) => number

/** The column whose codes alone say whether the level holds; undefined where a test has to. */
function sameColumn(field: string, level: Level): string | undefined {
  const ref =
    level === 'exact'
      ? field
      : typeof level === 'object' && 'same' in level
        ? level.same
        : undefined
  return ref === undefined || parseRef(ref).prefix !== undefined ? undefined : ref
}

/**
 * Written out as code, comparison by comparison: a loop over tests costs more than the tests. Only numbers go into the text, the
 * settings' own words do not.
 */
export function comparer(plan: Plan, nodes: MemoryNodes): Compare {
  const tests: Test[] = []
  const body = plan.comparisons.map(({ settings: { field }, levels, factor }, at) => {
    const { place } = columnOf(nodes, field)
    const holds = levels.flatMap(({ level }) => {
      if (level === 'else') return []
      const same = sameColumn(field, level)
      if (same !== undefined) {
        const own = columnOf(nodes, same).place
        return own === place
          ? ['a === b']
          : [`(x = codes[l + ${own}]) !== 0 && x === codes[r + ${own}]`]
      }
      tests.push(testOf(nodes, field, level))
      return [`test${tests.length - 1}(l, r)`]
    })
    const chain = holds.map((test, level) => `${test} ? ${level + 1} : `).join('')
    return `a = codes[l + ${place}]; b = codes[r + ${place}];
code = a === 0 || b === 0 ? 0 : ${chain}${levels.length};
into[${at}] = code; packed += code * ${factor};`
  })
  const make = new Function(
    'codes',
    'tests',
    `${tests.map((_, at) => `const test${at} = tests[${at}];`).join('')}
return (l, r, into) => { let a = 0, b = 0, x = 0, code = 0, packed = 0;
${body.join('\n')}
return packed; }`,
  )
  return make(nodes.codes, tests) as Compare
}

/** Only the database can run free SQL and lists. */
export function runsInMemory({ settings, comparisons }: Plan): boolean {
  const plain = (level: SimpleLevel) =>
    typeof level === 'string' || !('sql' in level || 'shareAny' in level)
  const levels = comparisons.flatMap((one) => one.levels.map(({ level }) => level))
  return (
    settings.blocking.every(
      ({ on, where }) =>
        where === undefined && on.every((ref) => typeof ref === 'string' && !ref.endsWith('[*]')),
    ) &&
    comparisons.every((one) => typeof one.settings.nullWhen !== 'object') &&
    levels.every((level) =>
      typeof level !== 'object'
        ? true
        : 'all' in level
          ? level.all.every(plain)
          : 'any' in level
            ? level.any.every(plain)
            : plain(level),
    )
  )
}
