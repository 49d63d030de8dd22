import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { evenScale, householdOf, placeFamily, rootScale } from './layout.ts'

const people = fc
  .uniqueArray(fc.integer({ min: 0, max: 30 }), { minLength: 1, maxLength: 12 })
  .chain((ids) =>
    fc.record({
      people: fc.constant(
        ids.map((id, at) => ({ id: String(id), isChild: at % 3 === 2, isCentre: at === 0 })),
      ),
      ties: fc.array(
        fc.record({
          from: fc.constantFrom(...ids).map(String),
          to: fc.constantFrom(...ids).map(String),
          livesTogether: fc.boolean(),
        }),
        { maxLength: 20 },
      ),
    }),
  )

describe('a family in a picture', () => {
  it('gives everybody a place of his own inside the picture', () => {
    fc.assert(
      fc.property(people, ({ people: shown, ties }) => {
        const { boxes, width, height } = placeFamily(shown, ties)
        expect(boxes.size).toBe(shown.length)
        expect(new Set([...boxes.values()].map(({ x, y }) => `${x} ${y}`)).size).toBe(boxes.size)
        for (const box of boxes.values()) {
          expect(box.x + box.width).toBeLessThanOrEqual(width)
          expect(box.y + box.height).toBeLessThanOrEqual(height)
        }
      }),
    )
  })

  it('draws the household round nobody who lives elsewhere', () => {
    fc.assert(
      fc.property(people, ({ people: shown, ties }) => {
        const { boxes, household } = placeFamily(shown, ties)
        if (household === null) return
        const members = householdOf(shown, ties)
        const rows = new Set([...members].map((id) => boxes.get(id)?.y))
        for (const [id, box] of boxes) {
          const isInside =
            box.x >= household.x &&
            box.x + box.width <= household.x + household.width &&
            box.y >= household.y &&
            box.y + box.height <= household.y + household.height
          // A shorter row leaves room in the rectangle; within the longest row it holds members alone.
          const ownRow = [...boxes].filter(([, other]) => other.y === box.y).map(([one]) => one)
          const longest = Math.max(
            ...[...rows].map(
              (y) => [...members].filter((member) => boxes.get(member)?.y === y).length,
            ),
          )
          if (isInside && ownRow.filter((one) => members.has(one)).length === longest)
            expect(members.has(id)).toBe(true)
        }
      }),
    )
  })

  it('knows of no household where nobody is said to live with the one in the centre', () => {
    const shown = [
      { id: 'a', isChild: false, isCentre: true },
      { id: 'b', isChild: false, isCentre: false },
    ]
    expect(householdOf(shown, [{ from: 'a', to: 'b', livesTogether: false }]).size).toBe(0)
    expect(householdOf(shown, [{ from: 'b', to: 'a', livesTogether: true }])).toEqual(
      new Set(['a', 'b']),
    )
  })
})

describe('scales', () => {
  const moments = fc.array(fc.integer({ min: -1e10, max: 1e10 }), { minLength: 1, maxLength: 12 })

  it.each([
    ['the root scale', (all: readonly number[]) => rootScale(0, all)],
    ['the even scale', (all: readonly number[]) => evenScale(all)],
  ])('%s keeps the order and stays between nought and one', (_, make) => {
    fc.assert(
      fc.property(moments, (all) => {
        const scale = make(all)
        const places = [...all].sort((a, b) => a - b).map(scale)
        for (const [at, place] of places.entries()) {
          expect(place).toBeGreaterThanOrEqual(0)
          expect(place).toBeLessThanOrEqual(1)
          expect(place).toBeGreaterThanOrEqual(places[at - 1] ?? 0)
        }
      }),
    )
  })
})
