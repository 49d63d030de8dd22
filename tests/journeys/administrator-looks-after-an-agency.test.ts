import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openPalette } from './at-the-desk.ts'
import { accessibilityFaults, openBrowser, widerThanWindow } from './browser.ts'
import { takeFromList } from './by-keyboard.ts'
import { type RunningServer, startServer } from './running-server.ts'

// The administrator of an agency adds a member of staff, and every page of management holds in three languages,
// three widths and both schemes.
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
    .locator('.sample-account', { has: page.getByText('agency-admin', { exact: true }) })
    .click()
  await page.getByRole('button', { name: 'Войти', exact: true }).click()
  await page.getByRole('heading', { name: 'Мои обязанности' }).waitFor()
}, 240_000)

afterAll(async () => {
  await browser?.close()
  await server?.close()
})

it('a new member of staff is added with a role, and the code is shown once', async () => {
  await page.goto(`${server.address}/users/new`)
  await page.getByLabel('Имя', { exact: true }).fill('Айгүл Серікқызы')
  await page.getByLabel('Логин').fill('a.serikqyzy')
  await page.getByLabel('Должность').fill('Инспектор')
  await takeFromList(page.getByRole('combobox', { name: 'Подразделение' }))
  await takeFromList(page.getByRole('combobox', { name: 'Роль' }), { option: 'инспектор' })
  await page.getByRole('button', { name: 'Добавить', exact: true }).click()
  await page.locator('.secret-once').waitFor()

  const code = await page.locator('.secret-once').textContent()
  await page.getByRole('link', { name: 'К странице сотрудника' }).click()
  await page.getByRole('heading', { level: 1, name: 'Айгүл Серікқызы' }).waitFor()

  expect(code?.length).toBeGreaterThanOrEqual(20)
  expect(await page.getByText(code ?? '').count()).toBe(0)
})

it('the palette finds a colleague by a few letters and opens the page', async () => {
  await (await openPalette(page)).fill('Айгүл')
  await page.getByRole('option', { name: /Айгүл Серікқызы/ }).waitFor()
  await page.keyboard.press('Enter')

  await page.getByRole('heading', { level: 1, name: 'Айгүл Серікқызы' }).waitFor()
})

const shapes = [
  { lang: 'kk', width: 1440, scheme: 'light' },
  { lang: 'kk', width: 320, scheme: 'dark' },
  { lang: 'ru', width: 390, scheme: 'light' },
  { lang: 'en', width: 390, scheme: 'dark' },
] as const

const addresses = ['/', '/agencies', '/users', '/users/new', '/roles', '/system', '/me', '/nowhere']

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

      expect(await accessibilityFaults(page)).toEqual([])
      expect(await widerThanWindow(page)).toEqual([])
    },
  )
})
