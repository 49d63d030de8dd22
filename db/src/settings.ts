// The settings that say which installation this is, for every program that opens its database.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import {
  choiceSetting,
  type Keys,
  type Log,
  openKeyFile,
  optionalTextSetting,
  textSetting,
} from '@umai/platform'
import { type Db, openDatabase } from './database.ts'

export const installationSettings = {
  env: choiceSetting('UMAI_ENV', ['live', 'trial', 'development', 'test'], {
    says: 'What this installation is for. `live` refuses sample data and asks for a real PostgreSQL and https.',
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
  keyFile: optionalTextSetting('UMAI_KEY_FILE', {
    says: 'File of the root keys; made on the first start. Keep its backup apart from those of the database.',
  }),
  sampleSeed: textSetting('UMAI_SAMPLE_SEED', {
    says: 'Seed of the sample region; only sample databases look at it.',
    fallback: 'umai',
  }),
} as const

export type InstallationConfig = Readonly<{
  env: 'live' | 'trial' | 'development' | 'test'
  dataDir: string
  databaseUrl: string | undefined
  keyFile: string | undefined
  sampleSeed: string
}>

/** Opens keys and database where the settings say they are; makes the folder and the key file on the first start. */
export async function openInstallation(
  { dataDir, databaseUrl, keyFile }: InstallationConfig,
  log: Log,
): Promise<{ readonly db: Db; readonly keys: Keys }> {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  const keys = openKeyFile(keyFile ?? join(dataDir, 'keys.json'))
  const address =
    databaseUrl === undefined ? { folder: join(dataDir, 'database') } : { url: databaseUrl }
  return { db: await openDatabase(address, { keys, log }), keys }
}
