// The simulated register as lines of CSV (RFC 4180), the truth in the last columns.

import type { RegisterRecord } from './simulate.ts'

const COLUMNS: ReadonlyArray<readonly [name: string, field: keyof RegisterRecord]> = [
  ['record_id', 'recordId'],
  ['agency', 'agency'],
  ['recorded_on', 'recordedOn'],
  ['surname', 'surname'],
  ['given_name', 'given'],
  ['patronymic', 'patronymic'],
  ['sex', 'sex'],
  ['born_on', 'bornOn'],
  ['iin', 'iin'],
  ['phone', 'phone'],
  ['kato', 'kato'],
  ['address', 'address'],
  ['person_id', 'personId'],
  ['family_id', 'familyId'],
  ['household_id', 'householdId'],
  ['spelling', 'spelling'],
]

/** The columns that tell the truth; leave them out when the file is to be linked blindly. */
export const REGISTER_TRUTH_COLUMNS = [
  'person_id',
  'family_id',
  'household_id',
  'spelling',
] as const

export function* registerToCsv(
  records: Iterable<RegisterRecord>,
  { withTruth = true }: { readonly withTruth?: boolean } = {},
): Generator<string, void, undefined> {
  const truth = new Set<string>(REGISTER_TRUTH_COLUMNS)
  const columns = withTruth ? COLUMNS : COLUMNS.filter(([name]) => !truth.has(name))
  yield `${columns.map(([name]) => name).join(',')}\n`
  for (const record of records) {
    yield `${columns.map(([, field]) => csvCell(record[field])).join(',')}\n`
  }
}

function csvCell(text: string): string {
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
