// What `umai law` refuses: the place, the value found, what was expected, and nothing half done.
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { runLaw } from './test-run.ts'

const folder = mkdtempSync(join(tmpdir(), 'umai-law-refusals-'))
const written = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text)
  return join(folder, name)
}
const files = {
  misspelt: written('misspelt.yaml', 'on: 2024-06-16\nfacts:\n  harmm: pain\n'),
  type: written('type.yaml', 'on: 2024-06-16\nfacts:\n  victimAge: thirty\n  intentional: 1\n'),
  day: written('day.yaml', 'on: 2024-06-31\nfacts: { harm: pain }\n'),
  entry: written(
    'entry.yaml',
    'on: 2024-06-16\nfacts:\n  priorPenalties: [{ article: kz/cao/461, imposed: 2024-02-30, executd: 2024-01-01 }]\n',
  ),
  yaml: written('yaml.yaml', 'on: 2024-06-16\nfacts: {harm: pain\n'),
  empty: written('empty.yaml', ''),
  bytes: written('bytes.yaml', '\u0000\u0001garbage'),
  asked: written('asked.yaml', 'on: 2024-06-16\ndecision: liabilty\n'),
  good: written('good.yaml', 'on: 2024-06-16\nfacts: { harm: pain }\n'),
  events: written(
    'events.yaml',
    'events:\n  - { event: order.servd, at: 2026-05-04T15:00 }\n  - { event: order.served, at: 2026-02-30T15:00, about: 5 }\nnow: never\nfacts: { victimAge: x }\n',
  ),
  list: written('list.yaml', 'evnts: []\n'),
  early: written('early.yaml', 'events: [{ event: order.served, at: 1990-05-04T15:00 }]\n'),
  column: written('column.csv', 'harmm,intentional\npain,true\n'),
  twice: written('twice.csv', 'harm,harm\npain,pain\n'),
  cells: written(
    'cells.csv',
    'harm,intentional\npain,maybe\npain,true,more\n"open,true\npain,true\n',
  ),
  nothing: written('nothing.csv', ''),
  folder: join(folder, 'folder.yaml'),
  missing: join(folder, 'missing.yaml'),
}
mkdirSync(files.folder)

const umaiLaw = (...args: readonly string[]) => runLaw(...args, '--lang', 'en')

type Refusal = readonly [args: readonly string[], code: 1 | 2, said: readonly string[]]

const ofAnInquiry: readonly (readonly [file: keyof typeof files, said: readonly string[]])[] = [
  ['misspelt', [':3:10 no fact is called harmm; did you mean harm? (found "pain"']],
  [
    'type',
    [
      ':3:14 victimAge cannot be this (found "thirty", expected a whole number)',
      ':4:16 intentional cannot be this (found 1, expected true or false)',
    ],
  ],
  ['day', [':1:5 on is no day (found "2024-06-31", expected a day such as 2024-06-16)']],
  [
    'entry',
    [
      ':3:19 priorPenalties.imposed cannot be this (found "2024-02-30", expected a date',
      ':3:19 an entry of priorPenalties has no executd',
    ],
  ],
  ['yaml', [':3:1 cannot be read as YAML']],
  ['empty', [' is empty; write "on: 2024-06-16"']],
  ['bytes', [':1:1 holds no map (found ', 'expected "on: 2024-06-16"']],
  ['asked', [':2:11 the pack has no decision liabilty; did you mean liability?']],
  ['folder', [' cannot be read: EISDIR']],
  ['missing', [' cannot be read: ENOENT']],
]

const refusals: readonly Refusal[] = [
  ...['decide', 'ask', 'explain'].flatMap((what) =>
    ofAnInquiry.map(([file, said]): Refusal => [[what, files[file]], 1, [files[file], ...said]]),
  ),
  [['decide'], 2, ['"decide" needs a file of facts']],
  [['decide', files.good, 'more'], 2, ['"decide" takes nothing called "more"']],
  [['decide', files.good, '--event', 'x'], 2, ['--event means nothing to "decide"']],
  [
    ['decide', files.good, '--decision', 'liabilty'],
    2,
    ['--decision: the pack has no decision "liabilty" (nearest: liability)'],
  ],
  [['ask', files.good, '--order', 'random'], 2, ['--order is "random"; give text or fewest']],
  [
    ['explain', files.good, '--not', 'kz/cc/999'],
    2,
    ['no article "kz/cc/999" (nearest: kz/cc/99)'],
  ],
  [['explain', files.good, '--not', 'kz/cc/99#p77'], 2, ['no article "kz/cc/99#p77"']],
  [
    ['duties', files.events],
    1,
    [
      `${files.events}:2:14 the pack knows no event order.servd; did you mean order.served?`,
      `${files.events}:3:32 at is no time (found "2026-02-30T15:00"`,
      `${files.events}:3:57 about cannot be this (found 5, expected a text)`,
      `${files.events}:4:6 now is no time (found "never"`,
      `${files.events}:5:21 victimAge cannot be this (found "x", expected a whole number)`,
    ],
  ],
  [
    ['duties', files.list],
    1,
    [
      ':1:8 nothing is called evnts here; did you mean events?',
      ':1:1 events is no list (found nothing',
    ],
  ],
  [['duties', files.empty], 1, [' is empty; write "events: [']],
  [['duties', files.yaml], 1, [':3:1 cannot be read as YAML']],
  [['duties', files.folder], 1, [' cannot be read: EISDIR']],
  [['duties', files.early, '--now', 'yesterday'], 2, ['--now: "yesterday" is no time']],
  [['duties', '--now', '2026-05-05T09:00'], 2, ['--now looks at the events of a file']],
  [['duties', '--on', '2026-02-30'], 2, ['--on: "2026-02-30" is no day']],
  [['duties', '--event', 'order.servd'], 2, ['no event "order.servd" (nearest: order.served)']],
  [['duties', '--bearer', 'dragon'], 2, ['--bearer: no duty is owed by "dragon"; there are ']],
  [['duties', '--article', 'kz/lop/999'], 2, ['no article "kz/lop/999"']],
  [['diff', '2024-06-16'], 2, ['"diff" needs two days']],
  [['diff', '2024-06-31', '2024-07-01'], 2, ['"2024-06-31" is no day']],
  [
    ['diff', '2024-06-15', '2024-06-16', '--article', 'kz/cc/109-1#p1'],
    2,
    ['no article "kz/cc/109-1#p1" (nearest: kz/cc/109-1)'],
  ],
  [['doc', 'constructor'], 2, ['no article "constructor"']],
  [['doc', 'kz/cc/99', '--on', '2026-02-30'], 2, ['--on: "2026-02-30" is no day']],
  [['verify', '--article', 'kz/cc/999'], 2, ['no article "kz/cc/999"']],
  [['verify', 'kz/cc/99'], 2, ['"verify" takes nothing called "kz/cc/99"']],
  [['test', 'kz/cc/99'], 2, ['"test" takes nothing called "kz/cc/99"']],
  [['vrify'], 2, ['nothing called "vrify" to do (nearest: verify)']],
  [
    ['impact', files.column],
    1,
    [
      `${files.column}:1 the first line names "harmm", which is no fact of the pack; did you mean harm?`,
    ],
  ],
  [['impact', files.twice], 1, [`${files.twice}:1 the first line names "harm" twice`]],
  [['impact', files.nothing], 1, [`${files.nothing} is empty; the first line names facts`]],
  [['impact', files.folder], 1, [`${files.folder} cannot be read: EISDIR`]],
  [['impact', files.missing], 1, [`${files.missing} cannot be read: ENOENT`]],
  [['impact', '--decision', 'nonsense'], 2, ['--decision: the pack has no decision "nonsense"']],
  [['impact', '--from', '2024-02-31'], 2, ['--from: "2024-02-31" is no day']],
  [['impact', '--made-up', 'many'], 2, ['--made-up is "many"; give a whole number from 1 on']],
  [['impact', '--seed', 'x'], 2, ['--seed is "x"']],
]

describe('umai law refuses, naming place, value and what was expected, and says nothing else', () => {
  test.each(
    refusals.map(
      (one) => [one[0].map((word) => word.replace(`${folder}/`, '')).join(' '), one] as const,
    ),
  )('%s', async (_name, [args, code, said]) => {
    const answer = await umaiLaw(...args)

    expect(answer.code).toBe(code)
    expect(answer.out).toBe('')
    for (const part of said) expect(answer.err).toContain(part)
  })
})

test('rows of a caseload that cannot be read are named one by one, the others are counted', async () => {
  const { code, out } = await umaiLaw('impact', files.cells)

  expect(code).toBe(1)
  expect(out).toContain('of 1 cases change')
  expect(out).toContain('row 2: intentional: “maybe” was given, expected: true or false')
  expect(out).toContain('row 3: has 3 cells, expected: 2 cells')
  expect(out).toContain('row 4: has 1 cells, expected: 2 cells')
})

test('before its texts begin the pack says so instead of answering that there was nothing', async () => {
  const act = written(
    'act.yaml',
    'on: 1900-01-01\ndecision: sexual-liability\nfacts: { rape: true }\n',
  )

  expect((await umaiLaw('decide', act)).out).toContain('The law is open here: a person decides')
  expect((await umaiLaw('duties', files.early)).out).toContain(
    'what was in force before was not read',
  )
  expect((await umaiLaw('diff', '1900-01-01', '1901-01-01')).out).toContain(
    'what was in force before was not read',
  )
})
