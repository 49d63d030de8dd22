import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { choose, isWell, isWellInThree, keepPicture, signInAs, speak } from './at-the-desk.ts'
import { openBrowser } from './browser.ts'
import { takeFromList } from './by-keyboard.ts'
import { type RunningServer, startServer } from './running-server.ts'

// A report was written down wrong. It is corrected beside what was first recorded, with a reason; what another
// window corrected meanwhile is not overwritten. Before that it meets what goes wrong in a form: a wrong digit, a day that
// has not come, half a number, a lost connection.
let server: RunningServer
let browser: Browser
let page: Page
let report: string

const said = 'Муж ударил меня при ребёнке. Ключи у него.'

beforeAll(async () => {
  server = await startServer()
  browser = await openBrowser()
  page = await signInAs(browser, server.address, 'inspector')
}, 400_000)

afterAll(async () => {
  await browser?.close()
  await server?.close()
})

const take = (at: Page) => at.getByRole('button', { name: 'Принять', exact: true }).click()
const save = (at: Page) => at.getByRole('button', { name: 'Сохранить исправление' })

describe('a draft', () => {
  it('that two windows wrote at once is brought together field by field, half typed or whole', async () => {
    /** Does it, and waits until the server has kept what it made. */
    const kept = async (at: Page, text: string, type: () => Promise<void>) => {
      const answer = at.waitForResponse(
        (reply) =>
          reply.ok() &&
          reply.url().includes('/report-drafts') &&
          (reply.request().postData() ?? '').includes(text),
      )
      await type()
      await answer
    }
    const said = (at: Page) => at.getByLabel('Сказанное')
    await page.goto(`${server.address}/reports/new`)
    await kept(page, 'за стеной.', () => said(page).fill('Кричат за стеной.'))
    const other = await page.context().newPage()
    await other.goto(`${server.address}/reports`)
    await other.getByRole('link', { name: 'Продолжить' }).first().click()
    await other.getByLabel('Дата рождения').first().fill('12.05')
    await other.getByLabel('ИИН').first().fill('9205')
    await kept(other, 'плачет', () => said(other).fill('Кричат за стеной, плачет ребёнок.'))

    await said(page).fill('Кричат за стеной, бьют посуду.')
    await page.getByText('Этот черновик изменён и в другом окне').waitFor()
    await speak(page, 'kk')
    await isWell(page)
    await keepPicture(page, 'draft-conflict-kk')
    await speak(page, 'ru')
    await keepPicture(page, 'draft-conflict-ru')
    await page.setViewportSize({ width: 1440, height: 900 })
    const join = page.getByRole('button', { name: 'Оставить выбранное' })
    expect(await join.isDisabled()).toBe(true)
    expect(await page.getByRole('button', { name: 'Принять', exact: true }).isDisabled()).toBe(true)
    await page.getByText('В другом окне: Кричат за стеной, плачет ребёнок.').click()
    await join.click()
    expect(page.url()).toContain('draft=')
    expect(await said(page).inputValue()).toBe('Кричат за стеной, плачет ребёнок.')
    expect(await page.getByLabel('Дата рождения').first().inputValue()).toBe('12.05')
    expect(await page.getByLabel('ИИН').first().inputValue()).toBe('9205')

    // What only one of them wrote is nothing to choose between.
    await kept(page, 'Абай 5', () => page.getByLabel('Адрес').fill('Абай 5'))
    await kept(other, 'на помощь', () =>
      said(other).fill('Кричат, плачет ребёнок, зовут на помощь.'),
    )
    await other.getByText('Добавлено то, что написано в другом окне').waitFor()
    expect(await other.getByLabel('Адрес').inputValue()).toBe('Абай 5')
    await other.close()

    // The draft is in the address: a reload loses nothing, be it half typed.
    await page.reload()
    expect(await said(page).inputValue()).toBe('Кричат, плачет ребёнок, зовут на помощь.')
    expect(await page.getByLabel('Дата рождения').first().inputValue()).toBe('12.05')
    expect(await page.getByLabel('Адрес').inputValue()).toBe('Абай 5')
  }, 120_000)
})

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
  }, 120_000)

  it('is not taken while a day lies in the future or a number is half typed; neither is left out', async () => {
    const day = page.getByLabel('Когда это было', { exact: true })
    await day.fill('01.02.2051')
    await page.getByText('День не может быть в будущем').waitFor()
    await take(page)
    expect(await day.evaluate((field) => field === document.activeElement)).toBe(true)
    expect(await day.inputValue()).toBe('01.02.2051')
    await page.getByRole('button', { name: 'вчера' }).click()
    await page.getByText('День не может быть в будущем').waitFor({ state: 'detached' })

    const phone = page.getByLabel('Телефон', { exact: true }).first()
    await phone.fill('8 701 12')
    // Enter, with the hand still in the field, which has not complained yet.
    await phone.press('Enter')
    await page.getByText('Напишите номер как +7 701 000 00 00').waitFor()
    expect(await phone.inputValue()).toBe('8 701 12')
    expect(page.url()).toContain('/reports/new')
    await phone.fill('8 701 123 45 67')
  })

  it('is kept on the page while the connection is lost, and its draft is saved once it is back', async () => {
    await page.context().setOffline(true)
    await page.getByLabel('Сказанное').fill(said)
    await page.getByText('черновик не сохранён').waitFor()
    await take(page)
    await page.getByRole('alert').getByText('Нет связи с сервером').waitFor()
    await page.getByText('Написанное осталось на странице').waitFor()
    // What was refused in one language is read in the next.
    await speak(page, 'kk')
    await page.getByRole('alert').getByText('Серверге қосыла алмадық').waitFor()
    await speak(page, 'ru')
    await page.context().setOffline(false)
    await page.getByText('черновик сохранён').waitFor()
    expect(await page.getByLabel('Сказанное').inputValue()).toBe(said)
  })

  it('is taken with everything that was typed', async () => {
    await page.getByLabel('Имя', { exact: true }).nth(1).fill('Құралайбекова Зере')
    await take(page)
    await page.getByRole('link', { name: 'Исправить сообщение' }).waitFor()
    await page.getByText(said).first().waitFor()
    report = page.url()
  })

  it('is corrected with a reason, and what another window corrected is chosen field by field', async () => {
    const other = await page.context().newPage()
    for (const at of [page, other]) {
      await at.goto(report)
      await at.getByRole('link', { name: 'Исправить сообщение' }).click()
      await at.getByLabel('Сказанное').waitFor()
      expect(await at.getByLabel('Сказанное').inputValue()).toBe(said)
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
    await isWellInThree(page, 'correct')
    await page.getByText('Их: Муж ударил меня палкой.').click()
    await save(page).click()

    await page.getByText('версия 3: Уточнила соседка').waitFor()
    const changes = await page.locator('.corrected').allTextContents()
    expect(changes[0]).toContain('Опасность прямо сейчаснет → да')
    expect(changes[1]).toContain(`${said} → Муж ударил меня палкой.`)
    await page.getByText('экстренно').first().waitFor()
    await isWellInThree(page, 'corrected')
  }, 200_000)

  it('is found in a list that stands as it was left, and whose address names nobody', async () => {
    await page.getByRole('navigation').first().getByRole('link', { name: 'Сообщения' }).click()
    await takeFromList(page.getByRole('combobox', { name: 'Состояние' }), { option: 'принято' })
    const search = page.getByRole('textbox', { name: 'Номер, полное имя, ИИН, телефон' })
    await search.fill('құралайбекова зере')
    await page.getByRole('link', { name: 'Құралайбекова Зере' }).click()
    await page.getByRole('link', { name: 'Исправить сообщение' }).waitFor()
    await page.goBack()
    await page.getByRole('link', { name: 'Құралайбекова Зере' }).waitFor()
    expect(await search.inputValue()).toBe('құралайбекова зере')
    expect(new URL(page.url()).search).toBe('?state=recorded')

    // A filter in the address holds for whoever opens it; what was typed is gone with the page.
    await page.reload()
    await page.getByRole('link', { name: 'Құралайбекова Зере' }).waitFor()
    expect(await page.getByRole('combobox', { name: 'Состояние' }).inputValue()).toBe('принято')
    expect(await search.inputValue()).toBe('')
    await page.goto(`${server.address}/reports?state=in-case`)
    await page
      .getByText('Сообщений нет', { exact: true })
      .or(page.getByRole('table'))
      .first()
      .waitFor()
    expect(await page.getByRole('link', { name: 'Құралайбекова Зере' }).count()).toBe(0)
  })
})
