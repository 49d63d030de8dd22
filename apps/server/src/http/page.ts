// One way to page through a list: by the value and id of the last row shown, never by counting off rows, so that a
// list that grows meanwhile shows nothing twice and leaves nothing out.
import type { Tx } from '@umai/db'
import { fail } from '@umai/platform'
import { type RawBuilder, type SelectQueryBuilder, sql } from 'kysely'

export type Order = Readonly<{
  /** Name of the order as the caller gave it; a cursor belongs to one order. */
  sort: string
  /** What is ordered by; never null. */
  by: RawBuilder<unknown>
  as: 'text' | 'timestamptz' | 'bigint'
  /** Makes the order whole where values are equal. */
  id: RawBuilder<unknown>
  idAs: 'uuid' | 'bigint'
}>

type Place = Readonly<{ sort: string; value: string; id: string }>

/** Rows of one page and where the next begins. */
export const readPage = async <DB, TB extends keyof DB, Row>(
  query: SelectQueryBuilder<DB, TB, Row>,
  order: Order,
  page: { readonly cursor?: string; readonly limit?: number },
): Promise<{ readonly rows: readonly Row[]; readonly nextCursor: string | null }> => {
  const limit = page.limit ?? 25
  const isDescending = order.sort.startsWith('-')
  const direction = isDescending ? 'desc' : 'asc'
  const after = page.cursor === undefined ? undefined : readCursor(page.cursor, order)
  const keyed = query.select([
    sql<string>`(${order.by})::text`.as('pageValue'),
    sql<string>`(${order.id})::text`.as('pageId'),
  ]) as unknown as SelectQueryBuilder<DB, TB, Row & { pageValue: string; pageId: string }>
  const rest =
    after === undefined
      ? keyed
      : keyed.where(
          sql<boolean>`((${order.by}), (${order.id})) ${sql.raw(isDescending ? '<' : '>')}
            (${after.value}::${sql.raw(order.as)}, ${after.id}::${sql.raw(order.idAs)})`,
        )
  const found = (await rest
    .orderBy(order.by, direction)
    .orderBy(order.id, direction)
    .limit(limit + 1)
    .execute()) as unknown as (Row & { pageValue: string; pageId: string })[]
  const rows = found.slice(0, limit)
  const last = rows.at(-1)
  return {
    rows,
    nextCursor:
      found.length > limit && last !== undefined
        ? writeCursor({ sort: order.sort, value: last.pageValue, id: last.pageId })
        : null,
  }
}

/**
 * Ids of one page and how many there are, in one pass over bare rows: what a line shows besides is read for the rows of
 * the page alone. Give it what matches, not yet ordered.
 */
export const readPageOfIds = async <DB, TB extends keyof DB>(
  tx: Tx,
  matching: SelectQueryBuilder<DB, TB, object>,
  order: Order,
  page: { readonly cursor?: string; readonly limit?: number },
): Promise<{
  readonly ids: readonly string[]
  readonly nextCursor: string | null
  readonly total: number
}> => {
  const all = matching.select([
    sql<string>`${order.id}`.as('id'),
    sql`${order.by}`.as('by'),
    sql<number>`(count(*) over ())::int`.as('total'),
  ])
  const outer: Order = { ...order, by: sql`found.by`, id: sql`found.id` }
  const lines = tx
    .selectFrom(all.as('found') as unknown as 'units as found')
    .select([sql<string>`found.id`.as('id'), sql<number>`found.total`.as('total')])
  const { rows, nextCursor } = await readPage(lines, outer, page)
  const [first] = rows
  if (first !== undefined || page.cursor === undefined)
    return { ids: rows.map(({ id }) => id), nextCursor, total: first?.total ?? 0 }
  // Behind the last row the total has no row to stand in.
  const counted = (await matching
    .select(sql<number>`count(*)::int`.as('total'))
    .executeTakeFirstOrThrow()) as { total: number }
  return { ids: [], nextCursor: null, total: counted.total }
}

/** Where the next page begins, for a list that found its own first page. */
export const cursorAfter = (
  [id, value]: readonly [id: string, value: string, ...rest: unknown[]],
  { sort }: Order,
): string => writeCursor({ sort, value, id })

/** Rows in the order of these ids; what was lost meanwhile is left out. */
export const inOrderOf = <Row extends { readonly id: string }>(
  ids: readonly string[],
  rows: readonly Row[],
): readonly Row[] => {
  const byId = new Map(rows.map((row) => [row.id, row]))
  return ids.flatMap((id) => byId.get(id) ?? [])
}

/** Text for a search by part of a name, in which nothing the user typed is a wildcard. */
export const likePattern = (typed: string): string =>
  `%${typed.trim().replaceAll(/[\\%_]/g, '\\$&')}%`

const writeCursor = ({ sort, value, id }: Place): string =>
  Buffer.from(JSON.stringify([sort, value, id])).toString('base64url')

const shapes = {
  text: /^[^\0]{0,300}$/s,
  timestamptz: /^[\d:. +-]{10,40}$/,
  bigint: /^-?\d{1,18}$/,
  uuid: /^[0-9a-f-]{36}$/,
} as const

/** A cursor is a place anybody may make up; one that is not of this list is refused, none can show more. */
const readCursor = (cursor: string, order: Order): Place => {
  const [sort, value, id] = parseArray(Buffer.from(cursor, 'base64url').toString('utf8'))
  if (
    sort !== order.sort ||
    typeof value !== 'string' ||
    typeof id !== 'string' ||
    !shapes[order.as].test(value) ||
    !shapes[order.idAs].test(id) ||
    (order.as === 'timestamptz' &&
      Number.isNaN(Date.parse(value.replace(' ', 'T').replace(/\+00$/, 'Z'))))
  )
    fail('cursor-invalid')
  return { sort, value, id }
}

const parseArray = (text: string): readonly unknown[] => {
  try {
    const value: unknown = JSON.parse(text)
    return Array.isArray(value) ? value : []
  } catch {
    return []
  }
}
