import { decideStory, maskStory, type Story, searchStories } from '@umai/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Browser, openTestApp, type TestApp } from '../test-app.ts'

let server: TestApp
let first: Browser
let second: Browser
let outsider: Browser

beforeAll(async () => {
  server = await openTestApp()
  const centre = await server.anOffice('crisis-centre')
  const police = await server.anOffice('police')
  first = await server.signedIn(await server.aPerson({ ...centre, role: 'centre-worker' }))
  second = await server.signedIn(await server.aPerson({ ...centre, role: 'centre-worker' }))
  outsider = await server.signedIn(await server.aPerson({ ...police, role: 'inspector' }))
})
afterAll(() => server.close())

const aStory = async (text: string): Promise<string> => {
  const id = crypto.randomUUID()
  await server.load((tx) =>
    tx
      .insertInto('stories')
      .values({
        id,
        locator: Buffer.from(id.replaceAll('-', '').repeat(2), 'hex'),
        lang: 'ru',
        state: 'waiting',
        written_at: '2026-11-12T09:00:00.000Z',
        moved_at: '2026-11-12T09:00:00.000Z',
        words: text,
      })
      .execute(),
  )
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
  expect(row).toMatchObject({ words: null })
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
