import {
  addPasskey,
  changePassword,
  readMyCredentials,
  readSession,
  removePasskey,
  signInByPasskey,
  signInByPassword,
  startAddPasskey,
  startPasskeySignIn,
  startPasskeyStepUp,
  stepUp,
} from '@umai/contract'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Browser, openTestApp, type Person, type TestApp } from '../test-app.ts'
import { type Authenticator, createAuthenticator } from './test-authenticator.ts'

const origin = 'http://localhost'
let server: TestApp
let office: { readonly agencyId: string; readonly unitId: string }

beforeAll(async () => {
  server = await openTestApp()
  office = await server.anOffice()
})
afterAll(() => server.close())

const aPerson = () => server.aPerson({ ...office, role: 'inspector' })

const register = async (page: Browser, key: Authenticator) => {
  const { body } = await page.call(startAddPasskey, {})
  return page.call(addPasskey, {
    body: { name: 'Кілт', challengeId: body.challengeId, response: key.create(body.options) },
  })
}

const withPasskey = async (): Promise<{ person: Person; page: Browser; key: Authenticator }> => {
  const person = await aPerson()
  const page = await server.signedIn(person)
  const key = createAuthenticator(origin)
  const added = await register(page, key)
  expect(added.status, added.text).toBe(200)
  return { person, page, key }
}

describe('a passkey', () => {
  test('signs its person in without login, password or code', async () => {
    const { person, key } = await withPasskey()
    const fresh = server.browser()
    const { body } = await fresh.call(startPasskeySignIn, {})

    const answer = await fresh.call(signInByPasskey, {
      body: { challengeId: body.challengeId, response: key.get(body.options) },
    })

    expect(answer.status, answer.text).toBe(200)
    expect((await fresh.call(readSession, {})).body.session?.user.id).toBe(person.id)
  })

  test('answers a challenge once', async () => {
    const { key } = await withPasskey()
    const fresh = server.browser()
    const { body } = await fresh.call(startPasskeySignIn, {})
    const input = { body: { challengeId: body.challengeId, response: key.get(body.options) } }
    await fresh.call(signInByPasskey, input)

    const again = await server.browser().call(signInByPasskey, input)

    expect(again.code).toBe('sign-in-failed')
  })

  test('that answers after two minutes is refused', async () => {
    const { key } = await withPasskey()
    const { body } = await server.browser().call(startPasskeySignIn, {})
    server.database.clock.advance(121_000)

    const answer = await server.browser().call(signInByPasskey, {
      body: { challengeId: body.challengeId, response: key.get(body.options) },
    })

    expect(answer.code).toBe('sign-in-failed')
  })

  test('that was tricked into answering for another site is refused', async () => {
    const { body } = await server.browser().call(startPasskeySignIn, {})
    const tricked = createAuthenticator('https://umai.evil.example')

    const answer = await server.browser().call(signInByPasskey, {
      body: { challengeId: body.challengeId, response: tricked.get(body.options) },
    })

    expect(answer.code).toBe('sign-in-failed')
  })

  test('that nobody unlocked is not accepted at all', async () => {
    const page = await server.signedIn(await aPerson())

    const answer = await register(page, createAuthenticator(origin, { isUnlocked: false }))

    expect(answer.code).toBe('passkey-refused')
  })

  test('whose counter goes back is a copy and is refused', async () => {
    const { key } = await withPasskey()
    const signIn = async (
      response: (options: Record<string, unknown>) => Record<string, unknown>,
    ) => {
      const { body } = await server.browser().call(startPasskeySignIn, {})
      return server.browser().call(signInByPasskey, {
        body: { challengeId: body.challengeId, response: response(body.options) },
      })
    }
    const first = await signIn(key.get)
    await server.load((tx) => tx.updateTable('passkeys').set({ counter: 1_000 }).execute())

    const second = await signIn(key.get)

    expect([first.status, second.code]).toEqual([200, 'sign-in-failed'])
    await server.load((tx) => tx.updateTable('passkeys').set({ counter: 0 }).execute())
  })

  test('steps a session up, but not that of another person', async () => {
    const { page, key } = await withPasskey()
    const stranger = await server.signedIn(await aPerson())
    server.database.clock.advance(6 * 60_000)
    const own = await page.call(startPasskeyStepUp, {})
    const foreign = await stranger.call(startPasskeyStepUp, {})

    const refused = await stranger.call(stepUp, {
      body: {
        kind: 'passkey',
        challengeId: foreign.body.challengeId,
        response: key.get(foreign.body.options),
      },
    })
    const done = await page.call(stepUp, {
      body: {
        kind: 'passkey',
        challengeId: own.body.challengeId,
        response: key.get(own.body.options),
      },
    })

    expect([refused.code, done.status]).toEqual(['sign-in-failed', 200])
  })

  test('is shown by name and opens nothing once it was removed', async () => {
    const { page, key } = await withPasskey()
    const listed = await page.call(readMyCredentials, {})
    const [passkey] = listed.body.passkeys

    await page.call(removePasskey, { params: { id: passkey?.id ?? '' } })

    expect(listed.body.passkeys).toMatchObject([{ name: 'Кілт' }])
    const { body } = await server.browser().call(startPasskeySignIn, {})
    const answer = await server.browser().call(signInByPasskey, {
      body: { challengeId: body.challengeId, response: key.get(body.options) },
    })
    expect(answer.code).toBe('sign-in-failed')
  })
})

describe('a new password', () => {
  test('ends the other sessions and replaces the old one', async () => {
    const person = await aPerson()
    const [page, elsewhere] = [await server.signedIn(person), await server.signedIn(person)]

    const changed = await page.call(changePassword, { body: { password: 'бұлақ көрсең көзін аш' } })

    expect(changed.status, changed.text).toBe(200)
    expect((await elsewhere.call(readSession, {})).body.session).toBeNull()
    await expect(server.signedIn(person)).rejects.toThrow(/sign-in-failed/)
    const fresh = await server.browser().call(signInByPassword, {
      body: {
        login: person.login,
        password: 'бұлақ көрсең көзін аш',
        code: server.freshCode(person),
      },
    })
    expect(fresh.status).toBe(200)
  })

  test('that is easy to guess is refused', async () => {
    const page = await server.signedIn(await aPerson())

    const answer = await page.call(changePassword, { body: { password: '123456789012' } })

    expect(answer.code).toBe('password-weak')
  })
})
