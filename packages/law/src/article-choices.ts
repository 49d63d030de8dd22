// Which articles an entry of a list can name so that a rule looks at it: those that the conditions of the pack compare.
import type { Condition, Pack } from '@umai/rules'
import type { Text } from '@umai/words'
import { articleLabel } from './labels.ts'

type Choice = { readonly value: string; readonly label: Text }

const known = new WeakMap<Pack, ReadonlyMap<string, readonly Choice[]>>()

/** The articles that can be told of a field of a list, such as the article of an earlier penalty. */
export function articleChoices(pack: Pack, list: string, field: string): readonly Choice[] {
  let all = known.get(pack)
  if (all === undefined) {
    all = choicesOf(pack)
    known.set(pack, all)
  }
  return all.get(`${list}.${field}`) ?? []
}

function choicesOf(pack: Pack): ReadonlyMap<string, readonly Choice[]> {
  const found = new Map<string, Set<string>>()
  const conditions = [
    ...Object.values(pack.articles).flatMap(({ versions }) =>
      versions.flatMap(({ rules }) => rules.map(({ when }) => when)),
    ),
    ...Object.values(pack.terms).flatMap(({ versions }) => versions.map(({ means }) => means)),
  ]
  for (const condition of conditions)
    for (const { place, article } of articlesIn(condition)) {
      const articles = found.get(place) ?? new Set<string>()
      found.set(place, articles.add(article))
    }
  return new Map(
    [...found].map(([place, articles]) => [
      place,
      [...articles]
        .sort((a, b) => a.localeCompare(b, 'en', { numeric: true }))
        .map((value) => ({ value, label: articleLabel(pack, value) })),
    ]),
  )
}

function articlesIn(
  condition: Condition,
  list = '',
): readonly { readonly place: string; readonly article: string }[] {
  switch (condition.op) {
    case 'test':
      return list === '' || condition.subject.type !== 'article'
        ? []
        : condition.values
            .filter((value) => typeof value === 'string')
            .map((article) => ({ place: `${list}.${condition.subject.name}`, article }))
    case 'all':
    case 'any':
    case 'atLeast':
      return condition.of.flatMap((part) => articlesIn(part, list))
    case 'not':
      return articlesIn(condition.of, list)
    case 'some':
    case 'every':
    case 'none':
    case 'count':
      return articlesIn(condition.where, condition.list)
    default:
      return []
  }
}
