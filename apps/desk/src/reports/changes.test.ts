import type { ReportContent } from '@umai/contract'
import { describe, expect, it } from 'vitest'
import { changedFields, disputedFields, reportFields, together, valueAt } from './changes.ts'
import { emptyReport, toReport } from './model.ts'

const before = toReport({
  ...emptyReport('kk', 'phone-111'),
  speakerKind: 'affected',
  narrative: 'Күйеуі ұрды',
  kato: '750000000',
}) as ReportContent

const yours = { ...before, narrative: 'Күйеуі пышақпен қорқытты' }
const theirs = {
  ...before,
  narrative: 'Күйеуі таяқпен ұрды',
  danger: { ...before.danger, now: 'yes' as const },
}

describe('two versions of a report', () => {
  it('are compared in every field that a report has', () => {
    const leaves = Object.entries(before).flatMap(([part, value]) =>
      typeof value === 'object' && !Array.isArray(value)
        ? Object.keys(value).map((name) => `${part}/${name}`)
        : [part],
    )
    expect([...reportFields].toSorted()).toEqual(leaves.toSorted())
  })

  it('differ where something else was said', () => {
    expect(changedFields(before, theirs)).toEqual(['narrative', 'danger/now'])
  })
})

describe('two who wrote at once', () => {
  it('dispute only what both changed, and differently', () => {
    expect(disputedFields(before, yours, theirs)).toEqual(['narrative'])
    expect(disputedFields(before, theirs, theirs)).toEqual([])
  })

  it.each([
    ['yours', yours.narrative],
    ['theirs', theirs.narrative],
  ] as const)(
    'keep %s where it was chosen, and what the other alone changed',
    (side, narrative) => {
      const both = together(before, yours, theirs, new Map([['narrative', side]]))

      expect(both.narrative).toBe(narrative)
      expect(valueAt(both, 'danger/now')).toBe('yes')
    },
  )
})
