import type { PlainDate } from '@umai/words'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { caseReader, countCaseload, isCountable, makeUpCaseload, splitCsvLine } from './caseload.ts'
import { law } from './index.ts'

test('the same seed makes up the same cases', () => {
  const draw = () => [...makeUpCaseload(law, ['harm', 'victimAge', 'hate'], { count: 50, seed: 7 })]

  expect(draw()).toEqual(draw())
})

test('a line of CSV comes back as the cells it was made of', () => {
  const cell = fc.string().filter((text) => !/[\r\n]/.test(text))
  fc.assert(
    fc.property(fc.array(cell, { minLength: 1 }), (cells) => {
      const line = cells.map((text) => `"${text.replaceAll('"', '""')}"`).join(',')

      expect(splitCsvLine(line)).toEqual(cells)
    }),
  )
})

test('a first line with a name that is no fact is refused with the nearest one', () => {
  expect(() => caseReader(law)('harm,intentionel')).toThrow('did you mean intentional?')
})

test('a question with too many answers is known beforehand, and refused by name when it is counted', () => {
  const on = '2026-11-01' as PlainDate

  expect(isCountable(law, 'liability', on)).toBe(true)
  expect(isCountable(law, 'child-liability', on)).toBe(false)
  expect(() => countCaseload(law, 'child-liability', on, on)).toThrow('choose another question')
})
