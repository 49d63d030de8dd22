import { generateKeyPairSync } from 'node:crypto'
import { expect, test } from 'vitest'
import { findInstrument } from './catalogue.ts'
import type { Instrument } from './definition.ts'
import { digestOf, isActivatedByTwo, signActivation } from './seal.ts'

const hark = findInstrument('hark') as Instrument
const [first, second, stranger] = [1, 2, 3].map(() => generateKeyPairSync('ed25519'))
if (first === undefined || second === undefined || stranger === undefined)
  throw new Error('no keys')
const trusted = [first.publicKey, second.publicKey]

test('the digest does not depend on the order of keys, and changes with a single letter', () => {
  const reordered = Object.fromEntries(Object.entries(hark).toReversed()) as unknown as Instrument

  expect(digestOf(reordered)).toBe(digestOf(hark))
  expect(digestOf({ ...hark, version: `${hark.version}.` })).not.toBe(digestOf(hark))
})

test('two trusted people activate a definition; one twice, or a stranger, do not', () => {
  const byFirst = signActivation(hark, first.privateKey)
  const bySecond = signActivation(hark, second.privateKey)
  const byStranger = signActivation(hark, stranger.privateKey)

  expect(isActivatedByTwo(hark, [byFirst, bySecond], trusted)).toBe(true)
  expect(isActivatedByTwo(hark, [byFirst, byFirst], trusted)).toBe(false)
  expect(isActivatedByTwo(hark, [byFirst, bySecond], [first.publicKey, first.publicKey])).toBe(
    false,
  )
  expect(isActivatedByTwo(hark, [byFirst, byStranger], trusted)).toBe(false)
})

test('signatures under one content do not activate another', () => {
  const signatures = [first, second].map(({ privateKey }) => signActivation(hark, privateKey))

  expect(isActivatedByTwo({ ...hark, lowering: 'never' }, signatures, trusted)).toBe(false)
})
