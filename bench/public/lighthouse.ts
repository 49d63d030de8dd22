// What Lighthouse says of every page of the public site, as on a telephone with a script: four scores, and what is not full.
// Lighthouse is large and nothing else needs it, so it is no dependency: install it somewhere and say where.
//
//   npm install --no-save --prefix /tmp/lighthouse lighthouse@13.5.0
//   node bench/public/lighthouse.ts --from /tmp/lighthouse [--lang ru] [--port 9333] [--path /write] [--runs 5]
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { createPublicSite, publicPaths } from '../../apps/public/src/app.ts'
import { defaultNumbers, parseNumbers } from '../../apps/public/src/numbers/model.ts'
import { openBrowser } from '../../tests/journeys/browser.ts'

type Audit = Readonly<{ id: string; title: string; score: number | null; displayValue?: string }>
type Report = Readonly<{
  lhr: Readonly<{
    categories: Readonly<
      Record<
        string,
        Readonly<{ score: number | null; auditRefs: readonly { id: string; weight: number }[] }>
      >
    >
    audits: Readonly<Record<string, Audit>>
  }>
}>
type Lighthouse = (url: string, flags: Readonly<Record<string, unknown>>) => Promise<Report>

const { values } = parseArgs({
  options: {
    from: { type: 'string' },
    lang: { type: 'string', default: 'ru' },
    port: { type: 'string', default: '9333' },
    path: { type: 'string', multiple: true },
    runs: { type: 'string', default: '5' },
  },
})
if (values.from === undefined) {
  process.stderr.write(
    'Say where Lighthouse lies: npm install --no-save --prefix /tmp/lighthouse lighthouse@13.5.0, then --from /tmp/lighthouse\n',
  )
  process.exit(2)
}
const entry = createRequire(join(values.from, 'package.json')).resolve('lighthouse')
const { default: lighthouse } = (await import(pathToFileURL(entry).href)) as {
  readonly default: Lighthouse
}

const site = createPublicSite({
  exitUrl: 'http://127.0.0.1:9/weather',
  isSample: true,
  numbers: parseNumbers(defaultNumbers),
})
const address = (await site.listen({ host: '127.0.0.1', port: 0 })).replace(
  '127.0.0.1',
  'localhost',
)
const browser = await openBrowser([`--remote-debugging-port=${values.port}`])
const named = ['performance', 'accessibility', 'best-practices', 'seo']
let isFull = true
try {
  process.stdout.write(`page            ${named.join('  ')}\n`)
  for (const path of values.path ?? publicPaths) {
    // Other work on the machine only ever lowers the speed, so the best of some runs is the page's own.
    let lhr: Report['lhr'] | undefined
    let runs = 0
    const scoresOf = (one: Report['lhr'] | undefined) =>
      named.map((name) => Math.round((one?.categories[name]?.score ?? 0) * 100))
    while (runs < Number(values.runs) && scoresOf(lhr).some((score) => score < 99)) {
      const next = (
        await lighthouse(`${address}/${values.lang}${path}`, {
          port: Number(values.port),
          logLevel: 'silent',
          onlyCategories: named,
        })
      ).lhr
      if ((scoresOf(next)[0] ?? 0) > (scoresOf(lhr)[0] ?? 0)) lhr = next
      runs += 1
    }
    const scores = scoresOf(lhr)
    if (scores.some((score) => score < 99)) isFull = false
    process.stdout.write(
      `${path.padEnd(16)}${scores.map((score, at) => String(score).padStart(named[at]?.length ?? 0)).join('  ')}${runs > 1 ? `  best of ${runs}` : ''}\n`,
    )
    for (const name of named)
      for (const { id, weight } of lhr?.categories[name]?.auditRefs ?? []) {
        const audit = lhr?.audits[id]
        if (weight > 0 && audit?.score !== null && (audit?.score ?? 1) < 1)
          process.stdout.write(
            `                ${name}: ${audit?.title} ${audit?.displayValue ?? ''} (${audit?.score})\n`,
          )
      }
  }
} finally {
  await browser.close()
  await site.close()
}
process.exitCode = isFull ? 0 : 1
