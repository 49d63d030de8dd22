export { defineWords, type Plural, type Said, say, type Words } from './define-words.ts'
export { type ErrorCode, type ErrorEntry, errorCatalogue } from './error-catalogue.ts'
export {
  type DurationUnit,
  formatDay,
  formatDeadline,
  formatDuration,
  formatInstant,
  formatNumber,
  formatShortDay,
  formatTenge,
} from './format.ts'
export {
  formatHours,
  formatSchedule,
  isOpenAt,
  isRoundTheClock,
  type Opening,
  openingsOf,
} from './hours.ts'
export { sayIinFault } from './iin-fault.ts'
export { inKazakhCase } from './kazakh.ts'
export { inEachLanguage, isLang, type Lang, langs, parseAcceptLanguage, type Text } from './lang.ts'
export {
  addDays,
  addHours,
  addMonths,
  addMs,
  dayOf,
  daysBetween,
  endOfDay,
  type Instant,
  isPlainDate,
  offsetHours,
  type PlainDate,
  parsePlainDate,
  startOfDay,
  toInstant,
  toMs,
  wallTimeOf,
  weekdayOf,
  type Zone,
} from './time.ts'
