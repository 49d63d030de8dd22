export {
  type AuditFault,
  type AuditHead,
  type AuditVerdict,
  isCommittedTo,
  type LeafNotes,
  readAuditHead,
  type Subject,
  sequenceAudit,
  verifyAudit,
} from './audit.ts'
export { type Context, type Identity, transactionOptionsOf } from './context.ts'
export {
  type ApplicationRole,
  type DatabaseAddress,
  type Db,
  databaseUrlFor,
  openDatabase,
  type Tx,
} from './database.ts'
export { enrolmentMs, enrolmentToken, hashEnrolmentToken } from './enrolment-token.ts'
export { keepPlans, nameCases } from './in-hand.ts'
export { migrate } from './migrate.ts'
export { type MigrationState, readMigrationState } from './migration-state.ts'
export { openCodeSecret, sealCodeSecret } from './one-time-codes.ts'
export { placeNamesNow } from './place-names.ts'
export {
  type Change,
  type Command,
  changeChannel,
  forgetOldCommands,
  runCommand,
  runRead,
  runView,
  type View,
} from './run.ts'
export { type InstallationConfig, installationSettings, openInstallation } from './settings.ts'
export {
  createSubjectKey,
  createSubjectKeys,
  rewrapAgencyKeys,
  sealFor,
  sealWith,
  shredSubject,
  subjectKeyOf,
  unsealFor,
} from './subject-keys.ts'
export type { Tables } from './tables.gen.ts'
export { isDutyShown, seesWholeCase } from './whole-case.ts'
