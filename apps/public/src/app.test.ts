import { langs } from '@umai/words'
import { afterAll, expect, test } from 'vitest'
import { createPublicSite } from './app.ts'

const site = createPublicSite({ exitUrl: 'http://127.0.0.1:9/weather', isSample: true })
afterAll(() => site.close())

const everyPage = langs.flatMap((lang) => [`/${lang}/`, `/${lang}/traces`, `/${lang}/nowhere`])

/** What a glance at a tab, an address or a history must never show. */
const telling = /насил|жертв|абьюз|зорлық|құрбан|қорлық|violen|abuse|victim|shelter|приют/i

test.each(everyPage)('%s leaves nothing behind and asks nobody else for anything', async (url) => {
  const { headers, body } = await site.inject({ url })

  expect(headers['set-cookie']).toBeUndefined()
  expect(headers['cache-control']).toBe('no-store')
  expect(headers['referrer-policy']).toBe('no-referrer')
  expect(headers['content-security-policy']).toContain("default-src 'none'")
  const addresses = [...body.matchAll(/(?:src|href|action)="([^"]+)"/g)].map(
    ([, address]) => address,
  )
  expect(addresses.filter((address) => /^(?:https?:)?\/\//.test(address ?? ''))).toEqual([
    'http://127.0.0.1:9/weather',
  ])
  expect(body).not.toMatch(/<script>|<style|style="|localStorage/)
})

test.each(everyPage)('%s shows nothing telling in its title or address', async (url) => {
  const { body } = await site.inject({ url })
  const [, title] = /<title>([^<]*)<\/title>/.exec(body) ?? []

  expect(title).toBeTruthy()
  expect(`${title} ${url}`).not.toMatch(telling)
})

test.each(everyPage)('%s has the exit as the first thing that takes the focus', async (url) => {
  const { body } = await site.inject({ url })
  const [first] =
    /<(?:a|button|input|select|textarea)\b[^>]*>/.exec(body.slice(body.indexOf('<body>'))) ?? []

  expect(first).toContain('class="exit"')
  expect(first).toContain('rel="nofollow noreferrer"')
})

test('an address without a language answers in the language the browser asks for', async () => {
  const inRussian = await site.inject({
    url: '/',
    headers: { 'accept-language': 'ru-RU,ru;q=0.9' },
  })
  const inKazakh = await site.inject({ url: '/', headers: { 'accept-language': 'kk-KZ' } })

  expect(inRussian.body).toContain('<html lang="ru">')
  expect(inKazakh.body).toContain('<html lang="kk">')
})

test('an address that leads nowhere answers 404 with the numbers and the exit', async () => {
  const { statusCode, body } = await site.inject({ url: '/ru/../../etc/passwd' })

  expect(statusCode).toBe(404)
  expect(body).toContain('tel:102')
  expect(body).not.toContain('passwd')
})

test('a sample site says so', async () => {
  const { body } = await site.inject({ url: '/ru/' })

  expect(body).toContain('учебный образец')
})
