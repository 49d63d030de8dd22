import type { Case, Pack } from './ast.ts'
import { instantOf } from './calendar.ts'
import { type Decision, decide, decideArticle, type Finding } from './decide.ts'
import { duties } from './duties.ts'
import { matchesArticle } from './load.ts'
import { type MilderLaw, milderLaw } from './milder.ts'
import { type Amount, type Penalty, penaltyOf } from './penalty.ts'
import { lawAt } from './scope.ts'

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

function shownAmount({ kind, range, money }: Amount): string {
  const { min, max } = money ?? range ?? {}
  return min === undefined && max === undefined ? kind : `${kind} ${min ?? ''}–${max ?? ''}`
}

function checkDuties(pack: Pack, test: Case, failures: string[]): void {
  const last = test.events.at(-1)?.at ?? ''
  const found = duties(pack, {
    events: test.events,
    now: test.now ?? last,
    facts: test.facts,
    readings: test.readings,
    ...(test.on === undefined ? {} : { act: test.on }),
  })
  const named = (name: string) =>
    name.includes('#') || test.article === undefined ? name : `${test.article}#${name}`
  for (const wanted of test.expect.duties ?? []) {
    const duty = found.find(
      ({ id, trigger }) =>
        id === named(wanted.duty) && (wanted.about === undefined || trigger.about === wanted.about),
    )
    if (!duty) {
      failures.push(
        `expected the duty ${wanted.duty}, found ${found.map(({ id }) => id).join(', ') || 'none'}`,
      )
      continue
    }
    const due =
      wanted.due === undefined || wanted.due === null ? undefined : instantOf(pack, wanted.due)
    if (wanted.due !== undefined && duty.due.at !== due)
      failures.push(
        `expected ${wanted.duty} due ${wanted.due}, found ${duty.due.at ?? duty.due.missing ?? 'no limit'}`,
      )
    if (wanted.status !== undefined && duty.status !== wanted.status)
      failures.push(`expected ${wanted.duty} ${wanted.status}, found ${duty.status}`)
  }
  for (const name of test.expect.noDuties ?? [])
    if (found.some(({ id }) => id === named(name))) failures.push(`expected no duty ${name}`)
}
