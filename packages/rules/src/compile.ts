import type { Condition, Pack, Test } from './ast.ts'
import { outcomeOf } from './decide.ts'
import { DiagramTooLarge, type Node, newDiagram } from './diagram.ts'
import {
  evaluate,
  evaluateValue,
  isNotApplicable,
  type ListCondition,
  type Situation,
} from './evaluate.ts'
import type { PlainDate } from './plain-date.ts'
import { readingMembers, type Scope, scopeOf, visitLeaves } from './scope.ts'
import { representatives } from './unknowns.ts'

/**
 * One thing the rules of a decision look at, reduced to the distinctions they make: `codeOf` gives the cell of a situation, or -1 where it is unknown.
 * Facts that are plain values are read directly by emitted code and by columns; the others (ages, windows, lists, days) only through `codeOf`.
 */
export type Feature = {
  readonly key: string
  readonly kind: 'yesno' | 'choice' | 'number' | 'reading' | 'computed'
  /** Fact or reading read. */
  readonly name: string
  readonly cells: readonly {
    /** For choices, the values of the cell; for numbers, its first and last. */
    readonly values: readonly (string | number | boolean)[]
    readonly notApplicable: boolean
  }[]
  readonly codeOf: (situation: Situation) => number
}

/** A decision under the texts of one or several days, reduced to diagrams over the same features. */
export type Program = {
  readonly pack: Pack
  readonly decision: string
  readonly features: readonly Feature[]
  readonly laws: readonly CompiledLaw[]
}
export type CompiledLaw = {
  readonly date: PlainDate
  readonly scope: Scope
  /** Sets of rules that apply together; an answer is an index into this list. Answer 0 is the empty set. */
  readonly answers: readonly (readonly number[])[]
  /** The value of the decision's outcome for each answer. */
  readonly outcomes: readonly string[]
  /** Node i asks feature `variable[i]` and goes on to `kids[i][cell]`; a negative number -1 - k is answer k. */
  readonly root: number
  readonly variable: readonly number[]
  readonly kids: readonly (readonly number[])[]
}

const ANSWER_LIMIT = 1 << 16

/** Compiles a decision for the texts of the days given. Throws `DiagramTooLarge` where the decision is too wide for that. */
export function compile(pack: Pack, decision: string, dates: readonly PlainDate[]): Program {
  const scopes = dates.map((date) => scopeOf(pack, decision, date))
  const features = featuresOf(pack, scopes)
  const index = new Map(features.map(({ feature }, position) => [feature.key, position]))
  return {
    pack,
    decision,
    features: features.map(({ feature }) => feature),
    laws: scopes.map((scope) => compileLaw(scope, features, index)),
  }
}

type Built = { readonly feature: Feature; readonly truths: ReadonlyMap<string, readonly boolean[]> }

function keyOf(leaf: Test | ListCondition): string {
  if (leaf.op !== 'test') return JSON.stringify(leaf)
  const { subject, values } = leaf
  const relative = values.some((value) => typeof value === 'object' && 'clock' in value)
  return `${subject.of} ${subject.name} ${subject.measure} ${subject.clock ?? ''}${relative ? ` ${leaf.text}` : ''}`
}

function featuresOf(pack: Pack, scopes: readonly Scope[]): readonly Built[] {
  const groups = new Map<string, (Test | ListCondition)[]>()
  const seen = new Set<Condition>()
  for (const { rules } of scopes)
    for (const { applies } of rules)
      visitLeaves(
        applies,
        (leaf) => {
          if (leaf.op === 'test' && leaf.subject.of === 'field') return
          const key = keyOf(leaf)
          const group = groups.get(key) ?? []
          if (!group.some((other) => leafName(other) === leafName(leaf)))
            groups.set(key, [...group, leaf])
        },
        seen,
      )
  return [...groups].map(([key, leaves]) => buildFeature(pack, key, leaves))
}

function leafName(leaf: Test | ListCondition): string {
  return leaf.op === 'test' ? leaf.text : JSON.stringify(leaf)
}

function buildFeature(pack: Pack, key: string, leaves: readonly (Test | ListCondition)[]): Built {
  const [first] = leaves
  const tests = leaves.filter((leaf) => leaf.op === 'test')
  const subject = first?.op === 'test' ? first.subject : undefined
  const plain = subject?.measure === 'value' && (subject.of === 'fact' || subject.of === 'reading')
  const fact = subject?.of === 'fact' ? pack.facts[subject.name] : undefined
  if (
    plain &&
    subject &&
    (subject.of === 'reading' || (fact && ['yesno', 'choice', 'number'].includes(fact.type)))
  ) {
    const values =
      subject.of === 'reading'
        ? readingMembers(pack, subject.name)
        : representatives(pack, subject.name, tests, { clocks: {} })
    return plainFeature(
      key,
      subject.of === 'reading' ? 'reading' : (fact?.type as 'yesno'),
      subject.name,
      tests,
      values,
      fact?.appliesWhen !== undefined,
    )
  }
  return computedFeature(
    key,
    subject?.name ?? (first?.op === 'test' ? '' : (first?.list ?? '')),
    leaves,
  )
}

/** A fact read as it is: values no leaf can tell apart share a cell. */
function plainFeature(
  key: string,
  kind: 'yesno' | 'choice' | 'number' | 'reading',
  name: string,
  tests: readonly Test[],
  values: readonly (string | number | boolean)[],
  mayNotApply: boolean,
): Built {
  const columns = new Map<
    string,
    { values: (string | number | boolean)[]; truths: boolean[]; notApplicable: boolean }
  >()
  const codes = new Map<unknown, number>()
  let last = ''
  const add = (value: string | number | boolean | undefined, truths: boolean[]) => {
    const same = truths.join()
    // Numbers keep their order: a cell is an interval, so equal columns that are not neighbours stay apart.
    const column =
      kind === 'number' && value !== undefined
        ? same === last
          ? same
          : `${same} ${columns.size}`
        : same
    const id = kind === 'number' && same === last ? ([...columns.keys()].at(-1) ?? column) : column
    last = value === undefined ? last : same
    const cell = columns.get(id) ?? { values: [], truths, notApplicable: false }
    if (value === undefined) cell.notApplicable = true
    else cell.values.push(value)
    columns.set(id, cell)
    codes.set(value, [...columns.keys()].indexOf(id))
  }
  for (const value of values)
    add(
      value,
      tests.map((test) => evaluateValue(test, value, {}) === true),
    )
  if (mayNotApply)
    add(
      undefined,
      tests.map(() => false),
    )
  const cells = [...columns.values()]
  const firsts = cells.flatMap((cell) => (cell.values.length > 0 ? [Number(cell.values[0])] : []))
  const notApplicable = codes.get(undefined) ?? -1
  return {
    feature: {
      key,
      kind,
      name,
      cells,
      codeOf({ facts, readings }) {
        const value = kind === 'reading' ? readings[name] : facts[name]
        if (typeof value === 'object') return isNotApplicable(value) ? notApplicable : -1
        if (value === undefined) return -1
        if (kind !== 'number') return codes.get(value) ?? -1
        let cell = firsts.length - 1
        while (cell > 0 && Number(value) < (firsts[cell] ?? 0)) cell -= 1
        return cell
      },
    },
    truths: new Map(
      tests.map((test, index) => [test.text, cells.map(({ truths }) => truths[index] ?? false)]),
    ),
  }
}

/** An age, a window, a day or a list: its cells are the combinations of truths of the leaves that look at it. */
function computedFeature(
  key: string,
  name: string,
  leaves: readonly (Test | ListCondition)[],
): Built {
  const size = 1 << leaves.length
  if (leaves.length > 12) throw new DiagramTooLarge(`${name} is compared in ${leaves.length} ways`)
  const cells = Array.from({ length: size }, () => ({ values: [], notApplicable: false }))
  return {
    feature: {
      key,
      kind: 'computed',
      name,
      cells,
      codeOf(situation) {
        let code = 0
        for (const [index, leaf] of leaves.entries()) {
          const truth = evaluate(leaf, situation)
          if (truth === undefined) return -1
          if (truth) code |= 1 << index
        }
        return code
      },
    },
    truths: new Map(
      leaves.map((leaf, index) => [
        leafName(leaf),
        cells.map((_, code) => (code & (1 << index)) !== 0),
      ]),
    ),
  }
}

function compileLaw(
  scope: Scope,
  features: readonly Built[],
  index: ReadonlyMap<string, number>,
): CompiledLaw {
  const diagram = newDiagram()
  for (const { feature } of features)
    diagram.declare({ name: feature.key, cells: feature.cells.length })
  const made = new Map<Condition, Node>()
  const leafNode = (leaf: Test | ListCondition): Node => {
    const variable = index.get(keyOf(leaf)) ?? 0
    const truths = features[variable]?.truths.get(leafName(leaf)) ?? []
    return diagram.make(variable, truths.map(Number))
  }
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
      case 'not':
        return diagram.not(nodeOf(condition.of))
      case 'all':
        return condition.of.reduce<Node>((node, part) => diagram.and(node, nodeOf(part)), 1)
      case 'any':
        return condition.of.reduce<Node>((node, part) => diagram.or(node, nodeOf(part)), 0)
      case 'atLeast':
        return diagram.atLeast(condition.n, condition.of.map(nodeOf))
      case 'term':
      case 'holds':
        return condition.means ? nodeOf(condition.means) : 0
      default:
        return leafNode(condition)
    }
  }
  const nodes = scope.rules.map(({ applies }) => nodeOf(applies))
  const answers: number[][] = [[]]
  const answerOf = new Map([['', 0]])
  const variable: number[] = []
  const kids: (readonly number[])[] = []
  const joined = new Map<string, number>()
  const shared = new Map<string, number>()
  const join = (vector: readonly Node[]): number => {
    const key = vector.join()
    const known = joined.get(key)
    if (known !== undefined) return known
    const top = Math.min(...vector.map(diagram.variableOf))
    let result: number
    if (vector.every((node) => node < 2)) {
      const rules = vector.flatMap((node, rule) => (node === 1 ? [rule] : []))
      const name = rules.join()
      const answer = answerOf.get(name) ?? answers.push(rules) - 1
      answerOf.set(name, answer)
      result = -1 - answer
    } else {
      const cells = features[top]?.feature.cells.length ?? 0
      const next = Array.from({ length: cells }, (_, cell) =>
        join(
          vector.map((node) =>
            diagram.variableOf(node) === top ? (diagram.kidsOf(node)[cell] ?? 0) : node,
          ),
        ),
      )
      const [one = 0] = next
      const name = `${top}:${next.join()}`
      if (next.every((kid) => kid === one)) result = one
      else {
        result = shared.get(name) ?? kids.push(next) - 1
        variable[result] = top
        shared.set(name, result)
      }
      if (joined.size > ANSWER_LIMIT)
        throw new DiagramTooLarge(`${scope.decision.name} has too many answers to compile`)
    }
    joined.set(key, result)
    return result
  }
  const root = join(nodes)
  return {
    date: scope.law.date,
    scope,
    answers,
    outcomes: answers.map((rules) =>
      [
        ...new Set(
          rules.flatMap((rule) => scope.rules[rule] ?? []).map((rule) => outcomeOf(scope, rule)),
        ),
      ]
        .sort()
        .join(' + '),
    ),
    root,
    variable,
    kids,
  }
}

/** Walks a diagram: the answer, or -1 where an unknown feature stands in the way. */
export function walk({ features }: Program, law: CompiledLaw, situation: Situation): number {
  let at = law.root
  while (at >= 0) {
    const code = features[law.variable[at] ?? 0]?.codeOf(situation) ?? -1
    if (code < 0) return -1
    at = law.kids[at]?.[code] ?? -1
  }
  return -1 - at
}

/** Every answer that some completion of the situation gives; one answer means decided. */
export function possibleAnswers(
  { features }: Program,
  law: CompiledLaw,
  situation: Situation,
): ReadonlySet<number> {
  const answers = new Set<number>()
  const seen = new Set<number>()
  const visit = (at: number): void => {
    if (at < 0) {
      answers.add(-1 - at)
      return
    }
    if (seen.has(at)) return
    seen.add(at)
    const code = features[law.variable[at] ?? 0]?.codeOf(situation) ?? -1
    const next = law.kids[at] ?? []
    if (code >= 0) visit(next[code] ?? -1)
    else for (const kid of next) visit(kid)
  }
  visit(law.root)
  return answers
}
