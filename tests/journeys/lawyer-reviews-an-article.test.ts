import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { accessibilityFaults, openBrowser, widerThanWindow } from './browser.ts'
import { takeFromList } from './by-keyboard.ts'
import { type RunningServer, startServer } from './running-server.ts'

// A lawyer reviews an article from its page alone and asks what applies; nobody has to open anything else.
let server: RunningServer
let browser: Browser
let page: Page

beforeAll(async () => {
  server = await startServer()
  browser = await openBrowser()
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  page = await context.newPage()
  await page.goto(server.address)
  await page.getByRole('button', { name: 'Рус' }).click()
  await page
    .locator('.sample-account', { has: page.getByText('inspector', { exact: true }) })
    .first()
    .click()
  await page.getByRole('button', { name: 'Войти', exact: true }).click()
  await page.getByRole('heading', { name: 'Мои обязанности' }).waitFor()
}, 240_000)

afterAll(async () => {
  await browser?.close()
  await server?.close()
})

const shot = async (name: string): Promise<void> => {
  if (process.env.UMAI_SHOTS)
    await page.screenshot({ path: `${process.env.UMAI_SHOTS}/${name}.png`, fullPage: true })
}

it('an article is found by a word, read on a day, and its cases hold', async () => {
  await page.goto(`${server.address}/law?on=2024-06-16`)
  await page.getByLabel('Номер статьи, слово или термин').fill('побои')
  await page.getByRole('link', { name: 'УК 109-1', exact: true }).click()
  await page.getByRole('heading', { level: 1, name: /УК 109-1/ }).waitFor()
  await page.getByText(/все случаи выполнены/).waitFor()

  expect(new URL(page.url()).searchParams.get('on')).toBe('2024-06-16')
  expect(await page.getByText('физическая боль (побои)').count()).toBeGreaterThan(0)
  expect(await page.getByText('не сошлось', { exact: true }).count()).toBe(0)
})

it('the day before, the page says that the article is not in force', async () => {
  await page.goto(`${server.address}/law/articles/kz/cc/109-1?on=2024-06-15`)

  await page.getByText('В выбранный день статья не действует.').waitFor()
})

it('an answer brings the next question, Back takes it away, and the answer of the law names the article', async () => {
  await page.goto(`${server.address}/law/what-applies?topic=violence&on=2026-11-23`)
  await page.locator('.ask-answer', { hasText: 'побои' }).click()
  await page.getByRole('heading', { name: /умышленно/ }).waitFor()
  await page.getByRole('button', { name: 'Назад' }).click()
  await page.getByRole('heading', { name: /Какой вред/ }).waitFor()
  await page.locator('.ask-answer', { hasText: 'побои' }).click()
  await page.getByRole('heading', { name: /умышленно/ }).waitFor()
  await page.locator('.law-columns[aria-busy="false"]').waitFor()
  await page.locator('.ask-answer').first().click()
  await page.getByRole('heading', { name: /угроза убийством/ }).waitFor()
  await page.locator('.law-columns[aria-busy="false"]').waitFor()
  await page.getByRole('button', { name: /На остальные вопросы/ }).click()

  await page.getByRole('link', { name: 'УК 109-1 ч. 1' }).first().waitFor()
})

it('earlier penalties are written one by one and stand among the facts', async () => {
  await page.goto(`${server.address}/law/what-applies?topic=order&on=2026-11-23`)
  await page.locator('.ask-answer').first().waitFor()
  for (let at = 0; at < 12 && (await page.locator('.ask-card .entries').count()) === 0; at += 1) {
    const heading = await page.locator('.ask-question').textContent()
    const answers = page.locator('.ask-answer')
    // Yes, the order was breached; no to the rest, and whatever is a number is not known.
    await answers.nth(at === 0 || (await answers.count()) === 1 ? 0 : 1).click()
    await page.waitForFunction(
      (before) => document.querySelector('.ask-question')?.textContent !== before,
      heading,
    )
    await page.locator('.law-columns[aria-busy="false"]').waitFor()
  }
  const entry = page.locator('.ask-card .entries')
  await shot('entries')
  await takeFromList(entry.getByRole('combobox', { name: 'статья' }), { option: 'КоАП 461' })
  await entry.getByLabel('дата наложения').fill('10.03.2026')
  await entry.getByRole('button', { name: 'Ответить' }).click()

  await page.locator('.known-line', { hasText: 'КоАП 461, 10 марта 2026' }).first().waitFor()
  await page.emulateMedia({ media: 'print' })
  await shot('what-applies-print')
  await page.emulateMedia({ media: 'screen' })
})

it('one’s own caseload is counted, a faulty one is named row by row, a huge one is refused', async () => {
  await page.goto(`${server.address}/law/impact`)
  await page.getByText('Свой файл CSV').click()
  const give = async (lines: string) => {
    await page.locator('input[type=file]').setInputFiles({
      name: 'caseload.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(lines),
    })
    await page.getByRole('button', { name: 'Посчитать' }).click()
  }

  await give('harm,intentional,inDwelling,relation\npain,true,true,spouse\n')
  await page.getByRole('table').waitFor()
  await page.emulateMedia({ media: 'print' })
  await shot('impact-print')
  await page.emulateMedia({ media: 'screen' })
  await give('harm,intentional\npain,true\npayn,true\npain,maybe\n')
  await page.getByText('Ничего не посчитано: в файле ошибки').waitFor()
  await shot('impact-faults')
  const faults = (await page.getByRole('alert').textContent()) ?? ''
  await give(`harm\n${'pain\n'.repeat(4_400_000)}`)
  await page.getByText(/Файл слишком велик/).waitFor()
  await shot('impact-huge')

  expect(faults).toMatch(/строка 3[\s\S]*payn[\s\S]*pain/)
  expect(faults).toMatch(/строка 4[\s\S]*maybe[\s\S]*true или false/)
})

it('an article is printed whole, without what one presses', async () => {
  await page.goto(`${server.address}/law/articles/kz/cc/109-1?on=2026-11-23`)
  await page.getByText(/все случаи выполнены/).waitFor()
  const said = (await page.getByText(/все случаи выполнены/).textContent()) ?? ''
  await page.evaluate(() => dispatchEvent(new Event('beforeprint')))
  await page.emulateMedia({ media: 'print' })
  await shot('article-print')
  const printed = await page.locator('.case-line:visible').count()
  await page.evaluate(() => dispatchEvent(new Event('afterprint')))

  expect(printed).toBe(Number(/\d+/.exec(said)?.[0]))
  expect(await page.locator('text=/ for harm pain/ >> visible=true').count()).toBe(0)
  expect(await page.getByText('физическая боль (побои)').first().isVisible()).toBe(true)
  expect(await page.locator('nav:visible').count()).toBe(0)
  await page.emulateMedia({ media: 'screen' })
})

const shapes = [
  { lang: 'kk', width: 390, scheme: 'dark' },
  { lang: 'ru', width: 1440, scheme: 'dark' },
  { lang: 'en', width: 390, scheme: 'light' },
] as const
const addresses = [
  '/law',
  '/law/articles/kz/lop/60',
  '/law/changes?from=2024-06-15&to=2024-06-16',
  '/law/what-applies?topic=help',
  '/law/impact',
]

describe.each(shapes)('in $lang, $scheme, $width px wide', ({ lang, width, scheme }) => {
  it.each(addresses)(
    '%s has no accessibility fault and does not scroll sideways',
    async (address) => {
      await page.setViewportSize({ width, height: 900 })
      await page.emulateMedia({ colorScheme: scheme })
      await page.evaluate((one) => localStorage.setItem('umai-lang', one), lang)

      await page.goto(server.address + address)
      await page.getByRole('heading', { level: 1 }).first().waitFor()
      await page.waitForLoadState('networkidle').catch(() => undefined)
      if (process.env.UMAI_SHOTS)
        await page.screenshot({
          path: `${process.env.UMAI_SHOTS}/${lang}-${width}${address.replaceAll(/\W+/g, '-')}.png`,
        })

      expect(await accessibilityFaults(page)).toEqual([])
      expect(await widerThanWindow(page)).toEqual([])
    },
  )
})
