// Somebody on a phone that another person may check: finds help, leaves, and nothing that a browser can avoid is left.
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createPublicSite, publicPaths } from '../../apps/public/src/app.ts'
import { lawThread } from '../../apps/public/src/law/thread.ts'
import { defaultNumbers, parseNumbers } from '../../apps/public/src/numbers/model.ts'
import { accessibilityFaults, exitFault, openBrowser, widerThanWindow } from './browser.ts'

const langs = ['kk', 'ru', 'en'] as const
let browser: Browser
let elsewhere: Server
let elsewhereUrl: string
let site: ReturnType<typeof createPublicSite>
let siteUrl: string

beforeAll(async () => {
  elsewhere = createServer((request, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8')
    response.end(`<!doctype html><title>${request.url}</title><p>${request.url}</p>`)
  })
  await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve))
  elsewhereUrl = `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}`
  site = createPublicSite({
    exitUrl: `${elsewhereUrl}/weather`,
    isSample: true,
    numbers: parseNumbers(defaultNumbers),
  })
  siteUrl = await site.listen({ host: '127.0.0.1', port: 0 })
  browser = await openBrowser()
})
afterAll(async () => {
  await browser.close()
  await site.close()
  await lawThread.close()
  await new Promise((resolve) => elsewhere.close(resolve))
})

const phone = { width: 390, height: 844 }
const within = async (
  options: Parameters<Browser['newContext']>[0],
  work: (page: Page, context: BrowserContext) => Promise<void>,
): Promise<void> => {
  const context = await browser.newContext({ viewport: phone, ...options })
  try {
    await work(await context.newPage(), context)
  } finally {
    await context.close()
  }
}

test.each([
  [320, 'kk', 'light'],
  [320, 'ru', 'dark'],
  [768, 'en', 'light'],
  [1280, 'ru', 'light'],
  [1280, 'kk', 'dark'],
] as const)(
  'at %i px in %s (%s) every page has its exit at hand, no barrier, and nothing wider than the window',
  async (width, lang, colorScheme) => {
    await within({ viewport: { width, height: 700 }, colorScheme }, async (page) => {
      const faults: string[] = []
      for (const path of [...publicPaths, '/nowhere']) {
        await page.goto(`${siteUrl}/${lang}${path}`)
        for (const place of [0, 0.5, 1]) {
          await page.evaluate(
            (share) => scrollTo(0, share * document.documentElement.scrollHeight),
            place,
          )
          const fault = await exitFault(page)
          if (fault !== undefined) faults.push(`${path} at ${place}: exit: ${fault}`)
        }
        await page.evaluate(() => scrollTo(0, 0))
        await page.keyboard.press('Tab')
        const first = await page.evaluate(() => document.activeElement?.className)
        if (first !== 'exit') faults.push(`${path}: the first stop is ${first}`)
        faults.push(...(await widerThanWindow(page)).map((element) => `${path}: wide: ${element}`))
        faults.push(
          ...(await accessibilityFaults(page)).map(
            ({ rule, where }) => `${path}: ${rule}: ${where[0]}`,
          ),
        )
      }
      expect(faults).toEqual([])
    })
  },
)

test('where neither scripts nor drawings are shown, as in Tor at its safest, every page has its exit and says what each link is', async () => {
  await within({ javaScriptEnabled: false }, async (page) => {
    await page.route('**/*', async (route) => {
      const answer = await route.fetch()
      const body = await answer.text()
      await route.fulfill({ response: answer, body: body.replaceAll(/<svg[\s\S]*?<\/svg>/g, '') })
    })
    const faults: string[] = []
    for (const path of [...publicPaths, '/nowhere']) {
      await page.goto(`${siteUrl}/kk${path}`)
      const exit = await exitFault(page)
      if (exit !== undefined) faults.push(`${path}: exit: ${exit}`)
      faults.push(...(await widerThanWindow(page)).map((element) => `${path}: wide: ${element}`))
      const silent = await page
        .locator('a:visible, button:visible:not([aria-hidden]), summary:visible')
        .evaluateAll((all) => all.filter((one) => !/\p{L}|\d/u.test(one.textContent ?? '')).length)
      if (silent > 0) faults.push(`${path}: ${silent} say nothing`)
      if ((await page.locator('svg').count()) > 0) faults.push(`${path}: a drawing was left`)
    }
    // What the square code leads to stands beside it in letters.
    await page.goto(`${siteUrl}/kk/sheet`)
    expect(await page.textContent('.typed-address')).toContain('/hello')
    expect(faults).toEqual([])
  })
})

test('back after the exit leads to the page before the visit, by button, by Shift and by Esc', async () => {
  for (const leave of ['click', 'Shift', 'Escape'] as const)
    await within({}, async (page) => {
      await page.goto(`${elsewhereUrl}/search`)
      const before = await page.evaluate(() => history.length)
      await page.goto(`${siteUrl}/ru/`)
      await page.click('a[href="/ru/signs"]')
      await page.waitForURL('**/ru/signs')
      await page.click('a[href="/ru/plan"]')
      await page.waitForURL('**/ru/plan')
      // A link within a page is an entry for a browser, and must be none here.
      await page.focus('a.skip')
      await page.keyboard.press('Enter')
      await page.waitForURL('**/ru/plan#main')
      expect(await page.evaluate(() => history.length), 'one entry a visit').toBe(before + 1)

      if (leave === 'click') await page.click('a.exit')
      else for (let press = 0; press < 3; press += 1) await page.keyboard.press(leave)
      await page.waitForURL('**/weather')
      await page.goBack()

      expect(page.url()).toBe(`${elsewhereUrl}/search`)
    })
})

test('three presses leave right after something was typed', async () => {
  for (const leave of ['Shift', 'Escape'] as const)
    await within({}, async (page) => {
      await page.goto(`${siteUrl}/ru/`)
      await page.keyboard.press('a')
      for (let press = 0; press < 3; press += 1) await page.keyboard.press(leave)
      await page.waitForURL('**/weather')
    })
})

test('Shift that makes a capital letter does not leave', async () => {
  await within({}, async (page) => {
    await page.goto(`${siteUrl}/ru/`)
    for (let press = 0; press < 3; press += 1) await page.keyboard.press('Shift+A')

    expect(page.url()).toBe(`${siteUrl}/ru/`)
    await page.keyboard.press('Shift')
    expect(await page.textContent('#exit-status')).toContain('ещё два раза')
  })
})

test('the cover is there before the network is asked, and stays while it does not answer', async () => {
  await within({}, async (page, context) => {
    await page.goto(`${siteUrl}/ru/`)
    await context.setOffline(true)
    const inSameTurn = await page.evaluate(() => {
      document.querySelector<HTMLElement>('a.exit')?.click()
      const veil = document.querySelector('.veil')
      const { width = 0, height = 0 } = veil?.getBoundingClientRect() ?? {}
      return { title: document.title, whole: width >= innerWidth && height >= innerHeight }
    })

    expect(inSameTurn).toEqual({ title: 'Загрузка', whole: true })
  })
})

test('a whole visit stores nothing and asks only this site', async () => {
  await within({ locale: 'kk-KZ' }, async (page, context) => {
    const hosts = new Set<string>()
    page.on('request', (request) => hosts.add(new URL(request.url()).origin))
    for (const lang of langs)
      for (const path of [...publicPaths, '/nowhere']) await page.goto(`${siteUrl}/${lang}${path}`)
    const stored = await page.evaluate(async () => ({
      cookies: document.cookie,
      local: localStorage.length,
      session: sessionStorage.length,
      databases: (await indexedDB.databases()).length,
      workers: (await navigator.serviceWorker.getRegistrations()).length,
      caches: (await caches.keys()).length,
    }))

    expect(stored).toEqual({
      cookies: '',
      local: 0,
      session: 0,
      databases: 0,
      workers: 0,
      caches: 0,
    })
    expect(await context.cookies()).toEqual([])
    expect([...hosts]).toEqual([siteUrl])
  })
})

test('the interview is one entry in the list of back, keeps its answers when the line breaks, and nothing typed comes back', async () => {
  await within({}, async (page, context) => {
    await page.goto(`${elsewhereUrl}/search`)
    await page.goto(`${siteUrl}/ru/rights`)
    const before = await page.evaluate(() => history.length)
    const next = async (value: string) => {
      const heading = await page.textContent('h1')
      await page.check(`input[value="${value}"]`)
      await page.click('main .btn:not(.two)')
      await page.waitForFunction(
        (old) => document.querySelector('h1')?.textContent !== old,
        heading,
      )
    }
    await next('self')
    await page.check('input[value="threat"]')
    await context.setOffline(true)
    await page.click('main .btn:not(.two)')
    await page.waitForSelector('.lost')
    expect(await page.isChecked('input[value="threat"]')).toBe(true)
    await context.setOffline(false)
    await next('threat')
    await page.click('button[value="result"]')
    await page.waitForSelector('.sheet')
    expect(await accessibilityFaults(page)).toEqual([])
    expect(await page.evaluate(() => history.length)).toBe(before)

    await page.click('a.exit')
    await page.waitForURL('**/weather')
    await page.goBack()
    expect(page.url()).toBe(`${elsewhereUrl}/search`)
    await page.goto(`${siteUrl}/ru/rights`)
    expect(await page.isChecked('input[value="self"]')).toBe(false)
  })
})

test('what is printed bears the neutral title and no author, and shows neither exit nor footer', async () => {
  await within({}, async (page) => {
    const rights = async () => {
      await page.goto(`${siteUrl}/en/rights`)
      for (const answer of ['parent', 'pupil']) {
        await page.check(`input[value=${answer}]`)
        await page.click('main button.btn:not([name])')
      }
      await page.waitForSelector('.sheet')
    }
    const sheets: readonly (readonly [string, () => Promise<unknown>])[] = [
      ...['plan', 'steps', 'law', 'places', 'sheet'].map(
        (path) => [path, () => page.goto(`${siteUrl}/en/${path}`)] as const,
      ),
      ['rights', rights],
    ]
    for (const [name, open] of sheets) {
      await open()
      const pdf = (await page.pdf()).toString('latin1')
      expect(pdf, name).not.toMatch(/\/Author|\/Subject|\/Keywords/)
      expect(pdf, name).not.toMatch(/violen|umai/i)
      await page.emulateMedia({ media: 'print' })
      expect(await page.isVisible('a.exit'), name).toBe(false)
      expect(await page.isVisible('footer'), name).toBe(false)
      await page.emulateMedia({ media: 'screen' })
    }
  })
})

test('the sheet for a wall fits one page, in each language', async () => {
  await within({}, async (page) => {
    for (const lang of langs) {
      await page.goto(`${siteUrl}/${lang}/sheet`)
      const pdf = (await page.pdf({ format: 'A4', preferCSSPageSize: true })).toString('latin1')

      expect(pdf.match(/\/Type\s*\/Page\b/g), lang).toHaveLength(1)
    }
  })
})
