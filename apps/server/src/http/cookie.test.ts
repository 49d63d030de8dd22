import { expect, test } from 'vitest'
import { findSessionToken, noSessionCookie, sessionCookie } from './cookie.ts'

const token = 'a'.repeat(43)

test('a cookie that was set is found again', () => {
  for (const isSecure of [true, false]) {
    const pair = sessionCookie(token, { isSecure }).split(';')[0]

    expect(findSessionToken(`other=1; ${pair}; third=x`, { isSecure })).toBe(token)
  }
})

test('over https the cookie is bound to the host and never sent in the clear', () => {
  expect(sessionCookie(token, { isSecure: true })).toBe(
    `__Host-sid=${token}; Path=/; HttpOnly; SameSite=Strict; Secure`,
  )
})

test.each([
  ['nothing', undefined],
  ['another name', `xsid=${token}`],
  ['a token of another length', 'sid=abc'],
  ['two sessions at once', `sid=${token}; sid=${'b'.repeat(43)}`],
])('%s is no session', (_, header) => {
  expect(findSessionToken(header, { isSecure: false })).toBeUndefined()
})

test('a plain cookie does not count where the secure one is due', () => {
  expect(findSessionToken(`sid=${token}`, { isSecure: true })).toBeUndefined()
})

test('signing out makes the browser forget', () => {
  expect(noSessionCookie({ isSecure: true })).toContain('Max-Age=0')
})
