import { mkdtemp, rm } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { silentLog } from '@umai/platform'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sweepDuties } from '../../apps/server/src/duties/actions/sweep.ts'
import { openTestApp, type TestApp } from '../../apps/server/src/test-app.ts'
import { asJob, type Line, layOrder, serveNow, signAll } from '../../apps/server/src/test-line.ts'
import { accessibilityFaults, openBrowser, widerThanWindow } from './browser.ts'
import { buildDesk } from './built-desk.ts'

// An order of 2025 is served and its copy for the prosecutor forgotten; the clock moves; the head and the prosecutor
// find it in their queues. Then the order is broken, and the package of evidence lies on its page.
let app: TestApp
let line: Line
let pages: Line['pages']
let browser: Browser
let address: string
let desk: string

beforeAll(async () => {
  desk = await mkdtemp(join(tmpdir(), 'umai-desk-'))
  await buildDesk(desk)
  app = await openTestApp({ deskDir: desk })
  await app.app.http.listen({ host: '127.0.0.1', port: 0 })
  address = `http://127.0.0.1:${(app.app.http.server.address() as AddressInfo).port}`
  browser = await openBrowser()
  app.database.clock.set('2025-11-20T05:00:00.000Z')
  line = await layOrder(app)
  await serveNow(line)
  app.database.clock.advance(25 * 3_600_000)
  await sweepDuties({ ...asJob(app, 'sweep-duties'), log: silentLog })
  pages = await signAll(app, line.people)
}, 240_000)

afterAll(async () => {
  await browser?.close()
  await app?.close()
  await rm(desk, { recursive: true, force: true })
})

type Lang = 'kk' | 'ru' | 'en'

const open = async (who: keyof Line['pages'], lang: Lang, width = 1440): Promise<Page> => {
  const context = await browser.newContext({ viewport: { width, height: 900 } })
  const [name = '', value = ''] = (pages[who].cookie() ?? '').split('=')
  await context.addCookies([{ name, value, url: address }])
  await context.addInitScript(`localStorage.setItem('umai-lang', '${lang}')`)
  const page = await context.newPage()
  await page.goto(address)
  return page
}

const isWell = async (page: Page): Promise<void> => {
  await page.waitForLoadState('networkidle')
  await page.getByRole('heading', { level: 1 }).first().waitFor()
  expect(await accessibilityFaults(page)).toEqual([])
  expect(await widerThanWindow(page)).toEqual([])
}

const said = {
  kk: {
    reached: 'Маған жеткен',
    copy: 'прокурорға 24 сағат ішінде',
    called: 'Кімге хабарланды',
  },
  ru: { reached: 'Дошло до меня', copy: 'прокурору в течение 24 часов', called: 'Кому сообщено' },
  en: { reached: 'Reached me', copy: 'prosecutor a copy', called: 'Who was called' },
} as const

describe('a notice that is late', () => {
  it.each(['kk', 'ru', 'en'] as const)('reaches the prosecutor, said in %s', async (lang) => {
    const words = said[lang]
    const page = await open('prosecutor', lang, lang === 'kk' ? 390 : 1440)
    await page.getByRole('button', { name: new RegExp(`^${words.reached}`) }).click()
    const row = page.getByRole('link', { name: new RegExp(words.copy) })
    await row.waitFor()
    await isWell(page)
    await row.click()
    await page.getByRole('heading', { name: words.called }).waitFor()
    await isWell(page)
    await page.context().close()
  })

  it('is taken note of by the head, and stays his until it is done', async () => {
    const page = await open('head', 'ru')
    await page.getByRole('button', { name: /^Дошло до меня/ }).click()
    await page.getByRole('link', { name: /прокурору в течение 24 часов/ }).click()
    await page.getByRole('button', { name: 'Принять к сведению' }).click()
    await page.getByText(/ознакомлен:/).waitFor()
    await page.goto(`${address}/day`)
    await page.getByRole('heading', { name: /^Просрочено/ }).waitFor()
    await isWell(page)
    await page.getByRole('table', { name: 'У кого что' }).waitFor()
    await isWell(page)
  })
})

describe('a breach', () => {
  it('opens its duty and lays the evidence on the page of the order', async () => {
    const page = await open('inspector', 'ru')
    await page.goto(`${address}/orders/${line.orderId}`)
    await page.getByRole('button', { name: 'Записать нарушение' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText('посещение').click()
    await dialog.getByLabel('Что произошло').fill('Стучал в дверь.')
    await dialog.getByLabel('Доказательства').fill('Видеозапись')
    await isWell(page)
    // The clock of the server stands still, that of the browser does not: let it catch up.
    app.database.clock.advance(600_000)
    await dialog.getByRole('button', { name: 'Записать' }).click()
    await page.getByText('Материалы о нарушении').first().waitFor()
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page
        .getByRole('button', { name: /^Скачать: Материалы о нарушении/ })
        .first()
        .click(),
    ])
    expect(file.suggestedFilename()).toMatch(/^document-[0-9-]+-3-(kk|ru)\.pdf$/)
    await isWell(page)
    await page.goto(`${address}/cases/${line.caseId}`)
    await page.getByText('Начать производство о нарушении предписания').first().waitFor()
    await isWell(page)
    await page.goto(`${address}/notices`)
    await page.getByText('Сейчас связываться нельзя').first().waitFor()
    await isWell(page)
  })
})
