import { describe, expect, test } from 'vitest'
import { generateFamilies } from './families.ts'
import { isSampleIin } from './iin.ts'
import { listPastReports } from './past-reports.ts'
import { isSamplePhone } from './phone.ts'

const families = [...generateFamilies({ seed: 'reports', people: 20_000 })]
const reports = families.flatMap((family) =>
  listPastReports(family, { seed: 'reports' }).map((report) => ({ family, report })),
)

describe('listPastReports', () => {
  test('some families have reports, a few have several, and the same seed gives the same ones', () => {
    const perFamily = new Map<string, number>()
    for (const { family } of reports) perFamily.set(family.id, (perFamily.get(family.id) ?? 0) + 1)

    expect(perFamily.size / families.length).toBeGreaterThan(0.02)
    expect(perFamily.size / families.length).toBeLessThan(0.08)
    expect([...perFamily.values()].some((count) => count >= 3)).toBe(true)
    const [first] = families.filter((family) => perFamily.has(family.id))
    if (first === undefined) throw new Error('No family has a report.')
    expect(listPastReports(first, { seed: 'reports' })).toEqual(
      listPastReports(first, { seed: 'reports' }),
    )
  })

  test('everybody spoken of belongs to the family and was born by then', () => {
    for (const { family, report } of reports) {
      for (const id of [report.affectedId, report.allegedId, ...report.childIds]) {
        const person = family.people.find((candidate) => candidate.id === id)
        expect(person).toBeDefined()
        expect((person?.bornOn ?? '') < report.receivedAt.slice(0, 10)).toBe(true)
      }
      expect(report.affectedId).not.toBe(report.allegedId)
      expect(report.receivedAt < '2026-11-01').toBe(true)
    }
  })

  test('numbers and telephones told are nobody’s', () => {
    for (const { report } of reports) {
      const { affected, alleged, children, speaker } = report.content
      for (const { iin, phone } of [affected, alleged, ...children]) {
        if (iin !== null) expect(isSampleIin(iin)).toBe(true)
        if (phone !== null) expect(isSamplePhone(phone)).toBe(true)
      }
      if (speaker.phone !== null) expect(isSamplePhone(speaker.phone)).toBe(true)
    }
  })

  test('women, children and old people are spoken of, in both languages and by all kinds of speakers', () => {
    const relations = new Set(reports.map(({ report }) => report.content.alleged.relation))
    const speakers = new Set(reports.map(({ report }) => report.content.speaker.kind))
    const languages = new Set(reports.map(({ report }) => report.content.language))

    expect([...relations].sort()).toEqual(['child', 'former-spouse', 'parent', 'partner', 'spouse'])
    expect([...speakers].sort()).toEqual(['affected', 'professional', 'relative', 'witness'])
    expect([...languages].sort()).toEqual(['kk', 'ru'])
  })
})
