import { law } from '@umai/law'
import { allDuties } from '@umai/rules'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  bearers,
  type CaseUnit,
  type DerivedDuty,
  deriveDuties,
  placeDuty,
  withoutDoubles,
} from './model.ts'

const unit = (agencyKind: string, changes: Partial<CaseUnit> = {}): CaseUnit => ({
  unitId: agencyKind,
  agencyKind,
  userId: `${agencyKind}-worker`,
  isOwner: false,
  isOverseer: false,
  ...changes,
})
const police = unit('police', { isOwner: true })
const prosecutor = unit('prosecutor', { isOverseer: true, userId: null })

describe('nobody drops a duty', () => {
  const owed = [...allDuties(law)].map(({ rule }) => rule).filter(({ kind }) => kind === 'duty')

  test('every bearer that the pack names has a desk, or is known to be outside', () => {
    const unknown = [...new Set(owed.map(({ bearer }) => bearer))].filter(
      (bearer) => !(bearer in bearers),
    )

    expect(unknown).toEqual([])
    expect(Object.keys(bearers).filter((bearer) => !(bearer in law.roles))).toEqual([])
  })

  test('whatever the law lays on whomever, some desk of the case shows it', () => {
    const kinds = [
      'police',
      'court',
      'school',
      'health',
      'family-support-centre',
      'local-authority',
    ]
    fc.assert(
      fc.property(
        fc.constantFrom(...owed),
        fc.subarray(kinds),
        fc.constantFrom(...kinds),
        fc.boolean(),
        (rule, others, ownerKind, isOverseen) => {
          const units = [
            unit(ownerKind, { isOwner: true, unitId: 'owner' }),
            ...others.map((kind) => unit(kind)),
            ...(isOverseen ? [prosecutor] : []),
          ]
          const place = placeDuty({ bearer: rule.bearer, rule: rule.ref }, units)
          expect(place).toBeDefined()
          if (place?.desk === 'outside') expect(place.unitId).toBe('owner')
        },
      ),
    )
  })

  test.each([
    ['police', [police], { desk: 'worker', unitId: 'police', userId: 'police-worker' }],
    ['police-deputy-head', [police], { desk: 'head', unitId: 'police', userId: null }],
    ['prosecutor', [police, prosecutor], { desk: 'overseer', unitId: 'prosecutor', userId: null }],
    ['prosecutor', [police], { desk: 'outside', unitId: 'police', userId: null }],
    ['judge', [police], { desk: 'outside', unitId: 'police', userId: null }],
    ['judge', [police, unit('court')], { desk: 'worker', unitId: 'court', userId: 'court-worker' }],
    ['employer', [police, unit('court')], { desk: 'outside', unitId: 'police', userId: null }],
    ['family-centre', [police], { desk: 'outside', unitId: 'police', userId: null }],
  ])('what the %s owes lies where it belongs', (bearer, units, place) => {
    expect(placeDuty({ bearer, rule: 'x' }, units)).toEqual(place)
  })
})

describe('one act that two texts ask for', () => {
  const duty = (changes: Partial<DerivedDuty>, satisfiedBy: readonly string[]): DerivedDuty => ({
    rule: 'a',
    bearer: 'police',
    occurrence: 1,
    eventId: 'e',
    aboutId: null,
    startedAt: '2026-11-01T00:00:00.000Z',
    dueAt: '2026-11-08T00:00:00.000Z',
    state: 'open',
    endedAt: null,
    endedEventId: null,
    calls: [],
    statement: {
      what: { kk: 'a', ru: 'a', en: 'a' },
      citations: [],
      clock: null,
      satisfiedBy,
      startedBy: { kk: 'e', ru: 'e', en: 'e' },
      isUnsure: false,
    },
    ...changes,
  })
  const loose = duty({ rule: 'loose' }, ['order.checked', 'requirements.checked'])
  const strict = duty({ rule: 'strict' }, ['order.checked'])

  test('is one line, and the stricter of the two stays, in whichever order they come', () => {
    expect(withoutDoubles([loose, strict]).map(({ rule }) => rule)).toEqual(['strict'])
    expect(withoutDoubles([strict, loose]).map(({ rule }) => rule)).toEqual(['strict'])
  })

  test.each([
    ['another bearer', duty({ rule: 'b', bearer: 'school' }, ['order.checked'])],
    ['another time', duty({ rule: 'b', dueAt: '2026-11-09T00:00:00.000Z' }, ['order.checked'])],
    ['another event', duty({ rule: 'b', eventId: 'f' }, ['order.checked'])],
    ['another act', duty({ rule: 'b' }, ['register.entered'])],
    ['acts that only overlap', duty({ rule: 'b' }, ['order.checked', 'register.entered'])],
    ['no time', duty({ rule: 'b', dueAt: null }, ['order.checked'])],
  ])('stays two lines with %s', (why, other) => {
    const first = why === 'acts that only overlap' ? loose : strict

    expect(withoutDoubles([first, other])).toHaveLength(2)
  })
})

describe('the law of the day', () => {
  const after = (at: string, hours = 0) =>
    deriveDuties(
      [
        { id: '1', event: 'act.detected', at, about: undefined },
        { id: '2', event: 'order.issued', at, about: 'o' },
        { id: '3', event: 'order.served', at, about: 'o' },
      ],
      new Date(Date.parse(at) + hours * 3_600_000).toISOString(),
    )

  test('an order of 2025 owes the prosecutor a copy within 24 hours, and its miss carries a sanction', () => {
    const copy = after('2025-11-20T06:00:00.000Z').find(({ statement }) =>
      statement.satisfiedBy.includes('order.copied-to-prosecutor'),
    )

    expect(copy?.dueAt).toBe('2025-11-21T06:00:00.000Z')
    expect(copy?.calls.filter(({ to }) => to === 'overseer')[0]).toEqual({
      step: 'late-overseer-sanctioned',
      to: 'overseer',
      at: '2025-11-21T06:00:00.000Z',
    })
  })

  test('an order of 2026 owes none, but notices to other agencies within a day and a responsible officer', () => {
    const rules = after('2026-11-20T06:00:00.000Z')
    const satisfied = rules.flatMap(({ statement }) => statement.satisfiedBy)

    expect(satisfied).not.toContain('order.copied-to-prosecutor')
    expect(rules.find(({ rule }) => rule.endsWith('notify-subjects'))?.dueAt).toBe(
      '2026-11-21T06:00:00.000Z',
    )
    expect(satisfied).toContain('officer.appointed')
    expect(satisfied).toContain('order.copied-to-victim')
  })

  test('a call is never made before the duty began or to the overseer before it is late', () => {
    for (const on of ['2012-05-01', '2014-06-01', '2025-11-20', '2026-03-02', '2026-11-20'])
      for (const { calls, dueAt, startedAt } of after(`${on}T06:00:00.000Z`)) {
        expect(calls.every(({ at }) => at >= startedAt)).toBe(true)
        expect(calls.every(({ to, at }) => to === 'bearer' || at >= (dueAt ?? ''))).toBe(true)
        expect(calls.some(({ to }) => to === 'overseer')).toBe(dueAt !== null)
      }
  })
})
