import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { accessibilityFaults, openBrowser, widerThanWindow } from './browser.ts'
import { takeFromList } from './by-keyboard.ts'
import { type RunningServer, startServer } from './running-server.ts'

// Whoever keeps the directory adds a place of help, publishes it, takes one off; a hidden one offers no publishing.
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

const rowOf = (name: string) => page.getByRole('row', { name: new RegExp(name) })

it('a place is added as a draft and published', async () => {
  await page.goto(`${server.address}/services`)
  await page.getByRole('button', { name: 'Добавить место' }).click()
  await page.getByLabel('Название по-казахски').fill('Жаңа орын')
  await page.getByLabel('Название по-русски').fill('Новое место')
  await page.getByLabel('Название по-английски').fill('New place')
  await takeFromList(page.getByRole('combobox', { name: 'Организация' }))
  await page.getByRole('textbox', { name: 'Телефон' }).fill('+76000000020')
  await page.getByRole('checkbox', { name: 'психолог' }).check()
  expect(await accessibilityFaults(page)).toEqual([])
  await page.getByRole('button', { name: 'Сохранить' }).click()
  await rowOf('Новое место').waitFor()
  expect(await rowOf('Новое место').textContent()).toContain('Готовится')

  await rowOf('Новое место').getByRole('button', { name: 'Опубликовать' }).click()
  await rowOf('Новое место').getByText('Опубликовано').waitFor()
})

it('whoever administers an agency is led to the sheet for a wall, in the language of the desk', async () => {
  for (const at of ['services', 'agencies']) {
    await page.goto(`${server.address}/${at}`)
    const sheet = page.getByRole('link', { name: 'Лист на стену для детей' })
    expect(await sheet.getAttribute('href'), at).toBe('http://public.example/ru/sheet')
  }
  await page.goto(`${server.address}/services`)
})

it('what hides cannot be published from the list', async () => {
  await rowOf('Дом со скрытым адресом').waitFor()

  expect(
    await rowOf('Дом со скрытым адресом').getByRole('button', { name: 'Опубликовать' }).count(),
  ).toBe(0)
})

it.each([390, 1440])('at %i px the page holds and has no barrier', async (width) => {
  await page.setViewportSize({ width, height: 900 })
  if (process.env.UMAI_PICTURES !== undefined)
    await page.screenshot({ path: `${process.env.UMAI_PICTURES}/services-${width}.png` })

  expect(await widerThanWindow(page)).toEqual([])
  expect(await accessibilityFaults(page)).toEqual([])
})
