import { expect, test } from 'vitest'
import { keysFromSeed } from './keys.ts'
import { hashPassword, verifyPassword } from './password-hash.ts'

const keys = keysFromSeed('passwords')

test('a password is known again, in either form of its letters, and another is not', async () => {
  const hashed = await hashPassword(keys, 'қоңырау-и\u0306-2026')

  expect(hashed).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  expect(await verifyPassword(keys, 'қоңырау-й-2026', hashed)).toBe(true)
  expect(await verifyPassword(keys, 'қоңырау-й-2027', hashed)).toBe(false)
})

test('a hash is worth nothing without the pepper of the installation', async () => {
  const hashed = await hashPassword(keys, 'tumar-samal-4821')

  expect(await verifyPassword(keysFromSeed('elsewhere'), 'tumar-samal-4821', hashed)).toBe(false)
})

test('no account is a wrong password, and more than two at once wait their turn', async () => {
  const answers = await Promise.all(
    Array.from({ length: 5 }, () => verifyPassword(keys, 'tumar-samal-4821', undefined)),
  )

  expect(answers).toEqual([false, false, false, false, false])
})
