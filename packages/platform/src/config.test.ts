import { expect, test } from 'vitest'
import {
  choiceSetting,
  flagSetting,
  integerSetting,
  optionalTextSetting,
  readSettings,
  textSetting,
} from './config.ts'

const settings = {
  port: integerSetting('UMAI_PORT', {
    says: 'Port of the desk',
    fallback: 8080,
    min: 1,
    max: 65535,
  }),
  origin: textSetting('UMAI_ORIGIN', { says: 'Address people type' }),
  level: choiceSetting('UMAI_LOG', ['debug', 'info'], {
    says: 'How much is logged',
    fallback: 'info',
  }),
  isOpen: flagSetting('UMAI_OPEN', { says: 'Whether it is open', fallback: false }),
  url: optionalTextSetting('UMAI_DATABASE_URL', { says: 'PostgreSQL', secret: true }),
}

test('settings that are right are read, and absent ones take their defaults', () => {
  expect(
    readSettings(settings, {
      UMAI_ORIGIN: 'https://desk.example',
      UMAI_PORT: '443',
      UMAI_OPEN: 'true',
    }),
  ).toEqual({
    port: 443,
    origin: 'https://desk.example',
    level: 'info',
    isOpen: true,
    url: undefined,
  })
})

test('every fault is named at once, with what to give instead', () => {
  expect(() =>
    readSettings(settings, { UMAI_PORT: '99999', UMAI_LOG: 'loud', UMAI_OPEN: 'yes' }),
  ).toThrow(
    [
      'The configuration cannot be used:',
      '  UMAI_PORT is "99999"; give a whole number from 1 to 65535',
      '    Port of the desk',
      '  UMAI_ORIGIN is not set',
      '    Address people type',
      '  UMAI_LOG is "loud"; give one of: debug, info',
      '    How much is logged',
      '  UMAI_OPEN is "yes"; give true or false',
      '    Whether it is open',
    ].join('\n'),
  )
})

test('a setting of spaces is as good as absent', () => {
  expect(() => readSettings(settings, { UMAI_ORIGIN: '  ' })).toThrow('UMAI_ORIGIN is not set')
})
