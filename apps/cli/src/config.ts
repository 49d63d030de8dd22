// Every setting of the command line, each read once; the same variables as the server's, so that both open the same database.
import { join } from 'node:path'
import { choiceSetting, optionalTextSetting, readSettings, textSetting } from '@umai/platform'

export const settings = {
  env: choiceSetting('UMAI_ENV', ['live', 'trial', 'development', 'test'], {
    says: 'What this installation is for. `live` refuses sample data.',
    fallback: 'trial',
  }),
  dataDir: textSetting('UMAI_DATA_DIR', {
    says: 'Folder for the embedded database and the key file.',
    fallback: 'var',
  }),
  databaseUrl: optionalTextSetting('UMAI_DATABASE_URL', {
    says: 'PostgreSQL to use, as postgres://host/umai. Without it the embedded database is used.',
    secret: true,
  }),
  sampleSeed: textSetting('UMAI_SAMPLE_SEED', {
    says: 'The seed of the sample region, where a command names none; the server shows the accounts of the same.',
    fallback: 'umai',
  }),
  keyFile: optionalTextSetting('UMAI_KEY_FILE', {
    says: 'File of the root keys; made on the first start.',
  }),
} as const

export type CliConfig = ReturnType<typeof readConfig>

export function readConfig(environment: Readonly<Record<string, string | undefined>>) {
  const config = readSettings(settings, environment)
  return {
    ...config,
    keyFile: config.keyFile ?? join(config.dataDir, 'keys.json'),
    databaseFolder: join(config.dataDir, 'database'),
  }
}
