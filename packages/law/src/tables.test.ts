import { casesOf, decide, type Facts, loadPack, type Pack } from '@umai/rules'
import { DmnError, exportDmn, readDmn } from '@umai/rules/dmn'
import { expect, it } from 'vitest'
import { lawWithCases as law } from './cases.ts'

// Every article that a decision table can say is written as one, read back, and asked the cases of the article.

type Table = { readonly article: string; readonly day: string; readonly pack: Pack }

const refusals: string[] = []
const tables: Table[] = []
for (const { id, versions } of Object.values(law.articles))
  for (const { from, rules } of versions) {
    const day = from?.date
    if (day === undefined || rules.length === 0) continue
    try {
      tables.push({ article: id, day, pack: loadPack(readDmn(exportDmn(law, id, day))) })
    } catch (error) {
      if (!(error instanceof DmnError)) throw error
      refusals.push(error.message)
    }
  }

/** What a table can be told: the facts it has a column for; a value it does not name is any other. */
function factsFor(pack: Pack, facts: Facts): Facts {
  return Object.fromEntries(
    Object.entries(facts).flatMap(([name, value]) => {
      const fact = pack.facts[name]
      if (fact === undefined) return []
      const isNamed =
        typeof value !== 'string' || fact.type !== 'choice' || value in (fact.values ?? {})
      return [[name, isNamed ? value : 'any-other']]
    }),
  )
}

it('some articles are tables, and what is none is refused with a reason', () => {
  expect(tables.length).toBeGreaterThan(20)
  expect(refusals.filter((message) => message.length < 20)).toEqual([])
})

it('a table written from an article and read back answers the cases of the article alike', () => {
  let asked = 0
  const different = tables.flatMap(({ article, day, pack }) =>
    casesOf(law)
      .filter((test) => test.article === article && test.on === day)
      .filter(({ expect: wanted }) => wanted.none || wanted.rule?.length === 1)
      .flatMap(({ name, facts, expect: wanted }) => {
        asked += 1
        const decision = Object.keys(pack.decisions)[0] ?? ''
        const got = decide(pack, decision, { act: day, facts: factsFor(pack, facts) })
        // The row says in its output which rule of the article it was.
        const rules = got.findings.map(({ consequence }) =>
          'what' in consequence ? String(consequence.what?.en).replaceAll('"', '') : '',
        )
        const expected = (wanted.rule ?? []).map((ref) => ref.split('#').at(-1))
        return got.kind !== 'undecided' && rules.join() === expected.join()
          ? []
          : [`${article} ${name}: ${got.kind} ${rules.join()} instead of ${expected.join()}`]
      }),
  )

  expect(asked).toBeGreaterThan(100)
  expect(different).toEqual([])
})
