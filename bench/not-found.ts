// Whether the time of an answer tells "there is a wall" or "not yours" from "not there". Many requests over HTTP in random
// order, on PostgreSQL; for each pair of cases the chance that the one took longer than the other (0.5: they cannot be told
// apart) and how far that is from 0.5 in standard errors (Mann–Whitney). Shown with and without the least time of a refusal.
//
//   node bench/not-found.ts [--requests 400] [--cases 8000]
import type { AddressInfo } from 'node:net'
import { parseArgs } from 'node:util'
import { aCase, aWall, startPostgres } from '@umai/db/testing'
import { randomId } from '@umai/platform'
import { sql } from 'kysely'
import { openTestApp, type Person, type TestApp } from '../apps/server/src/test-app.ts'
import { compare, quantile } from './rank.ts'
import { keepResult } from './results.ts'

const { values } = parseArgs({
  options: {
    requests: { type: 'string', default: '400' },
    cases: { type: 'string', default: '8000' },
  },
})
const requests = Number(values.requests)
const caseCount = Number(values.cases)
/** Three standard errors either way happen by chance once in 370 comparisons. */
const bar = 3

const kinds = ['walled', 'not yours', 'not there'] as const
type Kind = (typeof kinds)[number]

type Line = Readonly<{
  floorMs: number
  viewer: string
  medians: Readonly<Record<Kind, number>>
  p95s: Readonly<Record<Kind, number>>
  walled: ReturnType<typeof compare>
  notYours: ReturnType<typeof compare>
}>

async function world(server: TestApp) {
  const office = await server.anOffice('police')
  const elsewhere = await server.anOffice('police')
  const inspector = await server.aPerson({ ...office, role: 'inspector' })
  const head = await server.aPerson({ ...office, role: 'unit-head' })
  const stranger = await server.aPerson({ ...elsewhere, role: 'inspector' })
  const ids = await server.load(async (tx) => {
    const [first] = [await aCase(tx, { owner_unit_id: office.unitId, owner_id: inspector.id })]
    await sql`
      insert into cases (id, number, place_kato, opened_at, opened_in, owner_unit_id, owner_id)
      select gen_random_uuid(), sec.new_case_number(), place_kato, opened_at, opened_in, owner_unit_id, owner_id
      from cases, generate_series(1, ${caseCount}) where id = ${first}`.execute(tx)
    const walled: string[] = []
    const notYours: string[] = []
    for (let n = 0; n < 20; n++) {
      const own = await aCase(tx, { owner_unit_id: office.unitId, owner_id: inspector.id })
      for (const { id } of [inspector, head]) await aWall(tx, { case_id: own, user_id: id })
      walled.push(own)
      notYours.push(await aCase(tx, { owner_unit_id: elsewhere.unitId, owner_id: stranger.id }))
    }
    return { walled, notYours }
  })
  return { inspector, head, ids }
}

async function measure(floorMs: number): Promise<readonly Line[]> {
  const server = await openTestApp({ notFoundFloorMs: floorMs })
  try {
    const { inspector, head, ids } = await world(server)
    await server.app.http.listen({ host: '127.0.0.1', port: 0 })
    const { port } = server.app.http.server.address() as AddressInfo
    const lines: Line[] = []
    const viewers: readonly (readonly [string, Person])[] = [
      ['an inspector', inspector],
      [`a head with ${caseCount} cases`, head],
    ]
    for (const [viewer, person] of viewers) {
      const cookie = (await server.signedIn(person)).cookie() ?? ''
      const times: Record<Kind, number[]> = { walled: [], 'not yours': [], 'not there': [] }
      const idOf = (kind: Kind, turn: number): string =>
        kind === 'not there'
          ? randomId()
          : ((kind === 'walled' ? ids.walled : ids.notYours)[turn % 20] ?? '')
      const order = Array.from({ length: requests + 10 }, (_, turn) =>
        kinds.map((kind) => ({ kind, turn })),
      ).flatMap((three) => three.toSorted(() => Math.random() - 0.5))
      const bodies = new Set<string>()
      for (const { kind, turn } of order) {
        const startedAt = performance.now()
        const answer = await fetch(`http://127.0.0.1:${port}/api/cases/${idOf(kind, turn)}`, {
          headers: { cookie, host: 'localhost' },
        })
        bodies.add(`${answer.status} ${await answer.text()}`)
        if (turn >= 10) times[kind].push(performance.now() - startedAt)
      }
      if (bodies.size !== 1 || ![...bodies][0]?.startsWith('404'))
        throw new Error(`The answers differ: ${[...bodies].join('\n')}`)
      const each = (part: number) =>
        Object.fromEntries(kinds.map((kind) => [kind, quantile(times[kind], part)])) as Record<
          Kind,
          number
        >
      lines.push({
        floorMs,
        viewer,
        medians: each(0.5),
        p95s: each(0.95),
        walled: compare(times.walled, times['not there']),
        notYours: compare(times['not yours'], times['not there']),
      })
    }
    return lines
  } finally {
    await server.close()
  }
}

const postgres = await startPostgres()
process.env.UMAI_TEST_ENGINE = 'postgres'
process.env.UMAI_TEST_POSTGRES_URL = postgres.url
const lines: Line[] = []
try {
  lines.push(...(await measure(0)), ...(await measure(40)))
} finally {
  await postgres.stop()
}

const said = ({ longer, z }: ReturnType<typeof compare>) =>
  `${longer.toFixed(3)} (${z.toFixed(1)} s.e.)`
for (const line of lines) {
  process.stdout.write(
    `\n${line.viewer}, least time of a refusal ${line.floorMs} ms, ${requests} requests of each kind\n`,
  )
  for (const kind of kinds)
    process.stdout.write(
      `  ${kind.padEnd(10)} median ${line.medians[kind].toFixed(2)} ms, p95 ${line.p95s[kind].toFixed(2)} ms\n`,
    )
  process.stdout.write(
    `  longer than "not there": walled ${said(line.walled)}, not yours ${said(line.notYours)}\n`,
  )
}
const isMet = lines.every(
  ({ floorMs, walled, notYours }) =>
    floorMs === 0 || (Math.abs(walled.z) < bar && Math.abs(notYours.z) < bar),
)
process.stdout.write(
  `\nAs served, nobody can tell them apart by time (less than ${bar} standard errors): ${isMet ? 'met' : 'NOT met'}\n`,
)
keepResult('not-found', `node bench/not-found.ts --requests ${requests} --cases ${caseCount}`, {
  bar,
  lines,
})
process.exitCode = isMet ? 0 : 1
