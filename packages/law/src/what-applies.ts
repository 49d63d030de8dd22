// "What applies?": several questions of the pack answered on one set of facts, with the next question that still decides
// something. Stateless: everything known goes in, everything said comes out.
import {
  ask,
  type Decision,
  decide,
  duties,
  explain,
  type Fact,
  type Facts,
  type Finding,
  type Inquiry,
  indexAt,
  lawAt,
  nearest,
  type Pack,
  penaltyOf,
  type ReasonNode,
  type Tri,
  whyNot,
} from '@umai/rules'
import { type PlainDate, say, type Text } from '@umai/words'
import { articleChoices } from './article-choices.ts'
import { type DutyView, dutiesOn, type ReadingView, readingView } from './article-view.ts'
import { type KnownUntilView, knownUntilOf } from './known-until.ts'
import {
  type CitationView,
  citationView,
  factTitle,
  inAll,
  listOf,
  memberText,
  provisionTitle,
  refLabel,
  textOf,
  valueText,
} from './labels.ts'
import { lawWords } from './law-words.ts'
import type { DecisionName } from './names.gen.ts'
import {
  type AmountView,
  amountText,
  amountViews,
  conditionLines,
  consequenceText,
} from './rule-words.ts'
import { type Topic, topics } from './topics.ts'

/** What is known: a topic or one question of the pack, the day of the act, and facts. */
export type WhatAppliesInquiry = {
  readonly topic: string
  readonly on: PlainDate
  /** The day of the decision; the day proceedings opened stands for it too where none is given. */
  readonly decided?: PlainDate | undefined
  readonly facts: Facts
  /** Questions of the pack that nobody wants to go into now. */
  readonly skipped?: readonly string[] | undefined
}

export type FactView = {
  readonly name: string
  readonly title: Text
  readonly question: Text
  readonly help: Text | null
  readonly kind: Fact['type']
  readonly choices: readonly { readonly value: string; readonly label: Text }[]
  readonly fields: readonly {
    readonly name: string
    readonly title: Text
    readonly kind: string
    readonly choices: readonly { readonly value: string; readonly label: Text }[]
  }[]
  readonly min: number | null
  readonly max: number | null
  readonly isSensitive: boolean
}

export type KnownFact = FactView & {
  readonly value: unknown
  readonly valueText: Text
  readonly isDeclined: boolean
  /** Followed from other answers; it cannot be changed by itself. */
  readonly isDerived: boolean
}

export type QuestionView = FactView & {
  readonly decision: string
  readonly decisionTitle: Text
  readonly because: readonly {
    readonly ref: string
    readonly article: string
    readonly label: Text
  }[]
  readonly outcomes: readonly {
    readonly value: unknown
    readonly group: readonly string[]
    readonly label: Text
    readonly isDecided: boolean
    readonly possible: readonly Text[]
    readonly more: number
  }[]
}

export type ReasonLine = {
  readonly depth: number
  readonly join: 'all' | 'any' | 'not' | null
  readonly text: Text
  readonly holds: 'yes' | 'no' | 'unknown'
  readonly fact: string | null
}

export type PenaltyView = {
  readonly ways: readonly {
    readonly amounts: readonly AmountView[]
    readonly because: readonly {
      readonly ref: string
      readonly article: string
      readonly label: Text
    }[]
  }[]
  readonly deciding: readonly { readonly name: string; readonly title: Text }[]
  readonly index: {
    readonly value: number
    readonly day: PlainDate
    readonly label: Text | null
  } | null
}

export type FindingView = {
  readonly rule: string
  readonly article: string
  readonly label: Text
  readonly title: Text
  readonly kind: Finding['consequence']['kind']
  readonly summary: Text
  readonly confidence: Finding['confidence']
  readonly cites: readonly CitationView[]
  readonly reasons: readonly ReasonLine[]
  readonly penalty: PenaltyView | null
}

export type SectionView = {
  readonly decision: string
  readonly title: Text
  readonly question: Text
  readonly state: Decision['kind']
  readonly findings: readonly FindingView[]
  readonly possible: readonly {
    readonly value: string
    readonly text: Text
    readonly article: string | null
  }[]
  readonly deciding: readonly { readonly name: string; readonly title: Text }[]
  /** Unknown facts that cannot change this answer any more. */
  readonly whatever: readonly { readonly name: string; readonly title: Text }[]
  readonly readings: readonly (ReadingView & {
    readonly results: readonly { readonly reading: Text; readonly answer: Text }[]
  })[]
  readonly isSkipped: boolean
}

export type PeriodView = {
  readonly from: PlainDate | null
  readonly to: PlainDate | null
  readonly isCurrent: boolean
  readonly acts: readonly Text[]
}

export type WhatAppliesView = {
  readonly topic: string
  readonly topicTitle: Text
  readonly on: PlainDate
  readonly decided: PlainDate
  readonly knownUntil: KnownUntilView | null
  readonly index: { readonly value: number; readonly from: PlainDate } | null
  /** The versions of the law on the main question, so that one sees in which the day lies. */
  readonly periods: readonly PeriodView[]
  readonly question: QuestionView | null
  /** Everything else that still decides something, in the order of the text. */
  readonly deciding: readonly (FactView & {
    readonly decides: readonly { readonly decision: string; readonly title: Text }[]
  })[]
  readonly known: readonly KnownFact[]
  readonly irrelevant: readonly { readonly name: string; readonly title: Text }[]
  readonly sections: readonly SectionView[]
  readonly duties: readonly (DutyView & { readonly applies: 'yes' | 'unknown' })[]
}

/** A topic that the pack does not have. */
export class TopicError extends Error {
  override readonly name = 'TopicError'
}

/** Facts nobody is asked: they are what another question of the pack has answered. */
const answeredElsewhere = new Set(['charge', 'administrativeCharge'])

export function whatApplies(pack: Pack, inquiry: WhatAppliesInquiry): WhatAppliesView {
  const topic = topicOf(pack, inquiry.topic)
  const decided = inquiry.decided ?? inquiry.on
  const base = { act: inquiry.on, opened: decided, decided }
  const skipped = new Set(inquiry.skipped ?? [])
  const derived: Record<string, Facts[string]> = {}
  const sections: SectionView[] = []
  const decisions: Decision[] = []
  const deciding = new Map<string, { decision: string; title: Text }[]>()
  const mentioned = new Set<string>()
  let question: QuestionView | null = null

  for (const [at, name] of topic.decisions.entries()) {
    const facts = { ...derivedFromFacts(pack, inquiry.facts), ...inquiry.facts, ...derived }
    const one: Inquiry = { ...base, facts }
    const decision = decide(pack, name, one)
    decisions.push(decision)
    const title = textOf(pack.decisions[name]?.title, name)
    if (at === 0) Object.assign(derived, chargesOf(pack, decision))
    const waits = (fact: string) => answeredElsewhere.has(fact) && at > 0
    const open = decision.deciding.filter((fact) => fact in pack.facts && !waits(fact))
    for (const fact of decision.irrelevant) mentioned.add(fact)
    if (!skipped.has(name) && decision.kind === 'undecided')
      for (const fact of open)
        if (facts[fact] === undefined)
          deciding.set(fact, [...(deciding.get(fact) ?? []), { decision: name, title }])
    // Without a charge everything about it is open; its other questions would be asked too early.
    const isEarly = decision.deciding.some(waits)
    if (question === null && !skipped.has(name) && !isEarly)
      question = nextQuestion(pack, topic, name, one, decision)
    sections.push(sectionOf(pack, name, decision, skipped.has(name)))
  }

  const settled = { ...derivedFromFacts(pack, inquiry.facts), ...derived }
  const shown = question?.name
  return {
    topic: topic.id,
    topicTitle: topic.title,
    on: inquiry.on,
    decided,
    knownUntil: knownUntilOf(decisions),
    index: indexOn(pack, decided),
    periods: periodsOf(pack, topic, inquiry.on),
    question,
    deciding: [...deciding]
      .filter(([name]) => name !== shown)
      .flatMap(([name, decides]) => {
        const fact = pack.facts[name]
        return fact === undefined ? [] : [{ ...factView(pack, fact), decides }]
      }),
    known: [
      ...Object.entries(inquiry.facts).flatMap(([name, value]) =>
        knownFact(pack, name, value, false),
      ),
      ...Object.entries(settled)
        .filter(([name]) => inquiry.facts[name] === undefined)
        .flatMap(([name, value]) => knownFact(pack, name, value, true)),
    ],
    irrelevant: [...mentioned]
      .filter(
        (name) =>
          !deciding.has(name) &&
          name !== shown &&
          inquiry.facts[name] === undefined &&
          settled[name] === undefined,
      )
      .map((name) => ({ name, title: factTitle(pack, name) })),
    sections,
    duties: dutiesOf(pack, topic, inquiry.on, { ...settled, ...inquiry.facts }),
  }
}

/** A topic by its id, or one question of the pack as a topic of its own. */
function topicOf(pack: Pack, id: string): Topic {
  const known = topics.find((topic) => topic.id === id)
  if (known !== undefined) return known
  const decision = Object.hasOwn(pack.decisions, id) ? pack.decisions[id] : undefined
  if (decision === undefined)
    throw new TopicError(
      `nothing is called "${id}"; known: ${[...topics.map((topic) => topic.id), ...Object.keys(pack.decisions)].join(', ')}`,
    )
  return {
    id,
    title: textOf(decision.title, id),
    hint: textOf(decision.question, id),
    decisions: [id as DecisionName],
    first: [],
    events: [],
  }
}

/** Violence that did harm is violence: nobody is asked twice. */
function derivedFromFacts(pack: Pack, { harm, violence }: Facts): Record<string, Facts[string]> {
  return typeof harm === 'string' &&
    harm !== 'none' &&
    violence === undefined &&
    'violence' in pack.facts
    ? { violence: true }
    : {}
}

/** The one article found becomes the charge that later questions are about. */
export function chargesOf(pack: Pack, decision: Decision): Record<string, Facts[string]> {
  const [only, ...others] = decision.findings
  if (decision.kind !== 'decided' || only === undefined || others.length > 0) return {}
  const names = [only.rule, only.article].map((ref) =>
    ref.replace(/^kz\//, '').replaceAll(/[/#]/g, '-'),
  )
  const named = (fact: string) =>
    names.find((name) => pack.facts[fact]?.values?.[name] !== undefined)
  const charge = named('charge')
  const administrative = named('administrativeCharge')
  return {
    ...(charge === undefined ? {} : { charge }),
    ...(administrative === undefined ? {} : { administrativeCharge: administrative }),
  }
}

const MOST_POSSIBLE = 6

function nextQuestion(
  pack: Pack,
  topic: Topic,
  name: string,
  inquiry: Inquiry,
  decision: Decision,
): QuestionView | null {
  if (decision.kind !== 'undecided') return null
  const interview = ask(pack, name, inquiry, { first: topic.first, count: false })
  if (interview.kind !== 'ask') return null
  const { fact, because, answers } = interview.question
  if (answeredElsewhere.has(fact.name) && topic.decisions.length > 1) return null
  return {
    ...factView(pack, fact),
    decision: name,
    decisionTitle: textOf(pack.decisions[name]?.title, name),
    because: because.slice(0, 6).map((ref) => ({
      ref,
      article: ref.split('#')[0] ?? ref,
      label: refLabel(pack, ref),
    })),
    outcomes: answers.map(({ value, group, decided, possible }) => ({
      value,
      group,
      label: groupText(pack, fact, value, group),
      isDecided: decided,
      possible: possible.slice(0, MOST_POSSIBLE).map((one) => outcomeText(pack, name, one)),
      more: Math.max(0, possible.length - MOST_POSSIBLE),
    })),
  }
}

/** Values that the law treats alike, in one label. */
function groupText(pack: Pack, fact: Fact, value: unknown, group: readonly string[]): Text {
  if (fact.type !== 'choice' || group.length < 2) return valueText(pack, fact.name, value)
  const texts = group.map((one) => valueText(pack, fact.name, one))
  return inAll((lang) => texts.map((text) => text[lang]).join(' / '))
}

function factView(pack: Pack, fact: Fact): FactView {
  const choices = (values: Readonly<Record<string, Readonly<Record<string, string>>>> = {}) =>
    Object.entries(values).map(([value, label]) => ({ value, label: textOf(label, value) }))
  return {
    name: fact.name,
    title: textOf(fact.title, fact.name),
    question: textOf(fact.question, fact.name),
    help: fact.help === undefined ? null : textOf(fact.help),
    kind: fact.type,
    choices: choices(fact.values),
    fields: Object.entries(fact.of ?? {}).map(([name, field]) => ({
      name,
      title: textOf(field.title, name),
      kind: field.type,
      choices:
        field.type === 'article' ? articleChoices(pack, fact.name, name) : choices(field.values),
    })),
    min: fact.min ?? null,
    max: fact.max ?? null,
    isSensitive: fact.sensitivity !== 'ordinary',
  }
}

function knownFact(
  pack: Pack,
  name: string,
  value: Facts[string],
  isDerived: boolean,
): KnownFact[] {
  const fact = pack.facts[name]
  if (fact === undefined || value === undefined) return []
  const isDeclined = typeof value === 'object' && 'state' in value
  return [
    {
      ...factView(pack, fact),
      value,
      valueText: valueText(pack, name, value),
      isDeclined,
      isDerived,
    },
  ]
}

/** An answer of a question as people say it: an article, a mark, nothing, or that a person must decide. */
export function outcomeText(pack: Pack, decision: string, value: string): Text {
  if (value === 'none' || value === 'undecided') return inAll((lang) => say(lawWords, lang)[value])
  if (value.startsWith('refer:')) {
    const label = refLabel(pack, value.slice(6))
    return inAll((lang) => `${label[lang]}: ${say(lawWords, lang).refer}`)
  }
  const [article = ''] = value.split('#')
  if (article in pack.articles) return refLabel(pack, value)
  const mark = pack.marks[pack.decisions[decision]?.outcome ?? '']?.values[value]
  return textOf(mark ?? pack.titles[value], value)
}

function sectionOf(pack: Pack, name: string, decision: Decision, isSkipped: boolean): SectionView {
  const scope = pack.decisions[name]
  const steps = explain(pack, decision).steps
  const unknown = decision.irrelevant.map((fact) => ({ name: fact, title: factTitle(pack, fact) }))
  return {
    decision: name,
    title: textOf(scope?.title, name),
    question: textOf(scope?.question, name),
    state: decision.kind,
    findings: decision.findings.map((finding) => {
      const step = steps.find((one) => one.kind === 'rule' && one.rule === finding.rule)
      return findingView(
        pack,
        decision,
        finding,
        step?.kind === 'rule' ? reasonLines(pack, step.reason) : [],
      )
    }),
    possible: decision.possible.map(({ value }) => {
      const [article = ''] = value.replace(/^refer:/, '').split('#')
      return {
        value,
        text: outcomeText(pack, name, value),
        article: article in pack.articles ? article : null,
      }
    }),
    deciding: decision.deciding
      .filter((fact) => fact in pack.facts)
      .map((fact) => ({ name: fact, title: factTitle(pack, fact) })),
    whatever: decision.kind === 'undecided' ? [] : unknown,
    readings: decision.readings.map((reading) => ({
      ...readingView(pack, reading),
      results: decision.byReading.map(({ readings, answer }) => ({
        reading: memberText(pack, reading, readings[reading] ?? ''),
        answer: listOf(
          answer.length === 0
            ? [outcomeText(pack, name, 'none')]
            : answer.map((value) => outcomeText(pack, name, value)),
        ),
      })),
    })),
    isSkipped,
  }
}

function findingView(
  pack: Pack,
  decision: Decision,
  finding: Finding,
  reasons: readonly ReasonLine[],
): FindingView {
  const { consequence } = finding
  const [first] = finding.cites
  const versionOf = (article: string) =>
    pack.articles[article]?.versions.find(({ id }) => id === decision.law.versions[article])
  return {
    rule: finding.rule,
    article: finding.article,
    label: refLabel(pack, finding.rule),
    title:
      consequence.kind === 'liability' || consequence.kind === 'transform'
        ? provisionTitle(pack, first?.ref ?? finding.rule, first?.text)
        : textOf(consequence.kind === 'refer' ? consequence.why : consequence.what, finding.rule),
    kind: consequence.kind,
    summary: consequenceText(pack, consequence, { what: false }),
    confidence: finding.confidence,
    cites: finding.cites.map(({ ref, article }) => citationView(pack, ref, versionOf(article))),
    reasons,
    penalty: penaltyView(pack, decision, finding),
  }
}

/** The range of a finding in every way it may still come out, and what that depends on. */
export function penaltyView(pack: Pack, decision: Decision, finding: Finding): PenaltyView | null {
  const penalty = penaltyOf(pack, lawAt(pack, decision.law.date), finding, decision.situation)
  if (penalty === undefined) return null
  const cited = penalty.index?.cites[0]
  const ways = new Map<string, PenaltyView['ways'][number]>()
  for (const { amounts, steps } of penalty.possible) {
    const view = {
      amounts: amountViews(pack, amounts),
      because: steps.map(({ rule }) => ({
        ref: rule,
        article: rule.split('#')[0] ?? rule,
        label: refLabel(pack, rule),
      })),
    }
    const key = JSON.stringify(view.amounts)
    if (!ways.has(key)) ways.set(key, view)
  }
  return {
    ways: [...ways.values()],
    deciding: penalty.deciding
      .filter((name) => name in pack.facts)
      .map((name) => ({ name, title: factTitle(pack, name) })),
    index:
      penalty.index === undefined
        ? null
        : {
            value: penalty.index.value,
            day: penalty.index.day,
            label: cited === undefined ? null : refLabel(pack, cited.ref),
          },
  }
}

/** Every sanction of a penalty on a line of its own; where it may come out in several ways, under which rule. */
export function penaltyTexts({
  ways,
}: PenaltyView): readonly (AmountView & { readonly text: Text })[] {
  return ways.flatMap(({ amounts, because }) => {
    const rule = listOf(because.map(({ label }) => label))
    return amounts.map((amount) => {
      const text = amountText(amount)
      return ways.length === 1 || because.length === 0
        ? { ...amount, text }
        : {
            ...amount,
            text: inAll((lang) =>
              say(lawWords, lang).underRule({ rule: rule[lang], sanction: text[lang] }),
            ),
          }
    })
  })
}

const DEEPEST = 12
const holdsOf = (truth: Tri) => (truth === undefined ? 'unknown' : truth ? 'yes' : 'no')

/** Why a rule applies, from the whole down to each fact. */
function reasonLines(pack: Pack, node: ReasonNode, depth = 0): ReasonLine[] {
  if (depth > DEEPEST) return []
  const line = (text: Text, join: ReasonLine['join'], fact: string | null): ReasonLine => ({
    depth,
    join,
    text,
    holds: holdsOf(node.truth),
    fact,
  })
  const kids = () => node.kids.flatMap((kid) => reasonLines(pack, kid, depth + 1))
  switch (node.op) {
    case 'test': {
      if (node.leaf === undefined) return []
      const [leaf] = conditionLines(pack, node.leaf)
      return leaf === undefined ? [] : [line(leaf.text, null, leaf.about)]
    }
    case 'always':
      return [
        line(
          inAll((lang) => say(lawWords, lang).always),
          null,
          null,
        ),
      ]
    case 'all':
    case 'any': {
      const { op } = node
      const [only, ...others] = node.kids
      if (only !== undefined && others.length === 0) return reasonLines(pack, only, depth)
      return [
        line(
          inAll((lang) => say(lawWords, lang)[op]),
          op,
          null,
        ),
        ...kids(),
      ]
    }
    case 'not':
      return [
        line(
          inAll((lang) => say(lawWords, lang).not),
          'not',
          null,
        ),
        ...kids(),
      ]
    case 'atLeast':
      return [
        line(
          inAll((lang) => say(lawWords, lang).atLeast({ n: node.n ?? 1 })),
          'any',
          null,
        ),
        ...kids(),
      ]
    case 'term':
    case 'holds': {
      const name = node.name ?? ''
      const term = pack.terms[name]
      return [
        line(
          term === undefined
            ? inAll((lang) => say(lawWords, lang).holds({ rule: refLabel(pack, name)[lang] }))
            : textOf(term.title, name),
          'all',
          null,
        ),
        ...kids(),
      ]
    }
    case 'some':
    case 'every':
    case 'none':
    case 'count':
      return [line(factTitle(pack, node.list ?? ''), 'all', node.list ?? null), ...kids()]
  }
}

function indexOn(pack: Pack, day: PlainDate): WhatAppliesView['index'] {
  const [index] = Object.keys(pack.indices)
  const value = index === undefined ? undefined : indexAt(pack, index, day)
  return value === undefined ? null : { value: value.value, from: value.from }
}

/** The days on which the articles of the main question changed, as periods. */
function periodsOf(pack: Pack, topic: Topic, on: PlainDate): PeriodView[] {
  const patterns = pack.decisions[topic.decisions[0] ?? '']?.articles ?? []
  const within = (id: string) =>
    patterns.some((pattern) =>
      pattern.endsWith('*') ? id.startsWith(pattern.slice(0, -1)) : id === pattern,
    )
  const acts = new Map<PlainDate, Set<string>>()
  for (const article of Object.values(pack.articles)) {
    if (!within(article.id)) continue
    for (const { from } of article.versions) {
      if (from === undefined) continue
      const known = acts.get(from.date) ?? new Set<string>()
      if (from.act !== undefined) known.add(from.act)
      acts.set(from.date, known)
    }
  }
  const days = [...acts.keys()].sort()
  const period = (from: PlainDate | null, to: PlainDate | null): PeriodView => ({
    from,
    to,
    isCurrent: (from === null || from <= on) && (to === null || on < to),
    acts: [...(from === null ? [] : (acts.get(from) ?? []))].map((id) =>
      textOf(pack.acts[id]?.title, id),
    ),
  })
  return [
    period(null, days[0] ?? null),
    ...days.map((day, at) => period(day, days[at + 1] ?? null)),
  ]
}

/** The duties that begin with what has happened, those first that surely stand on these facts. */
function dutiesOf(
  pack: Pack,
  topic: Topic,
  on: PlainDate,
  facts: Facts,
): WhatAppliesView['duties'] {
  if (topic.events.length === 0) return []
  const at = `${on}T12:00`
  const found = duties(pack, {
    events: topic.events.map((event) => ({ event, at })),
    now: at,
    facts,
    act: on,
  })
  const views = new Map(dutiesOn(pack, on).map((view) => [view.id, view]))
  const seen = new Set<string>()
  return found
    .filter(({ id }) => !seen.has(id) && seen.add(id))
    .flatMap(({ id, applies }) => {
      const view = views.get(id)
      return view === undefined
        ? []
        : [{ ...view, applies: applies === true ? ('yes' as const) : ('unknown' as const) }]
    })
    .sort((a, b) => Number(a.applies === 'unknown') - Number(b.applies === 'unknown'))
}

export type ContrastView = {
  readonly rule: string
  readonly label: Text
  readonly title: Text
  readonly truth: 'yes' | 'no' | 'unknown'
  /** What keeps it from applying, or leaves it open. */
  readonly because: readonly ReasonLine[]
  readonly defeatedBy: readonly { readonly article: string; readonly label: Text }[]
  /** The fewest facts that would have to be otherwise. */
  readonly nearest: readonly { readonly title: Text; readonly value: Text }[] | null
}

export type WhyNotInquiry = WhatAppliesInquiry & {
  readonly decision: string
  readonly target: string
}

/** Why an article (or one rule of it) does not apply on these facts. */
export function whyNotApplies(pack: Pack, inquiry: WhyNotInquiry): ContrastView[] {
  const [article = ''] = inquiry.target.split('#')
  if (!Object.hasOwn(pack.articles, article)) {
    const near = nearest(article, Object.keys(pack.articles))
    throw new TopicError(
      `the pack has no article ${article}${near === undefined ? '' : `; did you mean ${near}?`}`,
    )
  }
  const decided = inquiry.decided ?? inquiry.on
  const facts = { ...derivedFromFacts(pack, inquiry.facts), ...inquiry.facts }
  const decision = decide(pack, inquiry.decision, {
    act: inquiry.on,
    opened: decided,
    decided,
    facts,
  })
  return whyNot(pack, decision, inquiry.target).map((contrast) => ({
    rule: contrast.rule,
    label: refLabel(pack, contrast.rule),
    title: provisionTitle(pack, contrast.cites[0]?.ref ?? contrast.rule, contrast.cites[0]?.text),
    truth: holdsOf(contrast.truth),
    because: contrast.because.flatMap((node) => reasonLines(pack, node)),
    defeatedBy: contrast.defeatedBy.map((ref) => ({
      article: ref.split('#')[0] ?? ref,
      label: refLabel(pack, ref),
    })),
    nearest:
      contrast.nearest === undefined
        ? null
        : Object.entries(contrast.nearest.changes).map(([name, value]) => ({
            title: factTitle(pack, name),
            value: valueText(pack, name, value),
          })),
  }))
}

/** A question of the pack answered alone, as the engine says it, with the answer in words. */
export function decideInWords(
  pack: Pack,
  decision: string,
  inquiry: Inquiry,
): SectionView & {
  readonly versions: Decision['law']['versions']
  readonly knownUntil: KnownUntilView | null
} {
  const answer = decide(pack, decision, inquiry)
  return {
    ...sectionOf(pack, decision, answer, false),
    versions: answer.law.versions,
    knownUntil: knownUntilOf([answer]),
  }
}

/** The next question that decides one question of the pack; null where nothing more can be asked. */
export function askInWords(pack: Pack, decision: string, inquiry: Inquiry): QuestionView | null {
  const topic = topicOf(pack, decision)
  return nextQuestion(pack, topic, decision, inquiry, decide(pack, decision, inquiry))
}
