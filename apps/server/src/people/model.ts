// People as far as they are known: names in three scripts folded to one key, ages, likeness, and whether
// it is safe to make contact at a given moment. Pure.
import { isDeepStrictEqual } from 'node:util'
import type {
  CaseRole,
  Person,
  PersonNameForm,
  PersonRelation,
  SafeContact,
  SafeContactNow,
  Script,
} from '@umai/contract'
import { nameTokens } from '@umai/linkage/names'
import { blindIndex, type Keys } from '@umai/platform'
import {
  addDays,
  addMs,
  dayOf,
  type Instant,
  type PlainDate,
  startOfDay,
  wallTimeOf,
  weekdayOf,
} from '@umai/words'

/** What a number is found by without being readable; the same for parties, mentions and members of staff. */
export function blindOf(keys: Keys, kind: 'iin' | 'phone' | 'name', value: string): Buffer {
  const normalised =
    kind === 'name' ? nameTokens(value).toSorted().join(' ') : value.replace(/\D/g, '')
  return blindIndex(keys.index, kind, normalised)
}

const kazakhLetters = /[әғқңөұүһі]/i
const patronymic =
  /(ұлы|қызы|улы|кызы|ович|евич|овна|евна|ична|uly|kyzy|qyzy|ovich|evich|ovna|evna)$/i
const surname = /(ов|ова|ев|ева|ин|ина|ский|ская|ко|ov|ova|ev|eva|in|ina|sky|skaya)$/i

export function scriptOf(text: string): Script {
  if (/\p{Script=Latin}/u.test(text)) return 'latin'
  return kazakhLetters.test(text) ? 'kazakh' : 'russian'
}

/**
 * A name as it was told, taken apart as far as its endings allow. What cannot be known is left as it was
 * said and corrected from a document later.
 */
export function nameFromTold(told: string): PersonNameForm {
  const words = told.trim().split(/\s+/)
  const fatherly = words.length > 1 ? words.find((word) => patronymic.test(word)) : undefined
  const others = words.filter((word) => word !== fatherly)
  const marked = others.find((word) => surname.test(word))
  const family = marked ?? (fatherly === undefined ? others.at(-1) : others[0]) ?? told
  const given = others.filter((word) => word !== family).join(' ')
  return {
    script: scriptOf(told),
    family,
    given: given === '' ? null : given,
    patronymic: fatherly ?? null,
  }
}

/** A name as it is shown in lists: given name first. */
export function displayName(name: Pick<PersonNameForm, 'family' | 'given'>): string {
  return name.given === null ? name.family : `${name.given} ${name.family}`
}

/** The name a paper of a language bears: its own spelling where known, else any. */
export function nameIn(names: readonly PersonNameForm[], lang: 'kk' | 'ru'): string {
  const wanted: readonly Script[] =
    lang === 'kk' ? ['kazakh', 'russian', 'latin'] : ['russian', 'kazakh', 'latin']
  const name = wanted.map((script) => names.find((form) => form.script === script)).find(Boolean)
  if (name === undefined) return ''
  return [name.family, name.given, name.patronymic].filter((part) => part !== null).join(' ')
}

/** Full years on a day. */
export function ageOn(birthDate: PlainDate, day: PlainDate): number {
  const years = Number(day.slice(0, 4)) - Number(birthDate.slice(0, 4))
  return day.slice(5) < birthDate.slice(5) ? years - 1 : years
}

/** Names of the fields that both know and that say different things; a field left out is not touched. */
export function changedFields(yours: object, theirs: object): readonly string[] {
  const known = new Map<string, unknown>(Object.entries(theirs))
  return Object.entries(yours)
    .filter(([field, value]) => value !== undefined && known.has(field))
    .filter(([field, value]) => !isDeepStrictEqual(value, known.get(field)))
    .map(([field]) => field)
}

/** Days after which "this is safe" has to be asked again. */
export const safeContactDays = 14

type SafeNow = Readonly<{
  isSafeNow: boolean
  whyNot:
    | 'unknown'
    | 'refused'
    | 'person-starts'
    | 'outside-window'
    | 'expired'
    | 'no-channel'
    | null
  nextWindowAt: Instant | null
}>

/** Whether one may make contact now. Everything that is not plainly allowed is a no. */
export function isSafeToContact(profile: SafeContact, goodUntil: Instant, now: Instant): SafeNow {
  const no = (whyNot: SafeNow['whyNot'], nextWindowAt: Instant | null = null): SafeNow => ({
    isSafeNow: false,
    whyNot,
    nextWindowAt,
  })
  if (profile.mayContact === 'unknown') return no('unknown')
  if (profile.mayContact === 'no' || profile.whoStarts === 'nobody') return no('refused')
  if (profile.whoStarts === 'person') return no('person-starts')
  if (profile.channel === 'none') return no('no-channel')
  if (now >= goodUntil) return no('expired')
  if (profile.windows.length === 0) return no('outside-window')
  if (profile.windows.some((window) => isInside(window, now)))
    return { isSafeNow: true, whyNot: null, nextWindowAt: null }
  const next = nextWindow(profile, now)
  return no('outside-window', next !== null && next < goodUntil ? next : null)
}

type Confirmed = Readonly<{ confirmedAt: Instant; goodUntil: Instant; doubtedAt: Instant | null }>

/** Where two records came to be one after somebody confirmed how to reach her, that is asked again before anybody calls. */
export const contactGoodUntil = ({ confirmedAt, goodUntil, doubtedAt }: Confirmed): Instant =>
  doubtedAt === null || confirmedAt > doubtedAt || goodUntil < doubtedAt ? goodUntil : doubtedAt

/** Of what is known of safe contact with one person, the most cautious: a no before a yes, and the earlier end. */
export const mostCautious = (known: readonly SafeContactNow[]): SafeContactNow | null => {
  const order = ['refused', 'person-starts', 'unknown', 'no-channel', 'expired', 'outside-window']
  const rank = ({ whyNot }: SafeContactNow) =>
    whyNot === null ? order.length : order.indexOf(whyNot)
  return (
    known.toSorted((a, b) => rank(a) - rank(b) || (a.goodUntil < b.goodUntil ? -1 : 1))[0] ?? null
  )
}

type Window = SafeContact['windows'][number]

function isInside(window: Window, now: Instant): boolean {
  const { day, hour, minute } = wallTimeOf(now)
  const clock = `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`
  return window.days.includes(weekdayOf(day)) && window.from <= clock && clock < window.to
}

function nextWindow(profile: SafeContact, now: Instant): Instant | null {
  const { day } = wallTimeOf(now)
  const starts = Array.from({ length: 8 }, (_, ahead) => addDays(day, ahead)).flatMap((later) =>
    profile.windows
      .filter((window) => window.from < window.to && window.days.includes(weekdayOf(later)))
      .map((window) => atClock(later, window.from)),
  )
  return starts.filter((start) => start > now).toSorted()[0] ?? null
}

function atClock(day: PlainDate, clock: string): Instant {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number)
  return addMs(startOfDay(day), (hours * 60 + minutes) * 60_000)
}

type NamesById = ReadonlyMap<string, readonly PersonNameForm[]>
type InCase = Readonly<{
  personId: string
  id: string
  number: string
  role: CaseRole
  isOpen: boolean
}>

const shownName = (names: NamesById, id: string): string => {
  const [first] = names.get(id) ?? []
  return first === undefined ? '' : displayName(first)
}

type FoundAround = Readonly<{
  names: NamesById
  cases: readonly InCase[]
  births: ReadonlyMap<string, PlainDate | null>
}>

/** One line of a search for people. */
export const toFound = (id: string, { names, cases, births }: FoundAround) => {
  const birthDate = births.get(id) ?? null
  return {
    id,
    name: shownName(names, id),
    birthYear: birthDate === null ? null : Number(birthDate.slice(0, 4)),
    cases: cases
      .filter(({ personId }) => personId === id)
      .map(({ id: caseId, number, role }) => ({ id: caseId, number, role })),
  }
}

type StoredSafeContact = Readonly<{
  profile: SafeContact
  confirmedAt: Instant
  confirmedBy: Readonly<{ id: string; name: string }>
  goodUntil: Instant
}>

export const toSafeContactNow = (stored: StoredSafeContact, now: Instant): SafeContactNow => ({
  profile: stored.profile,
  confirmedAt: stored.confirmedAt,
  confirmedBy: { ...stored.confirmedBy },
  goodUntil: stored.goodUntil,
  ...isSafeToContact(stored.profile, stored.goodUntil, now),
})

/** One record of a person, with all that is known by it. */
type PartOfPerson = Readonly<{
  person: StoredPerson
  identifiers: readonly Readonly<{ kind: 'iin' | 'phone'; value: string }>[]
  safeContact: StoredSafeContact | undefined
}>

type PersonAround = Readonly<{
  names: NamesById
  formerNames: Readonly<Person['formerNames']>
  cases: readonly InCase[]
  relations: readonly Readonly<{
    relative_id: string
    relation: PersonRelation['relation']
    lives_together: PersonRelation['livesTogether']
    since: PlainDate | null
  }>[]
  merges: Person['merges']
  /** From which record a value is shown, where a steward chose. */
  chosen: Readonly<Partial<Record<'name' | 'birthDate' | 'sex' | 'language', string>>>
  now: Instant
}>

type StoredPerson = Readonly<{
  id: string
  sex: Person['sex']
  birth_date: PlainDate | null
  language: Person['language']
  has_protected_address: boolean
  version: number
}>

/**
 * A person as the page shows it, from all records that are merged and that one sees; of numbers only the ending, of a
 * protected address only that there is one.
 */
export const toPerson = (
  first: PartOfPerson,
  others: readonly PartOfPerson[],
  around: PersonAround,
): Person => {
  const parts = [first, ...others]
  const inOrder = (field: 'name' | 'birthDate' | 'sex' | 'language') =>
    parts.toSorted(
      (a, b) =>
        Number(b.person.id === around.chosen[field]) - Number(a.person.id === around.chosen[field]),
    )
  const identifiers = parts.flatMap((part) => part.identifiers)
  const iin = identifiers.find(({ kind }) => kind === 'iin')
  const birthDate =
    inOrder('birthDate').find(({ person }) => person.birth_date !== null)?.person.birth_date ?? null
  const names = inOrder('name').flatMap(({ person }) => around.names.get(person.id) ?? [])
  const phones = new Set(
    identifiers.filter(({ kind }) => kind === 'phone').map(({ value }) => value),
  )
  return {
    id: first.person.id,
    names: [...new Map(names.map((name) => [JSON.stringify(name), name])).values()],
    formerNames: [...around.formerNames],
    sex: inOrder('sex').find(({ person }) => person.sex !== 'unknown')?.person.sex ?? 'unknown',
    birthDate,
    age: birthDate === null ? null : ageOn(birthDate, dayOf(around.now)),
    language:
      inOrder('language').find(({ person }) => person.language !== null)?.person.language ?? null,
    iinEnding: iin === undefined ? null : iin.value.slice(-4),
    phones: [...phones].map((value) => ({ ending: value.slice(-4) })),
    hasProtectedAddress: parts.some(({ person }) => person.has_protected_address),
    safeContact: mostCautious(
      parts.flatMap(({ safeContact }) =>
        safeContact === undefined ? [] : [toSafeContactNow(safeContact, around.now)],
      ),
    ),
    cases: around.cases.map(({ id, number, role, isOpen }) => ({ id, number, role, isOpen })),
    relations: around.relations.map((other) => ({
      personId: other.relative_id,
      name: shownName(around.names, other.relative_id),
      relation: other.relation,
      livesTogether: other.lives_together,
      since: other.since,
    })),
    merges: [...around.merges],
    version: first.person.version,
  }
}
