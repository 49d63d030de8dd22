// What the minute job costs that looks after the clocks of all duties: with 100,000 live duties, when nothing is due,
// when one in a hundred is, and in the worst minute, when every one of them passes its time at once. Beside it, in the
// same run, the same rows are counted and updated by one plain statement each: what the database needs by itself.
//
//   node bench/duties-sweep.ts [--duties 100000] [--engine postgres|pglite]
import { mkdirSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { type Db, migrate, openDatabase } from '@umai/db'
import { startPostgres } from '@umai/db/testing'
import { law } from '@umai/law'
import { fixedClock, keysFromSeed, silentLog } from '@umai/platform'
import { callsOf } from '@umai/rules'
import { addHours } from '@umai/words'
import { sweepDuties } from '../apps/server/src/duties/actions/sweep.ts'

const { values } = parseArgs({
  options: {
    duties: { type: 'string', default: '100000' },
    engine: { type: 'string', default: 'postgres' },
  },
})
const dutyCount = Number(values.duties)
const caseCount = Math.ceil(dutyCount / 5)
const target = 10_000
const start = '2026-11-20T06:00:00.000Z'
const due = addHours(start, 24)
/** The calls of a notice that is due within a day, in hours from its due time. */
const steps = callsOf(law, {}, { startedAt: start, dueAt: due }).map(({ step, to, at }) => ({
  step,
  to,
  hours: (Date.parse(at) - Date.parse(due)) / 3_600_000,
}))
/** One in a hundred is due in the first month, one in the second, and so on. */
const dueOf = (n: string) => `('${due}'::timestamptz + (${n} % 100) * interval '30 days')`
const callsAt = (n: string) =>
  `jsonb_build_array(${steps
    .map(
      ({ step, to, hours }) =>
        `jsonb_build_object('step', '${step}', 'to', '${to}', 'at', ${dueOf(n)} + interval '${hours} hours')`,
    )
    .join(', ')})`

const id = (kind: number, number: string) =>
  `('00000000-0000-7${String(kind).padStart(3, '0')}-8000-' || lpad(to_hex((${number})::bigint), 12, '0'))::uuid`

async function load(db: Db): Promise<void> {
  await db.script(`
    set local session_replication_role = replica;
    insert into agencies (id, kind, name_kk, name_ru, name_en, place_kato) values
      (${id(1, '0')}, 'prosecutor', 'а', 'а', 'a', '750000000'), (${id(1, '1')}, 'police', 'а', 'а', 'a', '750000000');
    insert into units (id, agency_id, name_kk, name_ru, name_en, place_kato, path)
      select ${id(2, 'n')}, case when n = 0 then ${id(1, '0')} else ${id(1, '1')} end, 'а', 'а', 'a', '750000000', array[${id(2, 'n')}]
      from generate_series(0, 40) n;
    insert into cases (id, number, place_kato, opened_at, opened_in, owner_unit_id)
      select ${id(4, 'n')}, n::text, '750000000', '${start}', ${id(2, '1 + n % 40')}, ${id(2, '1 + n % 40')} from generate_series(1, ${caseCount}) n;
    insert into case_assignments (case_id, unit_id, relation)
      select id, owner_unit_id, 'owner' from cases union all select id, ${id(2, '0')}, 'oversight' from cases;
    insert into case_events (id, case_id, kind, happened_at, recorded_at)
      select ${id(5, 'n')}, ${id(4, 'n')}, 'case-opened', '${start}', '${start}' from generate_series(1, ${caseCount}) n;
    insert into duties (id, case_id, rule, occurrence, event_id, basis, statement, bearer, unit_id, started_at, due_at, calls, next_call_at)
      select ${id(6, 'n')}, ${id(4, `1 + n % ${caseCount}`)}, 'kz/lop/72#' || n, 1, ${id(5, `1 + n % ${caseCount}`)}, 'law',
        '{"what": {"kk": "Хабарлау", "ru": "Уведомить", "en": "Notify"}, "citations": [], "clock": null, "satisfiedBy": []}', 'police',
        ${id(2, `1 + n % ${caseCount} % 40`)}, '${start}', ${dueOf('n')}, ${callsAt('n')},
        ${dueOf('n')} + interval '${steps[0]?.hours ?? 0} hours'
      from generate_series(1, ${dutyCount}) n;`)
  await db.script('analyze')
  await db.script('checkpoint')
}

const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const startedAt = performance.now()
  await work()
  return Math.round(performance.now() - startedAt)
}

const countOf = async (db: Db, table: string): Promise<number> =>
  db.transaction({ role: 'umai_jobs', readOnly: true }, async (tx) => {
    const row = await tx
      .selectFrom(table as 'escalations')
      .select((select) => select.fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow()
    return Number(row.count)
  })

const server = values.engine === 'pglite' ? undefined : await startPostgres()
const keys = keysFromSeed('bench')
const db = await openDatabase(server === undefined ? {} : { url: server.url }, {
  keys,
  log: silentLog,
  poolSize: 2,
})
const clock = fixedClock(start)
const ctx = {
  db,
  keys,
  clock,
  log: silentLog,
  lang: 'kk' as const,
  identity: { kind: 'jobs' as const, job: 'sweep-duties' },
}
type Line = Readonly<{ minute: string; called: number; ms: number }>
const lines: Line[] = []
let updateMs = 0
try {
  await migrate(db, { keys })
  process.stderr.write(`loading ${dutyCount} duties of ${caseCount} cases…\n`)
  await load(db)
  const minute = async (name: string): Promise<void> => {
    const before = await countOf(db, 'escalations')
    const ms = await timed(() => sweepDuties(ctx))
    lines.push({ minute: name, called: (await countOf(db, 'escalations')) - before, ms })
  }
  await minute('nothing is due')
  clock.set(addHours(due, 1))
  await minute('one in a hundred is late')
  await minute('the same minute again')
  clock.set(addHours(due, 24 * 30 * 10 + 1))
  await minute('one in ten is late')
  updateMs = await timed(() =>
    db.script('update duties set warned_at = started_at where warned_at is null'),
  )
  clock.set(addHours(start, 24 * 30 * 101))
  await minute('every one is late and called as far as it goes')
  await minute('the minute after')
} finally {
  await db.close()
  await server?.stop()
}

for (const { minute, called, ms } of lines)
  process.stdout.write(
    `${minute.padEnd(48)} ${String(called).padStart(8)} calls ${String(ms).padStart(8)} ms\n`,
  )
const worst = Math.max(...lines.map(({ ms }) => ms))
const isMet = worst < target
process.stdout.write(
  `one plain update of all rows, for comparison: ${updateMs} ms; ratio of the worst minute ${(worst / updateMs).toFixed(1)}\n` +
    `Target (worst minute under ${target} ms): ${isMet ? 'met' : 'NOT met'}\n`,
)
const folder = join(import.meta.dirname, 'results')
mkdirSync(folder, { recursive: true })
writeFileSync(
  join(folder, 'duties-sweep.json'),
  `${JSON.stringify(
    {
      command: `node bench/duties-sweep.ts --duties ${dutyCount} --engine ${values.engine}`,
      at: new Date().toISOString(),
      machine: { cpu: cpus()[0]?.model ?? 'unknown', cores: cpus().length },
      duties: dutyCount,
      lines,
      updateMs,
      target,
      isMet,
    },
    null,
    2,
  )}\n`,
)
process.exitCode = isMet ? 0 : 1
