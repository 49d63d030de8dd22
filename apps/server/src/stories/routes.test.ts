import { decideStory, maskStory, type Story, searchStories } from '@umai/contract'
import { type Keys, keysFromSeed } from '@umai/platform'
import { closeStory } from '@umai/threads'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Browser, openTestApp, type TestApp } from '../test-app.ts'
import { keepStoryKey, wordsOf } from './actions.ts'
import { findStoryKey, openStoryKeys } from './store.ts'

let server: TestApp
let first: Browser
let second: Browser
let outsider: Browser

beforeAll(async () => {
  server = await openTestApp()
  await keepStoryKey(jobs())
  const centre = await server.anOffice('crisis-centre')
  const police = await server.anOffice('police')
  first = await server.signedIn(await server.aPerson({ ...centre, role: 'centre-worker' }))
  second = await server.signedIn(await server.aPerson({ ...centre, role: 'centre-worker' }))
  outsider = await server.signedIn(await server.aPerson({ ...police, role: 'inspector' }))
})
afterAll(() => server.close())

const jobs = () => server.database.as({ kind: 'jobs', job: 'test' })

/** As the public site leaves it. */
const aStory = async (words: string): Promise<string> => {
  const id = crypto.randomUUID()
  await server.load(async (tx) => {
    const key = await findStoryKey(tx)
    if (key === undefined) throw new Error('no key')
    return tx
      .insertInto('stories')
      .values({
        id,
        locator: Buffer.from(id.replaceAll('-', '').repeat(2), 'hex'),
        lang: 'ru',
        state: 'waiting',
        written_at: '2026-11-12T09:00:00.000Z',
        moved_at: '2026-11-12T09:00:00.000Z',
        key_id: key.id,
        box: await closeStory(key.publicKey, { storyId: id, reader: 'moderators', words }),
      })
      .execute()
  })
  return id
}
const seen = async (id: string, by = first): Promise<Story> => {
  const { body } = await by.call(searchStories, { body: { limit: 100 } })
  const story = body.items.find((one) => one.id === id)
  if (story === undefined) throw new Error('not seen')
  return story
}
const decide = (
  by: Browser,
  id: string,
  body: Parameters<typeof by.call<typeof decideStory>>[1]['body'],
) => by.call(decideStory, { params: { id }, body })

test('a moderator masks more, in marks and nowhere else, and publishes', async () => {
  const id = await aStory('Моя сестра Зере, врач.')
  const masked = await first.call(maskStory, {
    params: { id },
    body: { version: 1, words: [4], mask: 'name' },
  })
  expect(masked.status, masked.text).toBe(200)
  expect(await seen(id)).toMatchObject({ text: 'Моя сестра ⟦name⟧, врач.', version: 2 })
  expect((await decide(first, id, { version: 2, decision: 'publish' })).status).toBe(200)
  expect(await seen(id)).toMatchObject({ state: 'published' })
})

test('what another changed meanwhile is not decided blindly', async () => {
  const id = await aStory('Слова, которые двое читают сразу.')
  await first.call(maskStory, { params: { id }, body: { version: 1, words: [0], mask: 'other' } })

  expect((await decide(second, id, { version: 1, decision: 'publish' })).code).toBe(
    'record-changed',
  )
})

test('after a second look was asked for, another decides', async () => {
  const id = await aStory('Слова, в которых я не уверена.')
  await decide(first, id, { version: 1, decision: 'second-look' })
  expect((await decide(first, id, { version: 2, decision: 'publish' })).code).toBe(
    'second-look-by-another',
  )
  expect(await seen(id)).toMatchObject({ mayDecide: false })
  expect(await seen(id, second)).toMatchObject({ mayDecide: true })
  expect((await decide(second, id, { version: 2, decision: 'publish' })).status).toBe(200)
  // What was published may be taken down by anybody who moderates.
  expect(
    (await decide(first, id, { version: 3, decision: 'refuse', reason: 'recognisable' })).status,
  ).toBe(200)
})

test('refused words are destroyed, and the reason stays', async () => {
  const id = await aStory('Реклама чудесных средств.')
  await decide(first, id, { version: 1, decision: 'refuse', reason: 'advert' })

  expect(await seen(id)).toMatchObject({ state: 'refused', reason: 'advert', text: null })
  const row = await server.load((tx) =>
    tx.selectFrom('stories').selectAll().where('id', '=', id).executeTakeFirstOrThrow(),
  )
  expect(row).toMatchObject({ words: null, box: null, key_id: null })
  expect((await decide(first, id, { version: 2, decision: 'publish' })).code).toBe('record-changed')
})

test('who does not moderate sees no story and decides on none', async () => {
  const id = await aStory('Слова не для инспектора.')
  const answers = await Promise.all([
    outsider.call(searchStories, { body: {} }),
    outsider.call(maskStory, { params: { id }, body: { version: 1, words: [0], mask: 'name' } }),
    decide(outsider, id, { version: 1, decision: 'publish' }),
  ])

  expect(answers.map(({ status }) => status)).toEqual([403, 403, 403])
})

test('the queue is read by what waits the longest, and filtered by state', async () => {
  const id = await aStory('Ещё одни слова в очереди.')
  const waiting = await first.call(searchStories, { body: { state: 'waiting' } })
  expect(waiting.body.items.map((story) => story.id)).toContain(id)
  expect(new Set(waiting.body.items.map(({ state }) => state))).toEqual(new Set(['waiting']))
  expect(waiting.body.total).toBe(waiting.body.items.length)
})

const rowOf = (id: string) =>
  server.load((tx) =>
    tx.selectFrom('stories').selectAll().where('id', '=', id).executeTakeFirstOrThrow(),
  )

test('words lie open only while they are published: taken back for a second look they are closed again', async () => {
  const id = await aStory('Сестра сидела рядом и молчала.')
  expect(await rowOf(id)).toMatchObject({ words: null })
  await first.call(maskStory, { params: { id }, body: { version: 1, words: [0], mask: 'name' } })
  expect(await rowOf(id)).toMatchObject({ words: null })
  await decide(first, id, { version: 2, decision: 'publish' })
  expect(await rowOf(id)).toMatchObject({ words: '⟦name⟧ сидела рядом и молчала.', box: null })
  await decide(first, id, { version: 3, decision: 'second-look' })
  expect(await rowOf(id)).toMatchObject({ words: null })
  expect(await seen(id, second)).toMatchObject({ text: '⟦name⟧ сидела рядом и молчала.' })
})

test('a copy of the database reads no voice that is not published: not without the root key, not under another id', async () => {
  const id = await aStory('Этого в копии базы не прочесть.')
  const copy = await server.load(async (tx) => ({
    stories: await tx.selectFrom('stories').selectAll().execute(),
    keys: await tx.selectFrom('story_keys').selectAll().execute(),
  }))
  expect(JSON.stringify(copy)).not.toContain('в копии базы')

  const { db } = server.database
  const open = (keys: Keys) =>
    db.transaction({ role: 'umai_loader', readOnly: true }, (tx) => openStoryKeys(tx, keys))
  await expect(open(keysFromSeed('another installation'))).rejects.toThrow()
  const pairs = await open(server.database.keys)
  const row = copy.stories.find((one) => one.id === id)
  if (row === undefined) throw new Error('not there')
  expect(await wordsOf(row, pairs)).toContain('в копии базы')
  await expect(wordsOf({ ...row, id: crypto.randomUUID() }, pairs)).rejects.toThrow()
})

test('words that lay open from before are closed by the job, and read as before', async () => {
  const id = crypto.randomUUID()
  await server.db.transaction({ role: 'admin' }, async (tx) => {
    // The table as it was: what was written then is not held to the two constraints, only what is written now.
    const { rows: later } = await sql<{ name: string; says: string }>`
      select conname as name, pg_get_constraintdef(oid) as says from pg_constraint
      where conrelid = 'stories'::regclass and not convalidated`.execute(tx)
    expect(later).toHaveLength(2)
    for (const { name } of later)
      await sql`alter table stories drop constraint ${sql.ref(name)}`.execute(tx)
    await sql`insert into stories (id, locator, lang, state, words, written_at, moved_at)
      values (${id}, sha256(${id}::text::bytea), 'ru', 'waiting', 'Слова из прошлой версии.', now(), now())`.execute(
      tx,
    )
    for (const { name, says } of later)
      await sql`alter table stories add constraint ${sql.ref(name)} ${sql.raw(says)}`.execute(tx)
  })
  await keepStoryKey(jobs())
  await keepStoryKey(jobs())

  expect(await rowOf(id)).toMatchObject({ words: null, state: 'waiting' })
  expect(await seen(id)).toMatchObject({ text: 'Слова из прошлой версии.', version: 1 })
  expect((await decide(first, id, { version: 1, decision: 'publish' })).status).toBe(200)
})
