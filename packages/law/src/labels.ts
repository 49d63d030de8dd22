// Names of what a pack holds, in three languages: articles, parts, rules, facts, values, sources.
import type {
  Article,
  Confidence,
  DutyRule,
  DutyStatus,
  Pack,
  Rule,
  Source,
  Version,
} from '@umai/rules'
import { formatDay, isPlainDate, type Lang, langs, say, type Text } from '@umai/words'
import { lawWords } from './law-words.ts'

/** One text in all three languages, made language by language. */
export function inAll(make: (lang: Lang) => string): Text {
  return { kk: make('kk'), ru: make('ru'), en: make('en') }
}

/** Where a duty stands, in words. */
export function dutyStatusText(status: DutyStatus): Text {
  return inAll((lang) => say(lawWords, lang)[status])
}

/** Several texts as one. */
export function listOf(texts: readonly Text[], between = ', '): Text {
  return inAll((lang) => texts.map((text) => text[lang]).join(between))
}

/** A text of the pack; where a language is missing, another stands in rather than nothing. */
export function textOf(text: Readonly<Record<string, string>> | undefined, instead = ''): Text {
  return inAll((lang) => text?.[lang] ?? text?.ru ?? Object.values(text ?? {})[0] ?? instead)
}

/** «УК 109-1». */
export function articleLabel(pack: Pack, id: string): Text {
  const article = pack.articles[id]
  if (article === undefined) return inAll(() => id)
  const code = pack.codes[article.code]
  return inAll((lang) => `${code?.short[lang] ?? ''}${numberLabel(article, lang)}`.trim())
}

/** « 109-1», or «: Правила учёта» for a text that has no number; its id is no word in any language. */
function numberLabel({ number, title }: Article, lang: Lang): string {
  return /^\d/.test(number) ? ` ${number}` : `: ${title[lang] ?? ''}`
}

/** The label where the title stands beside it: a text without a number has its title in the label, and would say it twice. */
export function labelBeside(pack: Pack, article: Article): Text {
  return /^\d/.test(article.number)
    ? articleLabel(pack, article.id)
    : textOf(pack.codes[article.code]?.short, article.code)
}

/** What stands beside the label in a list: the title, or the whole name of the text where the label says the title already. */
export function titleBeside(pack: Pack, article: Article): Text {
  return /^\d/.test(article.number)
    ? textOf(article.title)
    : textOf(pack.codes[article.code]?.title, article.code)
}

/** Codes have parts; laws, rules and orders have numbered paragraphs. */
function hasParts(pack: Pack, articleId: string): boolean {
  const code = pack.articles[articleId]?.code ?? ''
  return /\/(cc|cao|cao2001|cpc)$/.test(code)
}

/** «ч. 1», «ч. 1-1», «ч. 4 п. 9» of the limb `p4(9)`: the part of an article and its item as its act calls them. */
export function limbLabel(pack: Pack, articleId: string, limb: string): Text {
  if (limb === 'unread') return inAll((lang) => say(lawWords, lang).unread)
  const found = /^p(\d+(?:-\d+)*)(?:\((\d+(?:-\d+)*)\))?$/.exec(limb)
  if (found === null) return inAll(() => limb)
  const [, n = '', item] = found
  return inAll((lang) => {
    const words = say(lawWords, lang)
    const [whole, within] = hasParts(pack, articleId)
      ? [words.part, words.item]
      : [words.point, words.subpoint]
    return item === undefined ? whole({ n }) : `${whole({ n })} ${within({ n: item })}`
  })
}

/** «УК 109-1 ч. 1»: the place of a rule or a limb, from a reference such as `kz/cc/109-1#p1`. */
export function refLabel(pack: Pack, ref: string): Text {
  const [articleId = '', limb] = ref.split('#')
  const article = articleLabel(pack, articleId)
  if (limb === undefined || pack.articles[articleId] === undefined) return article
  const cited = (ruleOf(pack, ref) ?? dutyOf(pack, ref))?.cites[0]?.split('#')
  // A rule or duty bears a name of its own; people know it by the part it rests on.
  const shown = cited?.[0] === articleId && cited[1] !== undefined ? cited[1] : limb
  const part = limbLabel(pack, articleId, shown)
  return inAll((lang) => `${article[lang]} ${part[lang]}`)
}

/**
 * «Побои, ч. 2: То же в отношении двух и более лиц…»: a provision as a heading. Only the first part of an article says
 * of what it speaks; the others build on it and say nothing alone.
 */
export function provisionTitle(
  pack: Pack,
  ref: string,
  text: Readonly<Record<string, string>> | undefined,
): Text {
  const [articleId = '', limb = ''] = ref.split('#')
  const article = pack.articles[articleId]
  if (article === undefined) return textOf(text, ref)
  if (text === undefined) return textOf(article.title)
  const said = textOf(text)
  if (limb === '' || limb === 'p1') return said
  const title = textOf(article.title)
  const part = limbLabel(pack, articleId, limb)
  return inAll((lang) => `${title[lang]}, ${part[lang]}: ${said[lang]}`)
}

function ruleOf(pack: Pack, ref: string): Rule | undefined {
  const [articleId = ''] = ref.split('#')
  for (const version of pack.articles[articleId]?.versions.toReversed() ?? [])
    for (const rule of version.rules) if (rule.ref === ref) return rule
  return undefined
}

function dutyOf(pack: Pack, ref: string): DutyRule | undefined {
  const [articleId = ''] = ref.split('#')
  for (const version of pack.articles[articleId]?.versions.toReversed() ?? [])
    for (const duty of version.duties) if (duty.ref === ref) return duty
  return undefined
}

/** «ЗПП 72 п. 3 подп. 2: Уведомить субъектов профилактики»: a duty as a reader knows it. */
export function dutyLabel(pack: Pack, ref: string): Text {
  const label = refLabel(pack, ref)
  const what = dutyOf(pack, ref)?.what
  return what === undefined ? label : listOf([label, textOf(what)], ': ')
}

/** The title of a fact or of a field of one, of a day of the case, or of a reading. */
export function factTitle(pack: Pack, name: string): Text {
  const known = pack.facts[name]
  if (known !== undefined) return textOf(known.title, name)
  if (name in pack.readings || name.startsWith(DOUBT)) return readingTitle(pack, name)
  const day = dayNames[name]
  if (day !== undefined) return inAll((lang) => say(lawWords, lang)[day])
  for (const { of } of Object.values(pack.facts))
    if (of?.[name] !== undefined) return textOf(of[name].title, name)
  return inAll(() => name)
}

const dayNames: Readonly<Record<string, 'theActDay' | 'theOpenedDay' | 'theDecidedDay'>> = {
  '@act': 'theActDay',
  '@opened': 'theOpenedDay',
  '@decided': 'theDecidedDay',
}

/** How the engine names the doubt whether an act of which the first day is not established was in force already. */
const DOUBT = 'in-force:'

/** The act, or the article, whose first day is in doubt. */
function inDoubt(pack: Pack, name: string): Text {
  const of = name.slice(DOUBT.length)
  return of in pack.acts
    ? textOf(pack.acts[of]?.title, of)
    : articleLabel(pack, of.split('@')[0] ?? of)
}

/** What is contested: how a word is read, or since when an act has been in force. */
export function readingTitle(pack: Pack, name: string): Text {
  if (!name.startsWith(DOUBT)) return textOf(pack.readings[name]?.title, name)
  const what = inDoubt(pack, name)
  return inAll((lang) => say(lawWords, lang).doubtOfDay({ what: what[lang] }))
}

/** One way to read it; several that give the same answer stand together. */
export function memberText(pack: Pack, name: string, member: string): Text {
  return listOf(
    member.split('|').map((one) => {
      if (!name.startsWith(DOUBT)) return textOf(pack.readings[name]?.members[one], one)
      return inAll((lang) => say(lawWords, lang)[one === 'yes' ? 'wasInForce' : 'wasNotInForce'])
    }),
    ' / ',
  )
}

/** A value of a fact as the pack names it: yes, a choice, a number, a day. */
export function valueText(pack: Pack, name: string, value: unknown): Text {
  if (typeof value === 'boolean')
    return inAll((lang) => (value ? say(lawWords, lang).yes : say(lawWords, lang).noWord))
  if (typeof value === 'object' && value !== null && 'state' in value)
    return inAll((lang) => say(lawWords, lang).declined)
  if (Array.isArray(value))
    return value.length === 0
      ? inAll((lang) => say(lawWords, lang).noWord)
      : listOf(
          value.map((entry: Readonly<Record<string, unknown>>) =>
            listOf(Object.entries(entry).map(([field, one]) => valueText(pack, field, one))),
          ),
          '; ',
        )
  if (typeof value === 'string' && isPlainDate(value))
    return inAll((lang) => formatDay(value, lang))
  if (typeof value === 'string' && value in pack.articles) return articleLabel(pack, value)
  const named = pack.facts[name]?.values?.[String(value)] ?? fieldOf(pack, name)?.[String(value)]
  return named === undefined ? inAll(() => String(value)) : textOf(named, String(value))
}

function fieldOf(pack: Pack, name: string) {
  for (const { of } of Object.values(pack.facts)) {
    const values = of?.[name]?.values
    if (values !== undefined) return values
  }
  return pack.readings[name]?.members
}

/** Where a text was read. */
export type SourceView = {
  readonly id: string
  readonly title: Text
  readonly url: string | null
  readonly read: string | null
  readonly note: Text | null
}

export function sourceView(pack: Pack, source: Source | undefined): SourceView | null {
  if (source === undefined) return null
  const known = pack.sources[source.id]
  return {
    id: source.id,
    title: textOf(known?.title, source.id),
    url: known?.url ?? null,
    read: known?.read ?? null,
    note: source.note === undefined ? null : textOf(source.note),
  }
}

/** A citation as a reader needs it: where, since when, how sure. */
export type CitationView = {
  readonly ref: string
  readonly article: string
  readonly label: Text
  readonly text: Text | null
  readonly version: string | null
  readonly confidence: Confidence
  readonly url: string | null
}

export function citationView(pack: Pack, ref: string, version: Version | undefined): CitationView {
  const [article = '', limb = ''] = ref.split('#')
  const words = version?.text[limb]
  return {
    ref,
    article,
    label: refLabel(pack, ref),
    text: words === undefined ? null : textOf(words),
    version: version?.id ?? null,
    confidence: version?.confidence ?? 'background',
    url: pack.articles[article]?.url ?? pack.codes[pack.articles[article]?.code ?? '']?.url ?? null,
  }
}

/** Everything a text says in any language, for searching. */
export function allWords(text: Readonly<Record<string, string>> | undefined): string {
  return langs.map((lang) => text?.[lang] ?? '').join('\n')
}
