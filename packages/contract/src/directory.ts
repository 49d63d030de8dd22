// The public directory as staff keep it: who gives help, what, where, when. A hidden one has no place and is never published.
import { type Static, Type } from 'typebox'
import { endpoint } from './endpoint.ts'
import { ById, Created, Done, exactly, Id, Kato, line, orNull, PlainDate, Text } from './fields.ts'
import { pageInput, pageOf } from './page.ts'

export const serviceNeeds = [
  'stay',
  'psychologist',
  'lawyer',
  'doctor',
  'social-worker',
  'children',
  'crisis-call',
  'mobile-group',
] as const
export const ServiceNeed = Type.Enum(serviceNeeds)
export type ServiceNeed = Static<typeof ServiceNeed>

/** `sgn` is sign language. */
export const serviceLanguages = ['kk', 'ru', 'en', 'sgn'] as const
export const ServiceLanguage = Type.Enum(serviceLanguages)
export type ServiceLanguage = Static<typeof ServiceLanguage>

export const serviceStates = ['draft', 'published', 'withdrawn'] as const
export const ServiceState = Type.Enum(serviceStates)
export type ServiceState = Static<typeof ServiceState>

export const certifications = ['yes', 'no', 'unknown'] as const
export const Certification = Type.Enum(certifications)
export type Certification = Static<typeof Certification>

const day = '(MO|TU|WE|TH|FR|SA|SU)'
const time = '([01][0-9]|2[0-3]):[0-5][0-9]'
const opening = `${day}(,${day})* ${time}-${time}`
export const OpeningHours = Type.String({
  maxLength: 200,
  pattern: `^${opening}(; ${opening})*$`,
  description: 'MO,TU 09:00-18:00; SA 10:00-14:00',
})

const Names = exactly({ kk: line(200), ru: line(200), en: line(200) })

export const ServiceLocation = exactly({
  kato: Kato,
  address: Names,
  postalCode: Type.String({ pattern: '^[0-9]{6}$' }),
  isStepFree: Type.Boolean(),
})
export type ServiceLocation = Static<typeof ServiceLocation>

const ServiceFields = {
  organisationId: Id,
  name: Names,
  isHidden: Type.Boolean({ description: 'Its place is secret: it has none here' }),
  kato: orNull(Kato),
  location: orNull(ServiceLocation),
  needs: Type.Array(ServiceNeed, { minItems: 1, maxItems: 8, uniqueItems: true }),
  languages: Type.Array(ServiceLanguage, { minItems: 1, maxItems: 4, uniqueItems: true }),
  takesChildren: Type.Boolean(),
  phone: Type.String({ pattern: '^[+]?[0-9]{3,15}$' }),
  hours: OpeningHours,
  checkedOn: PlainDate,
}

export const Service = exactly({
  id: Id,
  ...ServiceFields,
  organisation: exactly({ name: Text, certified: Certification }),
  state: ServiceState,
})
export type Service = Static<typeof Service>

export const Organisation = exactly({ id: Id, name: Text, certified: Certification })
export type Organisation = Static<typeof Organisation>

export const searchServices = endpoint({
  name: 'search-services',
  summary: 'The public directory as staff keep it',
  method: 'POST',
  path: '/api/directory/services/search',
  effect: 'read',
  access: 'signed-in',
  body: pageInput(['name', '-name', 'state'], {
    q: Type.Optional(Type.String({ maxLength: 120 })),
    state: Type.Optional(ServiceState),
  }),
  reply: pageOf(Service),
  errors: ['cursor-invalid'],
})

export const createService = endpoint({
  name: 'create-service',
  summary: 'Add a service to the directory, as a draft',
  method: 'POST',
  path: '/api/directory/services',
  effect: 'command',
  access: 'manage-services',
  body: exactly(ServiceFields),
  reply: Created,
  errors: ['place-unknown', 'hidden-has-place'],
})

export const editService = endpoint({
  name: 'edit-service',
  summary: 'Change a service of the directory',
  method: 'POST',
  path: '/api/directory/services/:id/edit',
  effect: 'command',
  access: 'manage-services',
  params: ById,
  body: exactly(ServiceFields),
  reply: Done,
  errors: ['place-unknown', 'hidden-has-place', 'hidden-not-public'],
})

export const setServiceState = endpoint({
  name: 'set-service-state',
  summary: 'Publish a service of the directory or take it off the public site',
  method: 'POST',
  path: '/api/directory/services/:id/state',
  effect: 'command',
  access: 'manage-services',
  params: ById,
  body: exactly({ state: ServiceState }),
  reply: Done,
  errors: ['hidden-not-public'],
})

export const listOrganisations = endpoint({
  name: 'list-organisations',
  summary: 'Who gives help, for the directory',
  method: 'GET',
  path: '/api/directory/organisations',
  effect: 'read',
  access: 'signed-in',
  reply: exactly({ items: Type.Array(Organisation, { maxItems: 1000 }) }),
  errors: [],
})

export const readPublicSite = endpoint({
  name: 'read-public-site',
  summary: 'Where the public site of this installation stands; null where the server was not told',
  method: 'GET',
  path: '/api/directory/site',
  effect: 'read',
  access: 'signed-in',
  reply: exactly({
    address: orNull(Type.String({ description: 'Without a path, as people type it' })),
  }),
  errors: [],
})

export const createOrganisation = endpoint({
  name: 'create-organisation',
  summary: 'Add an organisation to the directory',
  method: 'POST',
  path: '/api/directory/organisations',
  effect: 'command',
  access: 'manage-services',
  body: exactly({ name: Names, certified: Certification }),
  reply: Created,
  errors: [],
})
