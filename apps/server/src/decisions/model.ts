// Asks the law pack and puts its answer into the shape in which it is stored and shown. Pure: facts and a day
// go in, findings with citations, penalties and doubts come out; nothing here states law by itself.
import { createHash } from 'node:crypto'
import type {
  AnswerChange,
  CaseFact,
  Citation,
  Decision,
  FactQuestion,
  Finding,
  TouchedCase,
} from '@umai/contract'
import {
  articleChoices,
  articleLabel,
  chargesOf,
  consequenceText,
  type DecisionName,
  factTitle,
  type KnownUntilView,
  knownUntilOf,
  law,
  type PenaltyView,
  penaltyTexts,
  penaltyView,
  provisionTitle,
  textOf,
  valueText,
} from '@umai/law'
import {
  type Confidence,
  decide,
  type Facts,
  InquiryError,
  type Citation as RuleCitation,
  type Decision as RuleDecision,
  type Finding as RuleFinding,
} from '@umai/rules'
import {
  dayOf,
  type Instant,
  inEachLanguage,
  langs,
  type PlainDate,
  say,
  type Text,
} from '@umai/words'
import { decisionWords } from './words.ts'

/** What is asked about every incident, in this order; the first two decide which questions come first. */
export const askedOfLaw: readonly DecisionName[] = [
  'liability',
  'protective-order',
  'statement',
  'prosecution',
  'reconciliation',
  'administrative-reconciliation',
  'special-requirements',
  'services',
  'stay',
]

/** Names the pack exactly, so that a stored answer can be traced to the texts it came from. */
export const lawVersion = `${law.name}-${createHash('sha256')
  .update(JSON.stringify(law))
  .digest('hex')
  .slice(0, 12)}`

type WordKey =
  | 'secondary'
  | 'unverified'
  | 'derived'
  | 'readings'
  | 'referred'
  | 'conflict'
  | 'notFound'
const wordText = (key: WordKey): Text => inEachLanguage((lang) => say(decisionWords, lang)[key])

const confidences: Readonly<Record<Confidence, Citation['confidence']>> = {
  verified: 'verified',
  reported: 'secondary',
  derived: 'derived',
  background: 'unverified',
  disputed: 'unverified',
}

export const toCitation = (cited: RuleCitation): Citation => {
  const article = law.articles[cited.article]
  const version = article?.versions.find(({ id }) => id === cited.version)
  const code = article === undefined ? undefined : law.codes[article.code]
  return {
    ref: cited.ref,
    label: textOf(cited.label),
    act: textOf(code?.title ?? cited.label),
    from: version?.from?.date ?? null,
    to: version?.to?.date ?? null,
    confidence: confidences[cited.confidence ?? version?.confidence ?? 'background'],
    url: cited.url ?? null,
  }
}

const kinds: Readonly<Record<string, Finding['kind']>> = {
  liability: 'liability',
  prohibition: 'bar',
  entitlement: 'entitlement',
  procedure: 'power',
  outcome: 'other',
  refer: 'other',
}

export type Answer = Readonly<{
  findings: readonly Finding[]
  /** Facts that can still change something, in the order in which to ask for them. */
  missing: readonly string[]
  /** How far the law was known when it answered, where that is not far enough; answers stored before it was said have none. */
  knownUntil?: KnownUntilView | null
}>

/** The answer of the law of the day of the act to everything that is asked about an incident. */
export const askLaw = (facts: Facts, on: PlainDate, now: Instant): Answer => {
  const findings: Finding[] = []
  const missing: string[] = []
  const decisions: RuleDecision[] = []
  let known = facts
  for (const name of askedOfLaw) {
    const decision = decide(law, name, { facts: known, act: on, decided: dayOf(now) })
    decisions.push(decision)
    findings.push(...findingsOf(name, decision))
    missing.push(...decision.deciding.filter((fact) => !missing.includes(fact)))
    if (name === 'liability') known = { ...known, ...chargesOf(law, decision) }
  }
  return {
    findings,
    missing: missing.filter((fact) => fact in law.facts),
    knownUntil: knownUntilOf(decisions),
  }
}

export type Reconciliation = Readonly<{ findings: readonly Finding[]; isBarred: boolean }>

/**
 * What the law of the day of the act says of reconciliation, criminal and administrative. It is asked as if the
 * parties had reconciled and the harm were made good: what still stands in the way then is a bar.
 */
export const askReconciliation = (facts: Facts, on: PlainDate, now: Instant): Reconciliation => {
  const asked = (name: DecisionName, known: Facts) =>
    decide(law, name, { facts: known, act: on, decided: dayOf(now) })
  const reconciled = { ...facts, reconciled: true, amendsMade: true }
  const known = { ...reconciled, ...chargesOf(law, asked('liability', facts)) }
  const findings = (['reconciliation', 'administrative-reconciliation'] as const).flatMap((name) =>
    findingsOf(name, asked(name, known)),
  )
  return {
    findings,
    isBarred: findings.some(({ kind, state }) => kind === 'bar' && state === 'applies'),
  }
}

/** One decision of the pack as findings: what applies, what is excluded, what is open and why. */
export const findingsOf = (name: DecisionName, decision: RuleDecision): readonly Finding[] => {
  const title = textOf(law.decisions[name]?.title ?? {})
  const applied = decision.findings.map((finding) => toFinding(finding, decision))
  if (decision.kind === 'decided' || decision.kind === 'refer') return applied
  if (decision.kind === 'conflict')
    return applied.map((finding) => ({
      ...finding,
      state: 'refer' as const,
      doubts: [...finding.doubts, wordText('conflict')],
    }))
  const [rule] = decision.possible.flatMap(({ rules }) => rules)
  const [article] = Object.keys(decision.law.versions)
  const citation = citationOfRule(rule ?? article, decision)
  if (citation === undefined) return applied
  const isOpen = decision.kind === 'undecided'
  return [
    ...applied,
    {
      id: name,
      kind: 'other',
      state: isOpen ? (decision.deciding.length === 0 ? 'refer' : 'open') : 'excluded',
      title,
      summary: isOpen ? null : wordText('notFound'),
      citation,
      reasons: decision.deciding.slice(0, 12).map((fact) => ({
        depth: 0,
        text: factLabel(fact),
        holds: 'unknown' as const,
        fact,
        citation: null,
      })),
      penalties: [],
      doubts: decision.readings.length > 0 ? [wordText('readings')] : [],
    },
  ]
}

const citationOfRule = (ref: string | undefined, decision: RuleDecision): Citation | undefined => {
  if (ref === undefined) return undefined
  const [articleId = ''] = ref.split('#')
  const article = law.articles[articleId]
  const version = article?.versions.find(({ id }) => id === decision.law.versions[articleId])
  if (article === undefined) return undefined
  const code = law.codes[article.code]
  return {
    ref: articleId,
    label: articleLabel(law, articleId),
    act: textOf(code?.title ?? {}),
    from: version?.from?.date ?? null,
    to: version?.to?.date ?? null,
    confidence: confidences[version?.confidence ?? 'background'],
    url: article.url ?? null,
  }
}

const toFinding = (finding: RuleFinding, decision: RuleDecision): Finding => {
  const { consequence } = finding
  const [first] = finding.cites
  const citation = first === undefined ? citationOfRule(finding.rule, decision) : toCitation(first)
  const isReferred = consequence.kind === 'refer'
  const doubt = doubtOf(finding.confidence)
  const penalty = penaltyView(law, decision, finding)
  return {
    id: finding.rule,
    kind: kinds[consequence.kind] ?? 'other',
    state: isReferred ? 'refer' : 'applies',
    title: titleOf(finding),
    summary: summaryOf(finding),
    citation: citation ?? unknownCitation(finding.rule),
    reasons: finding.cites.map((cited) => ({
      depth: 0,
      text: textOf(cited.text ?? cited.label),
      holds: 'yes' as const,
      fact: null,
      citation: toCitation(cited),
    })),
    penalties: penalty === null ? [] : penaltiesOf(penalty),
    doubts: [
      ...(doubt === null ? [] : [doubt]),
      ...(isReferred ? [wordText('referred')] : []),
      ...(penalty === null ? [] : penaltyDoubt(penalty)),
    ],
  }
}

const unknownCitation = (ref: string): Citation => ({
  ref,
  label: inEachLanguage(() => ref),
  act: inEachLanguage(() => law.name),
  from: null,
  to: null,
  confidence: 'unverified',
  url: null,
})

const doubtOf = (confidence: Confidence): Text | null => {
  if (confidence === 'verified') return null
  if (confidence === 'reported') return wordText('secondary')
  return confidence === 'derived' ? wordText('derived') : wordText('unverified')
}

const titleOf = ({
  consequence,
  cites,
  rule,
}: Pick<RuleFinding, 'consequence' | 'rule'> & {
  readonly cites: readonly Pick<RuleCitation, 'ref' | 'text'>[]
}): Text => {
  if (consequence.kind === 'liability' || consequence.kind === 'transform')
    return provisionTitle(law, cites[0]?.ref ?? rule, cites[0]?.text)
  if (consequence.kind === 'refer') return textOf(consequence.why)
  return textOf(consequence.what)
}

/** How the pack in use titles a finding of a stored answer; null where it has no such rule any more. */
const titleInUse = ({ id, citation }: Finding): Text | null => {
  const decision = Object.hasOwn(law.decisions, id) ? law.decisions[id] : undefined
  if (decision !== undefined) return textOf(decision.title)
  const versions = law.articles[id.split('#')[0] ?? '']?.versions ?? []
  const holding = versions.filter(({ rules }) => rules.some(({ ref }) => ref === id))
  const version =
    holding.find(({ from }) => (from?.date ?? null) === citation.from) ?? holding.at(-1)
  const rule = version?.rules.find(({ ref }) => ref === id)
  if (version === undefined || rule === undefined) return null
  const cites = rule.cites.map((ref) => {
    const [article, limb = ''] = ref.split('#')
    return { ref, text: article === version.article ? version.text[limb] : undefined }
  })
  return titleOf({ consequence: rule.then, cites, rule: rule.ref })
}

/** The findings of an answer of an earlier pack whose titles the pack in use words otherwise. */
const renamedIn = (findings: readonly Finding[]): Decision['renamed'] =>
  findings.flatMap((finding) => {
    const title = titleInUse(finding)
    const isSame = title !== null && langs.every((lang) => title[lang] === finding.title[lang])
    return isSame ? [] : [{ finding: finding.id, title }]
  })

/** The branch, the gravity and whatever the rule marks: who may start, whether a statement is needed. */
const summaryOf = ({ consequence }: RuleFinding): Text | null => {
  const text = consequenceText(law, consequence, { what: false })
  return langs.every((lang) => text[lang] === '') ? null : text
}

const penaltiesOf = (penalty: PenaltyView): Finding['penalties'] =>
  penaltyTexts(penalty).map(({ text, min, max }) => ({
    label: text,
    from: min === null ? null : String(min),
    to: max === null ? null : String(max),
  }))

/** What the penalty still depends on, where it may come out in several ways. */
const penaltyDoubt = ({ ways, deciding }: PenaltyView): readonly Text[] =>
  ways.length < 2 || deciding.length === 0
    ? []
    : [
        inEachLanguage((lang) =>
          say(decisionWords, lang).penaltyDepends({
            facts: deciding.map(({ title }) => title[lang]).join(', '),
          }),
        ),
      ]

export const factLabel = (name: string): Text => factTitle(law, name)

const controls = {
  yesno: 'yes-no',
  choice: 'choice',
  date: 'day',
  number: 'number',
  article: 'article',
  list: 'list',
} as const

const choicesOf = (values: Readonly<Record<string, Readonly<Record<string, string>>>> = {}) =>
  Object.entries(values).map(([value, label]) => ({ value, label: textOf(label) }))

/** The question that asks for a fact, in the words of the pack. */
export const toQuestion = (name: string): FactQuestion | null => {
  const fact = law.facts[name]
  if (fact === undefined) return null
  return {
    name,
    label: textOf(fact.question),
    help: fact.help === undefined ? null : textOf(fact.help),
    kind: controls[fact.type],
    choices: choicesOf(fact.values),
    fields: Object.entries(fact.of ?? {}).map(([field, { title, type, values }]) => ({
      name: field,
      label: textOf(title),
      kind: controls[type],
      choices: type === 'article' ? [...articleChoices(law, name, field)] : choicesOf(values),
    })),
    decides: [],
  }
}

/** Whether a value is one the pack takes for a fact; `null` takes an answer back. */
export const isFactValue = (name: string, value: unknown): boolean => {
  if (value === null) return true
  try {
    decide(law, 'protective-order', { facts: { [name]: value as never }, act: '2026-11-23' })
    return true
  } catch (error) {
    if (error instanceof InquiryError) return false
    throw error
  }
}

export const isFactName = (name: string): boolean => name in law.facts

type CaseParty = Readonly<{ birthDate: PlainDate | null; sex: 'female' | 'male' | 'unknown' }>

const relationFacts: Readonly<Record<string, string>> = {
  spouse: 'spouse',
  'former-spouse': 'former-spouse',
  partner: 'cohabiting',
  'former-partner': 'formerly-cohabiting',
  parent: 'close-relative',
  child: 'close-relative',
  sibling: 'close-relative',
  grandparent: 'close-relative',
  grandchild: 'close-relative',
  'common-child': 'common-child',
  acquaintance: 'none',
  stranger: 'none',
}

const fullYears = (from: PlainDate, to: PlainDate): number => {
  const years = Number(to.slice(0, 4)) - Number(from.slice(0, 4))
  return to.slice(5) < from.slice(5) ? years - 1 : years
}

/** Facts the case itself knows: nobody is asked for an age that stands in a birth date. */
export const factsOfCase = (
  about: Readonly<{
    affected: CaseParty | null
    alleged: CaseParty | null
    relation: string | null
    on: PlainDate
    answers: Facts
  }>,
): Facts => {
  const { affected, alleged, relation, on, answers } = about
  const age = (party: CaseParty | null): number | undefined =>
    party?.birthDate === null || party?.birthDate === undefined || party.birthDate > on
      ? undefined
      : fullYears(party.birthDate, on)
  const victimAge = age(affected)
  const offenderAge = age(alleged)
  const related = relation === null ? undefined : relationFacts[relation]
  const { harm } = answers
  const isViolent = typeof harm === 'string' && harm !== 'none'
  return {
    ...(victimAge === undefined ? {} : { victimAge }),
    ...(offenderAge === undefined ? {} : { offenderAge }),
    ...(alleged === null || alleged.sex === 'unknown' ? {} : { offenderSex: alleged.sex }),
    ...(related === undefined ? {} : { relation: related }),
    ...(isViolent ? { violence: true } : {}),
    ...answers,
  }
}

type Answered = Readonly<{
  name: string
  value: unknown
  revision: number
  answered_by: string
  user_name: string | null
  answered_at: Instant
}>

/** How the pack names a value one chooses or a list holds; null for what is its own name: yes, a day, a number. */
const valueLabel = (name: string, value: unknown): Text | null =>
  Array.isArray(value) || law.facts[name]?.type === 'choice' ? valueText(law, name, value) : null

/** What is known of an incident: answers with their author and revision, and what the case itself tells. */
export const toFacts = (facts: Facts, answers: readonly Answered[]): CaseFact[] => [
  ...answers.map((answer) => ({
    name: answer.name,
    label: factLabel(answer.name),
    value: answer.value,
    valueLabel: valueLabel(answer.name, answer.value),
    revision: answer.revision,
    source: answer.value === null ? ('unknown' as const) : ('answer' as const),
    by: { id: answer.answered_by, name: answer.user_name ?? '' },
    at: answer.answered_at,
  })),
  ...Object.entries(facts)
    .filter(([name]) => !answers.some((answer) => answer.name === name))
    .map(([name, value]) => ({
      name,
      label: factLabel(name),
      value,
      valueLabel: valueLabel(name, value),
      revision: 0,
      source: 'case' as const,
      by: null,
      at: null,
    })),
]

const mostQuestions = 12

/** The next questions that can still change the answer, the deciding ones first. */
export const toQuestions = (missing: readonly string[]): FactQuestion[] =>
  missing.flatMap((name) => toQuestion(name) ?? []).slice(0, mostQuestions)

type StoredDecision = Readonly<{
  id: string
  case_id: string
  incident_id: string
  on_day: PlainDate
  law_version: string
  facts: Facts
  answer: Answer
  replaces_id: string | null
  made_by: string
  user_name: string | null
  unit_id: string
  unit: Text
  made_at: Instant
  is_latest: boolean
}>

/**
 * An answer of the law as it was stored, word for word: it is what somebody was told. Where the pack in use words a title
 * otherwise, that stands beside it.
 */
export const toDecision = (row: StoredDecision): Decision => ({
  id: row.id,
  caseId: row.case_id,
  incidentId: row.incident_id,
  onDay: row.on_day,
  madeAt: row.made_at,
  madeBy: { id: row.made_by, name: row.user_name ?? '' },
  unit: { id: row.unit_id, name: row.unit },
  lawVersion: row.law_version,
  isOfPackInUse: row.law_version === lawVersion,
  knownUntil: row.answer.knownUntil ?? null,
  isLatest: row.is_latest,
  replacesId: row.replaces_id,
  facts: Object.entries(row.facts).map(([name, value]) => ({
    name,
    label: factLabel(name),
    value,
  })),
  findings: [...row.answer.findings],
  renamed: row.law_version === lawVersion ? [] : renamedIn(row.answer.findings),
  missing: row.answer.missing.map((name) => ({ name, label: factLabel(name) })),
})

export type Touched = Readonly<{
  id: string
  case_id: string
  number: string
  owner_id: string | null
  owner_name: string | null
  unit_id: string
  unit: Text
  on_day: PlainDate
  decision_id: string
  made_at: Instant
  law_version: string
  checked_at: Instant
  changes: readonly AnswerChange[]
  missing: readonly string[]
}>

export const toTouchedCase = (row: Touched): TouchedCase => ({
  id: row.id,
  caseId: row.case_id,
  caseNumber: row.number,
  unit: { id: row.unit_id, name: row.unit },
  owner: row.owner_id === null ? null : { id: row.owner_id, name: row.owner_name ?? '' },
  onDay: row.on_day,
  decisionId: row.decision_id,
  decidedAt: row.made_at,
  decidedVersion: row.law_version,
  checkedAt: row.checked_at,
  changes: [...row.changes],
  missing: row.missing.map((name) => ({ name, label: factLabel(name) })),
})
