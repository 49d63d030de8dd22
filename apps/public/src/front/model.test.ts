import { expect, test } from 'vitest'
import { answered, asked, sharedFor } from './model.ts'

test.each([
  ['a visitor from elsewhere', '203.0.113.9', {}, '203.0.113.9'],
  [
    'a visitor who says that she is somebody else',
    '203.0.113.9',
    { 'x-forwarded-for': '198.51.100.1', 'x-forwarded-host': 'bad.example', forwarded: 'for=_x' },
    '203.0.113.9',
  ],
  [
    'a proxy on this machine that names its visitor',
    '127.0.0.1',
    { 'x-forwarded-for': '198.51.100.1' },
    '198.51.100.1, 127.0.0.1',
  ],
  [
    'the same over the newer protocol',
    '::ffff:127.0.0.1',
    { 'x-forwarded-for': '198.51.100.1' },
    '198.51.100.1, ::ffff:127.0.0.1',
  ],
])('%s: the site learns who sent it, and nothing else is believed', (_who, peer, given, chain) => {
  const headers = asked({ ...given, host: 'site.example' }, peer)

  expect(headers['x-forwarded-for']).toBe(chain)
  expect(headers.host).toBe('site.example')
  expect(headers.forwarded).toBeUndefined()
  expect(headers['x-forwarded-host']).toBeUndefined()
})

test('a proxy on this machine may say under which name and how the site was opened; nobody else', () => {
  const given = { 'x-forwarded-proto': 'https', 'x-forwarded-host': 'site.example' }

  expect(asked(given, '::1')).toMatchObject(given)
  expect(asked(given, '192.0.2.1')).toEqual({ 'x-forwarded-for': '192.0.2.1' })
})

test('what belongs to a connection goes no further than the connection', () => {
  const given = {
    connection: 'keep-alive, X-Own',
    'x-own': '1',
    'transfer-encoding': 'chunked',
    expect: '100-continue',
    te: 'trailers',
    accept: 'text/html',
  }
  expect(asked(given, '192.0.2.1')).toEqual({ accept: 'text/html', 'x-forwarded-for': '192.0.2.1' })
  expect(answered({ connection: 'close', 'content-type': 'text/html' })).toEqual({
    'content-type': 'text/html',
  })
})

test('only what the site marks may be given to others, and the mark stays inside', () => {
  expect(sharedFor({})).toBe(0)
  expect(sharedFor({ 'x-same-for-all': 'x' })).toBe(0)
  expect(sharedFor({ 'x-same-for-all': '60' })).toBe(60)
  expect(answered({ 'x-same-for-all': '60', vary: 'accept-encoding' })).toEqual({
    vary: 'accept-encoding',
  })
})
