// Every setting of the server, each read once. docs/reference/settings.md is generated from this list.
import { join } from 'node:path'
import {
  choiceSetting,
  integerSetting,
  logLevels,
  optionalTextSetting,
  readSettings,
  textSetting,
} from '@umai/platform'

export const settings = {
  env: choiceSetting('UMAI_ENV', ['live', 'trial', 'development', 'test'], {
    says: 'What this installation is for. `live` refuses sample data and asks for a real PostgreSQL and https.',
    fallback: 'trial',
  }),
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
  proxies: integerSetting('UMAI_PROXIES', {
    says: 'How many proxies stand in front and set X-Forwarded-For.',
    fallback: 0,
    min: 0,
    max: 5,
  }),
  dataDir: textSetting('UMAI_DATA_DIR', {
    says: 'Folder for the embedded database and the key file.',
    fallback: 'var',
  }),
  databaseUrl: optionalTextSetting('UMAI_DATABASE_URL', {
    says: 'PostgreSQL to use, as postgres://host/umai. Without it the embedded database is used.',
    secret: true,
  }),
  keyFile: optionalTextSetting('UMAI_KEY_FILE', {
    says: 'File of the root keys; made on the first start. Keep its backup apart from those of the database.',
  }),
  deskDir: optionalTextSetting('UMAI_DESK_DIR', {
    says: 'Folder of the built desk. Without it the one of this checkout is served.',
  }),
  sampleSeed: textSetting('UMAI_SAMPLE_SEED', {
    says: 'Seed of the sample region that was loaded; only sample databases look at it.',
    fallback: 'umai',
  }),
  metricsToken: optionalTextSetting('UMAI_METRICS_TOKEN', {
    says: 'Bearer token for /metrics. Without it only this machine may read them.',
    secret: true,
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
  return {
    ...config,
    publicUrl,
    keyFile: config.keyFile ?? join(config.dataDir, 'keys.json'),
    databaseFolder: join(config.dataDir, 'database'),
  }
}

const parseUrl = (text: string): URL => {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url === undefined || !/^https?:$/.test(url.protocol) || url.pathname !== '/')
    throw new Error(`UMAI_URL is "${text}"; give scheme and host only, as https://desk.example.kz`)
  return url
}
