// What the law can be asked in its thread: each a pure function of what is given.
import type { Inquiry } from '@umai/rules'
import type { PlainDate } from '@umai/words'
import {
  type ArticleFilter,
  articleList,
  articleView,
  dutiesOn,
  lawChanges,
} from './article-view.ts'
import { type CaseloadInquiry, caseloadView, isCountable } from './caseload.ts'
import { law } from './index.ts'
import { knownUntilView } from './known-until.ts'
import {
  askInWords,
  decideInWords,
  type WhatAppliesInquiry,
  type WhyNotInquiry,
  whatApplies,
  whyNotApplies,
} from './what-applies.ts'

let countableNames: readonly string[] | undefined

/** The questions under which a caseload can be counted; worked out once, by the texts of a late day. */
const countable = (): readonly string[] => {
  countableNames ??= Object.keys(law.decisions).filter((name) =>
    isCountable(law, name, '2026-11-01' as PlainDate),
  )
  return countableNames
}

export const lawWork = {
  articles: (on: PlainDate, filter: ArticleFilter) => articleList(law, on, filter),
  article: (id: string, on: PlainDate) => articleView(law, id, on) ?? null,
  // The cases are as large as the law itself; they are loaded when somebody first looks at them.
  cases: async (id: string) => {
    const { caseViews, lawWithCases } = await import('./cases.ts')
    return caseViews(lawWithCases, id)
  },
  duties: (on: PlainDate) => ({ items: dutiesOn(law, on), knownUntil: knownUntilView(law, [on]) }),
  changes: (from: PlainDate, to: PlainDate) => lawChanges(law, from, to),
  whatApplies: (inquiry: WhatAppliesInquiry) => whatApplies(law, inquiry),
  whyNot: (inquiry: WhyNotInquiry) => whyNotApplies(law, inquiry),
  decide: (decision: string, inquiry: Inquiry) => decideInWords(law, decision, inquiry),
  ask: (decision: string, inquiry: Inquiry) => askInWords(law, decision, inquiry),
  countable,
  impact: (inquiry: CaseloadInquiry) => caseloadView(law, inquiry),
} as const

export type LawWork = typeof lawWork
export type LawWorkName = keyof LawWork
