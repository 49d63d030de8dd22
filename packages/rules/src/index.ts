export { type Difference, differences } from './amend.ts'
export { ask, type Interview, type Question } from './ask.ts'
export type {
  Act,
  Article,
  Case,
  Clock,
  Condition,
  Consequence,
  ConsequenceKind,
  DayBound,
  DutyRule,
  Entry,
  Fact,
  Facts,
  FactValue,
  Ladder,
  Literal,
  Pack,
  Rule,
  Sanction,
  Test,
  Tri,
  Version,
} from './ast.ts'
export { type Instant, instantOf, localTime } from './calendar.ts'
export {
  type CaseResult,
  casesOf,
  clockText,
  ladderText,
  onMissNames,
  runCase,
  runCases,
} from './cases.ts'
export { closuresOf } from './closures.ts'
export {
  type Columns,
  countWords,
  decideColumns,
  type Impact,
  IncompleteColumns,
  impactOfCounts,
  impactOfWords,
  OPEN,
  packColumns,
  TooManyCells,
  tableOf,
  type Words,
} from './columns.ts'
export {
  type CompiledLaw,
  compile,
  type Feature,
  type Program,
  possibleAnswers,
  walk,
} from './compile.ts'
export { type ArticleCoverage, coverage } from './coverage.ts'
export {
  type Citation,
  citationOf,
  type Decision,
  decide,
  decideArticle,
  type Finding,
  type Inquiry,
  InquiryError,
} from './decide.ts'
export { DiagramTooLarge } from './diagram.ts'
export type { Confidence, Source, Text } from './document.ts'
export {
  allDuties,
  type Due,
  type Duty,
  DutyError,
  type DutyInquiry,
  type DutyStatus,
  duties,
  type Happening,
} from './duties.ts'
export { type ExpandedTrace, emitTypeScript, expandTrace, instantiate } from './emit.ts'
export { type Call, callsOf } from './escalation.ts'
export {
  type Contrast,
  type Explanation,
  explain,
  type Flip,
  nearestFlips,
  type ReasonNode,
  type Step,
  whyNot,
} from './explain.ts'
export { type FactProblem, readFacts } from './facts.ts'
export { knownUntil } from './known-until.ts'
export { describeProblem, loadPack, PackError, type SourceDocument } from './load.ts'
export { type Comparison, type MilderLaw, milderLaw } from './milder.ts'
export {
  type Mutant,
  type MutationReport,
  mutantsOf,
  testMutants,
  testSharedMutants,
} from './mutate.ts'
export {
  type Amount,
  type Amounts,
  type IndexUsed,
  indexAt,
  type Penalty,
  penaltyOf,
} from './penalty.ts'
export {
  type Naming,
  type RenderLanguage,
  renderAmounts,
  renderExplanation,
  renderLeaf,
} from './render.ts'
export { changeDays, type Law, lawAt, type Scope, ScopeError, scopeOf } from './scope.ts'
export { nearest, type Path, type Position, type Problem } from './shape.ts'
export { staleWaivers, type VerifyFinding, verify } from './verify.ts'
