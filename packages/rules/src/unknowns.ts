import type { Clock, Condition, Entry, Pack, Test } from './ast.ts'
import { type Diagram, type Node, newDiagram } from './diagram.ts'
import {
  evaluate,
  evaluateList,
  evaluateValue,
  isKnown,
  type ListCondition,
  type Situation,
} from './evaluate.ts'
import { addDays, addDuration, addMonths, type Duration, type PlainDate } from './plain-date.ts'
import { readingMembers, visitLeaves } from './scope.ts'

/** Something not known that the conditions may look at: a fact, a contested reading, a day, or a list that cannot be taken apart. */
export type Unknown = {
  readonly kind: 'fact' | 'reading' | 'clock' | 'list'
  readonly name: string
  /** One representative per group of values that no condition can tell apart, and the whole group where it is a set of members. */
  readonly cells: readonly { readonly value: unknown; readonly group?: readonly string[] }[]
}

/** Conditions over what is still unknown, as diagrams. `unknowns[i]` is variable `i`. */
export type OpenQuestion = {
  readonly diagram: Diagram
  readonly unknowns: readonly Unknown[]
  readonly nodes: readonly Node[]
}

/**
 * Turns conditions into diagrams over everything the situation leaves unknown. Values no leaf can tell apart become one cell, so the diagrams
 * are finite and exact whatever the type of a fact. May throw `DiagramTooLarge`.
 */
export function openQuestion(
  pack: Pack,
  conditions: readonly Condition[],
  situation: Situation,
): OpenQuestion {
  const { leaves, lists } = gatherLeaves(conditions)
  const diagram = newDiagram()
  const unknowns: Unknown[] = []
  const variables = new Map<
    string,
    {
      readonly variable: number
      readonly truths: ReadonlyMap<string, readonly (boolean | undefined)[]>
    }
  >()

  const declare = (unknown: Unknown) => {
    unknowns.push(unknown)
    return diagram.declare({ name: unknown.name, cells: unknown.cells.length })
  }
  /** One variable for a fact or reading, its cells the distinct columns of truths over all leaves that look at it. */
  const factVariable = (of: 'fact' | 'reading', name: string) => {
    const key = `${of} ${name}`
    const known = variables.get(key)
    if (known) return known
    const mine = leaves.get(key) ?? []
    const values =
      of === 'reading' ? readingMembers(pack, name) : representatives(pack, name, mine, situation)
    const columns = new Map<
      string,
      { value: unknown; group: string[]; truths: (boolean | undefined)[] }
    >()
    for (const value of values) {
      const truths = mine.map((leaf) => evaluateValue(leaf, value as string, situation.clocks))
      const column = columns.get(truths.join()) ?? { value, group: [], truths }
      column.group.push(String(value))
      columns.set(truths.join(), column)
    }
    const cells = [...columns.values()]
    const variable = declare({
      kind: of,
      name,
      cells: cells.map(({ value, group }) => ({ value, group })),
    })
    const made = {
      variable,
      truths: new Map(
        mine.map((leaf, index) => [leaf.text, cells.map(({ truths }) => truths[index])]),
      ),
    }
    variables.set(key, made)
    return made
  }
  /** A question of its own that is simply true or false: a leaf on a day nobody gave, or a list too wide to take apart. */
  const opaque = (kind: 'clock' | 'list', name: string, key: string): Node => {
    const known = variables.get(key)
    const variable =
      known?.variable ?? declare({ kind, name, cells: [{ value: true }, { value: false }] })
    if (!known) variables.set(key, { variable, truths: new Map() })
    return diagram.make(variable, [1, 0])
  }
  const listVariable = (name: string) => {
    const key = `list ${name}`
    const known = variables.get(key)
    if (known) return known
    const columns = listColumns(pack, name, lists.get(name) ?? [], situation)
    if (!columns) return undefined
    const variable = declare({ kind: 'fact', name, cells: columns.map(({ value }) => ({ value })) })
    const made = {
      variable,
      truths: new Map(
        (lists.get(name) ?? []).map((condition, index) => [
          JSON.stringify(condition),
          columns.map(({ truths }) => truths[index]),
        ]),
      ),
    }
    variables.set(key, made)
    return made
  }
  const fromTruths = (variable: number, truths: readonly (boolean | undefined)[] | undefined) =>
    diagram.make(
      variable,
      (truths ?? []).map((truth) => (truth ? 1 : 0)),
    )

  const nodeOfTest = (test: Test): Node => {
    const { subject } = test
    const settled = evaluate(test, situation)
    if (settled !== undefined) return settled ? 1 : 0
    const missing = missingClock(test, situation)
    if (missing !== undefined) return opaque('clock', `@${missing}`, `leaf ${test.text}`)
    const { variable, truths } = factVariable(
      subject.of === 'reading' ? 'reading' : 'fact',
      subject.name,
    )
    return fromTruths(variable, truths.get(test.text))
  }
  const nodeOfList = (condition: ListCondition): Node => {
    const settled = evaluate(condition, situation)
    if (settled !== undefined) return settled ? 1 : 0
    const key = JSON.stringify(condition)
    const whole = isKnown(situation.facts[condition.list])
      ? undefined
      : listVariable(condition.list)
    return whole
      ? fromTruths(whole.variable, whole.truths.get(key))
      : opaque('list', condition.list, key)
  }
  const made = new Map<Condition, Node>()
  const nodeOf = (condition: Condition): Node => {
    const known = made.get(condition)
    if (known !== undefined) return known
    const node = build(condition)
    made.set(condition, node)
    return node
  }
  const build = (condition: Condition): Node => {
    switch (condition.op) {
      case 'always':
        return 1
      case 'test':
        return nodeOfTest(condition)
      case 'not':
        return diagram.not(nodeOf(condition.of))
      case 'all': {
        let node: Node = 1
        for (const part of condition.of) node = node === 0 ? 0 : diagram.and(node, nodeOf(part))
        return node
      }
      case 'any': {
        let node: Node = 0
        for (const part of condition.of) node = node === 1 ? 1 : diagram.or(node, nodeOf(part))
        return node
      }
      case 'atLeast':
        return diagram.atLeast(condition.n, condition.of.map(nodeOf))
      case 'term':
      case 'holds':
        return condition.means ? nodeOf(condition.means) : 0
      case 'some':
      case 'every':
      case 'none':
      case 'count':
        return nodeOfList(condition)
    }
  }
  const nodes = conditions.map(nodeOf)
  return { diagram, unknowns, nodes }
}

type Gathered = {
  readonly leaves: ReadonlyMap<string, readonly Test[]>
  readonly lists: ReadonlyMap<string, readonly ListCondition[]>
}

function gatherLeaves(conditions: readonly Condition[]): Gathered {
  const leaves = new Map<string, Map<string, Test>>()
  const lists = new Map<string, Map<string, ListCondition>>()
  const seen = new Set<Condition>()
  for (const condition of conditions)
    visitLeaves(
      condition,
      (leaf) => {
        if (leaf.op !== 'test') {
          const mine = lists.get(leaf.list) ?? new Map()
          lists.set(leaf.list, mine.set(JSON.stringify(leaf), leaf))
        } else if (leaf.subject.of === 'fact' || leaf.subject.of === 'reading') {
          const key = `${leaf.subject.of} ${leaf.subject.name}`
          const mine = leaves.get(key) ?? new Map()
          leaves.set(key, mine.set(leaf.text, leaf))
        }
      },
      seen,
    )
  return {
    leaves: new Map([...leaves].map(([key, map]) => [key, [...map.values()]])),
    lists: new Map([...lists].map(([key, map]) => [key, [...map.values()]])),
  }
}

function missingClock({ subject, values }: Test, { clocks }: Situation): Clock | undefined {
  const needed = [
    ...(subject.of === 'clock' ? [subject.name as Clock] : []),
    ...(subject.clock ? [subject.clock] : []),
    ...values.flatMap((value) =>
      typeof value === 'object' && 'clock' in value ? [value.clock] : [],
    ),
  ]
  return needed.find((clock) => clocks[clock] === undefined)
}

/** Values of a fact such that any other value is treated like one of them by every leaf given. */
export function representatives(
  pack: Pack,
  name: string,
  leaves: readonly Test[],
  situation: Pick<Situation, 'clocks'>,
): readonly (string | number | boolean)[] {
  const fact = pack.facts[name]
  switch (fact?.type) {
    case 'yesno':
      return [true, false]
    case 'choice':
      return Object.keys(fact.values ?? {})
    case 'number':
      return numbersAround(leaves, fact.min ?? 0, fact.max ?? Number.MAX_SAFE_INTEGER)
    case 'date':
      return datesAround(leaves, situation.clocks)
    case 'list':
    case undefined:
      return []
  }
}

function numbersAround(leaves: readonly Test[], min: number, max: number): readonly number[] {
  const numbers = leaves
    .flatMap(({ values }) => values)
    .filter((value): value is number => typeof value === 'number')
    .flatMap((value) => [value - 1, value, value + 1])
  return [...new Set([min, ...numbers, max])]
    .filter((value) => value >= min && value <= max)
    .sort((a, b) => a - b)
}

function datesAround(leaves: readonly Test[], clocks: Situation['clocks']): readonly PlainDate[] {
  const days = new Set<PlainDate>()
  const around = (day: PlainDate | undefined, reach: number) => {
    for (let shift = -reach; day !== undefined && shift <= reach; shift += 1)
      days.add(addDays(day, shift))
  }
  for (const { subject, values } of leaves) {
    const clock = subject.clock && clocks[subject.clock]
    for (const value of values) {
      if (subject.measure === 'age' && clock)
        for (const years of [Number(value), Number(value) + 1])
          around(addMonths(clock, -12 * years), 2)
      else if (subject.measure === 'since' && clock) {
        around(clock, 1)
        around(addDuration(clock, value as Duration, -1), 4)
      } else if (typeof value === 'string') around(value, 1)
      else if (typeof value === 'object' && 'clock' in value) around(clocks[value.clock], 1)
    }
  }
  return [...days].sort()
}

const ENTRY_LIMIT = 20_000
const KIND_LIMIT = 6
const LIST_LIMIT = 4_096

/**
 * The lists that conditions can tell apart: entries alike under every condition are one kind, and a list is how often each kind occurs.
 * Undefined when an entry is compared with other unknown facts, or when there are too many kinds; then each condition is a question of its own.
 */
function listColumns(
  pack: Pack,
  name: string,
  conditions: readonly ListCondition[],
  situation: Situation,
):
  | readonly {
      readonly value: readonly Entry[]
      readonly truths: readonly (boolean | undefined)[]
    }[]
  | undefined {
  const fields = pack.facts[name]?.of ?? {}
  const perField = new Map<string, Test[]>()
  for (const { where } of conditions)
    visitLeaves(where, (leaf) => {
      if (leaf.op === 'test' && leaf.subject.of === 'field')
        perField.set(leaf.subject.name, [...(perField.get(leaf.subject.name) ?? []), leaf])
    })
  let entries: readonly Entry[] = [{}]
  for (const [field, leaves] of perField) {
    const values = fieldValues(fields[field]?.type, fields[field], leaves, situation.clocks)
    if (entries.length * values.length > ENTRY_LIMIT) return undefined
    entries = entries.flatMap((entry) => values.map((value) => ({ ...entry, [field]: value })))
  }
  const kinds = new Map<string, Entry>()
  for (const entry of entries) {
    const truths = conditions.map(({ where }) => evaluate(where, situation, entry))
    if (truths.includes(undefined)) return undefined
    if (!kinds.has(truths.join())) kinds.set(truths.join(), entry)
  }
  const most = Math.max(
    1,
    ...conditions.map((condition) => (condition.op === 'count' ? condition.n + 1 : 1)),
  )
  if (kinds.size > KIND_LIMIT || (most + 1) ** kinds.size > LIST_LIMIT) return undefined
  let lists: readonly (readonly Entry[])[] = [[]]
  for (const entry of kinds.values())
    lists = lists.flatMap((list) =>
      Array.from({ length: most + 1 }, (_, times) => [
        ...list,
        ...Array.from({ length: times }, () => entry),
      ]),
    )
  const columns = new Map<string, { value: readonly Entry[]; truths: (boolean | undefined)[] }>()
  for (const list of lists) {
    const truths = conditions.map((condition) => evaluateList(condition, list, situation))
    if (!columns.has(truths.join())) columns.set(truths.join(), { value: list, truths })
  }
  return [...columns.values()]
}

function fieldValues(
  type: string | undefined,
  field:
    | {
        readonly values?: Readonly<Record<string, unknown>> | undefined
        readonly min?: number | undefined
        readonly max?: number | undefined
      }
    | undefined,
  leaves: readonly Test[],
  clocks: Situation['clocks'],
): readonly (string | number | boolean)[] {
  switch (type) {
    case 'yesno':
      return [true, false]
    case 'choice':
      return Object.keys(field?.values ?? {})
    case 'number':
      return numbersAround(leaves, field?.min ?? 0, field?.max ?? Number.MAX_SAFE_INTEGER)
    case 'date':
      return datesAround(leaves, clocks)
    default:
      return [...new Set(leaves.flatMap(({ values }) => values.map(String))), 'another article']
  }
}
