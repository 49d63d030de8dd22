import type { Reason as LawReason } from '@umai/contract'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Reason } from '../ui/reason-tree/reason-tree.tsx'
import { pageOf, reasonsOf, verdictOf } from './model.ts'

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

describe('the page a citation opens', () => {
  const text = { kk: 'ҚК 68', ru: 'УК 68', en: 'CC 68' }
  const citation = {
    ref: 'kz/cc/68#p4-9',
    label: text,
    act: text,
    from: '2020-01-11',
    to: null,
    confidence: 'verified' as const,
    url: null,
  }

  it.each([
    [
      'the day given by what cites it',
      { ...citation, on: '2024-06-16' },
      '2024-07-01',
      '2024-07-01',
    ],
    ['the day that decided', { ...citation, on: '2024-06-16' }, undefined, '2024-06-16'],
    ['the first day of the text, where no day is known', citation, undefined, '2020-01-11'],
  ])('stands on %s', (_, cited, on, expected) => {
    expect(pageOf(cited, on)).toEqual({ to: '/law/articles/kz/cc/68', search: { on: expected } })
  })
})
