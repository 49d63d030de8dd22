// `umai start`: desk, API and public site in one process over one database, with the sample region in an empty one.
import { join } from 'node:path'
import type { Db } from '@umai/db'
import type { Keys } from '@umai/platform'
import { readConfig as readPublicConfig } from '@umai/public/config'
import { servePublicSite } from '@umai/public/serve'
import { readConfig } from '@umai/server/config'
import { explainFailure, serve, stopOnSignal } from '@umai/server/serve'
import type { Command } from '../command.ts'
import { createProgress } from '../progress.ts'
import { printAccounts } from '../sample/accounts.ts'
import { loadSampleRegion } from '../sample/load.ts'
import { loadSampleCases } from '../sample/load-cases.ts'
import { loadPastReports } from '../sample/load-past-reports.ts'
import { loadSamplePeople } from '../sample/load-people.ts'
import { refuseFullDisk, refuseTakenPorts } from './host.ts'

const SAMPLE_PEOPLE = 5_000

export const startCommand: Command = { run }

/** Without them the desks begin empty, which is no reason not to begin. */
async function layCases(db: Db, keys: Keys, seed: string): Promise<void> {
  const onProgress = createProgress({ label: 'Sample cases', unit: 'steps' }).show
  try {
    await loadSampleCases({ db, keys, seed, now: new Date(), onProgress })
  } catch (error) {
    process.stderr.write(`umai start: not all cases of the sample could be laid. ${error}\n`)
  }
}

async function run(args: readonly string[]): Promise<number> {
  if (args.length > 0) {
    process.stderr.write(
      `umai start: it takes no "${args[0]}"; what it does is set by environment variables, listed in docs/reference/settings.md.\n`,
    )
    return 2
  }
  let config: ReturnType<typeof readConfig> | undefined
  try {
    const publicConfig = readPublicConfig(process.env)
    config = readConfig({ UMAI_LOG: 'warn', ...process.env })
    const { env, sampleSeed: seed } = config
    await refuseTakenPorts([
      { name: 'the desk', host: config.host, port: config.port, setting: 'UMAI_PORT' },
      {
        name: 'the public site',
        host: publicConfig.host,
        port: publicConfig.port,
        setting: 'UMAI_PUBLIC_PORT',
      },
    ])
    if (config.databaseUrl === undefined) await refuseFullDisk(config.dataDir)
    let isSample = false
    let installation: { readonly db: Db; readonly keys: Keys } | undefined
    let publicSite = publicConfig.publicUrl
    const prepare = async (db: Db, keys: Keys): Promise<void> => {
      installation = { db, keys }
      if (env === 'live') return
      const progress = createProgress({ label: 'Sample staff', unit: 'accounts' })
      const outcome = await loadSampleRegion({ db, keys, seed, onProgress: progress.show })
      isSample = outcome.kind !== 'refused'
      if (isSample) {
        await loadSamplePeople({
          db,
          keys,
          seed,
          people: SAMPLE_PEOPLE,
          onProgress: createProgress({ label: 'Sample people', unit: 'people' }).show,
        })
        await loadPastReports({ db, keys, seed, now: new Date() })
        await layCases(db, keys, seed)
      }
      if (!isSample)
        process.stdout.write('The database holds cases of its own; no sample was loaded into it.\n')
    }
    const desk = await serve(config, prepare, () => publicSite)
    const site = await servePublicSite(
      {
        ...publicConfig,
        sample: isSample ? 'yes' : publicConfig.sample,
        keyFile: process.env.UMAI_PUBLIC_KEY_FILE ?? join(config.dataDir, 'public-keys.json'),
      },
      installation,
    ).catch(async (error: unknown) => {
      await desk.stop()
      throw error
    })
    publicSite ??= site.address
    stopOnSignal(async () => {
      // One after the other: the site reads from the database that the desk closes.
      await site.stop()
      await desk.stop()
    })
    process.stdout.write(`\n  desk         ${desk.address}\n  public site  ${site.address}\n`)
    if (isSample) {
      process.stdout.write(
        '\nThis is a sample: everybody in it is invented, and anybody knows the passwords.\n',
      )
      printAccounts(seed)
    }
    process.stdout.write('\nPress Ctrl-C to stop.\n')
    return 0
  } catch (error) {
    process.stderr.write(`Umai cannot start. ${explainFailure(error, config)}\n`)
    process.exit(1)
  }
}
