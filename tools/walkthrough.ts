// Walks the stories of the README by hand of a browser, on a sample region of its own, and takes its pictures. What cannot be
// pressed any more fails here before it disappoints a reader.
//
//   node tools/walkthrough.ts docs/pictures
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { openBrowser } from '../tests/journeys/browser.ts'
import { takeFromList } from '../tests/journeys/by-keyboard.ts'
import { startServer } from '../tests/journeys/running-server.ts'

const [folder] = process.argv.slice(2)
if (folder === undefined) {
  process.stderr.write('tools/walkthrough.ts:1 no folder was given; say where the pictures go\n')
  process.exit(1)
}
mkdirSync(folder, { recursive: true })

type Lang = 'kk' | 'ru'
const server = await startServer({ withPublicSite: true })
const browser: Browser = await openBrowser()

const signIn = async (login: string, lang: Lang, width = 1280): Promise<Page> => {
  const context = await browser.newContext({
    viewport: { width, height: width < 500 ? 844 : 800 },
    deviceScaleFactor: 1,
  })
  await context.addInitScript(
    `if (!localStorage.getItem('umai-lang')) localStorage.setItem('umai-lang', '${lang}')`,
  )
  const page = await context.newPage()
  page.setDefaultTimeout(60_000)
  await page.goto(server.address)
  await page.locator('.sample-account', { has: page.getByText(login, { exact: true }) }).click()
  await page.getByRole('button', { name: lang === 'kk' ? 'Кіру' : 'Войти', exact: true }).click()
  await page.getByRole('navigation').first().waitFor()
  return page
}

const picture = async (page: Page, name: string): Promise<void> => {
  await page.waitForLoadState('networkidle')
  await page.evaluate(() => scrollTo(0, 0))
  // A word that passes would cover what the picture is of.
  await page.locator('.toast').first().waitFor({ state: 'detached' })
  await page.waitForTimeout(600)
  await page.screenshot({ path: join(folder, `${name}.png`) })
  process.stdout.write(`${name}.png\n`)
}

const choose = (page: Page, question: string, answer: string): Promise<void> =>
  page
    .getByRole('group', { name: question })
    .locator('label', { hasText: new RegExp(`^${answer}$`) })
    .first()
    .click()

const inDialog = (page: Page, button: string): Promise<void> =>
  page.getByRole('dialog').getByRole('button', { name: button }).click()

const yes = /вменяем|умышленно|Есть признаки|боль/i
const fitting = /физическая боль|супруги|мужчина/

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
    await questions.filter({ hasText: first }).first().waitFor({ state: 'detached' })
  }
}

/** The operator writes down a call and hands it over. */
const takeCall = async (): Promise<void> => {
  const page = await signIn('operator', 'ru')
  await page.getByRole('link', { name: 'Принять сообщение' }).click()
  await choose(page, 'Кто говорит', 'сама потерпевшая')
  await page.getByLabel('Сказанное').fill('Муж ударил меня по лицу, толкнул, угрожал.')
  await choose(page, 'Опасность прямо сейчас?', 'Да')
  await choose(page, 'Есть телесные повреждения?', 'Да')
  await page.getByRole('button', { name: 'сегодня' }).first().click()
  const names = page.getByLabel('Имя', { exact: true })
  await names.nth(1).fill('Сейітқали Айгерім')
  await names.nth(2).fill('Сейтқали Дәурен')
  await page.getByText('черновик сохранён').waitFor()
  await picture(page, 'report')
  await page.getByRole('button', { name: 'Принять', exact: true }).click()
  await page.getByRole('button', { name: 'Передать подразделению' }).click()
  await takeFromList(page.getByRole('combobox', { name: 'Какому подразделению' }), {
    typed: 'Группа по защите женщин',
  })
  await inDialog(page, 'Передать подразделению')
  await page.getByText('передано, ждёт ответа').first().waitFor()
  await page.context().close()
}

/** The inspector picks it up, asks the law, issues and serves the order, records a breach with a photograph, has a wish to withdraw reviewed, and ends the order. */
const workCase = async (): Promise<void> => {
  const page = await signIn('inspector', 'ru')
  await page
    .locator('.duty-row', { hasText: 'Сейітқали Айгерім' })
    .getByRole('link', { name: 'Взять сообщение в работу' })
    .click()
  await page.getByRole('button', { name: 'Взять в работу' }).click()
  await page.getByRole('button', { name: 'Открыть дело' }).click()
  await inDialog(page, 'Открыть дело')
  await page.getByRole('heading', { name: 'Что нужно сделать' }).waitFor()
  const address = page.url()
  await picture(page, 'case')

  await page.goto(`${address}/law`)
  await page.getByRole('heading', { name: 'Решающие вопросы' }).waitFor()
  await answerTheLaw(page)
  await page.getByRole('button', { name: 'Получить заключение' }).click()
  await page.getByRole('heading', { name: 'Последнее заключение' }).waitFor()
  await picture(page, 'law')

  await page.locator('.finding-title button[aria-expanded=false]').first().click()
  await page.locator('.finding-inside:not([hidden]) .reason-tree').first().waitFor()

  await page.goto(`${address}/assess`)
  await choose(page, 'Опрошена наедине?', 'да')
  for (const question of await page.locator('main fieldset:has(legend)').all()) {
    const no = question.locator('label', { hasText: /^Нет$/ })
    if ((await no.count()) > 0) await no.first().click()
  }
  await picture(page, 'risk')
  await page.getByRole('button', { name: 'Сохранить оценку' }).click()
  await page.getByRole('heading', { name: 'Что нужно сделать' }).waitFor()

  await page.goto(`${address}/order`)
  await page.getByLabel('Подтверждаю, что оснований для задержания нет').check()
  const opinion = page.getByLabel('Мнение потерпевшей учтено')
  if ((await opinion.count()) > 0) await opinion.check()
  await page.getByRole('button', { name: 'Вынести предписание' }).click()
  await page.getByRole('button', { name: 'Записать вручение' }).click()
  await choose(page, 'Как вручено', 'под подпись')
  await inDialog(page, 'Записать')
  await page.getByText('действует').first().waitFor()
  await page.getByRole('button', { name: 'Записать проверку' }).click()
  await choose(page, 'Что установлено', 'соблюдается')
  await inDialog(page, 'Записать')
  await page.getByText('Проверка записана').waitFor()
  await picture(page, 'order')
  const order = page.url()
  const [paper] = await Promise.all([
    page.waitForEvent('download'),
    page
      .getByRole('button', { name: /^Скачать: Предписание/ })
      .first()
      .click(),
  ])
  if ((await paper.failure()) !== null) throw new Error('The order does not come as paper.')

  await page.goto(`${address}/rights`)
  await page.getByRole('button', { name: 'Отметить всё' }).click()
  await choose(page, 'Как', 'устно')
  await choose(page, 'Как подтверждено', 'устно')
  await page.getByRole('button', { name: 'Записать', exact: true }).click()
  await page.getByRole('heading', { name: 'Что нужно сделать' }).waitFor()
  await page.goto(order)
  await page.getByRole('button', { name: 'Вручить копию' }).click()
  await choose(page, 'Кому', 'потерпевшей')
  await inDialog(page, 'Записать')
  await page.getByText('Копия вручена').waitFor()
  await page.getByRole('link', { name: 'Уведомления' }).first().click()
  await page.getByRole('heading', { level: 1, name: 'Уведомления' }).waitFor()

  await page.goto(address)
  await page.getByRole('button', { name: 'Приложить файл' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.locator('input[type=file]').setInputFiles({
    name: 'door.png',
    mimeType: 'image/png',
    buffer: await page.screenshot({ clip: { x: 0, y: 0, width: 600, height: 400 } }),
  })
  await dialog.getByText('Снимок', { exact: true }).click()
  await dialog.getByLabel('Что на нём').fill('Дверь после его прихода')
  await picture(page, 'file')
  await inDialog(page, 'Приложить')
  await page.getByText('Файл приложен').waitFor()

  await page.goto(order)
  await page.getByRole('button', { name: 'Записать нарушение' }).click()
  await dialog.getByText('посещение').click()
  await dialog.getByLabel('Что произошло').fill('Стучал в дверь, требовал открыть.')
  await inDialog(page, 'Записать')
  await page.getByText('Материалы о нарушении').first().waitFor()
  await picture(page, 'breach')
  await page.goto(server.address)
  await picture(page, 'queue')

  await page.goto(`${address}/withdrawal`)
  await choose(page, 'Чего хочет', 'отказывается от заявления')
  await page.getByLabel('Что сказано, своими словами').fill('Хочу забрать заявление.')
  await choose(page, 'Был ли кто-то рядом', 'Да')
  await choose(page, 'Просили заодно сменить контакты', 'Нет')
  await takeFromList(page.getByRole('combobox', { name: 'Какое подразделение проверяет' }), {
    option: /Дневная смена/,
  })
  await page.getByRole('button', { name: 'Отправить на проверку' }).click()
  await page.getByText('При разговоре рядом был другой человек').waitFor()
  const second = await signIn('unit-head-2', 'ru')
  await second.goto(`${address}/withdrawal`)
  await choose(second, 'Как', 'лично')
  await choose(second, 'Человек был один', 'Да')
  await second.getByLabel('Что сказано', { exact: true }).fill('Он стоял рядом, она боится.')
  await second.getByRole('button', { name: 'Записать разговор' }).click()
  await second.getByText('говорила одна').waitFor()
  await choose(second, 'Что решено', 'не учитывать: работа идёт как шла')
  await second.getByLabel('Почему').fill('Сказано под давлением.')
  await second.getByRole('button', { name: 'Записать решение' }).click()
  await page.getByText('не учтён, работа идёт').first().waitFor()
  await second.context().close()

  const phone = await signIn('inspector', 'kk', 390)
  await picture(phone, 'queue-phone')
  await phone.goto(address)
  await picture(phone, 'case-phone')
  await phone.goto(`${address}/withdrawal`)
  await picture(phone, 'withdrawal-phone')
  await phone.goto(order)
  await picture(phone, 'order-phone')
  await phone.context().close()

  await page.goto(order)
  await page.getByRole('button', { name: 'Отменить', exact: true }).click()
  await dialog.getByLabel('Причина').fill('Суд установил особые требования.')
  await inDialog(page, 'Отменить')
  await page.getByText('Предписание отменено').waitFor()
  await picture(page, 'ended')
  await page.context().close()
}

/** On a phone without scripts: help, rights, and a letter without a name; gives the number under which an answer will lie. */
const visit = async (): Promise<Page> => {
  const context = await browser.newContext({
    viewport: { width: 390, height: 844 },
    javaScriptEnabled: false,
  })
  const page = await context.newPage()
  page.setDefaultTimeout(60_000)
  await page.goto(`${server.publicAddress}/kk/`)
  return page
}
const onward = (page: Page): Promise<void> => page.click('main button.btn:not([name])')

const leaveLetter = async (): Promise<string> => {
  const page = await visit()
  await picture(page, 'public-home')
  await page.click('a.go[href="/kk/places"]')
  await page.check('input[name=need][value=psychologist]')
  await onward(page)
  await page.locator('#found').waitFor()

  await page.click('a.wordmark')
  await page.click('a.go[href="/kk/rights"]')
  for (const [step, answer] of [
    ['who', 'self'],
    ['what', 'threat'],
    ['age', 'grown'],
  ]) {
    await page.check(`input[name=${step}][value=${answer}]`)
    if (step === 'age') await page.click('button[value=result]')
    else await onward(page)
  }
  await page.waitForSelector('.sheet')
  await picture(page, 'public-rights')

  await page.click('a.wordmark')
  await page.click('a.go[href="/kk/write"]')
  for (const step of ['who', 'topic', 'about', 'text', 'where', 'files', 'readers', 'reply']) {
    await page.waitForSelector(`input[name=asked][value=${step}]`, { state: 'attached' })
    if (step === 'who') await page.check('input[name=who][value=self]')
    if (step === 'topic') await page.check('input[name=topic][value=home]')
    if (step === 'text') await page.fill('#text', 'Күйеуім қорқытады. Не істей аламын?')
    await onward(page)
  }
  await page.click('#send')
  const number = (await page.locator('.digits').textContent()) ?? ''
  await page.context().close()
  return number
}

const answerLetter = async (): Promise<void> => {
  const page = await signIn('operator', 'kk')
  await page.goto(`${server.address}/threads`)
  await page.locator('a[href^="/threads/"]').first().click()
  await page.getByText('Не істей аламын?').waitFor()
  await page
    .locator('.thread-answer textarea')
    .first()
    .fill('Сізге қорғау нұсқамасы берілуі мүмкін. Қауіп төнсе, 102-ге қоңырау шалыңыз.')
  await page.locator('.thread-answer button[type=submit]').click()
  await page.locator('.thread-ours').getByText('Сізге қорғау нұсқамасы').waitFor()
  await page.context().close()
}

const readAnswer = async (number: string): Promise<void> => {
  const page = await visit()
  await page.click('a[href="/kk/mailbox"]')
  await page.fill('#receipt', number)
  await onward(page)
  await page.getByText('Сізге қорғау нұсқамасы').waitFor()
  await picture(page, 'public-answer')
  // Where the exit leads is another site, which this browser does not reach.
  await page.route('**/*', (route) => route.fulfill({ body: 'away' }))
  await page.click('a.exit')
  await page.getByText('away').waitFor()
  await page.context().close()
}

try {
  await takeCall()
  await workCase()
  const number = await leaveLetter()
  await answerLetter()
  await readAnswer(number)
} finally {
  await browser.close()
  await server.close()
}
