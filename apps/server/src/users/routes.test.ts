import {
  completeEnrolment,
  createUser,
  deactivateUser,
  editUser,
  endGrant,
  endUserSessions,
  enrolUserAgain,
  grantRole,
  readEnrolment,
  readSession,
  readUser,
  searchUsers,
} from '@umai/contract'
import { aGrant } from '@umai/db/testing'
import { randomId } from '@umai/platform'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { codeAt } from '../credentials/model.ts'
import { type Browser, openTestApp, type Person, type TestApp } from '../test-app.ts'

let server: TestApp
let office: { readonly agencyId: string; readonly unitId: string }
let elsewhere: { readonly agencyId: string; readonly unitId: string }
let admin: Person
let page: Browser

beforeAll(async () => {
  server = await openTestApp()
  office = await server.anOffice('police')
  elsewhere = await server.anOffice('school')
  admin = await server.aPerson({ ...office, role: 'agency-admin' })
})
beforeEach(async () => {
  page = await server.signedIn(admin)
})
afterAll(() => server.close())

let count = 0
const newcomer = () => {
  count += 1
  return {
    name: 'Асел Оразқызы',
    login: `newcomer.${count}`,
    position: 'Инспектор',
    lang: 'kk' as const,
    unitId: office.unitId,
    role: 'inspector' as const,
  }
}

describe('a new person', () => {
  test('sets password and code with the enrolment and is signed in', async () => {
    const body = newcomer()
    const created = await page.call(createUser, { body })
    expect(created.status, created.text).toBe(200)
    const { token } = created.body.enrolment
    const phone = server.browser()

    const read = await phone.call(readEnrolment, { body: { token } })
    const again = await phone.call(readEnrolment, { body: { token } })
    const code = codeAt(read.body.codeSecret, server.database.clock.now())
    const done = await phone.call(completeEnrolment, {
      body: { token, password: 'тау басында бұлт', code },
    })

    expect(read.body).toMatchObject({ name: body.name, login: body.login })
    expect(again.body.codeSecret).toBe(read.body.codeSecret)
    expect(done.status, done.text).toBe(200)
    expect((await phone.call(readSession, {})).body.session?.grants).toMatchObject([
      { role: 'inspector', unitId: office.unitId },
    ])
    const used = await server.browser().call(readEnrolment, { body: { token } })
    expect(used.code).toBe('enrolment-invalid')
  })

  test('gets the same enrolment when the command is repeated, and is there once', async () => {
    const body = newcomer()
    const key = randomId()

    const first = await page.call(createUser, { body }, { key })
    const second = await page.call(createUser, { body }, { key })

    expect(second.body).toEqual(first.body)
    const found = await page.call(searchUsers, { body: { q: body.login } })
    expect(found.body.total).toBe(1)
  })

  test('cannot be made with the key of another command', async () => {
    const key = randomId()
    await page.call(createUser, { body: newcomer() }, { key })

    const answer = await page.call(createUser, { body: newcomer() }, { key })

    expect([answer.status, answer.code]).toEqual([422, 'idempotency-key-reused'])
  })

  test('with a login that is taken is refused', async () => {
    const body = newcomer()
    await page.call(createUser, { body })

    expect((await page.call(createUser, { body })).code).toBe('login-taken')
  })

  test('with a role that police has not is refused', async () => {
    const answer = await page.call(createUser, { body: { ...newcomer(), role: 'judge' } })

    expect(answer.code).toBe('role-not-for-agency')
  })

  test('in a unit of another agency is refused as if that unit were not there', async () => {
    const body = { ...newcomer(), unitId: elsewhere.unitId }

    expect((await page.call(createUser, { body })).code).toBe('not-found')
  })

  test('too weak a password is refused and the enrolment still good', async () => {
    const created = await page.call(createUser, { body: newcomer() })
    const { token } = created.body.enrolment
    const read = await server.browser().call(readEnrolment, { body: { token } })
    const code = codeAt(read.body.codeSecret, server.database.clock.now())

    const weak = await server
      .browser()
      .call(completeEnrolment, { body: { token, password: 'password1234', code } })

    expect(weak.code).toBe('password-weak')
    expect((await server.browser().call(readEnrolment, { body: { token } })).status).toBe(200)
  })
})

describe('a guarded command', () => {
  test('asks for a fresh proof of identity once five minutes are over', async () => {
    server.database.clock.advance(5 * 60_000)

    const answer = await page.call(createUser, { body: newcomer() })

    expect([answer.status, answer.code]).toEqual([403, 'step-up-required'])
  })
})

describe('a role', () => {
  test('that is given ends the sessions of the person, who then has it', async () => {
    const person = await server.aPerson({ ...office, role: 'inspector' })
    const desk = await server.signedIn(person)

    const granted = await page.call(grantRole, {
      params: { id: person.id },
      body: { unitId: office.unitId, role: 'unit-head', until: null },
    })

    expect(granted.status, granted.text).toBe(200)
    expect((await desk.call(readSession, {})).body.session).toBeNull()
    const next = await server.signedIn(person)
    expect((await next.call(readSession, {})).body.session?.permissions).toContain('waive-duties')
  })

  test('that is taken away permits nothing from that moment', async () => {
    const person = await server.aPerson({ ...office, role: 'inspector' })
    const { body } = await page.call(readUser, { params: { id: person.id } })
    const [grant] = body.grants

    const ended = await page.call(endGrant, {
      params: { id: grant?.id ?? '' },
      body: { reason: 'Moved to another town' },
    })

    expect(ended.status, ended.text).toBe(200)
    const next = await server.signedIn(person)
    expect((await next.call(readSession, {})).body.session?.permissions).toEqual([])
    const again = await page.call(endGrant, {
      params: { id: grant?.id ?? '' },
      body: { reason: 'Twice' },
    })
    expect(again.code).toBe('grant-ended')
  })

  test('cannot be given to oneself', async () => {
    const answer = await page.call(grantRole, {
      params: { id: admin.id },
      body: { unitId: office.unitId, role: 'unit-head', until: null },
    })

    expect(answer.code).toBe('own-account')
  })

  test('cannot end before it begins', async () => {
    const person = await server.aPerson({ ...office, role: 'inspector' })

    const answer = await page.call(grantRole, {
      params: { id: person.id },
      body: { unitId: office.unitId, role: 'unit-head', until: server.database.clock.now() },
    })

    expect(answer.code).toBe('grant-in-past')
  })
})

describe('the last administrator', () => {
  test('of an agency can neither be deactivated nor lose the role', async () => {
    const { body } = await page.call(readUser, { params: { id: admin.id } })

    const deactivated = await page.call(deactivateUser, {
      params: { id: admin.id },
      body: { reason: 'Leaves' },
    })
    const ended = await page.call(endGrant, {
      params: { id: body.grants[0]?.id ?? '' },
      body: { reason: 'Leaves' },
    })

    expect([deactivated.code, ended.code]).toEqual(['last-admin', 'last-admin'])
  })

  test('is there even when two remove each other at the same moment', async () => {
    const station = await server.anOffice('police')
    const [one, two] = [
      await server.aPerson({ ...station, role: 'agency-admin' }),
      await server.aPerson({ ...station, role: 'agency-admin' }),
    ]
    const [first, second] = [await server.signedIn(one), await server.signedIn(two)]

    const answers = await Promise.all([
      first.call(deactivateUser, { params: { id: two.id }, body: { reason: 'No longer here' } }),
      second.call(deactivateUser, { params: { id: one.id }, body: { reason: 'No longer here' } }),
    ])

    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
  })
})

describe('a person of another agency', () => {
  test('is not there for any command of an administrator', async () => {
    const stranger = await server.aPerson({ ...elsewhere, role: 'school-psychologist' })
    const params = { id: stranger.id }
    const reason = { reason: 'Because' }

    const answers = [
      await page.call(editUser, { params, body: { name: 'Other', position: 'x', lang: 'ru' } }),
      await page.call(deactivateUser, { params, body: reason }),
      await page.call(enrolUserAgain, { params, body: reason }),
      await page.call(endUserSessions, { params }),
      await page.call(grantRole, {
        params,
        body: { unitId: office.unitId, role: 'inspector', until: null },
      }),
    ]
    const nobody = await page.call(endUserSessions, { params: { id: randomId() } })

    for (const answer of answers) expect(answer.text).toBe(nobody.text)
    expect(nobody.status).toBe(404)
  })

  test('keeps his grants whoever asks', async () => {
    const stranger = await server.aPerson({ ...elsewhere, role: 'school-psychologist' })
    const grantId = await server.load((tx) =>
      aGrant(tx, { user_id: stranger.id, unit_id: elsewhere.unitId, role: 'unit-head' }),
    )

    const answer = await page.call(endGrant, {
      params: { id: grantId },
      body: { reason: 'Not mine to end' },
    })

    expect(answer.code).toBe('not-found')
  })
})

test('a person who left can no longer sign in, and who is enrolled again must set all anew', async () => {
  const gone = await server.aPerson({ ...office, role: 'inspector' })
  const renewed = await server.aPerson({ ...office, role: 'inspector' })
  await page.call(deactivateUser, { params: { id: gone.id }, body: { reason: 'Retired' } })
  const again = await page.call(enrolUserAgain, {
    params: { id: renewed.id },
    body: { reason: 'Lost the telephone' },
  })

  expect(again.status, again.text).toBe(200)
  await expect(server.signedIn(gone)).rejects.toThrow(/sign-in-failed/)
  await expect(server.signedIn(renewed)).rejects.toThrow(/sign-in-failed/)
})

test('without the permission a list of people is refused, and says so', async () => {
  const nobody = await server.aPerson({ ...office, role: 'inspector' })
  const desk = await server.signedIn(nobody)

  const answer = await desk.call(createUser, { body: newcomer() })

  expect([answer.status, answer.code]).toEqual([403, 'permission-missing'])
})

test('a list is read to its end page by page, each person once', async () => {
  const crowd = await server.anOffice('police')
  const boss = await server.aPerson({ ...crowd, role: 'agency-admin' })
  for (let index = 0; index < 7; index += 1) await server.aPerson({ ...crowd, role: 'inspector' })
  const desk = await server.signedIn(boss)

  for (const sort of ['name', '-name', 'lastSeenAt', '-lastSeenAt'] as const) {
    const seen: string[] = []
    let cursor: string | null = null
    do {
      const answer: Awaited<ReturnType<typeof desk.call<typeof searchUsers>>> = await desk.call(
        searchUsers,
        {
          body: {
            agencyId: crowd.agencyId,
            limit: 3,
            sort,
            ...(cursor === null ? {} : { cursor }),
          },
        },
      )
      expect(answer.status, answer.text).toBe(200)
      expect(answer.body.total).toBe(8)
      seen.push(...answer.body.items.map(({ id }) => id))
      cursor = answer.body.nextCursor
    } while (cursor !== null)
    expect(new Set(seen).size, sort).toBe(8)
    expect(seen, sort).toHaveLength(8)
  }
})
