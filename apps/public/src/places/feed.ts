// The directory for machines, in Open Referral HSDS 3.0: services whole as JSON, and as one flat table.
import { openingsOf } from '@umai/words'
import type { Directory, ServiceEntry } from './model.ts'

const languageNames: Readonly<Record<string, string>> = {
  kk: 'Kazakh',
  ru: 'Russian',
  en: 'English',
  sgn: 'Sign languages',
}

/** Ids of parts that have none of their own follow from that of the service, so that they stay the same in every release. */
function serviceOf(entry: ServiceEntry, { places }: Directory) {
  const { id, location } = entry
  return {
    id,
    organization_id: entry.organisation.id,
    name: entry.name.ru,
    alternate_name: entry.name.kk,
    description: entry.name.en,
    status: 'active',
    fees_description: 'free of charge',
    accreditations: { yes: 'certified', no: 'not certified', unknown: 'not known' }[
      entry.organisation.certified
    ],
    eligibility_description: entry.takesChildren ? 'also with children' : 'adults',
    assured_date: entry.checkedOn,
    organization: {
      id: entry.organisation.id,
      name: entry.organisation.name.ru,
      alternate_name: entry.organisation.name.kk,
      description: entry.organisation.name.en,
    },
    phones: [{ id: `${id}.phone`, service_id: id, number: entry.phone, type: 'voice' }],
    schedules: openingsOf(entry.hours).map(({ days, opens, closes }, at) => ({
      id: `${id}.schedule.${at}`,
      service_id: id,
      freq: 'WEEKLY',
      wkst: 'MO',
      byday: days.join(','),
      opens_at: opens,
      closes_at: closes,
      timezone: 5,
    })),
    languages: entry.languages.map((code) => ({
      id: `${id}.language.${code}`,
      service_id: id,
      name: languageNames[code] ?? code,
      code,
    })),
    service_areas:
      entry.place === undefined
        ? []
        : [{ id: `${id}.area`, service_id: id, name: entry.place.name.ru }],
    service_at_locations:
      location === undefined
        ? []
        : [
            {
              id: `${id}.at.${location.id}`,
              service_id: id,
              location_id: location.id,
              location: {
                id: location.id,
                location_type: 'physical',
                name: entry.organisation.name.ru,
                addresses: [
                  {
                    id: `${location.id}.address`,
                    location_id: location.id,
                    address_1: location.address.ru,
                    city: location.place.name.ru,
                    state_province: (
                      places.find(
                        ({ kato }) => kato === `${location.place.kato.slice(0, 2)}0000000`,
                      ) ?? location.place
                    ).name.ru,
                    postal_code: location.postalCode,
                    country: 'KZ',
                    address_type: 'physical',
                  },
                ],
                accessibility: [
                  {
                    id: `${location.id}.accessibility`,
                    location_id: location.id,
                    description: location.isStepFree
                      ? 'step-free entrance'
                      : 'steps at the entrance',
                  },
                ],
              },
            },
          ],
    attributes: entry.needs.map((need) => ({
      id: `${id}.need.${need}`,
      link_id: id,
      link_type: 'need',
      link_entity: 'service',
      value: need,
    })),
  }
}

export const jsonFeed = (directory: Directory): string =>
  `${JSON.stringify(
    {
      total_items: directory.entries.length,
      total_pages: 1,
      page_number: 1,
      size: directory.entries.length,
      first_page: true,
      last_page: true,
      empty: directory.entries.length === 0,
      contents: directory.entries.map((entry) => serviceOf(entry, directory)),
    },
    null,
    1,
  )}\n`

const columns = [
  'id',
  'organization_id',
  'name',
  'alternate_name',
  'description',
  'status',
  'fees_description',
  'accreditations',
  'eligibility_description',
  'assured_date',
] as const

/** The table `services.csv` of HSDS; a cell that a spreadsheet would run is quoted with an apostrophe. */
export const csvFeed = (directory: Directory): string =>
  [
    columns.join(','),
    ...directory.entries
      .map((entry) => serviceOf(entry, directory))
      .map((service) => columns.map((name) => cell(service[name])).join(',')),
  ]
    .map((line) => `${line}\r\n`)
    .join('')

function cell(value: string): string {
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
