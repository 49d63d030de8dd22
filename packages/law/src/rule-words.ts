// Rules in words: conditions as lines with a depth, consequences and penalties as a lawyer would write them.
import type {
  Amounts,
  Condition,
  Consequence,
  Ladder,
  Literal,
  Pack,
  Sanction,
  Test,
} from '@umai/rules'
import {
  formatDay,
  formatNumber,
  formatTenge,
  isPlainDate,
  type Lang,
  say,
  type Text,
} from '@umai/words'
import { factTitle, inAll, refLabel, textOf, valueText } from './labels.ts'
import { lawWords } from './law-words.ts'

/** One line of a condition. `join` says how the deeper lines below it are joined. */
export type ConditionLine = {
  readonly depth: number
  readonly join: 'all' | 'any' | 'not' | null
  readonly text: Text
  /** The fact, list or term it looks at; null for a line that only joins others. */
  readonly about: string | null
}

const said = (pick: (words: ReturnType<typeof wordsIn>, lang: Lang) => string): Text =>
  inAll((lang) => pick(wordsIn(lang), lang))
const wordsIn = (lang: Lang) => say(lawWords, lang)

/** The condition of a rule, line by line, in the order of the file. */
export function conditionLines(pack: Pack, condition: Condition, depth = 0): ConditionLine[] {
  const line = (
    text: Text,
    about: string | null = null,
    join: ConditionLine['join'] = null,
  ): ConditionLine => ({ depth, join, text, about })
  const below = (part: Condition) => conditionLines(pack, part, depth + 1)
  switch (condition.op) {
    case 'always':
      return [line(said((words) => words.always))]
    case 'test':
      return [line(testText(pack, condition), condition.subject.name)]
    case 'all':
    case 'any': {
      const [only, ...others] = condition.of
      if (only !== undefined && others.length === 0) return conditionLines(pack, only, depth)
      return [
        line(
          said((words) => words[condition.op]),
          null,
          condition.op,
        ),
        ...condition.of.flatMap(below),
      ]
    }
    case 'not':
      if (condition.of.op === 'test' && isYes(condition.of)) {
        const fact = factTitle(pack, condition.of.subject.name)
        return [
          line(
            said((words, lang) => words.no({ fact: fact[lang] })),
            condition.of.subject.name,
          ),
        ]
      }
      return [
        line(
          said((words) => words.not),
          null,
          'not',
        ),
        ...below(condition.of),
      ]
    case 'atLeast':
      return [
        line(
          said((words) => words.atLeast({ n: condition.n })),
          null,
          'any',
        ),
        ...condition.of.flatMap(below),
      ]
    case 'term':
      return [line(textOf(pack.terms[condition.name]?.title, condition.name), condition.name)]
    case 'holds': {
      const rule = refLabel(pack, condition.name)
      return [
        line(
          said((words, lang) => words.holds({ rule: rule[lang] })),
          condition.name,
        ),
      ]
    }
    case 'some':
    case 'every':
    case 'none': {
      const list = factTitle(pack, condition.list)
      const key = condition.op === 'none' ? 'noneOf' : condition.op
      return [
        line(
          said((words, lang) => words[key]({ list: list[lang] })),
          condition.list,
          'all',
        ),
        ...below(condition.where),
      ]
    }
    case 'count': {
      const list = factTitle(pack, condition.list)
      return [
        line(
          said((words, lang) =>
            words.countOf({
              list: list[lang],
              bound: boundText(condition.relation, String(condition.n), lang),
            }),
          ),
          condition.list,
          'all',
        ),
        ...below(condition.where),
      ]
    }
  }
}

/** `fact` written alone means that it is so. */
function isYes({ subject, relation, values }: Test): boolean {
  return (
    subject.type === 'yesno' &&
    ((relation === '=' && values[0] === true) || (relation === '!=' && values[0] === false))
  )
}

function testText(pack: Pack, test: Test): Text {
  const { subject, relation, values } = test
  const title = subject.of === 'clock' ? dayText(subject.name) : factTitle(pack, subject.name)
  if (subject.type === 'yesno' && subject.measure === 'value' && values.length === 1) {
    const isTrue = isYes(test)
    return said((words, lang) => (isTrue ? title[lang] : words.no({ fact: title[lang] })))
  }
  const measured =
    subject.measure === 'value'
      ? title
      : said((words, lang) =>
          words[subject.measure === 'age' ? 'age' : 'since']({
            fact: title[lang],
            day: (subject.measure === 'age' ? dayText : untilText)(subject.clock ?? 'act')[lang],
          }),
        )
  const value = (literal: Literal, lang: Lang) => literalText(pack, subject.name, literal, lang)
  return said((words, lang) => {
    const fact = measured[lang]
    const list = values.map((literal) => value(literal, lang))
    switch (relation) {
      case 'in':
        return words.isOneOf({ fact, values: list.join(', ') })
      case 'not in':
        return words.isNoneOf({ fact, values: list.join(', ') })
      case '=':
        return words.is({ fact, value: list[0] ?? '' })
      case '!=':
        return words.isNot({ fact, value: list[0] ?? '' })
      case '<':
      case '<=':
      case '>':
      case '>=':
        return words.is({ fact, value: boundText(relation, list[0] ?? '', lang) })
    }
  })
}

function boundText(relation: string, n: string, lang: Lang): string {
  const words = wordsIn(lang)
  switch (relation) {
    case '<':
      return words.less({ n })
    case '<=':
      return words.atMost({ n })
    case '>':
      return words.more({ n })
    case '>=':
      return words.least({ n })
    default:
      return words.exactlyN({ n })
  }
}

function dayText(clock: string): Text {
  return said((words) =>
    clock === 'opened' ? words.openedDay : clock === 'decided' ? words.decidedDay : words.actDay,
  )
}

function untilText(clock: string): Text {
  return said((words) =>
    clock === 'opened'
      ? words.untilOpened
      : clock === 'decided'
        ? words.untilDecided
        : words.untilAct,
  )
}

function literalText(pack: Pack, name: string, literal: Literal, lang: Lang): string {
  if (typeof literal === 'object') {
    if ('clock' in literal) return dayText(literal.clock)[lang]
    const { months, days } = literal
    return [
      months > 0 ? lengthText(months, 'months', lang) : '',
      days > 0 ? lengthText(days, 'days', lang) : '',
    ]
      .filter((part) => part !== '')
      .join(' ')
  }
  if (typeof literal === 'string' && isPlainDate(literal)) return formatDay(literal, lang)
  if (typeof literal === 'number') return formatNumber(literal, lang)
  return valueText(pack, name, literal)[lang]
}

/** The kind of a consequence with its weight: «уголовная ответственность · уголовный проступок»; `what` says whether its words come too. */
export function consequenceText(
  pack: Pack,
  consequence: Consequence,
  { what = true }: { readonly what?: boolean } = {},
): Text {
  const marked = Object.entries(consequence.marks).flatMap(([mark, value]) => {
    const known = pack.marks[mark]
    const words = known?.values[value]
    return known === undefined || words === undefined
      ? []
      : [inAll((lang) => `${known.title[lang] ?? mark}: ${words[lang] ?? value}`)]
  })
  const named: Text[] = []
  if (consequence.kind === 'liability') {
    named.push(textOf(pack.titles[consequence.branch], consequence.branch))
    if (consequence.category !== undefined)
      named.push(textOf(pack.titles[consequence.category], consequence.category))
    if (consequence.who !== undefined)
      named.push(textOf(pack.roles[consequence.who]?.title, consequence.who))
  } else if (!what) {
    // The words stand in the title already.
  } else if (consequence.kind === 'refer') {
    const why = textOf(consequence.why)
    named.push(said((words, lang) => words.referWhy({ why: why[lang] })))
  } else if (consequence.kind !== 'transform') named.push(textOf(consequence.what))
  return inAll((lang) => [...named, ...marked].map((text) => text[lang]).join(' · '))
}

/** What a consequence does to penalties: the ladder of a liability, or what a general rule changes in ladders. */
export function penaltyLines(pack: Pack, consequence: Consequence): Text[] {
  if (consequence.kind === 'liability')
    return consequence.penalty === undefined ? [] : ladderLines(pack, consequence.penalty)
  if (consequence.kind !== 'transform') return []
  const { remove, cap, scale, replace, add } = consequence.transform
  const title = (kind: string) => textOf(pack.sanctions[kind]?.title, kind)
  return [
    ...remove.map((kind) => said((words, lang) => words.removed({ sanction: title(kind)[lang] }))),
    ...Object.entries(cap).map(([kind, range]) =>
      said((words, lang) =>
        words.capped({
          sanction: title(kind)[lang],
          bound: rangeText(range, pack.sanctions[kind]?.measure ?? 'none', lang),
        }),
      ),
    ),
    ...Object.entries(scale).map(([kind, { min, max }]) =>
      said((words, lang) => {
        const share = max ?? min
        return words.scaled({
          sanction: title(kind)[lang],
          share: share === undefined ? '' : `${share.over}/${share.under}`,
        })
      }),
    ),
    ...Object.entries(replace).map(([kind, others]) =>
      said((words, lang) =>
        words.replaced({
          sanction: title(kind)[lang],
          others: others.map((one) => sanctionText(pack, one)[lang]).join('; '),
        }),
      ),
    ),
    ...add.map((one) =>
      said((words, lang) => words.added({ sanction: sanctionText(pack, one)[lang] })),
    ),
  ]
}

function ladderLines(pack: Pack, { oneOf, plus, may }: Ladder): Text[] {
  return [
    ...oneOf.map((one) => sanctionText(pack, one)),
    ...plus.map((one) =>
      said((words, lang) => words.plus({ sanction: sanctionText(pack, one)[lang] })),
    ),
    ...may.map((one) =>
      said((words, lang) => words.may({ sanction: sanctionText(pack, one)[lang] })),
    ),
  ]
}

function sanctionText(pack: Pack, { kind, range }: Sanction): Text {
  const known = pack.sanctions[kind]
  return inAll((lang) => {
    const name = known?.title[lang] ?? kind
    return range === undefined
      ? name
      : `${name} ${rangeText(range, known?.measure ?? 'none', lang)}`.trim()
  })
}

type Range = { readonly min?: number | undefined; readonly max?: number | undefined }

/** «до 80 МРП», «от 3 до 5 лет»: a range in its own measure. */
export function rangeText({ min, max }: Range, measure: string, lang: Lang): string {
  const words = wordsIn(lang)
  if (min !== undefined && min === max) return lengthText(min, measure, lang, 'Exact')
  if (max === undefined)
    return min === undefined ? '' : words.from({ min: lengthText(min, measure, lang) })
  const most = lengthText(max, measure, lang)
  if (min === undefined) return words.upTo({ max: most })
  // In Kazakh the unit bears the ending, so it stands twice; elsewhere once, where it is the same.
  const isShort =
    lang !== 'kk' && measure !== 'money' && unitOf(min, measure) === unitOf(max, measure)
  return words.between({
    min: isShort
      ? formatNumber(unitOf(min, measure) === 'years' ? min / 12 : min, lang)
      : lengthText(min, measure, lang),
    max: most,
  })
}

/** Whole years are said as years. */
const unitOf = (value: number, measure: string): string =>
  measure === 'months' && value % 12 === 0 ? 'years' : measure

/** A number in its measure, in the case that «from» and «up to» ask for, or standing by itself. */
function lengthText(
  value: number,
  measure: string,
  lang: Lang,
  standing: '' | 'Exact' = '',
): string {
  const words = wordsIn(lang)
  const unit = unitOf(value, measure)
  switch (unit) {
    case 'index':
      return words.index({ amount: formatNumber(value, lang) })
    case 'years':
      return words[`years${standing}`]({ count: value / 12 })
    case 'hours':
    case 'days':
    case 'months':
      return words[`${unit}${standing}`]({ count: value })
    case 'money':
      return formatTenge(value)
    default:
      return formatNumber(value, lang)
  }
}

/** One sanction of a penalty: its range in units and, where an index gives it, in money. */
export type AmountView = {
  readonly kind: string
  readonly frame: 'one-of' | 'plus' | 'may'
  readonly title: Text
  readonly range: Text
  readonly money: string | null
  readonly measure: string
  readonly min: number | null
  readonly max: number | null
}

export function amountViews(pack: Pack, amounts: Amounts): AmountView[] {
  const view =
    (frame: AmountView['frame']) =>
    (amount: Amounts['oneOf'][number]): AmountView => {
      const { min, max } = amount.money ?? {}
      return {
        kind: amount.kind,
        frame,
        title: textOf(pack.sanctions[amount.kind]?.title, amount.kind),
        range: inAll((lang) =>
          amount.range === undefined ? '' : rangeText(amount.range, amount.measure, lang),
        ),
        money:
          max === undefined && min === undefined
            ? null
            : min !== undefined && max !== undefined && min !== max
              ? `${formatTenge(min)} – ${formatTenge(max)}`
              : formatTenge(max ?? min ?? 0),
        measure: amount.measure,
        min: amount.range?.min ?? null,
        max: amount.range?.max ?? null,
      }
    }
  return [
    ...amounts.oneOf.map(view('one-of')),
    ...amounts.plus.map(view('plus')),
    ...amounts.may.map(view('may')),
  ]
}

/** A sanction with its range and money in one line: «штраф до 80 МРП (295 360 ₸)», «и возможно: …». */
export function amountText({ frame, title, range, money }: AmountView): Text {
  return said((words, lang) => {
    const sanction = [title[lang], range[lang], money === null ? '' : `(${money})`]
      .filter((part) => part !== '')
      .join(' ')
    return frame === 'one-of' ? sanction : words[frame]({ sanction })
  })
}

/** A penalty in one line: the alternatives, what comes besides, what may come besides. */
export function amountsText(pack: Pack, amounts: Amounts): Text {
  const views = amountViews(pack, amounts)
  return said((words, lang) => {
    const of = (isOneOf: boolean) =>
      views
        .filter(({ frame }) => (frame === 'one-of') === isOneOf)
        .map((one) => amountText(one)[lang])
    return [of(true).join(` ${words.or} `), ...of(false)].filter((part) => part !== '').join(', ')
  })
}
