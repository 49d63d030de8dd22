import { spawnSync } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Lang } from '@umai/words'
import { expect, test } from 'vitest'
import { articlePage } from './article.ts'

const main = join(import.meta.dirname, '../main.ts')
const folder = mkdtempSync(join(tmpdir(), 'umai-law-'))

function umaiLaw(...args: readonly string[]) {
  const { stdout, stderr, status } = spawnSync(process.execPath, [main, 'law', ...args], {
    encoding: 'utf8',
  })
  return { stdout, stderr, status }
}

function file(text: string): string {
  const path = join(folder, `${Math.abs(hash(text))}.yaml`)
  writeFileSync(path, text)
  return path
}

function hash(text: string): number {
  return [...text].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) | 0, 7)
}

const breach = (on: string) =>
  file(
    `decision: order-liability\non: ${on}\nopened: ${on}\nfacts: { orderBreached: true, requirementsBreached: false, offenderSex: female, offenderAge: 30, childUnder14: true }\n`,
  )

test('decide names the article and the fine in tenge', () => {
  const { stdout, status } = umaiLaw('decide', breach('2024-07-01'), '--lang', 'en')

  expect(status).toBe(0)
  expect(stdout).toContain('CAO 461 part 2')
  expect(stdout).toMatch(/fine 30 MCI \(110.?760/)
})

test('decide says what the answer still depends on', () => {
  const facts = file('on: 2024-06-16\ndecision: prosecution\nfacts: { charge: cc-109-1-p1 }\n')

  const { stdout } = umaiLaw('decide', facts, '--lang', 'en')

  expect(stdout).toContain('Not decided yet')
  expect(stdout).toContain('helpless condition')
})

test('explain says why another article does not apply', () => {
  const { stdout, status } = umaiLaw(
    'explain',
    breach('2024-07-01'),
    '--not',
    'kz/cao/461#p1',
    '--lang',
    'en',
  )

  expect(status).toBe(0)
  expect(stdout).toContain('Not met: CAO 461 part 1')
})

test('ask gives the next question in the language asked for', () => {
  const facts = file('on: 2026-05-01\ndecision: protective-order\nfacts: { violence: true }\n')

  const { stdout } = umaiLaw('ask', facts, '--lang', 'kk')

  expect(stdout).toContain('Келесі сұрақ')
  expect(stdout).toMatch(/detentionGrounds|offenderAge|soundMind/)
})

test('duties of a file of events come with their clocks', () => {
  const events = file(
    'now: 2026-05-05T09:00\nevents: [{ event: order.served, at: 2026-05-04T15:00 }]\n',
  )

  const { stdout } = umaiLaw('duties', events, '--lang', 'en')

  expect(stdout).toContain('2026-06-03T15:00  running')
})

test('the whole list of duties can be narrowed to a bearer and a day', () => {
  const { stdout } = umaiLaw('duties', '--on', '2026-05-01', '--bearer', 'mobile', '--lang', 'en')

  expect(stdout).toContain('mobile group')
  expect(stdout).not.toContain('DVL')
})

test('diff shows what the law of 16 June 2024 brought', () => {
  const { stdout } = umaiLaw('diff', '2024-06-15', '2024-06-16', '--lang', 'en')

  expect(stdout).toContain('CC 109-1 Battery: added')
  expect(stdout).toContain('CAO 73-2 Battery (administrative): no longer in force')
})

test('a misspelt fact is refused with the one that was meant', () => {
  const facts = file('on: 2024-06-16\nfacts: { intentionel: true }\n')

  const { stderr, status } = umaiLaw('decide', facts)

  expect(status).toBe(1)
  expect(stderr).toContain('did you mean intentional?')
})

test('an unknown key of the file is refused by name', () => {
  const facts = file('on: 2024-06-16\nfact: {}\n')

  const { stderr, status } = umaiLaw('decide', facts)

  expect(status).toBe(1)
  expect(stderr).toContain(':2:7 nothing is called fact here; did you mean facts?')
})

test('a file that is no YAML is refused with its line', () => {
  const { stderr, status } = umaiLaw('decide', file('on: 2024-06-16\nfacts: { harm: [\n'))

  expect(status).toBe(1)
  expect(stderr).toMatch(/\.yaml:\d+:\d+ cannot be read as YAML/)
})

test('verify proves one article and its cases', () => {
  const { stdout, status } = umaiLaw('verify', '--mutants', '--article', 'kz/cc/115-1')

  expect(status).toBe(0)
  expect(stdout).toContain('0 errors')
  expect(stdout).toMatch(/(\d+) of \1 planted faults are noticed/)
})

test('an act that the change of law left open is not called decided', () => {
  const facts = file(
    'on: 2024-05-01\nopened: 2024-05-02\ndecided: 2024-07-01\nmilder: true\nfacts: { harm: pain, intentional: true, relation: spouse }\n',
  )

  const { stdout } = umaiLaw('decide', facts, '--lang', 'en')

  expect(stdout).not.toContain('Decided')
})

test('a day that does not exist is refused', () => {
  const { stderr, status } = umaiLaw('diff', '2024-02-30', '2024-06-16')

  expect(status).toBe(2)
  expect(stderr).toContain('"2024-02-30" is no day')
})

test('a question too wide to count says which other to choose', () => {
  const { stderr, status } = umaiLaw('impact', '--decision', 'child-liability', '--made-up', '10')

  expect(status).toBe(1)
  expect(stderr).toContain('choose another question')
})

test('every fault of a file of facts is named with line, value and expectation', () => {
  const path = file(
    'on: 2024-06-31\ndecision: liabilty\nfacts:\n  harm: payn\n  intentionel: true\n  victimAge: "30"\nreadings: { repeatAnchor: served }\n',
  )

  const { stderr, stdout, status } = umaiLaw('decide', path)

  expect(status).toBe(1)
  expect(stdout).toBe('')
  for (const said of [
    ':1:5 on is no day (found "2024-06-31"',
    ':2:11 the pack has no decision liabilty; did you mean liability?',
    ':4:9 harm cannot be this (found "payn", expected one of none, pain',
    ':5:16 no fact is called intentionel; did you mean intentional?',
    ':6:14 victimAge cannot be this (found "30", expected a whole number)',
    ':7:27 repeatAnchor cannot be this (found "served", expected one of imposed, executed)',
  ])
    expect(stderr).toContain(`${path}${said}`)
})

test('a day that does not exist begins no clock', () => {
  const path = file(
    'events:\n  - { event: order.servd, at: 2026-05-04T15:00 }\n  - { event: order.served, at: 2026-02-30T15:00 }\n',
  )

  const { stderr, status } = umaiLaw('duties', path)

  expect(status).toBe(1)
  expect(stderr).toContain(
    `${path}:2:14 the pack knows no event order.servd; did you mean order.served?`,
  )
  expect(stderr).toContain(`${path}:3:32 at is no time (found "2026-02-30T15:00"`)
})

test('a filter that names nothing is refused instead of answering with an empty list', () => {
  expect(umaiLaw('duties', '--event', 'order.servd').stderr).toContain('(nearest: order.served)')
  expect(umaiLaw('duties', '--article', 'kz/lop/999').status).toBe(2)
  expect(umaiLaw('duties', '--article', 'kz/lop/60').status).toBe(0)
  expect(umaiLaw('explain', breach('2024-07-01'), '--not', 'kz/cao/4611').status).toBe(2)
})

test('a difference between two days is shown in the language asked for alone', () => {
  const { stdout } = umaiLaw(
    ...['diff', '2020-01-01', '2020-01-20', '--article', 'kz/cc/132', '--lang', 'en'],
  )

  expect(stdout).toContain('deprivation of liberty from 3 to 7 years')
  expect(stdout).toContain('The lower limit is 3 years')
  expect(stdout).not.toMatch(/[а-яәіңғүұқөһ]/i)
})

test('an article can be reviewed from its page in Russian and in Kazakh', () => {
  const page = (lang: Lang) => articlePage('kz/lop/72', undefined, lang)

  expect(page('ru')).toContain(
    'Без правила**: Говорит, что предусматривает закон; срока нет, ни одно решение программы от этого не зависит.',
  )
  expect(page('ru')).toContain('перечень в скобках — вывод')
  expect(page('ru')).toContain('срок: в течение 1 суток')
  expect(page('kk')).toContain('Ереже жоқ**: Заңда не көзделгенін айтады')
  expect(page('kk')).toContain('жақшадағы тізбе — қорытынды')
  for (const lang of ['ru', 'kk'] as const)
    expect(page(lang)).not.toMatch(/\b(verified|derived|reported|duty|liability|source)\b/)
})

test('the page of an article can show the version of a day alone', () => {
  const page = articlePage('kz/cc/68', '2024-07-01', 'ru')

  expect(page?.match(/^v\d{4}/gm)).toHaveLength(1)
  expect(page).toContain('### ч. 4 п. 9')
  expect(page).not.toContain('### ч. 4 п. 10')
  expect(umaiLaw('doc', 'kz/cc/68', '--on', '2024-02-30').status).toBe(2)
})
