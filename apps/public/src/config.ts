// Every setting of the public site, each read once.
import { choiceSetting, integerSetting, readSettings, textSetting } from '@umai/platform'

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
  sample: choiceSetting('UMAI_PUBLIC_SAMPLE', ['yes', 'no'], {
    says: 'Whether the site says that everything on it is a sample; `umai start` says yes over a sample database.',
    fallback: 'no',
  }),
} as const

export type PublicConfig = ReturnType<typeof readConfig>

export function readConfig(environment: Readonly<Record<string, string | undefined>>) {
  return readSettings(settings, environment)
}
