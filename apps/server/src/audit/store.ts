import type { RecordKind } from '@umai/contract'
import type { Tx } from '@umai/db'
import { sql } from 'kysely'
import { type Order, readPage } from '../http/page.ts'

type Wanted = Readonly<{
  kind: RecordKind
  id: string
  effect?: 'command' | 'view'
  sort?: '-sequence' | 'sequence'
  cursor?: string
  limit?: number
}>

/** Leaves about one record that have their place in the chain; newer ones get theirs within a second. */
export const listLeaves = async (tx: Tx, wanted: Wanted) => {
  const matching = tx
    .selectFrom('audit_leaves')
    .innerJoin('audit_chain', 'audit_chain.leaf_id', 'audit_leaves.id')
    .where((where) =>
      where.or([
        where.and([
          where('audit_leaves.subject_kind', '=', wanted.kind),
          where('audit_leaves.subject_id', '=', wanted.id),
        ]),
        // What happened to any part of a case happened to the case.
        ...(wanted.kind === 'case' ? [where('audit_leaves.case_id', '=', wanted.id)] : []),
      ]),
    )
    .$if(wanted.effect !== undefined, (query) =>
      query.where('audit_leaves.effect', '=', wanted.effect ?? 'command'),
    )
  const order: Order = {
    sort: wanted.sort ?? '-sequence',
    by: sql.ref('audit_chain.position'),
    as: 'bigint',
    id: sql.ref('audit_chain.position'),
    idAs: 'bigint',
  }
  const page = await readPage(
    matching
      .leftJoin('users', 'users.id', 'audit_leaves.user_id')
      .leftJoin('agencies', 'agencies.id', 'audit_leaves.agency_id')
      .select([
        'audit_chain.position as sequence',
        'audit_chain.chain_hash as chainHash',
        'audit_leaves.at',
        'audit_leaves.action',
        'audit_leaves.effect',
        'audit_leaves.outcome',
        sql<string | null>`audit_leaves.leaf::json ->> 'purpose'`.as('purpose'),
        'users.id as userId',
        'users.name as userName',
        'agencies.name_kk',
        'agencies.name_ru',
        'agencies.name_en',
      ]),
    order,
    wanted,
  )
  const { total } = await matching
    .select((count) => count.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow()
  return { ...page, total }
}
