// `umai law duties`: the whole list of who must do what by when, or what follows from the events of a file.
import { type DutyRow, dutyRows, law } from '@umai/law'
import { allDuties, duties, localTime } from '@umai/rules'
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

/** The list to read: by article, each duty in a few lines. */
export function dutyListText(rows: readonly DutyRow[], lang: Lang): string {
  const words = say(lawWords, lang)
  const lines: string[] = []
  for (const [label, own] of Map.groupBy(rows, (row) => row.label)) {
    lines.push('', label)
    for (const row of own) lines.push(...rowLines(row, lang))
  }
  return [...lines.slice(1), '', words.duties({ count: rows.length })].join('\n')
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
  const early = first !== undefined && events.some(({ at }) => at < first)
  const before = early ? `\n${words.before({ day: formatDay(first, lang) })}` : ''
  if (found.length === 0) return `${words.nothingDue}${before}`
  return found
    .map(({ id, rule, due, status, cites, trigger }) => {
      const until = due.at === undefined ? (due.missing ?? '—') : localTime(law, due.at)
      const latest = due.atLatest === undefined ? '' : ` … ${localTime(law, due.atLatest)}`
      return [
        `${until}${latest}  ${status.padEnd(8)} ${rule.what[lang] ?? ''}`,
        `    ${cites.map(({ label }) => label[lang]).join(', ')} · ${law.roles[rule.bearer]?.title[lang] ?? rule.bearer} · ${trigger.event} ${localTime(law, trigger.at)} · ${id} · ${words[rule.confidence]}`,
      ].join('\n')
    })
    .join('\n')
    .concat(before)
}
