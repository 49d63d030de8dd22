import { createWall, editUser, endUserSessions, livePath, recordKinds } from '@umai/contract'
import { runRead } from '@umai/db'
import { aCase, aWall } from '@umai/db/testing'
import { randomId } from '@umai/platform'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Browser, openTestApp, type Person, type TestApp } from '../test-app.ts'
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
