import type { Instant } from '@umai/words'
import { describe, expect, test } from 'vitest'
import { momentAfter } from './model.ts'

const from = '2026-11-27T11:34:30.500Z'
const now = '2026-11-27T12:00:00.000Z'
const kept = (at: Instant): string => {
  try {
    return momentAfter(at, from, now)
  } catch (error) {
    return (error as { code: string }).code
  }
}

describe('when something happened that follows another thing', () => {
  test.each([
    ['a later minute is kept as said', '2026-11-27T11:35:00.000Z', '2026-11-27T11:35:00.000Z'],
    ['its own minute counts as its moment', '2026-11-27T11:34:00.000Z', from],
    ['the minute before is too early', '2026-11-27T11:33:00.000Z', 'event-too-early'],
    ['a moment said exactly is too early', '2026-11-27T11:34:30.499Z', 'event-too-early'],
    ['its own moment is kept', from, from],
    ['the present is kept', now, now],
    ['what has not come is refused', '2026-11-27T12:00:00.001Z', 'event-in-future'],
  ])('%s', (_name, at, expected) => {
    expect(kept(at)).toBe(expected)
  })
})
