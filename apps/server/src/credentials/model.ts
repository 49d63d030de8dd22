// Passwords and one-time codes without database or waiting.
import { type Instant, toMs } from '@umai/words'
import { generateSecret, generateSync, generateURI, verifySync } from 'otplib'

const commonWords =
  /password|passw0rd|qwerty|azerty|йцукен|пароль|құпиясөз|welcome|letmein|admin|umai|ұмай|казахстан|қазақстан|kazakhstan|iloveyou/gi

/** Why a new password is too easy to guess, or undefined. Length counts most; forced digits and signs do not help. */
export const findPasswordFault = (
  password: string,
  person: { readonly login: string; readonly name: string },
): 'known-word' | 'own-name' | 'few-characters' | undefined => {
  const lower = password.normalize('NFC').toLowerCase()
  const ownWords = [person.login, ...person.name.split(/\s+/)]
    .map((word) => word.toLowerCase())
    .filter((word) => word.length >= 4)
  if (new Set(lower).size < 6) return 'few-characters'
  if (ownWords.some((word) => lower.includes(word))) return 'own-name'
  if (lower.replaceAll(commonWords, '').replaceAll(/\d{1,4}$/g, '').length < 8) return 'known-word'
  if (isRun(lower)) return 'few-characters'
  return undefined
}

/** True when most characters follow the one before in code order, as in 123456789012 or abcdefghijkl. */
const isRun = (text: string): boolean => {
  const codes = [...text].map((character) => character.codePointAt(0) ?? 0)
  const steps = codes.slice(1).filter((code, index) => Math.abs(code - (codes[index] ?? 0)) <= 1)
  return steps.length > codes.length * 0.7
}

const toSeconds = (instant: Instant): number => Math.floor(toMs(instant) / 1000)
const periodSeconds = 30

export const newCodeSecret = (): string => generateSecret()

export const codeAt = (secret: string, now: Instant): string =>
  generateSync({ secret, epoch: toSeconds(now) })

/** Until when the code of this moment is shown by an application. */
export const codePeriodEndMs = (now: Instant): number =>
  (Math.floor(toSeconds(now) / periodSeconds) + 1) * periodSeconds * 1000

/** What the picture for a code application says. */
export const codeUri = (secret: string, login: string): string =>
  generateURI({ issuer: 'Umai', label: login, secret })

/** The time step a code belongs to, or undefined: wrong, too old, or of a step that was used already. */
export const findCodeStep = (check: {
  readonly secret: string
  readonly code: string
  readonly now: Instant
  readonly usedStep: number | null
}): number | undefined => {
  const currentStep = Math.floor(toSeconds(check.now) / periodSeconds)
  // A used step ahead of the window means that nothing can be valid yet; otplib would throw.
  if (check.usedStep !== null && check.usedStep > currentStep) return undefined
  const result = verifySync({
    secret: check.secret,
    token: check.code,
    epoch: toSeconds(check.now),
    epochTolerance: periodSeconds,
    ...(check.usedStep === null ? {} : { afterTimeStep: check.usedStep }),
  })
  return result.valid ? currentStep + result.delta : undefined
}

const firstWaitSeconds = 15
const longestWaitSeconds = 15 * 60

/** Doubles with each failure after the free ones. It brakes a login whether or not an account bears it. */
export const waitSeconds = (failures: number, free: number): number =>
  failures < free ? 0 : Math.min(longestWaitSeconds, firstWaitSeconds * 2 ** (failures - free))

/** Failures are forgotten this long after the first of them. */
export const failuresKeptMs = 60 * 60_000
