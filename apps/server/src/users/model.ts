import type { UserState } from '@umai/contract'

/** Invited until the first enrolment, active until deactivated. */
export const stateOf = (user: {
  readonly activatedAt: string | null
  readonly deactivatedAt: string | null
}): UserState => {
  if (user.deactivatedAt !== null) return 'deactivated'
  return user.activatedAt === null ? 'invited' : 'active'
}
