import { type Ladder, lawAt, type Sanction } from '@umai/rules'
import { expect, test } from 'vitest'
import { law } from './index.ts'

/**
 * Penalties as they were noted from the texts of the law, written down here by hand and apart from the pack: the day, the rule, what it threatens, and where it was
 * noted. `≤` an upper limit, `a–b` a range; ` | ` one of these; ` + ` besides; ` ± ` may be added. Fines and corrective work in indices, work in hours,
 * arrest in days, the rest in years; `unread` where the text of the day was not read.
 */
const NOTED = `
2024-06-16 kz/cc/99#p1      prison 8–15                                   | 1 §2.4
2024-06-16 kz/cc/99#p2      prison 15–20 | life ± confiscation            | 1 §2.4
2024-06-16 kz/cc/99#p3      life                                          | 1 §2.4
2021-06-01 kz/cc/99#p3      prison 20 | life ± confiscation, lifelongBan  | 2 §2.2
2024-06-16 kz/cc/105#p1     restriction ≤3 | prison ≤3                    | 1 §2.4
2024-06-16 kz/cc/105#p2     restriction ≤5 | prison ≤5                    | 1 §2.4
2024-06-16 kz/cc/105#p3     prison 5–9                                    | 1 §2.4
2021-06-01 kz/cc/105#p3     prison 3–8                                    | 2 §2.2
2019-06-01 kz/cc/105#p3     prison 3–7                                    | 2 §2.2
2024-06-16 kz/cc/106#p1     prison 3–8                                    | 1 §2.4
2024-06-16 kz/cc/106#p2     prison 6–10 ± confiscation                    | 1 §2.4
2024-06-16 kz/cc/106#p3     prison 8–12 ± confiscation                    | 1 §2.4
2021-06-01 kz/cc/106#p1     restriction 3–8 | prison 3–8                  | 2 §2.2
2021-06-01 kz/cc/106#p2     prison 6–10                                   | 2 §2.2
2021-06-01 kz/cc/106#p3     prison 8–12                                   | 2 §2.2
2024-06-16 kz/cc/107#p1     fine ≤1000 | correctiveWork ≤1000 | communityWork ≤600 | prison ≤2 | 1 §2.4
2024-06-16 kz/cc/107#p2     prison ≤3                                     | 1 §2.4
2021-06-01 kz/cc/107#p1     fine ≤1000 | correctiveWork ≤1000 | communityWork ≤600 | restriction ≤2 | prison ≤2 | 2 §2.2
2021-06-01 kz/cc/107#p2     fine ≤2000 | correctiveWork ≤2000 | communityWork ≤800 | restriction ≤3 | prison ≤3 | 2 §2.2
2016-06-01 kz/cc/108#p1     fine ≤200 | correctiveWork ≤200 | communityWork ≤180 | arrest ≤60 | 1 §2.5
2016-06-01 kz/cc/109#p1     fine ≤100 | correctiveWork ≤100 | communityWork ≤120 | arrest ≤45 | 1 §2.5
2024-06-16 kz/cc/108-1#p1   fine ≤200 | correctiveWork ≤200 | communityWork ≤200 | arrest ≤50 | 1 §2.4
2024-06-16 kz/cc/108-1#p2   fine ≤1000 | correctiveWork ≤1000 | communityWork ≤600 | restriction ≤2 | prison ≤2 | 1 §2.4
2024-06-16 kz/cc/109-1#p1   fine ≤80 | correctiveWork ≤80 | communityWork ≤80 | arrest ≤25 | 1 §2.4
2024-06-16 kz/cc/109-1#p2   fine 100–200 | correctiveWork 100–200 | communityWork 100–200 | arrest 30–50 | 1 §2.4
2024-06-16 kz/cc/110#p1     correctiveWork ≤1000 | communityWork ≤600 | prison ≤3 | 1 §2.4
2024-06-16 kz/cc/110#p2     prison 4–7                                    | 1 §2.4
2021-06-01 kz/cc/110#p1     fine ≤1000 | correctiveWork ≤1000 | communityWork ≤600 | restriction ≤2 | prison ≤2 | 2 §2.2
2021-06-01 kz/cc/110#p2     restriction 4–7 | prison 4–7                  | 2 §2.2
2024-06-16 kz/cc/115#p1     fine ≤120 | correctiveWork ≤120 | communityWork ≤120 | arrest ≤30 | 1 §2.4
2025-09-16 kz/cc/115-1#p1   fine ≤200 | correctiveWork ≤200 | communityWork ≤200 | arrest ≤50 | 1 §2.4
2024-06-16 kz/cc/120#p1     prison 5–8                                    | 1 §2.4
2024-06-16 kz/cc/120#p2     prison 9–12                                   | 1 §2.4
2024-06-16 kz/cc/120#p3     prison 12–15 ± ban 10                         | 1 §2.4
2024-06-16 kz/cc/120#p3-1   prison 15–17 + lifelongBan                    | 1 §2.4
2024-06-16 kz/cc/120#p3-2   prison 17–20 | life ± lifelongBan             | 1 §2.4
2024-06-16 kz/cc/120#p4     life                                          | 1 §2.4
2021-06-01 kz/cc/120#p4     prison 20 | life ± lifelongBan                | 2 §2.2
2024-06-16 kz/cc/121#p1     prison 5–8                                    | 1 §2.4
2024-06-16 kz/cc/121#p2     prison 9–12                                   | 1 §2.4
2024-06-16 kz/cc/121#p3     prison 12–15 ± ban 10                         | 1 §2.4
2024-06-16 kz/cc/121#p3-1   prison 15–17 + lifelongBan                    | 1 §2.4
2024-06-16 kz/cc/121#p3-2   prison 17–20 | life ± lifelongBan             | 1 §2.4
2024-06-16 kz/cc/121#p4     life                                          | 1 §2.4
2021-06-01 kz/cc/121#p4     prison 20 | life ± lifelongBan                | 2 §2.2
2024-06-16 kz/cc/121-1#p1   correctiveWork ≤200 | communityWork ≤200 | arrest ≤50 ± ban ≤3 | 1 §2.4
2024-09-20 kz/cc/122#p1     restriction ≤5 | prison ≤5 + lifelongBan      | 1 §2.4
2024-09-20 kz/cc/122#p2     prison 3–6 + lifelongBan                      | 1 §2.4
2024-09-20 kz/cc/122#p3     prison 7–12 + lifelongBan                     | 1 §2.4
2024-09-20 kz/cc/122#p4     prison 12–15 + lifelongBan                    | 1 §2.4
2021-06-01 kz/cc/122#p3     prison 10–15 + lifelongBan                    | 2 §2.2
2024-06-16 kz/cc/123#p1     fine ≤3000 | correctiveWork ≤3000 | restriction ≤3 | prison ≤3 | 1 §2.4
2024-06-16 kz/cc/123#p2     prison ≤5 + lifelongBan                       | 1 §2.4
2020-06-01 kz/cc/123#p2     fine ≤5000 | correctiveWork ≤5000 | restriction ≤5 | prison ≤5 | 2 §2.2
2024-06-16 kz/cc/124#p1     prison 7–12 + lifelongBan                     | 1 §2.4
2024-06-16 kz/cc/124#p2     prison 10–15 + lifelongBan                    | 1 §2.4
2024-06-16 kz/cc/124#p3     prison 12–17 + lifelongBan                    | 1 §2.4
2024-06-16 kz/cc/125#p1     prison 4–7                                    | 1 §2.4
2024-06-16 kz/cc/125#p3     prison 10–15                                  | 1 §2.4
2025-09-16 kz/cc/125-1#p1   fine ≤2000 | correctiveWork ≤2000 | restriction ≤2 | prison ≤2 | 1 §2.4
2025-09-16 kz/cc/125-1#p2   fine ≤5000 | communityWork ≤1200 | restriction 3–7 | prison 3–7 | 1 §2.4
2025-09-16 kz/cc/125-1#p3   prison 5–10                                   | 1 §2.4
2024-06-16 kz/cc/126#p1     prison ≤3                                     | 1 §2.4
2024-06-16 kz/cc/126#p3     prison 5–10                                   | 1 §2.4
2024-06-16 kz/cc/128#p1     prison 4–7                                    | 2 §11 no. 23
2024-06-16 kz/cc/128#p4     prison 12–15                                  | 2 §11 no. 23
2019-06-01 kz/cc/128#p1     prison 3–5                                    | 2 §2.2
2019-06-01 kz/cc/128#p4     prison 10–15                                  | 2 §2.2
2025-10-01 kz/cc/131#p1     fine ≤100 | communityWork ≤120                | 1 §2.4
2025-10-01 kz/cc/131#p2     fine ≤200 | communityWork ≤180                | 1 §2.4
2025-09-16 kz/cc/132#p1     prison 3–6                                    | 1 §2.4
2025-09-16 kz/cc/132#p2     prison 4–8                                    | 1 §2.4
2025-09-16 kz/cc/132#p3     prison 4–10                                   | 1 §2.4
2025-09-16 kz/cc/132#p4     prison 5–12                                   | 1 §2.4
2025-09-16 kz/cc/132#p5     prison 10–15                                  | 1 §2.4
2021-06-01 kz/cc/132#p2     prison 4–8                                    | 2 §2.2
2024-06-16 kz/cc/133#p1     fine ≤4000 | communityWork ≤1000 | prison ≤3  | 1 §2.4
2024-06-16 kz/cc/133#p2     fine ≤5000 | communityWork ≤1200 | prison ≤6 + lifelongBan | 1 §2.4
2024-06-16 kz/cc/133#p3     prison 3–7                                    | 1 §2.4
2025-09-16 kz/cc/134#p1     prison 3–6 + lifelongBan                      | 1 §2.4
2025-09-16 kz/cc/134#p2     prison 5–8 + lifelongBan                      | 1 §2.4
2025-09-16 kz/cc/134#p3     prison 6–10 + lifelongBan                     | 1 §2.4
2025-09-16 kz/cc/134#p4     prison 7–12 + lifelongBan                     | 1 §2.4
2024-09-20 kz/cc/135#p1     prison 5–9                                    | 1 §2.4
2024-09-20 kz/cc/135#p4     prison 12–18                                  | 1 §2.4
2025-09-16 kz/cc/140#p2     fine ≤1000 | communityWork ≤600 | prison ≤2 + ban ≤3 | 1 §2.4
2025-09-16 kz/cc/140#p3     prison ≤3                                     | 1 §2.4
2014-06-01 kz/cao2001/79-1#p1  fine 5 | arrest 10                          | 2 §3.1
2014-06-01 kz/cao2001/79-1#p2  arrest 15                                   | 2 §3.1
2014-06-01 kz/cao2001/79-1#p3  fine 10–20                                  | 2 §3.1
2014-06-01 kz/cao2001/79-5#p1  warning | arrest ≤3                         | 2 §3.1
2014-06-01 kz/cao2001/79-5#p2  arrest 10–15                                | 2 §3.1
2014-06-01 kz/cao2001/79-5#p3  fine 3–5                                    | 2 §3.1
2014-06-01 kz/cao2001/355-1#p1 warning | arrest ≤10                        | 2 §3.1
2012-06-01 kz/cao2001/355-1#p1 fine ≤5                                     | 2 §3.1
2012-06-01 kz/cao2001/86-1#p1  fine 10                                     | 2 §3.1
2016-06-01 kz/cao/73#p1     warning | arrest ≤3                           | 2 §3.2
2021-06-01 kz/cao/73#p1     warning | arrest ≤5                           | 2 §3.2
2021-06-01 kz/cao/73#p2     arrest ≤10                                    | 2 §3.2
2021-06-01 kz/cao/73#p3     fine 5                                        | 2 §3.2
2025-09-01 kz/cao/73#p1     warning | communityWork 20 | arrest 5         | 1 §3.3
2025-09-01 kz/cao/73#p2     communityWork 40 | arrest 10                  | 1 §3.3
2025-09-01 kz/cao/73#p3     fine 5                                        | 1 §3.3
2018-06-01 kz/cao/73-1#p1   fine 15 | arrest ≤15                          | 2 §3.2
2018-06-01 kz/cao/73-1#p2   arrest ≤20                                    | 2 §3.2
2018-06-01 kz/cao/73-1#p3   fine 40                                       | 2 §3.2
2021-06-01 kz/cao/73-1#p1-1 warning | arrest ≤15                          | 2 §3.2
2018-06-01 kz/cao/73-2#p1   fine 10 | arrest ≤10                          | 2 §3.2
2018-06-01 kz/cao/73-2#p2   arrest ≤15                                    | 2 §3.2
2018-06-01 kz/cao/73-2#p3   fine 30                                       | 2 §3.2
2021-06-01 kz/cao/73-2#p1-1 warning | arrest ≤10                          | 2 §3.2
2024-06-16 kz/cao/127#p1    fine 10                                       | 1 §3.3
2024-06-16 kz/cao/127#p2    fine 15 | arrest ≤5                           | 1 §3.3
2024-06-16 kz/cao/127#p3    fine 20 | arrest ≤10                          | 1 §3.3
2024-06-16 kz/cao/127-2#p1  warning | fine 10                             | 1 §3.3
2024-06-16 kz/cao/127-2#p2  fine 30                                       | 1 §3.3
2024-06-16 kz/cao/127-2#p3  warning | fine 10                             | 1 §3.3
2026-03-05 kz/cao/127-3#p1  fine 30                                       | 1 §3.3
2026-03-05 kz/cao/127-3#p2  fine 60                                       | 1 §3.3
2026-03-05 kz/cao/128#p1    fine 50                                       | 1 §3.3
2026-03-05 kz/cao/131#p1    fine 20 | arrest ≤5                           | 1 §3.3
2025-09-01 kz/cao/434#p1    fine 20 | communityWork 20–60 | arrest 5–15   | 1 §3.3
2025-09-01 kz/cao/434#p2    communityWork 60–100 | arrest 15–30           | 1 §3.3
2025-09-01 kz/cao/434#p3    fine 20                                       | 1 §3.3
2026-03-05 kz/cao/435#p1    fine 7                                        | 1 §3.3
2025-09-01 kz/cao/440#p1    fine 5                                        | 1 §3.3
2025-09-01 kz/cao/440#p2    fine 5                                        | 1 §3.3
2025-09-01 kz/cao/440#p3    fine 10 | communityWork ≤20 | arrest ≤5       | 1 §3.3
2026-03-05 kz/cao/442#p1    fine 3                                        | 1 §3.3
2026-03-05 kz/cao/442#p2    warning                                       | 1 §3.3
2026-03-05 kz/cao/442#p3    fine 7                                        | 1 §3.3
2026-03-05 kz/cao/448#p1    fine 15                                       | 1 §3.3
2022-06-01 kz/cao/461#p1    warning | arrest ≤5                           | 2 §3.2
2023-07-01 kz/cao/461#p1    arrest 10                                     | 1 §3.3
2024-06-16 kz/cao/461#p1-1  arrest 20                                     | 1 §3.3
2024-06-16 kz/cao/461#p2    fine 30                                       | 1 §3.3
2024-06-16 kz/cao/593#p1-1  fine 5                                        | 1 §3.3
2026-03-05 kz/cao/666#p1    fine 200                                      | 1 §3.3
2026-03-05 kz/cao/668-2#p1  fine 15                                       | 1 §3.3
2021-01-20 kz/cao/669#p2    fine 5 | arrest ≤7                            | 2 §3.2
2021-01-20 kz/cao/669#p3    arrest ≤10                                    | 2 §3.2
2021-01-20 kz/cao/669#p4    fine 30                                       | 2 §3.2
2023-07-01 kz/cao/669#p2    arrest 10                                     | 1 §3.3
2023-07-01 kz/cao/669#p3    arrest 20                                     | 1 §3.3
2023-07-01 kz/cao/669#p4    fine 30                                       | 1 §3.3
2024-06-01 kz/cc/106#p1     unread                                        | 1 §2.4 †
2024-06-01 kz/cc/107#p1     unread                                        | 1 §2.4 †
2024-06-01 kz/cc/110#p2     unread                                        | 1 §2.4 †
2021-06-01 kz/cc/105#p1     unread                                        | 2 §2.2
2025-10-01 kz/cc/139#p1     unread                                        | 1 §2.4
`

const inYears = ['prison', 'restriction', 'ban']

function written({ kind, range }: Sanction): string {
  if (range === undefined) return kind
  const per = inYears.includes(kind) ? 12 : 1
  const [min, max] = [range.min, range.max].map((bound) => bound && bound / per)
  if (min === undefined) return `${kind} ≤${max}`
  return min === max ? `${kind} ${max}` : `${kind} ${min}–${max}`
}

function ladder({ oneOf, plus, may }: Ladder): string {
  const beside = (sign: string, kinds: readonly Sanction[]) =>
    kinds.length === 0 ? '' : ` ${sign} ${kinds.map(written).sort().join(', ')}`
  return `${oneOf.map(written).join(' | ')}${beside('+', plus)}${beside('±', may)}`
}

const rows = NOTED.trim()
  .split('\n')
  .map((line) => {
    const [, day = '', rule = '', threatens = '', source = ''] =
      /^(\S+) (\S+) +(.*?) +\| ([12] §.*)$/.exec(line) ?? []
    return { day, rule, threatens, source }
  })

test.each(rows)(
  '$rule on $day threatens $threatens (notes $source)',
  ({ day, rule, threatens }) => {
    const found = lawAt(law, day).versions.flatMap(({ version }) =>
      version.rules.filter(({ ref }) => ref === rule),
    )

    const then = found[0]?.then
    expect(found).toHaveLength(1)
    expect(
      then?.kind !== 'liability'
        ? undefined
        : then.penalty
          ? ladder(then.penalty)
          : then.marks.penaltyText,
    ).toBe(threatens)
  },
)

test('every penalty that is in force today stands in the notes', () => {
  const noted = new Set(rows.map(({ rule }) => rule))
  const missing = lawAt(law, '2026-11-22').versions.flatMap(({ version }) =>
    version.rules.flatMap(({ ref, then }) =>
      then.kind === 'liability' && !noted.has(ref) ? [ref] : [],
    ),
  )

  // «5 / 10 MCI»: the notes do not say whom each of the two figures is for; items of these parts were not noted.
  expect(missing.sort()).toEqual([
    'kz/cao/127-1#p1',
    'kz/cao/127-1#p2',
    'kz/cao/433#p1',
    'kz/cao/433#p2',
    'kz/cc/128#p2',
    'kz/cc/128#p3',
    'kz/cc/135#p2',
    'kz/cc/135#p3',
  ])
})
