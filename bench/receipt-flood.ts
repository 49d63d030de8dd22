// Whether a flood of receipts that somebody tries is felt on the pages for help, and whether the time of a wrong receipt
// tells it from a right one. Quiet and flooded spells take turns in one run, on PostgreSQL; whoever measures and whoever
// floods are threads of their own. Each attempt of the flood comes from an address of its own, so that no limit by address
// helps: what is left is the lane of two.
//
//   node bench/receipt-flood.ts [--spells 6] [--seconds 6] [--receipts 60]
import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdirSync, writeFileSync } from 'node:fs'
import { availableParallelism, loadavg } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'
import { anAgency, openTestDatabase, startPostgres } from '@umai/db/testing'
import { randomKey } from '@umai/platform'
import { newKeyPair, newReceipt } from '@umai/threads'
import { createPublicSite } from '../apps/public/src/app.ts'
import { defaultNumbers, parseNumbers } from '../apps/public/src/numbers/model.ts'
import { createThreads } from '../apps/public/src/threads/actions.ts'
import { compare, quantile } from './rank.ts'

type Task = Readonly<{ kind: 'help' | 'flood'; url: string; ms: number }>

const anAddress = () => `10.${[...randomBytes(3)].join('.')}`

/** Takes what the form hides along, as a browser does. */
const tryReceipt = async (url: string, page: string, receipt: string) => {
  const fields = new URLSearchParams()
  for (const [, name = '', value = ''] of page.matchAll(
    /<input type="hidden" name="([^"]+)" value="([^"]*)">/g,
  ))
    fields.append(name, value)
  fields.append('receipt', receipt)
  const answer = await fetch(`${url}/ru/mailbox`, {
    method: 'POST',
    headers: { 'x-forwarded-for': anAddress() },
    body: fields,
  })
  return answer.text()
}
const readForm = async (url: string) => (await fetch(`${url}/ru/mailbox`)).text()

const pages = ['/ru/', '/kk/call', '/ru/rights', '/en/signs']

/** One page for help each 20 ms at most, one after the other. */
const visitHelp = async ({ url, ms }: Task): Promise<readonly number[]> => {
  const times: number[] = []
  const until = performance.now() + ms
  for (let turn = 0; performance.now() < until; turn++) {
    const startedAt = performance.now()
    const answer = await fetch(`${url}${pages[turn % pages.length]}`, {
      headers: { 'x-forwarded-for': anAddress() },
    })
    await answer.text()
    if (answer.status >= 400) throw new Error(`${pages[turn % pages.length]}: ${answer.status}`)
    times.push(performance.now() - startedAt)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  return times
}

/** Thirty attempts at any time: more than the lane and its queue hold. */
const flood = async ({ url, ms }: Task): Promise<readonly number[]> => {
  const page = await readForm(url)
  const times: number[] = []
  const until = performance.now() + ms
  await Promise.all(
    Array.from({ length: 30 }, async () => {
      while (performance.now() < until) {
        const startedAt = performance.now()
        await tryReceipt(url, page, newReceipt())
        times.push(performance.now() - startedAt)
      }
    }),
  )
  return times
}

const inThread = async (task: Task): Promise<readonly number[]> => {
  const worker = new Worker(new URL(import.meta.url), { workerData: task })
  const [times] = await once(worker, 'message')
  return times
}

async function measure(spells: number, seconds: number, receipts: number) {
  const database = await openTestDatabase()
  const { publicKey } = await newKeyPair()
  const agencyId = await database.load((tx) => anAgency(tx, { kind: 'contact-centre' }))
  await database.db.transaction({ role: 'umai_jobs' }, (tx) =>
    tx
      .insertInto('recipient_keys')
      .values({
        agency_id: agencyId,
        public_key: publicKey,
        wrapped_private: 'x',
        made_at: database.clock.now(),
      })
      .execute(),
  )
  const threads = createThreads({
    db: database.db,
    clock: database.clock,
    secrets: { salt: randomBytes(16), pepper: randomBytes(32) },
  })
  const site = createPublicSite({
    exitUrl: 'http://127.0.0.1:9/weather',
    isSample: true,
    numbers: parseNumbers(defaultNumbers),
    clock: database.clock,
    formKey: randomKey('forms'),
    threads,
  })
  try {
    const url = await site.listen({ host: '127.0.0.1', port: 0 })
    const readers = (await threads.routing()).receivers
    const right: string[] = []
    for (let n = 0; n < 10; n++) {
      const receipt = newReceipt()
      await threads.begin(await threads.keysOf(receipt), {
        topic: 'home',
        about: undefined,
        writer: 'adult',
        lang: 'ru',
        place: undefined,
        text: 'Он толкнул меня',
        details: {},
        files: [],
        readers,
      })
      right.push(receipt)
    }

    const page = await readForm(url)
    const times = { right: [] as number[], wrong: [] as number[] }
    for (let turn = -3; turn < receipts; turn++)
      for (const kind of Math.random() < 0.5
        ? (['right', 'wrong'] as const)
        : (['wrong', 'right'] as const)) {
        const receipt =
          kind === 'right' ? (right[Math.abs(turn) % right.length] ?? '') : newReceipt()
        const startedAt = performance.now()
        const body = await tryReceipt(url, page, receipt)
        const isOpen = body.includes('Он толкнул меня')
        if (isOpen !== (kind === 'right')) throw new Error(`A ${kind} receipt gave the other page`)
        if (turn >= 0) times[kind].push(performance.now() - startedAt)
      }

    const help = { quiet: [] as number[], flooded: [] as number[] }
    let attempts = 0
    await inThread({ kind: 'help', url, ms: 2000 })
    for (let spell = 0; spell < spells; spell++) {
      help.quiet.push(...(await inThread({ kind: 'help', url, ms: seconds * 1000 })))
      const flooding = inThread({ kind: 'flood', url, ms: seconds * 1000 + 1500 })
      await new Promise((resolve) => setTimeout(resolve, 1000))
      help.flooded.push(...(await inThread({ kind: 'help', url, ms: seconds * 1000 })))
      attempts += (await flooding).length
    }
    return { times, help, attempts }
  } finally {
    await site.close()
    await database.close()
  }
}

if (!isMainThread) {
  const task = workerData as Task
  parentPort?.postMessage(await (task.kind === 'help' ? visitHelp(task) : flood(task)))
} else {
  const { values } = parseArgs({
    options: {
      spells: { type: 'string', default: '6' },
      seconds: { type: 'string', default: '6' },
      receipts: { type: 'string', default: '60' },
    },
  })
  const postgres = await startPostgres()
  process.env.UMAI_TEST_ENGINE = 'postgres'
  process.env.UMAI_TEST_POSTGRES_URL = postgres.url
  const measured = await measure(
    Number(values.spells),
    Number(values.seconds),
    Number(values.receipts),
  ).finally(() => postgres.stop())
  const { times, help, attempts } = measured
  const tail = (of: readonly number[]) => ({
    count: of.length,
    median: quantile(of, 0.5),
    p99: quantile(of, 0.99),
  })
  const [quiet, flooded] = [tail(help.quiet), tail(help.flooded)]
  const result = {
    command: `node bench/receipt-flood.ts --spells ${values.spells} --seconds ${values.seconds} --receipts ${values.receipts}`,
    commit: execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim(),
    at: new Date().toISOString(),
    // Others at work on the same cores make both tails long; a figure from a busy machine says so.
    machine: { cores: availableParallelism(), load: loadavg()[0] },
    help: { quiet, flooded, attempts, p99Ratio: flooded.p99 / quiet.p99 },
    receipts: {
      right: tail(times.right),
      wrong: tail(times.wrong),
      rightLonger: compare(times.right, times.wrong),
    },
  }
  const text = JSON.stringify(
    result,
    (_, value) => (typeof value === 'number' ? Number(value.toFixed(3)) : value),
    2,
  )
  process.stdout.write(`${text}\n`)
  const folder = join(import.meta.dirname, 'results')
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'receipt-flood.json'), `${text}\n`)
}
