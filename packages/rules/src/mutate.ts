import type {
  Article,
  Case,
  Condition,
  Deadline,
  DutyRule,
  Ladder,
  Pack,
  Range,
  Relation,
  Rule,
  Term,
  TermVersion,
  Test,
  Version,
  Where,
} from './ast.ts'
import { casesOf, runCase } from './cases.ts'
import { allDuties } from './duties.ts'
import { matchesArticle } from './load.ts'
import { addDays } from './plain-date.ts'
import { articleScope, buildScope, conditionBuilder, lawAt } from './scope.ts'
import { openQuestion } from './unknowns.ts'

/** A pack with one small fault put in on purpose. A good set of cases notices each of them. */
export type Mutant = {
  readonly article: string
  readonly description: string
  readonly where: Where
  readonly pack: Pack
  /** The rule changed and its version, where the fault is in a condition; to tell whether the fault changes anything at all. */
  readonly rule?: { readonly version: string; readonly id: string } | undefined
  /** The only day on which the law differs, where a first or last day was moved. */
  readonly day?: string | undefined
  /** Which expectations of a case can see the fault, where not all can. */
  readonly seenBy?: 'duties' | 'penalty' | undefined
  /** The term whose meaning changed, and a day on which that meaning counts. */
  readonly term?: { readonly name: string; readonly day: string } | undefined
}

export type MutationReport = {
  readonly total: number
  readonly killed: number
  /** Faults that change nothing on any case at all; proved by decision diagrams, not counted against the cases. */
  readonly equivalent: number
  readonly survivors: readonly {
    readonly article: string
    readonly description: string
    readonly where: Where
  }[]
}

const OPPOSITE: Readonly<Record<Relation, Relation>> = {
  '=': '!=',
  '!=': '=',
  '<': '<=',
  '<=': '<',
  '>': '>=',
  '>=': '>',
  in: 'not in',
  'not in': 'in',
}

type Change<T> = { readonly description: string; readonly value: T }

function testMutations(test: Test): readonly Change<Condition>[] {
  const changes: Change<Condition>[] = [
    {
      description: `${test.text}: ${test.relation} becomes ${OPPOSITE[test.relation]}`,
      value: { ...test, relation: OPPOSITE[test.relation], text: `${test.text} (mutated)` },
    },
  ]
  const [first] = test.values
  if (typeof first === 'number' && test.values.length === 1)
    for (const step of [-1, 1])
      changes.push({
        description: `${test.text}: ${first} becomes ${first + step}`,
        value: { ...test, values: [first + step], text: `${test.text} (mutated)` },
      })
  if (test.subject.type === 'date' && typeof first === 'string' && test.values.length === 1)
    for (const step of [-1, 1])
      changes.push({
        description: `${test.text}: ${first} becomes ${addDays(first, step)}`,
        value: { ...test, values: [addDays(first, step)], text: `${test.text} (mutated)` },
      })
  if (test.values.length > 1)
    for (const [index, dropped] of test.values.entries())
      changes.push({
        description: `${test.text}: ${String(dropped)} is dropped`,
        value: {
          ...test,
          values: test.values.filter((_, other) => other !== index),
          text: `${test.text} (mutated)`,
        },
      })
  return changes
}

/** Every small fault of a condition: operators, bounds, dropped parts, all for any. */
export function conditionMutations(condition: Condition): readonly Change<Condition>[] {
  switch (condition.op) {
    case 'always':
    case 'term':
    case 'holds':
      return []
    case 'test':
      return testMutations(condition)
    case 'not':
      return [
        { description: 'not is dropped', value: condition.of },
        ...conditionMutations(condition.of).map(({ description, value }) => ({
          description,
          value: { op: 'not' as const, of: value },
        })),
      ]
    case 'all':
    case 'any':
    case 'atLeast': {
      const rebuilt = (of: readonly Condition[]): Condition =>
        condition.op === 'atLeast' ? { ...condition, of } : { op: condition.op, of }
      const dropped = condition.of.map((part, index) => ({
        description: `${describePart(part)} is dropped`,
        value: rebuilt(condition.of.filter((_, other) => other !== index)),
      }))
      const inside = condition.of.flatMap((part, index) =>
        conditionMutations(part).map(({ description, value }) => ({
          description,
          value: rebuilt(condition.of.map((other, at) => (at === index ? value : other))),
        })),
      )
      const swapped: readonly Change<Condition>[] =
        condition.of.length < 2
          ? []
          : condition.op === 'atLeast'
            ? [
                {
                  description: `at least ${condition.n} becomes ${condition.n + 1}`,
                  value: { ...condition, n: condition.n + 1 },
                },
              ]
            : [
                {
                  description: condition.op === 'all' ? 'all becomes any' : 'any becomes all',
                  value: { op: condition.op === 'all' ? 'any' : 'all', of: condition.of },
                },
              ]
      return [...(condition.of.length > 1 ? dropped : []), ...swapped, ...inside]
    }
    case 'some':
    case 'every':
    case 'none':
      return conditionMutations(condition.where).map(({ description, value }) => ({
        description,
        value: { ...condition, where: value },
      }))
    case 'count':
      return [-1, 1].map((step) => ({
        description: `count ${condition.n} becomes ${condition.n + step}`,
        value: { ...condition, n: condition.n + step },
      }))
  }
}

function describePart(part: Condition): string {
  if (part.op === 'test') return part.text
  if (part.op === 'term' || part.op === 'holds') return part.name
  return part.op
}

/** All mutants of a pack, or of the articles named. */
export function* mutantsOf(pack: Pack, articles = Object.keys(pack.articles)): Generator<Mutant> {
  for (const id of articles) {
    const article = pack.articles[id]
    if (!article) continue
    for (const [index, version] of article.versions.entries()) {
      yield* ruleMutants(pack, article, index, version)
      yield* penaltyMutants(pack, article, version)
      yield* dutyMutants(pack, article, version)
      yield* dateMutants(pack, article, index, version)
    }
  }
}

function withVersions(pack: Pack, article: Article, versions: readonly Version[]): Pack {
  return { ...pack, articles: { ...pack.articles, [article.id]: { ...article, versions } } }
}

function withVersion(pack: Pack, article: Article, version: Version, changed: Version): Pack {
  return withVersions(
    pack,
    article,
    article.versions.map((other) => (other === version ? changed : other)),
  )
}

/** Each bound of a range one less and one more, and each bound left out. */
function rangeMutations(range: Range): readonly Change<Range>[] {
  return (['min', 'max'] as const).flatMap((bound) => {
    const amount = range[bound]
    if (amount === undefined) return []
    return [
      ...[-1, 1].map((step) => ({
        description: `${bound} ${amount} becomes ${amount + step}`,
        value: { ...range, [bound]: amount + step },
      })),
      { description: `${bound} ${amount} is dropped`, value: { ...range, [bound]: undefined } },
    ]
  })
}

/** Every small fault of a penalty: a sanction dropped, a bound moved, a sanction of one's own choice made an addition. */
export function ladderMutations(ladder: Ladder): readonly Change<Ladder>[] {
  return (['oneOf', 'plus', 'may'] as const).flatMap((part) =>
    ladder[part].flatMap((sanction, index) => {
      const rest = ladder[part].filter((_, other) => other !== index)
      const elsewhere = part === 'plus' ? 'may' : 'plus'
      return [
        { description: `${sanction.kind} is dropped`, value: { ...ladder, [part]: rest } },
        {
          description: `${sanction.kind} goes from ${part} to ${elsewhere}`,
          value: { ...ladder, [part]: rest, [elsewhere]: [...ladder[elsewhere], sanction] },
        },
        ...rangeMutations(sanction.range ?? {}).map(({ description, value }) => ({
          description: `${sanction.kind}: ${description}`,
          value: {
            ...ladder,
            [part]: ladder[part].map((other) =>
              other === sanction ? { ...sanction, range: value } : other,
            ),
          },
        })),
      ]
    }),
  )
}

function withPenalty(rule: Rule, penalty: Ladder): Rule {
  // biome-ignore lint/suspicious/noThenProperty: the format speaks of when and then; a rule is never awaited.
  return rule.then.kind === 'liability' ? { ...rule, then: { ...rule.then, penalty } } : rule
}

function* penaltyMutants(pack: Pack, article: Article, version: Version): Generator<Mutant> {
  for (const rule of version.rules) {
    if (rule.then.kind !== 'liability' || !rule.then.penalty) continue
    for (const { description, value } of ladderMutations(rule.then.penalty))
      yield {
        article: article.id,
        where: rule.where,
        description: `${article.id}@${version.id}#${rule.id}: ${description}`,
        seenBy: 'penalty',
        pack: withVersion(pack, article, version, {
          ...version,
          rules: version.rules.map((other) => (other === rule ? withPenalty(rule, value) : other)),
        }),
      }
  }
}

const OTHER_UNIT = {
  hours: 'working days',
  'full days': 'calendar days',
  'calendar days': 'working days',
  'working days': 'calendar days',
  'unspecified days': 'calendar days',
  weeks: 'months',
  months: 'weeks',
  years: 'months',
} as const

/** Every small fault of a clock: one less, one more, another unit, another beginning or end, no limit. */
export function deadlineMutations(deadline: Deadline): readonly Change<Deadline>[] {
  const changes: Change<Deadline>[] = []
  if (deadline.kind === 'none')
    changes.push({ description: 'no limit becomes at once', value: { kind: 'immediately' } })
  else changes.push({ description: 'the limit is dropped', value: { kind: 'none' } })
  if (deadline.kind === 'within' || deadline.kind === 'every') {
    const { n, unit } = deadline.length
    for (const length of [
      { n: n - 1, unit },
      { n: n + 1, unit },
      { n, unit: OTHER_UNIT[unit] },
    ])
      changes.push({
        description: `${n} ${unit} becomes ${length.n} ${length.unit}`,
        value: { ...deadline, length },
      })
  }
  if (deadline.kind === 'times')
    for (const times of [deadline.times - 1, deadline.times + 1])
      changes.push({
        description: `${deadline.times} per ${deadline.per} becomes ${times}`,
        value: { ...deadline, times },
      })
  if ('until' in deadline)
    for (const event of deadline.until)
      changes.push({
        description: `until ${event} is dropped`,
        value: { ...deadline, until: deadline.until.filter((other) => other !== event) },
      })
  if ('from' in deadline && deadline.from !== undefined)
    changes.push({
      description: `after ${deadline.from} becomes after what begins the duty`,
      value: { ...deadline, from: undefined },
    })
  return changes
}

/** Every small fault of a duty: its clock, its bearer, what begins, meets and ends it, what follows a miss, its condition. */
function* dutyMutations(pack: Pack, duty: DutyRule): Generator<Change<DutyRule>> {
  for (const { description, value } of deadlineMutations(duty.deadline))
    yield { description, value: { ...duty, deadline: value } }
  const other = allDuties(pack).find(({ rule }) => rule.bearer !== duty.bearer)?.rule.bearer
  if (other !== undefined)
    yield {
      description: `${duty.bearer} becomes ${other}`,
      value: { ...duty, bearer: other },
    }
  for (const key of ['trigger', 'satisfiedBy', 'ends'] as const)
    for (const event of duty[key])
      yield {
        description: `${key} ${event} is dropped`,
        value: { ...duty, [key]: duty[key].filter((one) => one !== event) },
      }
  if (duty.onMiss) yield { description: 'onMiss is dropped', value: { ...duty, onMiss: undefined } }
  for (const { description, value } of conditionMutations(duty.when))
    yield { description, value: { ...duty, when: value } }
}

function* dutyMutants(pack: Pack, article: Article, version: Version): Generator<Mutant> {
  for (const duty of version.duties) {
    const name = `${article.id}@${version.id}#${duty.id}`
    const replaced = (duties: readonly DutyRule[]) =>
      withVersion(pack, article, version, { ...version, duties })
    const base = { article: article.id, where: duty.where, seenBy: 'duties' as const }
    for (const { description, value } of dutyMutations(pack, duty))
      yield {
        ...base,
        description: `${name}: ${description}`,
        pack: replaced(version.duties.map((one) => (one === duty ? value : one))),
      }
    yield {
      ...base,
      description: `${name} is dropped`,
      pack: replaced(version.duties.filter((one) => one !== duty)),
    }
  }
}

/** Faults in what the articles share: the meaning of a term and its first days, the value of an index and its first day. */
export function* sharedMutants(pack: Pack): Generator<Mutant> {
  for (const term of Object.values(pack.terms))
    for (const version of term.versions)
      for (const { description, value } of conditionMutations(version.means))
        yield {
          article: '',
          where: term.where,
          description: `${term.name}: ${description}`,
          term: { name: term.name, day: version.from?.latest ?? '2000-01-01' },
          pack: {
            ...pack,
            terms: {
              ...pack.terms,
              [term.name]: {
                ...term,
                versions: term.versions.map((other) =>
                  other === version ? { ...version, means: value } : other,
                ),
              },
            },
          },
        }
  for (const term of Object.values(pack.terms))
    for (const version of term.versions) yield* termDateMutants(pack, term, version)
  for (const index of Object.values(pack.indices))
    for (const value of index.values)
      for (const changed of [
        { ...value, value: value.value + 1 },
        { ...value, from: addDays(value.from, 1) },
      ])
        yield {
          article: '',
          where: { file: `indices/${index.name}.yaml`, path: [] },
          description: `${index.name} from ${value.from}: ${value.value} becomes ${changed.value} from ${changed.from}`,
          seenBy: 'penalty',
          pack: {
            ...pack,
            indices: {
              ...pack.indices,
              [index.name]: {
                ...index,
                values: index.values.map((other) => (other === value ? changed : other)),
              },
            },
          },
        }
}

/** The first day of a meaning one day earlier and later; the meaning before it ends with it. */
function* termDateMutants(pack: Pack, term: Term, version: TermVersion): Generator<Mutant> {
  const { from } = version
  if (!from || from.earliest !== from.latest || term.versions[0] === version) return
  for (const step of [-1, 1]) {
    const day = addDays(from.date, step)
    const moved = { ...from, date: day, earliest: day, latest: day }
    yield {
      article: '',
      where: term.where,
      description: `${term.name}: from ${from.date} becomes ${day}`,
      pack: {
        ...pack,
        terms: {
          ...pack.terms,
          [term.name]: {
            ...term,
            versions: term.versions.map((other) =>
              other === version
                ? { ...version, from: moved }
                : other.to?.date === from.date
                  ? { ...other, to: moved }
                  : other,
            ),
          },
        },
      },
    }
  }
}

function* ruleMutants(
  pack: Pack,
  article: Article,
  index: number,
  version: Version,
): Generator<Mutant> {
  const withRules = (rules: readonly Rule[]) =>
    withVersions(
      pack,
      article,
      article.versions.map((other, at) => (at === index ? { ...version, rules } : other)),
    )
  for (const rule of version.rules) {
    const replaced = (changed: Rule) =>
      withRules(version.rules.map((other) => (other === rule ? changed : other)))
    const base = { article: article.id, where: rule.where }
    const name = `${article.id}@${version.id}#${rule.id}`
    for (const { description, value } of conditionMutations(rule.when))
      yield {
        ...base,
        description: `${name}: ${description}`,
        pack: replaced({ ...rule, when: value }),
        rule: { version: version.id, id: rule.id },
      }
    for (const target of rule.overrides)
      yield {
        ...base,
        description: `${name}: no longer goes before ${target}`,
        pack: replaced({ ...rule, overrides: rule.overrides.filter((other) => other !== target) }),
      }
    yield {
      ...base,
      description: `${name} is dropped`,
      pack: withRules(version.rules.filter((other) => other !== rule)),
    }
  }
}

/** Each definite first or last day, one day earlier and later; where one text follows another, both move together. */
function* dateMutants(
  pack: Pack,
  article: Article,
  index: number,
  version: Version,
): Generator<Mutant> {
  const next = article.versions[index + 1]
  const previous = article.versions[index - 1]
  for (const key of ['from', 'to'] as const) {
    const bound = version[key]
    if (!bound || bound.earliest !== bound.latest) continue
    if (key === 'to' && next?.from?.date === bound.date) continue
    const neighbour = key === 'from' && previous?.to?.date === bound.date ? previous : undefined
    if (![version, neighbour].some((one) => one && one.rules.length + one.duties.length > 0))
      continue
    for (const step of [-1, 1]) {
      const day = addDays(bound.date, step)
      const moved = { ...bound, date: day, earliest: day, latest: day }
      yield {
        article: article.id,
        description: `${article.id}@${version.id}: ${key} ${bound.date} becomes ${day}`,
        where: version.where,
        day: step < 0 ? day : bound.date,
        pack: withVersions(
          pack,
          article,
          article.versions.map((other) =>
            other === version
              ? { ...version, [key]: moved }
              : other === neighbour
                ? { ...other, to: moved }
                : other,
          ),
        ),
      }
    }
  }
}

/**
 * Runs the cases of the pack against every mutant of the articles named and, where asked, of what they share. A mutant is killed when a case that passes on
 * the pack fails on it.
 */
export function testMutants(
  pack: Pack,
  articles: readonly string[] = Object.keys(pack.articles),
  onProgress: (done: number) => void = () => undefined,
): MutationReport {
  return judge(pack, mutantsOf(pack, [...articles]), onProgress)
}

/** The same for terms and indices, which no single article holds. */
export function testSharedMutants(
  pack: Pack,
  onProgress: (done: number) => void = () => undefined,
): MutationReport {
  return judge(pack, sharedMutants(pack), onProgress)
}

function judge(
  pack: Pack,
  mutants: Iterable<Mutant>,
  onProgress: (done: number) => void,
): MutationReport {
  const passing = casesOf(pack).filter((test) => runCase(pack, test).passed)
  const relevant = new Map<string, readonly Case[]>()
  const survivors: MutationReport['survivors'][number][] = []
  let total = 0
  let killed = 0
  let equivalent = 0
  for (const mutant of mutants) {
    total += 1
    onProgress(total)
    const key = `${mutant.seenBy} ${mutant.article}`
    const cases = relevant.get(key) ?? casesSeeing(pack, mutant, passing)
    relevant.set(key, cases)
    if (cases.some((test) => !runCase(mutant.pack, test).passed)) killed += 1
    else if (changesNothing(pack, mutant)) equivalent += 1
    else
      survivors.push({
        article: mutant.article,
        description: mutant.description,
        where: mutant.where,
      })
  }
  return { total, killed, equivalent, survivors }
}

/** The cases that can notice a fault, the likeliest first. */
function casesSeeing(
  pack: Pack,
  { article, seenBy }: Mutant,
  cases: readonly Case[],
): readonly Case[] {
  if (article === '' && seenBy === undefined)
    return [...cases].sort((a, b) => Number(!a.expect.terms) - Number(!b.expect.terms))
  if (seenBy === undefined) return casesAbout(pack, article, cases)
  const able = cases.filter(({ expect }) =>
    seenBy === 'duties'
      ? expect.duties !== undefined || expect.noDuties !== undefined
      : expect.penalty !== undefined || expect.ladder !== undefined || expect.indices !== undefined,
  )
  const about = (test: Case) =>
    test.article === article || JSON.stringify(test.expect).includes(`${article}#`)
  return [...able.filter(about), ...(article === '' ? able.filter((test) => !about(test)) : [])]
}

/** The cases that may look at an article: its own first, then those of decisions with the article in scope. */
function casesAbout(pack: Pack, article: string, cases: readonly Case[]): readonly Case[] {
  const own = cases.filter((test) => test.article === article)
  const mentions = (test: Case) => JSON.stringify(test.expect).includes(article)
  const others = cases.filter((test) => {
    if (test.article === article) return false
    if (test.decision === undefined)
      return (
        test.events.length > 0 ||
        test.expect.duties !== undefined ||
        test.expect.noDuties !== undefined ||
        usesOther(pack, test.article ?? '', article)
      )
    const scope = pack.decisions[test.decision]
    return (
      (scope?.articles ?? []).some(
        (pattern) => matchesArticle(pattern, article) || pattern.startsWith(`${article}#`),
      ) || test.expect.penalty !== undefined
    )
  })
  return [...own, ...others.filter(mentions), ...others.filter((test) => !mentions(test))]
}

/** Whether an article may depend on another: it names it in an exception or a condition. */
function usesOther(pack: Pack, article: string, other: string): boolean {
  const text = JSON.stringify(
    pack.articles[article]?.versions.map(({ rules }) =>
      rules.map(({ when, overrides }) => [when, overrides]),
    ),
  )
  return text?.includes(other) ?? false
}

/** Proves with decision diagrams that a fault changes no answer whatever the facts; where it cannot prove it, it says no. */
function changesNothing(pack: Pack, mutant: Mutant): boolean {
  if (mutant.seenBy !== undefined) return false
  if (mutant.term !== undefined) return sameTerm(pack, mutant.pack, mutant.term)
  return mutant.day === undefined
    ? sameCondition(pack, mutant)
    : sameOnDay(pack, mutant.pack, mutant.article, mutant.day)
}

/** Whether a term means the same under both packs on the first day of its meaning, whatever the facts and readings. */
function sameTerm(
  pack: Pack,
  mutated: Pack,
  { name, day }: { readonly name: string; readonly day: string },
): boolean {
  const [before, after] = [pack, mutated].map((one) =>
    conditionBuilder(one, lawAt(one, day)).inline({ op: 'term', name }),
  )
  if (!before || !after) return false
  const { nodes } = openQuestion(pack, [before, after], {
    facts: {},
    clocks: { act: day },
    readings: {},
  })
  return nodes[0] === nodes[1]
}

function sameCondition(pack: Pack, { rule, article, pack: mutated }: Mutant): boolean {
  const found = pack.articles[article]
  const version = found?.versions.find(({ id }) => id === rule?.version)
  if (!rule || !found || !version) return false
  const day = version.from?.latest ?? version.to?.earliest ?? '2000-01-01'
  const applies = (one: Pack) => {
    const inPack = one.articles[article]
    const scope = inPack && buildScope(one, articleScope(inPack), lawAt(one, day))
    return scope?.rules.find(
      (scoped) => scoped.rule.id === rule.id && scoped.version.id === rule.version,
    )?.applies
  }
  const before = applies(pack)
  const after = applies(mutated)
  if (!before || !after) return false
  return actsWorthTrying([before, after], day)
    .filter((act) => version.to === undefined || act < version.to.latest)
    .every((act) => {
      const { nodes } = openQuestion(pack, [before, after], {
        facts: {},
        clocks: { act },
        readings: {},
      })
      return nodes[0] === nodes[1]
    })
}

/** A day, every day a condition names for the act, the day before and the day after: on all others the conditions say what they say on one of these. */
function actsWorthTrying(conditions: readonly Condition[], day: string): readonly string[] {
  const named = conditions
    .flatMap(testsOf)
    .filter(({ subject }) => subject.of === 'clock' && subject.name === 'act')
    .flatMap(({ values }) => values.filter((value) => typeof value === 'string'))
  return [day, ...named, ...named.flatMap((date) => [addDays(date, -1), addDays(date, 1)])]
}

const NEVER: Condition = { op: 'any', of: [] }

/**
 * Whether an article answers the same under both packs on the one day on which their texts differ. A text in force on that day judges acts of that day and,
 * as a later law, acts before it; of these only the days matter that a condition names.
 */
function sameOnDay(pack: Pack, mutated: Pack, article: string, day: string): boolean {
  const sides = [pack, mutated].map((one) => {
    const found = one.articles[article]
    const rules = found ? buildScope(one, articleScope(found), lawAt(one, day)).rules : []
    return new Map(rules.map(({ rule, version, applies }) => [`${version.id} ${rule.id}`, applies]))
  })
  const [before, after] = sides
  if (!before || !after) return false
  const onDay = [pack, mutated].flatMap((one) =>
    lawAt(one, day).versions.filter((entry) => entry.article.id === article),
  )
  if (onDay.some(({ version }) => version.duties.length > 0)) return false
  const pairs = [...new Set([...before.keys(), ...after.keys()])].map(
    (key) => [before.get(key) ?? NEVER, after.get(key) ?? NEVER] as const,
  )
  if (pairs.flat().flatMap(testsOf).some(readsDayInAnotherWay)) return false
  const acts = actsWorthTrying(pairs.flat(), day).filter((act) => act <= day)
  return acts.every((act) => {
    const { nodes } = openQuestion(pack, pairs.flat(), { facts: {}, clocks: { act }, readings: {} })
    return pairs.every((_, index) => nodes[2 * index] === nodes[2 * index + 1])
  })
}

function testsOf(condition: Condition): readonly Test[] {
  switch (condition.op) {
    case 'test':
      return [condition]
    case 'not':
      return testsOf(condition.of)
    case 'all':
    case 'any':
    case 'atLeast':
      return condition.of.flatMap(testsOf)
    case 'term':
    case 'holds':
      return condition.means === undefined ? [] : testsOf(condition.means)
    case 'some':
    case 'every':
    case 'none':
    case 'count':
      return testsOf(condition.where)
    default:
      return []
  }
}

/** An age, a span or a day compared with the day of the act: there more days matter than a condition names. */
function readsDayInAnotherWay({ subject, values }: Test): boolean {
  return subject.clock !== undefined || values.some((value) => typeof value === 'object')
}
