import { type LookedAt, type RecordKind, recordKinds } from '@umai/contract'
import type { Change } from '@umai/db'

/** A record that changed and that a desk may ask about. */
export type Changed = Readonly<{ kind: RecordKind; id: string; action: string }>

/** What a notice of the database says about records; anything else is nobody's business. */
export const parseChange = (payload: string): readonly Changed[] => {
  const change = parse(payload)
  if (change === undefined || typeof change.action !== 'string') return []
  const { action, kind, id, caseId } = change
  const own: readonly Changed[] = isRecordKind(kind) && isId(id) ? [{ kind, id, action }] : []
  // A desk that shows a case shows its parts too.
  const ofCase: readonly Changed[] =
    isId(caseId) && kind !== 'case' ? [{ kind: 'case', id: caseId, action }] : []
  return [...own, ...ofCase]
}

const parse = (payload: string): Partial<Change> | undefined => {
  try {
    const value: unknown = JSON.parse(payload)
    return typeof value === 'object' && value !== null ? value : undefined
  } catch {
    return undefined
  }
}

const isRecordKind = (kind: unknown): kind is RecordKind =>
  recordKinds.some((known) => known === kind)

const isId = (id: unknown): id is string => typeof id === 'string' && /^[0-9a-f-]{36}$/.test(id)

/** One server-sent event. */
export const toEvent = (event: string, data: object): string =>
  `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`

/** One desk and what it shows; the cases are those through which its person sees the record. */
export type Seat = Readonly<{
  desk: string
  user: string
  record: LookedAt | null
  cases: readonly string[]
}>

export const keyOf = (record: LookedAt | null): string =>
  record === null ? '' : `${record.kind} ${record.id}`

/** The database carries at most 8,000 bytes in one notice; a seat with its cases takes less than 1,000. */
const seatsPerPayload = 7
export const casesPerSeat = 20

export const toPayloads = (seats: readonly Seat[]): readonly string[] => {
  const payloads: string[] = []
  for (let at = 0; at < seats.length; at += seatsPerPayload)
    payloads.push(
      JSON.stringify(
        seats
          .slice(at, at + seatsPerPayload)
          .map(({ desk, user, record, cases }) => ({ desk, user, record, cases })),
      ),
    )
  return payloads
}

/** The seats of a notice; what has another form is nobody's. */
export const parseSeats = (payload: string): readonly Seat[] => {
  try {
    const list: unknown = JSON.parse(payload)
    return Array.isArray(list) ? list.filter(isSeat) : []
  } catch {
    return []
  }
}

const isSeat = (value: unknown): value is Seat => {
  if (typeof value !== 'object' || value === null) return false
  const { desk, user, record, cases } = value as Partial<Seat>
  const isRecord =
    record === null ||
    (typeof record === 'object' &&
      (record.kind === 'case' || record.kind === 'person') &&
      isId(record.id))
  return isId(desk) && isId(user) && isRecord && Array.isArray(cases) && cases.every(isId)
}
