import type { Condition, Ladder, Pack, Rule, Sanction, Test, Version, Where } from './ast.ts'
import { outcomeOf } from './decide.ts'
import { type Diagram, DiagramTooLarge, type Node } from './diagram.ts'
import { evaluateValue, type Situation } from './evaluate.ts'
import { compareLadders } from './milder.ts'
import { indexAt } from './penalty.ts'
import { addDays, type PlainDate } from './plain-date.ts'
import {
  articleScope,
  buildScope,
  changeDays,
  lawAt,
  type Scope,
  type ScopedRule,
  ScopeError,
  standTogether,
  visitLeaves,
} from './scope.ts'
import { openQuestion, representatives, type Unknown } from './unknowns.ts'

/** One thing a static check found. `id` is stable, so that a waiver in the pack file can name it. */
export type VerifyFinding = {
  readonly id: string
  readonly check:
    | 'overlap'
    | 'gap'
    | 'dead'
    | 'shadowed'
    | 'circle'
    | 'overlap-in-time'
    | 'hole-in-time'
    | 'undefined-term'
    | 'no-index-value'
    | 'act-without-operation'
    | 'operation-without-version'
    | 'before-publication'
    | 'cites-nothing'
    | 'silent-limb'
    | 'unused-fact'
    | 'indistinct-value'
    | 'unasked'
    | 'outside-limits'
    | 'milder-exception'
    | 'too-large'
    | 'incomparable'
  /** A note informs (pairs of texts a court has to weigh); an error fails the build unless waived. */
  readonly level: 'error' | 'note'
  readonly message: string
  readonly where: Where
  /** A counter-example as a test case, ready to paste under `tests:`. */
  readonly counterexample?: string | undefined
  readonly waived?: string | undefined
}

/** Runs every static check over the whole pack. A build fails on findings of level error that are not waived. */
export function verify(pack: Pack): readonly VerifyFinding[] {
  const findings = [
    ...checkTime(pack),
    ...checkText(pack),
    ...checkFacts(pack),
    ...checkPenalties(pack),
    ...checkActs(pack),
    ...checkRules(pack),
  ]
  const unique = new Map(findings.map((finding) => [finding.id, finding]))
  return [...unique.values()].map((finding) => {
    const waiver = pack.waivers.find(({ finding: pattern }) =>
      pattern.endsWith('*') ? finding.id.startsWith(pattern.slice(0, -1)) : pattern === finding.id,
    )
    return waiver ? { ...finding, waived: waiver.reason } : finding
  })
}

/** The waivers that waive nothing any more. */
export function staleWaivers(pack: Pack, findings: readonly VerifyFinding[]): readonly string[] {
  return pack.waivers
    .map(({ finding }) => finding)
    .filter(
      (pattern) =>
        !findings.some(({ id }) =>
          pattern.endsWith('*') ? id.startsWith(pattern.slice(0, -1)) : pattern === id,
        ),
    )
}

function allVersions(pack: Pack): readonly Version[] {
  return Object.values(pack.articles).flatMap(({ versions }) => versions)
}

function named(version: Version, rule?: string): string {
  return `${version.article}@${version.id}${rule === undefined ? '' : `#${rule}`}`
}

// ---------------------------------------------------------------- rules, by decision diagrams

/** The days with which conditions compare the day of the act. */
function comparedDays(pack: Pack): readonly PlainDate[] {
  const days = new Set<PlainDate>()
  for (const condition of conditionsOf(pack))
    visitLeaves(condition, (leaf) => {
      if (leaf.op === 'test' && leaf.subject.of === 'clock')
        for (const value of leaf.values)
          if (typeof value === 'string') for (const day of [value, addDays(value, 1)]) days.add(day)
    })
  return [...days].sort()
}

function checkRules(pack: Pack): readonly VerifyFinding[] {
  const findings: VerifyFinding[] = []
  const alive = new Map<Rule, 'never' | 'shadowed' | 'alive'>()
  const checkedPairs = new Set<string>()
  const checkedScopes = new Set<string>()
  const compared = comparedDays(pack)
  const days = [...new Set([...changeDays(pack), ...compared])].sort()
  for (const day of days.length > 0 ? days : ['2000-01-01']) {
    const period = compared.filter((other) => other <= day).length
    const law = lawAt(pack, day)
    const scopes = [
      ...Object.values(pack.decisions),
      ...law.versions.map(({ article }) => articleScope(article)),
    ]
    for (const decision of scopes) {
      let scope: Scope
      try {
        scope = buildScope(pack, decision, law)
      } catch (error) {
        if (!(error instanceof ScopeError)) throw error
        findings.push({
          id: `circle:${decision.name}`,
          check: 'circle',
          level: 'error',
          message: error.message,
          where: decision.where,
        })
        continue
      }
      const key = `${period} ${decision.name} ${scope.rules.map(({ version, rule }) => named(version, rule.id)).join(' ')}`
      if (checkedScopes.has(key)) continue
      checkedScopes.add(key)
      const own = decision.name.startsWith('article:')
      const groups = own ? [scope.rules] : groupsToCompare(scope)
      for (const group of groups)
        findings.push(...checkGroup(pack, scope, group, own, alive, checkedPairs))
      if (decision.complete) findings.push(...checkComplete(pack, scope))
    }
  }
  for (const version of allVersions(pack))
    for (const rule of version.rules) {
      const state = alive.get(rule)
      if (state === undefined || state === 'alive') continue
      findings.push({
        id: `${state === 'never' ? 'dead' : 'shadowed'}:${named(version, rule.id)}`,
        check: state === 'never' ? 'dead' : 'shadowed',
        level: 'error',
        message:
          state === 'never'
            ? `${rule.ref} can never apply: its condition contradicts itself`
            : `${rule.ref} can never apply: its exceptions always hold where it would`,
        where: rule.where,
      })
    }
  return findings
}

/** Only rules of different articles that exclude one another need comparing; articles are compared two by two. */
function groupsToCompare(scope: Scope): readonly (readonly ScopedRule[])[] {
  if (scope.decision.several === 'collect') return []
  const byArticle = Map.groupBy(scope.rules, ({ article }) => article.id)
  const articles = [...byArticle.values()]
  return articles.flatMap((left, index) =>
    articles.slice(index + 1).map((right) => [...left, ...right]),
  )
}

function checkGroup(
  pack: Pack,
  scope: Scope,
  rules: readonly ScopedRule[],
  own: boolean,
  alive: Map<Rule, 'never' | 'shadowed' | 'alive'>,
  checkedPairs: Set<string>,
): readonly VerifyFinding[] {
  const findings: VerifyFinding[] = []
  const pairs = rules.flatMap((left, index) =>
    rules.slice(index + 1).flatMap((right) => {
      if (own !== (left.article.id === right.article.id)) return []
      const key = [named(left.version, left.rule.id), named(right.version, right.rule.id)].join(' ')
      if (checkedPairs.has(`${scope.decision.name} ${key}`)) return []
      checkedPairs.add(`${scope.decision.name} ${key}`)
      return standTogether(scope, left, right, (rule) => outcomeOf(scope, rule))
        ? []
        : [{ left, right }]
    }),
  )
  const openRules = own ? rules.filter(({ rule }) => alive.get(rule) !== 'alive') : []
  if (pairs.length === 0 && openRules.length === 0) return []
  const situation: Situation = { facts: {}, clocks: { act: scope.law.date }, readings: {} }
  try {
    const involved = [
      ...new Set([...openRules, ...pairs.flatMap(({ left, right }) => [left, right])]),
    ]
    const { diagram, unknowns, nodes } = openQuestion(
      pack,
      [...involved.map(({ applies }) => applies), ...openRules.map(withoutExceptions)],
      situation,
    )
    const nodeOf = new Map(involved.map((rule, index) => [rule, nodes[index] ?? 0]))
    for (const [index, scoped] of openRules.entries()) {
      const whole = nodeOf.get(scoped) ?? 0
      const bare = nodes[involved.length + index] ?? 0
      alive.set(
        scoped.rule,
        whole !== 0 ? 'alive' : bare === 0 ? 'never' : (alive.get(scoped.rule) ?? 'shadowed'),
      )
    }
    for (const { left, right } of pairs) {
      const both = diagram.and(nodeOf.get(left) ?? 0, nodeOf.get(right) ?? 0)
      if (both === 0) continue
      findings.push({
        id: `overlap:${left.rule.ref}:${right.rule.ref}`,
        check: 'overlap',
        level: 'error',
        message: `${named(left.version, left.rule.id)} and ${named(right.version, right.rule.id)} can apply at once and neither gives way (decision ${scope.decision.name})`,
        where: right.rule.where,
        counterexample: exampleCase(
          scope,
          diagram,
          unknowns,
          both,
          `conflict: [${left.rule.ref}, ${right.rule.ref}]`,
        ),
      })
    }
  } catch (error) {
    if (!(error instanceof DiagramTooLarge)) throw error
    findings.push(tooLarge(scope))
  }
  return findings
}

function withoutExceptions({ applies }: ScopedRule): Condition {
  return applies.op === 'all'
    ? { op: 'all', of: applies.of.filter((part) => !(part.op === 'not' && part.of.op === 'holds')) }
    : applies
}

function tooLarge({ decision }: Scope): VerifyFinding {
  return {
    id: `too-large:${decision.name}`,
    check: 'too-large',
    level: 'error',
    message: `${decision.name} has too many cases to prove anything about; ask about fewer articles at once`,
    where: decision.where,
  }
}

function checkComplete(pack: Pack, scope: Scope): readonly VerifyFinding[] {
  try {
    const { diagram, unknowns, nodes } = openQuestion(
      pack,
      [{ op: 'any', of: scope.rules.map(({ applies }) => applies) }],
      { facts: {}, clocks: { act: scope.law.date }, readings: {} },
    )
    const gap = diagram.not(nodes[0] ?? 0)
    if (gap === 0) return []
    return [
      {
        id: `gap:${scope.decision.name}@${scope.law.date}`,
        check: 'gap',
        level: 'error',
        message: `${scope.decision.name} has no answer for some cases on ${scope.law.date}`,
        where: scope.decision.where,
        counterexample: exampleCase(scope, diagram, unknowns, gap, 'none: true'),
      },
    ]
  } catch (error) {
    if (error instanceof DiagramTooLarge) return [tooLarge(scope)]
    throw error
  }
}

/** One case in which a node is true, as a test case in YAML. */
function exampleCase(
  scope: Scope,
  diagram: Diagram,
  unknowns: readonly Unknown[],
  node: Node,
  expectation: string,
): string {
  const facts: string[] = []
  const readings: string[] = []
  let at = node
  while (at > 1) {
    const kids = diagram.kidsOf(at)
    const cell = Math.max(
      0,
      kids.findIndex((kid) => kid !== 0),
    )
    const unknown = unknowns[diagram.variableOf(at)]
    const value = unknown?.cells[cell]?.value
    const entry = `${unknown?.name}: ${typeof value === 'object' ? JSON.stringify(value) : String(value)}`
    if (unknown?.kind === 'fact') facts.push(entry)
    else if (unknown?.kind === 'reading') readings.push(entry)
    at = kids[cell] ?? 0
  }
  const own = scope.decision.name.startsWith('article:')
  return [
    `- name: counter-example found by verify`,
    ...(own ? [] : [`  decision: ${scope.decision.name}`]),
    `  on: ${scope.law.date}`,
    ...(readings.length > 0 ? [`  readings: { ${readings.join(', ')} }`] : []),
    `  facts: { ${facts.join(', ')} }`,
    `  expect: { ${expectation} }`,
  ].join('\n')
}

// ---------------------------------------------------------------- time

function checkTime(pack: Pack): readonly VerifyFinding[] {
  const findings: VerifyFinding[] = []
  for (const article of Object.values(pack.articles)) {
    for (const [index, version] of article.versions.entries()) {
      const next = article.versions[index + 1]
      const end = version.to?.date
      const start = next?.from?.date
      if (next && (start === undefined || (end !== undefined && start < end)))
        findings.push({
          id: `overlap-in-time:${article.id}@${next.id}`,
          check: 'overlap-in-time',
          level: 'error',
          message: `${named(next)} begins ${start ?? 'always'}, before ${named(version)} ends ${end}`,
          where: next.where,
        })
      if (start !== undefined && end !== undefined && end < start)
        findings.push({
          id: `hole-in-time:${article.id}@${next?.id}`,
          check: 'hole-in-time',
          level: 'error',
          message: `${article.id} has no text from ${end} to ${start}`,
          where: next?.where ?? article.where,
        })
      findings.push(...checkReferences(pack, version))
    }
  }
  return findings
}

function checkReferences(pack: Pack, version: Version): readonly VerifyFinding[] {
  const findings: VerifyFinding[] = []
  const from = version.from?.latest ?? version.to?.earliest ?? '2000-01-01'
  const law = lawAt(pack, from)
  const stands = (ref: string) => {
    const [article, limb = ''] = ref.split('#')
    return law.versions.some(
      ({ version: other }) =>
        other.article === article &&
        (limb === '' || limb in other.text || other.rules.some(({ id }) => id === limb)),
    )
  }
  for (const rule of version.rules) {
    for (const ref of rule.cites)
      if (
        !stands(ref) &&
        !(
          ref.startsWith(`${version.article}#`) &&
          ref.split('#')[1] !== undefined &&
          (ref.split('#')[1] ?? '') in version.text
        )
      )
        findings.push({
          id: `cites-nothing:${named(version, rule.id)}:${ref}`,
          check: 'cites-nothing',
          level: 'error',
          message: `${named(version, rule.id)} cites ${ref}, which is not in force on ${from}`,
          where: rule.where,
        })
    visitLeavesAndNames(rule.when, (name) => {
      const term = pack.terms[name]
      if (!term) return
      const defined = term.versions.some(
        (one) => (!one.from || one.from.date <= from) && (!one.to || from < one.to.date),
      )
      if (!defined)
        findings.push({
          id: `undefined-term:${name}:${named(version)}`,
          check: 'undefined-term',
          level: 'error',
          message: `${named(version, rule.id)} uses ${name}, which has no meaning on ${from}`,
          where: rule.where,
        })
    })
  }
  for (const duty of version.duties) {
    const [sanction] = duty.onMiss?.rule?.split('#') ?? []
    if (sanction === undefined) continue
    const standsBeside = pack.articles[sanction]?.versions.some((other) => overlaps(version, other))
    if (!standsBeside)
      findings.push({
        id: `no-sanction-then:${named(version, duty.id)}`,
        check: 'cites-nothing',
        level: 'error',
        message: `${named(version, duty.id)} is sanctioned by ${sanction}, which is in force at no time while the duty is owed`,
        where: duty.where,
      })
  }
  return findings
}

function overlaps(one: Version, other: Version): boolean {
  const begins = (version: Version) => version.from?.earliest ?? ''
  const ends = (version: Version) => version.to?.latest ?? '~'
  return begins(one) < ends(other) && begins(other) < ends(one)
}

function visitLeavesAndNames(condition: Condition, visit: (term: string) => void): void {
  switch (condition.op) {
    case 'term':
      visit(condition.name)
      return
    case 'all':
    case 'any':
    case 'atLeast':
      for (const part of condition.of) visitLeavesAndNames(part, visit)
      return
    case 'not':
      visitLeavesAndNames(condition.of, visit)
      return
    case 'some':
    case 'every':
    case 'none':
    case 'count':
      visitLeavesAndNames(condition.where, visit)
      return
    case 'always':
    case 'test':
    case 'holds':
      return
  }
}

// ---------------------------------------------------------------- text, facts, acts

function checkText(pack: Pack): readonly VerifyFinding[] {
  return allVersions(pack).flatMap((version) => {
    const cited = new Set([...version.rules, ...version.duties].flatMap(({ cites }) => cites))
    return Object.keys(version.text)
      .filter((limb) => !cited.has(`${version.article}#${limb}`) && !(limb in version.noRule))
      .map(
        (limb): VerifyFinding => ({
          id: `silent-limb:${named(version, limb)}`,
          check: 'silent-limb',
          level: 'error',
          message: `${named(version, limb)} has words but no rule, no duty and no reason why`,
          where: version.where,
        }),
      )
  })
}

function conditionsOf(pack: Pack): readonly Condition[] {
  return [
    ...allVersions(pack).flatMap(({ rules, duties }) =>
      [...rules, ...duties].map(({ when }) => when),
    ),
    ...Object.values(pack.terms).flatMap(({ versions }) => versions.map(({ means }) => means)),
    ...Object.values(pack.facts).flatMap(({ appliesWhen }) => (appliesWhen ? [appliesWhen] : [])),
  ]
}

function checkFacts(pack: Pack): readonly VerifyFinding[] {
  const findings: VerifyFinding[] = []
  const leaves = new Map<string, Test[]>()
  const lists = new Set<string>()
  for (const condition of conditionsOf(pack))
    visitLeaves(condition, (leaf) => {
      if (leaf.op !== 'test') lists.add(leaf.list)
      else if (leaf.subject.of === 'fact')
        leaves.set(leaf.subject.name, [...(leaves.get(leaf.subject.name) ?? []), leaf])
    })
  for (const fact of Object.values(pack.facts)) {
    const mine = leaves.get(fact.name)
    if (!mine && !lists.has(fact.name))
      findings.push({
        id: `unused-fact:${fact.name}`,
        check: 'unused-fact',
        level: 'error',
        message: `no rule looks at ${fact.name}`,
        where: fact.where,
      })
    if (!mine || fact.type !== 'choice') continue
    const columns = new Map<string, string>()
    for (const value of representatives(pack, fact.name, mine, { clocks: {} })) {
      const column = mine.map((leaf) => evaluateValue(leaf, value, {})).join()
      const twin = columns.get(column)
      if (twin !== undefined)
        findings.push({
          id: `indistinct-value:${fact.name}:${twin}:${value}`,
          check: 'indistinct-value',
          level: 'note',
          message: `no rule tells ${value} of ${fact.name} from ${twin}`,
          where: fact.where,
        })
      else columns.set(column, String(value))
    }
  }
  findings.push(...checkAsks(pack))
  return findings
}

function checkAsks(pack: Pack): readonly VerifyFinding[] {
  return Object.values(pack.articles).flatMap((article) => {
    const { asks } = article
    if (!asks) return []
    const read = new Set<string>()
    const seen = new Set<string>()
    const collect = (condition: Condition): void => {
      visitLeaves(condition, (leaf) => {
        if (leaf.op !== 'test') read.add(leaf.list)
        else if (leaf.subject.of === 'fact') read.add(leaf.subject.name)
      })
      visitLeavesAndNames(condition, (name) => {
        if (seen.has(name)) return
        seen.add(name)
        for (const { means } of pack.terms[name]?.versions ?? []) collect(means)
      })
    }
    for (const { rules, duties } of article.versions)
      for (const { when } of [...rules, ...duties]) collect(when)
    return [...read]
      .filter((name) => !asks.includes(name))
      .map(
        (name): VerifyFinding => ({
          id: `unasked:${article.id}:${name}`,
          check: 'unasked',
          level: 'error',
          message: `${article.id} looks at ${name}, which its asks does not list`,
          where: article.where,
        }),
      )
  })
}

function checkActs(pack: Pack): readonly VerifyFinding[] {
  const findings: VerifyFinding[] = []
  for (const act of Object.values(pack.acts)) {
    if (act.published !== undefined && act.inForce.date < act.published)
      findings.push({
        id: `before-publication:${act.id}`,
        check: 'before-publication',
        level: 'error',
        message: `${act.id} is in force on ${act.inForce.date}, before it was published on ${act.published}`,
        where: act.where,
      })
    for (const { target, version } of act.operations)
      if (!pack.articles[target]?.versions.some(({ id }) => id === version))
        findings.push({
          id: `operation-without-version:${act.id}:${target}@${version}`,
          check: 'operation-without-version',
          level: 'error',
          message: `${act.id} speaks of ${target}@${version}, which does not exist`,
          where: act.where,
        })
  }
  for (const version of allVersions(pack)) {
    const { from } = version
    if (from?.act === undefined) continue
    const operations = pack.acts[from.act]?.operations ?? []
    if (
      !operations.some(
        ({ target, version: made, op }) =>
          target === version.article && made === version.id && op !== 'repeal',
      )
    )
      findings.push({
        id: `act-without-operation:${named(version)}`,
        check: 'act-without-operation',
        level: 'error',
        message: `${named(version)} begins with ${from.act}, but no operation of that act makes it`,
        where: version.where,
      })
  }
  return findings
}

// ---------------------------------------------------------------- penalties

function sanctionsOf({ oneOf, plus, may }: Ladder): readonly Sanction[] {
  return [...oneOf, ...plus, ...may]
}

function checkPenalties(pack: Pack): readonly VerifyFinding[] {
  return Object.values(pack.articles).flatMap((article) =>
    article.versions.flatMap((version, index) => [
      ...version.rules.flatMap((rule) => checkLadder(pack, article.code, version, rule)),
      ...compareWithNext(pack, version, article.versions[index + 1]),
    ]),
  )
}

function checkLadder(
  pack: Pack,
  code: string,
  version: Version,
  rule: Rule,
): readonly VerifyFinding[] {
  if (rule.then.kind !== 'liability' || !rule.then.penalty) return []
  const findings: VerifyFinding[] = []
  const { penalty, category } = rule.then
  const from = version.from?.date ?? '0000-01-01'
  for (const sanction of sanctionsOf(penalty)) {
    for (const limit of pack.codes[code]?.limits ?? []) {
      if (limit.sanction !== sanction.kind) continue
      if (limit.category !== undefined && limit.category !== category) continue
      if (limit.to !== undefined && from >= limit.to) continue
      if (limit.from !== undefined && version.to && version.to.date <= limit.from) continue
      const { min, max } = sanction.range ?? {}
      const below = limit.min !== undefined && max !== undefined && max < limit.min
      const low = limit.min !== undefined && min !== undefined && min < limit.min
      const high = limit.max !== undefined && max !== undefined && max > limit.max
      if (below || low || high)
        findings.push({
          id: `outside-limits:${named(version, rule.id)}:${sanction.kind}`,
          check: 'outside-limits',
          level: 'error',
          message: `${named(version, rule.id)}: ${sanction.kind} ${min ?? ''}–${max ?? ''} lies outside ${limit.min ?? ''}–${limit.max ?? ''} of ${(limit.cites ?? []).join(', ')}`,
          where: rule.where,
        })
    }
    const kind = pack.sanctions[sanction.kind]
    if (kind?.index !== undefined && version.from && !indexAt(pack, kind.index, version.from.date))
      findings.push({
        id: `no-index-value:${kind.index}:${named(version)}`,
        check: 'no-index-value',
        level: 'error',
        message: `${kind.index} has no value on ${version.from.date}, when ${named(version)} begins`,
        where: version.where,
      })
  }
  for (const target of rule.overrides) {
    const base = version.rules.find(({ ref }) => ref === target)
    if (base?.then.kind !== 'liability' || !base.then.penalty) continue
    if (
      compareLadders(pack, penalty, base.then.penalty) === 'milder' &&
      base.then.branch === rule.then.branch
    )
      findings.push({
        id: `milder-exception:${named(version, rule.id)}:${base.id}`,
        check: 'milder-exception',
        level: 'error',
        message: `${named(version, rule.id)} goes before ${base.id} but is milder than it`,
        where: rule.where,
      })
  }
  return findings
}

/** Two texts in a row of the same rule that no order can compare: a list for lawyers, not a fault. */
function compareWithNext(
  pack: Pack,
  version: Version,
  next: Version | undefined,
): readonly VerifyFinding[] {
  return version.rules.flatMap((rule): readonly VerifyFinding[] => {
    const later = next?.rules.find(({ id }) => id === rule.id)
    if (!next || rule.then.kind !== 'liability' || later?.then.kind !== 'liability') return []
    if (compareLadders(pack, rule.then.penalty, later.then.penalty) !== 'incomparable') return []
    return [
      {
        id: `incomparable:${named(version, rule.id)}:${next.id}`,
        check: 'incomparable',
        level: 'note',
        message: `which of ${named(version, rule.id)} and ${named(next, rule.id)} is milder has to be weighed by a person`,
        where: later.where,
      },
    ]
  })
}
