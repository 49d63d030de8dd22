import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { closeBox, newKeyPair, openBox } from './box.ts'
import { combineShares, passShare, splitForEscrow } from './escrow.ts'
import { newHolderKey, openHolderKey } from './holder.ts'
import { closeMessage, closeThreadKey, openMessage, openThreadKey } from './message.ts'
import { hourOf, pad, unpad } from './padding.ts'
import {
  deriveReceiptKeys,
  newReceipt,
  parseReceipt,
  receiptGroups,
  unwrapReporterKey,
  wrapReporterKey,
} from './receipt.ts'
import { closeStory, openStory, ownStoryKeys } from './story.ts'

const secrets = { salt: randomBytes(16), pepper: randomBytes(32) }

test('a box opens for its holder in its place and for nobody else, nowhere else', async () => {
  const [holder, other] = await Promise.all([newKeyPair(), newKeyPair()])
  const box = await closeBox(holder.publicKey, Buffer.from('Түнде'), 'here')

  expect((await openBox(holder, box, 'here')).toString()).toBe('Түнде')
  await expect(openBox(holder, box, 'there')).rejects.toThrow()
  await expect(openBox(other, box, 'here')).rejects.toThrow()
  await expect(openBox(holder, `${box.slice(0, -4)}AAAA`, 'here')).rejects.toThrow()
  await expect(openBox(holder, 'b1.AA', 'here')).rejects.toThrow('not in the form')
})

test('a million receipts are a million different ones of twenty digits', () => {
  const seen = new Set<string>()
  for (let count = 0; count < 1_000_000; count++) seen.add(newReceipt())

  expect(seen.size).toBe(1_000_000)
  for (const receipt of [...seen].slice(0, 1_000)) expect(receipt).toMatch(/^\d{20}$/)
}, 60_000)

test('a receipt is understood however it is typed, and nothing else is', () => {
  const receipt = newReceipt()
  const separator = fc.constantFrom(' ', '-', '  ', '–', '.', '\u00a0', '\t')

  fc.assert(
    fc.property(separator, (between) => {
      expect(parseReceipt(` ${receiptGroups(receipt).join(between)}\n`)).toBe(receipt)
    }),
  )
  for (const wrong of ['', '1234', `${receipt}1`, receipt.replace(/\d/, 'a'), 'ä'.repeat(20)])
    expect(parseReceipt(wrong)).toBeUndefined()
})

test('keys of a receipt come again from the same secrets, and from no other receipt, salt or pepper', async () => {
  const receipt = newReceipt()
  const near = `${receipt.slice(0, 19)}${(Number(receipt[19]) + 1) % 10}`
  const [first, again, ...others] = await Promise.all([
    deriveReceiptKeys(secrets, receipt),
    deriveReceiptKeys(secrets, receipt),
    deriveReceiptKeys(secrets, near),
    deriveReceiptKeys({ ...secrets, pepper: randomBytes(32) }, receipt),
    deriveReceiptKeys({ ...secrets, salt: randomBytes(16) }, receipt),
  ])

  expect(again).toEqual(first)
  for (const other of others) {
    expect(other?.locator).not.toEqual(first?.locator)
    expect(other?.wrap).not.toEqual(first?.wrap)
  }
  expect(first?.locator).not.toEqual(first?.wrap)
})

test('the key of a reporter opens by her receipt alone', async () => {
  const { privateKey } = await newKeyPair()
  const wrap = randomBytes(32)
  const wrapped = wrapReporterKey(wrap, privateKey)

  expect(unwrapReporterKey(wrap, wrapped)).toEqual(privateKey)
  expect(() => unwrapReporterKey(randomBytes(32), wrapped)).toThrow()
})

test('padded content comes back whole and has one of few sizes', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200_000 }), (content) => {
      const filled = pad(content)

      expect(unpad(filled)).toEqual(Buffer.from(content))
      expect([1_024, 4_096, 16_384].includes(filled.length) || filled.length % 65_536 === 0).toBe(
        true,
      )
    }),
    { numRuns: 50 },
  )
  expect(() => unpad(Buffer.from([0, 0, 1, 0, 7]))).toThrow('cannot hold')
})

test('two messages of different length look alike', async () => {
  const { publicKey } = await newKeyPair()
  const [short, long] = await Promise.all([
    closeMessage(publicKey, 'm1', { text: 'иә' }),
    closeMessage(publicKey, 'm2', { text: 'сөз '.repeat(100) }),
  ])

  expect(short.length).toBe(long.length)
})

test('a thread is read by reporter and recipients, and by a removed recipient only up to that day', async () => {
  const [reporter, staying, leaving, first, second] = await Promise.all(
    Array.from({ length: 5 }, newKeyPair),
  )
  if (!reporter || !staying || !leaving || !first || !second) throw new Error('five keys')
  const boxes = async (
    epoch: number,
    privateKey: Buffer,
    holders: readonly { publicKey: Buffer }[],
  ) =>
    Promise.all(
      holders.map(({ publicKey }) =>
        closeThreadKey(publicKey, { threadId: 't', epoch, privateKey }),
      ),
    )
  const [, , ofLeaving = ''] = await boxes(1, first.privateKey, [reporter, staying, leaving])
  const [ofReporter = '', ofStaying = ''] = await boxes(2, second.privateKey, [reporter, staying])
  const before = await closeMessage(first.publicKey, 'm1', { text: 'before' })
  const after = await closeMessage(second.publicKey, 'm2', { text: 'after' })

  const key = async (holder: typeof reporter, epoch: number, box: string, publicKey: Buffer) => ({
    publicKey,
    privateKey: await openThreadKey(holder, { threadId: 't', epoch, box }),
  })
  const leavingKey = await key(leaving, 1, ofLeaving, first.publicKey)

  expect(await openMessage(leavingKey, 'm1', before)).toEqual({ text: 'before' })
  await expect(
    openMessage({ ...leavingKey, publicKey: second.publicKey }, 'm2', after),
  ).rejects.toThrow()
  await expect(key(leaving, 2, ofStaying, second.publicKey)).rejects.toThrow()
  for (const [holder, box] of [
    [reporter, ofReporter],
    [staying, ofStaying],
  ] as const)
    expect(await openMessage(await key(holder, 2, box, second.publicKey), 'm2', after)).toEqual({
      text: 'after',
    })
})

test('one of three holders opens nothing, any two open the thread', async () => {
  const thread = await newKeyPair()
  const asker = await newKeyPair()
  const holders = await Promise.all([newKeyPair(), newKeyPair(), newKeyPair()])
  const shares = await splitForEscrow(
    thread.privateKey,
    holders.map(({ publicKey }) => publicKey),
    'escrow|t|1',
  )
  const passed = await Promise.all(
    holders.map(async (holder, index) => {
      const box = await passShare(holder, shares[index] ?? '', {
        place: 'escrow|t|1',
        to: asker.publicKey,
        toPlace: 'request|r',
      })
      return openBox(asker, box, 'request|r')
    }),
  )
  const [a, b, c] = passed
  if (!a || !b || !c) throw new Error('three shares')

  for (const one of passed)
    await expect(combineShares([one], thread.publicKey)).rejects.toThrow('2 shares are needed')
  for (const pair of [
    [a, b],
    [b, c],
    [a, c],
  ])
    expect(await combineShares(pair, thread.publicKey)).toEqual(thread.privateKey)
  const foreign = await splitForEscrow(
    asker.privateKey,
    holders.map(({ publicKey }) => publicKey),
    'escrow|u|1',
  )
  const [first] = holders
  if (!first) throw new Error('a holder')
  const wrong = await openBox(first, foreign[0] ?? '', 'escrow|u|1')
  await expect(combineShares([wrong, b], thread.publicKey)).rejects.toThrow()
})

test('the key of a holder opens with its passphrase alone, however the letters were typed', async () => {
  const key = await newHolderKey('ұзақ құпия сөйлем ё')

  expect((await openHolderKey(key, 'ұзақ құпия сөйлем е\u0308'))?.publicKey).toEqual(key.publicKey)
  expect(await openHolderKey(key, 'ұзақ құпия сөйлем е')).toBeUndefined()
  expect(key.wrapped).not.toContain('құпия')
})

test('a moment is kept to its hour', () => {
  expect(hourOf('2026-11-26T21:59:59.999Z')).toBe('2026-11-26T21:00:00.000Z')
})

test('words for the wall open for those they were closed for, under their id and in no other role', async () => {
  const wrap = randomBytes(32)
  const [own, moderators] = [ownStoryKeys(wrap), await newKeyPair()]
  const words = 'Маған сенді.'
  const box = await closeStory(own.publicKey, { storyId: 'a', reader: 'own', words })

  expect(ownStoryKeys(wrap).publicKey).toEqual(own.publicKey)
  expect(await openStory(own, { storyId: 'a', reader: 'own', box })).toBe(words)
  for (const [keys, place] of [
    [own, { storyId: 'b', reader: 'own' }],
    [own, { storyId: 'a', reader: 'moderators' }],
    [moderators, { storyId: 'a', reader: 'own' }],
    [ownStoryKeys(randomBytes(32)), { storyId: 'a', reader: 'own' }],
  ] as const)
    await expect(openStory(keys, { ...place, box })).rejects.toThrow()
})
