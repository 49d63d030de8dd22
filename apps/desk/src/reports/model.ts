// What is typed while somebody speaks, and what of it can be recorded. No drawing, no network.
import type {
  AgencyKind,
  Answer,
  PersonAsTold,
  Relation,
  ReportChannel,
  ReportContent,
  ReportDraftContent,
  SpeakerKind,
} from '@umai/contract'
import { type IinFault, iinFaultOf } from '@umai/linkage/iin'
import { type Lang, say } from '@umai/words'
import { relationNames } from './words.ts'

export const relationName = (relation: Relation, lang: Lang): string =>
  say(relationNames, lang)[relation]

/** A number as people say it: 8 701 …, +7 (701) …, 701 …; null where it is none. */
export const parsePhone = (typed: string): string | null => {
  const digits = typed.replace(/\D/g, '')
  const plus = typed.trim().startsWith('+')
  const whole =
    !plus && digits.length === 11 && digits.startsWith('8')
      ? `7${digits.slice(1)}`
      : !plus && digits.length === 10
        ? `7${digits}`
        : digits
  return /^[1-9]\d{7,14}$/.test(whole) && whole.length >= 11 ? `+${whole}` : null
}

/** What is wrong with an IIN as far as it is typed: a number still being typed is not too short yet. */
export const iinFaultWhile = (typed: string, hasLeft: boolean): IinFault | undefined => {
  if (typed.trim() === '') return undefined
  const fault = iinFaultOf(typed)
  return fault?.what === 'length' && fault.length < 12 && !hasLeft ? undefined : fault
}

export const parseIin = (typed: string): string | null => {
  const digits = typed.replace(/\s/g, '')
  return /^\d{12}$/.test(digits) ? digits : null
}

/** The form as it stands: texts as typed, so that half a number is not lost. */
export type PersonTyped = {
  readonly name: string
  readonly sex: 'female' | 'male' | 'unknown'
  readonly birthDate: string | null
  /** What stands in the field of a day or a time; of no account once it is one. */
  readonly birthText: string
  readonly age: string
  readonly phone: string
  readonly iin: string
}

export type ReportTyped = {
  readonly channel: ReportChannel
  readonly speakerKind: SpeakerKind | null
  readonly speakerName: string
  readonly speakerPhone: string
  readonly language: Lang
  readonly narrative: string
  readonly on: string | null
  readonly onText: string
  readonly time: string | null
  readonly timeText: string
  readonly kato: string | null
  readonly address: string
  readonly affected: PersonTyped
  readonly alleged: PersonTyped & { readonly relation: Relation }
  readonly children: readonly PersonTyped[]
  readonly danger: {
    readonly now: Answer
    readonly weapon: Answer
    readonly injury: Answer
    readonly allegedPresent: Answer
  }
  readonly mayContact: Answer
  readonly safePhone: string
  readonly safeWhen: string
}

export const nobody: PersonTyped = {
  name: '',
  sex: 'unknown',
  birthDate: null,
  birthText: '',
  age: '',
  phone: '',
  iin: '',
}

export const emptyReport = (lang: Lang, channel: ReportChannel): ReportTyped => ({
  channel,
  speakerKind: null,
  speakerName: '',
  speakerPhone: '',
  language: lang,
  narrative: '',
  on: null,
  onText: '',
  time: null,
  timeText: '',
  kato: null,
  address: '',
  affected: nobody,
  alleged: { ...nobody, relation: 'unknown' },
  children: [],
  // Nobody has asked yet, which is not the same as no.
  danger: { now: 'unknown', weapon: 'unknown', injury: 'unknown', allegedPresent: 'unknown' },
  mayContact: 'unknown',
  safePhone: '',
  safeWhen: '',
})

const orNull = (text: string): string | null => (text.trim() === '' ? null : text.trim())

export const ageOf = (typed: string): number | null => {
  const age = Number(typed)
  return typed.trim() !== '' && Number.isInteger(age) && age >= 0 && age <= 120 ? age : null
}

export const toldOf = (typed: PersonTyped): PersonAsTold => ({
  name: orNull(typed.name),
  sex: typed.sex,
  birthDate: typed.birthDate,
  age: ageOf(typed.age),
  phone: parsePhone(typed.phone),
  iin: parseIin(typed.iin),
})

const childrenOf = (typed: ReportTyped): PersonAsTold[] =>
  typed.children
    .map(toldOf)
    .filter((child) => child.name !== null || child.age !== null || child.birthDate !== null)

/** Numbers and days that are not whole yet, as they stand in the form, by the field they stand in. */
export const halfTypedOf = (typed: ReportTyped): Readonly<Record<string, string>> => {
  const ofPerson = (at: string, person: PersonTyped): [string, string, unknown][] => [
    [`${at}/birthDate`, person.birthText, person.birthDate],
    [`${at}/age`, person.age, ageOf(person.age)],
    [`${at}/phone`, person.phone, parsePhone(person.phone)],
    [`${at}/iin`, person.iin, parseIin(person.iin)],
  ]
  const fields: [string, string, unknown][] = [
    ['/occurred/on', typed.onText, typed.on],
    ['/occurred/time', typed.timeText, typed.time],
    ['/speaker/phone', typed.speakerPhone, parsePhone(typed.speakerPhone)],
    ['/safeContact/phone', typed.safePhone, parsePhone(typed.safePhone)],
    ...ofPerson('/affected', typed.affected),
    ...ofPerson('/alleged', typed.alleged),
    ...typed.children.flatMap((child, at) => ofPerson(`/children/${at}`, child)),
  ]
  return Object.fromEntries(
    fields
      .filter(([, text, parsed]) => text.trim() !== '' && parsed === null)
      .map(([field, text]) => [field, text]),
  )
}

/** What a draft has no field for yet: numbers that are not whole, and what was said before it is known by whom and where. */
const waitingOf = (typed: ReportTyped): Readonly<Record<string, string>> => ({
  ...(typed.speakerKind === null
    ? { '/speaker/name': typed.speakerName, '/speaker/phone': typed.speakerPhone }
    : {}),
  ...(typed.kato === null ? { '/place/address': typed.address } : {}),
  ...halfTypedOf(typed),
})

const notEmpty = (texts: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(texts).filter(([, text]) => text.trim() !== ''))

/** Everything typed so far: values where they are whole, the rest as it stands in the form. */
export const toDraft = (typed: ReportTyped): ReportDraftContent => ({
  channel: typed.channel,
  ...(typed.speakerKind === null
    ? {}
    : {
        speaker: {
          kind: typed.speakerKind,
          name: orNull(typed.speakerName),
          phone: parsePhone(typed.speakerPhone),
        },
      }),
  language: typed.language,
  ...(typed.narrative.trim() === '' ? {} : { narrative: typed.narrative }),
  occurred: { on: typed.on, time: typed.time },
  ...(typed.kato === null ? {} : { place: { kato: typed.kato, address: orNull(typed.address) } }),
  affected: toldOf(typed.affected),
  alleged: { ...toldOf(typed.alleged), relation: typed.alleged.relation },
  children: typed.children.map(toldOf),
  halfTyped: notEmpty(waitingOf(typed)),
  danger: typed.danger,
  safeContact: {
    mayContact: typed.mayContact,
    phone: parsePhone(typed.safePhone),
    when: orNull(typed.safeWhen),
  },
})

/** The report as it can be recorded for good; null while something it cannot do without is missing. */
export const toReport = (typed: ReportTyped): ReportContent | null => {
  const { speaker, narrative, place, halfTyped: _, ...rest } = toDraft(typed)
  if (!speaker || !narrative || !place) return null
  return { ...rest, children: childrenOf(typed), speaker, narrative, place } as ReportContent
}

const typedOf = (
  told: PersonAsTold | undefined,
  half: Readonly<Record<string, string>>,
  at: string,
): PersonTyped =>
  told === undefined
    ? nobody
    : {
        name: told.name ?? '',
        sex: told.sex,
        birthDate: told.birthDate,
        birthText: told.birthDate === null ? (half[`${at}/birthDate`] ?? '') : '',
        age: told.age === null ? (half[`${at}/age`] ?? '') : String(told.age),
        phone: told.phone ?? half[`${at}/phone`] ?? '',
        iin: told.iin ?? half[`${at}/iin`] ?? '',
      }

/** A draft that was kept, back in the form. */
export const fromDraft = (draft: ReportDraftContent, lang: Lang): ReportTyped => {
  const empty = emptyReport(draft.language ?? lang, draft.channel ?? 'phone-111')
  const half = draft.halfTyped ?? {}
  return {
    ...empty,
    speakerKind: draft.speaker?.kind ?? null,
    speakerName: draft.speaker?.name ?? half['/speaker/name'] ?? '',
    speakerPhone: draft.speaker?.phone ?? half['/speaker/phone'] ?? '',
    narrative: draft.narrative ?? '',
    on: draft.occurred?.on ?? null,
    onText: half['/occurred/on'] ?? '',
    time: draft.occurred?.time ?? null,
    timeText: half['/occurred/time'] ?? '',
    kato: draft.place?.kato ?? null,
    address: draft.place?.address ?? half['/place/address'] ?? '',
    affected: typedOf(draft.affected, half, '/affected'),
    alleged: {
      ...typedOf(draft.alleged, half, '/alleged'),
      relation: draft.alleged?.relation ?? 'unknown',
    },
    children: (draft.children ?? []).map((child, at) => typedOf(child, half, `/children/${at}`)),
    danger: draft.danger ?? empty.danger,
    mayContact: draft.safeContact?.mayContact ?? 'unknown',
    safePhone: draft.safeContact?.phone ?? half['/safeContact/phone'] ?? '',
    safeWhen: draft.safeContact?.when ?? '',
  }
}

/** How reports mostly reach an agency, so that its staff need not choose. */
const usualChannels: Readonly<Partial<Record<AgencyKind, ReportChannel>>> = {
  police: 'phone-102',
  'contact-centre': 'phone-111',
  school: 'school',
  health: 'health',
  'social-protection': 'social-work',
  'family-support-centre': 'social-work',
  'crisis-centre': 'social-work',
}

export const usualChannel = (agency: AgencyKind): ReportChannel =>
  usualChannels[agency] ?? 'in-person'
