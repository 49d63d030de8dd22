import type {
  Article,
  Condition,
  DayBound,
  DecisionScope,
  Pack,
  Rule,
  Test,
  Version,
} from './ast.ts'
import { matchesArticle } from './load.ts'
import type { PlainDate } from './plain-date.ts'
import { nearest } from './shape.ts'

/** A version in force on a day, under a condition where its first or last day is an estimate and the day lies inside the doubt. */
export type VersionInForce = {
  readonly article: Article
  readonly version: Version
  readonly guard?: Condition | undefined
}
export type Law = { readonly date: PlainDate; readonly versions: readonly VersionInForce[] }

/** A rule with everything it depends on written out: terms, exceptions, relations between articles, doubts about days. */
export type ScopedRule = {
  readonly rule: Rule
  readonly article: Article
  readonly version: Version
  readonly applies: Condition
  /** The rules that override this one, in force on the day. */
  readonly overriddenBy: readonly string[]
}
export type Scope = {
  readonly law: Law
  readonly decision: DecisionScope
  readonly rules: readonly ScopedRule[]
}

/** A pack whose definitions go in a circle, or a name asked for that is not in it. */
export class ScopeError extends Error {
  override readonly name = 'ScopeError'
}

/** The name of the reading that stands for a day nobody could establish: has the change already happened? */
export function doubtOf(bound: DayBound, article: string): string {
  return `in-force:${bound.act ?? `${article}@${bound.date}`}`
}

function doubtTest(bound: DayBound, article: string, member: 'yes' | 'no'): Test {
  const name = doubtOf(bound, article)
  return {
    op: 'test',
    subject: { of: 'reading', name, measure: 'value', type: 'choice' },
    relation: '=',
    values: [member],
    text: `${name} = ${member}`,
  }
}

/** The members of a reading, also of the hidden ones that stand for doubtful days and missing definitions. */
export function readingMembers(pack: Pack, name: string): readonly string[] {
  const reading = pack.readings[name]
  return reading ? Object.keys(reading.members) : ['yes', 'no']
}

/** The text in force on a day. Inside the doubt about a day both versions stand, each under its condition. */
export function lawAt(pack: Pack, date: PlainDate): Law {
  const versions: VersionInForce[] = []
  for (const article of Object.values(pack.articles))
    for (const version of article.versions) {
      const guards: Condition[] = []
      const { from, to } = version
      if (from && date < from.earliest) continue
      if (to && date >= to.latest) continue
      if (from && date < from.latest) guards.push(doubtTest(from, article.id, 'yes'))
      if (to && date >= to.earliest) guards.push(doubtTest(to, article.id, 'no'))
      versions.push({
        article,
        version,
        guard: guards.length > 1 ? { op: 'all', of: guards } : guards[0],
      })
    }
  return { date, versions }
}

/** The days on which the text of the pack changes, in order; doubtful days count with both ends. */
export function changeDays(pack: Pack): readonly PlainDate[] {
  const days = new Set<PlainDate>()
  const add = (bound: DayBound | undefined) => {
    if (bound) for (const day of [bound.earliest, bound.date, bound.latest]) days.add(day)
  }
  for (const { versions } of Object.values(pack.articles))
    for (const { from, to } of versions) {
      add(from)
      add(to)
    }
  for (const { versions } of Object.values(pack.terms))
    for (const { from, to } of versions) {
      add(from)
      add(to)
    }
  return [...days].sort()
}

const scopes = new WeakMap<Pack, Map<string, Scope>>()

/** The rules a decision looks at on a day, ready to evaluate. Kept per pack and day. Throws `ScopeError` for an unknown decision or a circle. */
export function scopeOf(pack: Pack, decision: DecisionScope | string, date: PlainDate): Scope {
  const named = (name: string) =>
    Object.hasOwn(pack.decisions, name) ? pack.decisions[name] : undefined
  const scope = typeof decision === 'string' ? named(decision) : decision
  if (!scope) {
    const near = nearest(String(decision), Object.keys(pack.decisions))
    throw new ScopeError(
      `the pack ${pack.name} has no decision ${String(decision)}${near === undefined ? '' : `; did you mean ${near}?`} (expected one of ${Object.keys(pack.decisions).join(', ')})`,
    )
  }
  const kept = scopes.get(pack) ?? new Map<string, Scope>()
  scopes.set(pack, kept)
  const key = `${scope.name}@${date}`
  const known = kept.get(key)
  if (known && known.decision === scope) return known
  const made = buildScope(pack, scope, lawAt(pack, date))
  kept.set(key, made)
  return made
}

const ownScopes = new WeakMap<Article, DecisionScope>()

/** The question an article answers by itself: which of its rules apply? */
export function articleScope(article: Article): DecisionScope {
  const known = ownScopes.get(article)
  if (known) return known
  const scope: DecisionScope = {
    name: `article:${article.id}`,
    title: article.title,
    articles: [article.id],
    kinds: [
      'liability',
      'entitlement',
      'prohibition',
      'procedure',
      'outcome',
      'refer',
      'transform',
    ],
    outcome: 'rule',
    several: article.versions.some(({ rules }) =>
      rules.some(({ then }) => then.kind === 'liability'),
    )
      ? 'conflict'
      : 'collect',
    where: article.where,
  }
  ownScopes.set(article, scope)
  return scope
}

export function buildScope(pack: Pack, decision: DecisionScope, law: Law): Scope {
  const builder = conditionBuilder(pack, law)
  const inScope = (id: string, rule: string, patterns: readonly string[]) =>
    patterns.some((pattern) => matchesArticle(pattern, id, rule))
  const rules: ScopedRule[] = []
  const yields = (decision.concurrence ?? []).filter(({ relation }) => relation === 'only-if-not')
  for (const { article, version } of law.versions)
    for (const rule of version.rules) {
      if (rule.then.kind !== 'refer' && !decision.kinds.includes(rule.then.kind)) continue
      if (!inScope(article.id, rule.ref, decision.articles)) continue
      const before = yields
        .filter(({ of }) => inScope(article.id, rule.ref, of))
        .flatMap(({ when = [] }) =>
          law.versions.flatMap((other) =>
            other.version.rules
              .filter(
                (stronger) =>
                  decision.kinds.includes(stronger.then.kind) &&
                  inScope(other.article.id, stronger.ref, when) &&
                  stronger.ref !== rule.ref,
              )
              .map((stronger) => builder.applies(other.version, stronger)),
          ),
        )
      const applies = builder.applies(version, rule)
      rules.push({
        rule,
        article,
        version,
        applies:
          before.length === 0
            ? applies
            : { op: 'all', of: [applies, { op: 'not', of: { op: 'any', of: before } }] },
        overriddenBy: builder.overriders(rule).map(({ rule: { ref } }) => ref),
      })
    }
  return { law, decision, rules }
}

type ConditionBuilder = {
  readonly applies: (version: Version, rule: Rule) => Condition
  readonly overriders: (rule: Rule) => readonly { readonly version: Version; readonly rule: Rule }[]
  readonly inline: (condition: Condition) => Condition
}

/** Writes conditions out for one day: terms and rules referred to are put in, exceptions become part of the rule they limit. */
export function conditionBuilder(pack: Pack, law: Law): ConditionBuilder {
  const all = law.versions.flatMap(({ version, guard }) =>
    version.rules.map((rule) => ({ version, rule, guard })),
  )
  const overridersOf = new Map<string, { version: Version; rule: Rule }[]>()
  for (const { version, rule } of all)
    for (const target of rule.overrides)
      overridersOf.set(target, [...(overridersOf.get(target) ?? []), { version, rule }])
  const made = new Map<Rule, Condition>()
  const terms = new Map<string, Condition>()
  const making: string[] = []
  const guarded = <T>(name: string, make: () => T): T => {
    if (making.includes(name))
      throw new ScopeError(`definitions go in a circle: ${[...making, name].join(' → ')}`)
    making.push(name)
    try {
      return make()
    } finally {
      making.pop()
    }
  }
  const overriders = (rule: Rule) => {
    const [article = ''] = rule.ref.split('#')
    return [
      ...(overridersOf.get(rule.ref) ?? []),
      ...(rule.group === undefined
        ? []
        : (overridersOf.get(`${article}#group:${rule.group}`) ?? [])),
    ].filter((other) => other.rule !== rule)
  }
  const applies = (version: Version, rule: Rule): Condition => {
    const known = made.get(rule)
    if (known) return known
    const condition = guarded(rule.ref, (): Condition => {
      const parts: Condition[] = [inline(rule.when)]
      const guard = law.versions.find((inForce) => inForce.version === version)?.guard
      if (guard) parts.unshift(guard)
      for (const other of overriders(rule))
        parts.push({
          op: 'not',
          of: {
            op: 'holds',
            name: other.rule.ref,
            means: applies(other.version, other.rule),
            cites: other.rule.cites,
          },
        })
      const [only] = parts
      return parts.length === 1 && only ? only : { op: 'all', of: parts }
    })
    made.set(rule, condition)
    return condition
  }
  const define = (name: string): Condition => {
    const known = terms.get(name)
    if (known) return known
    const term = pack.terms[name]
    const meanings: Condition[] = []
    const cites: string[] = []
    for (const { from, to, means, cites: own } of term?.versions ?? []) {
      if (from && law.date < from.earliest) continue
      if (to && law.date >= to.latest) continue
      const parts: Condition[] = []
      if (from && law.date < from.latest) parts.push(doubtTest(from, name, 'yes'))
      if (to && law.date >= to.earliest) parts.push(doubtTest(to, name, 'no'))
      parts.push(guarded(`term ${name}`, () => inline(means)))
      const [only] = parts
      meanings.push(parts.length === 1 && only ? only : { op: 'all', of: parts })
      cites.push(...own)
    }
    const missing: Test = {
      op: 'test',
      subject: { of: 'reading', name: `term:${name}`, measure: 'value', type: 'choice' },
      relation: '=',
      values: ['yes'],
      text: `${name} is not defined on ${law.date}`,
    }
    const [only = missing] = meanings
    const condition: Condition = {
      op: 'term',
      name,
      means: meanings.length > 1 ? { op: 'any', of: meanings } : only,
      cites,
    }
    terms.set(name, condition)
    return condition
  }
  const holds = (name: string): Condition => {
    const found = all.filter(({ rule }) => rule.ref === name)
    return {
      op: 'holds',
      name,
      means: { op: 'any', of: found.map(({ version, rule }) => applies(version, rule)) },
      cites: found.flatMap(({ rule }) => rule.cites),
    }
  }
  const inline = (condition: Condition): Condition => {
    switch (condition.op) {
      case 'always':
        return condition
      case 'test': {
        const { subject } = condition
        const fact = subject.of === 'fact' ? pack.facts[subject.name] : undefined
        return fact?.appliesWhen
          ? {
              op: 'all',
              of: [
                guarded(`fact ${subject.name}`, () => inline(fact.appliesWhen ?? { op: 'always' })),
                condition,
              ],
            }
          : condition
      }
      case 'all':
      case 'any':
        return { op: condition.op, of: condition.of.map(inline) }
      case 'atLeast':
        return { op: 'atLeast', n: condition.n, of: condition.of.map(inline) }
      case 'not':
        return { op: 'not', of: inline(condition.of) }
      case 'term':
        return define(condition.name)
      case 'holds':
        return holds(condition.name)
      case 'some':
      case 'every':
      case 'none':
      case 'count':
        return { ...condition, where: inline(condition.where) }
    }
  }
  return { applies, overriders, inline }
}

/** Calls a visitor for every leaf and list condition of a tree, with terms and exceptions written out. */
export function visitLeaves(
  condition: Condition,
  visit: (leaf: Test | Extract<Condition, { list: string }>) => void,
  seen: Set<Condition> = new Set(),
): void {
  if (seen.has(condition)) return
  seen.add(condition)
  switch (condition.op) {
    case 'always':
      return
    case 'test':
      visit(condition)
      return
    case 'all':
    case 'any':
    case 'atLeast':
      for (const part of condition.of) visitLeaves(part, visit, seen)
      return
    case 'not':
      visitLeaves(condition.of, visit, seen)
      return
    case 'term':
    case 'holds':
      if (condition.means) visitLeaves(condition.means, visit, seen)
      return
    case 'some':
    case 'every':
    case 'none':
    case 'count':
      visit(condition)
      visitLeaves(condition.where, visit, seen)
      return
  }
}

/** The facts a scope may read, in the order its rules name them. */
export function factsRead(scope: Scope): readonly string[] {
  const names = new Set<string>()
  const seen = new Set<Condition>()
  for (const { applies } of scope.rules)
    visitLeaves(
      applies,
      (leaf) => {
        if (leaf.op !== 'test') names.add(leaf.list)
        else if (leaf.subject.of === 'fact') names.add(leaf.subject.name)
      },
      seen,
    )
  return [...names]
}

/** Whether two rules may stand side by side: the same one in two versions, or articles said to stand together. */
export function standTogether(
  { decision }: Scope,
  left: ScopedRule,
  right: ScopedRule,
  projected: (rule: ScopedRule) => string,
): boolean {
  if (left.rule.ref === right.rule.ref || projected(left) === projected(right)) return true
  if (decision.several === 'collect')
    return (
      left.article.id !== right.article.id ||
      left.rule.then.kind !== 'liability' ||
      right.rule.then.kind !== 'liability'
    )
  return (decision.concurrence ?? []).some(
    ({ relation, of }) =>
      relation === 'together' &&
      of.some((pattern) => matchesArticle(pattern, left.article.id, left.rule.ref)) &&
      of.some((pattern) => matchesArticle(pattern, right.article.id, right.rule.ref)),
  )
}
