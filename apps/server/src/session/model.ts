import type { AgencyKind, Purpose } from '@umai/contract'
import { randomToken, sha256 } from '@umai/platform'
import { addHours, addMs, type Instant, toMs } from '@umai/words'

const minuteMs = 60_000
const idleMinutes = 15
const absoluteHours = 10
const stepUpMinutes = 5

/** 256 random bits; the cookie holds them, the database only their hash. */
export const newToken = randomToken

/** What the database knows a session by. Fast hashing is enough for a value that cannot be guessed. */
export const hashToken = (token: string): Buffer => sha256(`session|${token}`)

export const idleUntil = (lastSeenAt: Instant, endsAt: Instant): Instant =>
  earlier(addMs(lastSeenAt, idleMinutes * minuteMs), endsAt)

export const newSessionEnd = (now: Instant): Instant => addHours(now, absoluteHours)

export const newStepUpEnd = (now: Instant): Instant => addMs(now, stepUpMinutes * minuteMs)

export const isPast = (instant: Instant, now: Instant): boolean => toMs(instant) <= toMs(now)

const earlier = (a: Instant, b: Instant): Instant => (toMs(a) < toMs(b) ? a : b)

const browsers: readonly (readonly [mark: string, name: string])[] = [
  ['Edg/', 'Edge'],
  ['OPR/', 'Opera'],
  ['YaBrowser/', 'Yandex'],
  ['Firefox/', 'Firefox'],
  ['Chrome/', 'Chrome'],
  ['Safari/', 'Safari'],
]
const systems: readonly (readonly [mark: string, name: string])[] = [
  ['Android', 'Android'],
  ['iPhone', 'iOS'],
  ['iPad', 'iOS'],
  ['Windows', 'Windows'],
  ['Mac OS', 'macOS'],
  ['Linux', 'Linux'],
]

/** Browser and system in two words, so that a person recognises his own session; nothing finer is kept. */
export const nameDevice = (userAgent: string | undefined): string => {
  const find = (list: typeof browsers): string | undefined =>
    list.find(([mark]) => userAgent?.includes(mark))?.[1]
  return [find(browsers) ?? '?', find(systems) ?? '?'].join(', ')
}

const purposeOfKind: Readonly<Record<AgencyKind, Purpose>> = {
  police: 'case-work',
  prosecutor: 'oversight',
  court: 'court-proceedings',
  'contact-centre': 'emergency-response',
  'family-support-centre': 'support-services',
  'crisis-centre': 'support-services',
  school: 'case-work',
  health: 'support-services',
  'social-protection': 'support-services',
  'local-authority': 'support-services',
  ombudsman: 'oversight',
  ministry: 'statistics',
  ngo: 'support-services',
}

/** What people of such an agency usually come for; a person may say otherwise at any time. */
export const usualPurpose = (kind: AgencyKind): Purpose => purposeOfKind[kind]
