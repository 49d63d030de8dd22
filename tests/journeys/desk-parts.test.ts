import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { accessibilityFaults, openBrowser, widerThanWindow } from './browser.ts'
import { type BuiltDesk, buildDesk, serveBuiltDesk } from './built-desk.ts'
import { firstLoad } from './first-load.ts'

// Every part of the desk in every state, as the gallery shows them, in a real browser under the content
// security policy of the server.
let dir: string
let desk: BuiltDesk
let browser: Browser

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'umai-desk-'))
  await buildDesk(dir)
  desk = await serveBuiltDesk(dir)
  browser = await openBrowser()
}, 120_000)

afterAll(async () => {
  await browser?.close()
  await desk?.close()
  await rm(dir, { recursive: true, force: true })
})

const shapes = [
  { lang: 'kk', scheme: 'light', width: 1440 },
  { lang: 'ru', scheme: 'dark', width: 1440 },
  { lang: 'kk', scheme: 'dark', width: 390 },
  { lang: 'en', scheme: 'light', width: 390 },
  { lang: 'ru', scheme: 'light', width: 320 },
] as const

describe.each(shapes)('the parts in $lang, $scheme, $width px wide', ({ lang, scheme, width }) => {
  it('have no accessibility fault, do not scroll sideways and load nothing forbidden', async () => {
    const context = await browser.newContext({
      viewport: { width, height: 900 },
      colorScheme: scheme,
    })
    await context.addInitScript(`localStorage.setItem('umai-lang', '${lang}')`)
    const page = await context.newPage()
    const complaints: string[] = []
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
    page.on('pageerror', (fault) => complaints.push(String(fault)))
    const foreign: string[] = []
    page.on('request', (request) => {
      if (!request.url().startsWith(desk.address)) foreign.push(request.url())
    })

    await page.goto(`${desk.address}/gallery`)
    await page.getByRole('heading', { level: 1 }).first().waitFor()

    expect(await accessibilityFaults(page)).toEqual([])
    expect(await widerThanWindow(page)).toEqual([])
    expect(await page.locator('html').getAttribute('lang')).toBe(lang)
    expect(foreign).toEqual([])
    expect(complaints.filter((text) => !text.includes('/api/'))).toEqual([])
    await context.close()
  })
})

it('the first load of the desk is at most 250 kB of compressed script', async () => {
  const { scriptBytes } = await firstLoad(dir)

  expect(scriptBytes).toBeLessThanOrEqual(250_000)
})
