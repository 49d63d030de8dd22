// Two records of one woman, over the real server and a real database: a second record is noticed, a steward without case
// content compares and merges, nobody sees more than before, and taking apart restores what was.
import {
  decidePersonPair,
  endMerge,
  handOverReport,
  listPersonPairs,
  mergePeople,
  openCaseFromReport,
  pickUpReport,
  type Reply,
  readCase,
  readPerson,
  readPersonPair,
  search,
  searchPeople,
  setProtectedAddress,
  setSafeContact,
  submitReport,
} from '@umai/contract'
import { aCase, aGrant, aUnit, aWall } from '@umai/db/testing'
import { randomId } from '@umai/platform'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Browser, openTestApp, type Person, type TestApp } from '../test-app.ts'
import { reportOfBattery } from '../test-report.ts'

let app: TestApp
let operator: Browser
let first: Browser
let second: Browser
let head: Browser
let steward: Browser
let stewardPerson: Person
let firstCase: string
let firstId: string
let secondId: string
let pairId: string

const content = (name: string) => ({
  ...reportOfBattery,
  affected: { ...reportOfBattery.affected, name, birthDate: '1992-05-14' as const },
})

const aCaseOf = async (who: Browser, unitId: string, name: string) => {
  const taken = await operator.call(submitReport, {
    body: { draftId: null, content: content(name) },
  })
  const params = { id: taken.body.id }
  await operator.call(handOverReport, { params, body: { unitId } })
  await who.call(pickUpReport, { params })
  const opened = await who.call(openCaseFromReport, {
    params,
    body: { affectedId: null, allegedId: null, reporterId: null },
  })
  const shown = await who.call(readCase, { params: { id: opened.body.id } })
  const affected = shown.body.people.find(({ role }) => role === 'affected')
  return { caseId: opened.body.id, personId: affected?.personId ?? '' }
}

const read = async (who: Browser, id: string) =>
  (await who.call(readPerson, { params: { id } })).body

beforeAll(async () => {
  app = await openTestApp()
  const centre = await app.anOffice('contact-centre')
  const police = await app.anOffice('police')
  const [one, two] = await app.load(async (tx) => [
    await aUnit(tx, { agency_id: police.agencyId, parent_id: police.unitId }),
    await aUnit(tx, { agency_id: police.agencyId, parent_id: police.unitId }),
  ])
  const at = (unitId: string) => ({ agencyId: police.agencyId, unitId })
  operator = await app.signedIn(await app.aPerson({ role: 'operator', ...centre }))
  first = await app.signedIn(await app.aPerson({ role: 'inspector', ...at(one as string) }))
  second = await app.signedIn(await app.aPerson({ role: 'inspector', ...at(two as string) }))
  head = await app.signedIn(await app.aPerson({ role: 'unit-head', ...police }))
  stewardPerson = await app.aPerson({ role: 'steward', ...police })
  steward = await app.signedIn(stewardPerson)
  const known = await aCaseOf(first, one as string, 'Әсел Серікқызы Ахметова')
  firstCase = known.caseId
  firstId = known.personId
  secondId = (await aCaseOf(second, two as string, 'Assel Akhmetova')).personId
  const window = { days: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '24:00' }
  await first.call(setSafeContact, {
    params: { id: firstId },
    body: {
      mayContact: 'yes',
      whoStarts: 'we',
      channel: 'phone',
      phone: '+77010000033',
      windows: [window],
      mayLeaveMessage: false,
      hasCodeWord: false,
      ifDropped: null,
      language: 'kk',
      basedOn: null,
    },
  })
})
afterAll(() => app.close())

test('a second record of somebody known is noticed without anybody asking', async () => {
  const { body } = await steward.call(listPersonPairs, { query: { state: 'open', atLeast: 4 } })
  const pair = body.items.find(({ left, right }) =>
    [left.personId, right.personId].every((id) => id === firstId || id === secondId),
  )
  expect(pair?.source).toBe('new-person')
  pairId = pair?.id ?? ''
})

test('a steward without case content sees names and whether numbers agree, no case and no number', async () => {
  const { body, text } = await steward.call(readPersonPair, { params: { id: pairId } })
  expect([body.left, body.right].map(({ cases }) => cases)).toEqual([[], []])
  expect(body.iin).toBe('unknown')
  expect(text).not.toContain(firstCase)
  const refused = await steward.call(readPerson, { params: { id: firstId } })
  expect(refused.code).toBe('permission-missing')
})

test('an inspector may not merge, and does not learn of the pair', async () => {
  const listed = await first.call(listPersonPairs, { query: {} })
  expect(listed.code).toBe('permission-missing')
})

describe('a merge', () => {
  test('shows both cases to whoever sees both, changes nothing for who sees one, and is taken apart without a trace in the data', async () => {
    const before = {
      ofHead: await read(head, firstId),
      ofFirst: await read(first, firstId),
      ofSecond: await read(second, secondId),
    }
    expect(before.ofFirst.safeContact?.isSafeNow).toBe(true)
    const pair = (await steward.call(readPersonPair, { params: { id: pairId } })).body
    const keep = pair.left.personId === firstId ? 'left' : 'right'
    const other = keep === 'left' ? 'right' : 'left'
    app.database.clock.advance(60_000)
    const merged = await steward.call(mergePeople, {
      params: { id: pairId },
      body: {
        basedOn: pair.version,
        keep,
        chosen: { name: other, birthDate: keep, sex: keep, language: keep },
        reason: 'document',
      },
    })
    expect(merged.text).toContain('id')

    const whole = await read(head, secondId)
    expect(whole.id).toBe(firstId)
    expect(whole.cases.map(({ id }) => id)).toEqual(expect.arrayContaining([firstCase]))
    expect(new Set(whole.cases.map(({ id }) => id)).size).toBe(2)
    expect(whole.names.map(({ given }) => given)).toEqual(['Assel', 'Әсел'])
    expect(whole.merges).toHaveLength(1)
    // What was known of safe contact is asked again.
    expect(whole.safeContact?.isSafeNow).toBe(false)

    const ofSecond = await read(second, secondId)
    expect(ofSecond).toEqual(before.ofSecond)
    const ofFirst = await read(first, firstId)
    expect({ ...ofFirst, safeContact: null }).toEqual({ ...before.ofFirst, safeContact: null })
    expect(ofFirst.safeContact?.whyNot).toBe('expired')

    const hits = (await head.call(search, { body: { q: 'Assel', kinds: ['person'] } })).body.hits
    expect(hits.filter(({ id }) => id === firstId || id === secondId)).toHaveLength(1)
    const people = (await head.call(searchPeople, { body: { q: 'Ахметова' } })).body.items
    expect(people.filter(({ id }) => id === firstId || id === secondId)).toHaveLength(1)

    const twice = await steward.call(decidePersonPair, {
      params: { id: pairId },
      body: { basedOn: pair.version + 1, state: 'different', reason: 'data' },
    })
    expect(twice.code).toBe('person-merged')

    app.database.clock.advance(60_000)
    const ended = await head.call(endMerge, {
      params: { id: merged.body.id },
      body: { reason: 'mistake' },
    })
    expect(ended.status).toBe(200)
    expect(await read(first, firstId)).toEqual(before.ofFirst)
    expect(await read(second, secondId)).toEqual(before.ofSecond)
    const after = await read(head, firstId)
    expect({ ...after, merges: [] }).toEqual({ ...before.ofHead, merges: [] })
    expect(after.merges[0]?.endedAt).not.toBeNull()
    const again = await head.call(endMerge, {
      params: { id: merged.body.id },
      body: { reason: 'mistake' },
    })
    expect(again.code).toBe('merge-ended')
  })

  test('spreads a protected address over both records and takes it back with it', async () => {
    app.database.clock.advance(60_000)
    await first.call(setProtectedAddress, {
      params: { id: firstId },
      body: { kato: '750000000', address: 'Баспана' },
    })
    const pair = (await steward.call(readPersonPair, { params: { id: pairId } })).body
    const merged = await steward.call(mergePeople, {
      params: { id: pairId },
      body: {
        basedOn: pair.version,
        keep: 'left',
        chosen: { name: 'left', birthDate: 'left', sex: 'left', language: 'left' },
        reason: 'data',
      },
    })
    expect((await read(second, secondId)).hasProtectedAddress).toBe(true)
    app.database.clock.advance(60_000)
    await steward.call(endMerge, { params: { id: merged.body.id }, body: { reason: 'asked' } })
    expect((await read(second, secondId)).hasProtectedAddress).toBe(false)
    expect((await read(first, firstId)).hasProtectedAddress).toBe(true)
  })

  test('and a decision stay in the history of the pair when somebody decides otherwise later', async () => {
    const params = { id: pairId }
    const decide = async (state: 'different' | 'later', reason: 'relatives' | 'not-enough') => {
      app.database.clock.advance(60_000)
      const { version } = (await steward.call(readPersonPair, { params })).body
      await steward.call(decidePersonPair, { params, body: { basedOn: version, state, reason } })
    }
    await decide('different', 'relatives')
    await decide('later', 'not-enough')
    const { history, decidedBy } = (await steward.call(readPersonPair, { params })).body
    expect(history.map(({ did, reason }) => [did, reason])).toEqual([
      ['later', 'not-enough'],
      ['different', 'relatives'],
      ['taken-apart', 'asked'],
      ['merged', 'data'],
      ['taken-apart', 'mistake'],
      ['merged', 'document'],
    ])
    expect(history[0]?.by).toEqual(decidedBy)
  })

  test('is hidden, and so is the pair, from whom a wall keeps from either case', async () => {
    await app.load(async (tx) => {
      await aWall(tx, { case_id: firstCase, user_id: stewardPerson.id })
      await aGrant(tx, {
        user_id: stewardPerson.id,
        unit_id: stewardPerson.unitId,
        role: 'unit-head',
      })
    })
    const hidden = await steward.call(readPersonPair, { params: { id: pairId } })
    expect(hidden.code).toBe('not-found')
    const listed = await steward.call(listPersonPairs, { query: {} })
    expect(listed.body.items.map(({ id }) => id)).not.toContain(pairId)
  })
})

test('pairs come page by page, whole and in order; a place narrows them, never to somebody who hides; another region has none', async () => {
  const region = await app.anOffice('police')
  const elsewhere = await app.anOffice('police')
  const keeper = await app.signedIn(await app.aPerson({ role: 'steward', ...region }))
  const stranger = await app.signedIn(await app.aPerson({ role: 'steward', ...elsewhere }))
  const at = '2026-11-01T00:00:00.000Z'
  const places = ['750000000', '510000000', '750000000'] as const
  const hidden = 4
  const ids = await app.load(async (tx) => {
    const cases: string[] = []
    for (const place_kato of places)
      cases.push(await aCase(tx, { owner_unit_id: region.unitId, place_kato }))
    const made: string[] = []
    for (let number = 0; number < 120; number += 1) {
      const [left, right] = [randomId(), randomId()].toSorted() as [string, string]
      const isHidden = number % 30 === hidden
      for (const id of [left, right]) {
        const row = { id, sex: 'female', created_at: at, has_protected_address: isHidden } as const
        await tx.insertInto('people').values(row).execute()
        await tx
          .insertInto('case_people')
          .values({
            id: randomId(),
            case_id: cases[number % 3] ?? '',
            person_id: id,
            role: 'affected',
            added_by: stewardPerson.id,
            added_at: at,
          })
          .execute()
      }
      const id = randomId()
      await tx
        .insertInto('person_pairs')
        .values({
          id,
          left_id: left,
          right_id: right,
          weight: number / 7,
          likeness: 3,
          evidence: '[]',
          model: 'x',
          source: 'run',
          found_at: at,
        })
        .execute()
      made.push(id)
    }
    return made
  })
  const walk = async (query: { place?: string }) => {
    const seen: string[] = []
    for (let cursor = ''; ; ) {
      const { body }: { body: Reply<typeof listPersonPairs> } = await keeper.call(listPersonPairs, {
        query: { ...query, limit: 50, ...(cursor === '' ? {} : { cursor }) },
      })
      seen.push(...body.items.map(({ id }) => id))
      if (body.nextCursor === null) return seen
      cursor = body.nextCursor
    }
  }
  expect(await walk({})).toEqual(ids.toReversed())
  const shymkent = ids.filter((_, number) => number % 3 === 1 && number % 30 !== hidden)
  expect(await walk({ place: '510000000' })).toEqual(shymkent.toReversed())
  expect(shymkent.length).toBe(36)
  // The whole country holds every place.
  expect(await walk({ place: '000000000' })).toHaveLength(116)
  expect((await stranger.call(listPersonPairs, { query: {} })).body).toMatchObject({ total: 0 })
})

test('whatever is merged, in whatever order it is taken apart, the records are what they were', async () => {
  const someone = stewardPerson.id
  const at = '2026-11-01T00:00:00.000Z'
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.boolean(), { minLength: 3, maxLength: 6 }),
      fc.array(fc.tuple(fc.nat(5), fc.nat(5)), { minLength: 1, maxLength: 8 }),
      fc.infiniteStream(fc.nat(100)),
      (protectedOnes, links, numbers) =>
        app.load(async (tx) => {
          const ids = protectedOnes.map(() => randomId())
          for (const [index, id] of ids.entries()) {
            await tx
              .insertInto('people')
              .values({
                id,
                sex: 'unknown',
                created_at: at,
                has_protected_address: protectedOnes[index] === true,
              })
              .execute()
            if (protectedOnes[index] === true)
              await tx
                .insertInto('protected_addresses')
                .values({ id: randomId(), person_id: id, sealed: 'x', set_by: someone, set_at: at })
                .execute()
          }
          const rows = () =>
            tx.selectFrom('people').selectAll().where('id', 'in', ids).orderBy('id').execute()
          const before = await rows()
          const merges: string[] = []
          const merged = new Set<string>()
          for (const [a, b] of links) {
            const kept = ids[a % ids.length] as string
            const other = ids[b % ids.length] as string
            if (kept === other || merged.has(kept) || merged.has(other)) continue
            const [left, right] = [kept, other].toSorted() as [string, string]
            const pair = randomId()
            await tx
              .insertInto('person_pairs')
              .values({
                id: pair,
                left_id: left,
                right_id: right,
                weight: 1,
                likeness: 3,
                evidence: '[]',
                model: 'x',
                source: 'run',
                found_at: at,
              })
              .execute()
            const id = randomId()
            await tx
              .insertInto('person_merges')
              .values({
                id,
                pair_id: pair,
                kept_id: kept,
                merged_id: other,
                chosen: '{}',
                reason: 'data',
                merged_by: someone,
                merged_at: at,
              })
              .execute()
            merged.add(other)
            merges.push(id)
          }
          // Protected stays protected: no merge ever takes a mark away.
          const during = await rows()
          for (const [index, row] of before.entries())
            if (row.has_protected_address) expect(during[index]?.has_protected_address).toBe(true)
          const order = merges
            .map((id) => ({ id, by: numbers.next().value as number }))
            .toSorted((x, y) => x.by - y.by)
          for (const { id } of order)
            await tx
              .updateTable('person_merges')
              .set({ ended_at: at, ended_by: someone, end_reason: 'mistake' })
              .where('id', '=', id)
              .execute()
          expect(await rows()).toEqual(before)
        }),
    ),
    { numRuns: 25 },
  )
})
