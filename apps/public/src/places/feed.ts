// The directory for machines, in Open Referral HSDS 3.0: services whole as JSON, and as one flat table.
import { createHash } from 'node:crypto'
import { openingsOf } from '@umai/words'
import type { Directory, ServiceEntry } from './model.ts'

/** HSDS takes codes of ISO 639-1 and 639-3; `sgn` is of neither, so sign languages go by name alone. */
const languages: Readonly<Record<string, { readonly name: string; readonly code?: string }>> = {
  kk: { name: 'Kazakh', code: 'kk' },
  ru: { name: 'Russian', code: 'ru' },
  en: { name: 'English', code: 'en' },
  sgn: { name: 'Sign languages' },
}

/** All of Kazakhstan since 1 March 2024. */
const offset = { hours: 5, text: '+05:00' }

/**
 * HSDS asks for a UUID everywhere. Parts that have none of their own get one that follows from that of the service (RFC 9562,
 * version 8), so that they stay the same in every release.
 */
function partId(...names: readonly (string | number)[]): string {
  const bytes = createHash('sha256').update(names.join('|')).digest()
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  return bytes.toString('hex', 0, 16).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

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
    phones: [{ id: partId(id, 'phone'), service_id: id, number: entry.phone, type: 'voice' }],
    schedules: openingsOf(entry.hours).map(({ days, opens, closes }, at) => ({
      id: partId(id, 'schedule', at),
      service_id: id,
      freq: 'WEEKLY',
      wkst: 'MO',
      byday: days.join(','),
      opens_at: `${opens}${offset.text}`,
      closes_at: `${closes}${offset.text}`,
      timezone: offset.hours,
    })),
    languages: entry.languages.map((code) => ({
      id: partId(id, 'language', code),
      service_id: id,
      ...(languages[code] ?? { name: code }),
    })),
    service_areas:
      entry.place === undefined
        ? []
        : [{ id: partId(id, 'area'), service_id: id, name: entry.place.name.ru }],
    service_at_locations:
      location === undefined
        ? []
        : [
            {
              id: partId(id, 'at', location.id),
              service_id: id,
              location_id: location.id,
              location: {
                id: location.id,
                location_type: 'physical',
                name: entry.organisation.name.ru,
                addresses: [
                  {
                    id: partId(location.id, 'address'),
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
                    id: partId(location.id, 'accessibility'),
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
      id: partId(id, 'need', need),
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
