import { generateKeyPairSync } from 'node:crypto'
import { expect, test } from 'vitest'
import { findInstrument } from './catalogue.ts'
import type { Instrument } from './definition.ts'
import { digestOf, fingerprintOf, readSigners, signDefinition, signerOf } from './seal.ts'

const hark = findInstrument('hark') as Instrument
const [first, second, stranger] = [1, 2, 3].map(() => generateKeyPairSync('ed25519'))
if (first === undefined || second === undefined || stranger === undefined)
  throw new Error('no keys')
const pem = [first, second].map(({ publicKey }) =>
  publicKey.export({ type: 'spki', format: 'pem' }),
)
const trusted = readSigners(pem.join(''))

test('the digest does not depend on the order of keys, and changes with a single letter', () => {
  const reordered = Object.fromEntries(Object.entries(hark).toReversed()) as unknown as Instrument

  expect(digestOf(reordered)).toBe(digestOf(hark))
  expect(digestOf({ ...hark, version: `${hark.version}.` })).not.toBe(digestOf(hark))
})

test('a trusted key is named by its fingerprint; a stranger’s signature is of nobody', () => {
  expect(signerOf(hark, signDefinition(hark, second.privateKey), trusted)).toBe(
    fingerprintOf(second.publicKey),
  )
  expect(signerOf(hark, signDefinition(hark, stranger.privateKey), trusted)).toBeUndefined()
  expect(signerOf(hark, 'A'.repeat(86), trusted)).toBeUndefined()
})

test('a signature under one content is none under another', () => {
  const signature = signDefinition(hark, first.privateKey)

  expect(signerOf({ ...hark, lowering: 'never' }, signature, trusted)).toBeUndefined()
})

test('a file of keys with another kind of key, or with none, is refused', () => {
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey
  expect(() => readSigners(String(rsa.export({ type: 'spki', format: 'pem' })))).toThrow(/rsa/)
  expect(() => readSigners('not a key')).toThrow(/no public key/)
  expect(readSigners('')).toEqual([])
})
