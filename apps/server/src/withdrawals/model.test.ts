import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { likeness, type Seen, signalsOf } from './model.ts'

const calm: Seen = {
  at: '2026-11-23T09:00:00.000Z',
  steps: [],
  wasBreached: false,
  fromPhone: 'safe',
  someoneWasPresent: 'no',
  contactsChanged: false,
  words: 'Өтінішімді қайтарып алғым келеді',
  otherWords: [],
  recordedBySame: 0,
  risk: 'routine',
  hasEarlierCase: false,
  livesTogether: false,
  hasChildren: false,
  isBarred: false,
}
const idsOf = (seen: Partial<Seen>) => signalsOf({ ...calm, ...seen }).map(({ id }) => id)

describe('signs that a wish may not be free', () => {
  test('a calm wish has none', () => expect(idsOf({})).toEqual([]))

  test.each<[string, Partial<Seen>, string]>([
    ['an order served two days before', { steps: ['2026-11-21T09:00:00.000Z'] }, 'after-step'],
    ['the number of the other side', { fromPhone: 'alleged' }, 'alleged-phone'],
    ['a number nobody called safe', { fromPhone: 'other' }, 'unknown-phone'],
    ['somebody beside her', { someoneWasPresent: 'yes' }, 'someone-present'],
    ['nobody asked who was there', { someoneWasPresent: 'unknown' }, 'presence-unknown'],
    ['new contacts in the same hour', { contactsChanged: true }, 'contacts-changed'],
    ['the words of another withdrawal', { otherWords: [calm.words] }, 'same-words'],
    ['the third one by this officer', { recordedBySame: 3 }, 'same-recorder'],
    ['high risk', { risk: 'high' }, 'high-risk'],
    ['a broken order', { wasBreached: true }, 'order-breached'],
    ['an earlier case', { hasEarlierCase: true }, 'earlier-case'],
    ['a shared home', { livesTogether: true }, 'lives-together'],
    ['children', { hasChildren: true }, 'has-children'],
    ['a bar of the law', { isBarred: true }, 'barred'],
  ])('%s is one', (_, seen, id) => expect(idsOf(seen)).toEqual([id]))

  test('a step four days ago is none, nor is one that comes after the wish', () => {
    expect(idsOf({ steps: ['2026-11-19T08:00:00.000Z', '2026-11-23T10:00:00.000Z'] })).toEqual([])
  })

  test('grave ones come first, and knowing more of danger never takes one away', () => {
    const worse = fc.record<Partial<Seen>>({
      wasBreached: fc.constant(true),
      risk: fc.constantFrom('high'),
      isBarred: fc.constant(true),
      livesTogether: fc.boolean(),
      someoneWasPresent: fc.constantFrom('yes', 'no', 'unknown'),
    })
    fc.assert(
      fc.property(worse, fc.boolean(), (seen, hasChildren) => {
        const before = idsOf({ hasChildren })
        const after = signalsOf({ ...calm, ...seen, hasChildren })
        expect(after.map(({ id }) => id)).toEqual(expect.arrayContaining(before))
        const firstMild = after.findIndex(({ isGrave }) => !isGrave)
        expect(firstMild === -1 || after.slice(firstMild).every(({ isGrave }) => !isGrave)).toBe(
          true,
        )
      }),
    )
  })
})

test('texts of three words resemble nothing, long ones resemble their copies', () => {
  expect(likeness('Бәрі жақсы болды', 'Бәрі жақсы болды')).toBe(0)
  expect(
    likeness(
      'Прошу прекратить дело, претензий не имею',
      'Прошу прекратить дело, претензий не имею!',
    ),
  ).toBe(1)
  expect(
    likeness('Прошу прекратить дело, претензий не имею', 'Он обещал лечиться и уехал к матери'),
  ).toBeLessThan(0.2)
})
