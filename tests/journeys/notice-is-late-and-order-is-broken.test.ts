import { mkdtemp, rm } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { listCaseDuties } from '@umai/contract'
import { silentLog } from '@umai/platform'
import { type Lang, say } from '@umai/words'
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { noticeWords } from '../../apps/desk/src/notices/words.ts'
import { orderWords } from '../../apps/desk/src/orders/words.ts'
import { reportWords, speakerNames } from '../../apps/desk/src/reports/words.ts'
import { sessionWords } from '../../apps/desk/src/session/words.ts'
import { warningWords } from '../../apps/desk/src/warnings/words.ts'
import { sweepDuties } from '../../apps/server/src/duties/actions/sweep.ts'
import { expireOrders } from '../../apps/server/src/orders/actions.ts'
import { openTestApp, type TestApp } from '../../apps/server/src/test-app.ts'
import { asJob, type Line, layOrder, serveNow, signAll } from '../../apps/server/src/test-line.ts'
import { choose, isWell, keepPicture } from './at-the-desk.ts'
import { openBrowser } from './browser.ts'
import { buildDesk } from './built-desk.ts'

// An order of 2025 is served and its copy for the prosecutor forgotten; the clock moves; the head and the prosecutor
// find it in their queues. Then the order is broken, and the package of evidence lies on its page. A session ends while
// somebody types. A year later another law is in force, and an order carries other duties.
let app: TestApp
let line: Line
let browser: Browser
let address: string
let desk: string

beforeAll(async () => {
  desk = await mkdtemp(join(tmpdir(), 'umai-desk-'))
  await buildDesk(desk)
  app = await openTestApp({ deskDir: desk })
  await app.app.http.listen({ host: '127.0.0.1', port: 0 })
  address = `http://127.0.0.1:${(app.app.http.server.address() as AddressInfo).port}`
  browser = await openBrowser()
  app.database.clock.set('2025-11-20T05:00:00.000Z')
  line = await layOrder(app)
  await serveNow(line)
  app.database.clock.advance(25 * 3_600_000)
  await sweepDuties({ ...asJob(app, 'sweep-duties'), log: silentLog })
  line = { ...line, pages: await signAll(app, line.people) }
}, 240_000)

afterAll(async () => {
  await browser?.close()
  await app?.close()
  await rm(desk, { recursive: true, force: true })
})

const langs: readonly Lang[] = ['kk', 'ru', 'en']

const open = async (
  who: keyof Line['pages'],
  lang: Lang,
  width = 1440,
  at = line,
): Promise<Page> => {
  const context = await browser.newContext({ viewport: { width, height: 900 } })
  const [name = '', value = ''] = (at.pages[who].cookie() ?? '').split('=')
  await context.addCookies([{ name, value, url: address }])
  await context.addInitScript(`localStorage.setItem('umai-lang', '${lang}')`)
  const page = await context.newPage()
  await page.goto(address)
  return page
}

/**
 * The clock of the server stands still, that of the browser does not: the server is let catch up, and once more where the
 * page learnt its time in between.
 */
const save = (dialog: Locator, name: string): Promise<void> =>
  expect
    .poll(
      async () => {
        app.database.clock.advance(120_000)
        const button = dialog.getByRole('button', { name })
        if ((await button.count()) > 0) await button.click().catch(() => undefined)
        await dialog.waitFor({ state: 'detached', timeout: 3_000 }).catch(() => undefined)
        return dialog.count()
      },
      { timeout: 30_000 },
    )
    .toBe(0)

const said = {
  kk: {
    reached: 'Маған жеткен',
    copy: 'прокурорға 24 сағат ішінде',
    called: 'Кімге хабарланды',
  },
  ru: { reached: 'Дошло до меня', copy: 'прокурору в течение 24 часов', called: 'Кому сообщено' },
  en: { reached: 'Reached me', copy: 'prosecutor a copy', called: 'Who was called' },
} as const

describe('a notice that is late', () => {
  it.each(langs)('reaches the prosecutor, said in %s', async (lang) => {
    const words = said[lang]
    const page = await open('prosecutor', lang, lang === 'kk' ? 390 : 1440)
    await page.getByRole('button', { name: new RegExp(`^${words.reached}`) }).click()
    const row = page.getByRole('link', { name: new RegExp(words.copy) })
    await row.waitFor()
    await isWell(page)
    await row.click()
    await page.getByRole('heading', { name: words.called }).waitFor()
    await isWell(page)
    await page.context().close()
  })

  it('is taken note of by the head, and stays his until it is done', async () => {
    const page = await open('head', 'ru')
    await page.getByRole('button', { name: /^Дошло до меня/ }).click()
    await page.getByRole('link', { name: /прокурору в течение 24 часов/ }).click()
    await page.getByRole('button', { name: 'Принять к сведению' }).click()
    await page.getByText(/ознакомлен:/).waitFor()
    await page.goto(`${address}/day`)
    await page.getByRole('heading', { name: /^Просрочено/ }).waitFor()
    await isWell(page)
    await page.getByRole('table', { name: 'У кого что' }).waitFor()
    await isWell(page)
  })
})

describe('a breach', () => {
  it.each(langs)(
    'opens its duty and lays the evidence with the order, said in %s',
    async (lang) => {
      const words = say(orderWords, lang)
      const page = await open('inspector', lang)
      await page.goto(`${address}/orders/${line.orderId}`)
      const papers = page.getByRole('button', {
        name: new RegExp(`^${words.download}: ${words['document-evidence']}`),
      })
      await page.getByRole('button', { name: words.breach }).click()
      const before = await papers.count()
      const dialog = page.getByRole('dialog')
      await dialog.getByText(words.visit).click()
      await dialog.getByLabel(words.narrative).fill('Есікті қақты. Стучал в дверь.')
      await dialog.getByLabel(words.evidence).fill('Видеожазба, видеозапись')
      await isWell(page)
      await save(dialog, words.save)
      // One package in Kazakh and one in Russian.
      await expect.poll(() => papers.count(), { timeout: 30_000 }).toBe(before + 2)
      const [file] = await Promise.all([page.waitForEvent('download'), papers.first().click()])
      expect(file.suggestedFilename()).toMatch(/^document-[0-9-]+-\d+-(kk|ru)\.pdf$/)
      await isWell(page)

      const proceedings = await titleOf(line, 'kz/dvl/20#dvl-po-breach', lang)
      await page.goto(`${address}/cases/${line.caseId}`)
      await page.getByText(proceedings).first().waitFor()
      await isWell(page)
      await page.goto(`${address}/notices`)
      await page.getByText(say(noticeWords, lang).unsafe).first().waitFor()
      await isWell(page)
      await page.context().close()
    },
  )
})

describe('a session that ends while somebody types', () => {
  it.each(langs)('is opened again over the page, and nothing is lost, said in %s', async (lang) => {
    const report = say(reportWords, lang)
    const session = say(sessionWords, lang)
    const { inspector } = line.people
    line = { ...line, pages: await signAll(app, line.people) }
    const page = await open('inspector', lang)
    await page.goto(`${address}/reports/new`)
    await choose(page, report.speaker, say(speakerNames, lang).affected)
    await page.getByLabel(report.narrative).fill(typed[lang])
    await page.getByText(report.draftSaved({ at: '' }).trim()).waitFor()

    app.database.clock.advance(16 * 60_000)
    await page.getByLabel(report.narrative).fill(`${typed[lang]} 2`)
    const again = page.getByRole('dialog', { name: session.again })
    await again.getByText(session.againAbout).waitFor()
    await isWell(page)
    await keepPicture(page, `session-over-${lang}`)
    await again.getByLabel(session.login).fill(inspector.login)
    await again.getByLabel(session.password, { exact: true }).fill(inspector.password)
    await again.getByLabel(session.code).fill(app.freshCode(inspector))
    await again.getByRole('button', { name: session.confirm, exact: true }).click()
    await again.waitFor({ state: 'detached' })
    // The save that met the closed door goes on by itself.
    await page.getByText(report.draftSaved({ at: '' }).trim()).waitFor()
    await page.getByRole('button', { name: report.submit, exact: true }).click()
    await page.getByRole('heading', { level: 1, name: report.noName }).waitFor()
    await page.getByText(`${typed[lang]} 2`).first().waitFor()
    await page.context().close()
  })
})

const typed = {
  kk: 'Көрші қоңырау шалды.',
  ru: 'Звонила соседка.',
  en: 'A neighbour rang.',
} as const

describe('an order of 2025 and one of 2026', () => {
  let later: Line
  beforeAll(async () => {
    app.database.clock.set('2026-11-23T04:00:00.000Z')
    later = await layOrder(app)
    await serveNow(later)
    // Whoever works the earlier order signed in a year ago.
    line = { ...line, pages: await signAll(app, line.people) }
  }, 60_000)

  it.each(langs)('carry the duties of their own law, said in %s', async (lang) => {
    const ofEarlier = ['kz/dvl/20#dvl-po-prosecutor-copy']
    const ofLater = ['kz/lop/60#lop-po-victim-copy', 'kz/lop/72#lop-police-notify-subjects']
    for (const [at, rules, others] of [
      [line, ofEarlier, ofLater],
      [later, ofLater, ofEarlier],
    ] as const) {
      const page = await open('inspector', lang, 1440, at)
      await page.goto(`${address}/cases/${at.caseId}`)
      for (const rule of rules)
        await page
          .getByText(await titleOf(at, rule, lang))
          .first()
          .waitFor()
      const other = at === line ? later : line
      for (const rule of others)
        expect(await page.getByText(await titleOf(other, rule, lang)).count()).toBe(0)
      await isWell(page)
      await page.context().close()
    }
  })

  it('end with their term, and say so in each language', async () => {
    await expireOrders(asJob(app, 'expire-orders'))
    for (const lang of langs) {
      const words = say(orderWords, lang)
      const page = await open('inspector', lang)
      await page.goto(`${address}/orders/${line.orderId}`)
      const term = page.locator('.card', { has: page.getByRole('heading', { name: words.term }) })
      await term.getByText(words.expired).waitFor()
      expect(await page.getByRole('button', { name: words.check }).count()).toBe(0)
      await isWell(page)
      await page.context().close()
    }
  })

  describe('beside the later one an official warning', () => {
    const openWarnings = async (lang: Lang, width: number) => {
      const page = await open('inspector', lang, width, later)
      await page.goto(`${address}/cases/${later.caseId}/warnings`)
      return { page, words: say(warningWords, lang), dialog: page.getByRole('dialog') }
    }

    it('is announced from what the case knows already, and both papers are there', async () => {
      const { page, words, dialog } = await openWarnings('kk', 390)
      await page.getByRole('button', { name: words.announce }).click()
      // Nobody types a second time what the report said.
      expect(await dialog.getByLabel(words.circumstances).inputValue()).not.toBe('')
      await isWell(page)
      await keepPicture(page, 'announce-warning')
      await dialog.getByRole('button', { name: words.announce }).click()
      await page.getByText(words.announced, { exact: true }).waitFor()
      const papers = page.getByRole('button', { name: /^PDF/ })
      expect(await papers.count()).toBe(2)
      const [file] = await Promise.all([page.waitForEvent('download'), papers.first().click()])
      expect(file.suggestedFilename()).toMatch(/^document-[0-9-]+-\d-(kk|ru)\.pdf$/)
      await keepPicture(page, 'warning-announced')
      await page.context().close()
    })

    it('is refused a signature, which serves it, and its copy goes to the prosecutor', async () => {
      const { page, words, dialog } = await openWarnings('ru', 1440)
      await page.getByRole('button', { name: words.serve }).click()
      await dialog.getByText(words.refused).click()
      await save(dialog, words.save)
      await page.getByText(/^действует до/).waitFor()
      await page.getByRole('button', { name: words.copy }).click()
      await save(dialog, words.save)
      await page.getByRole('button', { name: words.copy }).waitFor({ state: 'detached' })
      await keepPicture(page, 'warning-served')
      await isWell(page)
      await page.context().close()
    })

    it('and the order itself are entered on the preventive register', async () => {
      const { page, words, dialog } = await openWarnings('en', 390)
      for (const number of ['41/26', '42/26']) {
        await page.getByRole('button', { name: words.enter }).first().click()
        await dialog.getByLabel(words.number).fill(number)
        await dialog.getByLabel(words.explained).check()
        await save(dialog, words.save)
        await page.getByText(new RegExp(`No.\\s${number}`)).waitFor()
      }
      await isWell(page)
      await page.context().close()
    })
  })
})

/** What the duty of a rule is called in a case; the case has it. */
const titleOf = async ({ pages: { inspector }, caseId }: Line, rule: string, lang: Lang) => {
  const reply = await inspector.call(listCaseDuties, { params: { id: caseId } })
  return reply.body.items.find((duty) => duty.rule === rule)?.title[lang] ?? `no ${rule}`
}
