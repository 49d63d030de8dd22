// Believable people and reports for tests, in the shapes of the contract. A number chooses which; the
// same number always gives the same, so that a failing test fails again.

import type { PersonInput, PersonNameForm, ReportContent } from '@umai/contract'
import {
  type Family,
  generateFamilies,
  listPastReports,
  type Person,
  type SamplePastReport,
  spellFullName,
} from '@umai/sample'

const SEED = 'worlds'
const families: readonly Family[] = [...generateFamilies({ seed: SEED, people: 6_000 })]
const people: readonly Person[] = families.flatMap((family) => family.people)
const reports: readonly SamplePastReport[] = families.flatMap((family) =>
  listPastReports(family, { seed: SEED }),
)

/** A person of the sample region; `where` narrows the choice: `aPerson(3, ({ sex }) => sex === 'female')`. */
export function aPerson(number = 0, where: (person: Person) => boolean = () => true): Person {
  return nth(people.filter(where), number, 'person')
}

/** A family; `where` narrows the choice: `aFamily(0, ({ people }) => people.length > 4)`. */
export function aFamily(number = 0, where: (family: Family) => boolean = () => true): Family {
  return nth(families.filter(where), number, 'family')
}

/** A person as somebody enters one: the name of the document in its script, and in Latin letters. */
export function aPersonInput(number = 0, changes: Partial<PersonInput> = {}): PersonInput {
  const person = aPerson(number)
  return {
    names: [
      nameForm(
        person,
        person.documentSpelling,
        person.documentSpelling === 'kk' ? 'kazakh' : 'russian',
      ),
      nameForm(person, 'passport', 'latin'),
    ],
    sex: person.sex,
    birthDate: person.bornOn,
    iin: person.iin,
    phones: person.phone === null ? [] : [person.phone],
    language: person.language,
    ...changes,
  }
}

/** A report as a first contact leaves it. */
export function aReportContent(number = 0, changes: Partial<ReportContent> = {}): ReportContent {
  const { content } = nth(reports, number, 'report')
  return { ...content, children: [...content.children], ...changes }
}

function nameForm(
  { nameParts: parts, sex }: Person,
  spelling: 'kk' | 'ru' | 'passport',
  script: PersonNameForm['script'],
): PersonNameForm {
  const { surname, given, patronymic } = spellFullName({ parts, sex }, spelling)
  return { script, family: surname, given, patronymic }
}

function nth<T>(list: readonly T[], number: number, what: string): T {
  const found = list[number]
  if (found === undefined) {
    throw new Error(
      `There are ${list.length} of this ${what} in the world, so number ${number} is none of them.`,
    )
  }
  return found
}
