import { loadPack, type Pack } from '@umai/rules'
import { packText } from './pack.gen.ts'

export { articleChoices } from './article-choices.ts'
export {
  type ActView,
  type ArticleFilter,
  type ArticleList,
  type ArticleRow,
  type ArticleStatus,
  type ArticleView,
  articleList,
  articleView,
  type DutyView,
  dutiesOn,
  type LawChanges,
  lawChanges,
} from './article-view.ts'
export {
  answerText,
  type CaseloadCount,
  CaseloadError,
  type CaseloadInquiry,
  type CaseloadView,
  type CaseRow,
  type CellFault,
  caseloadView,
  caseReader,
  countCaseload,
  type Flow,
  makeUpCaseload,
  splitCsvLine,
} from './caseload.ts'
export { type DutyRow, dutyRows } from './duty-rows.ts'
export { type KnownUntilView, knownUntilOf, knownUntilView } from './known-until.ts'
export {
  articleLabel,
  dutyStatusText,
  factTitle,
  memberText,
  provisionTitle,
  refLabel,
  textOf,
  valueText,
} from './labels.ts'
export { type Majority, majorities, majorityOn } from './majority.ts'
export {
  type DecisionName,
  decisionNames,
  type EventName,
  eventNames,
  type LawFacts,
} from './names.gen.ts'
export { amountsText, amountText, consequenceText } from './rule-words.ts'
export { type Topic, topics } from './topics.ts'
export {
  askInWords,
  type ContrastView,
  chargesOf,
  decideInWords,
  type FindingView,
  outcomeText,
  type PenaltyView,
  penaltyTexts,
  penaltyView,
  type QuestionView,
  type SectionView,
  TopicError,
  type WhatAppliesInquiry,
  type WhatAppliesView,
  type WhyNotInquiry,
  whatApplies,
  whyNotApplies,
} from './what-applies.ts'

/** Kazakhstan's law on violence against women and children, as data of the engine. Runs in the browser too. */
export const law: Pack = loadPack(JSON.parse(packText))
