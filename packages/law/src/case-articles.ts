// Which articles a worked case tries: where it stands, what it names as expected or excluded, and what the terms it looks at
// and the general part that changed its penalty are taken from.
import type { Case, Pack } from '@umai/rules'

export function articlesTried(pack: Pack, { article, tries, expect }: Case): ReadonlySet<string> {
  const { rule = [], not = [], duties = [], noDuties = [], transformed = [], terms = {} } = expect
  const cited = Object.keys(terms).flatMap((name) =>
    (pack.terms[name]?.versions ?? []).flatMap(({ cites }) => cites),
  )
  return new Set([
    ...(article === undefined ? [] : [article]),
    ...tries,
    ...[
      ...rule,
      ...not,
      ...noDuties,
      ...duties.map(({ duty }) => duty),
      ...transformed,
      ...cited,
    ].map((ref) => ref.split('#')[0] ?? ref),
  ])
}
