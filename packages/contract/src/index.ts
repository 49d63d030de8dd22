export {
  Agency,
  AgencyKind,
  AgencyRow,
  agencyKinds,
  closeUnit,
  createUnit,
  editUnit,
  readAgency,
  searchAgencies,
  Unit,
} from './agencies.ts'
export { AuditEntry, RecordKind, readAudit, recordKinds } from './audit.ts'
export { ClockUnit, clockUnits, Duty, DutyState, dutyStates, listMyDuties } from './duties.ts'
export {
  type Access,
  type Effect,
  type Endpoint,
  endpoint,
  type Input,
  type Reply,
} from './endpoint.ts'
export { endpoints } from './endpoints.ts'
export {
  ById,
  Created,
  Done,
  exactly,
  Id,
  Instant,
  Kato,
  Lang,
  languages,
  line,
  orNull,
  PersonName,
  PlainDate,
  paragraph,
  Text,
} from './fields.ts'
export { LiveChange, liveEvents, livePath } from './live.ts'
export { idempotencyKey, openApi } from './openapi.ts'
export { pageInput, pageOf } from './page.ts'
export { listPlaces, Place, PlaceKind, placeKinds } from './places.ts'
export { commonErrors, FieldFault, Problem } from './problem.ts'
export { listRoles, Permission, permissions, Role, RolePermissions, roles } from './roles.ts'
export { Hit, HitKind, hitKinds, search } from './search.ts'
export {
  addPasskey,
  changePassword,
  completeEnrolment,
  endMyOtherSessions,
  endMySession,
  listMySessions,
  listSampleAccounts,
  MySession,
  Passkey,
  Purpose,
  purposes,
  readEnrolment,
  readMyCredentials,
  readSession,
  removePasskey,
  SampleAccount,
  Session,
  setLanguage,
  setPurpose,
  signInByPasskey,
  signInByPassword,
  signOut,
  startAddPasskey,
  startPasskeySignIn,
  startPasskeyStepUp,
  stepUp,
} from './session.ts'
export { Job, readSystem, SystemHealth, SystemWarning, systemWarnings } from './system.ts'
export {
  createUser,
  deactivateUser,
  Enrolment,
  editUser,
  endGrant,
  endUserSessions,
  enrolUserAgain,
  Grant,
  grantRole,
  Login,
  readUser,
  searchUsers,
  User,
  UserRow,
  UserState,
  userStates,
} from './users.ts'
export {
  createWall,
  endWall,
  listWalls,
  Wall,
  WallAgainst,
  WallReason,
  wallReasons,
} from './walls.ts'
