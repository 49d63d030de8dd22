// A whole server for tests: the real app over a real database, spoken to as a browser would.
import type { KeyObject } from 'node:crypto'
import {
  type AgencyKind,
  type Endpoint,
  type Input,
  type Reply,
  type Role,
  signInByPassword,
} from '@umai/contract'
import { type Db, sealCodeSecret, type Tx } from '@umai/db'
import {
  aGrant,
  anAgency,
  aUnit,
  aUser,
  openTestDatabase,
  type TestDatabase,
} from '@umai/db/testing'
import { hashPassword, randomId, silentLog } from '@umai/platform'
import { createApp, type RunningApp } from './app.ts'
import { codeAt, newCodeSecret } from './credentials/model.ts'

export type Person = Readonly<{
  id: string
  login: string
  agencyId: string
  unitId: string
  role: Role
  password: string
  codeSecret: string
}>

export type Answer<E extends Endpoint> = Readonly<{
  status: number
  headers: Readonly<Record<string, unknown>>
  text: string
  body: Reply<E>
  code: string | undefined
}>

export type Browser = Readonly<{
  call: <E extends Endpoint>(
    endpoint: E,
    input: Input<E>,
    options?: { readonly key?: string; readonly headers?: Readonly<Record<string, string>> },
  ) => Promise<Answer<E>>
  cookie: () => string | undefined
}>

export type TestApp = Readonly<{
  app: RunningApp
  database: TestDatabase
  db: Db
  anOffice: (kind?: AgencyKind) => Promise<{ readonly agencyId: string; readonly unitId: string }>
  aPerson: (given: {
    readonly role: Role
    readonly agencyId: string
    readonly unitId: string
  }) => Promise<Person>
  browser: () => Browser
  /** A browser in which this person is signed in. */
  signedIn: (person: Person) => Promise<Browser>
  /** A code that was not used yet: time goes on by a whole step. */
  freshCode: (person: Person) => string
  load: <T>(work: (tx: Tx) => Promise<T>) => Promise<T>
  close: () => Promise<void>
}>

const password = 'қара қобыз үні'

export const openTestApp = async (
  change: {
    readonly notFoundFloorMs?: number
    readonly publicUrl?: URL
    readonly publicSite?: string
    readonly deskDir?: string
    readonly instrumentSigners?: readonly KeyObject[]
  } = {},
): Promise<TestApp> => {
  const database = await openTestDatabase()
  const { db, keys, clock, load } = database
  const app = await createApp({
    db,
    keys,
    clock,
    log: silentLog,
    version: '0.0.0',
    env: 'test',
    dataDir: '.',
    publicUrl: change.publicUrl,
    publicSite: () => change.publicSite,
    proxies: 0,
    deskDir: change.deskDir,
    metricsToken: undefined,
    sampleSeed: 'test',
    instrumentSigners: change.instrumentSigners ?? [],
    jobs: { states: async () => [], runSoon: async () => undefined },
    notFoundFloorMs: change.notFoundFloorMs ?? 0,
    requestsPerMinute: 1_000_000,
    loopDelayMs: 600_000,
  })
  const passwordHash = await hashPassword(keys, password)

  const anOffice = (kind: AgencyKind = 'police') =>
    load(async (tx) => {
      const agencyId = await anAgency(tx, { kind })
      return { agencyId, unitId: await aUnit(tx, { agency_id: agencyId }) }
    })

  const aPerson: TestApp['aPerson'] = async ({ role, agencyId, unitId }) => {
    const codeSecret = newCodeSecret()
    const now = clock.now()
    return load(async (tx) => {
      const id = await aUser(tx, { agency_id: agencyId, activated_at: now })
      await aGrant(tx, { user_id: id, unit_id: unitId, role })
      await tx
        .insertInto('passwords')
        .values({ user_id: id, hash: passwordHash, changed_at: now })
        .execute()
      await tx
        .insertInto('one_time_codes')
        .values({
          user_id: id,
          sealed_secret: sealCodeSecret(keys, id, codeSecret),
          confirmed_at: now,
        })
        .execute()
      const { login } = await tx
        .selectFrom('users')
        .select('login')
        .where('id', '=', id)
        .executeTakeFirstOrThrow()
      return { id, login, agencyId, unitId, role, password, codeSecret }
    })
  }

  const freshCode = (person: Person): string => {
    clock.advance(30_000)
    return codeAt(person.codeSecret, clock.now())
  }

  const browser = (): Browser => {
    let cookie: string | undefined
    return {
      cookie: () => cookie,
      call: async (endpoint, input, options = {}) => {
        const { params, query, body } = input as Record<string, Record<string, unknown> | undefined>
        const path = Object.entries(params ?? {}).reduce(
          (text, [name, value]) => text.replace(`:${name}`, encodeURIComponent(inAddress(value))),
          endpoint.path as string,
        )
        const search = new URLSearchParams(
          Object.entries(query ?? {}).map(([name, value]) => [name, inAddress(value)]),
        )
        const response = await app.http.inject({
          method: endpoint.method,
          url: search.size === 0 ? path : `${path}?${search}`,
          headers: {
            host: change.publicUrl?.host ?? 'localhost',
            'accept-language': 'en',
            ...(endpoint.method === 'GET' ? {} : { 'x-umai': '1' }),
            ...(endpoint.effect === 'command'
              ? { 'idempotency-key': options.key ?? randomId() }
              : {}),
            ...(cookie === undefined ? {} : { cookie }),
            ...options.headers,
          },
          ...(body === undefined ? {} : { payload: body }),
        })
        const set = response.headers['set-cookie']
        if (typeof set === 'string') {
          const pair = set.split(';')[0] ?? ''
          cookie = pair.endsWith('=') ? undefined : pair
        }
        const json = response.body === '' ? undefined : JSON.parse(response.body)
        return {
          status: response.statusCode,
          headers: response.headers,
          text: response.body,
          body: json,
          code: response.statusCode >= 400 ? json?.code : undefined,
        }
      },
    }
  }

  const signedIn = async (person: Person): Promise<Browser> => {
    const page = browser()
    const answer = await page.call(signInByPassword, {
      body: { login: person.login, password: person.password, code: freshCode(person) },
    })
    if (answer.status !== 200) throw new Error(`Sign-in failed: ${answer.text}`)
    return page
  }

  return {
    app,
    database,
    db,
    anOffice,
    aPerson,
    browser,
    signedIn,
    freshCode,
    load,
    close: async () => {
      await app.close()
      await database.close()
    },
  }
}

/** A broken input may hold anything; an address holds text. */
const inAddress = (value: unknown): string =>
  (typeof value === 'string' ? value : (JSON.stringify(value) ?? '')).toWellFormed()
