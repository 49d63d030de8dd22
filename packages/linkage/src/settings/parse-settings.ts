// Makes untrusted settings trusted: the schema first, then what a schema cannot say (names that must exist, levels that must have a column).
import { createHash } from 'node:crypto'
import Value from 'typebox/value'
import { standardisers } from '../standardise/standardisers.ts'
import { columnsOfLevel, parseRef } from './columns.ts'
import { Settings } from './settings.ts'

export class SettingsError extends Error {
  readonly faults: readonly string[]
  constructor(faults: readonly string[]) {
    super(
      `The linkage settings have ${faults.length} fault(s):\n${faults.map((fault) => `  ${fault}`).join('\n')}`,
    )
    this.name = 'SettingsError'
    this.faults = faults
  }
}

function schemaFaults(input: unknown): readonly string[] {
  const deepest = new Map<string, string>()
  for (const { instancePath, message, keyword, params } of Value.Errors(Settings, input)) {
    if (keyword === 'anyOf' || keyword === 'boolean') continue
    const detail =
      keyword === 'additionalProperties' ? ` (${Object.values(params).flat().join(', ')})` : ''
    if (!deepest.has(instancePath))
      deepest.set(instancePath, `${instancePath || '/'}: ${message}${detail}`)
  }
  return [...deepest.values()]
}

function refFaults(settings: Settings, ref: string, where: string): readonly string[] {
  const { field, part } = parseRef(ref)
  const declared = settings.fields[field]
  if (declared === undefined)
    return [
      `${where}: "${ref}" names the field "${field}", which is not among the fields (${Object.keys(settings.fields).join(', ')})`,
    ]
  const parts = standardisers[declared.standardise]?.parts
  if (parts !== undefined && !(part in parts))
    return [
      `${where}: "${ref}" asks for part "${part}", but "${declared.standardise}" gives ${Object.keys(
        parts,
      )
        .map((name) => `"${name}"`)
        .join(', ')}`,
    ]
  return []
}

function meaningFaults(settings: Settings): readonly string[] {
  const faults: string[] = []
  for (const [name, { standardise }] of Object.entries(settings.fields)) {
    if (!(standardise in standardisers))
      faults.push(
        `/fields/${name}: there is no standardiser "${standardise}". Choose one of ${Object.keys(standardisers).join(', ')}`,
      )
  }
  if (faults.length > 0) return faults
  settings.blocking.forEach(({ on }, index) => {
    for (const ref of on)
      if (typeof ref === 'string') faults.push(...refFaults(settings, ref, `/blocking/${index}`))
    if (on.some((ref) => typeof ref === 'string' && ref.endsWith('[*]')) && on.length > 1)
      faults.push(`/blocking/${index}: a rule on the items of a list stands alone`)
  })
  const names = new Set<string>()
  settings.comparisons.forEach((comparison, index) => {
    const where = `/comparisons/${index}`
    const name = comparison.name ?? parseRef(comparison.field).column
    if (names.has(name))
      faults.push(
        `${where}: the name "${name}" is taken by an earlier comparison; give it its own "name"`,
      )
    names.add(name)
    faults.push(...refFaults(settings, comparison.field, where))
    for (const level of comparison.levels)
      for (const ref of columnsOfLevel(comparison.field, level))
        faults.push(...refFaults(settings, ref, where))
    for (const known of ['m', 'u'] as const) {
      const values = comparison[known]
      if (values !== undefined && values.length !== comparison.levels.length + 1)
        faults.push(
          `${where}: "${known}" needs ${comparison.levels.length + 1} numbers (one per level and one for "all other"), found ${values.length}`,
        )
    }
  })
  for (const session of settings.training?.sessions ?? [])
    if (settings.blocking[session] === undefined)
      faults.push(`/training/sessions: there is no blocking rule ${session}`)
  settings.constraints?.mustNot?.forEach(({ differ }, index) => {
    for (const ref of differ)
      faults.push(...refFaults(settings, ref, `/constraints/mustNot/${index}`))
  })
  settings.families?.evidence.forEach(({ on }, index) => {
    for (const ref of on.flat())
      faults.push(...refFaults(settings, ref, `/families/evidence/${index}`))
  })
  const { families } = settings
  if (
    families?.evidence.some(({ ageGap }) => ageGap !== undefined) === true &&
    families.bornYear === undefined
  )
    faults.push('/families: an ageGap needs bornYear, the column with the year of birth')
  if (families?.bornYear !== undefined)
    faults.push(...refFaults(settings, families.bornYear, '/families/bornYear'))
  for (const ref of [
    ...(settings.evaluation?.groups ?? []),
    ...(settings.evaluation?.missing ?? []),
  ])
    faults.push(...refFaults(settings, ref, '/evaluation/groups'))
  return faults
}

/** Settings that can be run, or a SettingsError that lists every fault with its place. */
export function parseSettings(input: unknown): Settings {
  const wrongShape = schemaFaults(input)
  if (!Value.Check(Settings, input))
    throw new SettingsError(wrongShape.length > 0 ? wrongShape : ['/: not settings of version 1'])
  const wrongMeaning = meaningFaults(input)
  if (wrongMeaning.length > 0) throw new SettingsError(wrongMeaning)
  return input
}

/** A short fingerprint: equal settings, equal fingerprint, whatever the order of their keys. */
export function fingerprintOf(value: unknown): string {
  const sorted = (part: unknown): unknown =>
    Array.isArray(part)
      ? part.map(sorted)
      : part !== null && typeof part === 'object'
        ? Object.fromEntries(
            Object.entries(part)
              .toSorted(([a], [b]) => (a < b ? -1 : 1))
              .map(([key, inner]) => [key, sorted(inner)]),
          )
        : part
  return createHash('sha256')
    .update(JSON.stringify(sorted(value)))
    .digest('hex')
    .slice(0, 16)
}
