import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { choose, keepPicture, signInAs } from './at-the-desk.ts'
import { accessibilityFaults, openBrowser, widerThanWindow } from './browser.ts'
import { type RunningServer, startServer } from './running-server.ts'

// A report was written down wrong. It is corrected beside what was first recorded, with a reason; what another
// window corrected meanwhile is not overwritten.
let server: RunningServer
let browser: Browser
let page: Page
let report: string

beforeAll(async () => {
  server = await startServer()
  browser = await openBrowser()
  page = await signInAs(browser, server.address, 'inspector')
}, 400_000)

afterAll(async () => {
  await browser?.close()
  await server?.close()
})

const isWellInThree = async (name: string): Promise<void> => {
  for (const language of ['Қаз', 'Eng', 'Рус']) {
    await page
      .getByRole('button', { name: language })
      .first()
      .evaluate((button) => (button as HTMLElement).click())
    await page.waitForTimeout(300)
    expect(await accessibilityFaults(page)).toEqual([])
    expect(await widerThanWindow(page)).toEqual([])
    await keepPicture(page, `${name}-${language}`)
  }
}

const save = (at: Page) => at.getByRole('button', { name: 'Сохранить исправление' })

describe('a report', () => {
  it('is taken only once its wrong IIN is said and made right', async () => {
    await page.goto(`${server.address}/reports/new`)
    await choose(page, 'Кто говорит', 'сама потерпевшая')
    await page.getByLabel('Сказанное').fill('Муж ударил меня при ребёнке.')
    await choose(page, 'Опасность прямо сейчас?', 'Нет')
    const iin = page.getByLabel('ИИН').first()
    await iin.fill('920501400018')
    await page
      .getByText('Контрольная цифра 8 на месте 12 не сходится с первыми одиннадцатью')
      .waitFor()
    await iin.fill('920501400011')
    await page.getByText('Контрольная цифра').waitFor({ state: 'detached' })
    await page.getByLabel('Имя', { exact: true }).nth(1).fill('Құралайбекова Зере')
    await page.getByRole('button', { name: 'Принять', exact: true }).click()
    await page.getByRole('link', { name: 'Исправить сообщение' }).waitFor()
    report = page.url()
  }, 120_000)

  it('is corrected with a reason, and what another window corrected is chosen field by field', async () => {
    const other = await page.context().newPage()
    for (const at of [page, other]) {
      await at.goto(report)
      await at.getByRole('link', { name: 'Исправить сообщение' }).click()
      await at.getByLabel('Сказанное').waitFor()
      expect(await at.getByLabel('Сказанное').inputValue()).toBe('Муж ударил меня при ребёнке.')
    }
    await other.getByLabel('Сказанное').fill('Муж ударил меня палкой.')
    expect(await save(other).isDisabled()).toBe(true)
    await other.getByLabel('Причина').fill('Перезвонила')
    await save(other).click()
    await other.getByText('Исправление сохранено').waitFor()

    await page.getByLabel('Сказанное').fill('Муж ударил меня и угрожал ножом.')
    await choose(page, 'Опасность прямо сейчас?', 'Да')
    await page.getByLabel('Причина').fill('Уточнила соседка')
    // The page may have heard of the other correction by itself; if not, the server refuses.
    if (await save(page).isEnabled())
      await save(page)
        .click({ timeout: 3_000 })
        .catch(() => undefined)
    await page.getByText('Ничего не перезаписано').waitFor()
    expect(await page.getByLabel('Сказанное').inputValue()).toBe('Муж ударил меня и угрожал ножом.')
    await page.getByText('не выбрано полей: 1').waitFor()
    await isWellInThree('correct')
    await page.getByText('Их: Муж ударил меня палкой.').click()
    await save(page).click()

    await page.getByText('версия 3: Уточнила соседка').waitFor()
    const changes = await page.locator('.corrected').allTextContents()
    expect(changes[0]).toContain('Опасность прямо сейчаснет → да')
    expect(changes[1]).toContain('Муж ударил меня при ребёнке. → Муж ударил меня палкой.')
    await page.getByText('экстренно').first().waitFor()
    await isWellInThree('corrected')
  }, 200_000)
})
