import type { ReportContent } from '@umai/contract'
import { describe, expect, it } from 'vitest'
import {
  changedFields,
  disputedFields,
  formsTogether,
  type ReportField,
  reportFields,
  together,
  valueAt,
} from './changes.ts'
import { emptyReport, fromDraft, type ReportTyped, toDraft, toReport } from './model.ts'

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

const empty = emptyReport('kk', 'phone-111')

/** A form in which every field says something, whole or half typed. */
const said: ReportTyped = {
  ...empty,
  channel: 'chat',
  speakerKind: 'witness',
  speakerName: 'Көрші',
  speakerPhone: '8701',
  language: 'ru',
  narrative: 'Айқай естілді',
  onText: '3.1',
  timeText: '7:',
  kato: '750000000',
  address: 'Абай 5',
  affected: {
    name: 'Айгерім',
    sex: 'female',
    birthDate: null,
    birthText: '12.05.19',
    age: '3x',
    phone: '+77010000001',
    iin: '9205014',
  },
  alleged: {
    name: 'Дәурен',
    sex: 'male',
    birthDate: '1988-02-01',
    birthText: '',
    age: '38',
    phone: '870',
    iin: '880201300001',
    relation: 'spouse',
  },
  children: [{ ...empty.affected, name: 'Алия', iin: '15' }],
  danger: { now: 'yes', weapon: 'no', injury: 'yes', allegedPresent: 'no' },
  mayContact: 'no',
  safePhone: '+7 70',
  safeWhen: 'кешке',
}

describe('a draft that two windows wrote at once', () => {
  it.each(reportFields)('keeps %s of the one and the rest of the other', (field) => {
    const before = toDraft(empty)
    const only = (left: readonly ReportField[]) =>
      formsTogether({
        before,
        yours: said,
        theirs: before,
        chosen: new Map(left.map((one) => [one, 'theirs'])),
        lang: 'kk',
      })
    // This one was written here, every other in the other window.
    const yours = only(reportFields.filter((one) => one !== field))
    const others = only([field])
    expect(changedFields(before, toDraft(yours))).toEqual([field])
    expect(disputedFields(before, toDraft(yours), toDraft(others))).toEqual([])
    expect(
      toDraft(
        formsTogether({ before, yours, theirs: toDraft(others), chosen: new Map(), lang: 'kk' }),
      ),
    ).toEqual(toDraft(said))
  })

  it.each(['yours', 'theirs'] as const)(
    'keeps the half typed IIN of %s where it was chosen',
    (side) => {
      const yours = { ...said, affected: { ...said.affected, iin: '92050140' } }
      const theirs = toDraft({ ...said, affected: { ...said.affected, iin: '9205014999' } })
      expect(disputedFields(toDraft(said), toDraft(yours), theirs)).toEqual(['affected/iin'])
      const both = formsTogether({
        before: toDraft(said),
        yours,
        theirs,
        chosen: new Map([['affected/iin', side]]),
        lang: 'kk',
      })
      expect(both.affected.iin).toBe(
        side === 'yours' ? yours.affected.iin : fromDraft(theirs, 'kk').affected.iin,
      )
    },
  )
})
