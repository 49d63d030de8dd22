import {
  endMyOtherSessions,
  listMySessions,
  readSession,
  searchUsers,
  signInByPassword,
  signOut,
  stepUp,
} from '@umai/contract'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTestApp, type Person, type TestApp } from '../test-app.ts'

let server: TestApp
let office: { readonly agencyId: string; readonly unitId: string }
let person: Person

beforeAll(async () => {
  server = await openTestApp()
  office = await server.anOffice()
  person = await server.aPerson({ ...office, role: 'inspector' })
})
afterAll(() => server.close())

const minutes = (count: number): void => server.database.clock.advance(count * 60_000)

describe('signing in', () => {
  test('with password and code opens a session that names the person and what he may do', async () => {
    const page = server.browser()

    const answer = await page.call(signInByPassword, {
      body: { login: person.login, password: person.password, code: server.freshCode(person) },
    })

    expect(answer.status, answer.text).toBe(200)
    expect(answer.body.session).toMatchObject({ user: { id: person.id }, purpose: 'case-work' })
    expect(answer.body.session.permissions).toContain('work-cases')
    expect(answer.headers['set-cookie']).toMatch(/^sid=.{43}; Path=\/; HttpOnly; SameSite=Strict$/)
    const { body } = await page.call(readSession, {})
    expect(body.session?.user.id).toBe(person.id)
  })

  test('works once with each code', async () => {
    const code = server.freshCode(person)
    const body = { login: person.login, password: person.password, code }
    const first = await server.browser().call(signInByPassword, { body })

    const second = await server.browser().call(signInByPassword, { body })

    expect([first.status, second.status, second.code]).toEqual([200, 401, 'sign-in-failed'])
  })

  test('works once with a code that comes twice at the same moment', async () => {
    const code = server.freshCode(person)
    const body = { login: person.login, password: person.password, code }

    const answers = await Promise.all(
      [1, 2, 3].map(() => server.browser().call(signInByPassword, { body })),
    )

    expect(answers.map(({ status }) => status).sort()).toEqual([200, 401, 401])
  })

  test('fails alike for a wrong password, a wrong code and a login nobody has', async () => {
    const other = await server.aPerson({ ...office, role: 'inspector' })
    const right = { login: other.login, password: other.password, code: server.freshCode(other) }

    const answers = await Promise.all(
      [
        { ...right, password: 'not this one at all' },
        { ...right, code: '000000' },
        { ...right, login: 'nobody.here' },
      ].map((body) => server.browser().call(signInByPassword, { body })),
    )

    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1)
    expect(answers[0]?.code).toBe('sign-in-failed')
  })

  test('waits after five failures, for a login that exists and for one that does not', async () => {
    const other = await server.aPerson({ ...office, role: 'inspector' })
    for (const login of [other.login, 'also.nobody']) {
      const guess = { login, password: 'guessing again', code: '123456' }
      for (const _ of [1, 2, 3, 4, 5])
        await server.browser().call(signInByPassword, { body: guess })

      const answer = await server.browser().call(signInByPassword, { body: guess })

      expect([answer.status, answer.code]).toEqual([429, 'sign-in-throttled'])
      expect(answer.headers['retry-after']).toBe('15')
    }
  })

  test('is open again after the wait', async () => {
    const other = await server.aPerson({ ...office, role: 'inspector' })
    const guess = { login: other.login, password: 'guessing again', code: '123456' }
    for (const _ of [1, 2, 3, 4, 5]) await server.browser().call(signInByPassword, { body: guess })

    const page = await server.signedIn(other)

    expect((await page.call(readSession, {})).body.session).not.toBeNull()
  })
})

describe('a session', () => {
  test('ends after a quarter of an hour without a touch', async () => {
    const page = await server.signedIn(person)

    minutes(15)

    expect((await page.call(readSession, {})).body.session).toBeNull()
  })

  test('is prolonged by hands but not by refreshes in the background', async () => {
    const byHand = await server.signedIn(person)
    const byItself = await server.signedIn(person)
    const headers = { 'x-umai-background': '1' }

    minutes(10)
    await byHand.call(readSession, {})
    await byItself.call(readSession, {}, { headers })
    minutes(10)

    expect((await byHand.call(readSession, {})).body.session).not.toBeNull()
    expect((await byItself.call(readSession, {}, { headers })).body.session).toBeNull()
  })

  test('ends after ten hours however busy', async () => {
    const page = await server.signedIn(person)
    for (let hour = 0; hour < 60; hour += 1) {
      minutes(10)
      await page.call(readSession, {})
    }

    expect((await page.call(readSession, {})).body.session).toBeNull()
  })

  test('is over for whoever kept the cookie once it was signed out', async () => {
    const page = await server.signedIn(person)
    const cookie = page.cookie() ?? ''

    await page.call(signOut, {})

    const thief = await server.browser().call(readSession, {}, { headers: { cookie } })
    expect(page.cookie()).toBeUndefined()
    expect(thief.body.session).toBeNull()
  })

  test('gets a new token by stepping up, and the old one is worth nothing', async () => {
    const page = await server.signedIn(person)
    const before = page.cookie() ?? ''

    const answer = await page.call(stepUp, {
      body: { kind: 'code', password: person.password, code: server.freshCode(person) },
    })

    expect(answer.status, answer.text).toBe(200)
    expect(page.cookie()).not.toBe(before)
    const old = await server.browser().call(readSession, {}, { headers: { cookie: before } })
    expect(old.body.session).toBeNull()
  })

  test('can end all the others', async () => {
    const other = await server.aPerson({ ...office, role: 'inspector' })
    const [here, there] = [await server.signedIn(other), await server.signedIn(other)]

    const listed = await here.call(listMySessions, {})
    const ended = await here.call(endMyOtherSessions, {})

    expect(listed.body.items.map(({ isThis }) => isThis).sort()).toEqual([false, true])
    expect(ended.body).toEqual({ ended: 1 })
    expect((await there.call(readSession, {})).body.session).toBeNull()
    expect((await here.call(readSession, {})).body.session).not.toBeNull()
  })
})

test('without a session a guarded address says so and forgets the cookie', async () => {
  const answer = await server.browser().call(searchUsers, { body: {} })

  expect([answer.status, answer.code]).toEqual([401, 'signed-out'])
  expect(answer.headers['set-cookie']).toContain('Max-Age=0')
})
