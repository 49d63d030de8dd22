import { type Static, Type } from 'typebox'
import { endpoint } from './endpoint.ts'
import {
  ById,
  Created,
  Done,
  exactly,
  Id,
  Instant,
  Kato,
  Lang,
  line,
  orNull,
  PersonName,
  Text,
} from './fields.ts'
import { pageInput, pageOf } from './page.ts'
import { Enrolment, Login } from './users.ts'

export const agencyKinds = [
  'police',
  'prosecutor',
  'court',
  'contact-centre',
  'family-support-centre',
  'crisis-centre',
  'school',
  'health',
  'social-protection',
  'local-authority',
  'ombudsman',
  'ministry',
  'ngo',
] as const
export const AgencyKind = Type.Enum(agencyKinds)
export type AgencyKind = Static<typeof AgencyKind>

export const AgencyRow = exactly({
  id: Id,
  kind: AgencyKind,
  name: Text,
  place: exactly({ kato: Kato, name: Text }),
  units: Type.Integer({ minimum: 0 }),
  isOwn: Type.Boolean({ description: 'The caller works here' }),
})
export type AgencyRow = Static<typeof AgencyRow>

export const Unit = exactly({
  id: Id,
  name: Text,
  parentId: orNull(Id),
  place: exactly({ kato: Kato, name: Text }),
  people: Type.Integer({
    minimum: 0,
    description: 'People with a role here now; 0 where the caller may not know',
  }),
  closedAt: orNull(Instant),
})
export type Unit = Static<typeof Unit>

export const Agency = exactly({
  id: Id,
  kind: AgencyKind,
  name: Text,
  place: exactly({ kato: Kato, name: Text }),
  isOwn: Type.Boolean(),
  mayManageUnits: Type.Boolean(),
  mayEdit: Type.Boolean(),
  units: Type.Array(Unit),
})
export type Agency = Static<typeof Agency>

export const searchAgencies = endpoint({
  name: 'search-agencies',
  summary: 'Agencies by name, kind and place',
  method: 'POST',
  path: '/api/agencies/search',
  effect: 'read',
  access: 'signed-in',
  body: pageInput(['name', '-name', 'kind'], {
    q: Type.Optional(Type.String({ maxLength: 120 })),
    kind: Type.Optional(AgencyKind),
    kato: Type.Optional(Kato),
  }),
  reply: pageOf(AgencyRow),
  errors: ['cursor-invalid'],
})

export const readAgency = endpoint({
  name: 'read-agency',
  summary: 'An agency with its units',
  method: 'GET',
  path: '/api/agencies/:id',
  effect: 'read',
  access: 'signed-in',
  params: ById,
  reply: Agency,
  errors: [],
})

const UnitInput = {
  name: exactly({ kk: line(200), ru: line(200), en: line(200) }),
  parentId: orNull(Id),
  kato: Kato,
}

const ThreeNames = exactly({ kk: line(200), ru: line(200), en: line(200) })

export const foundAgency = endpoint({
  name: 'found-agency',
  summary:
    'Put an agency into the installation, with its first unit and the administrator who carries on from there',
  method: 'POST',
  path: '/api/agencies',
  effect: 'command',
  access: 'manage-agencies',
  stepUp: true,
  body: exactly({
    kind: AgencyKind,
    name: ThreeNames,
    kato: Kato,
    unitName: ThreeNames,
    administrator: exactly({ name: PersonName, login: Login, position: line(160), lang: Lang }),
  }),
  reply: exactly({ id: Id, administratorId: Id, enrolment: Enrolment }),
  errors: ['login-taken', 'place-unknown', 'step-up-required'],
})

export const editAgency = endpoint({
  name: 'edit-agency',
  summary: 'Change the name or place of an agency',
  method: 'POST',
  path: '/api/agencies/:id/edit',
  effect: 'command',
  access: 'manage-agencies',
  params: ById,
  body: exactly({ name: ThreeNames, kato: Kato }),
  reply: Done,
  errors: ['place-unknown'],
})

export const createUnit = endpoint({
  name: 'create-unit',
  summary: 'Open a unit in the own agency',
  method: 'POST',
  path: '/api/agencies/:id/units',
  effect: 'command',
  access: 'manage-units',
  params: ById,
  body: exactly(UnitInput),
  reply: Created,
  errors: ['place-unknown', 'unit-parent-invalid'],
})

export const editUnit = endpoint({
  name: 'edit-unit',
  summary: 'Change the name, place or parent of a unit',
  method: 'POST',
  path: '/api/units/:id/edit',
  effect: 'command',
  access: 'manage-units',
  params: ById,
  body: exactly(UnitInput),
  reply: Done,
  errors: ['place-unknown', 'unit-parent-invalid', 'unit-closed'],
})

export const closeUnit = endpoint({
  name: 'close-unit',
  summary: 'Close a unit in which nobody works any more',
  method: 'POST',
  path: '/api/units/:id/close',
  effect: 'command',
  access: 'manage-units',
  params: ById,
  body: exactly({ reason: line(400) }),
  reply: Done,
  errors: ['unit-closed', 'unit-in-use'],
})
