import type { Case, Deadline, DutyRule, Ladder, Pack } from './ast.ts'
import { instantOf } from './calendar.ts'
import { type Decision, decide, decideArticle, type Finding } from './decide.ts'
import { type Duty, duties } from './duties.ts'
import { evaluate } from './evaluate.ts'
import { matchesArticle } from './load.ts'
import { type MilderLaw, milderLaw } from './milder.ts'
import { type Amount, indexAt, type Penalty, penaltyOf } from './penalty.ts'
import { conditionBuilder, lawAt } from './scope.ts'

export type CaseResult = {
  readonly case: Case
  readonly passed: boolean
  /** What was expected and what came out, one sentence per difference. */
  readonly failures: readonly string[]
  readonly decision?: Decision | undefined
}

/** All test cases written in the pack: those of the articles and those of the case files. */
export function casesOf(pack: Pack): readonly Case[] {
  return [...Object.values(pack.articles).flatMap(({ tests }) => tests), ...pack.cases]
}

/** Runs every case in the data of the pack. */
export function runCases(
  pack: Pack,
  cases: readonly Case[] = casesOf(pack),
): readonly CaseResult[] {
  return cases.map((test) => runCase(pack, test))
}

/** Runs one case; an error of the pack or of the case is a failure with its message. */
export function runCase(pack: Pack, test: Case): CaseResult {
  try {
    const failures: string[] = []
    const decision = test.on === undefined ? undefined : checkDecision(pack, test, failures)
    if (test.on === undefined && test.events.length === 0)
      failures.push('the case has neither a day (on) nor events')
    if (test.expect.duties || test.expect.noDuties) checkDuties(pack, test, failures)
    if (test.expect.terms) checkTerms(pack, test, test.expect.terms, failures)
    if (test.expect.indices) checkIndices(pack, test, test.expect.indices, failures)
    return { case: test, passed: failures.length === 0, failures, decision }
  } catch (error) {
    return {
      case: test,
      passed: false,
      failures: [error instanceof Error ? error.message : String(error)],
    }
  }
}

function checkDecision(pack: Pack, test: Case, failures: string[]): Decision | undefined {
  if (test.decision === undefined && test.article === undefined) return undefined
  const act = test.on ?? ''
  const inquiry = {
    facts: test.facts,
    act,
    opened: test.opened,
    decided: test.decided,
    readings: test.readings,
  }
  let milder: MilderLaw | undefined
  let decision: Decision
  if (test.milder && test.decision !== undefined) {
    milder = milderLaw(pack, test.decision, inquiry)
    decision =
      milder.applied?.decision ??
      milder.options[0]?.decision ??
      decide(pack, test.decision, inquiry)
  } else
    decision =
      test.decision === undefined
        ? decideArticle(pack, test.article ?? '', inquiry)
        : decide(pack, test.decision, inquiry)
  compare(pack, test, decision, milder, failures)
  return decision
}

function compare(
  pack: Pack,
  test: Case,
  decision: Decision,
  milder: MilderLaw | undefined,
  failures: string[],
): void {
  const { expect } = test
  const rules = decision.findings.map(({ rule }) => rule)
  const named = (name: string) =>
    name.includes('#') || test.article === undefined ? name : `${test.article}#${name}`
  const kind = milder && milder.kind !== 'applied' ? milder.kind : decision.kind
  const came = `came out ${kind}${rules.length > 0 ? ` (${rules.join(', ')})` : ''}${decision.deciding.length > 0 ? `, deciding: ${decision.deciding.join(', ')}` : ''}${decision.readings.length > 0 ? `, readings: ${decision.readings.join(', ')}` : ''}`
  const say = (wanted: string) => failures.push(`expected ${wanted}, ${came}`)
  const sameSet = (left: readonly string[], right: readonly string[]) =>
    [...new Set(left)].sort().join() === [...new Set(right)].sort().join()
  if (expect.rule && (kind !== 'decided' || !sameSet(rules, expect.rule.map(named))))
    say(expect.rule.map(named).join(', '))
  if (expect.none && kind !== 'none') say('none')
  for (const pattern of expect.not ?? []) {
    const wanted = pattern.includes('/') ? pattern : named(pattern)
    const mayApply = [
      ...decision.findings.map(({ article, rule }) => ({ article, rule })),
      ...decision.possible.flatMap((value) =>
        value.rules.map((rule) => ({ article: rule.split('#')[0] ?? '', rule })),
      ),
    ]
    if (mayApply.some(({ article, rule }) => matchesArticle(wanted, article, rule)))
      say(`not ${wanted}`)
  }
  if (
    expect.unknown &&
    (kind !== 'undecided' || !sameSet(expect.unknown, milder?.deciding ?? decision.deciding))
  )
    say(`undecided by ${expect.unknown.join(', ')}`)
  if (
    expect.readings &&
    (kind !== 'undecided' || !sameSet(expect.readings, milder?.readings ?? decision.readings))
  )
    say(`dependent on the readings ${expect.readings.join(', ')}`)
  if (expect.conflict && (kind !== 'conflict' || !sameSet(rules, expect.conflict.map(named))))
    say(`a conflict of ${expect.conflict.join(', ')}`)
  if (expect.refer && kind !== 'refer') say('a referral')
  if (expect.choice && kind !== 'choice') say('a choice between laws')
  if (
    expect.outcome &&
    ((kind !== 'decided' && kind !== 'none') || !sameSet(decision.answer, expect.outcome))
  )
    say(`the outcome ${expect.outcome.join(', ')}, but it is ${decision.answer.join(', ')};`)
  if (expect.law !== undefined && !decision.findings.every(({ version }) => version === expect.law))
    say(
      `the version ${expect.law}, but it is ${decision.findings.map(({ version }) => version).join(', ')};`,
    )
  for (const [mark, value] of Object.entries(expect.marks ?? {}))
    if (!decision.findings.some(({ consequence }) => consequence.marks[mark] === value))
      say(`${mark} = ${value}`)
  if (expect.ladder !== undefined) {
    const found = decision.findings.map(({ consequence }) =>
      consequence.kind === 'liability' && consequence.penalty
        ? ladderText(consequence.penalty)
        : 'no penalty',
    )
    if (found.join(' and ') !== expect.ladder)
      failures.push(
        `expected the text to offer ${expect.ladder}, it offers ${found.join(' and ') || 'nothing'}`,
      )
  }
  if (expect.penalty || expect.transformed) comparePenalty(pack, test, decision, failures)
}

function comparePenalty(
  pack: Pack,
  { expect }: Case,
  decision: Decision,
  failures: string[],
): void {
  const law = lawAt(pack, decision.law.date)
  const penalties = decision.findings.flatMap((finding: Finding): readonly Penalty[] => {
    const penalty = penaltyOf(pack, law, finding, decision.situation)
    return penalty ? [penalty] : []
  })
  const [penalty] = penalties
  if (penalties.length !== 1 || !penalty) {
    failures.push(`expected one penalty, found ${penalties.length}`)
    return
  }
  if (expect.transformed) {
    const applied = penalty.steps.map(({ rule }) => rule)
    if (applied.join() !== expect.transformed.join())
      failures.push(
        `expected the ladder changed by ${expect.transformed.join(', ') || 'nothing'}, it was changed by ${applied.join(', ') || 'nothing'}`,
      )
  }
  if (!expect.penalty) return
  if (!penalty.settled) {
    failures.push(`expected a settled penalty, it depends on ${penalty.deciding.join(', ')}`)
    return
  }
  const all = [...penalty.settled.oneOf, ...penalty.settled.plus, ...penalty.settled.may]
  for (const [kind, wanted] of Object.entries(expect.penalty)) {
    const found = all.find((amount) => amount.kind === kind)
    const range = found && (found.measure === 'index' ? found.money : found.range)
    if (wanted === 'none') {
      if (found) failures.push(`expected no ${kind}, found ${shownAmount(found)}`)
    } else if (!found)
      failures.push(`expected ${kind}, the ladder offers ${all.map(shownAmount).join(', ')}`)
    else if (wanted !== true)
      for (const bound of ['min', 'max'] as const)
        if (wanted[bound] !== undefined && range?.[bound] !== wanted[bound])
          failures.push(
            `expected ${kind} ${bound} ${wanted[bound]}, found ${range?.[bound] ?? penalty.indexMissing ?? 'none'}`,
          )
  }
}

/** A penalty on one line, such as `fine 20..200 or arrest ..50, with ban ..24, and may cure`. */
export function ladderText({ oneOf, plus, may }: Ladder): string {
  const part = (list: Ladder['oneOf']) =>
    list
      .map(({ kind, range }) => (range ? `${kind} ${range.min ?? ''}..${range.max ?? ''}` : kind))
      .join(' or ')
  return [
    part(oneOf),
    ...(plus.length > 0 ? [`with ${part(plus)}`] : []),
    ...(may.length > 0 ? [`and may ${part(may)}`] : []),
  ].join(', ')
}

/** The clock of a duty on one line, as a case writes it: `24 hours after order.served`, `every 7 calendar days until order.ended`. */
export function clockText(deadline: Deadline): string {
  const after = 'from' in deadline && deadline.from !== undefined ? ` after ${deadline.from}` : ''
  const until = (events: readonly string[]) =>
    events.length > 0 ? ` until ${events.join(', ')}` : ''
  switch (deadline.kind) {
    case 'none':
    case 'immediately':
    case 'same day':
      return `${deadline.kind}${after}`
    case 'within':
      return `${deadline.length.n} ${deadline.length.unit}${after}`
    case 'before':
      return `before ${deadline.event}`
    case 'every':
      return `every ${deadline.length.n} ${deadline.length.unit}${until(deadline.until)}`
    case 'times':
      return `${deadline.times} per ${deadline.per}${until(deadline.until)}`
  }
}

/** What follows when a duty is missed, as names of rules and duties. */
export function onMissNames({ onMiss }: DutyRule): readonly string[] {
  if (!onMiss) return []
  const { rule, duties = [], what } = onMiss
  return [
    ...(rule === undefined ? [] : [rule]),
    ...duties,
    ...(what?.en === undefined ? [] : [what.en]),
  ]
}

function shownAmount({ kind, range, money }: Amount): string {
  const { min, max } = money ?? range ?? {}
  return min === undefined && max === undefined ? kind : `${kind} ${min ?? ''}–${max ?? ''}`
}

function checkTerms(
  pack: Pack,
  test: Case,
  wanted: Readonly<Record<string, boolean>>,
  failures: string[],
): void {
  const act = test.on ?? ''
  const { inline } = conditionBuilder(pack, lawAt(pack, act))
  for (const [name, holds] of Object.entries(wanted)) {
    if (!Object.hasOwn(pack.terms, name)) {
      failures.push(`the pack has no term ${name}`)
      continue
    }
    const found = evaluate(inline({ op: 'term', name }), {
      facts: test.facts,
      clocks: { act },
      readings: test.readings,
    })
    if (found !== holds)
      failures.push(
        `expected the term ${name} ${holds ? 'to hold' : 'not to hold'}, it is ${found === undefined ? 'unknown' : found ? 'held' : 'not held'}`,
      )
  }
}

function checkIndices(
  pack: Pack,
  test: Case,
  wanted: Readonly<Record<string, number>>,
  failures: string[],
): void {
  for (const [name, value] of Object.entries(wanted)) {
    const found = indexAt(pack, name, test.on ?? '')?.value
    if (found !== value)
      failures.push(`expected ${name} ${value} on ${test.on}, found ${found ?? 'no value'}`)
  }
}

/** What a case can look at in a duty; one that stands without any event has neither due time nor status. */
type SeenDuty = Pick<Duty, 'id' | 'rule' | 'version'> &
  Partial<Pick<Duty, 'due' | 'status' | 'trigger'>>

function dutiesAfter(pack: Pack, test: Case): readonly SeenDuty[] {
  return duties(pack, {
    events: test.events,
    now: test.now ?? test.events.at(-1)?.at ?? '',
    facts: test.facts,
    readings: test.readings,
    ...(test.on === undefined ? {} : { act: test.on }),
  })
}

/** The duties that no event begins, owed on the day of the case. */
function standingDuties(pack: Pack, test: Case): readonly SeenDuty[] {
  const act = test.on ?? ''
  const law = lawAt(pack, act)
  const { inline } = conditionBuilder(pack, law)
  const situation = { facts: test.facts, clocks: { act }, readings: test.readings }
  return law.versions.flatMap(({ version }) =>
    version.duties
      .filter(
        ({ trigger, when }) =>
          trigger.includes('always') && evaluate(inline(when), situation) !== false,
      )
      .map((rule) => ({ id: rule.ref, rule, version: version.id })),
  )
}

function checkDuties(pack: Pack, test: Case, failures: string[]): void {
  const found = test.events.length === 0 ? standingDuties(pack, test) : dutiesAfter(pack, test)
  const named = (name: string) =>
    name.includes('#') || test.article === undefined ? name : `${test.article}#${name}`
  for (const wanted of test.expect.duties ?? []) {
    const duty = found.find(
      ({ id, trigger }) =>
        id === named(wanted.duty) &&
        (wanted.about === undefined || trigger?.about === wanted.about),
    )
    if (!duty) {
      failures.push(
        `expected the duty ${wanted.duty}, found ${found.map(({ id }) => id).join(', ') || 'none'}`,
      )
      continue
    }
    const due =
      wanted.due === undefined || wanted.due === null ? undefined : instantOf(pack, wanted.due)
    if (wanted.due !== undefined && duty.due?.at !== due)
      failures.push(
        `expected ${wanted.duty} due ${wanted.due}, found ${duty.due?.at ?? duty.due?.missing ?? 'no limit'}`,
      )
    if (wanted.status !== undefined && duty.status !== wanted.status)
      failures.push(
        `expected ${wanted.duty} ${wanted.status}, found ${duty.status ?? 'no status, because no event began it'}`,
      )
    const { rule } = duty
    const said: readonly (readonly [string, string | undefined, string | undefined])[] = [
      ['law', wanted.law, duty.version],
      ['bearer', wanted.bearer, rule.bearer],
      ['clock', wanted.clock, clockText(rule.deadline)],
      ['satisfiedBy', wanted.satisfiedBy?.join(', '), rule.satisfiedBy.join(', ')],
      ['ends', wanted.ends?.join(', '), rule.ends.join(', ')],
      ['onMiss', wanted.onMiss?.join(', '), onMissNames(rule).join(', ')],
    ]
    for (const [what, expected, came] of said)
      if (expected !== undefined && expected !== came)
        failures.push(
          `expected ${wanted.duty} with ${what} ${expected || 'none'}, found ${came || 'none'}`,
        )
  }
  for (const name of test.expect.noDuties ?? [])
    if (found.some(({ id }) => id === named(name))) failures.push(`expected no duty ${name}`)
}
