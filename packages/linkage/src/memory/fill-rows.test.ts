import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fillRows } from './fill-rows.ts'

test('rows of records, filled range by range, hold what each column says of each record', () => {
  const column = fc.record({
    of: fc.array(fc.integer({ min: -1, max: 4 }), { minLength: 9, maxLength: 9 }),
    coded: fc.boolean(),
  })
  fc.assert(
    fc.property(
      fc.array(column, { minLength: 1, maxLength: 4 }),
      fc.integer({ min: 0, max: 9 }),
      (columns, middle) => {
        const codes = Int32Array.of(10, 20, 30, 40, 50)
        const into = new Int32Array(9 * columns.length)
        const given = columns.map(({ of, coded }) => ({
          of: Int32Array.from(of),
          ...(coded ? { codes } : {}),
        }))
        fillRows({ into, columns: given, from: middle, to: 9 })
        fillRows({ into, columns: given, from: 0, to: middle })

        expect([...into]).toEqual(
          Array.from({ length: 9 }, (_, record) =>
            columns.map(({ of, coded }) => {
              const value = of[record] ?? -1
              return coded ? (codes[value] ?? 0) : value
            }),
          ).flat(),
        )
      },
    ),
  )
})
