import { mkdtemp, rm } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { addNote } from '@umai/contract'
import { type Lang, say } from '@umai/words'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { orderWords } from '../../apps/desk/src/orders/words.ts'
import { openTestApp, type TestApp } from '../../apps/server/src/test-app.ts'
import { explainNow, type Line, layOrder, serveNow } from '../../apps/server/src/test-line.ts'
import { isWell, keepPicture, speak } from './at-the-desk.ts'
import { openBrowser } from './browser.ts'
import { buildDesk } from './built-desk.ts'

// What lies on paper is what stood on the page, whole, and nothing that only a screen can do.
const notes = 20
const langs: readonly Lang[] = ['kk', 'ru', 'en']

let app: TestApp
let line: Line
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
  line = await layOrder(app)
  await explainNow(line)
  await serveNow(line)
  for (let at = 1; at <= notes; at++)
    await line.pages.inspector.call(addNote, {
      params: { id: line.caseId },
      body: { text: `Қоңырау ${at}`, isStaffOnly: true },
    })
}, 240_000)

afterAll(async () => {
  await browser?.close()
  await app?.close()
  await rm(desk, { recursive: true, force: true })
})

/** A page of the inspector whose print is caught before a printer is asked for. */
const open = async (path: string, width: number, of = line): Promise<Page> => {
  const context = await browser.newContext({ viewport: { width, height: 900 } })
  const [name = '', value = ''] = (of.pages.inspector.cookie() ?? '').split('=')
  await context.addCookies([{ name, value, url: address }])
  await context.addInitScript(() => {
    localStorage.setItem('umai-lang', 'ru')
    window.print = () => {
      dispatchEvent(new Event('beforeprint'))
      document.body.dataset.printed = document.title
    }
  })
  const page = await context.newPage()
  await page.goto(`${address}${path}`)
  await page.getByRole('heading', { level: 1 }).first().waitFor()
  await page.waitForLoadState('networkidle')
  return page
}

/** What an eye finds on the page as it is drawn now. */
const seen = async (page: Page): Promise<string> =>
  (await page.locator('body').allInnerTexts()).join('\n')

const print = async (page: Page): Promise<string> => {
  await page.keyboard.press('Control+KeyP')
  await page.locator('body[data-printed]').waitFor()
  await page.emulateMedia({ media: 'print' })
  return seen(page)
}

/** Whatever can be pressed and is not itself something to read: a title that opens, an article, a file. */
const pressable = (page: Page): Promise<readonly string[]> =>
  page
    .locator(
      'nav, form, input, textarea, select, [role=tab], button:not(.article, .file-name, .finding-title > button), a.mantine-Button-root',
    )
    .locator('visible=true')
    .evaluateAll((all) => all.map((one) => one.outerHTML.slice(0, 120)))

const places = (of: Line) =>
  [
    ['a case', `/cases/${of.caseId}`],
    ['an order', `/orders/${of.orderId}`],
    ['rights explained', `/cases/${of.caseId}/rights`],
    ['official warnings', `/cases/${of.caseId}/warnings`],
    ['a withdrawal', `/cases/${of.caseId}/withdrawal`],
    ['the list of notices', '/notices'],
  ] as const

describe('an order that is not served', () => {
  it('is put right by one that takes its place, with nothing typed again, in each language', async () => {
    let unserved = line
    for (const lang of langs) {
      unserved = await layOrder(app)
      const { caseId } = unserved
      const words = say(orderWords, lang)
      const page = await open(`/cases/${caseId}`, lang === 'kk' ? 390 : 1440, unserved)
      await speak(page, lang)
      await page
        .getByRole('link', { name: /\/\d{4}/ })
        .first()
        .click()
      await page.getByRole('link', { name: words.replace, exact: true }).click()
      const text = page.getByRole('textbox', { name: words.circumstances })
      await text.fill(`${await text.inputValue()} ${lang}.`)
      await page.getByLabel(words.noDetention).check()
      const opinion = page.getByLabel(words.opinion)
      if ((await opinion.count()) > 0) await opinion.check()
      await page.getByText(words.willReplace({ number: '' }).slice(-20)).waitFor()
      await isWell(page)
      await keepPicture(page, `replace-${lang}`)
      await page.getByRole('button', { name: words.issue }).click()
      await page.getByRole('button', { name: words.serve }).waitFor()
      await page.getByText(` ${lang}.`).first().waitFor()
      await isWell(page)
      await keepPicture(page, `replaced-${lang}`)
      await page.context().close()
    }
    const page = await open(`/orders/${unserved.orderId}`, 1440, unserved)
    await page.getByText(/^заменено предписанием №/).click()
    await page.getByText(/^взамен предписания №/).waitFor()
    await page.context().close()
  }, 120_000)
})

describe('a printed page', () => {
  it('says when and by whom it was printed, has a neutral name and nothing to press', async () => {
    for (const [what, path] of places(line)) {
      const page = await open(path, 700)
      const paper = await print(page)
      expect(paper, what).toMatch(/Напечатано: \d{1,2} \S+ \d{4} г\., \d\d:\d\d · Қызметкер \d+/)
      expect(await page.locator('body').getAttribute('data-printed'), what).toMatch(
        /^document-\d{4}-\d\d-\d\d$/,
      )
      expect(await pressable(page), what).toEqual([])
      await page.context().close()
    }
  })

  it('of a case holds every card of the page and every row of its lists', async () => {
    const page = await open(`/cases/${line.caseId}`, 1440)
    const titles = await page.locator('.card h2').allInnerTexts()
    expect(titles.length).toBeGreaterThan(8)
    expect(await page.getByText(/^Қоңырау \d+$/).count()).toBeLessThan(notes)
    const paper = await print(page)
    for (const title of titles) expect(paper).toContain(title)
    for (let at = 1; at <= notes; at++) expect(paper).toMatch(new RegExp(`Қоңырау ${at}$`, 'm'))
    expect(paper).not.toContain('Списки не полные')
    await page.context().close()
  })

  it('that did not wait for its lists says that it is not whole', async () => {
    const page = await open(`/cases/${line.caseId}`, 1440)
    await page.evaluate(() => window.print())
    await page.emulateMedia({ media: 'print' })
    expect(await seen(page)).toContain('Списки не полные')
    await page.context().close()
  })
})
