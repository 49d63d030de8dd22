// What the imagined region had reported in the four quarters that are over, so that the public figures have something to tell. A
// region is larger than the people a first start writes, and so is what was reported there. All of it is ended and lies with
// a unit in which nobody of the sample works: no desk begins with five hundred old reports.
import { createSubjectKeys, type Db, sealWith, type Tx } from '@umai/db'
import type { Keys } from '@umai/platform'
import {
  createRandom,
  generateFamilies,
  listPastReports,
  listSampleUsers,
  type SamplePastReport,
} from '@umai/sample'
import { unitIds } from './load.ts'

/** What a region of this size reports in a quarter shows both what is told and what is too little to be. */
const PEOPLE_OF_THE_REGION = 60_000
const UNIT = 'police-kogershin'
const MINUTE = 60_000
/** As many as the public site tells of. */
const QUARTERS = 4

/** Adds nothing where they are already. `now` says which quarters are over. */
export async function loadPastReports({
  db,
  keys,
  seed,
  now,
}: {
  readonly db: Db
  readonly keys: Keys
  readonly seed: string
  readonly now: Date
}): Promise<{ readonly added: number }> {
  return db.transaction({ role: 'umai_loader' }, async (tx) => {
    const known = await tx
      .selectFrom('reports')
      .select('id')
      .where('unit_id', '=', unitOf(seed).id)
      .limit(1)
      .executeTakeFirst()
    if (known !== undefined) return { added: 0 }
    const reports = reportsOver(seed, now)
    await insert(tx, { keys, seed, reports })
    return { added: reports.length }
  })
}

function reportsOver(seed: string, now: Date): readonly SamplePastReport[] {
  const { from, to } = quartersOver(now)
  const on = now.toISOString().slice(0, 10)
  return [...generateFamilies({ seed, people: PEOPLE_OF_THE_REGION })]
    .flatMap((family) => listPastReports(family, { seed, on }))
    .filter(({ receivedAt }) => receivedAt >= from && receivedAt < to)
}

/** The four quarters before the one of this day, by the days of the calendar in UTC. */
function quartersOver(now: Date): { readonly from: string; readonly to: string } {
  const first = Math.floor(now.getUTCMonth() / 3) * 3
  const at = (back: number) =>
    new Date(Date.UTC(now.getUTCFullYear(), first - back * 3, 1)).toISOString()
  return { from: at(QUARTERS), to: at(0) }
}

function unitOf(seed: string): { readonly id: string; readonly agencyId: string } {
  const unit = unitIds(seed).get(UNIT)
  if (unit === undefined) throw new Error(`The sample has no unit ${UNIT}.`)
  return unit
}

async function insert(
  tx: Tx,
  {
    keys,
    seed,
    reports,
  }: {
    readonly keys: Keys
    readonly seed: string
    readonly reports: readonly SamplePastReport[]
  },
): Promise<void> {
  const unit = unitOf(seed)
  const registrar = listSampleUsers({ seed }).find(({ login }) => login === 'registrar')
  if (registrar === undefined) throw new Error('The sample has no registrar to record reports.')
  const subjectKeys = await createSubjectKeys(tx, {
    keys,
    agencyId: unit.agencyId,
    subjectIds: reports.map(({ id }) => id),
  })
  await tx
    .insertInto('reports')
    .values(
      reports.map(({ id, receivedAt, content }, at) => {
        const random = createRandom(seed, 'past-report-answer', id)
        const after = (minutes: number) =>
          new Date(Date.parse(receivedAt) + minutes * MINUTE).toISOString()
        return {
          id,
          number: `R-${String(at + 1).padStart(7, '0')}`,
          channel: content.channel,
          speaker: content.speaker.kind,
          urgency: content.danger.now === 'yes' ? ('emergency' as const) : ('routine' as const),
          place_kato: content.place.kato,
          recorded_by: registrar.id,
          recorded_unit_id: unit.id,
          recorded_at: receivedAt,
          received_at: receivedAt,
          answer_by: after(180),
          unit_id: unit.id,
          handed_over_at: receivedAt,
          picked_up_by: registrar.id,
          picked_up_at: after(random.between(4, 95)),
          state: 'ended' as const,
          ended_reason: 'duplicate',
        }
      }),
    )
    .execute()
  await tx
    .insertInto('report_versions')
    .values(
      reports.map(({ id, receivedAt, content }) => {
        const key = subjectKeys.get(id)
        if (key === undefined) throw new Error(`Report ${id} has no key.`)
        return {
          report_id: id,
          version: 1,
          sealed: sealWith(key, {
            subjectId: id,
            place: {
              table: 'report_versions',
              column: 'sealed',
              rowId: `${id}.1`,
              schemaVersion: 1,
            },
            value: JSON.stringify(content),
          }),
          recorded_by: registrar.id,
          recorded_at: receivedAt,
        }
      }),
    )
    .execute()
}
