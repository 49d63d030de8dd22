// What must happen after a report, by whom and by when: whatever the pack says follows from the events of a usual course.
import { law } from '@umai/law'
import { type Duty, duties } from '@umai/rules'
import { isPlainDate } from '@umai/words'

/** In the order in which somebody lives through them. */
const course = [
  'report.received',
  'act.detected',
  'threat.found',
  'child.present',
  'order.issued',
  'order.served',
  'order.breached',
  'no-approach.asked',
  'offence.registered-without-complaint',
  'family.found',
  'services.applied-for',
  'stay.begun',
] as const

export type Stage = { readonly event: string; readonly duties: readonly Duty[] }

/** Duties and limits for each event, had it happened at this moment; what several events begin stands at the first. */
export function stagesAt(moment: string): readonly Stage[] {
  const told = new Set<string>()
  return course.flatMap((event) => {
    const some = duties(law, { events: [{ event, at: moment }], now: moment }).filter((duty) => {
      const same = `${duty.rule.what.ru}|${duty.rule.bearer}`
      if (duty.applies !== true || duty.rule.kind === 'power' || told.has(same)) return false
      told.add(same)
      return true
    })
    return some.length === 0 ? [] : [{ event, duties: some }]
  })
}

export type Moment =
  | { readonly kind: 'good'; readonly moment: string }
  | { readonly kind: 'bad'; readonly field: 'day' | 'hour' }

/** Reads what was typed; an hour that was not told counts as the beginning of the day's work. */
export function momentOf(day: string, hour: string): Moment {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day) || !isPlainDate(day)) return { kind: 'bad', field: 'day' }
  // The pack knows no law before the first law on prevention.
  if (day < '2010-01-01' || day > '2099-12-31') return { kind: 'bad', field: 'day' }
  const time = hour === '' ? '09:00' : hour
  if (!/^([01]\d|2[0-3]):[0-5]\d$/.test(time)) return { kind: 'bad', field: 'hour' }
  return { kind: 'good', moment: `${day}T${time}` }
}
