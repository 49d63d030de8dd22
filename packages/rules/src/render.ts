import type { FactValue, Literal, Pack, Test } from './ast.ts'
import type { Citation } from './decide.ts'
import type { Text } from './document.ts'
import { isNotApplicable } from './evaluate.ts'
import type { Explanation, ReasonNode, Step } from './explain.ts'
import type { Amount, Amounts } from './penalty.ts'

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

/** An explanation as lines of plain text. Every sentence carries its citation in brackets. */
export function renderExplanation(
  pack: Pack,
  explanation: Explanation,
  language: RenderLanguage,
): string {
  const words = WORDS[language]
  const lines = [
    `${words[explanation.kind]}${explanation.answer.length > 0 ? `: ${explanation.answer.map((value) => nameOf(pack, value, language)).join(', ')}` : ''} (${words.lawOn} ${explanation.law.date})`,
    ...explanation.steps.flatMap((step) => renderStep(pack, step, language)),
    ...(explanation.law.knownUntil === undefined
      ? []
      : [`${words.knownUntil} ${explanation.law.knownUntil}`]),
  ]
  return lines.join('\n')
}

function textIn(text: Text | undefined, language: string): string {
  return text?.[language] ?? text?.en ?? Object.values(text ?? {})[0] ?? ''
}

/** A value of an outcome as people would say it: an article by its code and number, a branch by its title. */
function nameOf(pack: Pack, value: string, language: string): string {
  const [article = '', limb] = value.replace(/^refer:/, '').split('#')
  const found = pack.articles[article]
  if (!found) return textIn(pack.titles[value], language) || value
  const code = pack.codes[found.code]
  // A text without a number of its own is known by its title; its id is no word in any language.
  const number = /^\d/.test(found.number)
    ? ` ${found.number}`
    : `: ${textIn(found.title, language)}`
  return `${textIn(code?.short, language)}${number}${limb === undefined ? '' : ` ${limb}`}`.trim()
}

function citation(cites: readonly Citation[], language: string): string {
  const names = [
    ...new Set(cites.map(({ label, limb }) => `${textIn(label, language)} ${limb}`.trim())),
  ]
  return names.length > 0 ? ` [${names.join('; ')}]` : ''
}

function renderStep(pack: Pack, step: Step, language: RenderLanguage): readonly string[] {
  const words = WORDS[language]
  const cite = citation(step.cites, language)
  switch (step.kind) {
    case 'rule':
      return [
        `${nameOf(pack, step.rule, language)} ${words[step.role]}${step.by.length > 0 ? ` (${words.by} ${step.by.map((ref) => nameOf(pack, ref, language)).join(', ')})` : ''}${cite}`,
        ...renderReason(pack, step.reason, language, 1),
      ]
    case 'penalty': {
      const { penalty } = step
      const ladders = penalty.possible.map(({ amounts }) => renderAmounts(pack, amounts, language))
      return [
        `${words.penalty}: ${[...new Set(ladders)].join(` ${words.or} `)}${cite}`,
        ...penalty.steps.map(({ cites }) => `  ${words.changedBy}${citation(cites, language)}`),
        ...(penalty.index
          ? [
              `  ${words.index}: ${penalty.index.value} (${penalty.index.day})${citation(penalty.index.cites, language)}`,
            ]
          : []),
        ...(penalty.deciding.length > 0
          ? [
              `  ${words.missing}: ${penalty.deciding.map((name) => factTitle(pack, name, language)).join(', ')}`,
            ]
          : []),
      ]
    }
    case 'missing':
      return [`${words.missing}: ${factTitle(pack, step.name, language)}${cite}`]
    case 'whatever':
      return [`${words.whatever}: ${factTitle(pack, step.name, language)}${cite}`]
    case 'reading':
      return [
        `${words.reading}: ${factTitle(pack, step.name, language)}${cite}`,
        ...step.results.map(
          ({ readings, answer }) =>
            `  ${words.under} ${Object.values(readings).join(', ')}: ${answer.map((value) => nameOf(pack, value, language)).join(', ') || words.none}`,
        ),
      ]
    case 'law':
      return [
        `${words.milder}${cite}`,
        ...step.law.options.map(
          ({ from, decision }) =>
            `  ${from}: ${decision.answer.map((value) => nameOf(pack, value, language)).join(', ') || words[decision.kind]}`,
        ),
      ]
  }
}

function factTitle(pack: Pack, name: string, language: string): string {
  return (
    textIn((pack.facts[name] ?? pack.readings[name] ?? pack.terms[name])?.title, language) || name
  )
}

function renderReason(
  pack: Pack,
  node: ReasonNode,
  language: RenderLanguage,
  depth: number,
): readonly string[] {
  const words = WORDS[language]
  const indent = '  '.repeat(depth)
  const sign = node.truth === undefined ? '?' : node.truth ? '✓' : '✗'
  const line = (text: string) => `${indent}${sign} ${text}`
  const kids = (deeper: number) =>
    node.kids.flatMap((kid) => renderReason(pack, kid, language, deeper))
  switch (node.op) {
    case 'test':
      return node.leaf
        ? [
            line(
              `${renderLeaf(pack, node.leaf, language)} (${renderGiven(pack, node.leaf, node.given, language)})`,
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
            : nameOf(pack, node.name ?? '', language),
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
export function renderLeaf(pack: Pack, leaf: Test, language: RenderLanguage): string {
  const words = WORDS[language]
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
  const value = (literal: Literal) => valueTitle(pack, subject.name, literal, language, day)
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
  pack: Pack,
  name: string,
  literal: Literal,
  language: RenderLanguage,
  day: (clock: string) => string,
): string {
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
  const text =
    pack.facts[name]?.values?.[String(literal)] ?? pack.readings[name]?.members[String(literal)]
  return text ? textIn(text, language) : String(literal)
}

function renderGiven(
  pack: Pack,
  leaf: Test,
  given: FactValue | undefined,
  language: RenderLanguage,
): string {
  const words = WORDS[language]
  if (given === undefined) return words.unknown
  if (isNotApplicable(given)) return words.notApplicable
  if (typeof given === 'object') return Array.isArray(given) ? String(given.length) : words.declined
  return valueTitle(pack, leaf.subject.name, given, language, () => '')
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
