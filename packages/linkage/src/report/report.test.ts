import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { clusterRun } from '../cluster-run.ts'
import { evaluatePairs, evaluateRun } from '../evaluate/evaluate-run.ts'
import { ROW_FAULT_CODES } from '../intake/row-fault.ts'
import { linkPairs, loadRecords, openRun, type Run, train } from '../pipeline.ts'
import { faultWords } from './fault-words.ts'
import { reportRun, warningsSaid } from './report-run.ts'
import { writeReviewPage } from './review-page.ts'
import { words } from './words.ts'

const settings = {
  version: 1,
  linkType: 'dedupe',
  id: 'number',
  fields: {
    name: { standardise: 'kz.given' },
    born: { standardise: 'date' },
    town: { standardise: 'fold' },
  },
  blocking: [{ on: ['born', 'name.key'] }, { on: ['name', 'town'] }],
  comparisons: [
    { field: 'name', levels: ['exact', { jaroWinkler: 0.9 }], frequency: {} },
    { field: 'born', levels: ['exact', { hamming: 1 }] },
    { field: 'town', levels: ['exact'] },
  ],
  training: { uPairs: 20_000 },
  evaluation: { truth: 'person', groups: ['name.script'], missing: ['town'] },
}
const NAMES = [
  'Әсел',
  'Асель',
  'Assel',
  'Нұрлан',
  'Нурлан',
  'Ержан',
  '<script>alert(1)</script>',
  'Алия',
]

function people(): string {
  const rows = ['number,person,name,born,town']
  for (let person = 0; person < 400; person += 1)
    for (let copy = 0; copy < 1 + (person % 3); copy += 1) {
      const town = copy === 1 ? '' : `town${(person * 31) % 53}`
      rows.push(
        `${rows.length},${person},"${NAMES[person % NAMES.length]}",19${50 + ((person * 17) % 47)}-0${1 + (person % 9)}-1${(person * 3) % 10},${town}`,
      )
    }
  return `${rows.join('\n')}\n`
}

describe('what a finished run says of itself', () => {
  let home: string
  let run: Run

  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'report-'))
    await writeFile(join(home, 'people.csv'), people())
    run = await openRun(join(home, 'run'), settings)
    await loadRecords(run, [{ source: 'office', path: join(home, 'people.csv') }])
    await linkPairs(run, { model: await train(run, { trainedAt: '2026-11-01T00:00:00Z' }) })
    await clusterRun(run, { at: '2026-11-01T00:00:00Z' })
  })
  afterAll(() => rm(home, { recursive: true }))

  test('measures itself against the column of the truth', async () => {
    const { persons, blockingRecall, groups, intervals } = await evaluateRun(run)

    expect(persons.pairs.f1).toBeGreaterThan(0.9)
    expect(blockingRecall).toBeGreaterThan(0.99)
    expect(intervals.f1.low).toBeLessThanOrEqual(persons.pairs.f1)
    expect(new Set(groups.map(({ group }) => group))).toEqual(
      new Set(['name.script', 'town given', 'source']),
    )
  })

  test('measures itself against reviewed pairs, and says what it does not know', async () => {
    const path = join(home, 'labels.csv')
    await writeFile(
      path,
      'source_l,record_l,source_r,record_r,same\noffice,2,office,3,yes\noffice,1,office,2,no\noffice,1,office,nobody,yes\noffice,1,office,4,unsure\n',
    )

    expect(await evaluatePairs(run, path)).toMatchObject({
      labelled: 3,
      same: 2,
      different: 1,
      right: 1,
      wrong: 0,
      missed: 1,
      unknown: 1,
    })
  })

  test('a table without the needed columns is refused by name', async () => {
    const path = join(home, 'odd.csv')
    await writeFile(path, 'a,b\n1,2\n')

    await expect(evaluatePairs(run, path)).rejects.toThrow('lacks the column "source_l"')
  })

  test.each(['kk', 'ru', 'en'] as const)(
    'writes one page in %s that asks nothing of any other address',
    async (lang) => {
      await evaluateRun(run)

      const html = await readFile(await reportRun(run, { lang, examples: 4 }), 'utf8')

      expect(html).toContain(`<html lang="${lang}">`)
      expect(html).toContain(words[lang].weightsHelp)
      expect(html).not.toMatch(/src=|href="(?!#part-\d+")|@import|url\(/)
      const titles = [...html.matchAll(/<h2 id="(.*?)">(.*?)<\/h2>/g)].map(
        ([, id, title]) => `${id} ${title}`,
      )
      expect(
        [...html.matchAll(/<a href="#(.*?)">(.*?)<\/a>/g)].map(([, id, title]) => `${id} ${title}`),
      ).toEqual(titles)
      expect(titles.length).toBeGreaterThan(6)
      expect(html).not.toContain('<script>alert')
      const figures = html.split('<figure>').slice(1)
      expect(figures.filter((figure) => !/^.*?<svg.*?<table/s.test(figure))).toEqual([])
    },
  )

  test('says in one sentence how good the run is, and of each pair whether and why it is linked', async () => {
    const { persons } = await evaluateRun(run)

    const written = async (one: Run) =>
      readFile(await reportRun(one, { lang: 'en', examples: 4 }), 'utf8')
    const verdicts = (html: string) =>
      [
        ...html.matchAll(/class="pair"><h3>[^<]*<\/h3><p>([^<]*) <strong>([^<]*)<\/strong><\/p>/g),
      ].map(([, text, outcome]) => ({ text, outcome }))

    const html = await written(run)
    const strict = await written({
      ...run,
      settings: { ...run.settings, thresholds: { link: 99 } },
    })

    expect(html).toContain(
      `Of 1 000 pairs of records that were joined, ${Math.round(persons.pairs.precision * 1000)} are of one person`,
    )
    expect(verdicts(html)).toHaveLength(4)
    expect(verdicts(html)[0]?.outcome).toBe(words.en.onePerson)
    expect(html).toMatch(
      /the model is surer than it is right: of 100 links|may be taken at its word/,
    )
    expect(verdicts(html)[0]?.text).toMatch(
      /^Linked; most for one person: [^;]*equal \(\+\d+\.\d\)/,
    )
    expect(verdicts(strict)[0]?.text).toMatch(/^Not linked; most for one person/)
  })

  test('leaves personal data out when no examples are wanted', async () => {
    const html = await readFile(await reportRun(run, { lang: 'en', examples: 0 }), 'utf8')

    expect(html).not.toContain('class="pair"')
  })

  test('writes a page for review whose table it reads again', async () => {
    const html = await readFile(await writeReviewPage(run, { lang: 'ru', pairs: 5 }), 'utf8')

    expect((html.match(/<fieldset/g) ?? []).length).toBe(5)
    expect(html).toContain('data-sl="office"')
  })

  test.each(['kk', 'ru', 'en'] as const)(
    'says in %s of every fault what is wrong and what to do, each in words of its own',
    (lang) => {
      const said = ROW_FAULT_CODES.flatMap((code) => Object.values(faultWords[lang][code]))

      expect(new Set(said).size).toBe(ROW_FAULT_CODES.length * 2)
      expect(said.filter((text) => text.trim().length < 10)).toEqual([])
      expect(said.filter((text) => ROW_FAULT_CODES.some((code) => text.includes(code)))).toEqual([])
      if (lang !== 'en')
        expect(said.filter((text) => !/\p{Script=Cyrillic}/u.test(text))).toEqual([])
    },
  )

  test.each(['kk', 'ru', 'en'] as const)(
    'tells in %s of rows at fault where they are, their values and what to do, without a code',
    async (lang) => {
      const path = join(home, 'faulty.csv')
      await writeFile(
        path,
        `${people()}1,7,Ержан,1990-01-11,town1\n9001,8,=1+1\n9002,9,Алия,NaN,\n`,
      )
      const faulty = await openRun(join(home, `faulty-${lang}`), settings)
      await loadRecords(faulty, [{ source: 'office', path }])
      await linkPairs(faulty, { model: await train(faulty, { trainedAt: '2026-11-01T00:00:00Z' }) })
      const lines = people().split('\n').length

      const html = await readFile(await reportRun(faulty, { lang, examples: 1 }), 'utf8')
      const withoutValues = await readFile(await reportRun(faulty, { lang, examples: 0 }), 'utf8')

      const table = (code: keyof (typeof faultWords)['en'], page: string) => {
        const { what, todo } = faultWords[lang][code]
        const [part = ''] =
          page
            .split('<h3>')
            .find((one) => one.startsWith(what))
            ?.split('</table>') ?? []
        expect(part).toContain(`<p>${todo}</p>`)
        return [...part.matchAll(/<td[^>]*>([^<]*)<\/td>/g)].map(([, cell]) => cell)
      }
      expect(table('record-id-repeated', html)).toEqual(['faulty.csv', `${lines}`, 'number', '1'])
      expect(table('value-unreadable', html)).toEqual(['faulty.csv', `${lines + 2}`, 'born', 'NaN'])
      expect(table('row-wrong-width', html).slice(0, 3)).toEqual(['faulty.csv', `${lines + 1}`, ''])
      expect(table('row-wrong-width', html)[3]).toMatch(/\b[35]\b.*\b[35]\b.*: 9001,8,=1\+1$/)
      expect(table('value-unreadable', withoutValues)).toEqual([
        'faulty.csv',
        `${lines + 2}`,
        'born',
      ])
      expect(ROW_FAULT_CODES.filter((code) => html.includes(code))).toEqual([])
    },
  )

  test('says every warning of the model in the language of the reader', async () => {
    const path = join(home, 'few.csv')
    await writeFile(path, people().split('\n').slice(0, 60).join('\n'))
    const few = await openRun(join(home, 'few'), {
      ...settings,
      blocking: [{ on: ['name.key', 'town'] }],
    })
    await loadRecords(few, [{ source: 'office', path }])
    const model = await train(few, { trainedAt: '2026-11-01T00:00:00Z' })
    const unsettled = {
      ...model,
      sessions: model.sessions.map((session) => ({ ...session, converged: false })),
    }

    expect(model.warnings.length).toBeGreaterThan(1)
    for (const lang of ['kk', 'ru', 'en'] as const) {
      expect(warningsSaid(few, model, lang)).toHaveLength(model.warnings.length)
      expect(new Set(warningsSaid(few, unsettled, lang)).size).toBeGreaterThan(
        model.warnings.length,
      )
      if (lang !== 'en')
        expect(warningsSaid(few, unsettled, lang).join(' ')).not.toMatch(/session|rule|match/i)
    }
  })

  test('no word of Kazakh or Russian mixes alphabets', () => {
    const faults = (lang: 'kk' | 'ru') =>
      Object.values(faultWords[lang]).flatMap((own) => Object.values(own))
    const mixed = [
      ...Object.values(words.kk),
      ...Object.values(words.ru),
      ...faults('kk'),
      ...faults('ru'),
    ]
      .flatMap((text) => text.match(/[\p{Script=Cyrillic}\p{Script=Latin}]+/gu) ?? [])
      .filter((word) => /\p{Script=Cyrillic}/u.test(word) && /\p{Script=Latin}/u.test(word))

    expect(mixed).toEqual([])
  })
})
