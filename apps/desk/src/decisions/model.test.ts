import type { Reason as LawReason } from '@umai/contract'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Reason } from '../ui/reason-tree/reason-tree.tsx'
import { reasonsOf, verdictOf } from './model.ts'

const line = (depth: number, name = `${depth}`): LawReason => ({
  depth,
  text: { kk: name, ru: name, en: name },
  holds: 'yes',
  fact: null,
  citation: null,
})

const count = (reasons: readonly Reason[]): number =>
  reasons.reduce((all, reason) => all + 1 + count(reason.parts ?? []), 0)

describe('reasons', () => {
  it('grow into the tree their depths describe', () => {
    const [all] = reasonsOf(
      [line(0, 'all'), line(1, 'any'), line(2, 'leaf'), line(1, 'other')],
      'en',
    )

    expect(all?.parts?.map(({ text }) => text)).toEqual(['any', 'other'])
    expect(all?.parts?.[0]?.parts?.map(({ text }) => text)).toEqual(['leaf'])
  })

  it('lose no line, whatever depths they were stored with', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 12 })), (depths) => {
        expect(
          count(
            reasonsOf(
              depths.map((depth) => line(depth)),
              'en',
            ),
          ),
        ).toBe(depths.length)
      }),
    )
  })
})

describe('a verdict', () => {
  it('never shows what is not known as no', () => {
    expect(verdictOf({ kind: 'liability', state: 'open' })).toBe('unknown')
    expect(verdictOf({ kind: 'liability', state: 'refer' })).toBe('unknown')
  })

  it('forbids only where a bar applies', () => {
    expect(verdictOf({ kind: 'bar', state: 'applies' })).toBe('barred')
    expect(verdictOf({ kind: 'bar', state: 'excluded' })).toBe('no')
  })
})
