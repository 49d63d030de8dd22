// A hand that has no mouse: everything is reached with Tab and arrows and pressed with Enter and the space bar.
import type { Locator, Page } from 'playwright-core'

const isFocused = (target: Locator): Promise<boolean> =>
  target.evaluate((element) => element === document.activeElement)

/** Goes on with Tab until it is there; an element that Tab does not reach does not exist for this hand. */
export const tabTo = async (page: Page, target: Locator): Promise<void> => {
  await target.first().waitFor()
  for (let presses = 0; presses < 250; presses++) {
    if (await isFocused(target.first())) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`Tab does not reach ${target}`)
}

export const press = async (page: Page, target: Locator): Promise<void> => {
  await tabTo(page, target)
  await page.keyboard.press('Enter')
}

export const type = async (page: Page, target: Locator, text: string): Promise<void> => {
  await tabTo(page, target)
  await page.keyboard.type(text)
}

/** Chooses one of a few answers as a group of radio buttons is used without a mouse. */
export const pick = (page: Page, question: string, answer: string): Promise<void> => {
  const group = page.getByRole('group', { name: question }).first()
  return pickIn(page, group, group.getByRole('radio', { name: answer, exact: true }))
}

/** The same where the group and the answer are known already. */
export const pickIn = async (page: Page, group: Locator, wanted: Locator): Promise<void> => {
  const inGroup = group.locator(':focus')
  await group.waitFor()
  for (let presses = 0; (await inGroup.count()) === 0; presses++) {
    if (presses > 250) throw new Error(`Tab does not reach ${group}`)
    await page.keyboard.press('Tab')
  }
  for (let presses = 0; !(await wanted.isChecked()); presses++) {
    if (presses > 30) throw new Error(`The arrows do not reach ${wanted}`)
    await page.keyboard.press((await isFocused(wanted)) ? 'Space' : 'ArrowDown')
  }
}

/**
 * Takes an option of a list, the first where none is named; what is typed into the field narrows the list first. A
 * pointer would scroll to the option, and a list whose field leaves the window closes.
 */
export const takeFromList = async (
  field: Locator,
  { option, typed }: Readonly<{ option?: string | RegExp; typed?: string }> = {},
): Promise<void> => {
  await (typed === undefined ? field.click() : field.fill(typed))
  const wanted = field
    .page()
    .getByRole('option', option === undefined ? {} : { name: option, exact: true })
    .first()
  await wanted.waitFor()
  for (
    let presses = 0;
    (await wanted.getAttribute('data-combobox-selected')) !== 'true';
    presses++
  ) {
    if (presses > 100) throw new Error(`The arrows do not reach ${wanted}`)
    await field.press('ArrowDown')
  }
  await field.press('Enter')
  await wanted.waitFor({ state: 'hidden' })
}
