import { expect, test } from 'vitest'
import { momentOf, stagesAt } from './model.ts'

const dueOf = (moment: string, id: string) =>
  stagesAt(moment)
    .flatMap(({ duties }) => duties)
    .find((duty) => duty.id === id)?.due

test('the police have one full day to tell the services, the judge 24 hours', () => {
  expect(dueOf('2026-11-12T14:00', 'kz/lop/72#lop-police-notify-subjects')?.at).toBe(
    '2026-11-13T09:00:00.000Z',
  )
  expect(dueOf('2026-11-12T14:00', 'kz/cpc/165#cpc165-decide')?.at).toBe('2026-11-13T09:00:00.000Z')
})

test('a report of 2025 is counted by the law of 2025', () => {
  const ids = stagesAt('2025-11-12T14:00').flatMap(({ duties }) => duties.map(({ id }) => id))

  expect(ids.some((id) => id.startsWith('kz/dvl/'))).toBe(true)
  expect(ids.some((id) => id.startsWith('kz/lop/'))).toBe(false)
})

test('where the text does not say which days, both readings are given', () => {
  const due = dueOf('2026-11-12T14:00', 'kz/cpc/32#cpc32-complaint-3-days')

  expect(due?.atLatest).not.toBe(due?.at)
})

test.each([
  ['2026-11-12', '14:00', 'good'],
  ['2026-11-12', '', 'good'],
  ['2026-02-30', '', 'day'],
  ['12.11.2026', '', 'day'],
  ['', '', 'day'],
  ['2026-11-12', '25:00', 'hour'],
  ['0001-01-01', '', 'day'],
])('"%s" at "%s" is read as %s', (day, hour, expected) => {
  const moment = momentOf(day, hour)

  expect(moment.kind === 'good' ? 'good' : moment.field).toBe(expected)
})
