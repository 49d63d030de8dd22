// What holds for the whole server, whichever slice answers.
import {
  editUser,
  endpoints,
  listRoles,
  listSampleAccounts,
  permissions,
  readAudit,
  readSystem,
  readUser,
  roles,
  signInByPassword,
} from '@umai/contract'
import { randomId } from '@umai/platform'
import { errorCatalogue } from '@umai/words'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTestApp, type Person, type TestApp } from './test-app.ts'

let server: TestApp
let admin: Person

beforeAll(async () => {
  server = await openTestApp()
  admin = await server.aPerson({ ...(await server.anOffice()), role: 'agency-admin' })
})
afterAll(() => server.close())

describe('the contract', () => {
  test.each(endpoints)('$name is served', ({ method, path }) => {
    expect(server.app.http.hasRoute({ method, url: path })).toBe(true)
  })

  test.each(endpoints)('$name fails with codes of the catalogue only', ({ errors }) => {
    expect(errors.filter((code) => !(code in errorCatalogue))).toEqual([])
  })

  test('knows the roles and permissions of the database, no more and no fewer', async () => {
    const stored = await server.load(async (tx) => ({
      roles: await tx.selectFrom('roles').select('name').execute(),
      permissions: await tx.selectFrom('permissions').select('name').execute(),
    }))

    expect(stored.roles.map(({ name }) => name).sort()).toEqual([...roles].sort())
    expect(stored.permissions.map(({ name }) => name).sort()).toEqual([...permissions].sort())
  })

  test('is served as OpenAPI', async () => {
    const { body } = await server.app.http.inject({
      url: '/openapi.json',
      headers: { host: 'localhost' },
    })

    expect(JSON.parse(body)).toMatchObject({ openapi: '3.1.0', info: { title: 'Umai' } })
  })
})

describe('every reply', () => {
  test('of the API may neither be kept, framed nor sniffed', async () => {
    const { headers } = await server.app.http.inject({
      url: '/api/session',
      headers: { host: 'localhost' },
    })

    expect(headers).toMatchObject({
      'cache-control': 'no-store',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-resource-policy': 'same-origin',
    })
  })

  test('elsewhere allows scripts and styles of our own only', async () => {
    const { headers } = await server.app.http.inject({ url: '/', headers: { host: 'localhost' } })

    const policy = String(headers['content-security-policy'])
    expect(policy).toContain("script-src 'self';")
    expect(policy).toContain("style-src 'self';")
    expect(policy).not.toContain('unsafe')
  })
})

describe('a request', () => {
  const signIn = (headers: Readonly<Record<string, string>>) =>
    server.app.http.inject({
      method: 'POST',
      url: '/api/session/password',
      headers: { host: 'localhost', ...headers },
      payload: { login: 'somebody', password: 'x', code: '000000' },
    })

  test.each([
    ['without our mark', {}],
    ['from another site', { 'x-umai': '1', 'sec-fetch-site': 'cross-site' }],
    ['from another origin', { 'x-umai': '1', origin: 'https://evil.example' }],
  ])('%s is refused as forged', async (_, headers) => {
    const answer = await signIn(headers as Record<string, string>)

    expect([answer.statusCode, answer.json().code]).toEqual([403, 'request-forged'])
  })

  test('to a host that is not ours finds nothing', async () => {
    expect((await signIn({ 'x-umai': '1', host: 'rebound.example' })).statusCode).toBe(404)
  })

  test('to an unknown address and for an unknown record look alike', async () => {
    const page = await server.signedIn(admin)
    const record = await page.call(readUser, { params: { id: randomId() } })

    const address = await server.app.http.inject({
      url: '/api/nothing/here',
      headers: { host: 'localhost', 'accept-language': 'en' },
    })

    expect([address.statusCode, address.body]).toEqual([record.status, record.text])
  })

  test('is answered in the language it asks for', async () => {
    const answers = await Promise.all(
      ['kk', 'ru', 'en'].map((lang) => signIn({ 'accept-language': lang })),
    )

    expect(new Set(answers.map((answer) => answer.json().title)).size).toBe(3)
  })

  test('with wrong fields is told which, and how to mend them', async () => {
    const answer = await server.browser().call(signInByPassword, {
      body: { login: 'x'.repeat(65), password: '', code: 'abc' },
    })

    expect(answer.code).toBe('input-invalid')
    const { faults } = JSON.parse(answer.text)
    expect(faults.map(({ path }: { path: string }) => path)).toEqual([
      '/login',
      '/password',
      '/code',
    ])
    expect(faults[0].message).toBe('Enter at most 64 characters.')
  })
})

test('probes answer by any name, metrics to this machine only', async () => {
  const live = await server.app.http.inject({ url: '/health/live', headers: { host: '10.0.0.7' } })
  const ready = await server.app.http.inject({
    url: '/health/ready',
    headers: { host: '10.0.0.7' },
  })
  const metrics = await server.app.http.inject({ url: '/metrics', headers: { host: 'localhost' } })
  const proxied = await server.app.http.inject({
    url: '/metrics',
    headers: { host: 'localhost', 'x-forwarded-for': '10.0.0.7' },
  })

  expect([live.statusCode, ready.json()]).toEqual([200, { ready: true }])
  expect(metrics.body).toContain('umai_http_request_seconds')
  expect(metrics.body.trimEnd()).toMatch(/# EOF$/)
  expect(proxied.statusCode).toBe(404)
})

test('sample accounts exist in a sample database only', async () => {
  const before = await server.browser().call(listSampleAccounts, {})
  await server.load((tx) => tx.updateTable('installation').set({ is_sample: true }).execute())

  const after = await server.browser().call(listSampleAccounts, {})

  expect([before.status, before.code]).toEqual([404, 'not-found'])
  expect([after.status, after.body]).toEqual([200, { items: [] }])
  await server.load((tx) => tx.updateTable('installation').set({ is_sample: false }).execute())
})

test('an administrator sees that the installation is well, and what each role may do', async () => {
  const page = await server.signedIn(admin)

  const health = await page.call(readSystem, {})
  const listed = await page.call(listRoles, {})

  expect(health.status, health.text).toBe(200)
  expect(health.body.migrations.missing).toEqual([])
  expect(health.body.warnings.includes('database-embedded')).toBe(server.db.engine === 'pglite')
  expect(listed.body.items.find(({ role }) => role === 'agency-admin')).toMatchObject({ people: 1 })
})

test('the audit of a person tells who did what to him', async () => {
  const page = await server.signedIn(admin)
  const person = await server.aPerson({ ...admin, role: 'inspector' })
  await page.call(editUser, {
    params: { id: person.id },
    body: { name: 'Жаңа Есім', position: 'Аға инспектор', lang: 'kk' },
  })
  const params = { kind: 'user' as const, id: person.id }

  await expect
    .poll(
      async () => (await page.call(readAudit, { params, query: { effect: 'command' } })).body.items,
      { timeout: 15_000 },
    )
    .toMatchObject([
      { action: 'edit-user', effect: 'command', outcome: 'done', actor: { id: admin.id } },
    ])
})
