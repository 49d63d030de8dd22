import { createHmac } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  additionalDataOf,
  blindIndex,
  deriveKey,
  randomId,
  randomKey,
  seal,
  sha256,
  unseal,
  unwrapKey,
  wrapKey,
} from './crypto.ts'
import { ticketKeyHalves } from './ticket.ts'

const key = randomKey('k1')
const place = { table: 'people', column: 'name', rowId: 'r1', subjectId: 's1', schemaVersion: 1 }

describe('a sealed value', () => {
  test('opens in its place', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(
          unseal(key, seal(key, text, additionalDataOf(place)), additionalDataOf(place)).toString(
            'utf8',
          ),
        ).toBe(Buffer.from(text).toString('utf8'))
      }),
    )
  })

  test.each([
    { table: 'cases' },
    { column: 'phone' },
    { rowId: 'r2' },
    { subjectId: 's2' },
    { schemaVersion: 2 },
  ])('does not open with %j', (other) => {
    const sealed = seal(key, 'Айгүл', additionalDataOf(place))

    expect(() => unseal(key, sealed, additionalDataOf({ ...place, ...other }))).toThrow()
  })

  test('does not open when any character of it is changed', () => {
    const sealed = seal(key, 'Айгүл', additionalDataOf(place))
    const swap = (position: number) => {
      const character = sealed.charAt(position)
      return (
        sealed.slice(0, position) + (character === 'A' ? 'B' : 'A') + sealed.slice(position + 1)
      )
    }

    for (let position = 0; position < sealed.length; position++) {
      // The last character of base64url may carry bits that mean nothing; those decode to the same bytes.
      const opened = () => unseal(key, swap(position), additionalDataOf(place)).toString('utf8')
      if (position === sealed.length - 1 || sealed.charAt(position + 1) === '.') continue
      expect(opened, `character ${position}`).toThrow()
    }
  })

  test('never has the same nonce twice', () => {
    const nonces = Array.from({ length: 5_000 }, () => seal(key, '', Buffer.of()).split('.')[2])

    expect(new Set(nonces).size).toBe(nonces.length)
  })

  test('keeps the separator of its place for itself', () => {
    expect(() => additionalDataOf({ ...place, rowId: 'a|b' })).toThrow('separates the parts')
  })
})

test('a wrapped key opens for whom it was wrapped and for nobody else', () => {
  const inner = randomKey('s1')
  const wrapped = wrapKey(key, inner, 'subject|1')

  expect(unwrapKey(key, 's1', wrapped, 'subject|1').bytes).toEqual(inner.bytes)
  expect(() => unwrapKey(key, 's1', wrapped, 'subject|2')).toThrow()
  expect(() => unwrapKey(randomKey('k1'), 's1', wrapped, 'subject|1')).toThrow()
})

test('blind indexes are equal for equal values of one column and for nothing else', () => {
  const index = blindIndex(key, 'iin', '990101300123')

  expect(blindIndex(key, 'iin', '990101300123')).toEqual(index)
  expect(blindIndex(key, 'phone', '990101300123')).not.toEqual(index)
  expect(blindIndex(randomKey('k1'), 'iin', '990101300123')).not.toEqual(index)
  expect(deriveKey(key, 'a').bytes).not.toEqual(deriveKey(key, 'b').bytes)
})

test('no nonce is used twice', () => {
  const sealed = Array.from({ length: 2_000 }, () => seal(key, 'бір', additionalDataOf(place)))

  expect(new Set(sealed.map((text) => text.split('.')[2])).size).toBe(sealed.length)
})

test('ids sort in the order they were made, and none is made twice', () => {
  const ids = Array.from({ length: 20_000 }, () => randomId())

  expect([...ids].sort()).toEqual(ids)
  expect(new Set(ids).size).toBe(ids.length)
  for (const id of ids.slice(0, 100))
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
})

test('the halves of a ticket key give the HMAC of the whole key', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), fc.string(), (bytes, message) => {
      const { inner, outer } = ticketKeyHalves({ id: 'k', bytes: Buffer.from(bytes) })
      expect(sha256(outer, sha256(inner, message))).toEqual(
        createHmac('sha256', bytes).update(message).digest(),
      )
    }),
  )
})
