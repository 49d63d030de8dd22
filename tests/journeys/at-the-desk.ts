// What journeys at the desk begin with: signing in with an account of the sample, speaking one of the three languages,
// choosing an answer, answering what the law asks, looking a page over, keeping a picture.
import { law } from '@umai/law'
import { type Lang, say } from '@umai/words'
import type { Browser, Locator, Page } from 'playwright-core'
import { expect } from 'vitest'
import { caseWords } from '../../apps/desk/src/cases/words.ts'
import { dutyWords } from '../../apps/desk/src/duties/words.ts'
import { reportWords, speakerNames } from '../../apps/desk/src/reports/words.ts'
import { dayFieldWords } from '../../apps/desk/src/ui/day-field/words.ts'
import { factToggleWords } from '../../apps/desk/src/ui/fact-toggle/words.ts'
import { likelyPeopleWords } from '../../apps/desk/src/ui/likely-people/words.ts'
import { accessibilityFaults, widerThanWindow } from './browser.ts'

/** A window of its own in which somebody of the sample region is signed in, in Russian. */
export const signInAs = async (browser: Browser, address: string, login: string): Promise<Page> => {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  await context.addInitScript(
    "if (!localStorage.getItem('umai-lang')) localStorage.setItem('umai-lang', 'ru')",
  )
  context.setDefaultTimeout(60_000)
  const page = await context.newPage()
  await page.goto(address)
  await page.locator('.sample-account', { has: page.getByText(login, { exact: true }) }).click()
  await page.getByRole('button', { name: 'Войти', exact: true }).click()
  await page.getByRole('heading', { name: say(dutyWords, 'ru').title }).waitFor()
  return page
}

export const languageButton = (page: Page, lang: Lang): Locator =>
  page.getByRole('button', { name: { kk: 'Қаз', ru: 'Рус', en: 'Eng' }[lang] }).first()

/** Changes the language of the page, also from under a dialog: what was typed stays. */
export const speak = async (page: Page, lang: Lang): Promise<void> => {
  await languageButton(page, lang).evaluate((button) => (button as HTMLElement).click())
  await page.locator(`html[lang=${lang}]`).waitFor({ state: 'attached' })
}

/** Opens the search over everything by its key, pressed again where the page did not hear it yet, and gives its field. */
export const openPalette = async (page: Page): Promise<Locator> => {
  const field = page.locator('dialog.palette').getByRole('combobox')
  await expect
    .poll(async () => {
      await page.keyboard.press('Control+k')
      return field.isVisible()
    })
    .toBe(true)
  return field
}

export const choose = (page: Page, question: string, answer: string): Promise<void> =>
  page
    .getByRole('group', { name: question })
    .filter({ has: page.getByText(answer, { exact: true }) })
    .first()
    .getByText(answer, { exact: true })
    .first()
    .click()

/** Who is alike is not meant: so a walk that is walked once more opens a case of its own too. */
export const sayEachIsSomebodyElse = async (dialog: Locator, lang: Lang): Promise<void> => {
  await dialog.locator('.who-is-it').nth(1).waitFor()
  for (const other of await dialog
    .getByRole('radio', { name: say(likelyPeopleWords, lang).different, exact: true })
    .all())
    await other.check()
}

/** Takes a call of today down, opens a case of it, and gives the address of the case. */
export const openCase = async (
  page: Page,
  {
    address,
    lang = 'ru',
    told,
    people: [affected, alleged],
  }: Readonly<{
    address: string
    lang?: Lang
    told: string
    people: readonly [affected: string, alleged: string]
  }>,
): Promise<string> => {
  const report = say(reportWords, lang)
  const toggle = say(factToggleWords, lang)
  await page.goto(`${address}/reports/new`)
  await choose(page, report.speaker, say(speakerNames, lang).affected)
  await page.getByLabel(report.narrative).fill(told)
  await choose(page, report['danger-now'], toggle.no)
  await choose(page, report['danger-injury'], toggle.yes)
  await page
    .getByRole('button', { name: say(dayFieldWords, lang).today })
    .first()
    .click()
  const names = page.getByLabel(report.name, { exact: true })
  await names.nth(1).fill(affected)
  await names.nth(2).fill(alleged)
  await page.getByRole('button', { name: report.submit, exact: true }).click()
  await page.getByRole('button', { name: report.openCase }).click()
  await sayEachIsSomebodyElse(page.getByRole('dialog'), lang)
  await page.getByRole('dialog').getByRole('button', { name: report.openCase }).click()
  await page.getByRole('heading', { name: say(caseWords, lang).due }).waitFor()
  return page.url()
}

/** The page as it stands has no accessibility fault and does not scroll sideways. */
export const isWell = async (page: Page): Promise<void> => {
  await page.waitForLoadState('networkidle')
  await page.getByRole('heading', { level: 1 }).first().waitFor()
  expect(await accessibilityFaults(page)).toEqual([])
  expect(await widerThanWindow(page)).toEqual([])
}

/** The page as it stands is well in each of the three languages; the one that was spoken is left on. */
export const isWellInThree = async (
  page: Page,
  pictureName?: string,
  spoken: Lang = 'ru',
): Promise<void> => {
  const others = (['kk', 'ru', 'en'] as const).filter((lang) => lang !== spoken)
  for (const lang of [...others, spoken]) {
    await speak(page, lang)
    await isWell(page)
    if (pictureName !== undefined) await keepPicture(page, `${pictureName}-${lang}`)
  }
}

/** Battery of a wife by her husband, a sane man who meant it; whatever else the law asks about was not so. */
const battery: Readonly<Record<string, string | boolean>> = {
  harm: 'pain',
  relation: 'spouse',
  offenderSex: 'male',
  intentional: true,
  soundMind: true,
  violenceSigns: true,
}

/** An answer may take other questions away while they are about to be answered: that one is gone is no fault. */
const answerIfAsked = async (question: Locator, option: Locator): Promise<void> => {
  await option.click({ timeout: 20_000 }).catch(async (fault: unknown) => {
    if ((await question.count()) > 0) throw fault
  })
}

/** Answers what the law asks in a case until nothing more would change its answer. */
export const answerTheLaw = async (page: Page, lang: Lang = 'ru'): Promise<void> => {
  const toggles = say(factToggleWords, lang)
  const factOf = (text: string) =>
    Object.values(law.facts).find(({ question }) => text.startsWith(question[lang] ?? '\0'))
  const asked = page.locator('.fact-toggle, .question:has(.choice-option)')
  const legends = asked.locator('legend')
  for (;;) {
    const texts = await legends.allTextContents()
    const [first] = texts
    if (first === undefined) return
    for (const text of texts) {
      const question = asked.filter({ has: page.getByText(text, { exact: true }) }).first()
      const fact = factOf(text)
      const answer = battery[fact?.name ?? '']
      const isToggle = (await page.locator('.fact-toggle').filter({ hasText: text }).count()) > 0
      const fit = isToggle
        ? answer === true
          ? toggles.yes
          : toggles.no
        : fact?.values?.[String(answer)]?.[lang]
      await answerIfAsked(
        question,
        fit === undefined
          ? question.locator('.choice-option').first()
          : question.getByText(fit, { exact: true }),
      )
    }
    const number = page.locator('.question input[inputmode="decimal"]').first()
    if ((await number.count()) > 0) {
      await number.fill('38')
      await number.press('Enter')
    }
    // What has been answered is asked no more; before that, none of it is answered a second time.
    for (const text of texts)
      await legends
        .and(page.getByText(text, { exact: true }))
        .first()
        .waitFor({ state: 'detached' })
  }
}

/** Pictures for people to look at, where somebody asks for them. */
export const keepPicture = async (page: Page, name: string): Promise<void> => {
  const folder = process.env.UMAI_TEST_PICTURES
  if (folder === undefined) return
  for (const width of [390, 1440]) {
    await page.setViewportSize({ width, height: 900 })
    await page.waitForTimeout(200)
    await page.screenshot({ path: `${folder}/${name}-${width}.png` })
  }
}
