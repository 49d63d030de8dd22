import { describe, expect, test } from 'vitest'
import { loadPack, PackError } from './load.ts'
import { garden } from './testing/garden.yaml.ts'
import { readDocuments } from './testing/read-pack.ts'

function problemsOf(file: string, change: (text: string) => string): readonly string[] {
  const text = garden[file] ?? ''
  expect(change(text)).not.toBe(text)
  try {
    loadPack(readDocuments({ ...garden, [file]: change(text) }))
    return []
  } catch (error) {
    if (error instanceof PackError) return error.message.split('\n')
    throw error
  }
}

describe('a pack with a fault is refused, naming file, line, value and what was expected', () => {
  const faults: readonly (readonly [
    what: string,
    file: string,
    from: string,
    to: string,
    message: RegExp,
  ])[] = [
    [
      'a misspelt key',
      'articles/8.yaml',
      'overrides: p1',
      'overides: p1',
      /^articles\/8\.yaml:\d+:\d+ versions\.0\.rules\.1\.overides: a rule has no key overides; did you mean overrides\?/,
    ],
    [
      'an unknown fact',
      'articles/8.yaml',
      'when: harm = leaf',
      'when: harn = leaf',
      /^articles\/8\.yaml:\d+:\d+ versions\.0\.rules\.0\.when: nothing is called harn; did you mean harm\?/,
    ],
    [
      'an unknown value',
      'articles/10.yaml',
      'harm = tree',
      'harm = tre',
      /tre cannot be a value of harm .*one of none, leaf, branch, tree; did you mean tree\?/,
    ],
    [
      'an impossible date',
      'acts/spring.yaml',
      '2023-04-01',
      '2023-02-30',
      /^acts\/spring\.yaml:4:\d+ inForce\.date: expected a date such as 2024-06-16 \(found "2023-02-30"\)/,
    ],
    [
      'a limb that is not there',
      'articles/10.yaml',
      'cites: p1',
      'cites: p9',
      /p9 is no limb of this version/,
    ],
    [
      'an unknown sanction',
      'articles/8.yaml',
      'fine: 20',
      'fne: 20',
      /fne is no sanction of this pack; did you mean fine\?/,
    ],
    [
      'an empty range',
      'articles/8.yaml',
      'min: 5, max: 20',
      'min: 25, max: 20',
      /the range is empty/,
    ],
    [
      'a version that ends before it begins',
      'articles/10.yaml',
      'to: garden/act/frost',
      'to: 2023-01-01',
      /ends before it begins/,
    ],
    [
      'an unknown act',
      'articles/10.yaml',
      'from: garden/act/spring',
      'from: garden/act/sprig',
      /garden\/act\/sprig is no act of this pack; did you mean garden\/act\/spring\?/,
    ],
    [
      'a change that fits nothing',
      'acts/spring.yaml',
      'text.p1',
      'text.p7',
      /garden\/act\/spring does not fit: text\.p7: nothing to set/,
    ],
    [
      'a duty of an unknown bearer',
      'articles/20.yaml',
      'bearer: warden, what: { en: look again',
      'bearer: wardn, what: { en: look again',
      /wardn is no role of this pack; did you mean warden\?/,
    ],
    [
      'an unknown event',
      'articles/20.yaml',
      'ends: note.withdrawn',
      'ends: note.with',
      /note\.with is no event of this pack/,
    ],
    [
      'a missing language',
      'articles/10.yaml',
      '{ en: Felling a tree. }',
      '{ ru: Felling a tree. }',
      /the text has no en/,
    ],
    [
      'a remark on a part without a rule in another language only',
      'articles/4.yaml',
      'noRule: { p1: { en: a rule about rules } }',
      'noRule: { p1: { ru: a rule about rules } }',
      /^articles\/4\.yaml:\d+:\d+ versions\.0\.noRule\.p1: the text has no en/,
    ],
    [
      'a note on a source in no language',
      'articles/4.yaml',
      'confidence: verified',
      'source: { id: BOOK, note: Read in spring. }\n    confidence: verified',
      /source\.note: expected a map from a language code to a text/,
    ],
    [
      'a language that is missing where an act sets a text',
      'acts/spring.yaml',
      'set: { en: Breaking a leaf or a branch. }',
      'set: { ru: Breaking a leaf or a branch. }',
      /text\.p1: the text has no en/,
    ],
    [
      'a missing language in the title of an act',
      'acts/spring.yaml',
      'title: { en: The spring amendment }',
      'title: { ru: The spring amendment }',
      /^acts\/spring\.yaml:\d+:\d+ title: the text has no en/,
    ],
    [
      'an order among things without one',
      'articles/10.yaml',
      'harm = tree',
      'harm < tree',
      /harm has no order/,
    ],
    [
      'a repetition from no date',
      'articles/8.yaml',
      'from: yearRuns',
      'from: article',
      /article is no date of an entry of priors/,
    ],
    [
      'an unknown decision in a case',
      'cases.yaml',
      'decision: branch',
      'decision: brunch',
      /brunch is no decision of this pack; did you mean branch\?/,
    ],
    [
      'a first key nobody knows',
      'index.yaml',
      'index: acorn',
      'idnex: acorn',
      /the first key does not say what the document is/,
    ],
  ]
  for (const [what, file, from, to, message] of faults)
    test(what, () => {
      const problems = problemsOf(file, (text) => text.replace(from, to))

      expect(problems.join('\n')).toMatch(message)
    })
})

test('a version written out must equal what the act makes of the one before', () => {
  const written = `
  - id: v2023
    from: garden/act/spring
    confidence: verified
    text: { p1: { en: Breaking a leaf or a branch. }, p2: { en: Another. }, p3: { en: The same within a year. } }
    rules: []
`
  const problems = problemsOf('articles/8.yaml', (text) =>
    text.replace(/\n {2}- id: v2023\n {4}from: garden\/act\/spring\n/, written),
  )

  expect(problems.join('\n')).toMatch(
    /garden\/act\/spring makes another text of v2023 at text\.p2\.en \(found "Another\."/,
  )
})
