// Every setting of the server, each read once. docs/reference/settings.md is generated from this list.
import { installationSettings } from '@umai/db'
import {
  choiceSetting,
  integerSetting,
  logLevels,
  optionalTextSetting,
  readSettings,
  textSetting,
} from '@umai/platform'

export const settings = {
  ...installationSettings,
  host: textSetting('UMAI_HOST', {
    says: 'Address to listen on. The default is reached from this machine only.',
    fallback: '127.0.0.1',
  }),
  port: integerSetting('UMAI_PORT', {
    says: 'Port of the staff desk and its API.',
    fallback: 8600,
    min: 0,
    max: 65_535,
  }),
  publicUrl: optionalTextSetting('UMAI_URL', {
    says: 'Address under which staff open the desk, as https://desk.example.kz. Needed behind a proxy; passkeys are bound to it.',
  }),
  publicSite: optionalTextSetting('UMAI_PUBLIC_URL', {
    says: 'Address of the public site as people type it; the desk leads to the sheet for a wall there. `umai start` knows its own.',
  }),
  proxies: integerSetting('UMAI_PROXIES', {
    says: 'How many proxies stand in front and set X-Forwarded-For.',
    fallback: 0,
    min: 0,
    max: 5,
  }),
  deskDir: optionalTextSetting('UMAI_DESK_DIR', {
    says: 'Folder of the built desk. Without it the one of this checkout is served.',
  }),
  metricsToken: optionalTextSetting('UMAI_METRICS_TOKEN', {
    says: 'Bearer token for /metrics. Without it only this machine may read them.',
    secret: true,
  }),
  instrumentKeysFile: optionalTextSetting('UMAI_INSTRUMENT_KEYS_FILE', {
    says: 'PEM file of the public keys whose signatures under definitions of risk instruments are taken. Without it slots stay closed.',
  }),
  logLevel: choiceSetting('UMAI_LOG', logLevels, {
    says: 'How much is logged to standard error.',
    fallback: 'info',
  }),
} as const

export type ServerConfig = ReturnType<typeof readConfig>

/** Reads the settings and what follows from them; throws one error that names everything that is wrong. */
export const readConfig = (environment: Readonly<Record<string, string | undefined>>) => {
  const config = readSettings(settings, environment)
  const publicUrl = config.publicUrl === undefined ? undefined : parseUrl(config.publicUrl)
  if (config.env === 'live') {
    const faults = [
      publicUrl?.protocol === 'https:' ? [] : ['UMAI_URL must be an https address'],
      config.databaseUrl === undefined
        ? ['UMAI_DATABASE_URL must name a PostgreSQL; the embedded database is for trials']
        : [],
    ].flat()
    if (faults.length > 0)
      throw new Error(`UMAI_ENV is "live", therefore:\n  ${faults.join('\n  ')}`)
  }
  return { ...config, publicUrl }
}

const parseUrl = (text: string): URL => {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url === undefined || !/^https?:$/.test(url.protocol) || url.pathname !== '/')
    throw new Error(`UMAI_URL is "${text}"; give scheme and host only, as https://desk.example.kz`)
  return url
}
