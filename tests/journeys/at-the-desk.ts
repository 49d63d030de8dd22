// What journeys at the desk begin with: signing in with an account of the sample, choosing an answer, keeping a picture.
import type { Browser, Page } from 'playwright-core'

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
  await page.getByRole('heading', { name: 'Мои обязанности' }).waitFor()
  return page
}

export const choose = (page: Page, question: string, answer: string) =>
  page
    .getByRole('group', { name: question })
    .locator('label', { hasText: new RegExp(`^${answer}$`) })
    .first()
    .click()

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
