// Somebody leaves a letter without a name on the public site, an operator answers it in the desk, and it is read with the
// receipt; with a script and without, in three languages.
import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { silentLog } from '@umai/platform'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createPublicSite } from '../../apps/public/src/app.ts'
import { defaultNumbers, parseNumbers } from '../../apps/public/src/numbers/model.ts'
import { createThreads } from '../../apps/public/src/threads/actions.ts'
import { openTestApp, type TestApp } from '../../apps/server/src/test-app.ts'
import { keepRecipientKeys } from '../../apps/server/src/threads/actions.ts'
import { accessibilityFaults, openBrowser, widerThanWindow } from './browser.ts'
import { buildDesk } from './built-desk.ts'

let app: TestApp
let browser: Browser
let desk: string
let deskUrl: string
let siteUrl: string
let site: ReturnType<typeof createPublicSite>
let elsewhere: Server
let cookie: readonly [string, string]

beforeAll(async () => {
  desk = await mkdtemp(join(tmpdir(), 'umai-desk-'))
  await buildDesk(desk)
  app = await openTestApp({ deskDir: desk })
  await app.app.http.listen({ host: '127.0.0.1', port: 0 })
  deskUrl = `http://127.0.0.1:${(app.app.http.server.address() as AddressInfo).port}`
  const office = await app.anOffice('contact-centre')
  const operator = await app.signedIn(await app.aPerson({ ...office, role: 'operator' }))
  const [name = '', value = ''] = (operator.cookie() ?? '').split('=')
  cookie = [name, value]
  const { db, database } = app
  const { keys, clock } = database
  await keepRecipientKeys({
    db,
    keys,
    clock,
    log: silentLog,
    lang: 'kk',
    identity: { kind: 'jobs', job: 'test' },
  })
  elsewhere = createServer((_request, response) =>
    response.end('<!doctype html><title>Weather</title>'),
  )
  await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve))
  site = createPublicSite({
    exitUrl: `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}/weather`,
    isSample: true,
    numbers: parseNumbers(defaultNumbers),
    clock,
    threads: createThreads({
      db,
      clock,
      secrets: { salt: randomBytes(16), pepper: randomBytes(32) },
    }),
  })
  siteUrl = await site.listen({ host: '127.0.0.1', port: 0 })
  browser = await openBrowser()
}, 240_000)

afterAll(async () => {
  await browser?.close()
  await site?.close()
  elsewhere?.close()
  await app?.close()
  await rm(desk, { recursive: true, force: true })
})

// The limit of attempts counts by this clock, which stands still otherwise.
beforeEach(() => {
  app.database.clock.advance(600_000)
})

const isWell = async (page: Page): Promise<void> => {
  expect(await widerThanWindow(page)).toEqual([])
}
const onward = (page: Page) => page.click('main button.btn:not([name])')
const nothingKept = async (context: BrowserContext, page: Page, hasScript: boolean) => {
  expect(await context.cookies()).toEqual([])
  if (hasScript)
    expect(await page.evaluate(() => localStorage.length + sessionStorage.length)).toBe(0)
}

/** From the first question to the number. */
const leaveLetter = async (page: Page, lang: string, text: string): Promise<string> => {
  await page.goto(`${siteUrl}/${lang}/write`)
  await page.check('input[value=self]')
  await onward(page)
  await page.check('input[name=topic][value=home]')
  await onward(page)
  await page.waitForSelector('input[name=about]')
  await onward(page)
  await page.fill('#text', text)
  await isWell(page)
  await onward(page)
  await page.waitForSelector('#place')
  await onward(page)
  await page.setInputFiles('#file', {
    name: 'a.txt',
    mimeType: 'text/plain',
    buffer: Buffer.from('дәлел'),
  })
  await onward(page)
  await page.waitForSelector('main ul li')
  await onward(page)
  await page.waitForSelector('input[name=reply]')
  await onward(page)
  await page.waitForSelector('#send')
  await isWell(page)
  await page.click('#send')
  await page.waitForSelector('.digits')
  await isWell(page)
  return ((await page.locator('.digits').textContent()) ?? '').replaceAll(/\s/g, '')
}

const answerInDesk = async (lang: string, text: string, answer: string, width: number) => {
  const context = await browser.newContext({ viewport: { width, height: 900 } })
  await context.addCookies([{ name: cookie[0], value: cookie[1], url: deskUrl }])
  await context.addInitScript(`localStorage.setItem('umai-lang', '${lang}')`)
  const page = await context.newPage()
  await page.goto(`${deskUrl}/threads`)
  await page.waitForSelector('main table a, main .table a, a[href^="/threads/"]')
  await page.waitForLoadState('networkidle')
  expect(await accessibilityFaults(page)).toEqual([])
  await isWell(page)
  await page.locator('a[href^="/threads/"]').first().click()
  await page.getByText(text).waitFor()
  expect(await accessibilityFaults(page)).toEqual([])
  await isWell(page)
  await page.locator('.thread-answer textarea').first().fill(answer)
  await page.locator('.thread-answer button[type=submit]').click()
  await page.locator('.thread-ours').getByText(answer).waitFor()
  await context.close()
}

test.each([
  ['kk', false, 320, 390],
  ['ru', true, 390, 1440],
  ['en', false, 1280, 1440],
] as const)(
  'in %s, with a script: %s, at %i px',
  async (lang, javaScriptEnabled, width, deskWidth) => {
    const context = await browser.newContext({
      viewport: { width, height: 844 },
      javaScriptEnabled,
    })
    const page = await context.newPage()
    const [text, answer] = [`Letter ${randomBytes(4).toString('hex')}`, `Answer ${lang}`]
    const receipt = await leaveLetter(page, lang, text)
    expect(receipt).toMatch(/^\d{20}$/)
    expect(page.url()).toBe(`${siteUrl}/${lang}/write`)
    await nothingKept(context, page, javaScriptEnabled)

    await answerInDesk(lang, text, answer, deskWidth)

    await page.goto(`${siteUrl}/${lang}/mailbox`)
    await page.fill('#receipt', receipt.replaceAll(/(\d{4})/g, '$1 '))
    await onward(page)
    await page.getByText(answer).waitFor()
    await isWell(page)
    expect(page.url()).toBe(`${siteUrl}/${lang}/mailbox`)
    await nothingKept(context, page, javaScriptEnabled)

    await page.click('a.exit')
    await page.waitForURL('**/weather')
    // Without a script the page was the answer to a form, and a browser shows no such answer again.
    await page.goBack().catch((error: Error) => expect(error.message).toContain('ERR_CACHE_MISS'))
    // What was typed does not come back, with or without a script.
    await page.waitForLoadState()
    await expect.poll(() => page.content().catch(() => receipt)).not.toContain(receipt.slice(0, 16))
    await context.close()
  },
  120_000,
)

test.each(['kk', 'ru', 'en'] as const)(
  'no page of a letter has a barrier, in %s',
  async (lang) => {
    const context = await browser.newContext({ viewport: { width: 320, height: 700 } })
    const page = await context.newPage()
    const faults: string[] = []
    const look = async (where: string) => {
      faults.push(
        ...(await accessibilityFaults(page)).map((fault) => `${where}: ${JSON.stringify(fault)}`),
      )
      faults.push(...(await widerThanWindow(page)).map((one) => `${where}: wide ${one}`))
    }
    await page.goto(`${siteUrl}/${lang}/write`)
    for (const step of [
      'who',
      'topic',
      'about',
      'text',
      'where',
      'files',
      'readers',
      'reply',
      'check',
    ]) {
      await page.waitForSelector(`input[name=asked][value=${step}]`, { state: 'attached' })
      if (step === 'text') await page.fill('#text', 'Words')
      await look(step)
      if (step === 'check') await page.click('#send')
      else await onward(page)
    }
    await page.waitForSelector('.digits')
    await look('receipt')
    const receipt = ((await page.locator('.digits').textContent()) ?? '').replaceAll(/\s/g, '')
    await page.goto(`${siteUrl}/${lang}/mailbox`)
    await page.fill('#receipt', '123')
    await onward(page)
    await page.waitForSelector('.sum')
    await look('wrong number')
    await page.fill('#receipt', receipt)
    await onward(page)
    await page.waitForSelector('.talk')
    await look('mailbox')
    await page.click('button[value=destroy]')
    await page.waitForSelector('button[value=destroyed]')
    await look('destroy')
    expect(faults).toEqual([])
    await context.close()
  },
  120_000,
)
