// `umai law doc`: an article as Markdown for a lawyer, newest version first. All that the review page of the desk shows is here
// too: our paraphrase beside the rules and duties, why a part has no rule, source and certainty of each, doubts and terms.
import { articleView, law } from '@umai/law'
import { formatDay, isPlainDate, type Lang, say } from '@umai/words'
import { lawWords } from './words.ts'

type View = NonNullable<ReturnType<typeof articleView>>
type VersionOf = View['versions'][number]
type ProvisionOf = VersionOf['provisions'][number]
type SourceOf = NonNullable<VersionOf['source']>
type Lines = readonly string[]

/** One article on one page; with a day only the version of that day. */
export function articlePage(id: string, day: string | undefined, lang: Lang): string | undefined {
  const last = law.articles[id]?.versions.at(-1)?.from?.date
  const on = [day, last].find((one) => one !== undefined && isPlainDate(one)) ?? '2000-01-01'
  const article = articleView(law, id, on as Parameters<typeof articleView>[2])
  if (article === undefined) return undefined
  const words = say(lawWords, lang)
  const versions = article.versions.filter(
    ({ id: own }) => day === undefined || own === article.shown,
  )
  return [
    `# ${article.label[lang]}. ${article.title[lang]}`,
    '',
    [article.code.title[lang], article.url].filter((part) => part !== null).join(' · '),
    words.paraphrase,
    ...(article.knownUntil === null || day === undefined ? [] : [article.knownUntil.remark[lang]]),
    ...versions.toReversed().flatMap((version) => versionLines(version, lang)),
    ...section(
      words.contested,
      article.readings.flatMap(({ title, why, members, source }) => [
        `- **${title[lang]}** ${why[lang]}`,
        ...members.map((member) => `  - ${member[lang]}`),
        ...sourceLines(source, lang),
      ]),
    ),
    ...section(
      words.terms,
      article.terms.flatMap(({ title, cites, conditions, confidence, source }) => [
        `- **${title[lang]}** ${[...cites.map(({ label }) => label[lang]), ...(confidence === null ? [] : [words[confidence]])].join(', ')}`,
        ...conditionLines(conditions, lang),
        ...sourceLines(source, lang),
      ]),
    ),
    ...section(
      words.usedBy,
      article.usedBy.map(({ label, title }) => `- ${label[lang]} ${title[lang]}`),
    ),
  ].join('\n')
}

const section = (title: string, lines: Lines): Lines =>
  lines.length === 0 ? [] : ['', `## ${title}`, '', ...lines]

function versionLines(version: VersionOf, lang: Lang): Lines {
  const words = say(lawWords, lang)
  const { from, to, act, note, open, provisions } = version
  const day = (bound: VersionOf['from']) =>
    bound === null
      ? '…'
      : `${formatDay(bound.day, lang)}${bound.isEstimate ? ` (${formatDay(bound.earliest, lang)} … ${formatDay(bound.latest, lang)})` : ''}`
  const own = new Set(provisions.flatMap((one) => one.open.map(({ id }) => id)))
  return [
    '',
    `## ${day(from)} – ${day(to)}`,
    '',
    `${version.id} · ${words[version.confidence]}`,
    ...sourceLines(version.source, lang),
    ...(act === null
      ? []
      : [`${words.byAct}: ${act.title[lang]}${act.cites === null ? '' : ` · ${act.cites}`}`]),
    ...(act?.rule ? [`> ${act.rule[lang]}`] : []),
    ...(note === null ? [] : [`> ${note[lang]}`]),
    ...provisions.flatMap((one) => provisionLines(one, lang)),
    ...open.filter(({ id }) => !own.has(id)).map(({ what }) => `- **?** ${what[lang]}`),
  ]
}

function provisionLines(
  { label, text, noRule, rules, duties, open }: ProvisionOf,
  lang: Lang,
): Lines {
  const words = say(lawWords, lang)
  const named = (name: string, value: string | undefined): Lines =>
    value === undefined || value === '' ? [] : [`  - ${name}: ${value}`]
  return [
    '',
    `### ${label[lang]}`,
    '',
    ...(text[lang] === '' ? [] : [text[lang], '']),
    ...rules.flatMap((rule) => [
      `- **${words.rule}** ${rule.label[lang]} (\`${rule.id}\`) · ${words[rule.confidence]}`,
      `  - ${words.condition}:`,
      ...conditionLines(rule.conditions, lang, '    '),
      ...named(words.follows, rule.consequence[lang]),
      ...named(words.penalty, rule.penalty.map((line) => line[lang]).join('; ')),
      ...named(words.goesBefore, rule.overrides.map((one) => one[lang]).join(', ')),
      ...(rule.note === null ? [] : [`  - ${rule.note[lang]}`]),
      ...sourceLines(rule.source, lang),
    ]),
    ...duties.flatMap((duty) => [
      `- **${words[duty.kind]}** ${duty.what[lang]} (\`${duty.id}\`) · ${words[duty.confidence]}`,
      ...named(words.bearer, duty.bearer[lang]),
      ...named(words.toward, duty.toward[lang]),
      ...named(words.when, duty.trigger[lang]),
      ...named(words.by, duty.deadline[lang]),
      ...named(words.ends, duty.ending[lang]),
      ...named(words.onMiss, duty.onMiss?.[lang]),
      ...(duty.conditions.length === 0 ? [] : [`  - ${words.condition}:`]),
      ...conditionLines(duty.conditions, lang, '    '),
      ...(duty.note === null ? [] : [`  - ${duty.note[lang]}`]),
      ...(duty.basis === null ? [] : [`  - ${duty.basis[lang]}`]),
    ]),
    ...(rules.length > 0 || duties.length > 0
      ? []
      : [`- **${words.noRule}**${noRule === null ? '' : `: ${noRule[lang]}`}`]),
    ...open.map(({ what }) => `- **?** ${what[lang]}`),
  ]
}

const conditionLines = (
  lines: ProvisionOf['rules'][number]['conditions'],
  lang: Lang,
  indent = '  ',
): Lines =>
  lines.map(
    ({ depth, text, join }) =>
      `${indent}${'  '.repeat(depth)}- ${text[lang]}${join === null ? '' : ':'}`,
  )

function sourceLines(source: SourceOf | null, lang: Lang): Lines {
  if (source === null) return []
  const words = say(lawWords, lang)
  const read =
    source.read !== null && isPlainDate(source.read)
      ? [words.readOn({ day: formatDay(source.read, lang) })]
      : []
  return [
    `  - ${words.sourceName}: ${[source.title[lang], ...read].join(', ')}${source.note === null ? '' : `. ${source.note[lang]}`}`,
  ]
}
