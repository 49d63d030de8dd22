// The worked cases of the pack, run and put into words: what is given, what is expected, what came out.
import { type Case, casesOf, type Facts, loadPack, type Pack, runCase } from '@umai/rules'
import { formatDay, isPlainDate, type Lang, say, type Text } from '@umai/words'
import { articlesTried } from './case-articles.ts'
import { casesText } from './cases.gen.ts'
import {
  dutyLabel,
  factTitle,
  inAll,
  listOf,
  refLabel,
  type SourceView,
  sourceView,
  textOf,
  valueText,
} from './labels.ts'
import { lawWords } from './law-words.ts'
import { packText } from './pack.gen.ts'
import { rangeText } from './rule-words.ts'
import { outcomeText } from './what-applies.ts'

type Shipped = { readonly file: string; readonly data: object }
type Tried = Shipped | { readonly file: string; readonly tests: unknown }

/** The pack with its cases, which the pack that answers questions leaves behind. */
export const lawWithCases: Pack = loadPack(withCases())

function withCases(): Shipped[] {
  const documents = JSON.parse(packText) as Shipped[]
  const tried = JSON.parse(casesText) as Tried[]
  const tests = new Map(tried.flatMap((one) => ('tests' in one ? [[one.file, one.tests]] : [])))
  return [
    ...documents.map(({ file, data }) =>
      tests.has(file) ? { file, data: { ...data, tests: tests.get(file) } } : { file, data },
    ),
    ...tried.filter((one): one is Shipped => 'data' in one),
  ]
}

/**
 * What a case is for: written by hand or taken from outside (`worked`), the last and first day of a text (`day`),
 * one limb or threshold (`limb`), a whole penalty, a whole duty with its clock, the meaning of a term.
 */
export type CaseGroup = 'worked' | 'day' | 'limb' | 'penalty' | 'clock' | 'term'

export type CaseView = {
  /** What is given, in one line. */
  readonly title: Text
  /** The name given by who wrote the case, in English. */
  readonly name: string
  readonly group: CaseGroup
  readonly on: string | null
  readonly given: readonly { readonly title: Text; readonly value: Text }[]
  readonly expected: readonly Text[]
  readonly came: readonly Text[]
  readonly passed: boolean
  /** What differed, in English. */
  readonly failures: readonly string[]
  /** From outside, as a figure of the press, and therefore not ours to fit. */
  readonly source: SourceView | null
}

/** The cases about an article, each run now. */
export function caseViews(pack: Pack, articleId: string): CaseView[] {
  return casesOf(pack)
    .filter((test) => articlesTried(pack, test).has(articleId))
    .map((test) => caseView(pack, test))
}

function caseView(pack: Pack, test: Case): CaseView {
  const result = runCase(pack, test)
  const decision = result.decision
  const name = test.decision ?? ''
  return {
    title: caseTitle(pack, test),
    name: test.name,
    group: groupOf(test),
    on: test.on ?? test.now?.slice(0, 10) ?? test.events[0]?.at.slice(0, 10) ?? null,
    given: [
      ...givenFacts(pack, test.facts),
      ...test.events.map(({ event, at }) => ({
        title: textOf(pack.events[event]?.title, event),
        value: inAll(() => at.replace('T', ' ')),
      })),
    ],
    expected: expectations(pack, test),
    came:
      decision === undefined
        ? []
        : decision.findings.length > 0
          ? decision.findings.map(({ rule }) => refLabel(pack, rule))
          : decision.kind === 'undecided'
            ? decision.possible.map(({ value }) => outcomeText(pack, name, value))
            : [inAll((lang) => say(lawWords, lang).none)],
    passed: result.passed,
    failures: result.failures,
    source: sourceView(pack, test.source),
  }
}

function groupOf({ article, source, expect }: Case): CaseGroup {
  if (source !== undefined) return 'worked'
  if (expect.ladder !== undefined) return 'penalty'
  if (expect.terms !== undefined || expect.indices !== undefined) return 'term'
  if (expect.duties?.some(({ clock }) => clock !== undefined)) return 'clock'
  if (article === undefined) return 'worked'
  return expect.law === undefined ? 'limb' : 'day'
}

/** How many facts that are not there a title names before it only counts them. */
const FEW_ABSENT = 3

/** «вред: побои, умысел; нет: беспомощное состояние, ещё 4»: the facts of a case in one line. */
function caseTitle(pack: Pack, { facts, events }: Case): Text {
  const isAbsent = (value: unknown) =>
    value === false || (Array.isArray(value) && value.length === 0)
  const entries = Object.entries(facts)
  const present = entries.filter(([, value]) => !isAbsent(value))
  const absent = entries
    .filter(([, value]) => isAbsent(value))
    .map(([name]) => factTitle(pack, name))
  const happened = [...new Set(events.map(({ event }) => event))].map((event) =>
    textOf(pack.events[event]?.title, event),
  )
  return inAll((lang) => {
    const words = say(lawWords, lang)
    const there = [
      ...present.map(([name, value]) =>
        value === true
          ? factTitle(pack, name)[lang]
          : `${factTitle(pack, name)[lang]}: ${valueText(pack, name, value)[lang]}`,
      ),
      ...happened.map((text) => text[lang]),
    ].join(', ')
    const few = absent.slice(0, FEW_ABSENT).map((text) => text[lang])
    const rest = absent.length - few.length
    const gone = [...few, ...(rest > 0 ? [words.andMore({ n: rest })] : [])].join(', ')
    if (there === '' && gone === '') return words.nothingGiven
    return [there, gone === '' ? '' : words.absent({ facts: gone })].filter(Boolean).join('; ')
  })
}

function givenFacts(pack: Pack, facts: Facts) {
  return Object.entries(facts).map(([name, value]) => ({
    title: factTitle(pack, name),
    value: valueText(pack, name, value),
  }))
}

/** A local time of the pack, `2026-05-05T09:00`, as people write it. */
function momentText(moment: string, lang: Lang): string {
  const [day = '', time = ''] = moment.split('T')
  return isPlainDate(day) ? `${formatDay(day, lang)}, ${time.slice(0, 5)}` : moment
}

/** What a case expects, line by line. */
function expectations(pack: Pack, { expect, article }: Case): Text[] {
  const named = (name: string) =>
    name.includes('#') || article === undefined ? name : `${article}#${name}`
  const lines: Text[] = []
  if (expect.rule) lines.push(listOf(expect.rule.map((name) => refLabel(pack, named(name)))))
  if (expect.none) lines.push(inAll((lang) => say(lawWords, lang).none))
  if (expect.refer) lines.push(inAll((lang) => say(lawWords, lang).refer))
  for (const pattern of expect.not ?? []) {
    const label = refLabel(pack, pattern.includes('/') ? pattern : named(pattern))
    lines.push(inAll((lang) => say(lawWords, lang).no({ fact: label[lang] })))
  }
  if (expect.unknown) {
    const facts = listOf(expect.unknown.map((name) => factTitle(pack, name)))
    lines.push(inAll((lang) => say(lawWords, lang).dependsOn({ facts: facts[lang] })))
  }
  if (expect.readings) {
    const facts = listOf(expect.readings.map((name) => factTitle(pack, name)))
    lines.push(inAll((lang) => say(lawWords, lang).dependsOn({ facts: facts[lang] })))
  }
  for (const [kind, amount] of Object.entries(expect.penalty ?? {})) {
    const title = textOf(pack.sanctions[kind]?.title, kind)
    // What an index measures is expected in money, as a court would write it.
    const measure = pack.sanctions[kind]?.measure ?? 'none'
    const unit = measure === 'index' ? 'money' : measure
    lines.push(inAll((lang) => `${title[lang]}: ${amountText(amount, unit, lang)}`))
  }
  if (expect.choice) lines.push(inAll((lang) => say(lawWords, lang).courtChooses))
  for (const [name, holds] of Object.entries(expect.terms ?? {})) {
    const title = textOf(pack.terms[name]?.title, name)
    lines.push(
      inAll(
        (lang) => `${title[lang]}: ${holds ? say(lawWords, lang).yes : say(lawWords, lang).noWord}`,
      ),
    )
  }
  for (const [name, value] of Object.entries(expect.indices ?? {})) {
    const title = textOf(pack.indices[name]?.title, name)
    lines.push(inAll((lang) => `${title[lang]}: ${String(value)}`))
  }
  for (const [mark, value] of Object.entries(expect.marks ?? {})) {
    const known = pack.marks[mark]
    lines.push(
      inAll(
        (lang) =>
          `${known?.title[lang] ?? mark}: ${known?.values[String(value)]?.[lang] ?? String(value)}`,
      ),
    )
  }
  for (const { duty, due, status } of expect.duties ?? [])
    lines.push(
      inAll((lang) =>
        [
          dutyLabel(pack, named(duty))[lang],
          due ? say(lawWords, lang).dueAt({ time: momentText(due, lang) }) : '',
          status === undefined ? '' : say(lawWords, lang)[status],
        ]
          .filter(Boolean)
          .join(' · '),
      ),
    )
  for (const duty of expect.noDuties ?? []) {
    const label = dutyLabel(pack, named(duty))
    lines.push(inAll((lang) => say(lawWords, lang).no({ fact: label[lang] })))
  }
  return lines
}

function amountText(amount: unknown, measure: string, lang: Lang): string {
  const words = say(lawWords, lang)
  if (amount === true) return words.yes
  if (amount === 'none' || amount === false) return words.noWord
  if (typeof amount === 'number') return rangeText({ min: amount, max: amount }, measure, lang)
  return typeof amount === 'object' && amount !== null
    ? rangeText(amount as { readonly min?: number; readonly max?: number }, measure, lang)
    : String(amount)
}
