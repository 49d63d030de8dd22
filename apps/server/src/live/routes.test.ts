import {
  assessRisk,
  confirmLowering,
  createWall,
  editUser,
  endUserSessions,
  type LookedAt,
  listInstruments,
  livePath,
  lookAt,
  recordKinds,
} from '@umai/contract'
import { runRead } from '@umai/db'
import { aCase, aWall } from '@umai/db/testing'
import { randomId } from '@umai/platform'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Browser, openTestApp, type Person, type TestApp } from '../test-app.ts'
import { layOrder } from '../test-line.ts'
import { listVisibleIds } from './store.ts'

let server: TestApp
let office: { readonly agencyId: string; readonly unitId: string }
let admin: Person
let address: string

beforeAll(async () => {
  server = await openTestApp()
  office = await server.anOffice()
  admin = await server.aPerson({ ...office, role: 'agency-admin' })
  address = await server.app.http.listen({ host: '127.0.0.1', port: 0 })
})
afterAll(() => server.close())

type Heard = { readonly event: string; readonly data: Record<string, unknown> }
type Stream = {
  readonly status: number
  readonly heard: readonly Heard[]
  readonly raw: () => string
  readonly isOver: () => boolean
  readonly close: () => void
}

/** A desk that listens, over a real connection. */
const listen = async (page: Browser): Promise<Stream> => {
  const stop = new AbortController()
  const response = await fetch(`${address}${livePath}`, {
    headers: { cookie: page.cookie() ?? '' },
    signal: stop.signal,
  })
  const heard: Heard[] = []
  let text = ''
  let isOver = false
  const read = async (): Promise<void> => {
    for await (const chunk of response.body ?? []) {
      text += Buffer.from(chunk).toString('utf8')
      heard.length = 0
      for (const block of text.split('\n\n')) {
        const [, event, data] = /^event: (\w+)\ndata: (.*)$/.exec(block) ?? []
        if (event !== undefined && data !== undefined) heard.push({ event, data: JSON.parse(data) })
      }
    }
  }
  read()
    .catch(() => undefined)
    .finally(() => {
      isOver = true
    })
  return {
    status: response.status,
    heard,
    raw: () => text,
    isOver: () => isOver,
    close: () => stop.abort(),
  }
}

/** Signing in is a change too, of the sessions of whoever listens; it may come before or after the first line. */
const changes = (stream: Stream) =>
  stream.heard.flatMap(({ event, data }) =>
    event === 'change' && data.kind !== 'session' ? [data] : [],
  )

test('two desks hear of each other within a second, and not what it was', async () => {
  const [one, two] = [await server.signedIn(admin), await server.signedIn(admin)]
  const person = await server.aPerson({ ...office, role: 'inspector' })
  const streams = [await listen(one), await listen(two)]

  await one.call(editUser, {
    params: { id: person.id },
    body: { name: 'Құпия Жаңаесім', position: 'Инспектор', lang: 'ru' },
  })

  for (const stream of streams) {
    await expect
      .poll(() => changes(stream), { timeout: 1_000 })
      .toContainEqual({
        kind: 'user',
        id: person.id,
        action: 'edit-user',
        at: expect.any(String),
      })
    expect(stream.raw()).not.toContain('Құпия')
    stream.close()
  }
})

test('nobody hears of a case he may not see, nor of a wall before himself', async () => {
  const inspector = await server.aPerson({ ...office, role: 'inspector' })
  const head = await server.aPerson({ ...office, role: 'unit-head' })
  const [desk, headDesk] = [await server.signedIn(inspector), await server.signedIn(head)]
  const caseId = await server.load(async (tx) => {
    const id = await aCase(tx, { owner_unit_id: office.unitId, owner_id: inspector.id })
    await aWall(tx, { case_id: id, user_id: head.id })
    return id
  })
  const [own, walled] = [await listen(desk), await listen(headDesk)]

  const answer = await desk.call(createWall, {
    body: {
      caseId,
      against: { kind: 'unit', id: (await server.anOffice()).unitId },
      reason: 'other-conflict',
    },
  })

  expect(answer.status, answer.text).toBe(200)
  await expect.poll(() => changes(own).map(({ kind }) => kind)).toEqual(['wall', 'case'])
  expect(changes(walled)).toEqual([])
  own.close()
  walled.close()
})

test('whoever sees a case hears of what happens to a part of it', async () => {
  const line = await layOrder(server)
  const { inspector, head } = line.pages
  const desk = await listen(head)
  const instruments = (await inspector.call(listInstruments, {})).body.items
  const instrument =
    instruments.find(({ status }) => status === 'active') ?? expect.fail('no instrument')
  const assessed = await inspector.call(assessRisk, {
    params: { id: line.caseId },
    body: {
      instrumentId: instrument.id,
      instrumentHash: instrument.hash,
      personId: line.affectedId,
      answers: instrument.items.map(({ id }) => ({ item: id, answer: 'yes' })),
      alone: 'yes',
      lang: 'kk',
      override: { level: 'routine', reason: 'Қару жоқ.' },
    },
  })
  expect(assessed.status, assessed.text).toBe(200)
  // The command names the assessment alone; the case is found while it works.
  const confirmed = await head.call(confirmLowering, {
    params: { id: assessed.body.id },
    body: { reason: 'Хаттама бар.' },
  })
  expect(confirmed.status, confirmed.text).toBe(200)
  await expect
    .poll(() => changes(desk), { timeout: 10_000 })
    .toContainEqual({
      kind: 'case',
      id: line.caseId,
      action: 'confirm-lowering',
      at: expect.any(String),
    })
  desk.close()
})

test('a desk whose session was ended is told so and let go', async () => {
  const person = await server.aPerson({ ...office, role: 'inspector' })
  const stream = await listen(await server.signedIn(person))
  const page = await server.signedIn(admin)

  await page.call(endUserSessions, { params: { id: person.id } })

  await expect.poll(() => stream.heard.at(-1)?.event).toBe('ended')
  await expect.poll(stream.isOver).toBe(true)
})

test('every kind of record is asked for where it is kept', async () => {
  for (const kind of recordKinds) {
    const ids = await runRead(server.database.as(admin.id), (tx) =>
      listVisibleIds(tx, kind, [randomId()]),
    )
    expect(ids, kind).toEqual([])
  }
})

test('without a session there is nothing to hear', async () => {
  const stream = await listen({ ...server.browser(), cookie: () => `sid=${'x'.repeat(43)}` })

  expect(stream.status).toBe(401)
})

test('a notice that is no notice stops nothing', async () => {
  const page = await server.signedIn(admin)
  const stream = await listen(page)
  const id = randomId()
  await server.load(async (tx) => {
    for (const payload of [
      '',
      '{',
      '[]',
      '{"action":1}',
      `{"action":"x","kind":"nothing","id":"${id}"}`,
    ])
      await sql`select pg_notify('umai_changes', ${payload})`.execute(tx)
  })
  const person = await server.aPerson({ ...office, role: 'inspector' })

  await page.call(editUser, {
    params: { id: person.id },
    body: { name: 'Басқа Есім', position: 'Инспектор', lang: 'ru' },
  })

  await expect.poll(() => changes(stream)).toHaveLength(1)
  stream.close()
})

/** How long a busy machine may take; what is asked is that it comes, not when. */
const patiently = { timeout: 15_000 }

/** Who the last word about this record says is there. */
const others = (stream: Stream, { kind, id }: LookedAt): unknown =>
  stream.heard.findLast(
    ({ event, data }) =>
      event === 'presence' &&
      (data.record as LookedAt).kind === kind &&
      (data.record as LookedAt).id === id,
  )?.data.others

const deskIdOf = async (stream: Stream): Promise<string> => {
  await expect.poll(() => stream.heard[0]?.event, patiently).toBe('hello')
  return String(stream.heard[0]?.data.deskId)
}

/** A desk at work, under a name that no text holds by chance. */
const sitDown = async (person: Person) => {
  const name = `Аты ${person.login}`
  await server.load((tx) =>
    tx.updateTable('users').set({ name }).where('id', '=', person.id).execute(),
  )
  const page = await server.signedIn(person)
  const stream = await listen(page)
  const deskId = await deskIdOf(stream)
  return {
    name,
    stream,
    look: (record: LookedAt | null) => page.call(lookAt, { body: { deskId, record } }),
    page,
  }
}

test('two people at one case see each other by name and unit, and no longer when one goes', async () => {
  const inspector = await server.aPerson({ ...office, role: 'inspector' })
  const head = await server.aPerson({ ...office, role: 'unit-head' })
  const id = await server.load((tx) =>
    aCase(tx, { owner_unit_id: office.unitId, owner_id: inspector.id }),
  )
  const record = { kind: 'case', id } as const
  const [one, two] = [await sitDown(inspector), await sitDown(head)]

  await one.look(record)
  await expect.poll(() => others(one.stream, record), patiently).toEqual([])
  await two.look(record)

  await expect.poll(() => others(one.stream, record), patiently).toMatchObject([{ name: two.name }])
  await expect.poll(() => others(two.stream, record), patiently).toMatchObject([{ name: one.name }])
  expect(others(one.stream, record)).toMatchObject([{ unit: { kk: expect.any(String) } }])
  await two.look(null)
  await expect.poll(() => others(one.stream, record), patiently).toEqual([])
  await two.look(record)
  await expect.poll(() => others(one.stream, record), patiently).toHaveLength(1)
  two.stream.close()
  await expect.poll(() => others(one.stream, record), patiently).toEqual([])
  one.stream.close()
})

test('whoever stands before a wall looks at nothing, and is gone once a wall is put up', async () => {
  const inspector = await server.aPerson({ ...office, role: 'inspector' })
  const head = await server.aPerson({ ...office, role: 'unit-head' })
  const walled = await server.aPerson({ ...office, role: 'unit-head' })
  const id = await server.load(async (tx) => {
    const made = await aCase(tx, { owner_unit_id: office.unitId, owner_id: inspector.id })
    await aWall(tx, { case_id: made, user_id: walled.id })
    return made
  })
  const record = { kind: 'case', id } as const
  const [one, two, three] = [await sitDown(inspector), await sitDown(head), await sitDown(walled)]
  await three.look(record)
  await one.look(record)
  await two.look(record)

  await expect.poll(() => others(one.stream, record), patiently).toMatchObject([{ name: two.name }])
  expect(others(three.stream, record)).toBeUndefined()

  const answer = await one.page.call(createWall, {
    body: { caseId: id, against: { kind: 'user', id: head.id }, reason: 'other-conflict' },
  })
  expect(answer.status, answer.text).toBe(200)
  await expect.poll(() => others(one.stream, record), patiently).toEqual([])
  await expect.poll(() => others(two.stream, record), patiently).toEqual([])
  expect(two.stream.heard.map(({ event }) => event)).toContain('reload')
  expect(one.stream.heard.map(({ event }) => event)).not.toContain('reload')
  expect(three.stream.raw()).not.toContain(one.name)
  for (const { stream } of [one, two, three]) stream.close()
})

test('a protected name is shown to the own agency only', async () => {
  const shelter = await server.anOffice('crisis-centre')
  const inspector = await server.aPerson({ ...office, role: 'inspector' })
  const worker = await server.aPerson({ ...shelter, role: 'centre-worker' })
  const id = await server.load(async (tx) => {
    const made = await aCase(tx, { owner_unit_id: office.unitId, owner_id: inspector.id })
    await tx
      .insertInto('case_assignments')
      .values({ case_id: made, unit_id: shelter.unitId, relation: 'referral' })
      .execute()
    await tx.updateTable('users').set({ is_protected: true }).where('id', '=', worker.id).execute()
    return made
  })
  const record = { kind: 'case', id } as const
  const [one, two] = [await sitDown(inspector), await sitDown(worker)]
  await one.look(record)
  await two.look(record)

  await expect.poll(() => others(two.stream, record), patiently).toMatchObject([{ name: one.name }])
  await expect
    .poll(() => others(one.stream, record), patiently)
    .toEqual([{ name: null, unit: null }])
  expect(one.stream.raw()).not.toContain(two.name)
  one.stream.close()
  two.stream.close()
})
