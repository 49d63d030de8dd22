import type { Fact, Pack } from './ast.ts'
import { type Decision, decideScope, type Inquiry, outcomeOf, situationOf } from './decide.ts'
import type { Diagram, Node } from './diagram.ts'
import { type Scope, scopeOf } from './scope.ts'
import { openQuestion } from './unknowns.ts'

/** The next question, why it is asked, and what each answer would bring. */
export type Question = {
  readonly fact: Fact
  /** The rules whose application depends on it, in the order of the text. */
  readonly because: readonly string[]
  readonly answers: readonly {
    /** One value standing for all that the law treats alike; `group` lists them where they are few. */
    readonly value: unknown
    readonly group: readonly string[]
    readonly decided: boolean
    readonly possible: readonly string[]
  }[]
  /** Questions left on average when each cell is equally likely and the best order is kept; undefined where that was too large to compute. */
  readonly expected?: number | undefined
}

export type Interview =
  | { readonly kind: 'done'; readonly decision: Decision }
  /** Nothing that can be asked is left: facts declined, readings or days decide. */
  | { readonly kind: 'stuck'; readonly decision: Decision }
  | { readonly kind: 'ask'; readonly decision: Decision; readonly question: Question }

/**
 * What to ask next. Only a fact that can still change the answer is asked. `order: 'text'` follows the order of the rules; `'fewest'` picks the
 * fact with the smallest expected cost of questions, where the plan is small enough to compute exactly.
 */
export function ask(
  pack: Pack,
  decision: string,
  inquiry: Inquiry,
  {
    order = 'text',
    first = [],
    count = true,
  }: {
    readonly order?: 'text' | 'fewest'
    /** Facts to ask before others wherever they can still change the answer. */
    readonly first?: readonly string[]
    /** Whether to count the questions left, which costs most of the time. */
    readonly count?: boolean
  } = {},
): Interview {
  const situation = situationOf(pack, inquiry)
  const scope = scopeOf(pack, decision, inquiry.law ?? inquiry.act)
  const result = decideScope(pack, scope, situation)
  if (result.kind !== 'undecided') return { kind: 'done', decision: result }
  const askable = result.deciding.flatMap((name) => {
    const fact = pack.facts[name]
    return fact && situation.facts[name] === undefined ? [fact] : []
  })
  const wanted = first.find((name) => askable.some((fact) => fact.name === name))
  const next = askable.find(({ name }) => name === wanted) ?? askable[0]
  if (!next) return { kind: 'stuck', decision: result }
  const plan = count || order === 'fewest' ? planOf(pack, scope, inquiry) : undefined
  const best = order === 'fewest' ? plan?.best(askable.map(({ name }) => name)) : undefined
  const fact = askable.find(({ name }) => name === best) ?? next
  return {
    kind: 'ask',
    decision: result,
    question: questionOn(pack, scope, inquiry, fact, plan?.expected),
  }
}

type Plan = {
  readonly expected: number | undefined
  readonly best: (names: readonly string[]) => string | undefined
}

/** How many nodes may be settled before a plan counts as too large: tens of milliseconds, so that nobody waits for a count. */
const PLAN_LIMIT = 200_000
/** More than any diagram has nodes, so that a number and a node make one key. */
const STEP = 2 ** 21
/** As many variables as a number has bits to mark them with. */
const MOST_VARIABLES = 30

/**
 * The cheapest way to ask on, by dynamic programming over what the answers leave open. What shares no question is planned apart and added up:
 * an answer in one part opens and closes nothing in the other.
 */
function planOf(pack: Pack, scope: Scope, inquiry: Inquiry): Plan | undefined {
  const situation = situationOf(pack, inquiry)
  const values = [...new Set(scope.rules.map((rule) => outcomeOf(scope, rule)))]
  const { diagram, unknowns, nodes } = openQuestion(
    pack,
    values.map((value) => ({
      op: 'any',
      of: scope.rules
        .filter((rule) => outcomeOf(scope, rule) === value)
        .map(({ applies }) => applies),
    })),
    situation,
  )
  const start = openOf(nodes)
  const variables = variablesOf(diagram, start)
  if (variables.length > MOST_VARIABLES) return undefined
  const masks = new Map<Node, number>()
  const maskOf = (node: Node): number => {
    const known = masks.get(node)
    if (known !== undefined) return known
    let mask = 0
    for (const variable of diagram.support(node)) mask |= 1 << variables.indexOf(variable)
    masks.set(node, mask)
    return mask
  }
  const maskOfState = (state: readonly Node[]) =>
    state.reduce((mask, node) => mask | maskOf(node), 0)
  const marked = (mask: number) => variables.filter((_, at) => mask & (1 << at))

  // A state is a sorted set of nodes; `interned` gives each a small number.
  const interned = new Map<number, number>()
  const kept: (number | undefined)[] = []
  const idOf = (state: readonly Node[]): number => {
    let id = 0
    for (const node of state) {
      const key = id * STEP + node
      const next = interned.get(key) ?? interned.size + 1
      interned.set(key, next)
      id = next
    }
    return id
  }
  const partsOf = (state: readonly Node[]): readonly (readonly Node[])[] => {
    let parts: { mask: number; nodes: readonly Node[] }[] = []
    for (const node of state) {
      const mine = { mask: maskOf(node), nodes: [node] }
      const apart: typeof parts = []
      for (const part of parts)
        if (part.mask & mine.mask) {
          mine.mask |= part.mask
          mine.nodes = [...part.nodes, ...mine.nodes]
        } else apart.push(part)
      parts = [...apart, mine]
    }
    return parts.map((part) => openOf(part.nodes))
  }
  let work = 0
  const costOf = (variable: number) => pack.facts[unknowns[variable]?.name ?? '']?.cost ?? 1
  const cost = (state: readonly Node[]): number =>
    partsOf(state).reduce((sum, part) => sum + costOfPart(part), 0)
  const costOfPart = (part: readonly Node[]): number => {
    const id = idOf(part)
    const known = kept[id]
    if (known !== undefined) return known
    let least = Number.POSITIVE_INFINITY
    for (const variable of marked(maskOfState(part)))
      least = Math.min(least, through(part, variable))
    kept[id] = least
    return least
  }
  const through = (state: readonly Node[], variable: number): number => {
    const cells = diagram.variables[variable]?.cells ?? 1
    let total = 0
    for (let cell = 0; cell < cells; cell += 1) {
      work += state.length
      if (work > PLAN_LIMIT) throw new PlanTooLarge()
      total += cost(openOf(state.map((node) => diagram.restrict(node, variable, cell))))
    }
    return costOf(variable) + total / cells
  }
  try {
    const expected = cost(start)
    return {
      expected,
      best(names) {
        const ranked = variables
          .filter((variable) => names.includes(unknowns[variable]?.name ?? ''))
          .map((variable) => ({ name: unknowns[variable]?.name, cost: through(start, variable) }))
          .sort((a, b) => a.cost - b.cost)
        return ranked[0]?.name
      },
    }
  } catch (error) {
    if (error instanceof PlanTooLarge) return undefined
    throw error
  }
}

/** What is still open of a state, each once and in one order: two ways to the same rest are the same state. */
function openOf(state: readonly Node[]): readonly Node[] {
  const open = state.filter((node) => node > 1).sort((a, b) => a - b)
  return open.filter((node, at) => node !== open[at - 1])
}

class PlanTooLarge extends Error {
  override readonly name = 'PlanTooLarge'
}

function variablesOf(diagram: Diagram, nodes: readonly Node[]): readonly number[] {
  return [...new Set(nodes.flatMap((node) => [...diagram.support(node)]))]
}

function questionOn(
  pack: Pack,
  scope: Scope,
  inquiry: Inquiry,
  fact: Fact,
  expected: number | undefined,
): Question {
  const situation = situationOf(pack, inquiry)
  const alive = scope.rules
  const { diagram, unknowns, nodes } = openQuestion(
    pack,
    alive.map(({ applies }) => applies),
    situation,
  )
  const variable = unknowns.findIndex(({ kind, name }) => kind === 'fact' && name === fact.name)
  const because = alive.flatMap(({ rule }, index) =>
    diagram.support(nodes[index] ?? 0).has(variable) ? [rule.ref] : [],
  )
  const cells = unknowns[variable]?.cells ?? []
  return {
    fact,
    because: [...new Set(because)],
    answers: cells.map(({ value, group = [] }) => {
      const next = decideScope(pack, scope, {
        ...situation,
        facts: { ...situation.facts, [fact.name]: value as never },
      })
      return {
        value,
        group,
        decided: next.kind !== 'undecided',
        possible:
          next.kind === 'undecided'
            ? next.possible.map((one) => one.value)
            : next.answer.length > 0
              ? next.answer
              : ['none'],
      }
    }),
    expected,
  }
}
