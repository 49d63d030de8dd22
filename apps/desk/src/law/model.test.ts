import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { csvOf, dayOfSearch, flowPicture, partsOfCsv, wordDiff } from './model.ts'
import { reasonTree } from './reasons.ts'

describe('a difference of two texts', () => {
  it('holds both texts whole: what stayed and went is the old, what stayed and came is the new', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('арест', 'штраф', 'до', '5', '\n', ' '), { maxLength: 30 }),
        fc.array(fc.constantFrom('арест', 'штраф', 'до', '10', '\n', ' '), { maxLength: 30 }),
        (a, b) => {
          const [before, after] = [a.join(' '), b.join(' ')]
          const parts = wordDiff(before, after)
          const without = (kind: string) =>
            parts
              .filter((part) => part.kind !== kind)
              .map(({ text }) => text)
              .join('')
          expect(without('new')).toBe(before)
          expect(without('gone')).toBe(after)
        },
      ),
    )
  })

  it('marks only the word that changed', () => {
    expect(
      wordDiff('арест до 3 сут.', 'арест до 5 сут.').filter(({ kind }) => kind !== 'same'),
    ).toEqual([
      { kind: 'gone', text: '3' },
      { kind: 'new', text: '5' },
    ])
  })
})

describe('the picture of a flow', () => {
  const flow = fc.record({
    before: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
    after: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
    cases: fc.integer({ min: 1, max: 1000 }),
  })
  const named = (one: { before: string; after: string; cases: number }) => ({
    ...one,
    beforeText: one.before,
    afterText: one.after,
  })

  it('shows every case on both sides, however few bands there are', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(flow, { minLength: 1, selector: ({ before, after }) => before + after }),
        fc.integer({ min: 1, max: 6 }),
        (flows, most) => {
          const total = flows.reduce((sum, { cases }) => sum + cases, 0)
          const { left, right, ribbons } = flowPicture(flows.map(named), { most, other: 'other' })
          const sum = (list: readonly { readonly cases: number }[]) =>
            list.reduce((all, { cases }) => all + cases, 0)
          expect([sum(left), sum(right), sum(ribbons)]).toEqual([total, total, total])
        },
      ),
    )
  })
})

describe('a file in parts', () => {
  it('loses no row and counts on from part to part', () => {
    fc.assert(
      fc.property(
        fc.array(fc.stringMatching(/^[a-z]{0,12}$/), { minLength: 1, maxLength: 40 }),
        fc.integer({ min: 20, max: 80 }),
        (lines, most) => {
          const parts = partsOfCsv(['head', ...lines].join('\n'), most)
          const rows = parts.flatMap(({ csv, firstRow }) =>
            csv
              .split('\n')
              .slice(1)
              .map((line, at) => [firstRow + at, line]),
          )
          expect(rows).toEqual(lines.map((line, at) => [at + 2, line]))
          expect(parts.every(({ csv }) => csv.startsWith('head'))).toBe(true)
        },
      ),
    )
  })
})

it('a cell that a spreadsheet would run is kept from it', () => {
  expect(csvOf([['=1+1', 'a,b', 'ж']])).toBe(`'=1+1,"a,b",ж`)
})

it('a day in the address that no calendar has is today', () => {
  expect(dayOfSearch({ on: '2026-02-31' }, '2026-11-23')).toBe('2026-11-23')
  expect(dayOfSearch({ on: '2024-06-16' }, '2026-11-23')).toBe('2024-06-16')
})

it('reasons keep every line', () => {
  const line = (depth: number) => ({
    depth,
    join: null,
    text: { kk: '', ru: '', en: '' },
    holds: 'yes' as const,
    fact: null,
  })
  const count = (nodes: ReturnType<typeof reasonTree>): number =>
    nodes.reduce((all, { parts }) => all + 1 + count(parts), 0)
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 12 })), (depths) => {
      expect(count(reasonTree(depths.map(line)))).toBe(depths.length)
    }),
  )
})
