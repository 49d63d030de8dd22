import type { Entry, Fact, Facts, Field } from './ast.ts'
import { isPlainDate } from './plain-date.ts'
import { nearest } from './shape.ts'

/** One fact that cannot be taken as given. */
export type FactProblem = {
  readonly name: string
  readonly message: string
  readonly value: unknown
  readonly expected: string
}

/**
 * Checks facts against their declarations: an unknown name, a value of the wrong type, an impossible date or a member nobody declared is a
 * problem with the value found and what was expected. Absent and undefined facts are unknown and fine.
 */
export function readFacts(
  declared: Readonly<Record<string, Fact>>,
  given: Facts,
): { readonly problems: readonly FactProblem[] } {
  const problems: FactProblem[] = []
  for (const [name, value] of Object.entries(given)) {
    if (value === undefined) continue
    const fact = Object.hasOwn(declared, name) ? declared[name] : undefined
    if (!fact) {
      const near = nearest(name, Object.keys(declared))
      problems.push({
        name,
        message: `no fact is called ${name}${near ? `; did you mean ${near}?` : ''}`,
        value,
        expected: 'a fact of the pack',
      })
      continue
    }
    const report = (message: string, found: unknown, expected: string) =>
      problems.push({ name, message, value: found, expected })
    if (typeof value === 'object' && !Array.isArray(value) && value !== null) {
      const { state } = value as { readonly state?: unknown }
      if (state !== 'declined' && state !== 'notApplicable')
        report(
          `${name} has a state nobody knows`,
          value,
          '{ state: declined } or { state: notApplicable }',
        )
      else if (state === 'notApplicable' && !fact.appliesWhen)
        report(`${name} always applies`, value, 'a fact with appliesWhen')
    } else if (fact.type === 'list') checkEntries(fact, value, report)
    else checkValue(name, { ...fact, type: fact.type }, value, report)
  }
  return { problems }
}

type Report = (message: string, found: unknown, expected: string) => void

function checkEntries(fact: Fact, value: unknown, report: Report): void {
  if (!Array.isArray(value)) {
    report(`${fact.name} is a list`, value, 'a list of entries')
    return
  }
  const fields = fact.of ?? {}
  for (const [index, entry] of (value as readonly Entry[]).entries()) {
    if (typeof entry !== 'object' || entry === null) {
      report(`entry ${index + 1} of ${fact.name} is no map`, entry, Object.keys(fields).join(', '))
      continue
    }
    for (const [key, found] of Object.entries(entry)) {
      const field = Object.hasOwn(fields, key) ? fields[key] : undefined
      if (field) checkValue(`${fact.name}.${key}`, field, found, report)
      else report(`an entry of ${fact.name} has no ${key}`, key, Object.keys(fields).join(', '))
    }
  }
}

function checkValue(name: string, field: Field, value: unknown, report: Report): void {
  const wrong = (expected: string) => report(`${name} cannot be this`, value, expected)
  switch (field.type) {
    case 'yesno':
      if (typeof value !== 'boolean') wrong('true or false')
      return
    case 'choice': {
      const values = Object.keys(field.values ?? {})
      if (typeof value !== 'string' || !values.includes(value)) wrong(`one of ${values.join(', ')}`)
      return
    }
    case 'number':
      if (typeof value !== 'number' || !Number.isSafeInteger(value)) wrong('a whole number')
      else if (value < (field.min ?? value) || value > (field.max ?? value))
        wrong(`a number from ${field.min} to ${field.max}`)
      return
    case 'date':
      if (!isPlainDate(value)) wrong('a date such as 2024-06-16')
      return
    case 'article':
      if (typeof value !== 'string' || value === '') wrong('an article such as xx/code/9')
      return
  }
}
