import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { accessibilityFaults, openBrowser, widerThanWindow } from './browser.ts'
import { type RunningServer, startServer } from './running-server.ts'

// A woman calls; an operator writes down what she says and hands it over; an inspector opens a case, asks the law,
// issues a protective order, serves it and records the first check. Each page is checked as it is passed.
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

/** What somebody did by hand: clicks, and the words typed into fields. */
type Hand = { clicks: number; readonly typed: string[] }
const hands: Record<string, Hand> = {}
/** What the security policy of the server kept a page from loading or writing. */
const refusals: string[] = []

const signIn = async (login: string): Promise<Page> => {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  const hand: Hand = { clicks: 0, typed: [] }
  hands[login] = hand
  await context.exposeFunction('countedByTest', (kind: string, value: string) => {
    if (kind === 'click') hand.clicks += 1
    else hand.typed.push(value)
  })
  await context.addInitScript(() => {
    const tell = (globalThis as unknown as Record<string, (kind: string, value: string) => void>)
      .countedByTest
    addEventListener('click', ({ detail }) => detail > 0 && tell?.('click', ''), true)
    addEventListener(
      'change',
      ({ target }) => {
        const field = target as HTMLInputElement
        if (field.matches('textarea, input:not([type=radio], [type=checkbox])'))
          tell?.('typed', field.value)
      },
      true,
    )
  })
  await context.addInitScript(
    "if (!localStorage.getItem('umai-lang')) localStorage.setItem('umai-lang', 'ru')",
  )
  const page = await context.newPage()
  page.on('console', (line) => {
    if (line.text().includes('Content Security Policy')) refusals.push(line.text())
  })
  await page.goto(server.address)
  await page.locator('.sample-account', { has: page.getByText(login, { exact: true }) }).click()
  await page.getByRole('button', { name: 'Войти', exact: true }).click()
  await page.getByRole('heading', { name: 'Мои обязанности' }).waitFor()
  return page
}

const isWell = async (page: Page): Promise<void> => {
  await page.waitForLoadState('networkidle')
  await page.getByRole('heading', { level: 1 }).first().waitFor()
  expect(await accessibilityFaults(page)).toEqual([])
  expect(await widerThanWindow(page)).toEqual([])
}

/** Presses one of the answers in sight under a question. */
const choose = (page: Page, question: string, answer: string) =>
  page
    .getByRole('group', { name: question })
    .locator('label', { hasText: new RegExp(`^${answer}$`) })
    .first()
    .click()

const yes = /вменяем|умышленно|Есть признаки|боль/i
const fitting = /физическая боль|супруги|мужчина/

/** Answers what the law asks until only the charge is open: sane, adult, on purpose, pain, spouses. */
const answerTheLaw = async (page: Page): Promise<void> => {
  const questions = page.locator('.fact-toggle legend, .question:has(.choice-option) legend')
  while ((await questions.count()) > 0) {
    const first = (await questions.first().textContent()) ?? ''
    for (const question of await page.locator('.fact-toggle').all()) {
      const text = (await question.locator('legend').textContent()) ?? ''
      await question.locator('label', { hasText: yes.test(text) ? 'Да' : 'Нет' }).click()
    }
    for (const question of await page.locator('.question:has(.choice-option)').all()) {
      const options = question.locator('.choice-option')
      const fit = options.filter({ hasText: fitting })
      await ((await fit.count()) > 0 ? fit.first() : options.first()).click()
    }
    const number = page.locator('.question input[inputmode="decimal"]').first()
    if ((await number.count()) > 0) {
      await number.fill('38')
      await number.press('Enter')
    }
    // What has been answered is asked no more.
    await questions.filter({ hasText: first }).first().waitFor({ state: 'detached' })
  }
}

describe('from a call to a served order', () => {
  it('is walked by an operator and an inspector', async () => {
    const operator = await signIn('operator')
    await isWell(operator)

    await operator.getByRole('link', { name: 'Принять сообщение' }).click()
    await operator.getByRole('heading', { level: 1, name: 'Принять сообщение' }).waitFor()
    await isWell(operator)
    await choose(operator, 'Кто говорит', 'сама потерпевшая')
    await operator.getByLabel('Сказанное').fill('Муж ударил меня по лицу, толкнул, угрожал.')

    // The language changes under the hand, and nothing that was typed is lost.
    await operator.getByRole('button', { name: 'Қаз' }).click()
    await operator.getByRole('heading', { name: 'Хабарлама қабылдау' }).waitFor()
    expect(await operator.getByLabel('Айтқан сөзі').inputValue()).toContain('ударил')
    await operator.getByRole('button', { name: 'Рус' }).click()

    await choose(operator, 'Опасность прямо сейчас?', 'Да')
    await choose(operator, 'Есть телесные повреждения?', 'Да')
    await operator.getByRole('button', { name: 'сегодня' }).first().click()
    const names = operator.getByLabel('Имя', { exact: true })
    await names.nth(1).fill('Сейітқали Айгерім')
    await names.nth(2).fill('Сейтқали Дәурен')
    await operator.getByText('черновик сохранён').waitFor()
    await operator.getByRole('button', { name: 'Принять', exact: true }).click()
    await operator.getByRole('button', { name: 'Передать подразделению' }).waitFor()
    await isWell(operator)

    await operator.getByRole('button', { name: 'Передать подразделению' }).click()
    await operator
      .getByRole('combobox', { name: 'Какому подразделению' })
      .fill('Группа по защите женщин')
    await operator.getByRole('option').first().click()
    await isWell(operator)
    await operator
      .getByRole('dialog')
      .getByRole('button', { name: 'Передать подразделению' })
      .click()
    await operator.getByText('передано, ждёт ответа').first().waitFor()

    const inspector = await signIn('inspector')
    await inspector.getByRole('link', { name: 'Сообщения' }).first().click()
    await inspector.getByRole('link', { name: 'Сейітқали Айгерім' }).first().click()
    await inspector.getByRole('button', { name: 'Взять в работу' }).click()
    // The operator sees at once that somebody is on it.
    await operator.getByText('взято в работу').first().waitFor()
    await inspector.getByRole('button', { name: 'Открыть дело' }).click()
    await inspector.getByRole('dialog').getByRole('button', { name: 'Открыть дело' }).click()
    await inspector.getByRole('heading', { name: 'Что нужно сделать' }).waitFor()
    await isWell(inspector)
    const caseAddress = inspector.url()

    await inspector.goto(`${caseAddress}/law`)
    await inspector.getByRole('heading', { name: 'Решающие вопросы' }).waitFor()
    await isWell(inspector)
    await answerTheLaw(inspector)
    await inspector.getByRole('button', { name: 'Получить заключение' }).click()
    await inspector.getByRole('heading', { name: 'Последнее заключение' }).waitFor()
    await isWell(inspector)

    await inspector.goto(`${caseAddress}/order`)
    await inspector.getByLabel('Подтверждаю, что оснований для задержания нет').check()
    const opinion = inspector.getByLabel('Мнение потерпевшей учтено')
    if ((await opinion.count()) > 0) await opinion.check()
    await isWell(inspector)
    await inspector.getByRole('button', { name: 'Вынести предписание' }).click()
    await inspector.getByRole('button', { name: 'Записать вручение' }).waitFor()
    await isWell(inspector)
    expect(
      await inspector.getByRole('button', { name: /^Скачать/ }).count(),
    ).toBeGreaterThanOrEqual(2)

    await inspector.getByRole('button', { name: 'Записать вручение' }).click()
    await choose(inspector, 'Как вручено', 'под подпись')
    await isWell(inspector)
    await inspector.getByRole('dialog').getByRole('button', { name: 'Записать' }).click()
    await inspector.getByText('действует').first().waitFor()
    // Two minutes are some sixty clicks of two seconds; the questions of the law are among them.
    const hand = hands.inspector
    expect(hand?.clicks).toBeGreaterThan(5)
    expect(hand?.clicks).toBeLessThanOrEqual(60)
    const told = new Set((hands.operator?.typed ?? []).filter((words) => words.length > 3))
    expect(told.size).toBeGreaterThan(2)
    expect((hand?.typed ?? []).filter((words) => told.has(words))).toEqual([])
    process.stdout.write(
      `from report to served order: ${hand?.clicks} clicks, ${hand?.typed.length} fields typed\n`,
    )
    await inspector.getByText('29 сут. 23 ч').waitFor()
    await isWell(inspector)

    await inspector.getByRole('button', { name: 'Записать проверку' }).click()
    await choose(inspector, 'Что установлено', 'соблюдается')
    await inspector.getByRole('dialog').getByRole('button', { name: 'Записать' }).click()
    await inspector.getByText('Проверка записана').waitFor()

    await inspector.goto(server.address)
    await inspector.getByRole('heading', { name: 'Мои обязанности' }).waitFor()
    await isWell(inspector)

    // Esc Esc hides everything, and nothing of the case is left to be read.
    await inspector.goto(caseAddress)
    await inspector.getByRole('heading', { name: 'Что нужно сделать' }).waitFor()
    await inspector.keyboard.press('Escape')
    await inspector.keyboard.press('Escape')
    await inspector.getByRole('heading', { name: 'Экран закрыт' }).waitFor()
    expect(await inspector.getByText('Айгерім').count()).toBe(
      await inspector.locator('[hidden]').getByText('Айгерім').count(),
    )
    await isWell(inspector)
    expect(refusals).toEqual([])
  }, 180_000)
})
