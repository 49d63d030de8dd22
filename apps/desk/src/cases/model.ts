// How a case is shaped for its page: names of roles, clocks, icons of what happened. No network.
import type { CaseClock, CaseRole, Finding, SafeContactNow } from '@umai/contract'
import { type Lang, say, wallTimeOf } from '@umai/words'
import type { LegalClock } from '../ui/clock/reading.ts'
import { caseRoleNames, caseWords } from './words.ts'

export const caseRoleName = (role: CaseRole, lang: Lang): string => say(caseRoleNames, lang)[role]

/** The term of an order runs in 24-hour periods from service; a duty that ends at midnight in days. */
export const clockOfCase = (clock: CaseClock): LegalClock => {
  const { hour, minute } = wallTimeOf(clock.dueAt)
  const isMidnight = hour === 0 && minute === 0
  return {
    state: 'open',
    startedAt: clock.startedAt,
    dueAt: clock.dueAt,
    unit: clock.kind === 'order' ? 'periods' : isMidnight ? 'calendar-days' : 'hours',
  }
}

/** How a finding stands, in a word. */
export const standingOf = (finding: Pick<Finding, 'kind' | 'state'>, lang: Lang): string => {
  const words = say(caseWords, lang)
  switch (finding.state) {
    case 'applies':
      return finding.kind === 'bar' ? words.barred : words.holds
    case 'excluded':
      return words.excluded
    case 'open':
      return words.open2
    case 'refer':
      return words.refers
  }
}

/** The same without its kind, where only a state was kept. */
export const standingOfState = (state: Finding['state'], lang: Lang): string =>
  standingOf({ kind: 'other', state }, lang)

/** Bars first, then what holds, then what is open; what does not apply stands last. */
export const inOrderOfWeight = (findings: readonly Finding[]): readonly Finding[] => {
  const weight = ({ kind, state }: Finding): number =>
    state === 'excluded' ? 3 : state === 'applies' ? (kind === 'bar' ? 0 : 1) : 2
  return [...findings].sort((a, b) => weight(a) - weight(b))
}

const weekDays: Readonly<Record<Lang, readonly string[]>> = {
  kk: ['дс', 'сс', 'ср', 'бс', 'жм', 'сб', 'жс'],
  ru: ['пн', 'вт', 'ср', 'чт', 'пт', 'сб', 'вс'],
  en: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'],
}

/** Days that follow each other as one span: пн–пт. */
const daysInWords = (days: readonly number[], lang: Lang): string => {
  const sorted = [...days].sort((a, b) => a - b)
  const spans: (readonly [number, number])[] = []
  for (const day of sorted) {
    const last = spans.at(-1)
    if (last && last[1] === day - 1) spans[spans.length - 1] = [last[0], day]
    else spans.push([day, day])
  }
  const name = (day: number) => weekDays[lang][day - 1] ?? ''
  return spans
    .map(([from, to]) => (from === to ? name(from) : `${name(from)}–${name(to)}`))
    .join(', ')
}

/** When somebody may be called, in words; null where nobody has asked. */
export const safeContactInWords = (contact: SafeContactNow | null, lang: Lang): string | null => {
  if (contact === null || contact.profile.mayContact === 'unknown') return null
  const windows = contact.profile.windows.map(
    ({ days, from, to }) => `${daysInWords(days, lang)}, ${from}–${to}`,
  )
  const said = [...windows, contact.profile.ifDropped].filter((part) => part !== null)
  const words = say(caseWords, lang)
  if (contact.profile.mayContact === 'no') return [words.contactRefused, ...said].join(' ')
  return said.length === 0 ? words.contactNoHours : `${said.join('; ')}.`
}

/** The lines of the picture of what happened, from top to bottom. */
export const laneOrder = [
  { lane: 'reports', tone: 'info' },
  { lane: 'risk', tone: 'late' },
  { lane: 'law', tone: 'quiet' },
  { lane: 'order', tone: 'accent' },
  { lane: 'people', tone: 'info' },
  { lane: 'duties', tone: 'quiet' },
  { lane: 'work', tone: 'quiet' },
] as const
export type LaneName = (typeof laneOrder)[number]['lane']

const laneStarts: readonly (readonly [start: string, lane: LaneName])[] = [
  ['report', 'reports'],
  ['risk', 'risk'],
  ['level', 'risk'],
  ['order-breach', 'risk'],
  ['withdrawal', 'risk'],
  ['facts', 'law'],
  ['law', 'law'],
  ['order', 'order'],
  ['rights', 'people'],
  ['contact', 'people'],
  ['person', 'people'],
  ['address', 'people'],
  ['child', 'people'],
  ['duty', 'duties'],
]

/** Which line an event stands on; the first start that fits, so that a breach counts as danger. */
export const laneOf = (kind: string): LaneName =>
  laneStarts.find(([start]) => kind.startsWith(start))?.[1] ?? 'work'
