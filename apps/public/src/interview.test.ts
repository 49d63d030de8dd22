// The interview as a browser without a script walks it.
import { fixedClock, randomKey } from '@umai/platform'
import fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'
import { createPublicSite } from './app.ts'
import { defaultNumbers, parseNumbers } from './numbers/model.ts'

const clock = fixedClock('2026-11-26T09:00:00.000Z')
const openSite = () =>
  createPublicSite({
    exitUrl: 'http://127.0.0.1:9/weather',
    isSample: true,
    numbers: parseNumbers(defaultNumbers),
    clock,
    formKey: randomKey('forms'),
  })
const site = openSite()

afterAll(() => site.close())

const fieldsOf = (body: string): URLSearchParams => {
  const fields = new URLSearchParams()
  for (const [, name = '', value = ''] of body.matchAll(
    /<input type="hidden" name="([^"]+)" value="([^"]+)">/g,
  ))
    fields.append(name, value)
  return fields
}
const post = (
  body: string,
  add: Readonly<Record<string, string>>,
  url = '/ru/rights',
  to = site,
) => {
  const fields = fieldsOf(body)
  for (const [name, value] of Object.entries(add)) fields.append(name, value)
  return to.inject({
    method: 'POST',
    url,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: fields.toString(),
  })
}
const walk = async (steps: readonly Readonly<Record<string, string>>[], url = '/ru/rights') => {
  let { body } = await site.inject({ url })
  for (const step of steps) ({ body } = await post(body, step, url))
  return body
}

test('the whole interview goes at one address and ends in a sheet with articles and clocks', async () => {
  const body = await walk([
    { who: 'self' },
    { what: 'pain' },
    { age: 'grown' },
    { other: 'older' },
    { relation: 'spouse' },
    { depend: 'no' },
    { work: 'yes' },
    { children: 'yes' },
  ])

  expect(body).toContain('Ваши права — простыми словами')
  expect(body).toContain('30 суток')
  expect(body.replaceAll(/<.?span[^>]*>/g, '')).toContain('Трудовой кодекс, ст.\u00a097')
  expect(body).toContain('Закон на 26 ноября 2026')
})

test('a sheet has a link to each part that it has, and to nothing else', async () => {
  for (const who of ['self', 'parent', 'witness', 'employer', 'professional']) {
    let body = await walk([{ who }])
    if (!body.includes('class="sheet"')) body = await walk([{ who }, { go: 'result' }])
    const [, nav = ''] = /<nav class="parts[^>]*>(.*?)<\/nav>/s.exec(body) ?? []
    const links = [...nav.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id)

    expect(links.length, who).toBeGreaterThan(1)
    for (const id of links) expect(body, who).toContain(`id="${id}"`)
  }
})

test('who works at a school is led to the sheet for a wall, nobody else', async () => {
  const link = 'href="/ru/sheet"'

  expect(await walk([{ who: 'professional' }, { post: 'school' }])).toContain(link)
  expect(await walk([{ who: 'professional' }, { post: 'clinic' }])).not.toContain(link)
  expect(await walk([{ who: 'parent' }, { bully: 'pupil' }])).not.toContain(link)
})

test('a change of language in the middle keeps what was ticked', async () => {
  const question = await walk([{ who: 'self' }])
  const { body } = await post(question, { what: 'threat', lang: 'kk' })

  expect(body).toContain('<html lang="kk">')
  expect(body).toMatch(/value="threat" checked/)
})

test('back shows the question before with its answer', async () => {
  const question = await walk([{ who: 'self' }, { what: 'money' }])
  const { body } = await post(question, { go: 'back' })

  expect(body).toMatch(/value="money" checked/)
})

test('a form that stood open for an hour asks first whether to go on, and loses nothing', async () => {
  const question = await walk([{ who: 'self' }, { what: 'money' }])
  clock.advance(60 * 60_000)
  const stale = await post(question, { age: 'young' })

  expect(stale.body).toContain('Страница долго была открыта')
  expect(stale.body).not.toContain('value="money"')
  const { body } = await post(stale.body, { go: 'result' })
  expect(body).toContain('Несовершеннолетней государство даёт адвоката')
})

test('a form of another key keeps at least what was chosen now', async () => {
  const question = await walk([{ who: 'self' }])
  const other = openSite()
  const first = await other.inject({ url: '/ru/rights' })
  const { statusCode, body } = await post(
    question.replace(/name="asked" value="what"/, 'name="asked" value="who"'),
    { who: 'parent' },
    '/ru/rights',
    other,
  )
  await other.close()

  expect(first.statusCode).toBe(200)
  expect(statusCode).toBe(200)
  expect(body).toContain('Прежние ответы прочитать не удалось')
  expect(body).toContain('Кто обижает ребёнка?')
})

test('whatever is sent, the answer is a page and never what was sent', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(
        fc.tuple(
          fc.constantFrom('state', 'asked', 'go', 'lang', 'who', 'what', '__proto__', 'x'),
          fc.oneof(fc.string(), fc.constantFrom('result', 'back', 'short', 'self', 'who', 'kk')),
        ),
      ),
      async (pairs) => {
        const { statusCode, body } = await site.inject({
          method: 'POST',
          url: '/ru/rights',
          headers: { 'content-type': 'application/x-www-form-urlencoded' },
          payload: new URLSearchParams([...pairs, ['x', '<b>probe-7f3</b>']]).toString(),
        })
        expect(statusCode).toBeLessThan(500)
        expect(body).not.toContain('probe-7f3')
      },
    ),
    { numRuns: 100 },
  )
})

test('finishing tells the browser to forget and leads to the neutral page', async () => {
  const question = await walk([{ who: 'self' }])
  const { headers, body } = await post(question, { go: 'finish' })

  expect(headers['clear-site-data']).toBe('"cache", "cookies", "storage"')
  expect(body).toContain('content="0;url=http://127.0.0.1:9/weather"')
})

test('the file to take along has a plain name and holds numbers and times only', async () => {
  const question = await walk([{ who: 'self' }])
  const { headers, body } = await post(question, { go: 'note' })

  expect(headers['content-disposition']).toBe('attachment; filename="spravka.txt"')
  expect(body).toContain('102')
  expect(body).toContain('30 суток')
  expect(body).not.toMatch(/насил|потерпев|предписан|полици/i)
})

test('a flood of forms is answered with a page that sends the same again, and reading stays open', async () => {
  const flooded = openSite()
  const { body } = await flooded.inject({ url: '/ru/rights' })
  let last = await post(body, { who: 'self' }, '/ru/rights', flooded)
  for (let sent = 0; sent < 300 && last.statusCode !== 429; sent += 1)
    last = await post(body, { who: 'self' }, '/ru/rights', flooded)
  const reading = await flooded.inject({ url: '/ru/signs' })
  await flooded.close()

  expect(last.statusCode).toBe(429)
  expect(last.body).toContain('class="exit"')
  expect(last.body).toContain('name="who" value="self"')
  expect(reading.statusCode).toBe(200)
})
