import type { PersonNameForm } from '@umai/contract'
import { type Tx, unsealFor } from '@umai/db'
import type { Keys } from '@umai/platform'
import type { Instant, PlainDate, Text } from '@umai/words'
import { sql } from 'kysely'
import type { EventKind } from '../events/model.ts'

type CaseSeen = Readonly<{
  number: string
  opened_at: Instant
  closed_at: Instant | null
  unit: Text
  happened_on: PlainDate | null
  may_tell: boolean
}>

/** The frame of the case, and whether the one who asks sees what happened in it, so that nothing is left out in silence. */
export const findCaseToTell = async (tx: Tx, caseId: string): Promise<CaseSeen | undefined> => {
  const { rows } = await sql<CaseSeen>`
    select c.number, c.opened_at, c.closed_at,
      json_build_object('kk', n.name_kk, 'ru', n.name_ru, 'en', n.name_en) as unit,
      (select i.happened_on from incidents i where i.case_id = c.id order by i.happened_on desc limit 1) as happened_on,
      c.id = any (sec.seen_cases('narrative')) as may_tell
    from cases c join units n on n.id = c.owner_unit_id
    where c.id = ${caseId}`.execute(tx)
  return rows[0]
}

export type Affected = Readonly<{ personId: string; names: readonly PersonNameForm[] }>

/** Whoever the case is about: nobody else is told from it. */
export const listAffected = async (tx: Tx, caseId: string): Promise<readonly Affected[]> => {
  const { rows } = await sql<{ person_id: string; names: PersonNameForm[] | null }>`
    select cp.person_id,
      (select json_agg(json_build_object('script', n.script, 'family', n.family, 'given', n.given, 'patronymic', n.patronymic) order by n.script, n.id)
        from person_names n where n.person_id = cp.person_id and n.ended_at is null) as names
    from case_people cp
    where cp.case_id = ${caseId} and cp.role = 'affected'
    order by cp.added_at, cp.id`.execute(tx)
  return rows.map(({ person_id, names }) => ({ personId: person_id, names: names ?? [] }))
}

type Hers = Readonly<{ caseId: string; personId: string }>

export const listOrdersFor = (tx: Tx, { caseId, personId }: Hers) =>
  tx
    .selectFrom('orders')
    .select(['number', 'issued_at', 'served_at', 'ends_at', 'revoked_at'])
    .where('case_id', '=', caseId)
    .where('protected_id', '=', personId)
    .orderBy('issued_at')
    .orderBy('id')
    .execute()

export const listExplainedTo = (tx: Tx, { caseId, personId }: Hers) =>
  tx
    .selectFrom('rights_explanations')
    .select(['topics', 'explained_at'])
    .where('case_id', '=', caseId)
    .where('person_id', '=', personId)
    .orderBy('explained_at')
    .execute()

/** What happened, of the kinds asked for; nothing that was written for staff, and of what is about somebody, only hers. */
export const listEventsFor = async (
  tx: Tx,
  { caseId, personId }: Hers,
  kinds: readonly EventKind[],
): Promise<readonly Readonly<{ kind: EventKind; at: Instant }>[]> => {
  const { rows } = await sql<{ kind: EventKind; at: Instant }>`
    select e.kind, e.happened_at as at
    from case_events e
    where e.case_id = ${caseId} and not e.is_staff_only and e.kind = any (${[...kinds]}::text[])
      and (e.kind <> 'rights-explained' or e.about_id = ${personId})
      and (e.kind not like 'order-%' or exists (select from orders o where o.id = e.about_id and o.protected_id = ${personId}))
    order by e.happened_at, e.id`.execute(tx)
  return rows
}

/** Notes that were written to be seen by the person. */
export const listNotesFor = async (
  tx: Tx,
  keys: Keys,
  caseId: string,
): Promise<readonly Readonly<{ at: Instant; text: string }>[]> => {
  const rows = await tx
    .selectFrom('case_events')
    .select(['id', 'happened_at', 'note_sealed'])
    .where('case_id', '=', caseId)
    .where('kind', '=', 'note-added')
    .where('is_staff_only', '=', false)
    .orderBy('happened_at')
    .orderBy('id')
    .execute()
  return Promise.all(
    rows.flatMap(({ id, happened_at, note_sealed }) =>
      note_sealed === null
        ? []
        : [
            unsealFor(tx, {
              keys,
              subjectId: caseId,
              place: { table: 'case_events', column: 'note_sealed', rowId: id, schemaVersion: 1 },
              sealed: note_sealed,
            }).then((text) => ({ at: happened_at, text })),
          ],
    ),
  )
}

export const readMaker = async (tx: Tx, userId: string) => {
  const { rows } = await sql<{
    name: string
    position: string
    masthead: Text
    is_sample: boolean
  }>`
    select u.name, u.position, coalesce((select is_sample from installation limit 1), false) as is_sample,
      json_build_object('kk', a.name_kk, 'ru', a.name_ru, 'en', a.name_en) as masthead
    from users u join agencies a on a.id = u.agency_id
    where u.id = ${userId}`.execute(tx)
  return rows[0]
}
