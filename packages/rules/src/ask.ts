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

const PLAN_LIMIT = 20_000

/** The cheapest way to ask on, by dynamic programming over what the answers leave open. */
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
  const kept = new Map<string, number>()
  const open = (state: readonly Node[]) => [...new Set(state.filter((node) => node > 1))]
  const costOf = (variable: number) => pack.facts[unknowns[variable]?.name ?? '']?.cost ?? 1
  const cost = (state: readonly Node[]): number => {
    if (state.length === 0) return 0
    const key = state.join()
    const known = kept.get(key)
    if (known !== undefined) return known
    if (kept.size > PLAN_LIMIT) throw new PlanTooLarge()
    kept.set(key, Number.POSITIVE_INFINITY)
    let least = Number.POSITIVE_INFINITY
    for (const variable of variablesOf(diagram, state))
      least = Math.min(least, through(state, variable))
    kept.set(key, least)
    return least
  }
  const through = (state: readonly Node[], variable: number): number => {
    const cells = diagram.variables[variable]?.cells ?? 1
    let total = 0
    for (let cell = 0; cell < cells; cell += 1)
      total += cost(open(state.map((node) => diagram.restrict(node, variable, cell))))
    return costOf(variable) + total / cells
  }
  try {
    const start = open(nodes)
    if (variablesOf(diagram, start).length > 14) return undefined
    const expected = cost(start)
    return {
      expected,
      best(names) {
        const ranked = variablesOf(diagram, start)
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
