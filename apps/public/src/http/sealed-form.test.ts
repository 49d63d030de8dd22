import { fixedClock, randomKey } from '@umai/platform'
import { expect, test } from 'vitest'
import { sealedForms } from './sealed-form.ts'

const start = '2026-11-12T09:00:00.000Z'
const minute = 60_000

test('what was sealed opens on the same page and on no other, with no other key', () => {
  const clock = fixedClock(start)
  const forms = sealedForms(randomKey('forms'), clock)
  const text = forms.seal('rights', { step: 2, what: ['pain'] })

  expect(forms.open('rights', text)).toEqual({
    state: 'fresh',
    value: { step: 2, what: ['pain'] },
  })
  expect(forms.open('places', text)).toEqual({ state: 'unreadable' })
  expect(sealedForms(randomKey('forms'), clock).open('rights', text)).toEqual({
    state: 'unreadable',
  })
})

test('it is fresh for half an hour and stale after', () => {
  const clock = fixedClock(start)
  const forms = sealedForms(randomKey('forms'), clock)
  const text = forms.seal('rights', 1)

  clock.advance(30 * minute)
  expect(forms.open('rights', text).state).toBe('fresh')
  clock.advance(1)
  expect(forms.open('rights', text)).toEqual({ state: 'stale', value: 1 })
})

test('any changed letter makes it unreadable', () => {
  const forms = sealedForms(randomKey('forms'), fixedClock(start))
  const text = forms.seal('rights', { a: 1 })
  const opened = [...text].map((letter, place) => {
    const other = letter === 'A' ? 'B' : 'A'
    return forms.open('rights', `${text.slice(0, place)}${other}${text.slice(place + 1)}`).state
  })

  // The last letter of base64url can carry bits that decode to nothing; every other change must be noticed.
  expect(opened.filter((state) => state !== 'unreadable').length).toBeLessThanOrEqual(4)
})

test('its length does not tell how much was answered', () => {
  const forms = sealedForms(randomKey('forms'), fixedClock(start))

  expect(forms.seal('rights', {}).length).toBe(
    forms.seal('rights', { what: ['words', 'pain', 'harm'], age: 'adult' }).length,
  )
})
