// What somebody who is not signed in can tell by the time of an answer: whether a case is there, at the desk and at the public
// site, and whether a login is. Requests over HTTP in random order, on PostgreSQL; for each pair the chance that
// the one took longer than the other (0.5: they cannot be told apart) and how far that is from 0.5 in standard errors (Mann–Whitney).
//
//   node bench/stranger.ts [--requests 400] [--sign-ins 400]
import type { AddressInfo } from 'node:net'
import { parseArgs } from 'node:util'
import { aCase, startPostgres } from '@umai/db/testing'
import { randomId } from '@umai/platform'
import { createPublicSite } from '../apps/public/src/app.ts'
import { defaultNumbers, parseNumbers } from '../apps/public/src/numbers/model.ts'
import { openTestApp } from '../apps/server/src/test-app.ts'
import { compare, quantile } from './rank.ts'
import { keepResult } from './results.ts'

const { values } = parseArgs({
  options: {
    requests: { type: 'string', default: '400' },
    'sign-ins': { type: 'string', default: '400' },
  },
})
/** Three standard errors either way happen by chance once in 370 comparisons. */
const bar = 3
const warmUp = 5

type Ask = (turn: number) => Promise<Readonly<{ status: number; body: string }>>
type Line = Readonly<{
  what: string
  requests: number
  status: string
  medians: readonly [number, number]
  p95s: readonly [number, number]
  firstLonger: ReturnType<typeof compare>
}>

/** The answers must be the same word for word; only then is their time worth comparing. */
async function tellApart(
  what: string,
  requests: number,
  asks: readonly [Ask, Ask],
  before: () => Promise<void> = async () => undefined,
): Promise<Line> {
  const times: readonly [number[], number[]] = [[], []]
  const answers = new Set<string>()
  for (let turn = -warmUp; turn < requests; turn++)
    for (const at of Math.random() < 0.5 ? ([0, 1] as const) : ([1, 0] as const)) {
      await before()
      const startedAt = performance.now()
      const { status, body } = await asks[at](Math.abs(turn))
      const took = performance.now() - startedAt
      answers.add(`${status} ${body}`)
      if (turn >= 0) times[at].push(took)
    }
  if (answers.size !== 1) throw new Error(`${what}: the answers differ: ${[...answers].join('\n')}`)
  return {
    what,
    requests,
    status: [...answers][0]?.slice(0, 3) ?? '',
    medians: [quantile(times[0], 0.5), quantile(times[1], 0.5)],
    p95s: [quantile(times[0], 0.95), quantile(times[1], 0.95)],
    firstLonger: compare(times[0], times[1]),
  }
}

const asked = async (url: string, init: RequestInit = {}) => {
  const answer = await fetch(url, init)
  return { status: answer.status, body: await answer.text() }
}

async function measure(): Promise<readonly Line[]> {
  const server = await openTestApp({ notFoundFloorMs: 40 })
  const site = createPublicSite({
    exitUrl: 'http://127.0.0.1:9/weather',
    isSample: true,
    numbers: parseNumbers(defaultNumbers),
  })
  try {
    const office = await server.anOffice('police')
    const person = await server.aPerson({ ...office, role: 'inspector' })
    // Chosen before the clock runs, as many of one kind as of the other: an address that was asked before is quicker.
    const many = Array.from({ length: 20 })
    const there: string[] = []
    for (const _ of many)
      there.push(
        await server.load((tx) => aCase(tx, { owner_unit_id: office.unitId, owner_id: person.id })),
      )
    const stranger = `x${person.login.slice(1)}`
    const nowhere = many.map(() => randomId())
    const of = (ids: readonly string[], turn: number): string => ids[turn % ids.length] ?? ''
    await server.app.http.listen({ host: '127.0.0.1', port: 0 })
    const desk = `http://127.0.0.1:${(server.app.http.server.address() as AddressInfo).port}`
    const publicSite = await site.listen({ host: '127.0.0.1', port: 0 })
    const requests = Number(values.requests)
    const signIn = (login: string): ReturnType<Ask> =>
      asked(`${desk}/api/session/password`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-umai': '1' },
        body: JSON.stringify({ login, password: 'жеті қазына бар еді', code: '000000' }),
      })
    return [
      await tellApart('desk, a case: there / not there', requests, [
        (turn) => asked(`${desk}/api/cases/${of(there, turn)}`),
        (turn) => asked(`${desk}/api/cases/${of(nowhere, turn)}`),
      ]),
      await tellApart(
        'desk, a login with a wrong password: there / not there',
        Number(values['sign-ins']),
        [() => signIn(person.login), () => signIn(stranger)],
        // Every attempt is as the first one: what is braked says nothing.
        async () => {
          await server.load((tx) => tx.deleteFrom('throttles').execute())
        },
      ),
      // Of one shape both: how long an address is says nothing about what is there.
      await tellApart('public site, the address of a case: there / not there', requests, [
        (turn) => asked(`${publicSite}/ru/cases/${of(there, turn)}`),
        (turn) => asked(`${publicSite}/ru/cases/${of(nowhere, turn)}`),
      ]),
    ]
  } finally {
    await site.close()
    await server.close()
  }
}

const postgres = await startPostgres()
process.env.UMAI_TEST_ENGINE = 'postgres'
process.env.UMAI_TEST_POSTGRES_URL = postgres.url
const lines = await measure().finally(() => postgres.stop())
for (const { what, requests, status, medians, p95s, firstLonger } of lines)
  process.stdout.write(
    `${what}\n  ${requests} of each, all answered ${status} alike; medians ${medians.map((ms) => ms.toFixed(2)).join(' / ')} ms, p95 ${p95s.map((ms) => ms.toFixed(2)).join(' / ')} ms\n  the first took longer in ${firstLonger.longer.toFixed(3)} of pairs (${firstLonger.z.toFixed(1)} s.e.)\n`,
  )
const isMet = lines.every(({ firstLonger }) => Math.abs(firstLonger.z) < bar)
process.stdout.write(
  `\nNobody can tell them apart by time (less than ${bar} standard errors): ${isMet ? 'met' : 'NOT met'}\n`,
)
keepResult(
  'stranger',
  `node bench/stranger.ts --requests ${values.requests} --sign-ins ${values['sign-ins']}`,
  { bar, lines },
)
process.exitCode = isMet ? 0 : 1
