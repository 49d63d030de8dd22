import type { Clock, Condition, Entry, Facts, FactValue, Literal, Test, Tri } from './ast.ts'
import { addDuration, type Duration, fullYears, type PlainDate } from './plain-date.ts'

/** Everything a condition may look at. What is absent is unknown. */
export type Situation = {
  readonly facts: Facts
  readonly clocks: Readonly<Partial<Record<Clock, PlainDate>>>
  readonly readings: Readonly<Record<string, string>>
}

/**
 * The reference interpreter: strong Kleene logic over the tree of a condition, with nothing clever in it. Every other way of evaluating must agree with it.
 * `entry` is the list entry looked at inside `some`, `every`, `none` and `count`; `known` keeps the truths of definitions that several rules share.
 */
export function evaluate(
  condition: Condition,
  situation: Situation,
  entry?: Entry,
  known?: Map<Condition, Tri>,
): Tri {
  switch (condition.op) {
    case 'always':
      return true
    case 'test':
      return evaluateTest(condition, situation, entry)
    case 'not':
      return not(evaluate(condition.of, situation, entry, known))
    case 'all':
      return allOf(condition.of, (part) => evaluate(part, situation, entry, known))
    case 'any':
      return anyOf(condition.of, (part) => evaluate(part, situation, entry, known))
    case 'atLeast':
      return atLeast(condition.n, condition.of, (part) => evaluate(part, situation, entry, known))
    case 'term':
    case 'holds':
      return condition.means === undefined
        ? undefined
        : evaluateOnce(condition.means, situation, entry, known)
    case 'some':
    case 'every':
    case 'none':
    case 'count': {
      const value = situation.facts[condition.list]
      if (isNotApplicable(value)) return false
      if (!Array.isArray(value)) return undefined
      return evaluateList(condition, value as readonly Entry[], situation)
    }
  }
}

/** A definition used by several rules is looked at once per situation; inside a list entry it may depend on the entry. */
function evaluateOnce(
  condition: Condition,
  situation: Situation,
  entry: Entry | undefined,
  known: Map<Condition, Tri> | undefined,
): Tri {
  if (!known || entry) return evaluate(condition, situation, entry)
  if (known.has(condition)) return known.get(condition)
  const truth = evaluate(condition, situation, entry, known)
  known.set(condition, truth)
  return truth
}

export type ListCondition = Extract<Condition, { op: 'some' | 'every' | 'none' | 'count' }>

export function evaluateList(
  condition: ListCondition,
  entries: readonly Entry[],
  situation: Situation,
): Tri {
  const each = (entry: Entry) => evaluate(condition.where, situation, entry)
  switch (condition.op) {
    case 'some':
      return anyOf(entries, each)
    case 'none':
      return not(anyOf(entries, each))
    case 'every':
      return allOf(entries, each)
    case 'count': {
      const truths = entries.map(each)
      const sure = truths.filter((truth) => truth === true).length
      const possible = sure + truths.filter((truth) => truth === undefined).length
      return compareRange(sure, possible, condition.relation, condition.n)
    }
  }
}

/** Compares a number known only to lie between two bounds. */
function compareRange(low: number, high: number, relation: Test['relation'], n: number): Tri {
  const answers = new Set<boolean>()
  for (let value = low; value <= high; value += 1) answers.add(compare(value, relation, n))
  return answers.size === 1 ? answers.has(true) : undefined
}

export function not(truth: Tri): Tri {
  return truth === undefined ? undefined : !truth
}

export function allOf<T>(parts: readonly T[], truthOf: (part: T) => Tri): Tri {
  let result: Tri = true
  for (const part of parts) {
    const truth = truthOf(part)
    if (truth === false) return false
    if (truth === undefined) result = undefined
  }
  return result
}

export function anyOf<T>(parts: readonly T[], truthOf: (part: T) => Tri): Tri {
  let result: Tri = false
  for (const part of parts) {
    const truth = truthOf(part)
    if (truth === true) return true
    if (truth === undefined) result = undefined
  }
  return result
}

function atLeast<T>(n: number, parts: readonly T[], truthOf: (part: T) => Tri): Tri {
  let sure = 0
  let possible = 0
  for (const part of parts) {
    const truth = truthOf(part)
    if (truth === true) sure += 1
    if (truth !== false) possible += 1
  }
  if (sure >= n) return true
  return possible >= n ? undefined : false
}

export function isNotApplicable(value: unknown): boolean {
  return (
    typeof value === 'object' &&
    value !== null &&
    (value as { readonly state?: unknown }).state === 'notApplicable'
  )
}

/** Whether a fact has a value; declined counts as unknown, not applicable as known. */
export function isKnown(value: FactValue | undefined): boolean {
  if (value === undefined) return false
  return typeof value !== 'object' || Array.isArray(value) || isNotApplicable(value)
}

function evaluateTest(test: Test, situation: Situation, entry: Entry | undefined): Tri {
  const { subject } = test
  switch (subject.of) {
    case 'fact': {
      const value = situation.facts[subject.name]
      if (isNotApplicable(value)) return false
      return typeof value === 'object' ? undefined : evaluateValue(test, value, situation.clocks)
    }
    case 'field':
      return evaluateValue(test, entry?.[subject.name], situation.clocks)
    case 'reading':
      return evaluateValue(test, situation.readings[subject.name], situation.clocks)
    case 'clock':
      return evaluateValue(test, situation.clocks[subject.name as Clock], situation.clocks)
  }
}

/** One leaf on one value. Undefined where the value, or a day it is measured against, is unknown. */
export function evaluateValue(
  { subject, relation, values }: Test,
  value: boolean | number | string | undefined,
  clocks: Situation['clocks'],
): Tri {
  if (value === undefined) return undefined
  if (subject.measure !== 'value') {
    const day = subject.clock && clocks[subject.clock]
    if (day === undefined) return undefined
    if (subject.measure === 'age')
      return compareAny(fullYears(String(value), day), relation, values)
    if (String(value) > day) return false
    const end = addDuration(String(value), values[0] as Duration)
    return compare(day, relation, end)
  }
  const literals: (string | number | boolean)[] = []
  for (const literal of values) {
    const plain = plainLiteral(literal, clocks)
    if (plain === undefined) return undefined
    literals.push(plain)
  }
  if (subject.type === 'article') {
    const found = literals.some(
      (literal) => value === literal || String(value).startsWith(`${literal}#`),
    )
    return relation === '=' || relation === 'in' ? found : !found
  }
  return compareAny(value, relation, literals)
}

function plainLiteral(literal: Literal, clocks: Situation['clocks']) {
  if (typeof literal !== 'object') return literal
  return 'clock' in literal ? clocks[literal.clock] : undefined
}

function compareAny(
  value: string | number | boolean,
  relation: Test['relation'],
  values: readonly Literal[],
): boolean {
  if (relation === 'in') return values.includes(value)
  if (relation === 'not in') return !values.includes(value)
  return compare(value, relation, values[0] as string | number | boolean)
}

function compare<T extends string | number | boolean>(
  left: T,
  relation: Test['relation'],
  right: T,
): boolean {
  switch (relation) {
    case '=':
    case 'in':
      return left === right
    case '!=':
    case 'not in':
      return left !== right
    case '<':
      return left < right
    case '<=':
      return left <= right
    case '>':
      return left > right
    case '>=':
      return left >= right
  }
}
