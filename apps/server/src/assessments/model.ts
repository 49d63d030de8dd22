// An instrument as the desk shows it, and what an assessment says. The level comes from the instrument's rules.
import type { Assessment, RiskLevel, Instrument as ShownInstrument } from '@umai/contract'
import {
  type Answer,
  answers as answerValues,
  digestOf,
  findInstrument,
  type Instrument,
  instruments,
  reassessmentHours,
  score,
  slots,
} from '@umai/instruments'
import { addHours, type Instant, inEachLanguage, say, type Text } from '@umai/words'
import { assessmentWords } from './words.ts'

type Word =
  | 'yes'
  | 'no'
  | 'unknown'
  | 'declined'
  | 'noPermission'
  | 'notForRole'
  | 'reassessStart'
  | 'reassessDuty'
  | 'reassessEvent'
export const wordText = (word: Word): Text =>
  inEachLanguage((lang) => say(assessmentWords, lang)[word])

/** An instrument may be meant for some roles only; a slot is for nobody. */
const whyNot = (
  of: Instrument,
  roles: ReadonlySet<string>,
): 'noPermission' | 'notForRole' | null => {
  if (of.status !== 'active' && of.status !== 'pilot') return 'noPermission'
  return of.assessors.length === 0 || of.assessors.some((role) => roles.has(role))
    ? null
    : 'notForRole'
}

/** What may be used here: what comes with Umai, what a licence opened, and the slots that are still closed. */
const known = (opened: readonly Instrument[]): readonly Instrument[] => [
  ...instruments,
  ...slots.map((slot) => opened.find(({ id }) => id === slot.id) ?? slot),
]

const toShown = (instrument: Instrument, roles: ReadonlySet<string>): ShownInstrument => {
  const why = whyNot(instrument, roles)
  const source = instrument.rights.attribution ?? instrument.rights.holder
  return {
    id: instrument.id,
    version: instrument.version,
    hash: digestOf(instrument),
    status: why === null ? 'active' : 'disabled',
    whyDisabled: why === null ? null : wordText(why),
    name: instrument.title,
    purpose: instrument.title,
    source: { kk: source, ru: source, en: source },
    askAlone: instrument.askAlone,
    items: instrument.items.map((item) => ({
      id: item.id,
      text: item.text,
      help: item.hint ?? null,
      weight: null,
      answers: answerValues.map((value) => ({ value, label: wordText(value) })),
    })),
  }
}

export const shownInstruments = (
  opened: readonly Instrument[],
  roles: ReadonlySet<string>,
): ShownInstrument[] => known(opened).map((one) => toShown(one, roles))

export type Found =
  | { readonly kind: 'found'; readonly instrument: Instrument }
  | { readonly kind: 'instrument-unknown' | 'instrument-disabled' | 'instrument-changed' }

/** The instrument somebody answered, if it may be used and is still the one that was shown. */
export const instrumentFor = (
  { id, hash }: Readonly<{ id: string; hash: string }>,
  opened: readonly Instrument[],
  roles: ReadonlySet<string>,
): Found => {
  const instrument = known(opened).find((one) => one.id === id)
  if (instrument === undefined) return { kind: 'instrument-unknown' }
  if (whyNot(instrument, roles) !== null) return { kind: 'instrument-disabled' }
  return digestOf(instrument) === hash
    ? { kind: 'found', instrument }
    : { kind: 'instrument-changed' }
}

type Given = readonly Readonly<{ item: string; answer: string }>[]

/** Answers by item, or null where one is of no item or no answer of the instrument. */
export const readAnswers = (
  instrument: Instrument,
  given: Given,
): Readonly<Record<string, Answer>> | null => {
  const known = new Set(instrument.items.map(({ id }) => id))
  const isFit = given.every(
    ({ item, answer }) => known.has(item) && answerValues.some((value) => value === answer),
  )
  return isFit
    ? (Object.fromEntries(given.map(({ item, answer }) => [item, answer])) as Record<
        string,
        Answer
      >)
    : null
}

export type Scored = Readonly<{
  computed: 'indeterminate' | 'routine' | 'raised' | 'high'
  rules: readonly Text[]
  level: RiskLevel
}>

export const scoreOf = (
  instrument: Instrument,
  answers: Readonly<Record<string, Answer>>,
): Scored => {
  const { level, fired } = score(instrument, answers)
  return {
    computed: level === 'undetermined' ? 'indeterminate' : level,
    rules: fired.map(({ text }) => text),
    level: level === 'undetermined' ? 'not-assessed' : level,
  }
}

/** When the level has to be looked at again; what could not be determined is treated as the gravest. */
export const reassessBy = (level: RiskLevel, from: Instant): Instant =>
  addHours(from, reassessmentHours[level === 'not-assessed' ? 'undetermined' : level])

/** Hours within which the risk is looked at again after an order was served or broken, or a new report came. */
export const soonHours = 24

/** A clock in hours where it is short, in days where it is long. */
export const clockUntil = (
  from: Instant,
  until: Instant,
): Readonly<{ amount: number; unit: 'hours' | 'days' }> => {
  const hours = Math.round((Date.parse(until) - Date.parse(from)) / 3_600_000)
  return hours <= 72 ? { amount: hours, unit: 'hours' } : { amount: hours / 24, unit: 'days' }
}

export type AssessmentContent = Readonly<{
  answers: Assessment['answers']
  rules: readonly Text[]
  reason: string | null
  /** The name of the instrument then; a licence may have ended since. */
  title?: Text
}>

export type StoredAssessment = Readonly<{
  id: string
  case_id: string
  person_id: string | null
  instrument: string
  version: string
  digest: string
  content: AssessmentContent
  computed: Assessment['computed']
  level: RiskLevel
  wanted_level: 'routine' | 'raised' | 'high' | null
  is_waiting: boolean
  confirmed_by: string | null
  confirmed_by_name: string | null
  alone: 'yes' | 'no' | 'unknown'
  lang: 'kk' | 'ru' | 'en'
  assessed_by: string
  assessed_by_name: string | null
  assessed_at: Instant
  reassess_by: Instant | null
}>

export const toAssessment = (row: StoredAssessment, isLatest: boolean): Assessment => ({
  id: row.id,
  caseId: row.case_id,
  instrument: {
    id: row.instrument,
    version: row.version,
    hash: row.digest,
    name: row.content.title ?? findInstrument(row.instrument)?.title ?? wordText('unknown'),
  },
  personId: row.person_id,
  answers: row.content.answers,
  computed: row.computed,
  rules: [...row.content.rules],
  level: row.level,
  override:
    row.wanted_level === null
      ? null
      : {
          level: row.wanted_level,
          reason: row.content.reason ?? '',
          secondPerson:
            row.confirmed_by === null
              ? null
              : { id: row.confirmed_by, name: row.confirmed_by_name ?? '' },
          isWaiting: row.is_waiting,
        },
  alone: row.alone,
  lang: row.lang,
  at: row.assessed_at,
  by: { id: row.assessed_by, name: row.assessed_by_name ?? '' },
  reassessBy: row.reassess_by,
  isLatest,
})
