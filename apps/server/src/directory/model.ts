import type { Organisation, Service, ServiceLanguage, ServiceNeed } from '@umai/contract'
import type { listOrganisationRows, listServices } from './store.ts'

type ServiceRow = Awaited<ReturnType<typeof listServices>>['rows'][number]
type OrganisationRow = Awaited<ReturnType<typeof listOrganisationRows>>[number]

export const toService = (row: ServiceRow): Service => ({
  id: row.id,
  organisationId: row.organisation_id,
  organisation: {
    name: { kk: row.organisation_kk, ru: row.organisation_ru, en: row.organisation_en },
    certified: row.certified,
  },
  name: { kk: row.name_kk, ru: row.name_ru, en: row.name_en },
  isHidden: row.is_hidden,
  kato: row.place_kato,
  location:
    row.location_kato === null
      ? null
      : {
          kato: row.location_kato,
          address: {
            kk: row.address_kk ?? '',
            ru: row.address_ru ?? '',
            en: row.address_en ?? '',
          },
          postalCode: row.postal_code ?? '',
          isStepFree: row.is_step_free ?? false,
        },
  needs: row.needs as ServiceNeed[],
  languages: row.languages as ServiceLanguage[],
  takesChildren: row.takes_children,
  phone: row.phone,
  hours: row.hours,
  state: row.state,
  checkedOn: row.checked_on,
})

export const toOrganisation = (row: OrganisationRow): Organisation => ({
  id: row.id,
  name: { kk: row.name_kk, ru: row.name_ru, en: row.name_en },
  certified: row.certified,
})
