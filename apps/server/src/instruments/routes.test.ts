// A slot of a risk instrument stays closed until its owner's paper and a signed definition over it were put in force by
// two people; the tables hold it even where the server would not.
import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import {
  assessRisk,
  decideLicence,
  listAssessments,
  listInstrumentEntries,
  listInstruments,
  proposeLicence,
  readInstrumentPaper,
  readLicensedContent,
  revokeLicence,
  stepUp,
} from '@umai/contract'
import { draftFor, type Instrument, instruments, signDefinition, slots } from '@umai/instruments'
import { randomId, sha256 } from '@umai/platform'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Browser, openTestApp, type Person, type TestApp } from '../test-app.ts'
import { type Line, layOrder } from '../test-line.ts'

const publisher = generateKeyPairSync('ed25519')
const stranger = generateKeyPairSync('ed25519')
const paper = Buffer.from('%PDF-1.4\n1 0 obj\n%%EOF\n')
const paperHash = sha256(paper).toString('hex')
const slot = slots.find(({ id }) => id === 'odara') as Instrument
const definition = draftFor(slot, paperHash)

let app: TestApp
let line: Line
let first: Browser
let second: Browser
let firstPerson: Person

const strong = async (person: Person): Promise<Browser> => {
  const page = await app.signedIn(person)
  const proven = await page.call(stepUp, {
    body: { kind: 'code', password: person.password, code: app.freshCode(person) },
  })
  expect(proven.status).toBe(200)
  return page
}

const signed = (of: unknown, key: KeyObject = publisher.privateKey): string =>
  JSON.stringify({ definition: of, signature: signDefinition(of as Instrument, key) })

const propose = (
  page: Browser,
  change: Partial<{ instrument: string; signedDefinition: string; paper: Buffer }> = {},
) =>
  page.call(proposeLicence, {
    params: { instrument: change.instrument ?? 'odara' },
    body: {
      paperBase64: (change.paper ?? paper).toString('base64'),
      signedDefinition: change.signedDefinition ?? signed(definition),
      permits: 'Хат № 12, 2026 жылғы 3 қараша',
    },
  })

const odara = async (page: Browser) =>
  (await page.call(listInstrumentEntries, {})).body.items.find(({ id }) => id === 'odara')

const answer = async () => {
  const { items } = (await line.pages.inspector.call(listInstruments, {})).body
  const shown = items.find(({ id }) => id === 'odara')
  return line.pages.inspector.call(assessRisk, {
    params: { id: line.caseId },
    body: {
      instrumentId: 'odara',
      instrumentHash: shown?.hash ?? '',
      personId: null,
      answers: (shown?.items ?? []).map((item) => ({ item: item.id, answer: 'yes' })),
      alone: 'yes',
      lang: 'kk',
      override: null,
    },
  })
}

beforeAll(async () => {
  app = await openTestApp({ instrumentSigners: [publisher.publicKey] })
  line = await layOrder(app)
  const police = await app.anOffice('police')
  const ministry = await app.anOffice('ministry')
  firstPerson = await app.aPerson({ role: 'steward', ...police })
  first = await strong(firstPerson)
  second = await strong(await app.aPerson({ role: 'registrar', ...ministry }))
})
afterAll(() => app.close())

test('every slot is listed as closed, what is shipped as open, and a closed one takes no answers', async () => {
  const { items, signers } = (await first.call(listInstrumentEntries, {})).body
  expect(items.filter(({ state }) => state === 'shipped').map(({ id }) => id)).toEqual(
    instruments.map(({ id }) => id),
  )
  expect(items.filter(({ state }) => state === 'empty').map(({ id }) => id)).toEqual(
    slots.map(({ id }) => id),
  )
  expect(signers).toHaveLength(1)
  expect((await answer()).code).toBe('instrument-disabled')
  expect((await line.pages.inspector.call(listInstrumentEntries, {})).status).toBe(403)
})

test.each([
  [
    'a paper that is no document',
    () => propose(first, { paper: Buffer.from('hello, this is text') }),
    'paper-unfit',
  ],
  [
    'a key nobody trusts',
    () => propose(first, { signedDefinition: signed(definition, stranger.privateKey) }),
    'definition-unsigned',
  ],
  [
    'a definition changed after it was signed',
    () => {
      const { signature } = JSON.parse(signed(definition)) as { signature: string }
      const changed = { ...definition, lowering: 'second person' }
      return propose(first, {
        signedDefinition: JSON.stringify({ definition: changed, signature }),
      })
    },
    'definition-unsigned',
  ],
  [
    'another paper than the definition names',
    () => propose(first, { paper: Buffer.from('%PDF-1.4\n2 0 obj\n%%EOF\n') }),
    'definition-other-paper',
  ],
  [
    'a definition of another slot',
    () => propose(first, { instrument: 'dash' }),
    'definition-of-another',
  ],
  [
    'a definition with a typo',
    () => propose(first, { signedDefinition: '{"definition":{}}' }),
    'definition-faulty',
  ],
  [
    'an instrument that is no slot',
    () => propose(first, { instrument: 'hark' }),
    'instrument-unknown',
  ],
])('%s is refused by name and leaves nothing behind', async (_, act, code) => {
  const answered = await act()
  expect(answered.code).toBe(code)
  expect((await odara(first))?.licences).toEqual([])
})

test('who proposes does not put in force; a second person does, having read items and paper', async () => {
  const proposed = await propose(first)
  expect(proposed.status, proposed.text).toBe(200)
  const params = { id: proposed.body.id }
  expect((await propose(second)).code).toBe('licence-open-already')
  expect((await odara(first))?.state).toBe('proposed')
  expect((await answer()).code).toBe('instrument-disabled')

  const body = { verdict: 'active' as const, reason: 'Салыстырылды' }
  expect((await first.call(decideLicence, { params, body })).code).toBe('second-person-same')
  const content = (await second.call(readLicensedContent, { params })).body
  expect(content.items.map(({ id }) => id)).toEqual(['first'])
  const read = (await second.call(readInstrumentPaper, { params })).body
  expect(read).toMatchObject({ sha256: paperHash, base64: paper.toString('base64') })
  expect((await second.call(decideLicence, { params, body })).status).toBe(200)
  expect((await second.call(decideLicence, { params, body })).code).toBe('licence-decided')
  expect((await odara(first))?.state).toBe('open')

  const assessed = await answer()
  expect(assessed.status, assessed.text).toBe(200)
  expect(assessed.body).toMatchObject({ computed: 'high', instrument: { id: 'odara' } })
})

test('a licence is revoked by one; what was assessed with it stays readable under its name', async () => {
  const entry = await odara(first)
  const params = { id: entry?.licences[0]?.id ?? '' }
  expect(
    (await first.call(revokeLicence, { params, body: { reason: 'Иесі қайтарып алды' } })).status,
  ).toBe(200)
  expect((await odara(first))?.state).toBe('empty')
  expect((await answer()).code).toBe('instrument-disabled')
  const { items } = (
    await line.pages.inspector.call(listAssessments, { params: { id: line.caseId } })
  ).body
  expect(items[0]?.instrument.name).toEqual(slot.title)
  expect((await second.call(revokeLicence, { params, body: { reason: 'Тағы да' } })).code).toBe(
    'licence-not-active',
  )
})

test('without a fresh proof of identity nothing is proposed', async () => {
  const weak = await app.signedIn(firstPerson)
  app.database.clock.advance(6 * 60_000)
  expect((await propose(weak)).code).toBe('step-up-required')
})

test('the tables themselves refuse one person, another paper and a forged hash', async () => {
  const row = (change: object) =>
    app.load(async (tx) => {
      const paperId = randomId()
      const at = app.database.clock.now()
      await tx
        .insertInto('instrument_papers')
        .values({
          id: paperId,
          media_type: 'application/pdf',
          sha256: paperHash,
          content: paper,
          added_by: firstPerson.id,
          added_at: at,
        })
        .execute()
      await tx
        .insertInto('instrument_licences')
        .values({
          id: randomId(),
          instrument: 'dash',
          version: '1',
          digest: 'a'.repeat(64),
          definition: JSON.stringify({
            id: 'dash',
            version: '1',
            rights: { documentSha256: paperHash },
          }),
          signature: 'A'.repeat(86),
          signer: 'b'.repeat(32),
          paper_id: paperId,
          paper_sha256: paperHash,
          permits: 'Letter of the owner',
          proposed_by: firstPerson.id,
          proposed_at: at,
          ...change,
        })
        .execute()
    })
  const alone = {
    state: 'active',
    decided_by: firstPerson.id,
    decided_at: app.database.clock.now(),
    decision_reason: 'alone',
  }
  await expect(row(alone)).rejects.toThrow(/take_two/)
  await expect(
    row({
      definition: JSON.stringify({
        id: 'dash',
        version: '1',
        rights: { documentSha256: 'f'.repeat(64) },
      }),
    }),
  ).rejects.toThrow(/name_their_paper/)
  await expect(
    row({
      paper_sha256: 'f'.repeat(64),
      definition: JSON.stringify({
        id: 'dash',
        version: '1',
        rights: { documentSha256: 'f'.repeat(64) },
      }),
    }),
  ).rejects.toThrow(/foreign key/)
  await expect(
    app.load((tx) =>
      tx
        .insertInto('instrument_papers')
        .values({
          id: randomId(),
          media_type: 'application/pdf',
          sha256: 'f'.repeat(64),
          content: paper,
          added_by: firstPerson.id,
          added_at: app.database.clock.now(),
        })
        .execute(),
    ),
  ).rejects.toThrow(/hash_is_of_the_bytes/)
})

test('the instruments that the tables take without a licence are those that are shipped', async () => {
  const { rows } = await app.db.transaction({ role: 'admin', readOnly: true }, (tx) =>
    sql<{ check: string }>`
      select with_check as check from pg_policies where policyname = 'only open instruments are used'
    `.execute(tx),
  )
  const named = /ARRAY\[(.*?)\]/.exec(rows[0]?.check ?? '')?.[1] ?? ''
  expect([...named.matchAll(/'([^']+)'::text/g)].map(([, id]) => id).sort()).toEqual(
    instruments.map(({ id }) => id).sort(),
  )
})
