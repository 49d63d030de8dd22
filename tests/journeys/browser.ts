// A real browser for journeys and pictures: Chromium from the registry, driven without a download.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import chromium from '@sparticuz/chromium'
import { type Browser, chromium as driver, type Page } from 'playwright-core'

const axeSource = readFileSync(
  createRequire(import.meta.url).resolve('axe-core/axe.min.js'),
  'utf8',
)

/** Nothing leaves this machine: the browser may not call home, and every foreign address is refused. */
const quiet = [
  '--no-sandbox',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-default-apps',
  '--disable-domain-reliability',
  '--disable-sync',
  '--no-first-run',
  '--no-pings',
  // What moves cannot be clicked until it rests.
  '--force-prefers-reduced-motion',
  '--disable-gpu',
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost',
]

/** One process for all, and a graphics card played by the processor, which costs more than the pages themselves. */
const refused = /^--(single-process|use-gl|use-angle|enable-unsafe-swiftshader|ignore-gpu)/

/** `more`: further arguments, such as a port for a program that measures. */
export const openBrowser = async (more: readonly string[] = []): Promise<Browser> =>
  driver.launch({
    executablePath: await chromium.executablePath(),
    args: [...chromium.args.filter((arg) => !refused.test(arg)), ...quiet, ...more],
    headless: true,
  })

export type Violation = {
  readonly rule: string
  readonly help: string
  readonly where: readonly string[]
}

/**
 * What axe finds wrong on the page, by the rules of WCAG 2.2 AA and good practice. A page on its way to the next one has
 * no heading for a moment: a fault is what is still there when the page has come to rest.
 */
export const accessibilityFaults = async (page: Page): Promise<readonly Violation[]> => {
  const first = await faultsNow(page)
  if (first.length === 0) return first
  await page.waitForLoadState('networkidle')
  await page.waitForTimeout(1_000)
  return faultsNow(page)
}

const faultsNow = async (page: Page): Promise<readonly Violation[]> => {
  // Not a script element: the content security policy of the page stays in force. A page that goes on has it still.
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axeSource)
  return page.evaluate(async () => {
    const axe = (globalThis as unknown as { axe: typeof import('axe-core') }).axe
    const result = await axe.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
      elementRef: true,
    })
    // Of what an open dialog covers nothing can be touched, so how much of it still shows is no fault.
    const dialog = [...document.querySelectorAll('[role=dialog][aria-modal=true]')].at(-1)
    const isCovered = (rule: string, element: Element | undefined): boolean =>
      rule === 'target-size' && dialog !== undefined && !dialog.contains(element ?? null)
    return result.violations
      .map(({ id, help, nodes }) => ({
        rule: id,
        help,
        where: nodes
          .filter(({ element }) => !isCovered(id, element))
          .slice(0, 8)
          .map(({ html, failureSummary }) => `${html.slice(0, 160)} ${failureSummary ?? ''}`),
      }))
      .filter(({ where }) => where.length > 0)
  })
}

/** Elements that stick out of the window to the right: a page must never scroll sideways. */
export const widerThanWindow = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => {
    const width = document.documentElement.clientWidth
    if (document.documentElement.scrollWidth <= width) return []
    return [...document.querySelectorAll('body *')]
      .filter((element) => element.getBoundingClientRect().right > width + 1)
      .slice(0, 8)
      .map((element) => `${element.tagName.toLowerCase()}.${element.className}`)
  })

/** Whether the exit is in the window, uncovered and large enough for a thumb. */
export const exitFault = async (page: Page): Promise<string | undefined> => {
  // Measured as it is seen: dressed.
  await page.waitForLoadState()
  return page.evaluate(() => {
    const exit = document.querySelector('a.exit')
    if (exit === null) return 'there is none'
    const { left, top, right, bottom, width, height } = exit.getBoundingClientRect()
    if (width < 44 || height < 44) return `it measures ${width} × ${height}`
    if (left < 0 || top < 0 || right > innerWidth || bottom > innerHeight) return 'it is outside'
    const hit = document.elementFromPoint((left + right) / 2, (top + bottom) / 2)
    return hit !== null && exit.contains(hit) ? undefined : 'something covers it'
  })
}
