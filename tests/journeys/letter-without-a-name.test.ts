// One whole visit: a stranger finds help for a place, learns her rights, leaves a letter without a name; an operator answers it in
// the desk; she comes back with the receipt, reads the answer and leaves. Without a script, in three languages, by finger and by keyboard.
import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Role } from '@umai/contract'
import { silentLog } from '@umai/platform'
import { say } from '@umai/words'
import { sql } from 'kysely'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { escrowWords } from '../../apps/desk/src/threads/escrow-words.ts'
import { createPublicSite } from '../../apps/public/src/app.ts'
import { defaultNumbers, parseNumbers } from '../../apps/public/src/numbers/model.ts'
import { directorySource } from '../../apps/public/src/places/store.ts'
import { createThreads } from '../../apps/public/src/threads/actions.ts'
import { openTestApp, type Person, type TestApp } from '../../apps/server/src/test-app.ts'
import { keepRecipientKeys } from '../../apps/server/src/threads/actions.ts'
import { accessibilityFaults, exitFault, openBrowser, widerThanWindow } from './browser.ts'
import { buildDesk } from './built-desk.ts'
import { pickIn, press, tabTo, type } from './by-keyboard.ts'

const help = { kk: 'Үлгі орталығы', ru: 'Образцовый центр', en: 'Model centre' } as const
const there = '710000000'
type Lang = keyof typeof help

let app: TestApp
let browser: Browser
let desk: string
let deskUrl: string
let siteUrl: string
let site: ReturnType<typeof createPublicSite>
let elsewhere: Server
let cookie: readonly [string, string]
let keepers: Readonly<Record<'ombudsman' | 'prosecutor' | 'union', Person>>

const signIn = async (person: Person): Promise<readonly [string, string]> => {
  const [name = '', value = ''] = ((await app.signedIn(person)).cookie() ?? '').split('=')
  return [name, value]
}

beforeAll(async () => {
  desk = await mkdtemp(join(tmpdir(), 'umai-desk-'))
  await buildDesk(desk)
  app = await openTestApp({ deskDir: desk })
  await app.app.http.listen({ host: '127.0.0.1', port: 0 })
  deskUrl = `http://127.0.0.1:${(app.app.http.server.address() as AddressInfo).port}`
  const staff = async (kind: Parameters<typeof app.anOffice>[0], role: Role) =>
    app.aPerson({ ...(await app.anOffice(kind)), role })
  cookie = await signIn(await staff('contact-centre', 'operator'))
  keepers = {
    ombudsman: await staff('ombudsman', 'ombudsman'),
    prosecutor: await staff('prosecutor', 'prosecutor'),
    union: await staff('ngo', 'unit-head'),
  }
  const { db, database } = app
  const { keys, clock } = database
  await keepRecipientKeys({
    db,
    keys,
    clock,
    log: silentLog,
    lang: 'kk',
    identity: { kind: 'jobs', job: 'test' },
  })
  await app.load(async (tx) => {
    const [organisation, location] = [crypto.randomUUID(), crypto.randomUUID()]
    const named = { name_kk: help.kk, name_ru: help.ru, name_en: help.en }
    await tx
      .insertInto('organisations')
      .values({ id: organisation, ...named, certified: 'yes', created_at: clock.now() })
      .execute()
    await tx
      .insertInto('locations')
      .values({
        id: location,
        organisation_id: organisation,
        place_kato: there,
        address_kk: 'Үлгі көшесі, 10',
        address_ru: 'улица Образцовая, 10',
        address_en: '10 Model Street',
        postal_code: '010000',
        is_step_free: true,
      })
      .execute()
    await tx
      .insertInto('services')
      .values({
        id: crypto.randomUUID(),
        organisation_id: organisation,
        location_id: location,
        is_hidden: false,
        ...named,
        needs: ['psychologist'],
        languages: ['kk', 'ru'],
        takes_children: true,
        phone: '+76000000010',
        hours: 'MO,TU,WE,TH,FR 09:00-18:30',
        state: 'published',
        checked_on: '2026-11-18',
        updated_at: clock.now(),
      })
      .execute()
  })
  elsewhere = createServer((_request, response) =>
    response.end('<!doctype html><title>Weather</title>'),
  )
  await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve))
  site = createPublicSite({
    exitUrl: `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}/weather`,
    isSample: true,
    numbers: parseNumbers(defaultNumbers),
    clock,
    directory: directorySource(app.database.as({ kind: 'public' })),
    threads: createThreads({
      db,
      clock,
      secrets: { salt: randomBytes(16), pepper: randomBytes(32) },
    }),
  })
  siteUrl = await site.listen({ host: '127.0.0.1', port: 0 })
  browser = await openBrowser()
}, 240_000)

afterAll(async () => {
  await browser?.close()
  await site?.close()
  elsewhere?.close()
  await app?.close()
  await rm(desk, { recursive: true, force: true })
})

// The limit of attempts counts by this clock, which stands still otherwise.
beforeEach(() => {
  app.database.clock.advance(600_000)
})

const isWell = async (page: Page): Promise<void> => {
  expect(await widerThanWindow(page)).toEqual([])
  if (page.url().startsWith(siteUrl)) expect(await exitFault(page)).toBeUndefined()
}
const onward = (page: Page) => page.click('main button.btn:not([name])')
const nothingKept = async (context: BrowserContext, page: Page, hasScript: boolean) => {
  expect(await context.cookies()).toEqual([])
  if (hasScript)
    expect(await page.evaluate(() => localStorage.length + sessionStorage.length)).toBe(0)
}

/** What was typed does not come back: without a script the page was the answer to a form, and a browser shows none again. */
const typedIsGone = async (page: Page, receipt: string): Promise<void> => {
  await page.goBack().catch((error: Error) => expect(error.message).toContain('ERR_CACHE_MISS'))
  await page.waitForLoadState()
  await expect.poll(() => page.content().catch(() => receipt)).not.toContain(receipt.slice(0, 16))
}

/** How somebody uses a page; what is pressed, chosen and written is the same for a finger and for keys. */
type Hand = Readonly<{
  press: (selector: string) => Promise<void>
  choose: (selector: string) => Promise<void>
  write: (selector: string, text: string) => Promise<void>
  select: (selector: string, value: string) => Promise<void>
  /** Undefined for a hand that cannot: the window in which files are chosen belongs to the system. */
  attach?: (selector: string) => Promise<void>
}>
const finger = (page: Page): Hand => ({
  press: (selector) => page.click(selector),
  choose: (selector) => page.check(selector),
  write: (selector, text) => page.fill(selector, text),
  select: async (selector, value) => {
    await page.selectOption(selector, value)
  },
  attach: (selector) =>
    page.setInputFiles(selector, {
      name: 'a.txt',
      mimeType: 'text/plain',
      buffer: Buffer.from('дәлел'),
    }),
})
const keys = (page: Page): Hand => ({
  press: (selector) => press(page, page.locator(selector)),
  choose: async (selector) => {
    const wanted = page.locator(selector).first()
    await wanted.waitFor()
    if ((await wanted.getAttribute('type')) === 'radio')
      return pickIn(page, page.locator('fieldset', { has: wanted }), wanted)
    await tabTo(page, wanted)
    await page.keyboard.press('Space')
  },
  write: (selector, text) => type(page, page.locator(selector), text),
  select: async (selector, value) => {
    await tabTo(page, page.locator(selector))
    for (let presses = 0; (await page.inputValue(selector)) !== value; presses++) {
      if (presses > 60) throw new Error(`The arrows do not reach ${value}`)
      await page.keyboard.press('ArrowDown')
    }
  },
})

/** The page of a flow that asks this; every question of it stands at one address. */
const asked = (page: Page, step: string) =>
  page.waitForSelector(`input[name=asked][value=${step}]`, { state: 'attached' })
const next = 'main button.btn:not([name])'

const findHelp = async (page: Page, hand: Hand, lang: Lang): Promise<void> => {
  await page.goto(`${siteUrl}/${lang}/`)
  await isWell(page)
  await hand.press(`a.go[href="/${lang}/places"]`)
  await page.waitForSelector('#found')
  await hand.select('#place', there)
  await hand.choose('input[name=need][value=psychologist]')
  await hand.press(next)
  await page.waitForSelector(`option[value="${there}"][selected]`, { state: 'attached' })
  await page.getByRole('heading', { name: help[lang] }).waitFor()
  await isWell(page)
}

const learnRights = async (page: Page, hand: Hand, lang: Lang): Promise<void> => {
  await hand.press('a.wordmark')
  await hand.press(`a.go[href="/${lang}/rights"]`)
  for (const [step, answer] of [
    ['who', 'self'],
    ['what', 'threat'],
    ['age', 'grown'],
  ] as const) {
    await asked(page, step)
    await hand.choose(`input[name=${step}][value=${answer}]`)
    await isWell(page)
    if (step === 'age') await hand.press('button[value=result]')
    else await hand.press(next)
  }
  await page.waitForSelector('.sheet')
  await isWell(page)
  // What the police must do, by when and by which article.
  expect(await page.locator('.sheet .clock').count()).toBeGreaterThan(0)
  expect(await page.locator('.sheet .law').count()).toBeGreaterThan(3)
}

/** From the first question to the number. */
const leaveLetter = async (page: Page, hand: Hand, lang: Lang, text: string): Promise<string> => {
  await hand.press('a.wordmark')
  await hand.press(`a.go[href="/${lang}/write"]`)
  const steps: readonly (readonly [string, (() => Promise<void>)?])[] = [
    ['who', () => hand.choose('input[name=who][value=self]')],
    ['topic', () => hand.choose('input[name=topic][value=home]')],
    ['about'],
    ['text', () => hand.write('#text', text)],
    ['where'],
    [
      'files',
      async () => {
        if (hand.attach === undefined) return
        await hand.attach('#file')
        await hand.press('button[name=go][value=add]')
        await page.waitForSelector('input[name=drop]')
      },
    ],
    ['readers'],
    ['reply'],
  ]
  for (const [step, answer] of steps) {
    await asked(page, step)
    await answer?.()
    await isWell(page)
    await hand.press(next)
  }
  await asked(page, 'check')
  await isWell(page)
  await hand.press('#send')
  await page.waitForSelector('.digits')
  await isWell(page)
  return ((await page.locator('.digits').textContent()) ?? '').replaceAll(/\s/g, '')
}

const atDesk = async (
  [name, value]: readonly [string, string],
  { lang, width }: { readonly lang: Lang; readonly width: number },
) => {
  const context = await browser.newContext({ viewport: { width, height: 900 } })
  await context.addCookies([{ name, value, url: deskUrl }])
  await context.addInitScript(`localStorage.setItem('umai-lang', '${lang}')`)
  return { context, page: await context.newPage() }
}

const answerInDesk = async (
  lang: Lang,
  text: string,
  answer: string,
  { width, looks }: { readonly width: number; readonly looks: boolean },
) => {
  const look = async () => {
    if (looks) expect(await accessibilityFaults(page)).toEqual([])
    await isWell(page)
  }
  const { context, page } = await atDesk(cookie, { lang, width })
  await page.goto(`${deskUrl}/threads`)
  await page.waitForSelector('main table a, main .table a, a[href^="/threads/"]')
  await page.waitForLoadState('networkidle')
  await look()
  await page.locator('a[href^="/threads/"]').first().click()
  await page.getByText(text).waitFor()
  await look()
  await page.locator('.thread-answer textarea').first().fill(answer)
  await page.locator('.thread-answer button[type=submit]').click()
  await page.locator('.thread-ours').getByText(answer).waitFor()
  await context.close()
}

test.each([
  ['kk', 'finger', 390, 390],
  ['ru', 'finger', 390, 1440],
  ['en', 'finger', 390, 1440],
  ['kk', 'keys', 320, 1440],
] as const)(
  'a stranger without a script, in %s, by %s at %i px: help for a place, rights, a letter, its answer, and away',
  async (lang, hand, width, deskWidth) => {
    const visit = async () => {
      const context = await browser.newContext({
        viewport: { width, height: 844 },
        javaScriptEnabled: false,
      })
      const page = await context.newPage()
      return { context, page, by: hand === 'keys' ? keys(page) : finger(page) }
    }
    const [text, answer] = [`Letter ${randomBytes(4).toString('hex')}`, `Answer ${lang}`]
    const first = await visit()
    await findHelp(first.page, first.by, lang)
    await learnRights(first.page, first.by, lang)
    const receipt = await leaveLetter(first.page, first.by, lang, text)
    expect(receipt).toMatch(/^\d{20}$/)
    expect(first.page.url()).toBe(`${siteUrl}/${lang}/write`)
    await nothingKept(first.context, first.page, false)
    await first.by.press('a.exit')
    await first.page.waitForURL('**/weather')
    await first.context.close()

    await answerInDesk(lang, text, answer, { width: deskWidth, looks: hand === 'finger' })

    // Another day, another browser, nothing but the number.
    const { context, page, by } = await visit()
    await page.goto(`${siteUrl}/${lang}/`)
    await by.press(`a[href="/${lang}/mailbox"]`)
    await by.write('#receipt', receipt.replaceAll(/(\d{4})/g, '$1 '))
    await by.press(next)
    await page.getByText(answer).waitFor()
    await isWell(page)
    expect(page.url()).toBe(`${siteUrl}/${lang}/mailbox`)
    await nothingKept(context, page, false)

    await by.press('a.exit')
    await page.waitForURL('**/weather')
    await typedIsGone(page, receipt)
    await context.close()
  },
  120_000,
)

test.each(['kk', 'ru', 'en'] as const)(
  'with a script no page of a letter has a barrier or keeps anything, in %s',
  async (lang) => {
    const context = await browser.newContext({ viewport: { width: 320, height: 700 } })
    const page = await context.newPage()
    const faults: string[] = []
    const look = async (where: string) => {
      faults.push(
        ...(await accessibilityFaults(page)).map((fault) => `${where}: ${JSON.stringify(fault)}`),
      )
      faults.push(...(await widerThanWindow(page)).map((one) => `${where}: wide ${one}`))
      const exit = await exitFault(page)
      if (exit !== undefined) faults.push(`${where}: exit: ${exit}`)
    }
    await page.goto(`${siteUrl}/${lang}/write`)
    for (const step of [
      'who',
      'topic',
      'about',
      'text',
      'where',
      'files',
      'readers',
      'reply',
      'check',
    ]) {
      await page.waitForSelector(`input[name=asked][value=${step}]`, { state: 'attached' })
      if (step === 'text') await page.fill('#text', 'Words')
      await look(step)
      if (step === 'check') await page.click('#send')
      else await onward(page)
    }
    await page.waitForSelector('.digits')
    await look('receipt')
    await page.emulateMedia({ media: 'print' })
    // Nothing with a letter in it is on the paper.
    expect(await page.getByText(/\p{L}/u).filter({ visible: true }).allTextContents()).toEqual([])
    await page.emulateMedia({ media: 'screen' })
    const receipt = ((await page.locator('.digits').textContent()) ?? '').replaceAll(/\s/g, '')
    await page.goto(`${siteUrl}/${lang}/mailbox`)
    await page.fill('#receipt', '123')
    await onward(page)
    await page.waitForSelector('.sum')
    await look('wrong number')
    await page.fill('#receipt', receipt)
    await onward(page)
    await page.waitForSelector('.talk')
    await look('mailbox')
    expect(page.url()).toBe(`${siteUrl}/${lang}/mailbox`)
    await nothingKept(context, page, true)
    await page.click('button[value=destroy]')
    await page.waitForSelector('button[value=destroyed]')
    await look('destroy')
    // As many wrong numbers as this address may try in a row, all at once; whoever comes next is asked to wait.
    await page.goto(`${siteUrl}/${lang}/mailbox`)
    await Promise.all(
      Array.from({ length: 8 }, () =>
        context.request.post(`${siteUrl}/${lang}/mailbox`, {
          form: { receipt: '1'.repeat(20) },
        }),
      ),
    )
    // A browser that cannot work for its place stays on the page that asks to wait.
    await page.evaluate(() =>
      Object.defineProperty(Crypto.prototype, 'subtle', { get: () => undefined }),
    )
    await page.fill('#receipt', receipt)
    await onward(page)
    await page.waitForSelector('input[name=ticket]', { state: 'attached' })
    await look('queue')
    await nothingKept(context, page, true)
    // One that can comes in by itself, while the clock of the site stands still.
    await page.goto(`${siteUrl}/${lang}/mailbox`)
    await page.fill('#receipt', receipt)
    await onward(page)
    await page.waitForSelector('.talk')
    expect(page.url()).toBe(`${siteUrl}/${lang}/mailbox`)
    expect(faults).toEqual([])
    await page.click('a.exit')
    await page.waitForURL('**/weather')
    await typedIsGone(page, receipt)
    await context.close()
  },
  120_000,
)

test('three institutions keep shares of letters: one alone opens nothing in the desk, a second one lets it read', async () => {
  const words = say(escrowWords, 'ru')
  const phrase = {
    ombudsman: 'сегіз биік тау және көл',
    prosecutor: 'двенадцать тихих рек и поле',
    union: 'seven quiet birds on a wire',
  }
  const cookies = {
    ombudsman: await signIn(keepers.ombudsman),
    prosecutor: await signIn(keepers.prosecutor),
    union: await signIn(keepers.union),
  }
  const at = async (who: keyof typeof keepers, work: (page: Page) => Promise<void>) => {
    const { context, page } = await atDesk(cookies[who], { lang: 'ru', width: 1440 })
    await page.goto(`${deskUrl}/threads/escrow`)
    await page.getByRole('heading', { name: words.title, level: 1 }).waitFor()
    await work(page)
    await context.close()
  }
  const dialog = (page: Page) => page.getByRole('dialog')
  const send = async (page: Page, name: string) => {
    await dialog(page).getByRole('button', { name, exact: true }).click()
    await dialog(page).waitFor({ state: 'detached' })
  }
  for (const who of ['ombudsman', 'prosecutor', 'union'] as const)
    await at(who, async (page) => {
      await page.getByRole('button', { name: words.makeKey }).click()
      await dialog(page).getByLabel(words.passphrase, { exact: true }).fill(phrase[who])
      await dialog(page).getByLabel(words.again).fill(phrase[who])
      await send(page, words.makeKey)
    })

  const context = await browser.newContext({
    viewport: { width: 390, height: 844 },
    javaScriptEnabled: false,
  })
  const text = `Letter ${randomBytes(4).toString('hex')}`
  const page = await context.newPage()
  await page.goto(`${siteUrl}/ru/`)
  await leaveLetter(page, finger(page), 'ru', text)
  await context.close()
  // Six days go by, and nobody answers.
  await app.load((tx) =>
    tx
      .updateTable('threads')
      .set({ moved_at: sql<string>`date_trunc('hour', now() - interval '6 days')` })
      .where('waits_for', '=', 'staff')
      .execute(),
  )

  await at('prosecutor', async (page) => {
    await page.getByRole('button', { name: words.ask }).first().click()
    await dialog(page).getByLabel(words.reason).fill('Шесть дней никто не отвечает')
    await dialog(page).getByLabel(words.basis).fill('Статья 7, приказ № 12')
    await dialog(page).getByLabel(words.passphrase, { exact: true }).fill(phrase.prosecutor)
    await send(page, words.ask)
    await page.getByText(words.state_asked).waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    expect(await page.getByRole('button', { name: words.openNow }).count()).toBe(0)
  })
  await at('union', async (page) => {
    await page.getByRole('button', { name: words.give }).click()
    await dialog(page)
      .getByLabel(words.passphrase, { exact: true })
      .fill('not the one that was kept')
    await dialog(page).getByRole('button', { name: words.give, exact: true }).click()
    await dialog(page).getByRole('alert').waitFor()
    await dialog(page).getByLabel(words.passphrase, { exact: true }).fill(phrase.union)
    await send(page, words.give)
  })
  await at('prosecutor', async (page) => {
    await page.getByRole('button', { name: words.openNow }).click()
    await page.getByRole('link', { name: words.openThread }).click()
    await page.getByText(text).waitFor()
    if (process.env.UMAI_PICTURES !== undefined)
      await page.screenshot({
        path: `${process.env.UMAI_PICTURES}/escrow-read.png`,
        fullPage: true,
      })
  })
}, 120_000)
