import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { fixedClock } from '@umai/platform'
import { langs } from '@umai/words'
import { afterAll, expect, test } from 'vitest'
import { createPublicSite, publicPaths } from './app.ts'
import { lawThread } from './law/thread.ts'
import { defaultNumbers, parseNumbers } from './numbers/model.ts'

const exitUrl = 'http://127.0.0.1:9/weather'
const site = createPublicSite({
  exitUrl,
  isSample: true,
  numbers: parseNumbers(defaultNumbers),
})
afterAll(async () => {
  await site.close()
  await lawThread.close()
})

const everyPage = langs.flatMap((lang) =>
  [...publicPaths, '/nowhere'].map((path) => `/${lang}${path}`),
)

/** What a glance at a tab, an address or a history must never show. */
const telling =
  /насил|жертв|абьюз|зорлық|құрбан|қорлық|соққы|побо|травл|буллинг|кризис|приют|полици|violen|abuse|victim|shelter|refuge|batter|stalk|police|crisis|domestic/i

test.each(everyPage)('%s leaves nothing behind and asks nobody else for anything', async (url) => {
  const { headers, body } = await site.inject({ url })

  expect(headers['set-cookie']).toBeUndefined()
  expect(headers['cache-control']).toBe('no-store')
  expect(headers['referrer-policy']).toBe('no-referrer')
  expect(headers['x-dns-prefetch-control']).toBe('off')
  expect(headers['x-content-type-options']).toBe('nosniff')
  expect(headers['cross-origin-opener-policy']).toBe('same-origin')
  expect(headers['cross-origin-embedder-policy']).toBe('require-corp')
  expect(headers['permissions-policy']).toContain('geolocation=()')
  const policy = String(headers['content-security-policy'])
  for (const part of [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
  ])
    expect(policy).toContain(part)
  expect(policy).not.toMatch(/unsafe|https?:|\*/)
  const addresses = [...body.matchAll(/(?:src|href|action)="([^"]+)"/g)].map(
    ([, address]) => address,
  )
  expect(addresses.filter((address) => /^(?:https?:)?\/\//.test(address ?? ''))).toEqual([exitUrl])
  expect(body).not.toMatch(
    /<script>|<style|style="|\son[a-z]+="|localStorage|indexedDB|serviceWorker/,
  )
})

test.each(everyPage)('%s shows nothing telling in its title, address or icon', async (url) => {
  const { body } = await site.inject({ url })
  const [, title] = /<title>([^<]*)<\/title>/.exec(body) ?? []

  const [, description] = /<meta name="description" content="([^"]*)">/.exec(body) ?? []

  expect(title).toBeTruthy()
  expect(description).toBeTruthy()
  expect(`${title} ${description} ${url}`).not.toMatch(telling)
  expect(body).not.toMatch(/og:|twitter:|rel="manifest"/)
})

test.each(everyPage)('%s has the exit as the first thing that takes the focus', async (url) => {
  const { body } = await site.inject({ url })
  const [first] =
    /<(?:a|button|input|select|textarea)\b[^>]*>/.exec(body.slice(body.indexOf('<body>'))) ?? []

  expect(first).toContain('class="exit"')
  expect(first).toContain('rel="nofollow noreferrer"')
})

test.each(everyPage)('%s says in one sentence what the exit cannot do', async (url) => {
  const { body } = await site.inject({ url })

  expect(body).toMatch(
    /тарихындағы жазбаны ол өшірмейді|истории браузера она не сотрёт|does not remove the entry/,
  )
})

test.each(['kk', 'ru', 'en'])('in %s each common browser has its steps', async (lang) => {
  const { body } = await site.inject({ url: `/${lang}/traces` })

  for (const step of [
    'Chrome, Android: ⋮',
    'Samsung Internet: ≡',
    'Safari, iPhone:',
    'Ctrl+Shift+P',
  ])
    expect(body).toContain(step)
  expect(body).toMatch(/Яндекс Браузер, телефон:|Yandex Browser, phone:/)
})

test.each([
  ['kk', /Оны бірден өшірмеңіз\. .*қауіп күшеюі мүмкін.*басқа құрылғыны/s],
  ['ru', /Не удаляйте её сразу\. .*может стать опаснее.*друг[а-яё]+ устройств/s],
  ['en', /Do not remove it at once\. .*more dangerous.*another device/s],
])('in %s a watching program is not to be removed first, and why', async (lang, says) => {
  expect((await site.inject({ url: `/${lang}/traces` })).body).toMatch(says)
})

test.each(everyPage)('%s runs no words together where no stylesheet parts them', async (url) => {
  const { body } = await site.inject({ url })
  const text = body.replaceAll(/<svg[\s\S]*?<\/svg>/g, '')
  const glued = text.match(
    /[\p{L}\d.?)](?:<\/?(?:a|b|button|input|label|small|span)\b[^>]*>)+[\p{L}\d(]/gu,
  )

  expect(glued ?? []).toEqual([])
})

test('what is sent from memory is what every visitor is given, in every encoding', async () => {
  const clock = fixedClock('2026-11-12T09:00:00.000Z')
  const open = () =>
    createPublicSite({ exitUrl, isSample: true, numbers: parseNumbers(defaultNumbers), clock })
  const [one, other] = [open(), open()]
  const read = async (of: typeof one, url: string, encoding: string) => {
    const { rawPayload, headers } = await of.inject({
      url,
      headers: { 'accept-encoding': encoding, host: `${encoding}.example` },
    })
    if (headers['content-encoding'] === 'br') return brotliDecompressSync(rawPayload).toString()
    if (headers['content-encoding'] === 'gzip') return gunzipSync(rawPayload).toString()
    return rawPayload.toString()
  }
  for (const path of ['/', '/signs', '/plan', '/call', '/traces']) {
    const told = new Set<string>()
    for (const encoding of ['br', 'gzip', 'identity'])
      for (const site of [one, one, other]) {
        clock.advance(60_000)
        told.add(await read(site, `/kk${path}`, encoding))
      }
    expect([...told], path).toHaveLength(1)
    expect([...told][0]).toContain('<html lang="kk">')
  }
  await Promise.all([one.close(), other.close()])
})

test('every link inside the site leads to a page', async () => {
  const broken: string[] = []
  for (const url of everyPage) {
    const { body } = await site.inject({ url })
    for (const [, address = ''] of body.matchAll(/href="(\/[^"#]*)"/g)) {
      const { statusCode } = await site.inject({ url: address })
      if (statusCode !== 200) broken.push(`${url} → ${address} ${statusCode}`)
    }
  }
  expect(broken).toEqual([])
})

test('every form keeps the browser from offering what was typed', async () => {
  for (const url of everyPage) {
    const { body } = await site.inject({ url })
    for (const [form] of body.matchAll(/<form[^>]*>/g)) expect(form).toContain('autocomplete="off"')
  }
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

test('all addresses that lead nowhere answer with the same bytes', async () => {
  const paths = ['/ru/nowhere', '/ru/places/019ab', '/ru/rights/1', `/ru/${'x'.repeat(90)}`]
  const answers = await Promise.all(paths.map((url) => site.inject({ url })))

  expect(new Set(answers.map(({ body }) => body)).size).toBe(1)
})

test('leaving tells the browser to forget, and says nothing else', async () => {
  const { statusCode, headers, body } = await site.inject({ method: 'POST', url: '/leave' })

  expect(statusCode).toBe(204)
  expect(headers['clear-site-data']).toBe('"cache", "cookies", "storage"')
  expect(body).toBe('')
})

test('a sample site says so', async () => {
  const { body } = await site.inject({ url: '/ru/' })

  expect(body).toContain('учебный образец')
})

test('the urgent numbers come from the configuration, in its order', async () => {
  const elsewhere = createPublicSite({
    exitUrl,
    isSample: false,
    numbers: parseNumbers('ambulance=103,police=110'),
  })
  const { body } = await elsewhere.inject({ url: '/ru/' })
  await elsewhere.close()

  expect(body).not.toContain('tel:102')
  expect(body.indexOf('tel:103')).toBeLessThan(body.indexOf('tel:110'))
  expect(() => parseNumbers('fire=101')).toThrow('fire=101')
  expect(() => parseNumbers('police=eins')).toThrow('eins')
})

test('each page with its stylesheet, script and icon weighs at most 30 kB on the line', async () => {
  const sizeOf = async (url: string) =>
    (await site.inject({ url, headers: { 'accept-encoding': 'gzip' } })).rawPayload.length
  const frame = (await Promise.all(['/site.css', '/leave.js', '/icon.svg'].map(sizeOf))).reduce(
    (sum, size) => sum + size,
  )
  const heavy: string[] = []
  for (const url of everyPage) {
    const size = (await sizeOf(url)) + frame
    if (size > 30_000) heavy.push(`${url} ${size}`)
  }
  expect(heavy).toEqual([])
})
