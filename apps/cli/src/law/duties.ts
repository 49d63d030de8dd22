// `umai law duties`: the whole list of who must do what by when, or what follows from the events of a file.
import { type DutyRow, dutyRows, dutyStatusText, knownUntilView, law } from '@umai/law'
import { allDuties, type Duty, duties, instantOf, localTime } from '@umai/rules'
import { formatDay, type Lang, say } from '@umai/words'
import type { EventFile } from './inquiry.ts'
import { lawWords } from './words.ts'

export type DutyFilter = {
  readonly on?: string | undefined
  readonly event?: string | undefined
  readonly bearer?: string | undefined
  readonly article?: string | undefined
}

export function listDuties(filter: DutyFilter, lang: Lang): readonly DutyRow[] {
  const { on, event, bearer, article } = filter
  return dutyRows(law, lang).filter(
    (row) =>
      (on === undefined ||
        ((row.from === undefined || row.from <= on) && (row.to === undefined || on < row.to))) &&
      (event === undefined || row.triggers.some((trigger) => trigger.event === event)) &&
      (bearer === undefined || row.bearer.toLowerCase().includes(bearer.toLowerCase())) &&
      (article === undefined || row.id.startsWith(`${article}#`) || row.label === article),
  )
}

/** The list to read: by article, each duty in a few lines; with a day, how far the law of that day is known. */
export function dutyListText(rows: readonly DutyRow[], on: string | undefined, lang: Lang): string {
  const words = say(lawWords, lang)
  const lines: string[] = []
  for (const [label, own] of Map.groupBy(rows, (row) => row.label)) {
    lines.push('', label)
    for (const row of own) lines.push(...rowLines(row, lang))
  }
  const until = on === undefined ? null : knownUntilView(law, [on])
  return [
    ...lines.slice(1),
    '',
    words.duties({ count: rows.length }),
    ...(until === null ? [] : [until.remark[lang]]),
  ].join('\n')
}

function rowLines(row: DutyRow, lang: Lang): readonly string[] {
  const words = say(lawWords, lang)
  const kind = row.kind === 'duty' ? '' : ` [${words[row.kind]}]`
  const titles = (list: DutyRow['triggers']) =>
    list.map(({ event, title }) => (event === 'always' ? title : `${title} (${event})`)).join(' / ')
  return [
    `  ${row.what}${kind}`,
    `    ${words.bearer}: ${row.bearer}; ${words.toward}: ${row.toward}`,
    `    ${words.when}: ${titles(row.triggers)}; ${words.by}: ${row.deadline}`,
    ...(row.endings.length > 0 ? [`    ${words.ends}: ${titles(row.endings)}`] : []),
    ...(row.basis === undefined ? [] : [`    ${row.basis}`]),
    `    ${row.id} · ${row.from ?? ''} – ${row.to ?? ''} · ${law.sources[row.source ?? '']?.title[lang] ?? ''} · ${words[row.confidence]}`,
  ]
}

/** What is owed after the events of a file, the nearest clock first. */
export function dueText({ events, now, facts }: EventFile, lang: Lang): string {
  const words = say(lawWords, lang)
  const found = duties(law, { events, now, facts })
  const first = allDuties(law)
    .flatMap(({ version }) => (version.from === undefined ? [] : [version.from.date]))
    .sort()[0]
  const isEarly = first !== undefined && events.some(({ at }) => at < first)
  const until = knownUntilView(law, [now, ...events.map(({ at }) => at)].map(dayIn))
  return [
    ...(found.length === 0 ? [words.nothingDue] : found.map((duty) => oneDue(duty, lang))),
    ...(isEarly ? [words.before({ day: formatDay(first, lang) })] : []),
    ...(until === null ? [] : [until.remark[lang]]),
  ].join('\n')
}

/** The day of a moment, which a file may write in local time or with a zone. */
const dayIn = (moment: string) => localTime(law, instantOf(law, moment)).slice(0, 10)

function oneDue({ id, rule, due, status, cites, trigger }: Duty, lang: Lang): string {
  const words = say(lawWords, lang)
  const latest = due.atLatest === undefined ? '' : ` … ${localTime(law, due.atLatest)}`
  return [
    `${due.at === undefined ? whyNoTime(due.missing, lang) : localTime(law, due.at)}${latest}  ${dutyStatusText(status)[lang]}  ${rule.what[lang] ?? ''}`,
    `    ${cites.map(({ label }) => label[lang]).join(', ')} · ${law.roles[rule.bearer]?.title[lang] ?? rule.bearer} · ${eventTitle(trigger.event, lang)} ${localTime(law, trigger.at)} · ${id} · ${words[rule.confidence]}`,
  ].join('\n')
}

const eventTitle = (event: string, lang: Lang): string => law.events[event]?.title[lang] ?? event

/** What a duty without a moment waits for: another event, a calendar nobody has listed yet, or nothing, as its text gives no limit. */
function whyNoTime(missing: string | undefined, lang: Lang): string {
  const words = say(lawWords, lang)
  if (missing === undefined) return words.noTime
  const [, year] = /^calendar (\d+)$/.exec(missing) ?? []
  return year === undefined
    ? words.afterEvent({ event: eventTitle(missing, lang) })
    : words.noCalendar({ year })
}
