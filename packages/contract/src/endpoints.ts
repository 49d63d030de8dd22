// Every endpoint of the API. What is not in this list is not served, not documented and not fuzzed.
import { closeUnit, createUnit, editUnit, readAgency, searchAgencies } from './agencies.ts'
import { readAudit } from './audit.ts'
import { listMyDuties } from './duties.ts'
import type { Endpoint } from './endpoint.ts'
import { listPlaces } from './places.ts'
import { listRoles } from './roles.ts'
import { search } from './search.ts'
import {
  addPasskey,
  changePassword,
  completeEnrolment,
  endMyOtherSessions,
  endMySession,
  listMySessions,
  listSampleAccounts,
  readEnrolment,
  readMyCredentials,
  readSession,
  removePasskey,
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
import { readSystem } from './system.ts'
import {
  createUser,
  deactivateUser,
  editUser,
  endGrant,
  endUserSessions,
  enrolUserAgain,
  grantRole,
  readUser,
  searchUsers,
} from './users.ts'
import { createWall, endWall, listWalls } from './walls.ts'

export const endpoints = [
  searchAgencies,
  readAgency,
  createUnit,
  editUnit,
  closeUnit,
  readAudit,
  listMyDuties,
  listPlaces,
  listRoles,
  search,
  readSession,
  signInByPassword,
  startPasskeySignIn,
  signInByPasskey,
  listSampleAccounts,
  signOut,
  startPasskeyStepUp,
  stepUp,
  setPurpose,
  setLanguage,
  listMySessions,
  endMySession,
  endMyOtherSessions,
  readMyCredentials,
  startAddPasskey,
  addPasskey,
  removePasskey,
  changePassword,
  readEnrolment,
  completeEnrolment,
  readSystem,
  searchUsers,
  readUser,
  createUser,
  editUser,
  deactivateUser,
  enrolUserAgain,
  endUserSessions,
  grantRole,
  endGrant,
  listWalls,
  createWall,
  endWall,
] as const satisfies readonly Endpoint[]
