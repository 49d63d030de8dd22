import { agencyKinds } from '@umai/contract'
import { describe, expect, it } from 'vitest'
import { emptyReport, fromDraft, parsePhone, toDraft, toReport, usualChannel } from './model.ts'

describe('a phone as people say it', () => {
  it.each([
    ['8 701 000 00 00', '+77010000000'],
    ['+7 (701) 000-00-00', '+77010000000'],
    ['701 000 00 00', '+77010000000'],
    ['+49 30 1234567', '+49301234567'],
  ])('%s becomes %s', (typed, phone) => {
    expect(parsePhone(typed)).toBe(phone)
  })

  it.each(['701', 'жоқ', '', '8701'])('%s is none yet', (typed) => {
    expect(parsePhone(typed)).toBeNull()
  })
})

const spoken = {
  ...emptyReport('kk', 'phone-111'),
  speakerKind: 'affected' as const,
  narrative: 'Күйеуі ұрды',
  kato: '750000000',
}

describe('a report', () => {
  it('can be recorded once speaker, words and place are there', () => {
    expect(toReport(spoken)).toMatchObject({ narrative: 'Күйеуі ұрды' })
    expect(toReport({ ...spoken, kato: null })).toBeNull()
    expect(toReport({ ...spoken, speakerKind: null })).toBeNull()
    expect(toReport({ ...spoken, narrative: '  ' })).toBeNull()
  })

  it('says of a danger nobody asked about that it is not known', () => {
    expect(toReport(spoken)?.danger.weapon).toBe('unknown')
  })

  it('keeps as a draft what is known, and what is half typed apart', () => {
    const draft = toDraft({ ...spoken, speakerPhone: '8701', narrative: '' })

    expect(draft.speaker?.phone).toBeNull()
    expect(draft).not.toHaveProperty('narrative')
  })

  it('comes back from its draft as it was', () => {
    const typed = { ...spoken, affected: { ...spoken.affected, name: 'Айгерім', age: '34' } }

    expect(fromDraft(toDraft(typed), 'ru')).toEqual(typed)
  })

  it('comes back from its draft with every half typed number, day and time as it stood', () => {
    const half = {
      ...spoken.affected,
      birthText: '12.05.19',
      age: '34',
      phone: '8 701 00',
      iin: '9205014',
    }
    const typed = {
      ...spoken,
      speakerKind: null,
      speakerName: 'Көрші',
      speakerPhone: '8701',
      onText: '3.1',
      timeText: '7:',
      kato: null,
      address: 'Абай 5',
      safePhone: '+7 70',
      affected: half,
      alleged: { ...half, relation: 'spouse' as const },
      children: [spoken.affected, { ...spoken.affected, age: '150' }],
    }

    expect(fromDraft(toDraft(typed), 'kk')).toEqual(typed)
  })

  it('is recorded without what is half typed', () => {
    const typed = { ...spoken, affected: { ...spoken.affected, iin: '9205014' } }

    expect(toReport(typed)?.affected.iin).toBeNull()
    expect(toReport(typed)).not.toHaveProperty('halfTyped')
  })

  it('leaves out a child of whom nothing is known', () => {
    const child = { ...spoken.affected, age: '9' }

    expect(toReport({ ...spoken, children: [child, spoken.affected] })?.children).toHaveLength(1)
  })
})

describe('the channel a report begins with', () => {
  it('is that of the agency: a school is no hotline, and only the hotline owes what a call to 111 makes it owe', () => {
    expect(agencyKinds.filter((kind) => usualChannel(kind) === 'phone-111')).toEqual([
      'contact-centre',
    ])
    expect(usualChannel('school')).toBe('school')
    expect(usualChannel('health')).toBe('health')
  })
})
