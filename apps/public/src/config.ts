// Every setting of the public site, each read once.
import { choiceSetting, integerSetting, readSettings, textSetting } from '@umai/platform'
import { defaultNumbers, parseNumbers } from './numbers/model.ts'

export const settings = {
  host: textSetting('UMAI_PUBLIC_HOST', {
    says: 'Address the public site listens on. The default is reached from this machine only.',
    fallback: '127.0.0.1',
  }),
  port: integerSetting('UMAI_PUBLIC_PORT', {
    says: 'Port of the public site.',
    fallback: 8601,
    min: 0,
    max: 65_535,
  }),
  exitUrl: textSetting('UMAI_EXIT_URL', {
    says: 'Where the exit of the public site leads: a quick page that has nothing to do with us and looks plain in a history.',
    fallback: 'https://www.kazhydromet.kz/',
  }),
  numbers: textSetting('UMAI_PUBLIC_NUMBERS', {
    says: 'Urgent numbers of the public site in their order, as kind=number; kinds are police, contact-centre, rescue, ambulance.',
    fallback: defaultNumbers,
  }),
  sample: choiceSetting('UMAI_PUBLIC_SAMPLE', ['yes', 'no'], {
    says: 'Whether the site says that everything on it is a sample; `umai start` says yes over a sample database.',
    fallback: 'no',
  }),
} as const

export type PublicConfig = ReturnType<typeof readConfig>

/** Throws naming each setting that cannot be used. */
export function readConfig(environment: Readonly<Record<string, string | undefined>>) {
  const { numbers, ...rest } = readSettings(settings, environment)
  return { ...rest, numbers: parseNumbers(numbers) }
}
