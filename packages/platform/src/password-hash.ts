// Argon2id with a pepper, a few at a time: each takes 19 MiB and a core for some 30 ms, and a flood of sign-ins
// must not stop those who are signed in already.
import { hash, verify } from '@node-rs/argon2'
import { deriveKey } from './crypto.ts'
import { fail } from './errors.ts'
import type { Keys } from './keys.ts'

const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const
const atOnce = 2
const waitingAtMost = 50

let running = 0
const waiting: (() => void)[] = []

export function hashPassword(keys: Keys, password: string): Promise<string> {
  return inTurn(() => hash(password.normalize('NFC'), { ...cost, secret: pepper(keys) }))
}

/** Without a hash it takes as long and says no, so that an unknown login cannot be told by the time. */
export async function verifyPassword(
  keys: Keys,
  password: string,
  hashed: string | undefined,
): Promise<boolean> {
  const isRight = await inTurn(() =>
    verify(hashed ?? decoy, password.normalize('NFC'), { secret: pepper(keys) }),
  )
  return isRight && hashed !== undefined
}

/** A well-formed hash of nothing anybody knows: salt and result are mere filling. */
const filling = (bytes: number): string =>
  Buffer.alloc(bytes, 0xa5).toString('base64').replaceAll('=', '')
const decoy = `$argon2id$v=19$m=${cost.memoryCost},t=${cost.timeCost},p=${cost.parallelism}$${filling(16)}$${filling(32)}`

/** Derived from the index key, which is never rotated: a rotated pepper would lock everybody out. */
function pepper(keys: Keys): Buffer {
  return deriveKey(keys.index, 'password-pepper').bytes
}

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= atOnce) {
    if (waiting.length >= waitingAtMost) fail('server-busy', { retryAfterSeconds: 5 })
    await new Promise<void>((resolve) => waiting.push(resolve))
  } else {
    running += 1
  }
  try {
    return await work()
  } finally {
    const next = waiting.shift()
    if (next === undefined) running -= 1
    else next()
  }
}
