import type { Finding, SafeContactNow } from '@umai/contract'
import { describe, expect, it } from 'vitest'
import { clockOfCase, inOrderOfWeight, safeContactInWords } from './model.ts'

const finding = (kind: Finding['kind'], state: Finding['state']) => ({ kind, state }) as Finding

describe('findings', () => {
  it('stand with the bars first and what does not apply last', () => {
    const sorted = inOrderOfWeight([
      finding('liability', 'excluded'),
      finding('liability', 'open'),
      finding('entitlement', 'applies'),
      finding('bar', 'applies'),
    ])

    expect(sorted.map(({ kind, state }) => `${kind} ${state}`)).toEqual([
      'bar applies',
      'entitlement applies',
      'liability open',
      'liability excluded',
    ])
  })
})

const contact = (change: object): SafeContactNow =>
  ({
    profile: {
      mayContact: 'yes',
      windows: [{ days: [5, 1, 2, 3, 4], from: '10:00', to: '13:00' }],
      ifDropped: null,
      ...change,
    },
  }) as SafeContactNow

describe('safe contact in words', () => {
  it('joins days that follow each other', () => {
    expect(safeContactInWords(contact({}), 'kk')).toBe('дс–жм, 10:00–13:00.')
  })

  it('says that no hours were given, and that she asked not to be contacted, never nothing', () => {
    for (const lang of ['kk', 'ru', 'en'] as const) {
      const bare = safeContactInWords(contact({ windows: [] }), lang) ?? ''
      const refused = safeContactInWords(contact({ windows: [], mayContact: 'no' }), lang) ?? ''
      expect(bare).toMatch(/\p{L}{3}/u)
      expect(refused).toMatch(/\p{L}{3}/u)
      expect(refused).not.toBe(bare)
    }
  })

  it('keeps days apart that do not', () => {
    expect(
      safeContactInWords(
        contact({ windows: [{ days: [1, 3], from: '10:00', to: '13:00' }] }),
        'ru',
      ),
    ).toBe('пн, ср, 10:00–13:00.')
  })

  it('says nothing where nobody has asked', () => {
    expect(safeContactInWords(contact({ mayContact: 'unknown' }), 'ru')).toBeNull()
    expect(safeContactInWords(null, 'ru')).toBeNull()
  })
})

it('an order runs in 24-hour periods and not to midnight', () => {
  const clock = {
    id: '1',
    title: { kk: '', ru: '', en: '' },
    startedAt: '2026-11-23T17:05:00Z',
    isLate: false,
  }

  expect(clockOfCase({ ...clock, kind: 'order', dueAt: '2026-12-23T17:05:00Z' })).toMatchObject({
    unit: 'periods',
  })
  expect(clockOfCase({ ...clock, kind: 'duty', dueAt: '2026-11-30T19:00:00Z' })).toMatchObject({
    unit: 'calendar-days',
  })
})
