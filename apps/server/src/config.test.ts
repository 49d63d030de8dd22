import { expect, test } from 'vitest'
import { readConfig } from './config.ts'

test('without any setting the server listens on this machine only and keeps its data in one folder', () => {
  const config = readConfig({})

  expect(config).toMatchObject({ env: 'trial', host: '127.0.0.1', dataDir: 'var' })
})

test('a live installation is refused without https and a real PostgreSQL, both named at once', () => {
  expect(() => readConfig({ UMAI_ENV: 'live', UMAI_URL: 'http://desk.example' })).toThrow(
    /UMAI_URL must be an https address[\s\S]*UMAI_DATABASE_URL/,
  )
})

test('a live installation with both starts', () => {
  const config = readConfig({
    UMAI_ENV: 'live',
    UMAI_URL: 'https://desk.example',
    UMAI_DATABASE_URL: 'postgres://db/umai',
  })

  expect(config.publicUrl?.host).toBe('desk.example')
})

test.each(['desk.example', 'ftp://desk.example', 'https://desk.example/path'])(
  'the public address %j is refused with an example',
  (url) => {
    expect(() => readConfig({ UMAI_URL: url })).toThrow(/as https:\/\/desk\.example\.kz/)
  },
)

test('every wrong setting is named at once', () => {
  expect(() => readConfig({ UMAI_PORT: '99999', UMAI_LOG: 'loud' })).toThrow(
    /UMAI_PORT[\s\S]*UMAI_LOG/,
  )
})
