import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { accessibilityFaults, openBrowser, widerThanWindow } from './browser.ts'
import { type RunningServer, startServer } from './running-server.ts'

// A woman rings and wants to take her statement back. The inspector writes it down, the case stays open; the head of
// another unit speaks to her alone and decides. Then the case is handed over, refused with a reason and sent elsewhere.
let server: RunningServer
let browser: Browser

beforeAll(async () => {
  server = await startServer()
  browser = await openBrowser()
}, 240_000)

afterAll(async () => {
  await browser?.close()
  await server?.close()
})

const signIn = async (login: string): Promise<Page> => {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  await context.addInitScript(
    "if (!localStorage.getItem('umai-lang')) localStorage.setItem('umai-lang', 'ru')",
  )
  const page = await context.newPage()
  await page.goto(server.address)
  await page.locator('.sample-account', { has: page.getByText(login, { exact: true }) }).click()
  await page.getByRole('button', { name: 'Войти', exact: true }).click()
  await page.getByRole('heading', { name: 'Мои обязанности' }).waitFor()
  return page
}

/** The page as it stands is well in each of the three languages; Russian is left on. */
const isWellInThree = async (page: Page): Promise<void> => {
  for (const language of ['Қаз', 'Eng', 'Рус']) {
    await page.getByRole('button', { name: language }).first().click()
    await page.waitForLoadState('networkidle')
    expect(await accessibilityFaults(page)).toEqual([])
    expect(await widerThanWindow(page)).toEqual([])
  }
}

/** Presses one of the answers in sight under a question. */
const choose = (page: Page, question: string, answer: string) =>
  page
    .getByRole('group', { name: question })
    .locator('label', { hasText: new RegExp(`^${answer}$`) })
    .first()
    .click()

/** Takes a call down and opens a case of it; gives its address. */
const openCase = async (page: Page): Promise<string> => {
  await page.goto(`${server.address}/reports/new`)
  await choose(page, 'Кто говорит', 'сама потерпевшая')
  await page.getByLabel('Сказанное').fill('Муж ударил меня при ребёнке.')
  await choose(page, 'Опасность прямо сейчас?', 'Нет')
  await choose(page, 'Есть телесные повреждения?', 'Да')
  await page.getByRole('button', { name: 'сегодня' }).first().click()
  const names = page.getByLabel('Имя', { exact: true })
  await names.nth(1).fill('Сейітқали Айгерім')
  await names.nth(2).fill('Сейтқали Дәурен')
  await page.getByRole('button', { name: 'Принять', exact: true }).click()
  await page.getByRole('button', { name: 'Открыть дело' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Открыть дело' }).click()
  await page.getByRole('heading', { name: 'Что нужно сделать' }).waitFor()
  return page.url()
}

describe('a wish to withdraw, and a case that is sent on', () => {
  let inspector: Page
  let head: Page
  let caseAddress: string

  it('is stopped and reviewed by a second unit', async () => {
    inspector = await signIn('inspector')
    caseAddress = await openCase(inspector)

    // Without rights explained it is not even accepted for review.
    await inspector.goto(`${caseAddress}/withdrawal`)
    await inspector.getByText('не разъяснены права').waitFor()
    expect(
      await inspector.getByRole('button', { name: 'Отправить на проверку' }).isDisabled(),
    ).toBe(true)
    await isWellInThree(inspector)
    await inspector.getByRole('link', { name: 'Разъяснить права' }).click()
    await inspector.getByRole('button', { name: 'Отметить всё' }).click()
    await choose(inspector, 'Как', 'устно')
    await choose(inspector, 'Как подтверждено', 'устно')
    await inspector.getByRole('button', { name: 'Записать', exact: true }).click()
    await inspector.getByRole('heading', { name: 'Что нужно сделать' }).waitFor()

    await inspector.goto(`${caseAddress}/withdrawal`)
    await choose(inspector, 'Чего хочет', 'отказывается от заявления')
    await inspector.getByLabel('Что сказано, своими словами').fill('Хочу забрать заявление.')
    await choose(inspector, 'Был ли кто-то рядом', 'Да')
    await choose(inspector, 'Просили заодно сменить контакты', 'Нет')
    await inspector.getByRole('combobox', { name: 'Какое подразделение проверяет' }).click()
    await inspector.getByRole('option', { name: /Дневная смена/ }).click()
    await inspector.getByRole('button', { name: 'Отправить на проверку' }).click()
    await inspector.getByText('При разговоре рядом был другой человек').waitFor()
    await inspector.goto(caseAddress)
    await inspector.getByText('идёт проверка, дело не закрывается').waitFor()
    await isWellInThree(inspector)

    head = await signIn('unit-head-2')
    await head.getByText('Проверить отказ вторым подразделением').first().waitFor()
    await head.goto(`${caseAddress}/withdrawal`)
    await choose(head, 'Как', 'лично')
    await choose(head, 'Человек был один', 'Да')
    await head.getByLabel('Что сказано', { exact: true }).fill('Он стоял рядом, она боится.')
    await isWellInThree(head)
    await head.getByRole('button', { name: 'Записать разговор' }).click()
    await head.getByText('говорила одна').waitFor()
    await choose(head, 'Что решено', 'не учитывать: работа идёт как шла')
    await head.getByLabel('Почему').fill('Сказано под давлением.')
    await head.getByRole('button', { name: 'Записать решение' }).click()
    // The review was what opened the case to her unit: she is back at her duties, not before a page that is gone.
    await head.getByRole('heading', { name: 'Мои обязанности' }).waitFor()

    await inspector.goto(`${caseAddress}/withdrawal`)
    await inspector.getByText('не учтён, работа идёт').first().waitFor()
  }, 240_000)

  it('is handed over, refused with a reason and sent elsewhere', async () => {
    await inspector.goto(`${caseAddress}/referrals`)
    await choose(inspector, 'Что делаете', 'передать: дело ведёт другое подразделение')
    const unit = inspector.getByRole('combobox', { name: 'Какому подразделению' })
    await unit.fill('Дневная смена')
    await inspector.getByRole('option').first().click()
    await choose(inspector, 'Основание', 'согласие человека')
    await isWellInThree(inspector)
    await inspector.getByRole('button', { name: 'Отправить', exact: true }).click()
    await inspector.getByText('ждёт ответа').first().waitFor()

    await head.goto(`${server.address}/referrals`)
    await head.locator('table a, .table a, [role="row"] a').first().click()
    await head.getByRole('button', { name: 'Отказать' }).click()
    await head.getByRole('dialog').getByRole('combobox', { name: 'Причина' }).click()
    await head.getByRole('option', { name: 'не наша задача' }).click()
    await head
      .getByRole('dialog')
      .getByLabel(/Пояснение/)
      .fill('Нужна очная помощь.')
    await head.getByRole('dialog').getByRole('button', { name: 'Отказать' }).click()
    await head.getByRole('heading', { name: 'Направления' }).waitFor()

    await inspector.goto(`${caseAddress}/referrals`)
    await inspector.getByText('не наша задача').waitFor()
    await inspector.getByRole('button', { name: 'Направить в другое место' }).click()
    await unit.fill('Приём')
    await inspector.getByRole('option').first().click()
    await inspector.getByRole('button', { name: 'Отправить', exact: true }).click()
    await inspector.getByText('ждёт ответа').first().waitFor()
    await isWellInThree(inspector)
  }, 240_000)
})
