import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openPalette } from './at-the-desk.ts'
import { accessibilityFaults, openBrowser, widerThanWindow } from './browser.ts'
import { takeFromList } from './by-keyboard.ts'
import { type RunningServer, startServer } from './running-server.ts'

// One woman calls twice, and is written down in two scripts. The second record is noticed, an operator finds both by a
// third spelling with the reason in sight, a steward compares, merges and takes apart again.
let server: RunningServer
let browser: Browser
/** Signed in once: a code opens one session. */
let steward: Page

beforeAll(async () => {
  server = await startServer()
  browser = await openBrowser()
}, 240_000)

afterAll(async () => {
  await browser?.close()
  await server?.close()
})

type Lang = 'kk' | 'ru' | 'en'
const signIn = async (login: string, lang: Lang): Promise<Page> => {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  await context.addInitScript(
    `if (!localStorage.getItem('umai-lang')) localStorage.setItem('umai-lang', '${lang}')`,
  )
  const page = await context.newPage()
  page.setDefaultTimeout(60_000)
  await page.goto(server.address)
  await page.locator('.sample-account', { has: page.getByText(login, { exact: true }) }).click()
  await page.locator('form button[type=submit]').click()
  await page.getByRole('heading', { level: 1 }).waitFor()
  await page.waitForFunction(() => !location.pathname.includes('sign-in'))
  await page.waitForLoadState('networkidle')
  return page
}

const isWell = async (page: Page): Promise<void> => {
  await page.waitForLoadState('networkidle')
  expect(await accessibilityFaults(page)).toEqual([])
  expect(await widerThanWindow(page)).toEqual([])
}

/** Both widths, as they are looked at. */
const isWellAtBoth = async (page: Page): Promise<void> => {
  await isWell(page)
  await page.setViewportSize({ width: 390, height: 844 })
  await isWell(page)
  await page.setViewportSize({ width: 1440, height: 900 })
}

const send = <Reply>(page: Page, path: string, body: unknown): Promise<Reply> =>
  page.evaluate(
    async ({ path: to, body: sent }) => {
      const response = await fetch(to, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'x-umai': '1',
          'idempotency-key': crypto.randomUUID(),
        },
        body: JSON.stringify(sent),
      })
      if (!response.ok) throw new Error(`${to}: ${response.status}`)
      return response.json()
    },
    { path, body },
  )

const nobody = { name: null, sex: 'unknown', birthDate: null, age: null, phone: null, iin: null }
const reportOf = (name: string) => ({
  channel: 'phone-111',
  speaker: { kind: 'affected', name: null, phone: null },
  language: 'kk',
  narrative: 'Күйеуі ұрды.',
  occurred: { on: null, time: null },
  place: { kato: '991000000', address: null },
  affected: { ...nobody, name, sex: 'female', birthDate: '1992-05-14' },
  alleged: { ...nobody, relation: 'spouse' },
  children: [],
  danger: { now: 'no', weapon: 'no', injury: 'no', allegedPresent: 'no' },
  safeContact: { mayContact: 'unknown', phone: null, when: null },
})

describe('a steward to whom nothing was brought yet', () => {
  it('is told that nothing was compared, and compares on the spot', async () => {
    steward = await signIn('steward', 'en')
    await steward.getByRole('link', { name: 'Possible duplicates' }).first().click()
    await steward.getByText('Nothing was compared yet').waitFor()
    await isWellAtBoth(steward)

    await steward.getByRole('button', { name: 'Compare now' }).click()
    await steward.getByText('No pair waits for a decision').waitFor()
    await steward.getByText(/The latest comparison ended on .*: [1-9][\d,]* people/).waitFor()
    await isWellAtBoth(steward)

    await steward.getByRole('button', { name: 'different' }).click()
    await steward.getByText('Change what is chosen above').waitFor()
  }, 200_000)
})

describe('one woman under two spellings', () => {
  it('is found by a third, asked about, merged, and taken apart', async () => {
    const operator = await signIn('operator', 'ru')
    const inspector = await signIn('inspector', 'kk')
    const { hits } = await send<{ hits: { id: string }[] }>(operator, '/api/search', {
      q: 'Группа по защите женщин',
      kinds: ['unit'],
    })
    const takeIn = async (name: string) => {
      const { id } = await send<{ id: string }>(operator, '/api/reports', {
        draftId: null,
        content: reportOf(name),
      })
      await send(operator, `/api/reports/${id}/hand-over`, { unitId: hits[0]?.id })
      await send(inspector, `/api/reports/${id}/pick-up`, {})
      return id
    }
    const firstReport = await takeIn('Әсел Серікқызы Ахметова')
    await send(inspector, `/api/reports/${firstReport}/open-case`, {
      affectedId: null,
      allegedId: null,
      reporterId: null,
    })
    const secondReport = await takeIn('Асель Сериковна Ахметова')

    // Before a second record is made the first is shown, with reasons, and an answer is asked for.
    await inspector.goto(`${server.address}/reports/${secondReport}`)
    await inspector.getByRole('button', { name: 'Іс ашу' }).click()
    const dialog = inspector.getByRole('dialog')
    await dialog.getByText('туған күні бірдей').first().waitFor()
    await dialog.getByText('Неге ұқсас: салмақтары').first().click()
    await isWellAtBoth(inspector)
    const question = dialog.getByRole('group', { name: /Әсел А\. — сол адам ба/ })
    await question.locator('label', { hasText: 'білмеймін' }).click()
    await dialog.getByRole('button', { name: 'Іс ашу' }).click()
    await inspector.waitForURL(/\/cases\//)

    // A third spelling in the one box finds both, and says why.
    const head = await signIn('unit-head', 'ru')
    const palette = head.locator('dialog.palette')
    await (await openPalette(head)).fill('Assel Akhmetova')
    const options = palette.getByRole('option')
    await options.filter({ hasText: 'Әсел' }).first().waitFor()
    await options.filter({ hasText: 'Асель' }).first().waitFor()
    await palette.getByText('имя в другом написании').first().waitFor()
    await isWell(head)
    await head.keyboard.press('Escape')

    // Whichever of the three spellings is typed, the list of people has her, and says why.
    await head.goto(`${server.address}/people`)
    const listed = head.locator('.people-list > li').filter({ hasText: '1992' })
    for (const [typed, why] of [
      ['Әсел Ахметова', 'Асель Ахметова'],
      ['Асель Ахметова', 'Әсел Ахметова'],
      ['Assel Ahmetova', 'Әсел Ахметова'],
    ] as const) {
      await head.getByRole('textbox', { name: /Имя, ИИН/ }).fill(typed)
      await listed.nth(1).waitFor()
      await listed.filter({ hasText: why }).first().getByText('имя в другом написании').waitFor()
    }
    await isWellAtBoth(head)

    // The operator who takes a third call in a third spelling is shown her too.
    await operator.goto(`${server.address}/reports/new`)
    await operator
      .locator('.take-fields .whole input:not([type=radio])')
      .first()
      .fill('Assel Akhmetova')
    await operator.getByText('Әсел А.').first().waitFor()
    await operator.getByText('фамилия та же').first().waitFor()
    await isWellAtBoth(operator)

    await steward.getByRole('link', { name: 'Possible duplicates' }).first().click()
    await steward.getByRole('heading', { level: 1, name: 'Possible duplicates' }).waitFor()
    await isWellAtBoth(steward)
    await steward
      .getByRole('link', { name: /Ахметова Әсел.*Ахметова Асель|Ахметова Асель.*Ахметова Әсел/ })
      .first()
      .click()
    await steward.getByRole('heading', { name: 'Side by side' }).waitFor()
    await steward.getByText('same date of birth').first().waitFor()
    await isWellAtBoth(steward)
    await steward.getByRole('button', { name: 'Merge', exact: true }).click()
    const merging = steward.getByRole('dialog')
    await merging.locator('label', { hasText: 'a document was shown' }).click()
    await isWellAtBoth(steward)
    await merging.getByRole('button', { name: 'Merge', exact: true }).click()
    await steward.getByRole('button', { name: 'Take apart' }).waitFor()

    // Now she is one woman, with both cases, under whichever spelling.
    await head.goto(`${server.address}/people`)
    await head.getByRole('textbox', { name: /Имя, ИИН/ }).fill('Assel Akhmetova')
    const found = head.locator('.people-list > li').filter({ hasText: '1992' })
    await found.first().waitFor()
    expect(await found.count()).toBe(1)
    await found.first().click()
    await head.getByRole('heading', { name: 'Объединённые записи' }).waitFor()
    await head.getByText('один человек', { exact: true }).first().waitFor()
    await isWellAtBoth(head)

    await steward.getByRole('button', { name: 'Take apart' }).click()
    const apart = steward.getByRole('dialog')
    await takeFromList(apart.getByRole('combobox'), { option: 'merged by mistake' })
    await apart.getByRole('button', { name: 'Take apart' }).click()
    await steward.getByRole('button', { name: 'Merge', exact: true }).waitFor()
    await isWell(steward)
    await head.goto(`${server.address}/people`)
    await head.getByRole('textbox', { name: /Имя, ИИН/ }).fill('Assel Akhmetova')
    await found.nth(1).waitFor()
  }, 400_000)
})

describe('a register that a school sends', () => {
  it('is brought, checked, let by a second person, answered and deleted', async () => {
    await steward.evaluate(() => localStorage.setItem('umai-lang', 'kk'))
    await steward.goto(`${server.address}/duplicates/registers`)
    await steward.getByRole('button', { name: 'Тізілім жүктеу' }).first().click()
    const bringing = steward.getByRole('dialog')
    const choose = (name: string, text: string) =>
      bringing
        .locator('input[type=file]')
        .setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) })
    await choose('тізім.xlsx', 'PK')
    await bringing.getByText('«тізім.xlsx» CSV де, Parquet те емес').waitFor()
    await choose(
      'mektep.csv',
      'Тегі;Аты;Туған күні\nАхметова;Асель;14.05.1992\nНұрланова;Дана;NaN\nҚысқа\n',
    )
    await bringing.getByLabel('Жіберген мекеме').fill('Білім бөлімі')
    await isWellAtBoth(steward)
    await bringing.getByRole('button', { name: 'Жүктеу' }).click()
    await steward.getByText('мысалы: 14.05.1992 · NaN').waitFor()
    await isWellAtBoth(steward)
    await steward.getByRole('button', { name: 'Жолдарды тексеру' }).click()
    await steward.getByRole('cell', { name: '3 орнына 1 ұяшық: Қысқа' }).waitFor()
    await steward.getByText('екінші адам рұқсат береді').first().waitFor()
    await isWellAtBoth(steward)

    const second = await signIn('steward-2', 'ru')
    await second.goto(steward.url())
    await second.getByRole('button', { name: 'Разрешить сравнение' }).click()
    await second.getByRole('dialog').getByRole('button', { name: 'Разрешить сравнение' }).click()
    await second.getByRole('heading', { name: 'Вероятные совпадения' }).waitFor()
    const match = second.locator('.register-match').first()
    await match.getByText('дата рождения та же').first().waitFor()
    await isWellAtBoth(second)
    await match.getByRole('button', { name: 'Да, тот же' }).click()
    await second.getByRole('button', { name: 'тот же человек' }).click()
    await second.getByRole('button', { name: 'Да, тот же', pressed: true }).first().waitFor()

    await second.getByRole('button', { name: 'Удалить сейчас' }).click()
    await second.getByRole('dialog').getByRole('button', { name: 'Удалить сейчас' }).click()
    await second.getByRole('heading', { level: 1, name: 'Удалённый реестр' }).waitFor()
    await isWellAtBoth(second)
  }, 200_000)
})
