// Words from a form to the wall and away again, on a real database, without a script.
import { openTestDatabase, type TestDatabase } from '@umai/db/testing'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createPublicSite } from './app.ts'
import { defaultNumbers, parseNumbers } from './numbers/model.ts'
import { storiesSource } from './stories/store.ts'
import { openTestWall } from './test-wall.ts'

const secrets = { salt: Buffer.alloc(16, 1), pepper: Buffer.alloc(32, 2) }
let base: TestDatabase
let site: ReturnType<typeof createPublicSite>
let wall: Awaited<ReturnType<typeof openTestWall>>
const opened: ReturnType<typeof createPublicSite>[] = []

const openSite = (isSample: boolean) => {
  const made = createPublicSite({
    exitUrl: 'http://127.0.0.1:9/weather',
    isSample,
    numbers: parseNumbers(defaultNumbers),
    clock: base.clock,
    stories: storiesSource(base.as({ kind: 'public' }), { isSample, secrets }),
  })
  opened.push(made)
  return made
}

beforeAll(async () => {
  base = await openTestDatabase()
  wall = await openTestWall(base)
  site = openSite(true)
})
afterAll(async () => {
  for (const one of opened) await one.close()
  await base.close()
})

const post = (
  url: string,
  fields: Readonly<Record<string, string>> | readonly (readonly [string, string])[],
) => {
  // A hand is slower than a program: the slow lane lets one receipt through in ten seconds.
  base.clock.advance(11_000)
  return site.inject({
    method: 'POST',
    url,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams(
      Array.isArray(fields) ? fields.map(([a, b]) => [a, b]) : Object.entries(fields),
    ).toString(),
  })
}
const stateIn = (body: string): string => /name="state" value="([^"]+)"/.exec(body)?.[1] ?? ''
const digitsIn = (body: string): string =>
  (/<p class="receipt">(.*?)<\/p>/s.exec(body)?.[1] ?? '').replaceAll(/\D/g, '')
const own = 'Мне помогла Айгуль. Она сидела рядом, пока я говорила. Звоните ей: +7 701 000 00 00.'
const write = (text: string) =>
  post('/ru/words/new', { text, tongue: 'ru', since: 'year', consent: 'yes' })
const leave = async (text: string, more: readonly (readonly [string, string])[] = []) => {
  const looked = await write(text)
  const sent = await post('/ru/words/new', [
    ['state', stateIn(looked.body)],
    ['act', 'send'],
    ...more,
  ])
  return digitsIn(sent.body)
}
const rows = () =>
  base.load((tx) => tx.selectFrom('stories').selectAll().orderBy('written_at').execute())

test('what tells who she is is masked before it is stored, and she decides before sending what may stay', async () => {
  const looked = await write(own)
  expect(looked.body).toContain('<span class="masked">имя</span>')
  expect(looked.body).toContain('<b lang="ru">Айгуль</b>')
  expect(await rows()).toEqual([])

  const receipt = await leave(own, [
    ['show', '0'],
    ['hide', 'рядом'],
  ])
  expect(receipt).toMatch(/^\d{20}$/)
  const shown = await post('/ru/words/own', { receipt: receipt.replaceAll(/(.{4})/g, '$1 ') })
  expect(shown.body).toContain('Мне помогла Айгуль. Она сидела <span class="masked">скрыто</span>')
  expect(shown.body).not.toContain('701')
  expect(shown.body).toContain('ещё никто не прочёл')
})

test('the database holds neither receipt nor what was masked nor the minute', async () => {
  const receipt = await leave('Слова, которые слышала только Зауреш и больше никто.')
  const all = JSON.stringify(await rows())

  expect(all).not.toContain(receipt)
  expect(all).not.toContain('Зауреш')
  for (const row of await rows()) expect(row.written_at).toMatch(/:00:00(\.000)?/)
})

test('words that wait lie open in no column, and a right receipt without the pepper finds nothing', async () => {
  const words = 'Никто этого ещё не читал, и в базе этого не прочесть.'
  const receipt = await leave(words)
  const all = Buffer.from(JSON.stringify(await rows()))
  expect(all.includes('ещё не читал')).toBe(false)
  expect(
    (await rows()).filter(({ state }) => state === 'waiting').every((row) => row.words === null),
  ).toBe(true)
  expect((await post('/ru/words/own', { receipt })).body).toContain('ещё не читал')

  const withoutPepper = createPublicSite({
    exitUrl: 'http://127.0.0.1:9/weather',
    isSample: true,
    numbers: parseNumbers(defaultNumbers),
    clock: base.clock,
    stories: storiesSource(base.as({ kind: 'public' }), {
      isSample: true,
      secrets: { ...secrets, pepper: Buffer.alloc(32, 3) },
    }),
  })
  opened.push(withoutPepper)
  base.clock.advance(11_000)
  const { body } = await withoutPepper.inject({
    method: 'POST',
    url: '/ru/words/own',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams({ receipt }).toString(),
  })
  expect(body).toContain('слов нет')
})

test('the same words, or few and many, leave boxes that tell nothing by their size', async () => {
  await leave('Короткие слова для стены.')
  await leave(
    'Слова подлиннее, в которых сказано немного больше, чем в коротких, но не больше страницы.',
  )
  const waiting = (await rows()).filter(({ state }) => state === 'waiting')

  expect(waiting.length).toBeGreaterThan(1)
  expect(new Set(waiting.map(({ box }) => box?.length)).size).toBe(1)
})

test('sent twice they are left once; a second visit finds the same receipt', async () => {
  const before = (await rows()).length
  const looked = await write('Отправлю это два раза, потому что кнопка не ответила.')
  const fields = { state: stateIn(looked.body), act: 'send' }
  const [first, second] = [await post('/ru/words/new', fields), await post('/ru/words/new', fields)]

  expect(digitsIn(second.body)).toBe(digitsIn(first.body))
  expect((await rows()).length).toBe(before + 1)
})

test('published words stand on the wall in their own language, with nothing of when or where; withdrawn they are gone at once', async () => {
  const receipt = await leave('Енді бәрі жақсы, балалар үйде ән салады.')
  await base.load((tx) =>
    tx.updateTable('stories').set({ lang: 'kk' }).where('state', '=', 'waiting').execute(),
  )
  await wall.publishAll()
  const shown = await site.inject({ url: '/en/words' })
  expect(shown.body).toContain('<blockquote lang="kk"><p>Енді бәрі жақсы')
  expect(shown.body).toContain('<figcaption lang="kk">Бір жыл өтті</figcaption>')
  expect(shown.body).not.toMatch(/20\d\d/)

  const found = await post('/ru/words/own', { receipt })
  const gone = await post('/ru/words/own', { state: stateIn(found.body), act: 'withdraw' })
  expect(gone.body).toContain('Слова убраны и уничтожены')
  expect((await site.inject({ url: '/en/words' })).body).not.toContain('ән салады')
  const left = (await rows()).find(({ state }) => state === 'withdrawn')
  expect(left).toMatchObject({ words: null })
  expect((await post('/ru/words/own', { receipt })).body).toContain('Слова убраны и уничтожены')
})

test('a wrong receipt is told from a mistyped one, and finds nobody’s words', async () => {
  expect((await post('/ru/words/own', { receipt: '12345' })).body).toContain('Это не 20 цифр')
  expect((await post('/ru/words/own', { receipt: '1'.repeat(20) })).body).toContain('слов нет')
})

test('too short, too long, without consent: says so at the field and loses nothing', async () => {
  const short = await post('/kk/words/new', { text: 'рақмет <b>', tongue: 'kk' })
  expect(short.body).toContain('кемінде 20 әріп керек, қазір 10')
  expect(short.body).toContain('Келісіміңізді белгілеңіз')
  expect(short.body).toContain('рақмет &#60;b&#62;</textarea>')
  const long = await post('/en/words/new', { text: 'я'.repeat(1201), consent: 'yes' })
  expect(long.body).toMatch(/at most 1.?200/)
})

test('a change of language on the way keeps what was written, looked at, and the receipt', async () => {
  const written = await post('/ru/words/new', { text: 'мен әлі', lang: 'kk', tongue: 'kk' })
  expect(written.body).toContain('мен әлі</textarea>')
  const looked = await write(own)
  const inKazakh = await post('/ru/words/new', { state: stateIn(looked.body), lang: 'kk' })
  expect(inKazakh.body).toContain('Адам осыны оқиды')
  const sent = await post('/ru/words/new', { state: stateIn(inKazakh.body), act: 'send' })
  const again = await post('/ru/words/new', {
    sent: /name="sent" value="([^"]+)"/.exec(sent.body)?.[1] ?? '',
    lang: 'en',
  })
  expect(digitsIn(again.body)).toBe(digitsIn(sent.body))
  expect(again.body).toContain('Your number')
})

test('a form that lay for more than half an hour shows nothing of what was typed', async () => {
  const looked = await write(own)
  base.clock.advance(31 * 60_000)
  const late = await post('/ru/words/new', { state: stateIn(looked.body), act: 'send' })

  expect(late.body).toContain('Прошло больше получаса')
  expect(late.body).not.toContain('Айгуль')
})

test('what the sample brought is marked on a sample site and is not on a live one', async () => {
  const id = '0190f000-0000-4000-8000-0000000000d1'
  await base.load((tx) =>
    tx
      .insertInto('stories')
      .values({
        id,
        locator: Buffer.alloc(32, 9),
        lang: 'ru',
        state: 'published',
        is_sample: true,
        written_at: base.clock.now(),
        moved_at: base.clock.now(),
        words: 'Придуманные слова для образца.',
      })
      .execute(),
  )
  const live = openSite(false)

  expect((await site.inject({ url: '/ru/words' })).body).toMatch(/Придуманные слова.*Образец/s)
  expect((await live.inject({ url: '/ru/words' })).body).not.toContain('Придуманные')
})

test('the public may see the wall and nothing else, publish nothing, and take nobody’s words away', async () => {
  await leave('Эти слова ждут, и никто из публики их не видит.')
  const asPublic = <T>(work: Parameters<typeof base.db.transaction<T>>[1]) =>
    base.db.transaction({ role: 'umai_public' }, work)
  const seen = await asPublic((tx) =>
    sql<{ state: string }>`select distinct state from stories`.execute(tx as never),
  )
  expect((seen.rows as { state: string }[]).map(({ state }) => state)).toEqual(['published'])
  const changed = await asPublic((tx) =>
    sql`update stories set state = 'withdrawn', words = null, box = null, own_box = null, key_id = null`.execute(
      tx as never,
    ),
  )
  expect(changed.numAffectedRows).toBe(0n)
  await expect(
    asPublic((tx) => sql`select locator from stories`.execute(tx as never)),
  ).rejects.toMatchObject({ code: '42501' })
  await expect(
    asPublic(async (tx) => {
      await sql`select set_config('umai.locator', ${'07'.repeat(32)}, true)`.execute(tx as never)
      await sql`insert into stories (id, locator, lang, state, box, written_at, moved_at)
        values (${crypto.randomUUID()}, ${Buffer.alloc(32, 7)}, 'kk', 'published', 'x', now(), now())`.execute(
        tx as never,
      )
    }),
  ).rejects.toMatchObject({ code: '42501' })
})

test('a flood ends where moderators could no longer read it, and says so without losing the text', async () => {
  await base.load(async (tx) => {
    await sql`insert into stories (id, locator, lang, state, box, key_id, written_at, moved_at)
      select gen_random_uuid(), sha256(n::text::bytea), 'kk', 'waiting', 'x', (select id from story_keys), now(), now() from generate_series(1, 500) n`.execute(
      tx,
    )
  })
  const looked = await write('Это последнее, что я сегодня хотела сказать всем.')
  const full = await post('/ru/words/new', { state: stateIn(looked.body), act: 'send' })

  expect(full.body).toContain('слишком много непрочитанных')
  expect(full.body).toContain('последнее, что я сегодня хотела')
})

test('with the database gone the wall says so and keeps the numbers', async () => {
  const context = base.as({ kind: 'public' })
  const gone = createPublicSite({
    exitUrl: 'http://127.0.0.1:9/weather',
    isSample: false,
    numbers: parseNumbers(defaultNumbers),
    clock: base.clock,
    stories: storiesSource(
      {
        ...context,
        db: { ...context.db, transaction: () => Promise.reject(new Error('refused')) },
      },
      { isSample: false, secrets },
    ),
  })
  opened.push(gone)
  const { statusCode, body } = await gone.inject({ url: '/ru/words' })

  expect(statusCode).toBe(200)
  expect(body).toContain('Слова сейчас не открываются')
  expect(body).toContain('tel:111')
})
