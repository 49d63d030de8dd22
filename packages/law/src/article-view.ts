// An article as a lawyer reads it: for each version every provision in our words beside its rules, with source,
// confidence, doubts, duties and what changed; and lists of articles, acts and duties on a day. Data in three languages.
import {
  type Act,
  type Article,
  type Condition,
  type Confidence,
  type DayBound,
  type DutyRule,
  indexAt,
  lawAt,
  type Pack,
  type Rule,
  type Version,
} from '@umai/rules'
import { type Lang, langs, type PlainDate, say, type Text } from '@umai/words'
import { dutyRows } from './duty-rows.ts'
import { type KnownUntilView, knownUntilView } from './known-until.ts'
import {
  allWords,
  articleLabel,
  inAll,
  labelBeside,
  limbLabel,
  readingTitle,
  refLabel,
  type SourceView,
  sourceView,
  textOf,
  titleBeside,
} from './labels.ts'
import { lawWords } from './law-words.ts'
import { type ConditionLine, conditionLines, consequenceText, penaltyLines } from './rule-words.ts'

export type ArticleStatus = 'in-force' | 'not-yet' | 'no-longer'

/** The first or last day of a version; an estimate names the days between which it lies. */
export type DayView = {
  readonly day: PlainDate
  readonly earliest: PlainDate
  readonly latest: PlainDate
  readonly isEstimate: boolean
}

export type ArticleRow = {
  readonly id: string
  readonly label: Text
  readonly title: Text
  readonly code: string
  readonly status: ArticleStatus
  readonly from: DayView | null
  readonly to: DayView | null
  readonly confidence: Confidence
  readonly rules: number
  readonly duties: number
  readonly versions: number
  readonly open: number
  readonly isUnread: boolean
  readonly isContested: boolean
}

export type CodeView = {
  readonly id: string
  readonly title: Text
  readonly short: Text
  readonly url: string | null
  readonly articles: number
}

export type ArticleList = {
  readonly on: PlainDate
  readonly items: readonly ArticleRow[]
  readonly total: number
  readonly codes: readonly CodeView[]
  readonly counts: Readonly<Record<ArticleStatus, number>>
  /** The calculation index of the day. */
  readonly index: { readonly value: number; readonly from: PlainDate } | null
  readonly knownUntil: KnownUntilView | null
}

/** What to look for; words are looked for in all three languages, in titles and provisions. */
export type ArticleFilter = {
  readonly q?: string | undefined
  readonly code?: string | undefined
  readonly status?: ArticleStatus | undefined
}

/** The articles of the pack as they stand on a day. */
export function articleList(pack: Pack, on: PlainDate, filter: ArticleFilter = {}): ArticleList {
  const rows = Object.values(pack.articles)
    .map((article) => articleRow(pack, article, on))
    .sort((a, b) => byNumber.compare(a.id, b.id))
  const found = rows.filter(
    (row) =>
      (filter.code === undefined || row.code === filter.code) &&
      (filter.q === undefined || filter.q.trim() === '' || answersTo(pack, row, filter.q)),
  )
  const counts = { 'in-force': 0, 'not-yet': 0, 'no-longer': 0 }
  for (const { status } of found) counts[status] += 1
  const index = Object.keys(pack.indices)[0]
  const value = index === undefined ? undefined : indexAt(pack, index, on)
  return {
    on,
    items: found.filter(({ status }) => filter.status === undefined || status === filter.status),
    total: rows.length,
    codes: Object.entries(pack.codes).map(([id, code]) => ({
      id,
      title: textOf(code.title),
      short: textOf(code.short),
      url: code.url ?? null,
      articles: rows.filter(({ code: own }) => own === id).length,
    })),
    counts,
    index: value === undefined ? null : { value: value.value, from: value.from },
    knownUntil: knownUntilView(pack, [on]),
  }
}

const byNumber = new Intl.Collator('en', { numeric: true })

/** The version that stands for an article on a day: the one in force, else the next to come, else the last. */
function versionOn(
  { versions }: Article,
  on: PlainDate,
): { version: Version; status: ArticleStatus } | undefined {
  const inForce = versions.find(
    ({ from, to }) => (from === undefined || from.date <= on) && (to === undefined || on < to.date),
  )
  if (inForce !== undefined) return { version: inForce, status: 'in-force' }
  const next = versions.find(({ from }) => from !== undefined && on < from.date)
  if (next !== undefined) return { version: next, status: 'not-yet' }
  const last = versions.at(-1)
  return last === undefined ? undefined : { version: last, status: 'no-longer' }
}

function articleRow(pack: Pack, article: Article, on: PlainDate): ArticleRow {
  const found = versionOn(article, on)
  const version = found?.version
  return {
    id: article.id,
    label: articleLabel(pack, article.id),
    title: titleBeside(pack, article),
    code: article.code,
    status: found?.status ?? 'no-longer',
    from: dayView(version?.from),
    to: dayView(version?.to),
    confidence: version?.confidence ?? 'background',
    rules: version?.rules.length ?? 0,
    duties: version?.duties.length ?? 0,
    versions: article.versions.length,
    open: version?.open.length ?? 0,
    isUnread: version !== undefined && 'unread' in version.text,
    isContested:
      version !== undefined &&
      (version.confidence === 'disputed' || readingsOf(pack, version).length > 0),
  }
}

function dayView(bound: DayBound | undefined): DayView | null {
  if (bound === undefined) return null
  const { date: day, earliest, latest } = bound
  return { day, earliest, latest, isEstimate: earliest !== latest }
}

/** Each word of the search stands somewhere in the number, the title, a term or a provision, in any language. */
function answersTo(pack: Pack, row: ArticleRow, q: string): boolean {
  const hay = haystack(pack, row.id)
  return q
    .toLocaleLowerCase('ru')
    .replaceAll(/[№«»",]|ст\.|бап/g, ' ')
    .split(/\s+/)
    .every((word) => word === '' || hay.includes(stem(word)))
}

/** Endings change with the case of a noun; a long word is found by its beginning. */
const stem = (word: string): string =>
  word.length > 6 && !/\d/.test(word) ? word.slice(0, -3) : word

const haystacks = new WeakMap<Pack, Map<string, string>>()

function haystack(pack: Pack, id: string): string {
  const kept = haystacks.get(pack) ?? new Map<string, string>()
  haystacks.set(pack, kept)
  const known = kept.get(id)
  if (known !== undefined) return known
  const article = pack.articles[id]
  const parts = [
    allWords(articleLabel(pack, id)),
    allWords(article?.title),
    allWords(pack.codes[article?.code ?? '']?.title),
    ...(article?.versions ?? []).flatMap((version) => [
      ...Object.values(version.text).map(allWords),
      ...termsOf(pack, version).map((name) => allWords(pack.terms[name]?.title)),
      ...version.duties.map(({ what }) => allWords(what)),
    ]),
  ]
  const made = parts.join('\n').toLocaleLowerCase('ru')
  kept.set(id, made)
  return made
}

export type RuleView = {
  readonly id: string
  readonly ref: string
  readonly label: Text
  readonly conditions: readonly ConditionLine[]
  readonly consequence: Text
  readonly penalty: readonly Text[]
  /** The rules that this one goes before. */
  readonly overrides: readonly Text[]
  readonly confidence: Confidence
  readonly source: SourceView | null
  readonly note: Text | null
}

export type DutyView = {
  readonly id: string
  readonly kind: DutyRule['kind']
  readonly bearer: Text
  readonly toward: Text
  readonly what: Text
  readonly trigger: Text
  readonly deadline: Text
  readonly ending: Text
  readonly conditions: readonly ConditionLine[]
  readonly onMiss: Text | null
  readonly article: string
  readonly label: Text
  readonly from: PlainDate | null
  readonly to: PlainDate | null
  readonly confidence: Confidence
  readonly note: Text | null
  /** Where exactly it stands, and what to know about the reading. */
  readonly basis: Text | null
}

export type ProvisionView = {
  readonly limb: string
  readonly label: Text
  /** Our paraphrase; never the official wording. */
  readonly text: Text
  /** Why it has no rule; null where it has one or nothing was decided about it. */
  readonly noRule: Text | null
  readonly rules: readonly RuleView[]
  readonly duties: readonly DutyView[]
  readonly open: readonly { readonly id: string; readonly what: Text }[]
}

export type ChangeView = {
  readonly what: Text
  readonly before: Text | null
  readonly after: Text | null
}

export type ActView = {
  readonly id: string
  readonly title: Text
  readonly signed: PlainDate | null
  readonly published: PlainDate | null
  readonly inForce: DayView
  readonly rule: Text | null
  readonly note: Text | null
  readonly confidence: Confidence
  readonly source: SourceView | null
  readonly cites: string | null
}

export type VersionView = {
  readonly id: string
  readonly from: DayView | null
  readonly to: DayView | null
  readonly isInForce: boolean
  readonly isUnread: boolean
  readonly confidence: Confidence
  readonly source: SourceView | null
  readonly note: Text | null
  readonly act: ActView | null
  readonly provisions: readonly ProvisionView[]
  readonly open: readonly { readonly id: string; readonly what: Text }[]
  /** Against the version before; empty for the first. */
  readonly changes: readonly ChangeView[]
}

export type ReadingView = {
  readonly name: string
  readonly title: Text
  readonly why: Text
  readonly members: readonly Text[]
  readonly source: SourceView | null
}

export type TermView = {
  readonly name: string
  readonly title: Text
  readonly conditions: readonly ConditionLine[]
  readonly cites: readonly {
    readonly ref: string
    readonly article: string
    readonly label: Text
  }[]
  readonly confidence: Confidence | null
  readonly source: SourceView | null
}

export type ArticleView = {
  readonly id: string
  readonly number: string
  readonly label: Text
  readonly title: Text
  readonly code: { readonly id: string; readonly title: Text; readonly short: Text }
  readonly url: string | null
  readonly on: PlainDate
  readonly knownUntil: KnownUntilView | null
  readonly status: ArticleStatus
  /** The version that stands for the day. */
  readonly shown: string | null
  readonly versions: readonly VersionView[]
  readonly readings: readonly ReadingView[]
  readonly terms: readonly TermView[]
  /** Articles whose rules look at this one. */
  readonly usedBy: readonly {
    readonly article: string
    readonly label: Text
    readonly title: Text
  }[]
}

/** One article with all its versions; undefined where the pack has none of that id. */
export function articleView(pack: Pack, id: string, on: PlainDate): ArticleView | undefined {
  const article = pack.articles[id]
  if (article === undefined) return undefined
  const found = versionOn(article, on)
  const code = pack.codes[article.code]
  const rows = new Map(langs.map((lang) => [lang, dutyRows(pack, lang)]))
  const own = article.versions
  return {
    id,
    number: article.number,
    label: labelBeside(pack, article),
    title: textOf(article.title),
    code: { id: article.code, title: textOf(code?.title), short: textOf(code?.short) },
    url: article.url ?? code?.url ?? null,
    on,
    knownUntil: knownUntilView(pack, [on], [id]),
    status: found?.status ?? 'no-longer',
    shown: found?.version.id ?? null,
    versions: own.map((version, at) => versionView(pack, article, version, own[at - 1], on, rows)),
    readings: [...new Set(own.flatMap((version) => readingsOf(pack, version)))].map((name) =>
      readingView(pack, name),
    ),
    terms: [...new Set(own.flatMap((version) => termsOf(pack, version)))].flatMap((name) =>
      termView(pack, name, on),
    ),
    usedBy: Object.values(pack.articles)
      .filter(
        (other) =>
          other.id !== id &&
          other.versions.some(({ rules, duties }) =>
            [...rules, ...duties].some(
              ({ cites, when }) =>
                cites.some((ref) => ref.startsWith(`${id}#`)) ||
                namesIn(when, 'holds').some((name) => name === id || name.startsWith(`${id}#`)),
            ),
          ),
      )
      .map((other) => ({
        article: other.id,
        label: articleLabel(pack, other.id),
        title: textOf(other.title),
      })),
  }
}

type Rows = ReadonlyMap<Lang, ReturnType<typeof dutyRows>>

function versionView(
  pack: Pack,
  article: Article,
  version: Version,
  before: Version | undefined,
  on: PlainDate,
  rows: Rows,
): VersionView {
  const { from, to } = version
  return {
    id: version.id,
    from: dayView(from),
    to: dayView(to),
    isInForce: (from === undefined || from.date <= on) && (to === undefined || on < to.date),
    isUnread: 'unread' in version.text,
    confidence: version.confidence,
    source: sourceView(pack, version.source),
    note: version.note === undefined ? null : textOf(version.note),
    act: actOf(pack, article, version),
    provisions: provisionsOf(pack, article, version, rows),
    open: version.open.map(({ id, what }) => ({ id, what: textOf(what) })),
    changes: before === undefined ? [] : changesBetween(pack, article.id, before, version, rows),
  }
}

function provisionsOf(pack: Pack, article: Article, version: Version, rows: Rows): ProvisionView[] {
  const first = ({ cites }: Rule | DutyRule): string => {
    const own = cites.find((ref) => ref.startsWith(`${article.id}#`))
    return own?.split('#')[1] ?? ''
  }
  const limbs = new Set([
    ...Object.keys(version.text),
    ...[...version.rules, ...version.duties].map(first),
  ])
  return [...limbs].map((limb) => ({
    limb,
    label: limbLabel(pack, article.id, limb),
    text: textOf(version.text[limb]),
    noRule: version.noRule[limb] === undefined ? null : textOf(version.noRule[limb]),
    rules: version.rules.filter((rule) => first(rule) === limb).map((rule) => ruleView(pack, rule)),
    duties: version.duties
      .filter((duty) => first(duty) === limb)
      .map((duty) => dutyView(pack, duty, version, rows)),
    open: version.open
      .filter((point) => point.limb === limb)
      .map(({ id, what }) => ({ id, what: textOf(what) })),
  }))
}

function ruleView(pack: Pack, rule: Rule): RuleView {
  return {
    id: rule.id,
    ref: rule.ref,
    label: refLabel(pack, rule.ref),
    conditions: conditionLines(pack, rule.when),
    consequence: consequenceText(pack, rule.then),
    penalty: penaltyLines(pack, rule.then),
    overrides: rule.overrides.map((ref) => refLabel(pack, ref)),
    confidence: rule.confidence,
    source: sourceView(pack, rule.source),
    note: rule.note === undefined ? null : textOf(rule.note),
  }
}

function dutyView(pack: Pack, duty: DutyRule, version: Version, rows: Rows): DutyView {
  const row = (lang: Lang) =>
    rows
      .get(lang)
      ?.find(
        ({ id, from, to }) =>
          id === duty.ref &&
          (from === undefined || version.from === undefined || from <= version.from.date) &&
          (to === undefined || (version.to !== undefined && version.to.date <= to)),
      )
  const list = (titles: readonly { readonly title: string }[] | undefined) =>
    (titles ?? []).map(({ title }) => title).join('; ')
  const any = row('en')
  return {
    id: duty.ref,
    kind: duty.kind,
    bearer: inAll((lang) => row(lang)?.bearer ?? ''),
    toward: inAll((lang) => row(lang)?.toward ?? ''),
    what: textOf(duty.what),
    trigger: inAll((lang) => list(row(lang)?.triggers)),
    deadline: inAll((lang) => row(lang)?.deadline ?? ''),
    ending: inAll((lang) => list(row(lang)?.endings)),
    conditions: duty.when.op === 'always' ? [] : conditionLines(pack, duty.when),
    onMiss: duty.onMiss?.what === undefined ? null : textOf(duty.onMiss.what),
    article: version.article,
    label: articleLabel(pack, version.article),
    from: any?.from ?? null,
    to: any?.to ?? null,
    confidence: duty.confidence,
    note: duty.note === undefined ? null : textOf(duty.note),
    basis: duty.source?.note === undefined ? null : textOf(duty.source.note),
  }
}

function actOf(pack: Pack, article: Article, version: Version): ActView | null {
  const act = version.from?.act === undefined ? undefined : pack.acts[version.from.act]
  return act === undefined ? null : actView(pack, act, article.id)
}

function actView(pack: Pack, act: Act, article?: string): ActView {
  return {
    id: act.id,
    title: textOf(act.title),
    signed: act.signed ?? null,
    published: act.published ?? null,
    inForce: dayView(act.inForce) ?? never(),
    rule: act.inForce.rule === undefined ? null : textOf(act.inForce.rule),
    note: act.note === undefined ? null : textOf(act.note),
    confidence: act.confidence,
    source: sourceView(pack, act.source),
    cites: act.operations.find(({ target }) => target === article)?.cites ?? null,
  }
}

function never(): never {
  throw new TypeError('an act without a day')
}

/** What the words, rules and duties of a version say otherwise than those of the one before. */
function changesBetween(
  pack: Pack,
  articleId: string,
  before: Version,
  after: Version,
  rows: Rows,
): ChangeView[] {
  const changes: ChangeView[] = []
  const compare = (what: Text, left: Text | null, right: Text | null) => {
    if (left?.ru === right?.ru && left?.kk === right?.kk) return
    changes.push({ what, before: left, after: right })
  }
  const keys = (one: Readonly<Record<string, unknown>>, other: Readonly<Record<string, unknown>>) =>
    [...new Set([...Object.keys(one), ...Object.keys(other)])].sort(byNumber.compare)
  for (const limb of keys(before.text, after.text)) {
    const label = limbLabel(pack, articleId, limb)
    const text = (version: Version) =>
      version.text[limb] === undefined ? null : textOf(version.text[limb])
    compare(
      inAll((lang) => say(lawWords, lang).textOf({ limb: label[lang] })),
      text(before),
      text(after),
    )
  }
  const rulesOf = (version: Version) =>
    Object.fromEntries(version.rules.map((one) => [one.id, one]))
  const [rulesBefore, rulesAfter] = [rulesOf(before), rulesOf(after)]
  for (const id of keys(rulesBefore, rulesAfter)) {
    const rule = rulesAfter[id] ?? rulesBefore[id]
    if (rule === undefined) continue
    const label = refLabel(pack, rule.ref)
    compare(
      inAll((lang) => say(lawWords, lang).ruleOf({ limb: label[lang] })),
      wholeRule(pack, rulesBefore[id]),
      wholeRule(pack, rulesAfter[id]),
    )
  }
  const dutiesOf = (version: Version) =>
    Object.fromEntries(version.duties.map((one) => [one.id, one]))
  const [dutiesBefore, dutiesAfter] = [dutiesOf(before), dutiesOf(after)]
  for (const id of keys(dutiesBefore, dutiesAfter))
    compare(
      inAll((lang) => say(lawWords, lang).dutyOf),
      wholeDuty(pack, dutiesBefore[id], before, rows),
      wholeDuty(pack, dutiesAfter[id], after, rows),
    )
  return changes
}

/** A rule as one text of several lines, for comparing. */
function wholeRule(pack: Pack, rule: Rule | undefined): Text | null {
  if (rule === undefined) return null
  const lines = conditionLines(pack, rule.when)
  const penalty = penaltyLines(pack, rule.then)
  const consequence = consequenceText(pack, rule.then)
  return inAll((lang) =>
    [
      ...lines.map(({ depth, text }) => `${'    '.repeat(depth)}${text[lang]}`),
      ...(consequence[lang] === '' ? [] : [`→ ${consequence[lang]}`]),
      ...penalty.map((text) => `    ${text[lang]}`),
      // Where a penalty was not read whole, the remark is all that is known of its change.
      ...(rule.note === undefined ? [] : [textOf(rule.note)[lang]]),
    ].join('\n'),
  )
}

function wholeDuty(
  pack: Pack,
  duty: DutyRule | undefined,
  version: Version,
  rows: Rows,
): Text | null {
  if (duty === undefined) return null
  const view = dutyView(pack, duty, version, rows)
  return inAll(
    (lang) =>
      `${view.bearer[lang]}: ${view.what[lang]} — ${view.deadline[lang]} (${view.trigger[lang]})`,
  )
}

type Names = 'term' | 'holds' | 'reading'

function namesIn(condition: Condition, wanted: Names): string[] {
  switch (condition.op) {
    case 'always':
      return []
    case 'test':
      return wanted === 'reading' && condition.subject.of === 'reading'
        ? [condition.subject.name]
        : []
    case 'not':
      return namesIn(condition.of, wanted)
    case 'all':
    case 'any':
    case 'atLeast':
      return condition.of.flatMap((part) => namesIn(part, wanted))
    case 'term':
    case 'holds':
      return condition.op === wanted ? [condition.name] : []
    default:
      return namesIn(condition.where, wanted)
  }
}

const conditionsOf = (version: Version): readonly Condition[] =>
  [...version.rules, ...version.duties].map(({ when }) => when)

function termsOf(pack: Pack, version: Version): readonly string[] {
  const seen = new Set<string>()
  const visit = (condition: Condition) => {
    for (const name of namesIn(condition, 'term')) {
      if (seen.has(name)) continue
      seen.add(name)
      for (const { means } of pack.terms[name]?.versions ?? []) visit(means)
    }
  }
  for (const condition of conditionsOf(version)) visit(condition)
  return [...seen]
}

/** The contested readings a version depends on, in its own rules or in the terms they use. */
function readingsOf(pack: Pack, version: Version): readonly string[] {
  const conditions = [
    ...conditionsOf(version),
    ...termsOf(pack, version).flatMap((name) =>
      (pack.terms[name]?.versions ?? []).map(({ means }) => means),
    ),
  ]
  return [...new Set(conditions.flatMap((condition) => namesIn(condition, 'reading')))].filter(
    (name) => name in pack.readings,
  )
}

export function readingView(pack: Pack, name: string): ReadingView {
  const reading = pack.readings[name]
  return {
    name,
    title: readingTitle(pack, name),
    why:
      reading === undefined ? inAll((lang) => say(lawWords, lang).doubtWhy) : textOf(reading.why),
    members: Object.values(reading?.members ?? {}).map((text) => textOf(text)),
    source: sourceView(pack, reading?.source),
  }
}

function termView(pack: Pack, name: string, on: PlainDate): TermView[] {
  const term = pack.terms[name]
  if (term === undefined) return []
  const version =
    term.versions.find(
      ({ from, to }) =>
        (from === undefined || from.date <= on) && (to === undefined || on < to.date),
    ) ?? term.versions.at(-1)
  return [
    {
      name,
      title: textOf(term.title, name),
      conditions: version === undefined ? [] : conditionLines(pack, version.means),
      cites: (version?.cites ?? []).map((ref) => ({
        ref,
        article: ref.split('#')[0] ?? ref,
        label: refLabel(pack, ref),
      })),
      confidence: version?.confidence ?? null,
      source: sourceView(pack, version?.source),
    },
  ]
}

/** Every duty that stands on a day. */
export function dutiesOn(pack: Pack, on: PlainDate): readonly DutyView[] {
  const rows: Rows = new Map(langs.map((lang) => [lang, dutyRows(pack, lang)]))
  return lawAt(pack, on).versions.flatMap(({ version }) =>
    version.duties.map((duty) => dutyView(pack, duty, version, rows)),
  )
}

export type LawChanges = {
  readonly from: PlainDate
  readonly to: PlainDate
  readonly knownUntil: KnownUntilView | null
  readonly acts: readonly ActView[]
  readonly articles: readonly {
    readonly id: string
    readonly label: Text
    readonly title: Text
    readonly before: string | null
    readonly after: string | null
    readonly changes: readonly ChangeView[]
  }[]
}

/** What changed in the law between two days: the acts that came into force, and article by article what they changed. */
export function lawChanges(pack: Pack, from: PlainDate, to: PlainDate): LawChanges {
  const rows: Rows = new Map(langs.map((lang) => [lang, dutyRows(pack, lang)]))
  const on = (article: Article, day: PlainDate) => {
    const found = versionOn(article, day)
    return found?.status === 'in-force' ? found.version : undefined
  }
  const nothing = (article: Article, model: Version): Version => ({
    ...model,
    id: '',
    article: article.id,
    text: {},
    rules: [],
    duties: [],
  })
  const articles = Object.values(pack.articles)
    .flatMap((article) => {
      const [before, after] = [on(article, from), on(article, to)]
      const model = before ?? after
      if (before === after || model === undefined) return []
      return [
        {
          id: article.id,
          label: articleLabel(pack, article.id),
          title: titleBeside(pack, article),
          before: before?.id ?? null,
          after: after?.id ?? null,
          changes: changesBetween(
            pack,
            article.id,
            before ?? nothing(article, model),
            after ?? nothing(article, model),
            rows,
          ),
        },
      ]
    })
    .sort((a, b) => byNumber.compare(a.id, b.id))
  return {
    from,
    to,
    knownUntil: knownUntilView(pack, [from, to]),
    acts: Object.values(pack.acts)
      .filter(({ inForce }) => from < inForce.date && inForce.date <= to)
      .sort((a, b) => (a.inForce.date < b.inForce.date ? -1 : 1))
      .map((act) => actView(pack, act)),
    articles,
  }
}
