// Who looks at which record now. Nothing of it is stored: each process keeps in memory what all processes tell each other
// over the database, and forgets whoever is not heard of any more.
import type { LivePresence, LookedAt } from '@umai/contract'
import { type Context, type Identity, runRead } from '@umai/db'
import { sql } from 'kysely'
import { keyOf, parseSeats, type Seat, toPayloads } from './model.ts'
import { listCasesBehind, readColleagues } from './store.ts'

type Staff = Extract<Identity, { kind: 'staff' }>

/** A desk that is connected to this process. */
export type Place = Readonly<{
  deskId: string
  identity: Staff
  send: (presence: LivePresence) => void
  /** The record on the screen may not be seen any longer: what is there is to be read again. */
  lose: () => void
}>

export type Presence = Readonly<{
  /** Only a record that the person sees counts; anything else is as if he looked at nothing. */
  lookAt: (identity: Staff, deskId: string, record: LookedAt | null) => Promise<void>
  add: (place: Place) => () => void
  /** Rights may have changed: whoever sees a record no longer does not look at it either. */
  checkRights: () => void
  stop: () => Promise<void>
}>

export const presenceChannel = 'umai_presence'
const gatherMs = 100
const repeatMs = 10_000
/** Two repeats missed, and the process that spoke for a desk is gone. */
const forgetMs = 25_000

export const startPresence = async (ctx: Omit<Context, 'identity'>): Promise<Presence> => {
  const places = new Map<string, Place>()
  const seats = new Map<string, Seat & { readonly heardMs: number }>()
  const stirred = new Map<string, LookedAt>()
  let timer: NodeJS.Timeout | undefined
  let isTelling = false
  let isStopped = false

  const warn = (error: unknown): void =>
    ctx.log.error('who looks at a record could not be told', { error })

  const announce = async (list: readonly Seat[]): Promise<void> => {
    if (list.length === 0 || isStopped) return
    await ctx.db.transaction({ role: 'umai_door' }, async (tx) => {
      for (const payload of toPayloads(list))
        await sql`select pg_notify(${presenceChannel}, ${payload})`.execute(tx)
    })
  }

  const placeOf = (seat: Seat): Place | undefined => {
    const place = places.get(seat.desk)
    return place?.identity.userId === seat.user ? place : undefined
  }

  const seatsAt = (record: LookedAt): readonly Seat[] =>
    [...seats.values()].filter((seat) => keyOf(seat.record) === keyOf(record))

  const tell = async (place: Place, record: LookedAt, all: readonly Seat[]): Promise<void> => {
    const others = all.filter(({ user }) => user !== place.identity.userId)
    const found = await runRead({ ...ctx, identity: place.identity }, async (tx) => {
      const mine = new Set(await listCasesBehind(tx, record))
      const shared = others.filter(({ cases }) => cases.some((id) => mine.has(id)))
      return { sees: mine.size > 0, colleagues: await readColleagues(tx, shared) }
    })
    if (!found.sees) {
      place.lose()
      const seat = all.find(({ desk }) => desk === place.deskId)
      if (seat !== undefined) await announce([{ ...seat, record: null, cases: [] }])
    }
    place.send({ record, others: found.colleagues })
  }

  const flush = async (): Promise<void> => {
    const records = [...stirred.values()]
    stirred.clear()
    for (const record of records) {
      const all = seatsAt(record)
      for (const seat of all) {
        const place = placeOf(seat)
        if (place !== undefined) await tell(place, record, all)
      }
    }
  }

  const soon = (): void => {
    if (timer !== undefined || isStopped || isTelling || stirred.size === 0) return
    timer = setTimeout(() => {
      timer = undefined
      isTelling = true
      flush()
        .catch(warn)
        .finally(() => {
          isTelling = false
          soon()
        })
    }, gatherMs)
  }

  const stir = (record: LookedAt | null | undefined): void => {
    if (record === null || record === undefined) return
    stirred.set(keyOf(record), record)
  }

  const hear = (seat: Seat): void => {
    const name = `${seat.user} ${seat.desk}`
    const before = seats.get(name)
    if (seat.record === null) seats.delete(name)
    else seats.set(name, { ...seat, heardMs: performance.now() })
    const isSame =
      before !== undefined &&
      keyOf(before.record) === keyOf(seat.record) &&
      before.cases.join() === seat.cases.join()
    if (isSame) return
    // Whoever sees the record no longer is told nothing more of it, so he is told now that nobody is there.
    if (seat.record === null && before?.record)
      placeOf(before)?.send({ record: before.record, others: [] })
    stir(before?.record)
    stir(seat.record)
  }

  const forget = (): void => {
    for (const [name, seat] of seats)
      if (performance.now() - seat.heardMs > forgetMs) {
        seats.delete(name)
        stir(seat.record)
      }
  }

  /** Says again who sits here, so that the others do not forget them. */
  const repeat = async (): Promise<void> => {
    forget()
    soon()
    await announce([...seats.values()].filter((seat) => placeOf(seat) !== undefined))
  }

  const checkRights = async (): Promise<void> => {
    for (const seat of seats.values()) {
      const place = placeOf(seat)
      if (place === undefined || seat.record === null) continue
      const { record } = seat
      const cases = await runRead({ ...ctx, identity: place.identity }, (tx) =>
        listCasesBehind(tx, record),
      )
      if (cases.join() === seat.cases.join()) continue
      if (cases.length === 0) place.lose()
      await announce([{ ...seat, record: cases.length === 0 ? null : record, cases }])
    }
  }

  const unlisten = await ctx.db.listen(presenceChannel, (payload) => {
    for (const seat of parseSeats(payload)) hear(seat)
    soon()
  })
  const repeating = setInterval(() => void repeat().catch(warn), repeatMs)
  repeating.unref()

  return {
    lookAt: async (identity, deskId, record) => {
      const { userId: user } = identity
      const cases =
        record === null
          ? []
          : await runRead({ ...ctx, identity }, (tx) => listCasesBehind(tx, record))
      await announce([{ desk: deskId, user, record: cases.length === 0 ? null : record, cases }])
    },
    add: (place) => {
      places.set(place.deskId, place)
      return () => {
        places.delete(place.deskId)
        const seat = seats.get(`${place.identity.userId} ${place.deskId}`)
        if (seat !== undefined) void announce([{ ...seat, record: null, cases: [] }]).catch(warn)
      }
    },
    checkRights: () => void checkRights().catch(warn),
    stop: async () => {
      isStopped = true
      clearInterval(repeating)
      clearTimeout(timer)
      await unlisten()
    },
  }
}
