export { type ClusterReport, clusterRun } from './cluster-run.ts'
export { describeRun } from './describe-run.ts'
export { type Edge, listEdges } from './edges.ts'
export {
  type Evaluation,
  evaluatePairs,
  evaluateRun,
  type PairEvaluation,
} from './evaluate/evaluate-run.ts'
export { comparableGroups } from './evaluate/measures.ts'
export { explainRun, getModel, type RunExplanation } from './explain/explain-run.ts'
export type { Explanation } from './explain/score-pair.ts'
export { type FamilyReport, findFamilies } from './family/family-run.ts'
export { buildIndex, type IndexReport } from './index-files/build-index.ts'
export { type PutReport, putFiles } from './index-files/put-files.ts'
export {
  type IndexAnswer,
  type IndexMatch,
  type IndexRecord,
  type LeftOut,
  type MatchOptions,
  openIndex,
  type RecordIndex,
} from './index-files/record-index.ts'
export type { CsvEncoding } from './intake/csv.ts'
export type { Input, IntakeReport } from './intake/intake.ts'
export { ROW_FAULT_CODES, type RowFault, type RowFaultCode } from './intake/row-fault.ts'
export type { FieldProfile } from './load/field-profile.ts'
export type { LoadReport } from './load/load.ts'
export type { RuleAnalysis } from './load/rule-analysis.ts'
export { type Model, probabilityOf } from './model.ts'
export {
  type ComparedIn,
  getLoadReport,
  type LinkReport,
  type LoadedRun,
  linkPairs,
  listRowFaults,
  loadRecords,
  type OnProgress,
  openRun,
  type Progress,
  type Resources,
  type Run,
  reopenRun,
  train,
} from './pipeline.ts'
export { faultColumn, faultValue, faultWords } from './report/fault-words.ts'
export { reportRun } from './report/report-run.ts'
export { writeReviewPage } from './report/review-page.ts'
export {
  findingTitle,
  type Lang,
  levelTitle,
  probabilityText,
  refTitle,
  words as linkageWords,
} from './report/words.ts'
export { ruleName } from './settings/columns.ts'
export { kazakhRegister } from './settings/kazakh-register.ts'
export { parseSettings, SettingsError } from './settings/parse-settings.ts'
export { Settings } from './settings/settings.ts'
export { fromSplink, type SplinkImport } from './settings/splink.ts'
export { linkOnSpark, writeSparkSql } from './spark/link-on-spark.ts'
export type { WrittenRecord } from './standardise/standardise-record.ts'
