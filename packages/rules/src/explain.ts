import type { Condition, Entry, FactValue, Pack, Test, Tri } from './ast.ts'
import { type Citation, citationOf, type Decision, decideScope, outcomeOf } from './decide.ts'
import { allOf, anyOf, evaluate, not, type Situation } from './evaluate.ts'
import type { MilderLaw } from './milder.ts'
import { type Penalty, penaltyOf } from './penalty.ts'
import { articleScope, type Scope, type ScopedRule, scopeOf, visitLeaves } from './scope.ts'
import { representatives } from './unknowns.ts'

/** A condition with its truth on the facts of the case. `given` is the value a leaf looked at; absent where it is unknown. */
export type ReasonNode = {
  readonly op: Condition['op']
  readonly truth: Tri
  readonly leaf?: Test | undefined
  readonly name?: string | undefined
  readonly list?: string | undefined
  readonly n?: number | undefined
  readonly given?: FactValue | undefined
  readonly cites: readonly string[]
  readonly kids: readonly ReasonNode[]
}

export type Step =
  | {
      readonly kind: 'rule'
      readonly rule: string
      readonly role: 'applied' | 'defeated' | 'notMet' | 'undecided'
      /** The rules that defeated it. */
      readonly by: readonly string[]
      readonly cites: readonly Citation[]
      readonly reason: ReasonNode
    }
  | {
      readonly kind: 'penalty'
      readonly rule: string
      readonly penalty: Penalty
      readonly cites: readonly Citation[]
    }
  | { readonly kind: 'missing'; readonly name: string; readonly cites: readonly Citation[] }
  | { readonly kind: 'whatever'; readonly name: string; readonly cites: readonly Citation[] }
  | {
      readonly kind: 'reading'
      readonly name: string
      readonly results: Decision['byReading']
      readonly cites: readonly Citation[]
    }
  | { readonly kind: 'law'; readonly law: MilderLaw; readonly cites: readonly Citation[] }

/** Everything a reader needs to follow a decision: data, in reading order, each step with its citation. */
export type Explanation = {
  readonly decision: string
  readonly kind: Decision['kind']
  readonly answer: readonly string[]
  readonly law: Decision['law']
  readonly steps: readonly Step[]
}

function scopeOfDecision(pack: Pack, decision: Decision): Scope {
  const article = decision.decision.startsWith('article:')
    ? pack.articles[decision.decision.slice(8)]
    : undefined
  return scopeOf(pack, article ? articleScope(article) : decision.decision, decision.law.date)
}

/**
 * Explains a decision. Rules that plainly do not concern the case (nothing about them is met) are left out unless `all` asks for them; rules
 * that were nearly met, defeated or are undecided are kept.
 */
export function explain(
  pack: Pack,
  decision: Decision,
  { all = false, milder }: { readonly all?: boolean; readonly milder?: MilderLaw } = {},
): Explanation {
  const scope = scopeOfDecision(pack, decision)
  const { situation } = decision
  const cite = (refs: readonly string[]) => refs.map((ref) => citationOf(pack, scope.law, ref))
  const steps: Step[] = milder ? [{ kind: 'law', law: milder, cites: milder.cites }] : []
  const ruleSteps: Step[] = []
  for (const scoped of scope.rules) {
    const step = ruleStep(scoped, scope, situation, cite)
    if (step.role !== 'notMet' || all) ruleSteps.push(step)
  }
  steps.push(...ruleSteps)
  for (const finding of decision.findings) {
    const penalty = penaltyOf(pack, scope.law, finding, situation)
    if (penalty)
      steps.push({
        kind: 'penalty',
        rule: finding.rule,
        penalty,
        cites: [
          ...finding.cites,
          ...penalty.steps.flatMap(({ cites }) => cites),
          ...(penalty.index?.cites ?? []),
        ],
      })
  }
  for (const name of decision.deciding)
    steps.push({ kind: 'missing', name, cites: cite(rulesReading(scope, name)) })
  for (const name of decision.irrelevant)
    steps.push({ kind: 'whatever', name, cites: cite(rulesReading(scope, name)) })
  for (const name of decision.readings)
    steps.push({
      kind: 'reading',
      name,
      results: decision.byReading,
      cites: cite(rulesReading(scope, name)),
    })
  return {
    decision: decision.decision,
    kind: decision.kind,
    answer: decision.answer,
    law: decision.law,
    steps,
  }
}

/** The citations of the rules that look at a fact, reading or list. */
function rulesReading({ rules }: Scope, name: string): readonly string[] {
  return [
    ...new Set(
      rules.flatMap(({ rule, applies }) => {
        let reads = false
        visitLeaves(applies, (leaf) => {
          const read = leaf.op === 'test' ? leaf.subject.name : leaf.list
          const clock = leaf.op === 'test' ? leaf.subject.clock : undefined
          if (read === name || (clock !== undefined && `@${clock}` === name)) reads = true
        })
        return reads ? rule.cites : []
      }),
    ),
  ]
}

type RuleStep = Extract<Step, { kind: 'rule' }>

function ruleStep(
  scoped: ScopedRule,
  scope: Scope,
  situation: Situation,
  cite: (refs: readonly string[]) => readonly Citation[],
): RuleStep {
  const reason = reasonOf(scoped.applies, situation)
  const own = evaluate(ownCondition(scoped), situation)
  const by = scope.rules
    .filter(
      (other) =>
        scoped.overriddenBy.includes(other.rule.ref) && evaluate(other.applies, situation) === true,
    )
    .map(({ rule }) => rule.ref)
  return {
    kind: 'rule',
    rule: scoped.rule.ref,
    role:
      reason.truth === true
        ? 'applied'
        : reason.truth === undefined
          ? 'undecided'
          : own === true
            ? 'defeated'
            : 'notMet',
    by,
    cites: cite(scoped.rule.cites),
    reason,
  }
}

/** The condition of a rule without the exceptions to it. */
function ownCondition({ applies }: ScopedRule): Condition {
  if (applies.op !== 'all') return applies
  return {
    op: 'all',
    of: applies.of.filter(
      (part) => !(part.op === 'not' && (part.of.op === 'holds' || part.of.op === 'any')),
    ),
  }
}

const NO_CITES: readonly string[] = []
const NO_KIDS: readonly ReasonNode[] = []

/** A condition as a tree of truths. The truth of a node is computed from its parts, so every leaf is looked at once. */
export function reasonOf(condition: Condition, situation: Situation, entry?: Entry): ReasonNode {
  switch (condition.op) {
    case 'always':
      return { op: 'always', truth: true, cites: NO_CITES, kids: NO_KIDS }
    case 'test':
      return {
        op: 'test',
        truth: evaluate(condition, situation, entry),
        leaf: condition,
        given: givenTo(condition, situation, entry),
        cites: NO_CITES,
        kids: NO_KIDS,
      }
    case 'not': {
      const kid = reasonOf(condition.of, situation, entry)
      return { op: 'not', truth: not(kid.truth), cites: NO_CITES, kids: [kid] }
    }
    case 'all':
    case 'any': {
      const kids: ReasonNode[] = []
      for (const part of condition.of) kids.push(reasonOf(part, situation, entry))
      const truth = condition.op === 'all' ? allOf(kids, truthOf) : anyOf(kids, truthOf)
      return { op: condition.op, truth, cites: NO_CITES, kids }
    }
    case 'atLeast':
      return {
        op: 'atLeast',
        truth: evaluate(condition, situation, entry),
        n: condition.n,
        cites: NO_CITES,
        kids: condition.of.map((part) => reasonOf(part, situation, entry)),
      }
    case 'term':
    case 'holds': {
      const kids = condition.means ? [reasonOf(condition.means, situation, entry)] : NO_KIDS
      return {
        op: condition.op,
        truth: kids[0]?.truth,
        name: condition.name,
        cites: condition.cites ?? NO_CITES,
        kids,
      }
    }
    case 'some':
    case 'every':
    case 'none':
    case 'count': {
      const value = situation.facts[condition.list]
      const entries = Array.isArray(value) ? (value as readonly Entry[]) : []
      return {
        op: condition.op,
        truth: evaluate(condition, situation, entry),
        list: condition.list,
        given: value,
        cites: NO_CITES,
        kids: entries.map((each) => reasonOf(condition.where, situation, each)),
      }
    }
  }
}

function truthOf({ truth }: ReasonNode): Tri {
  return truth
}

function givenTo(
  { subject }: Test,
  situation: Situation,
  entry: Entry | undefined,
): FactValue | undefined {
  switch (subject.of) {
    case 'fact':
      return situation.facts[subject.name]
    case 'field':
      return entry?.[subject.name]
    case 'reading':
      return situation.readings[subject.name]
    case 'clock':
      return situation.clocks[subject.name as 'act']
  }
}

export type Contrast = {
  readonly rule: string
  readonly truth: Tri
  /** The leaves that keep the rule from applying (or leave it open), with the values found. */
  readonly because: readonly ReasonNode[]
  readonly defeatedBy: readonly string[]
  readonly cites: readonly Citation[]
  /** The fewest facts that would have to be otherwise for the rule to apply; undefined when none of up to three would do. */
  readonly nearest?: Flip | undefined
}

/** Facts that would have to be otherwise, and the answer then. */
export type Flip = {
  readonly changes: Readonly<Record<string, FactValue>>
  readonly answer: readonly string[]
}

/** Why a rule or an article does not apply, rule by rule. */
export function whyNot(pack: Pack, decision: Decision, target: string): readonly Contrast[] {
  const scope = scopeOfDecision(pack, decision)
  const { situation } = decision
  return scope.rules
    .filter(({ rule, article }) => rule.ref === target || article.id === target)
    .map((scoped) => {
      const step = ruleStep(scoped, scope, situation, (refs) =>
        refs.map((ref) => citationOf(pack, scope.law, ref)),
      )
      return {
        rule: scoped.rule.ref,
        truth: step.reason.truth,
        because: blockers(step.reason),
        defeatedBy: step.by,
        cites: step.cites,
        nearest: findFlip(
          pack,
          scope,
          situation,
          (next) => evaluate(scoped.applies, next) === true,
          [scoped.applies],
        ),
      }
    })
}

/** The leaves responsible for a truth that is not true. */
function blockers(node: ReasonNode, wanted = true): readonly ReasonNode[] {
  if (node.truth === wanted) return []
  if (node.leaf || node.list !== undefined || node.kids.length === 0) return [node]
  if (node.op === 'not') return node.kids.flatMap((kid) => blockers(kid, !wanted))
  return node.kids.flatMap((kid) => blockers(kid, wanted))
}

/** The nearest cases with another answer: the smallest sets of known facts whose change alters what was decided. */
export function nearestFlips(pack: Pack, decision: Decision, most = 10): readonly Flip[] {
  const scope = scopeOfDecision(pack, decision)
  const found: Flip[] = []
  const before = decision.answer.join()
  for (const changes of changesBySize(
    pack,
    decision.situation,
    scope.rules.map(({ applies }) => applies),
    2,
  )) {
    if (found.some((flip) => Object.keys(flip.changes).every((name) => name in changes))) continue
    const situation = { ...decision.situation, facts: { ...decision.situation.facts, ...changes } }
    const next = decideScope(pack, scope, situation)
    if (next.kind === 'undecided' || next.answer.join() === before) continue
    found.push({ changes, answer: next.answer })
    if (found.length >= most) break
  }
  return found
}

const CHANGE_LIMIT = 20_000

function findFlip(
  pack: Pack,
  scope: Scope,
  situation: Situation,
  accepts: (situation: Situation) => boolean,
  conditions: readonly Condition[],
): Flip | undefined {
  for (const changes of changesBySize(pack, situation, conditions, 3)) {
    const next = { ...situation, facts: { ...situation.facts, ...changes } }
    if (!accepts(next)) continue
    const answer = new Set(
      scope.rules
        .filter(({ applies }) => evaluate(applies, next) === true)
        .map((rule) => outcomeOf(scope, rule)),
    )
    return { changes, answer: [...answer] }
  }
  return undefined
}

/** Other values for one fact, then for two, then for three; one value per group the conditions can tell apart. */
function* changesBySize(
  pack: Pack,
  situation: Situation,
  conditions: readonly Condition[],
  size: number,
): Generator<Readonly<Record<string, FactValue>>> {
  const leaves = new Map<string, Test[]>()
  const seen = new Set<Condition>()
  for (const condition of conditions)
    visitLeaves(
      condition,
      (leaf) => {
        if (leaf.op !== 'test' || leaf.subject.of !== 'fact') return
        const { name } = leaf.subject
        leaves.set(name, [...(leaves.get(name) ?? []), leaf])
      },
      seen,
    )
  const choices = [...leaves].map(([name, mine]) => ({
    name,
    values: representatives(pack, name, mine, situation).filter(
      (value) => value !== situation.facts[name],
    ),
  }))
  let budget = CHANGE_LIMIT
  function* pick(
    from: number,
    left: number,
    chosen: Readonly<Record<string, FactValue>>,
  ): Generator<Readonly<Record<string, FactValue>>> {
    if (left === 0) {
      budget -= 1
      yield chosen
      return
    }
    for (let index = from; index < choices.length && budget > 0; index += 1) {
      const choice = choices[index]
      for (const value of choice?.values ?? [])
        if (budget > 0) yield* pick(index + 1, left - 1, { ...chosen, [choice?.name ?? '']: value })
    }
  }
  for (let count = 1; count <= size && budget > 0; count += 1) yield* pick(0, count, {})
}
