// How soon a page of the public site shows something on a slow line and a slow telephone, and how soon the exit covers it.
// `node bench/public/main.ts`: a line of 400 kbit/s with 100 ms to answer, a processor slowed four times; five visits a page.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createPublicSite, publicPaths } from '../../apps/public/src/app.ts'
import { defaultNumbers, parseNumbers } from '../../apps/public/src/numbers/model.ts'
import { openBrowser } from '../../tests/journeys/browser.ts'

const visits = Number(process.argv[2] ?? 5)
// The neutral page never answers, so that what is measured is the cover alone.
const silent = createServer(() => undefined)
await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve))
const site = createPublicSite({
  exitUrl: `http://127.0.0.1:${(silent.address() as AddressInfo).port}/weather`,
  isSample: true,
  numbers: parseNumbers(defaultNumbers),
})
const address = await site.listen({ host: '127.0.0.1', port: 0 })
const browser = await openBrowser()
const middle = (values: readonly number[]) =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN

process.stdout.write(
  'page            bytes   first paint ms   cover ms   (medians; 400 kbit/s, 4× slower)\n',
)
for (const path of publicPaths) {
  const paints: number[] = []
  const covers: number[] = []
  let bytes = 0
  for (let visit = 0; visit < visits; visit += 1) {
    const context = await browser.newContext({ viewport: { width: 390, height: 844 } })
    const page = await context.newPage()
    const session = await context.newCDPSession(page)
    await session.send('Network.enable')
    await session.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: 100,
      downloadThroughput: 400_000 / 8,
      uploadThroughput: 400_000 / 8,
    })
    await session.send('Emulation.setCPUThrottlingRate', { rate: 4 })
    bytes = 0
    session.on('Network.loadingFinished', ({ encodedDataLength }) => {
      bytes += encodedDataLength
    })
    await page.goto(`${address}/ru${path}`, { waitUntil: 'load' })
    await page.waitForFunction(
      () => performance.getEntriesByName('first-contentful-paint').length > 0,
    )
    paints.push(
      await page.evaluate(
        () => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Number.NaN,
      ),
    )
    covers.push(
      await page.evaluate(
        () =>
          new Promise<number>((resolve) => {
            const start = performance.now()
            document.querySelector<HTMLElement>('a.exit')?.click()
            requestAnimationFrame(() => resolve(performance.now() - start))
          }),
      ),
    )
    await context.close()
  }
  process.stdout.write(
    `${path.padEnd(14)} ${String(bytes).padStart(6)} ${middle(paints).toFixed(0).padStart(16)} ${middle(covers).toFixed(1).padStart(10)}\n`,
  )
}
await browser.close()
await site.close()
silent.closeAllConnections()
silent.close()
