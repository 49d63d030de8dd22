// A server reduced to its promise: it runs commands as fast as it can and says of each when it is acknowledged.
// killed.test.ts starts it and kills it in the middle.
import { openDatabase, runCommand } from '@umai/db'
import { keysFromSeed, randomId, silentLog, systemClock } from '@umai/platform'

export type Order = Readonly<{
  url?: string
  folder?: string
  userId: string
  unitId: string
  caseId: string
  /** Keys whose fate is unknown; a client repeats them first. */
  repeat: readonly string[]
}>

const order = JSON.parse(process.argv[2] ?? '') as Order
const keys = keysFromSeed('tests')
const db = await openDatabase({ url: order.url, folder: order.folder }, { keys, log: silentLog })
const ctx = {
  db,
  keys,
  clock: systemClock,
  log: silentLog,
  lang: 'kk' as const,
  identity: {
    kind: 'staff' as const,
    userId: order.userId,
    sessionId: randomId(),
    purpose: 'case-work',
    isSteppedUp: false,
  },
}

async function refer(key: string): Promise<void> {
  process.stdout.write(`try ${key}\n`)
  const reply = await runCommand(
    ctx,
    { name: 'refer-case', key, input: { key }, subject: { kind: 'case', id: order.caseId } },
    async (tx) => {
      const id = randomId()
      await tx
        .insertInto('case_assignments')
        .values({
          id,
          case_id: order.caseId,
          unit_id: order.unitId,
          relation: 'referral',
          assigned_by: order.userId,
          reason: key,
        })
        .execute()
      return { id }
    },
  )
  process.stdout.write(`done ${key} ${reply.id}\n`)
}

const waiting = [...order.repeat]
async function work(): Promise<void> {
  for (;;) await refer(waiting.shift() ?? randomId())
}
await Promise.all(Array.from({ length: 6 }, work))
