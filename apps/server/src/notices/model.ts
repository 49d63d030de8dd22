// Which duties are notices: they are fulfilled by telling somebody, and the pack says whom. Pure.
import type {
  AgencyKind,
  ContactOutcome,
  FieldClass,
  NoticeContact,
  SafeContactNow,
} from '@umai/contract'
import { law } from '@umai/law'
import { allDuties } from '@umai/rules'
import { inEachLanguage, langs, say, type Text } from '@umai/words'
import { bearers } from '../duties/model.ts'
import { contactWords } from './words.ts'

const told = /\.(notified|informed|copied-to-[a-z]+)$/

/** Rules of the pack whose every fulfilment tells somebody. */
export const noticeRules: ReadonlyMap<string, string> = new Map(
  [...allDuties(law)].flatMap(({ rule }) =>
    rule.kind === 'duty' &&
    rule.toward !== undefined &&
    rule.satisfiedBy.length > 0 &&
    rule.satisfiedBy.every((event) => told.test(event))
      ? [[rule.ref, rule.toward] as const]
      : [],
  ),
)

/** By which events each of them is fulfilled. */
export const noticeEvents: ReadonlyMap<string, readonly string[]> = new Map(
  [...allDuties(law)].flatMap(({ rule }) =>
    rule.kind === 'duty' && noticeRules.has(rule.ref)
      ? [[rule.ref, rule.satisfiedBy] as const]
      : [],
  ),
)

/** Told to the protected person herself; everybody else on the other side of a notice is an agency or is not known. */
export const isToPerson = (rule: string): boolean => noticeRules.get(rule) === 'victim'

export const receiverOf = (rule: string): Text => {
  const title = law.roles[noticeRules.get(rule) ?? '']?.title ?? {}
  return inEachLanguage((lang) => title[lang] ?? '')
}

/** A contact that was tried, as the case tells of it: by which safe way, and how it ended. */
export const contactSaid = (
  channel: SafeContactNow['profile']['channel'],
  outcome: ContactOutcome,
): Text =>
  Object.fromEntries(
    langs.map((lang) => {
      const words = say(contactWords, lang)
      return [lang, `${words[channel]}: ${words[outcome]}`]
    }),
  ) as Text

/** What a worker sees of how she may be reached. Who was never asked is not contacted, and no number is shown. */
export const toNoticeContact = (known: SafeContactNow | null): NoticeContact => {
  if (known === null)
    return {
      isSafeNow: false,
      whyNot: 'not-asked',
      nextWindowAt: null,
      channel: null,
      phone: null,
      language: null,
      mayLeaveMessage: false,
      hasCodeWord: false,
      ifDropped: null,
    }
  const { profile, isSafeNow, whyNot, nextWindowAt } = known
  return {
    isSafeNow,
    whyNot,
    nextWindowAt,
    channel: profile.channel,
    phone: isSafeNow ? profile.phone : null,
    language: profile.language,
    mayLeaveMessage: isSafeNow && profile.mayLeaveMessage,
    hasCodeWord: profile.hasCodeWord,
    ifDropped: isSafeNow ? profile.ifDropped : null,
  }
}

/**
 * What an office sees of a case by being told. The law says what is told, not which fields of ours that takes: the fewest
 * that make the notice understood, a rule of our method. A test asks for every notice of the pack between agencies.
 */
const shownBy: Readonly<Record<string, readonly FieldClass[]>> = {
  'order.copied-to-prosecutor': ['identity', 'accused', 'orders'],
  'no-approach.copied-to-prosecutor': ['identity', 'accused', 'orders'],
  'warning.copied-to-prosecutor': ['identity', 'accused'],
  'prosecutor.notified-of-removal': ['identity', 'children'],
  'guardianship.notified': ['identity', 'children'],
  'police.notified': ['identity', 'contact', 'location', 'narrative', 'accused'],
  'family-centre.informed': ['identity', 'contact'],
}

export type AgencyNotice = Readonly<{
  /** The kind of agency that the law names; its office is looked for at the place of the case. */
  agency: AgencyKind
  isOverseer: boolean
  fieldClasses: readonly FieldClass[]
}>

/** A notice to an office whose kind the law names, or undefined: a person, or somebody who must be chosen by hand. */
export const agencyNoticeOf = (
  rule: string,
  satisfiedBy: readonly string[],
): AgencyNotice | undefined => {
  const toward = noticeRules.get(rule)
  const bearer = toward === undefined ? undefined : bearers[toward]
  const fieldClasses = shownBy[satisfiedBy[0] ?? '']
  if (bearer === null || bearer === undefined || fieldClasses === undefined) return undefined
  const { agency, desk } = bearer
  return agency === 'any' ? undefined : { agency, isOverseer: desk === 'overseer', fieldClasses }
}
