// One way to page through a list: by the value and id of the last row shown, never by counting off rows, so that a
// list that grows meanwhile shows nothing twice and leaves nothing out.
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
