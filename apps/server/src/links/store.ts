import type { ChildPriority } from '@umai/contract'
import type { Tx } from '@umai/db'
import { randomId } from '@umai/platform'
import type { Instant } from '@umai/words'
import { sql } from 'kysely'
import { displayName } from '../people/model.ts'
import type { Flags } from './model.ts'

export const readFlags = async (tx: Tx, caseId: string): Promise<Flags> => {
  const { rows } = await sql<Flags>`
    select c.risk,
      (select r.urgency from reports r where r.case_id = c.id
        order by array_position(array['emergency', 'urgent', 'routine'], r.urgency) limit 1) as urgency
    from cases c where c.id = ${caseId}`.execute(tx)
  return rows[0] ?? { urgency: null, risk: 'not-assessed' }
}

export type Child = Readonly<{
  person_id: string
  name: string
  has_case: boolean
  to_child: string | null
  of_affected: string | null
}>

/** Children of a case, with what the alleged person is to each and to the affected one. */
export const listChildren = async (tx: Tx, caseId: string): Promise<readonly Child[]> => {
  const { rows } = await sql<Omit<Child, 'name'> & { family: string | null; given: string | null }>`
    select cp.person_id, n.family, n.given,
      exists (select from case_links l where l.case_id = cp.case_id and l.child_id = cp.person_id and l.kind = 'case-of-child') as has_case,
      (select coalesce(
        (select r.relation from person_relations r where r.person_id = cp.person_id and r.relative_id = a.person_id),
        (select 'guardian' from person_relations r where r.person_id = a.person_id and r.relative_id = cp.person_id and r.relation = 'ward'),
        (select 'parent' from person_relations r where r.person_id = a.person_id and r.relative_id = cp.person_id and r.relation = 'child')
      ) from case_people a where a.case_id = cp.case_id and a.role = 'alleged' limit 1) as to_child,
      (select r.relation from case_people f
        join case_people a on a.case_id = f.case_id and a.role = 'alleged'
        join person_relations r on r.person_id = f.person_id and r.relative_id = a.person_id
        where f.case_id = cp.case_id and f.role = 'affected' limit 1) as of_affected
    from case_people cp
    left join lateral (
      select x.family, x.given from person_names x where x.person_id = cp.person_id and x.ended_at is null order by x.script, x.id limit 1
    ) n on true
    where cp.case_id = ${caseId} and cp.role = 'child'
    order by cp.added_at, cp.id`.execute(tx)
  return rows.map(({ family, given, ...row }) => ({
    ...row,
    name: family === null ? '' : displayName({ family, given }),
  }))
}

export type NewLink = Readonly<{
  caseId: string
  otherCaseId: string
  kind: 'case-of-child' | 'family-case'
  childId: string
  priority: ChildPriority
  reasons: readonly string[]
  hasGuardianConflict: boolean
  by: string
  at: Instant
}>

export const insertLink = async (tx: Tx, link: NewLink): Promise<void> => {
  await tx
    .insertInto('case_links')
    .values({
      id: randomId(),
      case_id: link.caseId,
      other_case_id: link.otherCaseId,
      kind: link.kind,
      child_id: link.childId,
      priority: link.priority,
      reasons: [...link.reasons],
      has_guardian_conflict: link.hasGuardianConflict,
      linked_by: link.by,
      linked_at: link.at,
    })
    .execute()
}

export type LinkRow = Readonly<{
  id: string
  kind: 'case-of-child' | 'family-case'
  other_case_id: string
  other_number: string | null
  child_id: string
  family: string | null
  given: string | null
  priority: ChildPriority
  reasons: readonly string[]
  has_guardian_conflict: boolean
  linked_at: Instant
  linked_by: string
  user_name: string | null
}>

export const listLinks = async (tx: Tx, caseId: string): Promise<readonly LinkRow[]> => {
  const { rows } = await sql<LinkRow>`
    select l.id, l.kind, l.other_case_id, c.number as other_number, l.child_id, n.family, n.given, l.priority, l.reasons,
      l.has_guardian_conflict and not coalesce(p.birth_date <= sec.of_age_since(current_date), false) as has_guardian_conflict, l.linked_at, l.linked_by, u.name as user_name
    from case_links l
    left join cases c on c.id = l.other_case_id
    left join users u on u.id = l.linked_by
    left join people p on p.id = l.child_id
    left join lateral (
      select x.family, x.given from person_names x where x.person_id = l.child_id and x.ended_at is null order by x.script, x.id limit 1
    ) n on true
    where l.case_id = ${caseId}
    order by l.linked_at, l.id`.execute(tx)
  return rows
}

export const isCaseSeen = async (tx: Tx, caseId: string): Promise<boolean> =>
  (await tx.selectFrom('cases').select('id').where('id', '=', caseId).executeTakeFirst()) !==
  undefined
