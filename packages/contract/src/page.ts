// Paged lists: a cursor that only the server can read, a page size, a sort, and the whole count.
import { type TProperties, type TSchema, Type } from 'typebox'
import { exactly, orNull } from './fields.ts'

const Cursor = Type.String({ minLength: 1, maxLength: 400, pattern: '^[A-Za-z0-9_-]+$' })

/** What every paged list takes, with the orders it knows (`-` before a name turns the order round). */
export const pageInput = <
  const Sorts extends readonly [string, ...string[]],
  Properties extends TProperties,
>(
  sorts: Sorts,
  filters: Properties,
) =>
  exactly({
    ...filters,
    cursor: Type.Optional(Cursor),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: 25 })),
    sort: Type.Optional(
      Type.Unsafe<Sorts[number]>({ type: 'string', enum: [...sorts], default: sorts[0] }),
    ),
  })

/** A page: its items, where the next one starts (null on the last) and how many there are in all. */
export const pageOf = <Item extends TSchema>(item: Item) =>
  exactly({
    items: Type.Array(item, { maxItems: 100 }),
    nextCursor: orNull(Cursor),
    total: Type.Integer({ minimum: 0 }),
  })
