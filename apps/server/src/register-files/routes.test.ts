// A register that an office sends, over the real server and a real database: whatever is in it is told line by line, it is compared
// with nobody before a second person lets it, shows only whom one looks after, lies nowhere unsealed, and is forgotten whole.
import {
  addRegisterPart,
  answerRegisterMatch,
  beginRegisterFile,
  checkRegisterFile,
  finishRegisterFile,
  forgetRegisterFile,
  type Input,
  listRegisterFaults,
  listRegisterFiles,
  listRegisterMatches,
  lookAtRegisterFile,
  readRegisterFile,
  registerPartBytes,
  releaseRegisterFile,
} from '@umai/contract'
import type { Context } from '@umai/db'
import { aCase, aWall } from '@umai/db/testing'
import { nameKeys, nameTokens, soundOf } from '@umai/linkage/names'
import { randomId, sha256, silentLog } from '@umai/platform'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Browser, openTestApp, type Person, type TestApp } from '../test-app.ts'
import { asJob } from '../test-line.ts'
import { forgetRegisterFiles, readRegisterFiles } from './actions.ts'

let app: TestApp
let steward: Browser
let stewardPerson: Person
let head: Browser
let stranger: Browser
let inspector: Browser
let unitId: string
let foreignUnitId: string
let asel: Readonly<{ person: string; case: string }>

const job = (): Context => ({ ...asJob(app, 'read-register-files'), log: silentLog })
const read = () => readRegisterFiles(job())

/** Somebody known, with a case that a unit leads. */
const know = (
  unit: string,
  { family, given, born }: Readonly<{ family: string; given: string; born: string }>,
) =>
  app.load(async (tx) => {
    const person = randomId()
    const name = randomId()
    const { search, sound } = nameKeys({ family, given })
    const owner = await aCase(tx, { owner_unit_id: unit })
    await tx
      .insertInto('people')
      .values({ id: person, sex: 'female', birth_date: born, created_at: '2026-11-01' })
      .execute()
    await tx
      .insertInto('person_names')
      .values({
        id: name,
        person_id: person,
        script: 'kazakh',
        family,
        given,
        search_key: search,
        sound_key: sound,
      })
      .execute()
    await tx
      .insertInto('person_name_tokens')
      .values(
        nameTokens(`${family} ${given}`).map((token) => ({
          name_id: name,
          person_id: person,
          token,
          sound: soundOf(token),
        })),
      )
      .execute()
    await tx
      .insertInto('case_people')
      .values({
        id: randomId(),
        case_id: owner,
        person_id: person,
        role: 'affected',
        added_by: stewardPerson.id,
        added_at: '2026-11-01',
      })
      .execute()
    return { person, case: owner }
  })

type Begin = Input<typeof beginRegisterFile>['body']

const send = async (content: string | Buffer, given: Partial<Begin> = {}) => {
  const bytes = Buffer.from(content)
  const begun = await steward.call(beginRegisterFile, {
    body: {
      name: 'mektep.csv',
      sender: 'Білім басқармасы',
      format: 'csv',
      bytes: bytes.length,
      sha256: sha256(bytes).toString('hex'),
      ...given,
    },
  })
  const params = { id: begun.body.id }
  for (let number = 1; number <= begun.body.parts; number += 1) {
    const piece = bytes.subarray((number - 1) * registerPartBytes, number * registerPartBytes)
    const body = { number, base64: piece.toString('base64') }
    await steward.call(addRegisterPart, { params, body })
  }
  const finished = await steward.call(finishRegisterFile, { params })
  return { params, finished }
}

const check = async (params: { id: string }) => {
  const { guess, encoding } = (await steward.call(lookAtRegisterFile, { params, query: {} })).body
  await steward.call(checkRegisterFile, { params, body: { columns: guess, encoding } })
  await read()
}

const stateOf = async (params: { id: string }) =>
  (await steward.call(readRegisterFile, { params })).body

beforeAll(async () => {
  app = await openTestApp()
  const office = await app.anOffice('social-protection')
  const foreign = await app.anOffice('police')
  unitId = office.unitId
  foreignUnitId = foreign.unitId
  stewardPerson = await app.aPerson({ role: 'steward', ...office })
  steward = await app.signedIn(stewardPerson)
  head = await app.signedIn(await app.aPerson({ role: 'unit-head', ...office }))
  stranger = await app.signedIn(await app.aPerson({ role: 'steward', ...foreign }))
  inspector = await app.signedIn(await app.aPerson({ role: 'inspector', ...foreign }))
  asel = await know(unitId, { family: 'Ахметова', given: 'Әсел', born: '1992-05-14' })
  await know(foreignUnitId, { family: 'Оспанова', given: 'Зарина', born: '1988-03-03' })
})
afterAll(() => app.close())

const school = [
  'id;surname;given_name;born_on;sex',
  '1;Ахметова;Асель;14.05.1992;ж',
  '2;Akhmetova;Assel;1992-05-14;ж',
  '3;Оспанова;Зарина;03.03.1988;ж',
  '4;Нұрланова;Дана;NaN;ж',
  '4;Нұрланова;Дана;01.02.1990;ж',
  '6;Нұрланова',
].join('\n')

describe('a register of a school', () => {
  let params: { id: string }

  test('arrives, is looked at with its columns recognised, and is checked line by line', async () => {
    const sent = await send(school)
    params = sent.params
    expect(sent.finished.body.problem).toBeNull()
    const look = (await steward.call(lookAtRegisterFile, { params, query: {} })).body
    expect(look.guess).toEqual({ number: 0, family: 1, given: 2, birthDate: 3, sex: 4 })
    expect(look.sample[0]).toContain('Асель')

    await check(params)

    expect(await stateOf(params)).toMatchObject({
      name: 'mektep.csv',
      sender: 'Білім басқармасы',
      state: 'checked',
      rows: 6,
      good: 4,
      faultCount: 3,
      share: 1,
      found: 0,
    })
    const faults = (await steward.call(listRegisterFaults, { params, query: {} })).body
    expect(
      faults.items.map(({ line, code, column, value }) => [line, code, column, value]),
    ).toEqual([
      [5, 'value-unreadable', 'born_on', 'NaN'],
      [6, 'record-id-repeated', 'id', '4'],
      [7, 'row-wrong-width', null, '2 cells instead of 5: 6;Нұрланова'],
    ])
  })

  test('is compared with nobody before a second person lets it', async () => {
    const alone = await steward.call(releaseRegisterFile, { params })
    expect(alone.code).toBe('register-needs-second')
    await read()
    expect(await stateOf(params)).toMatchObject({ state: 'checked', found: 0 })

    expect((await head.call(releaseRegisterFile, { params })).status).toBe(200)
    await read()
    expect(await stateOf(params)).toMatchObject({ state: 'compared', found: 2, unanswered: 2 })
    expect((await stateOf(params)).releasedBy).not.toBeNull()
  })

  test('shows one woman in two spellings with the reasons, and nobody whom another unit looks after', async () => {
    const { items, total } = (await steward.call(listRegisterMatches, { params, query: {} })).body
    expect(total).toBe(2)
    expect(items.map(({ row }) => row.name).toSorted()).toEqual([
      'Akhmetova Assel',
      'Ахметова Асель',
    ])
    for (const match of items) {
      expect(match.person.personId).toBe(asel.person)
      expect(match.likeness).toBe(5)
      expect(match.evidence.map(({ kind }) => kind)).toContain('born-same')
    }
  })

  test('is answered match by match, and a later answer replaces an earlier', async () => {
    const [match] = (await steward.call(listRegisterMatches, { params, query: {} })).body.items
    const about = { params: { id: match?.id ?? '' } }
    await steward.call(answerRegisterMatch, { ...about, body: { answer: 'unsure' } })
    await head.call(answerRegisterMatch, { ...about, body: { answer: 'same' } })
    const same = await steward.call(listRegisterMatches, { params, query: { answer: 'same' } })
    expect(same.body.items).toMatchObject([{ id: match?.id, answer: 'same' }])
    expect(await stateOf(params)).toMatchObject({ found: 2, unanswered: 1 })
  })

  test('is not there for another unit, nor its matches for whom a wall keeps from the case', async () => {
    for (const endpoint of [readRegisterFile, forgetRegisterFile, releaseRegisterFile])
      expect((await stranger.call(endpoint, { params })).code).toBe('not-found')
    expect((await stranger.call(listRegisterFiles, { query: {} })).body.total).toBe(0)
    expect((await inspector.call(listRegisterFiles, { query: {} })).code).toBe('permission-missing')
    const wall = await app.load((tx) =>
      aWall(tx, { case_id: asel.case, user_id: stewardPerson.id }),
    )
    expect(await stateOf(params)).toMatchObject({ found: 0 })
    await app.load((tx) => tx.deleteFrom('walls').where('id', '=', wall).execute())
    expect(await stateOf(params)).toMatchObject({ found: 2 })
  })

  test('lies nowhere in the database as it can be read', async () => {
    const { rows } = await app.load((tx) =>
      sql<{ text: string }>`
        select f::text as text from register_files f union all select p::text from register_parts p
        union all select e::text from register_faults e union all select m::text from register_matches m`.execute(
        tx,
      ),
    )
    expect(rows.length).toBeGreaterThan(4)
    const text = rows.map((row) => row.text).join('\n')
    for (const secret of [
      'Ахметова',
      'Akhmetova',
      'Асель',
      'Нұрланова',
      'mektep',
      '1992',
      'born_on',
    ])
      expect(text).not.toContain(secret)
  })

  test('is forgotten by a button, with all its rows and its key; counts and who did it stay', async () => {
    expect((await head.call(forgetRegisterFile, { params })).status).toBe(200)
    expect(await stateOf(params)).toMatchObject({
      state: 'forgotten',
      name: null,
      sender: null,
      rows: 6,
      found: 0,
    })
    expect((await stateOf(params)).forgottenBy).not.toBeNull()
    const left = await app.load(async (tx) => ({
      parts: await tx
        .selectFrom('register_parts')
        .where('file_id', '=', params.id)
        .selectAll()
        .execute(),
      faults: await tx
        .selectFrom('register_faults')
        .where('file_id', '=', params.id)
        .selectAll()
        .execute(),
      matches: await tx
        .selectFrom('register_matches')
        .where('file_id', '=', params.id)
        .selectAll()
        .execute(),
      key: await tx
        .selectFrom('subject_keys')
        .select('wrapped_key')
        .where('subject_id', '=', params.id)
        .executeTakeFirst(),
    }))
    expect(left).toEqual({ parts: [], faults: [], matches: [], key: { wrapped_key: null } })
    expect((await steward.call(lookAtRegisterFile, { params, query: {} })).code).toBe(
      'register-forgotten',
    )
    expect((await steward.call(forgetRegisterFile, { params })).code).toBe('register-forgotten')
  })
})

test('a comparison that is cut off goes on after the last batch, and finds each match once', async () => {
  const rows = Array.from({ length: 350 }, (_, at) =>
    at % 50 === 7 ? `${at};Ахметова;Әсел;1992-05-14;ж` : `${at};Басқа${at};Адам;1970-01-01;ж`,
  )
  const { params } = await send(['id;surname;given_name;born_on;sex', ...rows].join('\n'))
  await check(params)
  await head.call(releaseRegisterFile, { params })
  const whole = job()
  let steps = 0
  const cut: typeof whole = {
    ...whole,
    db: {
      ...whole.db,
      transaction: async (options, work) => {
        steps += 1
        if (steps > 8) throw new Error('The power went off')
        return whole.db.transaction(options, work)
      },
    },
  }
  await expect(readRegisterFiles(cut)).rejects.toThrow('The power went off')
  const before = await stateOf(params)
  expect(before.state).toBe('comparing')
  expect(before.share).toBeGreaterThan(0)

  await read()
  expect((await stateOf(params)).state, 'somebody may still be at it').toBe('comparing')
  app.database.clock.advance(5 * 60_000)
  await read()

  expect(await stateOf(params)).toMatchObject({ state: 'compared', good: 350, found: 7 })
  const found = (await steward.call(listRegisterMatches, { params, query: {} })).body.items
  expect(found.map(({ line }) => line).toSorted((a, b) => a - b)).toEqual(
    Array.from({ length: 7 }, (_, at) => at * 50 + 9),
  )
})

test('a register is forgotten by itself on its day, and one that never arrived whole the next day', async () => {
  const { params } = await send(school)
  const begun = await steward.call(beginRegisterFile, {
    body: { name: 'x.csv', sender: 'x', format: 'csv', bytes: 9, sha256: '0'.repeat(64) },
  })
  const { forgetOn } = await stateOf(params)
  app.database.clock.advance(25 * 3_600_000)
  await forgetRegisterFiles(job())
  const later = await app.signedIn(stewardPerson)
  const state = async (id: string) =>
    (await later.call(readRegisterFile, { params: { id } })).body.state
  expect(await state(begun.body.id)).toBe('forgotten')
  expect(await state(params.id)).toBe('arrived')

  app.database.clock.advance(14 * 24 * 3_600_000)
  await forgetRegisterFiles(job())
  steward = await app.signedIn(stewardPerson)
  expect(await stateOf(params)).toMatchObject({ state: 'forgotten', forgetOn, forgottenBy: null })
})

describe('a bad file', () => {
  test.each([
    ['that is empty of lines', '\n\n', {}, 'no-header'],
    ['that is a spreadsheet', Buffer.from([0x50, 0x4b, 3, 4, 5, 6]), {}, 'not-csv'],
    ['that only calls itself Parquet', 'id,surname\n1,А\n', { format: 'parquet' }, 'not-parquet'],
  ] as const)(
    '%s is told as such and stays until it is forgotten',
    async (_, bytes, given, problem) => {
      const { params, finished } = await send(bytes, given)
      expect(finished.body.problem).toBe(problem)
      expect(await stateOf(params)).toMatchObject({ state: 'broken', problem })
      expect((await steward.call(forgetRegisterFile, { params })).status).toBe(200)
    },
  )

  test('that is too large, or empty, is refused before it is sent', async () => {
    const body = { name: 'x.csv', sender: 'x', format: 'csv', sha256: '0'.repeat(64) } as const
    const large = await steward.call(beginRegisterFile, {
      body: { ...body, bytes: 10_737_418_240 },
    })
    expect(large.code).toBe('register-too-large')
    expect(large.text).toContain('10240.0 MB')
    const empty = await steward.call(beginRegisterFile, { body: { ...body, bytes: 0 } })
    expect(empty.code).toBe('register-empty')
  })

  test('that was changed on its way is noticed, and its columns must hold a name', async () => {
    const changed = await send(school, { sha256: '1'.repeat(64) })
    expect(changed.finished.code).toBe('register-damaged')
    const { params } = await send(school)
    const nameless = await steward.call(checkRegisterFile, {
      params,
      body: { encoding: 'utf-8', columns: { number: 0 } },
    })
    expect(nameless.code).toBe('register-without-name')
  })
})
