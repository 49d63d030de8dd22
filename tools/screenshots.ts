// Pictures of every page of the desk and the public site, in three languages and at three widths, to be looked at by a person. Also
// says what sticks out to the right and what axe finds. Starts a sample region of its own, or looks at servers that run already, which
// then should hold a case, a report and an order: pages about a record are taken of the first that its list offers.
//
//   node tools/screenshots.ts FOLDER [--desk URL --public URL] [--only TEXT] [--langs kk,ru,en] [--widths 390,1440,320] [--dark]
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { accessibilityFaults, openBrowser, widerThanWindow } from '../tests/journeys/browser.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    desk: { type: 'string' },
    public: { type: 'string' },
    only: { type: 'string', default: '' },
    langs: { type: 'string', default: 'kk,ru,en' },
    widths: { type: 'string', default: '390,1440,320' },
    dark: { type: 'boolean', default: false },
  },
})
const [folder] = positionals
if (folder === undefined) {
  process.stderr.write('tools/screenshots.ts:1 no folder was given; say where the pictures go\n')
  process.exit(1)
}
mkdirSync(folder, { recursive: true })
const langs = values.langs.split(',')
const widths = values.widths.split(',').map(Number)

/** Who is shown which pages; `of` is the list whose first record a page about one record shows. */
type DeskPage = Readonly<{ name: string; path: string; of?: string }>
const pagesOf: Readonly<Record<string, readonly DeskPage[]>> = {
  operator: [
    { name: 'new-report', path: '/reports/new' },
    { name: 'operator-queue', path: '/' },
    { name: 'operator-reports', path: '/reports' },
    { name: 'threads', path: '/threads' },
    { name: 'thread', path: '/threads/$id', of: '/threads' },
    { name: 'escrow', path: '/threads/escrow' },
    { name: 'gallery', path: '/gallery' },
  ],
  inspector: [
    { name: 'queue', path: '/' },
    { name: 'day', path: '/day' },
    { name: 'duty', path: '/duties/$id', of: '/duties' },
    { name: 'notices', path: '/notices' },
    { name: 'referrals', path: '/referrals' },
    { name: 'cases', path: '/cases' },
    { name: 'case', path: '/cases/$id', of: '/cases' },
    { name: 'case-law', path: '/cases/$id/law', of: '/cases' },
    { name: 'case-order', path: '/cases/$id/order', of: '/cases' },
    { name: 'case-assess', path: '/cases/$id/assess', of: '/cases' },
    { name: 'case-rights', path: '/cases/$id/rights', of: '/cases' },
    { name: 'case-warnings', path: '/cases/$id/warnings', of: '/cases' },
    { name: 'case-withdrawal', path: '/cases/$id/withdrawal', of: '/cases' },
    { name: 'case-referrals', path: '/cases/$id/referrals', of: '/cases' },
    { name: 'law', path: '/law' },
    { name: 'law-article', path: '/law/articles/kz/cc/109-1' },
    { name: 'law-article-contested', path: '/law/articles/kz/cc/68' },
    { name: 'law-changes', path: '/law/changes' },
    { name: 'law-what-applies', path: '/law/what-applies' },
    { name: 'law-touched', path: '/law/touched' },
    { name: 'law-impact', path: '/law/impact' },
    { name: 'orders', path: '/orders' },
    { name: 'order', path: '/orders/$id', of: '/orders' },
    { name: 'reports', path: '/reports' },
    { name: 'report', path: '/reports/$id', of: '/reports' },
    { name: 'report-correct', path: '/reports/$id/correct', of: '/reports' },
    { name: 'people', path: '/people' },
    { name: 'person', path: '/people/$id', of: '/people' },
    { name: 'walls', path: '/walls' },
    { name: 'me', path: '/me' },
  ],
  'agency-admin': [
    { name: 'agencies', path: '/agencies' },
    { name: 'agency', path: '/agencies/$id', of: '/agencies' },
    { name: 'users', path: '/users' },
    { name: 'user', path: '/users/$id', of: '/users' },
    { name: 'new-user', path: '/users/new' },
    { name: 'roles', path: '/roles' },
    { name: 'system', path: '/system' },
    { name: 'missing', path: '/no-such-page' },
    { name: 'services', path: '/services' },
  ],
  'unit-head': [
    { name: 'head-queue', path: '/' },
    { name: 'case-audit', path: '/audit/case/$id', of: '/cases' },
    { name: 'report-audit', path: '/audit/report/$id', of: '/reports' },
    { name: 'order-audit', path: '/audit/order/$id', of: '/orders' },
    { name: 'person-audit', path: '/audit/person/$id', of: '/people' },
    { name: 'duplicates', path: '/duplicates' },
  ],
  steward: [
    { name: 'comparisons', path: '/duplicates/runs' },
    { name: 'registers', path: '/duplicates/registers' },
    { name: 'register', path: '/duplicates/registers/$id', of: '/duplicates/registers' },
    { name: 'instruments', path: '/instruments' },
    { name: 'steward-duplicates', path: '/duplicates' },
    { name: 'pair', path: '/duplicates/$id', of: '/duplicates' },
  ],
  prosecutor: [
    { name: 'prosecutor-queue', path: '/' },
    { name: 'prosecutor-case', path: '/cases/$id', of: '/cases' },
  ],
  registrar: [{ name: 'new-agency', path: '/agencies/new' }],
  'centre-worker': [{ name: 'stories', path: '/stories' }],
}

type Faults = string[]
const faults: Faults = []
let taken = 0

const settle = async (page: Page): Promise<void> => {
  await page.waitForLoadState('networkidle').catch(() => undefined)
  await page.evaluate(() => document.fonts.ready.then(() => undefined))
}

const take = async (page: Page, name: string, lang: string): Promise<void> => {
  for (const width of widths) {
    await page.setViewportSize({ width, height: width < 700 ? 844 : 900 })
    await settle(page)
    // A window as high as the page, so that what sticks to the edge of the window stands where it belongs.
    const height = await page.evaluate(() => document.documentElement.scrollHeight)
    await page.setViewportSize({ width, height: Math.min(Math.max(height, 844), 8_000) })
    await page.screenshot({ path: join(folder, `${name}-${lang}-${width}.png`), fullPage: true })
    taken += 1
    for (const where of await widerThanWindow(page))
      faults.push(`${name} ${lang} ${width} sticks out to the right: ${where}`)
  }
  for (const { rule, help, where } of await accessibilityFaults(page))
    faults.push(`${name} ${lang} axe ${rule}: ${help}; ${where[0] ?? ''}`)
  process.stderr.write(`${name} ${lang}\n`)
}

const contextIn = async (browser: Browser, lang: string): Promise<BrowserContext> => {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    locale: lang,
    colorScheme: values.dark ? 'dark' : 'light',
  })
  context.on('console', (line) => {
    if (line.text().includes('Content Security Policy'))
      faults.push(`${line.page()?.url()} is refused by the security policy: ${line.text()}`)
  })
  return context
}

const firstOf = async (page: Page, list: string, address: string): Promise<string | undefined> => {
  await page.goto(`${address}${list === '/duties' ? '/' : list}`)
  await settle(page)
  // People are shown to those who look for somebody, and what they type never stands in the address.
  if (list === '/people') {
    await page.locator('.filter-bar input').fill('Ас')
    await page
      .locator('.people-list a')
      .first()
      .waitFor({ timeout: 5_000 })
      .catch(() => undefined)
  }
  const hrefs = await page
    .locator(`main a[href^="${list}/"]`)
    .evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''))
  return hrefs.map((href) => href.slice(list.length + 1)).find((id) => /^[0-9a-f-]{36}$/.test(id))
}

const takeDesk = async (browser: Browser, address: string): Promise<void> => {
  for (const lang of langs) {
    const start = await contextIn(browser, lang)
    await start.addInitScript(`localStorage.setItem('umai-lang', '${lang}')`)
    const door = await start.newPage()
    await door.goto(address)
    await settle(door)
    if ('sign-in'.includes(values.only)) await take(door, 'desk-sign-in', lang)
    await start.close()
    for (const [login, pages] of Object.entries(pagesOf)) {
      const wanted = pages.filter(({ name }) => name.includes(values.only))
      if (wanted.length === 0) continue
      const context = await contextIn(browser, lang)
      await context.addInitScript(`localStorage.setItem('umai-lang', '${lang}')`)
      const page = await context.newPage()
      await page.goto(address)
      await page.locator('.sample-account', { has: page.getByText(login, { exact: true }) }).click()
      await page.locator('form button[type="submit"]').click()
      await page.locator('nav').first().waitFor()
      for (const { name, path, of } of wanted) {
        const id = of === undefined ? '' : await firstOf(page, of, address)
        if (id === undefined) {
          process.stderr.write(`${name} ${lang}: no record in ${of}, so there is no picture\n`)
          continue
        }
        await page.setViewportSize({ width: 1440, height: 900 })
        await page.goto(`${address}${path.replace('$id', id)}`)
        await take(page, `desk-${name}`, lang)
      }
      await context.close()
    }
  }
}

/** All pages that can be reached by links from the first one. */
const takePublic = async (browser: Browser, address: string): Promise<void> => {
  const context = await contextIn(browser, 'kk')
  const page = await context.newPage()
  const waiting = ['/']
  const seen = new Set(waiting)
  for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
    await page.setViewportSize({ width: 1440, height: 900 })
    // What is downloaded instead of shown is no page.
    const answer = await page.goto(`${address}${path}`).catch(() => null)
    if (answer === null || !(answer.headers()['content-type'] ?? '').includes('html')) continue
    const lang = (await page.locator('html').getAttribute('lang')) ?? 'kk'
    const links = await page
      .locator('a[href]')
      .evaluateAll((all) => all.map((link) => (link as HTMLAnchorElement).href))
    for (const link of links) {
      const { origin, pathname } = new URL(link)
      if (origin !== address || seen.has(pathname) || seen.size > 200) continue
      seen.add(pathname)
      waiting.push(pathname)
    }
    const name = `public${path.replaceAll(/\W+/g, '-').replace(/-$/, '')}`
    if (name.includes(values.only) && langs.includes(lang)) await take(page, name, lang)
  }
  await context.close()
}

type Servers = Readonly<{ desk: string; site: string; stop: () => void }>

const isUp = async (address: string): Promise<boolean> =>
  fetch(address).then(
    ({ ok }) => ok,
    () => false,
  )

const started = async (): Promise<Servers> => {
  const data = mkdtempSync(join(tmpdir(), 'umai-pictures-'))
  const [desk, site] = ['http://127.0.0.1:8610', 'http://127.0.0.1:8611']
  const child: ChildProcess = spawn(process.execPath, ['apps/cli/src/main.ts', 'start'], {
    cwd: join(import.meta.dirname, '..'),
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, UMAI_DATA_DIR: data, UMAI_PORT: '8610', UMAI_PUBLIC_PORT: '8611' },
  })
  const stop = () => {
    child.kill('SIGTERM')
    child.once('exit', () => rmSync(data, { recursive: true, force: true }))
  }
  while (!(await isUp(desk)) || !(await isUp(site))) {
    if (child.exitCode !== null) throw new Error('Umai did not start; what it said is above')
    await new Promise((resolve) => setTimeout(resolve, 500))
  }
  return { desk, site, stop }
}

const servers: Servers =
  values.desk === undefined && values.public === undefined
    ? await started()
    : { desk: values.desk ?? '', site: values.public ?? '', stop: () => undefined }
const browser = await openBrowser()
try {
  if (servers.site !== '') await takePublic(browser, servers.site)
  if (servers.desk !== '') await takeDesk(browser, servers.desk)
} finally {
  await browser.close()
  servers.stop()
}
for (const fault of faults) process.stdout.write(`${fault}\n`)
process.stdout.write(`${taken} pictures in ${folder}, ${faults.length} faults\n`)
process.exitCode = faults.length === 0 ? 0 : 1
