import type { Case, Pack } from './ast.ts'
import { casesOf, runCase } from './cases.ts'
import type { Confidence } from './document.ts'
import { matchesArticle } from './load.ts'
import { addDays, type PlainDate } from './plain-date.ts'

/** How well one article is encoded and tried. Everything in `missing` is a sentence for the list of what is not covered. */
export type ArticleCoverage = {
  readonly article: string
  readonly versions: number
  readonly rules: number
  readonly duties: number
  readonly cases: number
  readonly confidence: readonly Confidence[]
  /** Rules some passing case applies, and rules some passing case does not meet. */
  readonly rulesApplied: number
  readonly rulesNotMet: number
  /** First and last days tried on both sides, of all definite ones. */
  readonly daysTried: number
  readonly days: number
  readonly open: number
  readonly missing: readonly string[]
}

/** Coverage of every article by text, rules, days and cases; run once over all cases in the data. */
export function coverage(pack: Pack): readonly ArticleCoverage[] {
  const applied = new Set<string>()
  const notMet = new Set<string>()
  const casesOn = new Map<string, Case[]>()
  for (const test of casesOf(pack)) {
    const { decision, passed } = runCase(pack, test)
    if (!passed) continue
    for (const { rule, version, truth } of decision?.truths ?? []) {
      const [article = '', id = ''] = rule.split('#')
      const name = `${article}@${version}#${id}`
      if (truth === true) applied.add(name)
      if (truth === false) notMet.add(name)
    }
    // A rule may be sure although one reading leaves a part of it open.
    for (const { rule, article, version } of decision?.findings ?? [])
      applied.add(`${article}@${version}#${rule.split('#')[1] ?? ''}`)
    for (const article of touched(pack, test))
      casesOn.set(article, [...(casesOn.get(article) ?? []), test])
  }
  return Object.values(pack.articles).map((article) => {
    const tests = casesOn.get(article.id) ?? []
    const daysOn = new Set(tests.flatMap(({ on }) => (on === undefined ? [] : [on])))
    const missing: string[] = []
    const rules = article.versions.flatMap((version) =>
      version.rules.map((rule) => ({ version, rule })),
    )
    const name = (version: string, rule: string) => `${article.id}@${version}#${rule}`
    const evaluated = rules.filter(({ rule }) => rule.then.kind !== 'transform')
    for (const { version, rule } of evaluated) {
      if (!applied.has(name(version.id, rule.id)))
        missing.push(`${version.id}#${rule.id} is applied by no case`)
      if (!notMet.has(name(version.id, rule.id)) && rule.when.op !== 'always')
        missing.push(`${version.id}#${rule.id} is left unmet by no case`)
    }
    const bounds = article.versions.flatMap(({ from, to, rules: own }) =>
      own.length === 0
        ? []
        : [from, to].flatMap((bound) =>
            bound && bound.earliest === bound.latest ? [bound.date] : [],
          ),
    )
    const days = [...new Set(bounds)]
    const tried = days.filter((day) => daysOn.has(day) && daysOn.has(dayBefore(day)))
    for (const day of days)
      if (!tried.includes(day)) missing.push(`no cases on ${day} and the day before`)
    for (const version of article.versions) {
      const cited = new Set([...version.rules, ...version.duties].flatMap(({ cites }) => cites))
      for (const limb of Object.keys(version.text))
        if (!cited.has(`${article.id}#${limb}`) && !(limb in version.noRule))
          missing.push(`${version.id}#${limb} has words but no rule`)
    }
    return {
      article: article.id,
      versions: article.versions.length,
      rules: rules.length,
      duties: article.versions.reduce((sum, { duties }) => sum + duties.length, 0),
      cases: tests.length,
      confidence: [...new Set(article.versions.map(({ confidence }) => confidence))],
      rulesApplied: evaluated.filter(({ version, rule }) => applied.has(name(version.id, rule.id)))
        .length,
      rulesNotMet: evaluated.filter(({ version, rule }) => notMet.has(name(version.id, rule.id)))
        .length,
      daysTried: tried.length,
      days: days.length,
      open: article.versions.reduce((sum, { open }) => sum + open.length, 0),
      missing,
    }
  })
}

function touched(pack: Pack, test: Case): readonly string[] {
  if (test.article !== undefined) return [test.article, ...test.tries]
  const patterns = pack.decisions[test.decision ?? '']?.articles ?? []
  return Object.keys(pack.articles).filter(
    (id) => test.tries.includes(id) || patterns.some((pattern) => matchesArticle(pattern, id)),
  )
}

function dayBefore(day: PlainDate): PlainDate {
  return addDays(day, -1)
}
