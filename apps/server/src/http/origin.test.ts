import { expect, test } from 'vitest'
import { findForgery, isKnownHost, type Sender } from './origin.ts'

const ours: Sender = {
  method: 'POST',
  host: 'desk.example',
  origin: 'https://desk.example',
  secFetchSite: 'same-origin',
  marker: '1',
}

test('our own page may send commands', () => {
  expect(findForgery(ours)).toBeUndefined()
})

test('a program without a browser may send commands when it marks them', () => {
  expect(findForgery({ ...ours, origin: undefined, secFetchSite: undefined })).toBeUndefined()
})

test.each<[string, Partial<Sender>]>([
  ['a page of another site', { secFetchSite: 'cross-site' }],
  ['a page of a sister host', { secFetchSite: 'same-site' }],
  ['an address typed by hand that posts', { secFetchSite: 'none' }],
  ['an old browser on another origin', { secFetchSite: undefined, origin: 'https://evil.example' }],
  ['a sandboxed frame', { secFetchSite: undefined, origin: 'null' }],
  ['a plain form', { marker: undefined }],
])('%s is refused', (_, change) => {
  expect(findForgery({ ...ours, ...change })).toBeDefined()
})

test('reading from another site is refused too', () => {
  expect(findForgery({ ...ours, method: 'GET', secFetchSite: 'cross-site' })).toBeDefined()
})

test('reading an address typed by hand is allowed', () => {
  expect(
    findForgery({
      ...ours,
      method: 'GET',
      secFetchSite: 'none',
      origin: undefined,
      marker: undefined,
    }),
  ).toBeUndefined()
})

test.each([
  ['localhost:8800', true],
  ['127.0.0.1:8800', true],
  ['desk.example', true],
  ['rebound.evil.example', false],
  ['localhost.evil.example', false],
  [undefined, false],
])('the host %j is known: %s', (host, known) => {
  expect(isKnownHost(host, 'desk.example')).toBe(known)
})
