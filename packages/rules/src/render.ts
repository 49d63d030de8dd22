import type { FactValue, Literal, Pack, Test } from './ast.ts'
import type { Citation } from './decide.ts'
import type { Text } from './document.ts'
import { isNotApplicable } from './evaluate.ts'
import type { Explanation, ReasonNode, Step } from './explain.ts'
import type { Amount, Amounts } from './penalty.ts'
import { isPlainDate, type PlainDate } from './plain-date.ts'

export type RenderLanguage = 'kk' | 'ru' | 'en'

type Words = {
  readonly [K in
    | 'applied'
    | 'defeated'
    | 'notMet'
    | 'undecided'
    | 'decided'
    | 'none'
    | 'conflict'
    | 'refer'
    | 'lawOn'
    | 'knownUntil'
    | 'missing'
    | 'whatever'
    | 'reading'
    | 'under'
    | 'all'
    | 'any'
    | 'not'
    | 'some'
    | 'every'
    | 'noneOf'
    | 'count'
    | 'atLeast'
    | 'always'
    | 'yes'
    | 'no'
    | 'unknown'
    | 'declined'
    | 'notApplicable'
    | 'penalty'
    | 'or'
    | 'plus'
    | 'may'
    | 'from'
    | 'to'
    | 'changedBy'
    | 'index'
    | 'nothing'
    | 'by'
    | 'in'
    | 'notIn'
    | 'fullYears'
    | 'since'
    | 'act'
    | 'opened'
    | 'decidedOn'
    | 'milder'
    | 'hours'
    | 'days'
    | 'months'
    | 'units']: string
}

const WORDS: Readonly<Record<RenderLanguage, Words>> = {
  en: {
    applied: 'applies',
    defeated: 'gives way',
    notMet: 'does not apply',
    undecided: 'not decided yet',
    decided: 'Decided',
    none: 'Nothing applies',
    conflict: 'Rules contradict each other',
    refer: 'A person must decide',
    lawOn: 'text in force on',
    knownUntil: 'Later amendments are not known: the law was last read on',
    missing: 'It depends on',
    whatever: 'Decided whatever it is',
    reading: 'It depends on how the text is read',
    under: 'if read as',
    all: 'all of',
    any: 'one of',
    not: 'not',
    some: 'at least one of',
    every: 'each of',
    noneOf: 'none of',
    count: 'number of',
    atLeast: 'at least',
    always: 'always',
    yes: 'yes',
    no: 'no',
    unknown: 'not known',
    declined: 'cannot be told',
    notApplicable: 'does not arise',
    penalty: 'Penalty',
    or: 'or',
    plus: 'and also',
    may: 'and possibly',
    from: 'from',
    to: 'up to',
    changedBy: 'changed by',
    index: 'index value',
    nothing: 'nothing left',
    by: 'by',
    in: 'is one of',
    notIn: 'is none of',
    fullYears: 'full years on',
    since: 'time until',
    act: 'the day of the act',
    opened: 'the day of opening',
    decidedOn: 'the day of judgement',
    milder: 'Law compared',
    hours: 'h',
    days: 'days',
    months: 'months',
    units: 'units',
  },
  ru: {
    applied: 'применяется',
    defeated: 'уступает',
    notMet: 'не применяется',
    undecided: 'пока не решено',
    decided: 'Решено',
    none: 'Ничего не применяется',
    conflict: 'Нормы противоречат друг другу',
    refer: 'Решает человек',
    lawOn: 'текст в редакции на',
    knownUntil: 'Более поздние изменения неизвестны: закон последний раз прочитан',
    missing: 'Зависит от',
    whatever: 'Решено при любом значении',
    reading: 'Зависит от толкования',
    under: 'при толковании',
    all: 'всё из',
    any: 'одно из',
    not: 'не',
    some: 'хотя бы одно из',
    every: 'каждое из',
    noneOf: 'ни одного из',
    count: 'число из',
    atLeast: 'не менее',
    always: 'всегда',
    yes: 'да',
    no: 'нет',
    unknown: 'неизвестно',
    declined: 'нельзя сообщить',
    notApplicable: 'не возникает',
    penalty: 'Наказание',
    or: 'или',
    plus: 'и также',
    may: 'и возможно',
    from: 'от',
    to: 'до',
    changedBy: 'изменено по',
    index: 'значение показателя',
    nothing: 'ничего не остаётся',
    by: 'по',
    in: 'одно из',
    notIn: 'ни одно из',
    fullYears: 'полных лет на',
    since: 'время до',
    act: 'день деяния',
    opened: 'день возбуждения',
    decidedOn: 'день решения',
    milder: 'Сравнение законов',
    hours: 'ч',
    days: 'дн.',
    months: 'мес.',
    units: 'ед.',
  },
  kk: {
    applied: 'қолданылады',
    defeated: 'орын береді',
    notMet: 'қолданылмайды',
    undecided: 'әлі шешілмеген',
    decided: 'Шешілді',
    none: 'Ештеңе қолданылмайды',
    conflict: 'Нормалар бір-біріне қайшы',
    refer: 'Адам шешеді',
    lawOn: 'мына күнгі редакция:',
    knownUntil: 'Одан кейінгі өзгерістер белгісіз: заң соңғы рет оқылған күн —',
    missing: 'Мынаған байланысты',
    whatever: 'Кез келген мәнде шешілген',
    reading: 'Түсіндіруге байланысты',
    under: 'түсіндіру',
    all: 'барлығы',
    any: 'біреуі',
    not: 'емес',
    some: 'кемінде біреуі',
    every: 'әрқайсысы',
    noneOf: 'ешқайсысы',
    count: 'саны',
    atLeast: 'кемінде',
    always: 'әрдайым',
    yes: 'иә',
    no: 'жоқ',
    unknown: 'белгісіз',
    declined: 'айтуға болмайды',
    notApplicable: 'туындамайды',
    penalty: 'Жаза',
    or: 'немесе',
    plus: 'және де',
    may: 'және мүмкін',
    from: 'кемінде',
    to: 'ең көбі',
    changedBy: 'өзгерткен норма',
    index: 'көрсеткіш мәні',
    nothing: 'ештеңе қалмайды',
    by: 'негізі',
    in: 'мыналардың бірі',
    notIn: 'мыналардың ешқайсысы',
    fullYears: 'толық жас, күні:',
    since: 'өткен уақыт, есептелетін күні:',
    act: 'әрекет күні',
    opened: 'іс қозғалған күн',
    decidedOn: 'шешім күні',
    milder: 'Заңдарды салыстыру',
    hours: 'сағ',
    days: 'тәулік',
    months: 'ай',
    units: 'бірлік',
  },
}

/**
 * How a country cites its law, writes days and counts money. What is left out is said plainly: the part of an article by the
 * name it has in the pack, a day as `2024-06-16`.
 */
export type Naming = {
  /** The place of `club/code/1#p1`, whole: code, number and part. */
  readonly reference?: (ref: string) => string
  readonly day?: (day: PlainDate) => string
  readonly amounts?: (amounts: Amounts) => string
  /** A fact, a day of the case or a contested reading. */
  readonly title?: (name: string) => string
  /** One way to read what is contested. */
  readonly member?: (reading: string, member: string) => string
}

/** All that a line depends on besides what it says. */
type Voice = {
  readonly pack: Pack
  readonly language: RenderLanguage
  readonly words: Words
  readonly naming: Naming
}

/** An explanation as lines of plain text. Every sentence carries its citation in brackets. */
export function renderExplanation(
  pack: Pack,
  explanation: Explanation,
  language: RenderLanguage,
  naming: Naming = {},
): string {
  const words = WORDS[language]
  const voice: Voice = { pack, language, words, naming }
  const lines = [
    `${words[explanation.kind]}${explanation.answer.length > 0 ? `: ${explanation.answer.map((value) => nameOf(voice, value)).join(', ')}` : ''} (${words.lawOn} ${dayOf(voice, explanation.law.date)})`,
    ...explanation.steps.flatMap((step) => renderStep(voice, step)),
    ...(explanation.law.knownUntil === undefined
      ? []
      : [`${words.knownUntil} ${dayOf(voice, explanation.law.knownUntil)}`]),
  ]
  return lines.join('\n')
}

function dayOf({ naming }: Voice, day: PlainDate): string {
  return naming.day?.(day) ?? day
}

function textIn(text: Text | undefined, language: string): string {
  return text?.[language] ?? text?.en ?? Object.values(text ?? {})[0] ?? ''
}

/** A value of an outcome as people would say it: an article by its code and number, a branch by its title. */
function nameOf({ pack, language, naming }: Voice, value: string): string {
  const ref = value.replace(/^refer:/, '')
  const [article = '', limb] = ref.split('#')
  const found = pack.articles[article]
  if (!found) return textIn(pack.titles[value], language) || value
  if (naming.reference) return naming.reference(ref)
  const code = pack.codes[found.code]
  // A text without a number of its own is known by its title; its id is no word in any language.
  const number = /^\d/.test(found.number)
    ? ` ${found.number}`
    : `: ${textIn(found.title, language)}`
  return `${textIn(code?.short, language)}${number}${limb === undefined ? '' : ` ${limb}`}`.trim()
}

function citation({ language, naming }: Voice, cites: readonly Citation[]): string {
  const names = [
    ...new Set(
      cites.map(
        ({ ref, label, limb }) =>
          naming.reference?.(ref) ?? `${textIn(label, language)} ${limb}`.trim(),
      ),
    ),
  ]
  return names.length > 0 ? ` [${names.join('; ')}]` : ''
}

function renderStep(voice: Voice, step: Step): readonly string[] {
  const { pack, language, words, naming } = voice
  const cite = citation(voice, step.cites)
  switch (step.kind) {
    case 'rule':
      return [
        `${nameOf(voice, step.rule)} ${words[step.role]}${step.by.length > 0 ? ` (${words.by} ${step.by.map((ref) => nameOf(voice, ref)).join(', ')})` : ''}${cite}`,
        ...renderReason(voice, step.reason, 1),
      ]
    case 'penalty': {
      const { penalty } = step
      const ladders = penalty.possible.map(
        ({ amounts }) => naming.amounts?.(amounts) ?? renderAmounts(pack, amounts, language),
      )
      return [
        `${words.penalty}: ${[...new Set(ladders)].join(` ${words.or} `)}${cite}`,
        ...penalty.steps.map(({ cites }) => `  ${words.changedBy}${citation(voice, cites)}`),
        ...(penalty.index
          ? [
              `  ${words.index}: ${penalty.index.value} (${dayOf(voice, penalty.index.day)})${citation(voice, penalty.index.cites)}`,
            ]
          : []),
        ...(penalty.deciding.length > 0
          ? [
              `  ${words.missing}: ${penalty.deciding.map((name) => titleOf(voice, name)).join(', ')}`,
            ]
          : []),
      ]
    }
    case 'missing':
      return [`${words.missing}: ${titleOf(voice, step.name)}${cite}`]
    case 'whatever':
      return [`${words.whatever}: ${titleOf(voice, step.name)}${cite}`]
    case 'reading':
      return [
        `${words.reading}: ${titleOf(voice, step.name)}${cite}`,
        ...step.results.map(
          ({ readings, answer }) =>
            `  ${words.under} ${Object.entries(readings)
              .map(([name, member]) => naming.member?.(name, member) ?? member)
              .join(
                ', ',
              )}: ${answer.map((value) => nameOf(voice, value)).join(', ') || words.none}`,
        ),
      ]
    case 'law':
      return [
        `${words.milder}${cite}`,
        ...step.law.options.map(
          ({ from, decision }) =>
            `  ${dayOf(voice, from)}: ${decision.answer.map((value) => nameOf(voice, value)).join(', ') || words[decision.kind]}`,
        ),
      ]
  }
}

function titleOf({ pack, language, naming }: Voice, name: string): string {
  return naming.title?.(name) ?? factTitle(pack, name, language)
}

function factTitle(pack: Pack, name: string, language: string): string {
  return (
    textIn((pack.facts[name] ?? pack.readings[name] ?? pack.terms[name])?.title, language) || name
  )
}

function renderReason(voice: Voice, node: ReasonNode, depth: number): readonly string[] {
  const { pack, language, words } = voice
  const indent = '  '.repeat(depth)
  const sign = node.truth === undefined ? '?' : node.truth ? '✓' : '✗'
  const line = (text: string) => `${indent}${sign} ${text}`
  const kids = (deeper: number) => node.kids.flatMap((kid) => renderReason(voice, kid, deeper))
  switch (node.op) {
    case 'test':
      return node.leaf
        ? [
            line(
              `${renderLeaf(pack, node.leaf, language, voice.naming)} (${renderGiven(voice, node.leaf, node.given)})`,
            ),
          ]
        : []
    case 'always':
      return [line(words.always)]
    case 'all':
      return depth === 1 ? kids(depth) : [line(words.all), ...kids(depth + 1)]
    case 'any':
      return [line(words.any), ...kids(depth + 1)]
    case 'not':
      return [line(words.not), ...kids(depth + 1)]
    case 'atLeast':
      return [line(`${words.atLeast} ${node.n}`), ...kids(depth + 1)]
    case 'term':
    case 'holds':
      return [
        line(
          pack.terms[node.name ?? '']
            ? factTitle(pack, node.name ?? '', language)
            : nameOf(voice, node.name ?? ''),
        ),
        ...kids(depth + 1),
      ]
    case 'some':
    case 'every':
    case 'none':
    case 'count': {
      const lead = { some: words.some, every: words.every, none: words.noneOf, count: words.count }[
        node.op
      ]
      return [line(`${lead} ${factTitle(pack, node.list ?? '', language)}`), ...kids(depth + 1)]
    }
  }
}

/** A leaf in words: "age of the gardener < 18". */
export function renderLeaf(
  pack: Pack,
  leaf: Test,
  language: RenderLanguage,
  naming: Naming = {},
): string {
  const words = WORDS[language]
  const voice: Voice = { pack, language, words, naming }
  const { subject, relation, values } = leaf
  const day = (clock: string | undefined) =>
    clock === 'opened' ? words.opened : clock === 'decided' ? words.decidedOn : words.act
  const title =
    subject.of === 'clock' ? day(subject.name) : subjectTitle(pack, subject.name, language)
  const what =
    subject.measure === 'age'
      ? `${title}: ${words.fullYears} ${day(subject.clock)}`
      : subject.measure === 'since'
        ? `${title}: ${words.since} ${day(subject.clock)}`
        : title
  const value = (literal: Literal) => valueTitle(voice, subject.name, literal, day)
  if (relation === 'in' || relation === 'not in')
    return `${what} ${relation === 'in' ? words.in : words.notIn} ${values.map(value).join(', ')}`
  return `${what} ${relation} ${values.map(value).join('')}`
}

function subjectTitle(pack: Pack, name: string, language: string): string {
  if (pack.facts[name] || pack.readings[name]) return factTitle(pack, name, language)
  for (const { of } of Object.values(pack.facts))
    if (of?.[name]) return textIn(of[name].title, language)
  return name
}

function valueTitle(
  voice: Voice,
  name: string,
  literal: Literal,
  day: (clock: string) => string,
): string {
  const { pack, language } = voice
  if (typeof literal === 'boolean') return literal ? WORDS[language].yes : WORDS[language].no
  if (typeof literal === 'object') {
    if ('clock' in literal) return day(literal.clock)
    const { months, days } = literal
    return [
      months > 0 ? `${months} ${WORDS[language].months}` : '',
      days > 0 ? `${days} ${WORDS[language].days}` : '',
    ]
      .filter((part) => part !== '')
      .join(' ')
  }
  if (typeof literal === 'string' && isPlainDate(literal)) return dayOf(voice, literal)
  const text =
    pack.facts[name]?.values?.[String(literal)] ?? pack.readings[name]?.members[String(literal)]
  return text ? textIn(text, language) : String(literal)
}

function renderGiven(voice: Voice, leaf: Test, given: FactValue | undefined): string {
  const { words } = voice
  if (given === undefined) return words.unknown
  if (isNotApplicable(given)) return words.notApplicable
  if (typeof given === 'object') return Array.isArray(given) ? String(given.length) : words.declined
  return valueTitle(voice, leaf.subject.name, given, () => '')
}

/** A ladder in one line: every alternative with its range, in its own measure and in money. */
export function renderAmounts(
  pack: Pack,
  { oneOf, plus, may }: Amounts,
  language: RenderLanguage,
): string {
  const words = WORDS[language]
  const list = (amounts: readonly Amount[]) =>
    amounts.map((amount) => renderAmount(pack, amount, language))
  return [
    oneOf.length > 0 ? list(oneOf).join(` ${words.or} `) : words.nothing,
    ...(plus.length > 0 ? [`${words.plus} ${list(plus).join(', ')}`] : []),
    ...(may.length > 0 ? [`${words.may} ${list(may).join(', ')}`] : []),
  ].join(', ')
}

function renderAmount(
  pack: Pack,
  { kind, range, measure, money }: Amount,
  language: RenderLanguage,
): string {
  const words = WORDS[language]
  const title = textIn(pack.sanctions[kind]?.title, language) || kind
  if (!range) return title
  const span = ({
    min,
    max,
  }: {
    readonly min?: number | undefined
    readonly max?: number | undefined
  }) =>
    min !== undefined && min === max
      ? String(max)
      : [
          min === undefined ? '' : `${words.from} ${min}`,
          max === undefined ? '' : `${words.to} ${max}`,
        ]
          .filter((part) => part !== '')
          .join(' ')
  const unit = {
    none: '',
    index: words.units,
    money: '',
    hours: words.hours,
    days: words.days,
    months: words.months,
  }[measure]
  return `${title} ${span(range)} ${unit}${money ? ` (${span(money)} ${money.code})` : ''}`
    .replace(/ +/g, ' ')
    .trim()
}
