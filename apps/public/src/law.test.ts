import { fixedClock } from '@umai/platform'
import { langs } from '@umai/words'
import { afterAll, expect, test } from 'vitest'
import { createPublicSite } from './app.ts'
import { lawThread } from './law/thread.ts'

const clock = fixedClock('2026-11-12T09:00:00.000Z')
const site = createPublicSite({
  exitUrl: 'http://127.0.0.1:9/weather',
  isSample: true,
  numbers: [{ kind: 'police', number: '102' }],
  clock,
})
afterAll(async () => {
  await site.close()
  await lawThread.close()
})

const send = async (url: string, fields: Readonly<Record<string, string>>) =>
  site.inject({
    method: 'POST',
    url,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams(fields).toString(),
  })
const hidden = (body: string, name: string): string =>
  new RegExp(`name="${name}" value="([^"]*)"`).exec(body)?.[1] ?? ''
const headingOf = (body: string): string =>
  /<h1(?: class="long")?>([^<]*)<\/h1>/.exec(body)?.[1] ?? ''

test.each(langs)('in %s the law of a day is listed, searched and read', async (lang) => {
  const list = await site.inject({ url: `/${lang}/law` })
  const found = await send(`/${lang}/law`, { on: '16.06.2024', q: '109-1' })
  const article = await send(`/${lang}/law`, { on: '16.06.2024', article: 'kz/cc/109-1' })

  expect(list.statusCode).toBe(200)
  expect(found.body).toContain('value="kz/cc/109-1"')
  expect(headingOf(article.body)).toContain('109-1')
})

test('who types a number finds the article that has it before those that name it', async () => {
  const { body } = await send('/ru/law', { on: '12.11.2026', q: '109-1' })
  const found = [...body.matchAll(/name="article" value="([^"]+)"/g)].map(([, id]) => id)

  expect(found[0]).toBe('kz/cc/109-1')
  expect(found.length).toBeGreaterThan(1)
})

test('an article says the day before it comes that it is not in force yet', async () => {
  const { body } = await send('/en/law', { on: '15.06.2024', article: 'kz/cc/109-1' })

  expect(body).toContain('not yet in force')
})

test.each([
  ['kk', 'одан кейінгі өзгерістер белгісіз'],
  ['ru', 'более поздние изменения неизвестны'],
  ['en', 'later amendments are not known'],
])(
  'in %s a day after the last reading of the law says so, in the list, the article and the answer',
  async (lang, remark) => {
    const shown = async (on: string) => {
      const first = await site.inject({ url: `/${lang}/applies` })
      const asked = await send(`/${lang}/applies`, {
        state: hidden(first.body, 'state'),
        topic: 'violence',
        on,
      })
      return Promise.all([
        send(`/${lang}/law`, { on }),
        send(`/${lang}/law`, { on, article: 'kz/cc/109-1' }),
        send(`/${lang}/applies`, {
          state: hidden(asked.body, 'state'),
          asked: hidden(asked.body, 'asked'),
          answer: 'pain',
          go: 'result',
        }),
      ])
    }

    for (const { body } of await shown('01.02.2027')) expect(body).toContain(remark)
    for (const { body } of await shown('01.11.2026')) expect(body).not.toContain(remark)
  },
)

test('a day that no calendar has is shown back and explained', async () => {
  const { statusCode, body } = await send('/ru/law', { on: '31.02.2024', q: 'побои' })

  expect(statusCode).toBe(200)
  expect(body).toContain('Дня «31.02.2024» нет')
  expect(body).toContain('value="31.02.2024"')
  expect(body).toContain('value="побои"')
})

test('the interview goes from a topic to what applies, one question a page, and back', async () => {
  const first = await site.inject({ url: '/ru/applies' })
  const asked = await send('/ru/applies', { state: hidden(first.body, 'state'), topic: 'violence' })
  const harm = headingOf(asked.body)
  const next = await send('/ru/applies', {
    state: hidden(asked.body, 'state'),
    asked: hidden(asked.body, 'asked'),
    answer: 'pain',
  })
  const back = await send('/ru/applies', { state: hidden(next.body, 'state'), go: 'back' })
  const result = await send('/ru/applies', {
    state: hidden(next.body, 'state'),
    asked: hidden(next.body, 'asked'),
    answer: 'yes',
    go: 'result',
  })

  expect(headingOf(next.body)).not.toBe(harm)
  expect(headingOf(back.body)).toBe(harm)
  expect(headingOf(result.body)).toBe('Что говорит закон')
  expect(result.body).toContain('109-1')
  expect(result.body).not.toMatch(/[^.]\.\.(?!\.)/)
})

test('answers do not stand in the page, and a changed state opens nothing', async () => {
  const first = await site.inject({ url: '/en/applies' })
  const asked = await send('/en/applies', { state: hidden(first.body, 'state'), topic: 'violence' })
  const next = await send('/en/applies', {
    state: hidden(asked.body, 'state'),
    asked: hidden(asked.body, 'asked'),
    answer: 'pain',
  })
  const broken = await send('/en/applies', {
    state: `${hidden(next.body, 'state')}x`,
    go: 'result',
  })

  expect(next.body).not.toContain('pain')
  expect(broken.body).toContain('could not be opened')
})

test('after half an hour nothing is shown until somebody says that it is still the same person', async () => {
  const first = await site.inject({ url: '/en/applies' })
  const asked = await send('/en/applies', { state: hidden(first.body, 'state'), topic: 'violence' })
  clock.advance(31 * 60_000)
  const stale = await send('/en/applies', {
    state: hidden(asked.body, 'state'),
    asked: hidden(asked.body, 'asked'),
    answer: 'pain',
    go: 'result',
  })

  expect(headingOf(stale.body)).toContain('still you')
  expect(stale.body).not.toContain('109-1')
})

test('earlier penalties are written line by line; a day that no calendar has is said to be wrong', async () => {
  const first = await site.inject({ url: '/ru/applies' })
  let page = await send('/ru/applies', { state: hidden(first.body, 'state'), topic: 'order' })
  for (let at = 0; at < 12 && !page.body.includes('name="article-1"'); at += 1)
    page = await send('/ru/applies', {
      state: hidden(page.body, 'state'),
      asked: hidden(page.body, 'asked'),
      answer: page.body.includes('value="yes"') ? (at === 0 ? 'yes' : 'no') : 'unknown',
    })
  const entry = {
    state: hidden(page.body, 'state'),
    asked: hidden(page.body, 'asked'),
    answer: 'some',
    'article-1': 'kz/cao/461',
  }
  const wrong = await send('/ru/applies', { ...entry, 'imposed-1': '31.02.2026' })
  const told = await send('/ru/applies', { ...entry, 'imposed-1': '10.11.2026', go: 'result' })

  expect(page.body).toContain('value="kz/cao/461"')
  expect(wrong.body).toContain('Дня «31.02.2026» нет')
  expect(told.body).toContain('КоАП 461')
})
