export { findInstrument, instruments, slots } from './catalogue.ts'
export {
  type Answer,
  answers,
  type Condition,
  definitionFaults,
  type Fault,
  type Instrument,
  type Item,
  type Level,
  levels,
  type ScoringRule,
} from './definition.ts'
export {
  type ComputedLevel,
  decideLevel,
  type LevelDecision,
  type LevelProposal,
  type ReassessmentEvent,
  reassessmentEvents,
  reassessmentHours,
} from './level.ts'
export { type Answers, isGraver, type Score, score, UnknownItemError } from './score.ts'
export { digestOf, fingerprintOf, readSigners, signDefinition, signerOf } from './seal.ts'
export { draftFor, readDefinition, readSigned } from './shape.ts'
