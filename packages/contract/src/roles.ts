// Roles and what they permit. The table lives in the database; these unions mirror it and a test keeps them equal.
import { type Static, Type } from 'typebox'
import { endpoint } from './endpoint.ts'
import { exactly } from './fields.ts'

export const roles = [
  'operator',
  'inspector',
  'unit-head',
  'prosecutor',
  'judge',
  'court-clerk',
  'centre-worker',
  'social-worker',
  'school-psychologist',
  'health-worker',
  'licensing-officer',
  'analyst',
  'ombudsman',
  'agency-admin',
  'auditor',
  'registrar',
  'steward',
] as const
export const Role = Type.Enum(roles)
export type Role = Static<typeof Role>

export const permissions = [
  'read-directory',
  'manage-agencies',
  'manage-units',
  'manage-users',
  'manage-grants',
  'read-walls',
  'manage-walls',
  'read-audit',
  'read-system',
  'record-reports',
  'read-cases',
  'work-cases',
  'assign-cases',
  'assess-risk',
  'confirm-lowering',
  'decide-by-law',
  'issue-orders',
  'serve-orders',
  'oversee-cases',
  'waive-duties',
  'read-statistics',
  'answer-threads',
  'keep-escrow',
  'manage-services',
  'merge-people',
  'moderate-stories',
  'manage-instruments',
] as const
export const Permission = Type.Enum(permissions)
export type Permission = Static<typeof Permission>

export const RolePermissions = exactly({
  role: Role,
  permissions: Type.Array(Permission),
  people: Type.Integer({
    minimum: 0,
    description: 'People of the own agency who hold the role now',
  }),
})
export type RolePermissions = Static<typeof RolePermissions>

export const listRoles = endpoint({
  name: 'list-roles',
  summary: 'Every role with what it permits',
  method: 'GET',
  path: '/api/roles',
  effect: 'read',
  access: 'signed-in',
  reply: exactly({ items: Type.Array(RolePermissions) }),
  errors: [],
})
