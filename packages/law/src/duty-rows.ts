// The duties of a pack as rows a person can read: who owes what to whom, from which event, by when, on which article.
import {
  type Article,
  allDuties,
  type Confidence,
  type DutyRule,
  type Pack,
  type Version,
} from '@umai/rules'
import { type Lang, say } from '@umai/words'
import { dutyWords } from './duty-words.ts'
import { articleLabel } from './labels.ts'

export type DutyRow = {
  /** `kz/lop/60#lop-po-check`: the id the engine reports. */
  readonly id: string
  readonly label: string
  readonly kind: DutyRule['kind']
  readonly bearer: string
  readonly toward: string
  readonly what: string
  readonly triggers: readonly { readonly event: string; readonly title: string }[]
  readonly deadline: string
  readonly endings: readonly { readonly event: string; readonly title: string }[]
  /** Half open: `to` is the first day no longer in force. */
  readonly from: string | undefined
  readonly to: string | undefined
  readonly confidence: Confidence
  readonly source: string | undefined
  /** Where exactly the duty was read, and what to know about the reading; in English. */
  readonly basis: string | undefined
}

/** One row per duty and unbroken period with the same content, in the order of codes and articles. */
export function dutyRows(pack: Pack, lang: Lang): readonly DutyRow[] {
  const rows: DutyRow[] = []
  for (const { article, version, rule } of allDuties(pack)) {
    const row = rowOf(pack, lang, article, version, rule)
    const last = rows.findLastIndex(({ id }) => id === row.id)
    const before = rows[last]
    if (before && before.to === row.from && sameContent(before, row))
      rows[last] = { ...row, from: before.from }
    else rows.push(row)
  }
  return rows.sort((a, b) => byNumber.compare(a.id, b.id) || order(a.from, b.from))
}

const byNumber = new Intl.Collator('en', { numeric: true })

function order(a = '', b = ''): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function sameContent(a: DutyRow, b: DutyRow): boolean {
  const content = ({ from: _from, to: _to, source: _source, ...rest }: DutyRow) =>
    JSON.stringify(rest)
  return content(a) === content(b)
}

function rowOf(
  pack: Pack,
  lang: Lang,
  article: Article,
  version: Version,
  rule: DutyRule,
): DutyRow {
  const role = (name: string | undefined) =>
    name === undefined ? '' : (pack.roles[name]?.title[lang] ?? name)
  const event = (name: string) => ({
    event: name,
    title:
      name === 'always' ? say(dutyWords, lang).always : (pack.events[name]?.title[lang] ?? name),
  })
  return {
    id: rule.ref,
    label: articleLabel(pack, article.id)[lang],
    kind: rule.kind,
    bearer: role(rule.bearer),
    toward: role(rule.toward),
    what: rule.what[lang] ?? '',
    triggers: rule.trigger.map(event),
    deadline: deadlineWords(rule, lang, (name) => event(name).title),
    endings: [...rule.satisfiedBy, ...rule.ends].map(event),
    from: version.from?.date,
    to: version.to?.date,
    confidence: rule.confidence,
    source: rule.source?.id ?? version.source?.id,
    basis: rule.source?.note?.[lang],
  }
}

/** The clock of a duty in words, in the unit of the law. */
function deadlineWords(
  { kind, deadline }: DutyRule,
  lang: Lang,
  titleOf: (event: string) => string,
): string {
  const words = say(dutyWords, lang)
  switch (deadline.kind) {
    case 'none':
      return words.none
    case 'immediately':
      return words.immediately
    case 'same day':
      return words.sameDay
    case 'before':
      return words.before({ event: titleOf(deadline.event) })
    case 'within': {
      const length = words[units[deadline.length.unit]]({ count: deadline.length.n })
      const term = kind === 'limit' ? words.atMost({ length }) : words.within({ length })
      return deadline.length.unit === 'unspecified days' ? `${term} (${words.unspecified})` : term
    }
    case 'every':
      return words.every({
        length: words[units[deadline.length.unit]]({ count: deadline.length.n }),
      })
    case 'times':
      return words.times({
        times: words.timesCount({ count: deadline.times }),
        period: words[periods[deadline.per]],
      })
  }
}

const units = {
  hours: 'hours',
  'full days': 'fullDays',
  'calendar days': 'calendarDays',
  'working days': 'workingDays',
  'unspecified days': 'unspecifiedDays',
  weeks: 'weeks',
  months: 'months',
  years: 'years',
} as const
const periods = {
  week: 'perWeek',
  month: 'perMonth',
  quarter: 'perQuarter',
  'half-year': 'perHalfYear',
  year: 'perYear',
} as const
