// Which duties are notices: they are fulfilled by telling somebody, and the pack says whom. Pure.
import type { NoticeContact, SafeContactNow } from '@umai/contract'
import { law } from '@umai/law'
import { allDuties } from '@umai/rules'
import { langs, type Text } from '@umai/words'

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

/** Told to the protected person herself; everybody else on the other side of a notice is an agency or is not known. */
export const isToPerson = (rule: string): boolean => noticeRules.get(rule) === 'victim'

export const receiverOf = (rule: string): Text => {
  const title = law.roles[noticeRules.get(rule) ?? '']?.title ?? {}
  return Object.fromEntries(langs.map((lang) => [lang, title[lang] ?? ''])) as Text
}

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
