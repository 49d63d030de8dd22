// Somebody leaves a few words, finds them on the wall, and takes them away by her receipt, with a script and without.
import { openTestDatabase, type TestDatabase } from '@umai/db/testing'
import { sampleStories } from '@umai/sample'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createPublicSite } from '../../apps/public/src/app.ts'
import { defaultNumbers, parseNumbers } from '../../apps/public/src/numbers/model.ts'
import { storiesSource } from '../../apps/public/src/stories/store.ts'
import { openTestWall } from '../../apps/public/src/test-wall.ts'
import { accessibilityFaults, exitFault, openBrowser, widerThanWindow } from './browser.ts'

let base: TestDatabase
let browser: Browser
let site: ReturnType<typeof createPublicSite>
let siteUrl: string
let wall: Awaited<ReturnType<typeof openTestWall>>

beforeAll(async () => {
  base = await openTestDatabase()
  wall = await openTestWall(base)
  await base.load(async (tx) => {
    for (const [at, { lang, since, text, state }] of sampleStories.entries())
      await tx
        .insertInto('stories')
        .values({
          id: crypto.randomUUID(),
          locator: Buffer.alloc(32, at),
          lang,
          since,
          state,
          words: text,
          is_sample: true,
          written_at: '2026-11-12T09:00:00.000Z',
          moved_at: '2026-11-12T09:00:00.000Z',
        })
        .execute()
  })
  site = createPublicSite({
    exitUrl: 'http://127.0.0.1:9/weather',
    isSample: true,
    numbers: parseNumbers(defaultNumbers),
    stories: storiesSource(base.as({ kind: 'public' }), {
      isSample: true,
      secrets: { salt: Buffer.alloc(16, 1), pepper: Buffer.alloc(32, 2) },
    }),
  })
  siteUrl = await site.listen({ host: '127.0.0.1', port: 0 })
  browser = await openBrowser()
})
afterAll(async () => {
  await browser?.close()
  await site?.close()
  await base?.close()
})

const words = {
  kk: 'Маған Айгүл көмектесті. Енді түнде тыныш ұйықтаймын.',
  ru: 'Мне помогла Айгуль. Теперь я сплю спокойно.',
  en: 'It was Aigul who helped me. Now I sleep through the night.',
} as const

test.each([
  ['kk', false, 320],
  ['ru', true, 390],
  ['en', false, 1280],
] as const)('in %s, script %s, at %i px', async (lang, javaScriptEnabled, width) => {
  const context = await browser.newContext({
    javaScriptEnabled,
    viewport: { width, height: 844 },
    // Three people behind three addresses: the slow lane counts by address.
    extraHTTPHeaders: { 'x-forwarded-for': `203.0.113.${width % 250}` },
  })
  const page = await context.newPage()
  const look = async (name: string) => {
    if (process.env.UMAI_PICTURES !== undefined)
      await page.screenshot({
        path: `${process.env.UMAI_PICTURES}/${name}-${lang}-${width}.png`,
        fullPage: true,
      })
    expect(await widerThanWindow(page), name).toEqual([])
    expect(await exitFault(page), name).toBeUndefined()
    if (javaScriptEnabled) expect(await accessibilityFaults(page), name).toEqual([])
  }
  await page.goto(`${siteUrl}/${lang}/words`)
  const before = await page.evaluate(() => history.length)
  await look('wall')
  await page.click(`a[href="/${lang}/words/new"]`)
  await page.fill('#text', words[lang])
  await page.check('#consent')
  await look('write')
  await page.click('main form .btn')
  await page.waitForSelector('.masked')
  expect(await page.textContent('blockquote')).not.toMatch(/Айг|Aigul/)
  await look('check')
  await page.click('button[value="send"]')
  await page.waitForSelector('.receipt')
  await look('sent')
  const receipt = (await page.textContent('.receipt')) ?? ''
  expect(page.url()).toBe(`${siteUrl}/${lang}/words/new`)
  if (javaScriptEnabled) expect(await page.evaluate(() => history.length)).toBe(before)
  await wall.publishAll()
  await page.goto(`${siteUrl}/${lang}/words/own`)
  await page.fill('#receipt', receipt)
  await page.click('main form .btn')
  await page.waitForSelector('button[value="withdraw"]')
  await look('state')
  await page.click('button[value="withdraw"]')
  await page.waitForSelector('button[value="withdraw"]', { state: 'detached' })
  await page.goto(`${siteUrl}/${lang}/words`)
  expect(await page.textContent('main')).not.toContain(words[lang].slice(-20))
  await context.close()
})
