export {
  type SampleAgency,
  type SampleAgencyKind,
  type SampleUnit,
  sampleAgencies,
} from './agencies.ts'
export { ageOn, type PlainDate } from './days.ts'
export { type SampleService, sampleServices } from './directory.ts'
export {
  type Address,
  DEFAULT_DAY,
  type Family,
  generateFamilies,
  generatePeople,
  type Household,
  type Partnership,
  type PeopleOptions,
  type Person,
  type Position,
  type Seed,
} from './families.ts'
export { checkDigit, createIinIssuer, isSampleIin } from './iin.ts'
export type { Culture } from './names/choose.ts'
export {
  bendPatronymic,
  bendSurname,
  type FullName,
  type NameParts,
  type PatronymicForm,
  type PatronymicParts,
  type Sex,
  type SurnameForm,
  type SurnameParts,
  spellFullName,
} from './names/full-name.ts'
export { SPELLINGS, type SpelledName, type Spelling, spellName } from './names/spelling.ts'
export {
  listPastReports,
  type SamplePastReport,
  type SampleReportContent,
} from './past-reports.ts'
export { isSamplePhone, samplePhone } from './phone.ts'
export {
  districtOf,
  SAMPLE_CITY_KATO,
  SAMPLE_REGION_KATO,
  type SamplePlace,
  type SamplePlaceKind,
  type Street,
  samplePlaces,
} from './places.ts'
export { createRandom, type Random } from './random.ts'
export { REGISTER_AGENCIES, type RegisterAgency } from './register/agencies.ts'
export { REGISTER_TRUTH_COLUMNS, registerToCsv } from './register/csv.ts'
export {
  type RegisterOptions,
  type RegisterRecord,
  simulateRegister,
} from './register/simulate.ts'
export { sampleId } from './sample-id.ts'
export {
  listSampleAccounts,
  listSampleUsers,
  type SampleRole,
  type SampleUser,
  sampleRoles,
} from './staff.ts'
export { type SampleStory, sampleStories } from './stories.ts'
