import type { UserState } from '@umai/contract'

/** Invited until the first enrolment, active until deactivated. */
export const stateOf = (user: {
  readonly activatedAt: string | null
  readonly deactivatedAt: string | null
}): UserState => {
  if (user.deactivatedAt !== null) return 'deactivated'
  return user.activatedAt === null ? 'invited' : 'active'
}

/** Days an invitation is good for: long enough for a shift plan, too short to lie around. */
export const enrolmentMs = 3 * 24 * 60 * 60_000
