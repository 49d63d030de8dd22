import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { impactOf, impactText } from './impact.ts'

const folder = mkdtempSync(join(tmpdir(), 'umai-impact-'))

function csv(name: string, lines: readonly string[]): string {
  const path = join(folder, `${name}.csv`)
  writeFileSync(path, lines.join('\n'))
  return path
}

const FACTS =
  'harm,intentional,relation,suffering,systematicBeating,disturbance,threatOfKilling,stalking,drivenToSuicide,suicideInduced,twoOrMoreVictims,victimDuty,victimHelpless,victimDependent,specialCruelty,group,hooligan,hate,repeatOffence,victimAge,victimAgeKnown,priorPenalties,offenderAge,offenderSex,childUnder14,disabilityGroup'
const battery =
  'pain,true,spouse,false,false,false,false,false,false,false,false,false,false,false,false,false,false,false,false,30,false,none,30,male,false,none'

test('battery of a spouse moves from the administrative to the criminal code', async () => {
  const result = await impactOf({
    decision: 'liability',
    from: '2024-06-15',
    to: '2024-06-16',
    caseload: csv('battery', [FACTS, battery, battery]),
  })

  expect(result.flows).toEqual([
    { before: 'kz/cao/73-2#p1-1', after: 'kz/cc/109-1#p1', cases: 2, exampleRow: 2 },
  ])
})

test('a faulty row is named and left out, the rest is counted', async () => {
  const result = await impactOf({
    decision: 'liability',
    from: '2024-06-15',
    to: '2024-06-16',
    caseload: csv('faulty', [FACTS, battery, battery.replace('pain', 'payn'), 'pain,true']),
  })

  expect(result.total).toBe(1)
  expect(impactText(result, 'en').split('\n').slice(-3)).toEqual([
    '2 rows could not be read and are not counted:',
    '  row 3: harm: “payn” was given, expected: one of none, pain, light, medium, grave, killed',
    '  row 4: has 2 cells, expected: 26 cells',
  ])
  expect(impactText(result, 'ru')).toContain('строка 4: ячеек 2, ожидалось: 26 ячеек')
})

test('a case that lacks what decides is counted as undecided, never guessed', async () => {
  const result = await impactOf({
    decision: 'statement',
    from: '2023-06-30',
    to: '2023-07-01',
    caseload: csv('open', ['administrativeCharge', 'cao-73', '']),
  })

  expect(result.flows.map(({ before, after }) => [before, after])).toEqual([
    ['required', 'not-required'],
  ])
})
