// Settings for registers of people in Kazakhstan, to start from: the columns are those of the simulated register, and `from`
// names others. Rules and levels were chosen from how names, numbers and dates are written here, not fitted to a labelled set.
import type { Settings } from './settings.ts'

export const kazakhRegister: Settings = {
  version: 1,
  linkType: 'linkAndDedupe',
  id: 'record_id',
  source: 'agency',
  fields: {
    iin: { standardise: 'kz.iin', title: { kk: 'ЖСН', ru: 'ИИН', en: 'IIN' } },
    surname: { standardise: 'kz.surname', title: { kk: 'Тегі', ru: 'Фамилия', en: 'Surname' } },
    given: {
      from: 'given_name',
      standardise: 'kz.given',
      title: { kk: 'Аты', ru: 'Имя', en: 'Given name' },
    },
    patronymic: {
      standardise: 'kz.patronymic',
      title: { kk: 'Әкесінің аты', ru: 'Отчество', en: 'Patronymic' },
    },
    sex: { standardise: 'sex', title: { kk: 'Жынысы', ru: 'Пол', en: 'Sex' } },
    born: {
      from: 'born_on',
      standardise: 'date',
      title: { kk: 'Туған күні', ru: 'Дата рождения', en: 'Date of birth' },
    },
    phone: { standardise: 'kz.phone', title: { kk: 'Телефоны', ru: 'Телефон', en: 'Telephone' } },
    place: {
      from: 'kato',
      standardise: 'kz.place',
      title: { kk: 'Елді мекені', ru: 'Населённый пункт', en: 'Place' },
    },
    address: { standardise: 'kz.address', title: { kk: 'Мекенжайы', ru: 'Адрес', en: 'Address' } },
  },
  blocking: [
    { on: ['iin'] },
    { on: ['born', 'given.key'] },
    { on: ['born', 'surname.key'] },
    { on: ['phone'], maxBlock: 100 },
    { on: ['surname.key', 'given.key', 'patronymic.key'] },
    { on: ['surname.key', 'given.key', 'place'] },
    { on: ['given.key', 'patronymic.key', 'born.year'] },
    { on: ['given.key', 'place', 'address'] },
    { on: ['surname.key', 'given.key', 'born.year'] },
  ],
  comparisons: [
    {
      field: 'surname',
      levels: [
        'exact',
        { same: 'surname.stem' },
        { same: 'surname.key' },
        { jaroWinkler: 0.88, of: 'surname.stem' },
      ],
      frequency: { levels: [0, 1, 2] },
    },
    {
      field: 'given',
      levels: ['exact', { same: 'given.key' }, { jaroWinkler: 0.88 }],
      frequency: { levels: [0, 1] },
    },
    {
      field: 'patronymic.stem',
      name: 'patronymic',
      levels: ['exact', { same: 'patronymic.key' }, { jaroWinkler: 0.88 }],
      frequency: {},
    },
    {
      field: 'born.year',
      name: 'born',
      levels: [
        { same: 'born' },
        { all: ['swapDayMonth'], label: 'born with day and month swapped' },
        { hamming: 1, of: 'born' },
        { same: 'born.month' },
        'exact',
      ],
    },
    { field: 'iin', levels: ['exact', { hamming: 1 }, { hamming: 2 }] },
    { field: 'phone', levels: ['exact'] },
    { field: 'place', levels: ['exact', { same: 'place.region' }], frequency: {} },
    { field: 'address', levels: ['exact', { jaroWinkler: 0.9 }] },
    { field: 'sex', levels: ['exact'] },
    { name: 'exchanged', field: 'given', levels: [{ crossed: ['given', 'surname'] }] },
  ],
  training: { relatives: [3, 7] },
  evaluation: { groups: ['sex', 'surname.script', 'place.region'], missing: ['iin', 'born'] },
}
