import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { errorCatalogue, formatDay, type Lang, say } from '@umai/words'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { peopleWords } from '../../apps/desk/src/people/words.ts'
import { shellWords } from '../../apps/desk/src/shell/words.ts'
import { conflictWords } from '../../apps/desk/src/ui/conflict/words.ts'
import { othersHereWords as othersWords } from '../../apps/desk/src/ui/others-here/words.ts'
import { choose, isWellInThree, openCase, openPalette, signInAs, speak } from './at-the-desk.ts'
import { openBrowser } from './browser.ts'
import { type RunningServer, startServer } from './running-server.ts'

// An inspector and the head of his unit work one case at the same time. They see each other, and what one saved the other
// does not overwrite: both answers stand side by side until somebody chooses. A file that is too large, or not what it calls
// itself, or cut off on its way, costs nobody what he wrote. Then a wall is put up, and the case goes from the screen of
// whoever stands before it, and from everything he can search in.
const langs: readonly Lang[] = ['kk', 'en', 'ru']

let server: RunningServer
let browser: Browser
let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'umai-files-'))
  server = await startServer()
  browser = await openBrowser()
}, 400_000)

afterAll(async () => {
  await browser?.close()
  await server?.close()
  await rm(folder, { recursive: true, force: true })
})

const signIn = (login: string): Promise<Page> => signInAs(browser, server.address, login)

/** Day of birth as the head writes it, and as the inspector does. */
const bornOn = {
  kk: ['12.05.1992', '13.05.1992'],
  en: ['16.05.1992', '17.05.1992'],
  ru: ['14.05.1992', '15.05.1992'],
} as const

const saidOf = (typed: string, lang: Lang): string =>
  formatDay(typed.split('.').reverse().join('-'), lang)

const herPage = async (page: Page, caseAddress: string, lang: Lang = 'ru'): Promise<void> => {
  await page.goto(caseAddress)
  await page
    .getByRole('link', { name: /Құралайбекова/ })
    .first()
    .click()
  await page.getByRole('button', { name: say(peopleWords, lang).correct }).waitFor()
}

const inDialog = (page: Page) => page.getByRole('dialog')
const others = (page: Page) => page.locator('.others-here')

describe('two desks at one case', () => {
  let inspector: Page
  let head: Page
  let caseAddress: string

  it('see each other, and no longer once one has gone', async () => {
    inspector = await signIn('inspector')
    head = await signIn('unit-head')
    caseAddress = await openCase(inspector, {
      address: server.address,
      told: 'Муж ударил меня при ребёнке.',
      people: ['Құралайбекова Зере', 'Құралайбеков Елдос'],
    })
    expect(await others(inspector).textContent()).toBe('')

    await head.goto(caseAddress)
    await inspector.getByText('Сейчас здесь:').waitFor({ timeout: 20_000 })
    await head.getByText('Сейчас здесь:').waitFor({ timeout: 20_000 })
    expect(await others(inspector).locator('b').count()).toBe(1)
    const seenByInspector = await others(inspector).locator('b').textContent()
    expect(seenByInspector).not.toBe(await others(head).locator('b').textContent())
    await isWellInThree(inspector, 'presence')

    await head.goto(`${server.address}/cases`)
    await expect.poll(() => others(inspector).textContent(), { timeout: 20_000 }).toBe('')
  }, 400_000)

  it.each(langs)(
    'are shown both answers where they corrected one person, and lose neither, in %s',
    async (lang) => {
      const words = say(peopleWords, lang)
      const conflict = say(conflictWords, lang)
      const [theirs, yours] = bornOn[lang]
      const birthDate = (page: Page) =>
        inDialog(page).getByLabel(words.birthDate, { exact: true }).first()
      const save = (page: Page) =>
        inDialog(page).getByRole('button', { name: words.save, exact: true }).click()
      for (const page of [inspector, head]) {
        await speak(page, lang)
        await herPage(page, caseAddress, lang)
        await page.getByRole('button', { name: words.correct }).click()
      }
      await inspector.getByText(say(othersWords, lang).here).waitFor({ timeout: 20_000 })
      await birthDate(head).fill(theirs)
      await save(head)
      await head.getByText(words.corrected).waitFor()

      await birthDate(inspector).fill(yours)
      await choose(inspector, words.sex, words.female)
      await save(inspector)
      await inspector.getByText(conflict.detail).waitFor()
      await inspector.getByText(conflict.yours({ value: saidOf(yours, lang) })).waitFor()
      const chosen = inspector.getByText(conflict.theirs({ value: saidOf(theirs, lang) }))
      await chosen.waitFor()
      // What was typed is still there, and nothing can be saved before the choice is made.
      expect(await birthDate(inspector).inputValue()).toBe(yours)
      await inspector.getByText(conflict.left({ left: 1 })).waitFor()
      if (lang === 'ru') await isWellInThree(inspector, 'conflict')
      await chosen.click()
      await save(inspector)
      await inspector.getByRole('dialog').waitFor({ state: 'detached' })
      await inspector.getByText(saidOf(theirs, lang)).first().waitFor()
      await inspector.getByText(words.female).first().waitFor()
    },
    400_000,
  )

  it('are shown both answers where they wrote down how she may be reached', async () => {
    for (const page of [inspector, head]) {
      await herPage(page, caseAddress)
      await page.getByRole('button', { name: 'Записать', exact: true }).first().click()
      await choose(page, 'Можно связаться?', 'Да')
      await page.getByLabel('По какому номеру').fill('+7 701 000 00 09')
    }
    await choose(head, 'Как', 'при встрече')
    await head.getByRole('dialog').getByRole('button', { name: 'Записать', exact: true }).click()
    await head.getByText('Безопасная связь записана').waitFor()

    await inspector
      .getByRole('dialog')
      .getByRole('button', { name: 'Записать', exact: true })
      .click()
    await inspector.getByText('Ваше: по телефону').waitFor()
    await inspector.getByText('Их: при встрече').click()
    await inspector
      .getByRole('dialog')
      .getByRole('button', { name: 'Записать', exact: true })
      .click()
    await inspector.getByRole('dialog').waitFor({ state: 'detached' })
  }, 400_000)

  it('are told what is wrong with a file, and keep what they said of it', async () => {
    const page = inspector
    await page.goto(caseAddress)
    await page.getByRole('button', { name: 'Приложить файл' }).click()
    const dialog = inDialog(page)
    const choice = dialog.locator('input[type=file]')
    await choose(page, 'Что это?', 'Снимок')
    await dialog.getByLabel(/^Что на нём/).fill('Дверь после его прихода')

    await choice.setInputFiles(await hugeFile())
    await dialog.getByRole('alert').getByText('— 50 МБ, можно не больше 20 МБ').waitFor()
    await isWellInThree(page, 'file-too-large')
    expect(await dialog.getByRole('button', { name: 'Приложить', exact: true }).isDisabled()).toBe(
      true,
    )

    // A program that calls itself a photograph.
    await choice.setInputFiles({
      ...photograph,
      buffer: Buffer.from(`MZ\x90\0${'\0'.repeat(400)}`),
    })
    await dialog.getByRole('button', { name: 'Приложить', exact: true }).click()
    await dialog.getByRole('alert').getByText('Содержимое файла не то').waitFor()
    await isWellInThree(page, 'file-disguised')

    await choice.setInputFiles(photograph)
    await page.context().setOffline(true)
    await dialog.getByRole('button', { name: 'Приложить', exact: true }).click()
    await dialog.getByRole('alert').getByText('Нет связи с сервером').waitFor()
    expect(await dialog.getByLabel(/^Что на нём/).inputValue()).toBe('Дверь после его прихода')
    await page.context().setOffline(false)
    await dialog.getByRole('button', { name: 'Продолжить' }).click()
    await page.getByText('Файл приложен').waitFor()
    await page.getByText('Дверь после его прихода').first().waitFor()
  }, 200_000)

  it('lose the case from the screen, the address and the count once a wall is put up', async () => {
    const id = caseAddress.split('/').at(-1) ?? ''
    await head.goto(caseAddress)
    await head.getByRole('heading', { name: 'Что нужно сделать' }).waitFor()
    const before = await countCases(head)
    const number = await numberOf(head, id)
    expect(await paletteFinds(head, 'Құралайбекова')).toContain('Құралайбекова')
    expect(await paletteFinds(head, number)).toContain(number)

    await head.goto(caseAddress)
    await inspector.goto(caseAddress)
    await inspector.getByText('Сейчас здесь:').waitFor({ timeout: 20_000 })
    await putUpWall(inspector, { id, against: await myId(head) })

    // He was looking at it when the wall went up: the page goes, and the inspector is alone.
    await expect.poll(() => others(inspector).textContent(), { timeout: 20_000 }).toBe('')
    await head.getByText('Такой записи нет').first().waitFor({ timeout: 20_000 })
    await head.reload()
    await head.getByText('Такой записи нет').first().waitFor()
    expect(await head.locator('main').textContent()).not.toContain('Құралайбеков')
    await isWellInThree(head, 'walled')

    // The list and its count.
    expect(await countCases(head)).toBe(before - 1)
    // The box that finds everything finds neither her nor the number, in any language; the inspector still does.
    for (const lang of ['kk', 'en', 'ru'] as const) {
      await speak(head, lang)
      for (const asked of ['Құралайбекова', 'Куралайбекова', number])
        expect(await paletteFinds(head, asked, lang)).toBe('')
      await head.goto(caseAddress)
      await head.getByText(errorCatalogue['not-found'].title[lang]).first().waitFor()
    }
    expect(await paletteFinds(inspector, 'Құралайбекова')).toContain('Құралайбекова')
  }, 400_000)
})

/** What the box of the desk (Ctrl K) shows for some words; nothing once it says that nothing was found. */
const paletteFinds = async (page: Page, asked: string, lang: Lang = 'ru'): Promise<string> => {
  const words = say(shellWords, lang)
  const field = await openPalette(page)
  const answered = page.waitForResponse((answer) => answer.url().includes('/api/search'))
  await field.fill(asked)
  await answered
  const list = page.getByRole('listbox', { name: words.results })
  await list.getByRole('option').or(page.getByText(words.nothingHint)).first().waitFor()
  const found = (await list.getByRole('option').allInnerTexts()).join('\n')
  // Esc twice by habit: the first closes the box, and the screen is not covered.
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  // Gone for the page as well, and not only from sight: only then it can be opened anew.
  await field.waitFor({ state: 'detached' })
  expect(await page.evaluate(() => localStorage.getItem('umai-locked'))).not.toBe('yes')
  return found
}

const numberOf = async (page: Page, id: string): Promise<string> =>
  ((await ask(page, `/api/cases/${id}`)) as { number: string }).number

/** The smallest photograph there is: one grey point. */
const photograph = {
  name: 'door.png',
  mimeType: 'image/png',
  buffer: Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==',
    'base64',
  ),
}

/** A file of 50 MB of which the disk keeps nothing but its size. */
const hugeFile = async (): Promise<string> => {
  const path = join(folder, 'camera.mp4')
  await writeFile(path, '')
  await truncate(path, 50 * 1024 * 1024)
  return path
}

/** Asks the server as the page does, with the session of the page. */
const ask = (page: Page, path: string, body?: object): Promise<unknown> =>
  page.evaluate(
    async ([to, said]) => {
      const response = await fetch(to, {
        method: said === null ? 'GET' : 'POST',
        headers: {
          'x-umai': '1',
          'idempotency-key': crypto.randomUUID(),
          ...(said === null ? {} : { 'content-type': 'application/json' }),
        },
        ...(said === null ? {} : { body: said }),
      })
      const answer = (await response.json()) as object
      if (!response.ok) throw new Error(JSON.stringify(answer))
      return answer
    },
    [path, body === undefined ? null : JSON.stringify(body)] as const,
  )

const countCases = async (page: Page): Promise<number> =>
  ((await ask(page, '/api/cases/search', {})) as { total: number }).total

const myId = async (page: Page): Promise<string> =>
  ((await ask(page, '/api/session')) as { session: { user: { id: string } } }).session.user.id

const putUpWall = (page: Page, wall: { readonly id: string; readonly against: string }) =>
  ask(page, '/api/walls', {
    caseId: wall.id,
    against: { kind: 'user', id: wall.against },
    reason: 'other-conflict',
  })
