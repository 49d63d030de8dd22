// The secret of an invitation: the server makes one for a new person, the command line for the first of all.
import { hmacSha256, type Keys, sha256 } from '@umai/platform'

/** How long an invitation is good for: long enough for a shift plan, too short to lie around. */
export const enrolmentMs = 3 * 24 * 60 * 60_000

/**
 * Follows from the key of the command that invites, so that a repeated command gives it again although nothing that
 * is stored holds it.
 */
export const enrolmentToken = (keys: Keys, userId: string, commandKey: string): string =>
  hmacSha256(keys.derive('enrolment'), `${userId}|${commandKey}`).toString('base64url')

export const hashEnrolmentToken = (token: string): Buffer => sha256(`enrolment|${token}`)
