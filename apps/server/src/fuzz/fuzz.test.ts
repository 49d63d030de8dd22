// Every endpoint of the contract is asked what it allows and what it almost allows, by everybody.
import { type Endpoint, endpoints, Problem, type Role } from '@umai/contract'
import { aCase, aUnit, aUser, aWall } from '@umai/db/testing'
import fc from 'fast-check'
import { Value } from 'typebox/value'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Browser, openTestApp, type Person, type TestApp } from '../test-app.ts'
import { almostFromSchema, fromSchema, type KnownIds } from './from-schema.ts'
import { layLine } from './lay-line.ts'
import { type Ask, walkAgencies, walkCase, walkLaw, walkMerges, walkStories } from './walk.ts'

const runs = Number(process.env.UMAI_FUZZ_RUNS ?? 10)
const roles: readonly Role[] = ['inspector', 'unit-head', 'agency-admin']

let server: TestApp
let ids: KnownIds
let walledId: string | undefined
/** A name of another agency that nobody here may read, and a wall that the unit head may not. */
const hiddenName = 'Құпия-есім'
const hiddenWall = 'Құпия-қалқа'
const people = new Map<Role, Person>()
const browsers = new Map<Role | 'nobody', Browser>()

beforeAll(async () => {
  server = await openTestApp()
  const office = await server.anOffice()
  const foreign = await server.anOffice('family-support-centre')
  for (const role of roles) people.set(role, await server.aPerson({ ...office, role }))
  const inspector = people.get('inspector')
  walledId = people.get('unit-head')?.id
  const victims: string[] = []
  for (let index = 0; index < 12; index += 1)
    victims.push((await server.aPerson({ ...office, role: 'inspector' })).id)
  const staff = [...[...people.values()].map(({ id }) => id), ...victims]
  const { ownCase, foreignCase, shelterWorker, wall, spareUnit, grants } = await server.load(
    async (tx) => {
      const ownCase = await aCase(tx, {
        owner_unit_id: office.unitId,
        ...(inspector === undefined ? {} : { owner_id: inspector.id }),
      })
      const shelterWorker = await aUser(tx, {
        agency_id: foreign.agencyId,
        name: hiddenName,
        is_protected: true,
      })
      const foreignCase = await aCase(tx, { owner_unit_id: foreign.unitId })
      // This one is in no list of ids, so that nobody takes it down by chance.
      await aWall(tx, {
        case_id: ownCase,
        user_id: walledId ?? shelterWorker,
        note: hiddenWall,
      })
      const wall = await aWall(tx, { case_id: ownCase, user_id: shelterWorker })
      const spareUnit = await aUnit(tx, { agency_id: office.agencyId })
      const grants = await tx
        .selectFrom('grants')
        .select('id')
        .where('user_id', 'in', victims)
        .execute()
      return { ownCase, foreignCase, shelterWorker, wall, spareUnit, grants }
    },
  )
  const laid = await layLine(await browserOf('inspector'), server.database.clock.now(), judge)
  ids = {
    user: [...staff, shelterWorker],
    agency: [office.agencyId, foreign.agencyId],
    unit: [office.unitId, spareUnit, foreign.unitId],
    grant: grants.map(({ id }) => id),
    wall: [wall],
    case: [laid.case, ownCase, foreignCase],
    report: laid.report,
    'report-draft': laid['report-draft'],
    person: laid.person,
    incident: laid.incident,
    decision: laid.decision,
    order: laid.order,
    attachment: laid.attachment,
    document: laid.document,
    duty: laid.duty,
    'saved-view': laid['saved-view'],
    place: ['750000000', '000000000', '510000000'],
  }
  browsers.set('nobody', server.browser())
})
afterAll(() => server.close())

/** `/api/users/:id/grants` is about a user, `/api/audit/user/:id` about whatever comes. */
const aboutOf = ({ path }: Endpoint): string => {
  const noun = path.replace('/my/', '/').split('/')[2] ?? ''
  return singulars[noun] ?? noun.replace(/s$/, '')
}

const singulars: Readonly<Record<string, string>> = {
  agencies: 'agency',
  audit: 'case',
  people: 'person',
  duties: 'duty',
}

/** Signs in again where an earlier request ended the session, as it may. */
const browserOf = async (who: Role | 'nobody'): Promise<Browser> => {
  const person = people.get(who as Role)
  const known = browsers.get(who)
  if (person === undefined) return known ?? server.browser()
  if (known?.cookie() !== undefined) return known
  // Guesses of the fuzzer brake the whole address for a while.
  server.database.clock.advance(61 * 60_000)
  const fresh = await server.signedIn(person).catch(async () => {
    // Whoever lost his account or changed his password by chance is followed by a colleague.
    const colleague = await server.aPerson(person)
    people.set(person.role, colleague)
    return server.signedIn(colleague)
  })
  browsers.set(who, fresh)
  return fresh
}

const leaks: readonly RegExp[] = [
  /\bat .{1,80}:\d+:\d+/,
  /node_modules|\.ts\b/,
  /\b(select|insert into|update|delete from) [a-z_"]+/i,
  /kysely|postgres|pglite|sqlstate|constraint|relation "/i,
  /\$argon2/,
  new RegExp(hiddenName),
]

/** The owner of the case may, and a head whom the wall does not name. */
const mayReadWall = (who: string): boolean =>
  who === 'inspector' || (who === 'unit-head' && people.get('unit-head')?.id !== walledId)

const judge = (endpoint: Endpoint, status: number, text: string, who: string): void => {
  const told = `${endpoint.name} by ${who}: ${status} ${text.slice(0, 400)}`
  expect(status, told).toBeLessThan(500)
  for (const leak of leaks) {
    // The system page is there to name the database.
    if (endpoint.name === 'read-system' && leak.source.includes('postgres')) continue
    expect(text, told).not.toMatch(leak)
  }
  if (!mayReadWall(who)) expect(text, told).not.toContain(hiddenWall)
  const body: unknown = JSON.parse(text)
  if (status >= 400) {
    expect(Value.Check(Problem, body), told).toBe(true)
    const { code } = body as { code: string }
    expect([...endpoint.errors, ...everywhere], told).toContain(code)
  } else {
    expect(Value.Check(endpoint.reply, body), told).toBe(true)
    succeeded.add(endpoint.name)
  }
}

const succeeded = new Set<string>()

const everywhere = [
  'input-invalid',
  'signed-out',
  'permission-missing',
  'not-found',
  'request-too-large',
  'media-type-unsupported',
  'idempotency-key-reused',
  'step-up-required',
]

describe.each(['nobody', ...roles] as const)('as %s', (who) => {
  test.each(endpoints)('$name keeps its promises', async (endpoint) => {
    const about = aboutOf(endpoint)
    const schemas = { params: endpoint.params, query: endpoint.query, body: endpoint.body }
    const parts = (make: typeof fromSchema) =>
      fc.record(
        Object.fromEntries(
          Object.entries(schemas).flatMap(([part, schema]) =>
            schema === undefined ? [] : [[part, make(schema, ids, about)]],
          ),
        ),
      )
    const inputs = fc.oneof(
      { weight: 2, arbitrary: parts(fromSchema) },
      { weight: 1, arbitrary: parts(almostFromSchema) },
    )

    await fc.assert(
      fc.asyncProperty(inputs, async (input) => {
        const page = await browserOf(who)
        const { status, text } = await page.call(endpoint, input as never)
        judge(endpoint, status, text, who)
        if (/signed-out|step-up-required/.test(text)) browsers.delete(who)
      }),
      { numRuns: runs, seed: 20261123 },
    )
  })
})

describe('a body', () => {
  const send = async (payload: string, contentType: string) => {
    const page = await browserOf('agency-admin')
    return server.app.http.inject({
      method: 'POST',
      url: '/api/users/search',
      headers: {
        host: 'localhost',
        'x-umai': '1',
        'content-type': contentType,
        cookie: page.cookie() ?? '',
      },
      payload,
    })
  }

  test.each([
    ['that is no JSON', '{', 'application/json', 400, 'input-invalid'],
    ['that is empty', '', 'application/json', 400, 'input-invalid'],
    ['that poisons prototypes', '{"__proto__":{"a":1}}', 'application/json', 400, 'input-invalid'],
    ['of another kind', '<a/>', 'application/xml', 415, 'media-type-unsupported'],
    ['of a plain form', 'q=1', 'application/x-www-form-urlencoded', 415, 'media-type-unsupported'],
    [
      'that is too large',
      `{"q":"${'x'.repeat(300_000)}"}`,
      'application/json',
      413,
      'request-too-large',
    ],
    [
      'that is very deep',
      '['.repeat(20_000) + ']'.repeat(20_000),
      'application/json',
      400,
      'input-invalid',
    ],
  ])('%s is refused in words of the catalogue', async (_, payload, type, status, code) => {
    const answer = await send(payload, type)

    expect([answer.statusCode, answer.json().code]).toEqual([status, code])
    expect(answer.headers['content-type']).toContain('application/problem+json')
  })
})

describe('what only the right person meets in the right state', () => {
  /** Asks as somebody who is entitled; what comes back is judged like everything else, and must be served. */
  const ask: Ask = async (page, endpoint, input) => {
    const { status, text, body } = await page.call(endpoint, input)
    judge(endpoint, status, text, 'the walk')
    expect(status, `${endpoint.name} was not served: ${text.slice(0, 400)}`).toBe(200)
    return body
  }

  test('agencies, accounts and services', () => walkAgencies(server, ask))
  test('the law', () => walkLaw(server, ask))
  test('a case from order to breach, referral and withdrawal', () => walkCase(server, ask))
  test('records of one person', () => walkMerges(server, ask))
  test('words left for the public', () => walkStories(server, ask))
})

/** Each is served in a test of its own, which holds what would have to be built a second time here; why. */
const servedElsewhere: Readonly<Record<string, string>> = {
  'open-child-case': 'links/routes.test.ts: a family with a child at risk',
  'confirm-lowering':
    'assessments/routes.test.ts: a lower level proposed by one and confirmed by another',
  'close-case': 'case-line.test.ts: a case in which nothing is open',
  'perform-duty': 'case-line.test.ts: a duty that no other event ends',
  'take-note-of-duty': 'duties/escalation.test.ts: a duty that is late',
  'list-instrument-entries': 'instruments/routes.test.ts: a definition signed by a trusted key',
  'propose-licence': 'instruments/routes.test.ts: a definition signed by a trusted key',
  'decide-licence': 'instruments/routes.test.ts: a definition signed by a trusted key',
  'revoke-licence': 'instruments/routes.test.ts: a definition signed by a trusted key',
  'read-licensed-content': 'instruments/routes.test.ts: a definition signed by a trusted key',
  'read-instrument-paper': 'instruments/routes.test.ts: a definition signed by a trusted key',
  'announce-warning': 'warnings/routes.test.ts: a case of somebody who may be warned',
  'serve-warning': 'warnings/routes.test.ts: a case of somebody who may be warned',
  'copy-warning': 'warnings/routes.test.ts: a case of somebody who may be warned',
  'enter-register': 'warnings/routes.test.ts: an order or a warning that was served',
  'make-extract': 'extracts/extracts.test.ts: a profile that allows contact',
  'record-contact': 'notices/notices.test.ts: a moment at which contact is safe',
  'begin-register-file': 'register-files/routes.test.ts: a register sent in pieces',
  'add-register-part': 'register-files/routes.test.ts: a register sent in pieces',
  'finish-register-file': 'register-files/routes.test.ts: a register sent in pieces',
  'read-register-file': 'register-files/routes.test.ts: a register sent in pieces',
  'look-at-register-file': 'register-files/routes.test.ts: a register sent in pieces',
  'check-register-file': 'register-files/routes.test.ts: a register sent in pieces',
  'list-register-faults': 'register-files/routes.test.ts: a register sent in pieces',
  'list-register-matches': 'register-files/routes.test.ts: a register compared by the job',
  'release-register-file': 'register-files/routes.test.ts: a second person beside the first',
  'answer-register-match': 'register-files/routes.test.ts: a register compared by the job',
  'forget-register-file': 'register-files/routes.test.ts: a register sent in pieces',
  'list-sample-accounts': 'app.test.ts: answers only in an installation with the sample',
  'sign-in-by-passkey': 'credentials/routes.test.ts: a key that signs',
  'add-passkey': 'credentials/routes.test.ts: a key that signs',
  'remove-passkey': 'credentials/routes.test.ts: a key that signs',
  'read-thread': 'threads/routes.test.ts: a letter that its writer sealed',
  'read-thread-file': 'threads/routes.test.ts: a letter that its writer sealed',
  'answer-thread': 'threads/routes.test.ts: a letter that its writer sealed',
  'link-thread': 'threads/routes.test.ts: a letter that its writer sealed',
  'end-thread': 'threads/routes.test.ts: a letter that its writer sealed',
  'add-thread-reader': 'threads/routes.test.ts: a letter that its writer sealed',
  'remove-thread-reader': 'threads/routes.test.ts: a letter that its writer sealed',
  'make-escrow-key': 'threads/escrow.test.ts: three keepers with keys',
  'ask-escrow': 'threads/escrow.test.ts: three keepers with keys',
  'give-escrow-share': 'threads/escrow.test.ts: three keepers with keys',
  'refuse-escrow': 'threads/escrow.test.ts: three keepers with keys',
  'open-by-escrow': 'threads/escrow.test.ts: three keepers with keys',
}

test('the fuzzer does not only knock: every endpoint was served at least once', () => {
  const names = endpoints.map(({ name }) => name)
  const missed = names.filter((name) => !succeeded.has(name) && !(name in servedElsewhere))

  expect(missed).toEqual([])
  expect(Object.keys(servedElsewhere).filter((name) => !names.includes(name))).toEqual([])
})
