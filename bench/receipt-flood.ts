// Whether a flood of receipts that somebody tries is felt on the pages for help, and whether the time of a wrong receipt
// tells it from a right one, and how long somebody with a receipt and a script is kept from her letter meanwhile. Quiet and flooded spells take turns in one run, on PostgreSQL, with
// spells in which as many attempts go elsewhere: to a process that does the slow step as the site does, at the same priority, and answers each attempt with the same bytes after the same time without
// doing anything else for it. What is felt then is the machine, whose cores are shared; what is felt beyond it is the site. Whoever floods stands for other
// machines: its process has the policy of Linux under which site, database and visitor get the processor from it at once, so
// that it takes of the server no more than what it makes the server do; how often it came through is told. All others are raised above
// whatever else runs here where the machine allows it. Each attempt comes from an address of its own, so that no limit by address helps: what is left is the lane.
//
//   node bench/receipt-flood.ts [--spells 16] [--seconds 3] [--receipts 200]
import { fork, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { availableParallelism, constants, loadavg, setPriority } from 'node:os'
import { parseArgs } from 'node:util'
import { anAgency, openTestDatabase, startPostgres } from '@umai/db/testing'
import { randomKey } from '@umai/platform'
import { newKeyPair, newReceipt } from '@umai/threads'
import { createPublicSite, frontFor, type PublicSite } from '../apps/public/src/app.ts'
import { startFront } from '../apps/public/src/front/start.ts'
import { isDone } from '../apps/public/src/http/work.ts'
import { defaultNumbers, parseNumbers } from '../apps/public/src/numbers/model.ts'
import { createThreads } from '../apps/public/src/threads/actions.ts'
import { startDerivation } from '../apps/public/src/threads/derivation.ts'
import { compare, quantile } from './rank.ts'
import { keepResult } from './results.ts'

type Spell = readonly number[]
type Task = Readonly<{
  kind: 'help' | 'flood' | 'writer'
  url: string
  ms: number
  receipt?: string
}>

const anAddress = () => `10.${[...randomBytes(3)].join('.')}`

/** Takes what the form hides along, as a browser does. */
const send = async (url: string, page: string, add: Readonly<Record<string, string>>) => {
  const fields = new URLSearchParams()
  for (const [, name = '', value = ''] of page.matchAll(
    /<input type="hidden" name="([^"]+)" value="([^"]*)">/g,
  ))
    fields.append(name, value)
  for (const [name, value] of Object.entries(add)) fields.append(name, value)
  const answer = await fetch(`${url}/ru/mailbox`, {
    method: 'POST',
    headers: { 'x-forwarded-for': anAddress() },
    body: fields,
  })
  return answer.text()
}
const tryReceipt = (url: string, page: string, receipt: string) => send(url, page, { receipt })
const readForm = async (url: string) => (await fetch(`${url}/ru/mailbox`)).text()

const pages = ['/ru/', '/kk/call', '/ru/rights', '/en/signs']

/** What a fresh process needs until it can ask at all is no time of the site: the first requests are not counted. */
const unheeded = 8

/** One page for help each 20 ms at most, one after the other. */
const visitHelp = async ({ url, ms }: Task): Promise<readonly number[]> => {
  const times: number[] = []
  const until = performance.now() + ms
  for (let turn = -unheeded; performance.now() < until; turn++) {
    const startedAt = performance.now()
    const answer = await fetch(`${url}${pages[(turn + unheeded) % pages.length]}`, {
      headers: { 'x-forwarded-for': anAddress() },
    })
    await answer.text()
    if (answer.status >= 400)
      throw new Error(`${pages[(turn + unheeded) % pages.length]}: ${answer.status}`)
    if (turn >= 0) times.push(performance.now() - startedAt)
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
    Array.from({ length: atOnce }, async () => {
      while (performance.now() < until) {
        const startedAt = performance.now()
        await tryReceipt(url, page, newReceipt())
        times.push(performance.now() - startedAt)
      }
    }),
  )
  return times
}

const said = 'Он толкнул меня'

/** Somebody with a receipt and a script: works for her place where she is asked to wait. How long until she reads. */
const comeBack = async ({ url, ms, receipt = '' }: Task): Promise<readonly number[]> => {
  const times: number[] = []
  const until = performance.now() + ms
  while (performance.now() < until) {
    const startedAt = performance.now()
    let page = await tryReceipt(url, await readForm(url), receipt)
    for (let turn = 0; turn < 5 && !page.includes(said); turn++) {
      const [, salt = '', bits = ''] = /data-salt="([^"]+)" data-bits="(\d+)"/.exec(page) ?? []
      let work = 0
      while (!isDone({ salt, bits: Number(bits) }, String(work))) work++
      page = await send(url, page, { work: String(work) })
    }
    // Never, in five turns: as long as anything can take.
    times.push(page.includes(said) ? performance.now() - startedAt : Number.POSITIVE_INFINITY)
  }
  return times
}

/** Answers as the site would, after as long, and does nothing for it but the slow step, one receipt after the other. */
const answerElsewhere = async (afterMs: number): Promise<void> => {
  const { derive, close } = startDerivation()
  const secrets = { salt: randomBytes(16), pepper: randomBytes(32) }
  let isOver = false
  const slowStep = (async () => {
    while (!isOver) await derive(secrets, newReceipt())
  })()
  const page = Buffer.alloc(answerBytes, '<p>x</p>')
  const server = createServer((asking, answer) => {
    asking.resume()
    setTimeout(() => answer.end(page), asking.method === 'POST' ? afterMs : 0)
  })
  server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port))
  await once(process, 'disconnect')
  isOver = true
  server.closeAllConnections()
  server.close()
  await slowStep.catch(() => undefined)
  await close()
}

/** What a refusal weighs on the way. */
const answerBytes = 2_500
const atOnce = 30

const elsewhere = async (afterMs: number) => {
  const child = fork(import.meta.filename, ['--answers-after', String(afterMs)], {
    serialization: 'advanced',
  })
  const [port] = await once(child, 'message')
  return {
    url: `http://127.0.0.1:${port}`,
    close: async () => {
      const ended = once(child, 'exit')
      child.disconnect()
      await ended
    },
  }
}

const inProcess = async (task: Task): Promise<readonly number[]> => {
  const child = fork(import.meta.filename, ['--does', JSON.stringify(task)], {
    serialization: 'advanced',
  })
  const [times] = await once(child, 'message')
  child.disconnect()
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
  const derivation = startDerivation()
  const threads = createThreads({
    db: database.db,
    clock: database.clock,
    derive: derivation.derive,
    secrets: { salt: randomBytes(16), pepper: randomBytes(32) },
  })
  const options: PublicSite = {
    exitUrl: 'http://127.0.0.1:9/weather',
    isSample: true,
    numbers: parseNumbers(defaultNumbers),
    clock: database.clock,
    formKey: randomKey('forms'),
    threads,
  }
  const site = createPublicSite(options)
  await site.listen({ host: '127.0.0.1', port: 0 })
  const front = await startFront({
    ...frontFor(options),
    sitePort: (site.server.address() as AddressInfo).port,
    host: '127.0.0.1',
    port: 0,
    partingMs: 1000,
  })
  try {
    const url = front.address
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
        text: said,
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
        const isOpen = body.includes(said)
        if (isOpen !== (kind === 'right')) throw new Error(`A ${kind} receipt gave the other page`)
        if (turn >= 0) times[kind].push(performance.now() - startedAt)
      }

    const help = { quiet: [] as Spell[], elsewhere: [] as Spell[], flooded: [] as Spell[] }
    const attempts = { elsewhere: 0, flooded: 0 }
    const ms = seconds * 1000
    await inProcess({ kind: 'help', url, ms: 2000 })
    const visitWhile = async (flooded: string) => {
      const flooding = inProcess({ kind: 'flood', url: flooded, ms: ms + 1500 })
      await new Promise((resolve) => setTimeout(resolve, 1000))
      const visits = await inProcess({ kind: 'help', url, ms })
      return { visits, tries: await flooding }
    }
    // As many attempts in as long: what the site makes them wait is what they wait elsewhere.
    let waitedMs = 0
    const floods = {
      flooded: async () => {
        const { visits, tries } = await visitWhile(url)
        waitedMs = quantile(tries, 0.5)
        return { visits, tries }
      },
      elsewhere: async () => {
        const other = await elsewhere(waitedMs)
        return visitWhile(other.url).finally(other.close)
      },
    }
    for (let spell = 0; spell < spells; spell++) {
      help.quiet.push(await inProcess({ kind: 'help', url, ms }))
      for (const kind of spell % 2 === 0
        ? (['flooded', 'elsewhere'] as const)
        : (['elsewhere', 'flooded'] as const)) {
        const { visits, tries } = await floods[kind]()
        help[kind].push(visits)
        attempts[kind] += tries.length
      }
    }
    const flooding = inProcess({ kind: 'flood', url, ms: 21_500 })
    await new Promise((resolve) => setTimeout(resolve, 1000))
    const back = await inProcess({ kind: 'writer', url, ms: 20_000, receipt: right[0] ?? '' })
    await flooding
    return { times, help, attempts, back }
  } finally {
    await front.close()
    await site.close()
    await derivation.close()
    await database.close()
  }
}

const { values } = parseArgs({
  options: {
    does: { type: 'string' },
    'answers-after': { type: 'string' },
    spells: { type: 'string', default: '16' },
    seconds: { type: 'string', default: '3' },
    receipts: { type: 'string', default: '200' },
  },
})
/** What is begun after this inherits it. */
const raise = (): boolean => {
  try {
    setPriority(constants.priority.PRIORITY_HIGHEST)
    // Where Linux shares out by terminals first, the one of this run is raised too.
    if (existsSync('/proc/self/autogroup')) writeFileSync('/proc/self/autogroup', '-20')
    return true
  } catch {
    return false
  }
}

/** As the slow step of the site does. Threads that are there already give way too. */
const giveWay = (): void => {
  setPriority(constants.priority.PRIORITY_LOW)
  const { status } = spawnSync('chrt', ['--all-tasks', '--idle', '--pid', '0', String(process.pid)])
  if (status !== 0)
    process.stderr.write('chrt is missing: the flood takes time of the server for itself\n')
}

/** Nineteen in twenty ratios that chance could have given: whole spells are drawn anew, as what disturbs one visit disturbs its neighbours. */
const between = (
  quiet: readonly (readonly number[])[],
  flooded: readonly (readonly number[])[],
): { readonly low: number; readonly high: number } => {
  const drawn = (spells: readonly (readonly number[])[]) =>
    quantile(
      spells.flatMap(() => spells[Math.floor(Math.random() * spells.length)] ?? []),
      0.99,
    )
  const ratios = Array.from({ length: 500 }, () => drawn(flooded) / drawn(quiet))
  return { low: quantile(ratios, 0.025), high: quantile(ratios, 0.975) }
}

if (values['answers-after'] !== undefined) {
  await answerElsewhere(Number(values['answers-after']))
} else if (values.does !== undefined) {
  const task = JSON.parse(values.does) as Task
  if (task.kind === 'flood') giveWay()
  const does = { help: visitHelp, flood, writer: comeBack }[task.kind]
  process.send?.(await does(task))
} else {
  const isRaised = raise()
  const postgres = await startPostgres()
  process.env.UMAI_TEST_ENGINE = 'postgres'
  process.env.UMAI_TEST_POSTGRES_URL = postgres.url
  const measured = await measure(
    Number(values.spells),
    Number(values.seconds),
    Number(values.receipts),
  ).finally(() => postgres.stop())
  const { times, help, attempts, back } = measured
  const tail = (of: readonly number[]) => ({
    count: of.length,
    median: quantile(of, 0.5),
    p99: quantile(of, 0.99),
  })
  const p99Of = (of: readonly Spell[], than: readonly Spell[]) => ({
    ratio: tail(of.flat()).p99 / tail(than.flat()).p99,
    ...between(than, of),
  })
  const figures = {
    // Others at work on the same cores make both tails long; a figure from a busy machine says so.
    machine: { cores: availableParallelism(), load: loadavg()[0], isRaised },
    help: {
      quiet: tail(help.quiet.flat()),
      /** As many attempts go to a process that is no part of the site: what the machine does. */
      elsewhere: tail(help.elsewhere.flat()),
      flooded: tail(help.flooded.flat()),
      attempts,
      p99: {
        floodedToQuiet: p99Of(help.flooded, help.quiet),
        elsewhereToQuiet: p99Of(help.elsewhere, help.quiet),
        /** What the site adds to what the machine does. */
        floodedToElsewhere: p99Of(help.flooded, help.elsewhere),
      },
      floodedLonger: compare(help.flooded.flat(), help.quiet.flat()),
      floodedLongerThanElsewhere: compare(help.flooded.flat(), help.elsewhere.flat()),
    },
    /** Milliseconds until somebody with a receipt reads her letter while the flood goes on. */
    back: { ...tail(back), never: back.filter((ms) => !Number.isFinite(ms)).length },
    receipts: {
      right: tail(times.right),
      wrong: tail(times.wrong),
      rightLonger: compare(times.right, times.wrong),
    },
  }
  process.stdout.write(
    keepResult(
      'receipt-flood',
      `node bench/receipt-flood.ts --spells ${values.spells} --seconds ${values.seconds} --receipts ${values.receipts}`,
      figures,
    ),
  )
}
