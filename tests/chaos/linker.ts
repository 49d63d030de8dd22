// A server reduced to the comparison of all people: it says after each batch that it was kept. linkage-killed.test.ts starts
// it and kills it in the middle.
import { openDatabase } from '@umai/db'
import { keysFromSeed, silentLog, systemClock } from '@umai/platform'
import { linkPeople } from '../../apps/server/src/linkage/actions.ts'

const address = JSON.parse(process.argv[2] ?? '') as { url?: string; folder?: string }
const keys = keysFromSeed('tests')
const db = await openDatabase(address, { keys, log: silentLog })
const told: typeof db = {
  ...db,
  transaction: async (options, work) => {
    const done = await db.transaction(options, work)
    process.stdout.write('kept\n')
    return done
  },
}
await linkPeople({
  db: told,
  keys,
  clock: systemClock,
  log: silentLog,
  lang: 'kk',
  identity: { kind: 'jobs', job: 'link-people' },
})
process.stdout.write('done\n')
await db.close()
