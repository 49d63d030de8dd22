// What `umai law` says in the language asked for.
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { runLaw } from './test-run.ts'

const folder = mkdtempSync(join(tmpdir(), 'umai-law-languages-'))
const written = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text)
  return join(folder, name)
}
const said = async (lang: string, ...args: readonly string[]) =>
  (await runLaw(...args, '--lang', lang)).out

test.each(['kk', 'ru'])(
  'in %s what is due has its state, its event and a missing time in words',
  async (lang) => {
    const events = written(
      'events.yaml',
      'now: 2026-05-05T09:00\nevents: [{ event: order.served, at: 2026-05-04T15:00 }, { event: stay.begun, at: 2026-05-04T16:00 }]\n',
    )

    const text = await said(lang, 'duties', events)

    expect(text).toContain(
      lang === 'ru' ? '2026-06-03T15:00  срок идёт' : '2026-06-03T15:00  мерзімі',
    )
    expect(text).not.toMatch(/running|missed|order\.served|stay\.begun|calendar 20/)
  },
)

test.each([
  ['kk', 'одан кейінгі өзгерістер белгісіз'],
  ['ru', 'более поздние изменения неизвестны'],
  ['en', 'later amendments are not known'],
])(
  'in %s a day after the last reading of the law is answered with a remark',
  async (lang, remark) => {
    const later = written(
      'later.yaml',
      'on: 2027-03-01\ndecision: statement\nfacts: { administrativeCharge: cao-73 }\n',
    )
    const within = written(
      'within.yaml',
      'on: 2026-11-20\ndecision: statement\nfacts: { administrativeCharge: cao-73 }\n',
    )
    const events = written(
      'later-events.yaml',
      'events: [{ event: order.served, at: 2027-03-01T10:00 }]\n',
    )

    for (const args of [
      ['decide', later],
      ['explain', later],
      ['duties', events],
      ['diff', '2026-11-20', '2027-03-01'],
      ['doc', 'kz/cc/109-1', '--on', '2027-03-01'],
      ['duties', '--on', '2027-03-01'],
      ['impact', '--from', '2026-11-20', '--to', '2027-03-01', '--made-up', '10'],
    ])
      expect((await said(lang, ...args)).toLowerCase(), args.join(' ')).toContain(remark)
    expect(await said(lang, 'decide', within)).not.toContain(remark)
  },
)

test('the answers to a question are named as people say them, never as values of the program', async () => {
  const text = await said('kk', 'ask', written('empty.yaml', 'on: 2026-05-01\nfacts: {}\n'))

  expect(text).toMatch(/^ {2}иә →/m)
  expect(text).not.toMatch(/true|false/)
})

test.each([
  ['kk', 'ӘҚБтК 73 1-бөлік', '2024 жылғы 15 маусым'],
  ['ru', 'КоАП 73 ч. 1', '15 июня 2024'],
  ['en', 'CAO 73 part 1', '15 June 2024'],
])(
  'in %s the reasons cite the law as people do, never by the names of the program',
  async (lang, place, day) => {
    const battery = written(
      'battery.yaml',
      readFileSync('docs/examples/battery.yaml', 'utf8').replaceAll(
        /^(on|opened): .*$/gm,
        '$1: 2024-06-15',
      ),
    )

    const text = await said(lang, 'explain', battery)

    expect(text).toContain(place)
    expect(text).toContain(day)
    expect(text).not.toMatch(/ p\d|\d{4}-\d\d-\d\d|KZT/)
  },
)

test.each([
  ['kk', '2-1-бөлік мәтіні', 'ӘҚБтК 64 1-бөлік ережесі'],
  ['ru', 'Текст, ч. 2-1', 'Правило, КоАП 64 ч. 1'],
  ['en', 'Text, part 2-1', 'Rule, CAO 64 part 1'],
])(
  'in %s the difference of two days is told in words, never by the fields of the pack',
  async (lang, text, rule) => {
    const told = await said(lang, 'diff', '2024-06-15', '2024-06-16')

    expect(told).toContain(text)
    expect(told).toContain(rule)
    expect(told).not.toMatch(/\bp\d|kz\/|text\.[a-z]|[{}]/)
  },
)
