// A day after the last reading of the law is answered by the last text read: every answer says so, none before does.
import { addDays, langs } from '@umai/words'
import { describe, expect, it } from 'vitest'
import {
  articleList,
  articleView,
  caseloadView,
  decideInWords,
  decisionNames,
  law,
  lawChanges,
  topics,
  whatApplies,
} from './index.ts'
import { knownUntilView } from './known-until.ts'

const last = knownUntilView(law, ['9999-12-31'])?.day ?? ''
const first = Object.values(law.sources)
  .flatMap(({ read }) => read ?? [])
  .sort()[0]
const whole = { caseload: { count: 3, seed: 1 }, decision: 'liability' }

const answers = {
  list: (on: string) => articleList(law, on).knownUntil,
  article: (on: string) => articleView(law, 'kz/cc/109-1', on)?.knownUntil,
  changes: (on: string) => lawChanges(law, '2024-06-15', on).knownUntil,
  impact: (on: string) => caseloadView(law, { ...whole, from: '2024-06-15', to: on }).knownUntil,
}

it('the law is known to the day on which its texts were read', () => {
  expect(last).toBe(first)
})

describe.each(Object.entries(answers))('%s', (_, untilOn) => {
  it('says nothing on the last day that was read', () => expect(untilOn(last)).toBeNull())

  it('says on a day after, in three languages, when the law was last read', () => {
    // An article may have been read later than the law as a whole.
    const until = untilOn(addDays(last, 30))
    for (const lang of langs) expect(until?.remark[lang]).toMatch(/2026/)
    expect(new Set(langs.map((lang) => until?.remark[lang])).size).toBe(3)
  })
})

it.each(decisionNames)(
  '%s: an answer after the last reading says so, one before does not',
  (name) => {
    const said = (act: string) => decideInWords(law, name, { act, facts: {} }).knownUntil
    expect(said('2026-11-20')).toBeNull()
    expect((said('2027-01-15')?.day ?? '') >= last).toBe(true)
  },
)

it.each(topics)(
  '$id: what applies says so when only the decision comes after the reading',
  ({ id }) => {
    const on = '2026-11-20'
    expect(whatApplies(law, { topic: id, on, facts: {} }).knownUntil).toBeNull()
    expect(
      whatApplies(law, { topic: id, on, decided: '2027-01-15', facts: {} }).knownUntil,
    ).not.toBeNull()
  },
)

it('a doubt about the first day of an act is named by the act, never by its id', () => {
  const doubtful = Object.values(law.acts).flatMap(({ inForce }) =>
    inForce.earliest === inForce.latest ? [] : [inForce.earliest],
  )
  const said = doubtful.flatMap((act) =>
    decisionNames.flatMap((name) => decideInWords(law, name, { act, facts: {} }).readings),
  )
  expect(said.length).toBeGreaterThan(0)
  for (const { title, why, results } of said)
    for (const text of [title, why, ...results.map(({ reading }) => reading)])
      for (const lang of langs) expect(text[lang]).not.toMatch(/in-force:|kz\/|^(yes|no)$|^$/)
})
