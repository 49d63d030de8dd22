import { expect, test } from 'vitest'
import { type Directory, fitting, type ServiceEntry, spacedPhone } from './model.ts'

const text = { kk: 'а', ru: 'а', en: 'a' }
const entry = (id: string, more: Partial<ServiceEntry>): ServiceEntry => ({
  id,
  name: text,
  organisation: { id: 'o', name: text, certified: 'yes' },
  location: undefined,
  place: undefined,
  needs: ['psychologist'],
  languages: ['kk'],
  takesChildren: false,
  phone: '111',
  hours: 'MO 09:00-18:00',
  checkedOn: '2026-11-01',
  ...more,
})
const at = (kato: string, isStepFree: boolean): Partial<ServiceEntry> => ({
  location: {
    id: 'l',
    place: { kato, name: text },
    address: text,
    postalCode: '010000',
    isStepFree,
  },
})
const directory: Directory = {
  places: [],
  readAt: '2026-11-26T09:00:00.000Z',
  entries: [
    entry('town', at('991100000', true)),
    entry('steps', at('991200000', false)),
    entry('region', { place: { kato: '990000000', name: text }, takesChildren: true }),
    entry('elsewhere', { place: { kato: '350000000', name: text }, needs: ['lawyer'] }),
    entry('country', { languages: ['kk', 'sgn'] }),
  ],
}
const ids = (wish: Parameters<typeof fitting>[1]) => fitting(directory, wish).map(({ id }) => id)

test.each([
  [{}, ['town', 'steps', 'region', 'elsewhere', 'country']],
  [{ kato: '991100000' }, ['town', 'region', 'country']],
  [{ kato: '990000000' }, ['town', 'steps', 'region', 'country']],
  [{ needs: ['lawyer'] }, ['elsewhere']],
  [{ language: 'sgn' }, ['country']],
  [{ withChildren: true }, ['region']],
  [{ stepFree: true }, ['town', 'region', 'elsewhere', 'country']],
] as const)('%o finds %o', (wish, expected) => {
  expect(ids(wish)).toEqual(expected)
})

test.each([
  ['+77273334455', '+7 727 333 44 55'],
  ['111', '111'],
  ['+4930123456', '+4930123456'],
])('%s is shown as %s', (phone, shown) => {
  expect(spacedPhone(phone).replaceAll(' ', ' ')).toBe(shown)
})
