// What an instrument is: data in a closed language. The language has no negation and no negative weight,
// so no definition can be written in which one more "yes" lowers the level.
import type { Text } from '@umai/words'

export const levels = ['routine', 'raised', 'high'] as const
export type Level = (typeof levels)[number]

/** `unknown`: not asked or not answered. `declined`: asked, and the person would rather not say. Neither is "no". */
export const answers = ['yes', 'no', 'unknown', 'declined'] as const
export type Answer = (typeof answers)[number]

export type Condition =
  | { readonly anyYes: readonly string[] }
  | { readonly countYes: readonly string[]; readonly atLeast: number }
  | { readonly weighted: Readonly<Record<string, number>>; readonly atLeast: number }
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }

export type Item = {
  readonly id: string
  readonly text: Text
  /** What the person who asks should bear in mind; never read aloud. */
  readonly hint?: Text
}

export type ScoringRule = {
  readonly id: string
  readonly level: Level
  readonly when: Condition
  readonly text: Text
}

export type Evidence = {
  readonly metric: string
  readonly value: string
  readonly population: string
  readonly source: string
}

export type Instrument = {
  readonly id: string
  readonly version: string
  readonly title: Text
  /** `slot`: known, but not to be used until its owner's permission is attached; it carries no items. */
  readonly status: 'slot' | 'pilot' | 'active' | 'retired'
  readonly rights: {
    readonly holder: string
    readonly basis: 'own work' | 'open licence' | 'permission' | 'none'
    readonly licence?: string
    /** SHA-256 of the permission document, hexadecimal. */
    readonly documentSha256?: string
    readonly attribution?: string
  }
  readonly evidence: readonly Evidence[]
  readonly validatedFor: readonly string[]
  readonly translation: Readonly<
    Record<'kk' | 'ru' | 'en', 'original' | 'draft' | 'back-translated'>
  >
  /** Roles that may use it; empty means every role that may assess. */
  readonly assessors: readonly string[]
  readonly askAlone: boolean
  readonly items: readonly Item[]
  readonly rules: readonly ScoringRule[]
  readonly missing: {
    /** With more unanswered items than this, "routine" becomes "not determined". */
    readonly maxUnanswered: number
    /** Items without whose answer "routine" cannot be said. */
    readonly mustKnow: readonly string[]
  }
  readonly lowering: 'never' | 'second person'
  /** What must come out of some answers: the arithmetic of its owner, tried before the definition is taken. */
  readonly examples?: readonly Example[]
}

export type Example = {
  readonly answers: Readonly<Record<string, Answer>>
  readonly level: Level | 'undetermined'
}

export type Fault = { readonly path: string; readonly problem: string }

const languages = ['kk', 'ru', 'en'] as const

/** Every item that a condition names, in its order. */
export function itemIdsOf(condition: Condition): readonly string[] {
  if ('anyYes' in condition) return condition.anyYes
  if ('countYes' in condition) return condition.countYes
  if ('weighted' in condition) return Object.keys(condition.weighted)
  return ('all' in condition ? condition.all : condition.any).flatMap(itemIdsOf)
}

function conditionFaults(condition: Condition, path: string): Fault[] {
  const shapes = ['anyYes', 'countYes', 'weighted', 'all', 'any'].filter((key) => key in condition)
  if (shapes.length !== 1)
    return [
      {
        path,
        problem: `expected exactly one of anyYes, countYes, weighted, all, any; found ${shapes.join(', ') || 'none'}`,
      },
    ]
  if ('all' in condition || 'any' in condition) {
    const key = 'all' in condition ? 'all' : 'any'
    const parts = 'all' in condition ? condition.all : condition.any
    // An empty `all` would hold for everybody, an empty `any` for nobody.
    if (parts.length === 0) return [{ path: `${path}.${key}`, problem: 'is empty' }]
    return parts.flatMap((part, index) => conditionFaults(part, `${path}.${key}[${index}]`))
  }
  const faults: Fault[] = []
  if (itemIdsOf(condition).length === 0) faults.push({ path, problem: 'names no item' })
  if ('atLeast' in condition && !(condition.atLeast > 0))
    faults.push({ path: `${path}.atLeast`, problem: `${condition.atLeast} is not above zero` })
  if ('weighted' in condition)
    for (const [id, weight] of Object.entries(condition.weighted))
      if (!(weight > 0))
        faults.push({
          path: `${path}.weighted.${id}`,
          problem: `${weight} is not above zero; a "yes" must never lower a level`,
        })
  if ('countYes' in condition && condition.atLeast > condition.countYes.length)
    faults.push({
      path: `${path}.atLeast`,
      problem: `${condition.atLeast} of ${condition.countYes.length} items can never be reached`,
    })
  return faults
}

function textFaults(text: Text | undefined, path: string): Fault[] {
  return languages
    .filter((language) => !text?.[language]?.trim())
    .map((language) => ({ path: `${path}.${language}`, problem: 'has no words' }))
}

function repeated(ids: readonly string[]): readonly string[] {
  return ids.filter((id, index) => ids.indexOf(id) !== index)
}

/**
 * Finds everything that is wrong with a definition; an empty list means that it may be used.
 * The caller has parsed the JSON; the shape itself is taken as typed.
 */
export function definitionFaults(instrument: Instrument): readonly Fault[] {
  const ids = instrument.items.map(({ id }) => id)
  const known = new Set(ids)
  const unknownItems = (named: readonly string[], path: string): Fault[] =>
    named
      .filter((id) => !known.has(id))
      .map((id) => ({ path, problem: `names the item "${id}", which does not exist` }))
  const faults: Fault[] = [
    ...textFaults(instrument.title, 'title'),
    ...instrument.items.flatMap((item, index) => [
      ...textFaults(item.text, `items[${index}].text`),
      ...(item.hint === undefined ? [] : textFaults(item.hint, `items[${index}].hint`)),
    ]),
    ...instrument.rules.flatMap((rule, index) => [
      ...textFaults(rule.text, `rules[${index}].text`),
      ...conditionFaults(rule.when, `rules[${index}].when`),
      ...unknownItems(itemIdsOf(rule.when), `rules[${index}].when`),
    ]),
    ...repeated(ids).map((id) => ({ path: 'items', problem: `the item "${id}" stands twice` })),
    ...repeated(instrument.rules.map(({ id }) => id)).map((id) => ({
      path: 'rules',
      problem: `the rule "${id}" stands twice`,
    })),
    ...unknownItems(instrument.missing.mustKnow, 'missing.mustKnow'),
  ]
  if (instrument.status === 'slot') {
    if (instrument.items.length > 0 || instrument.rules.length > 0)
      faults.push({
        path: 'items',
        problem: 'a slot carries no items: its owner has not yet permitted their use',
      })
    return faults
  }
  const asked = new Set(instrument.rules.flatMap(({ when }) => itemIdsOf(when)))
  for (const id of ids)
    if (!asked.has(id))
      faults.push({ path: 'items', problem: `"${id}" is asked, but no rule uses the answer` })
  if (instrument.rights.basis === 'none')
    faults.push({ path: 'rights.basis', problem: 'nothing permits the use of this instrument' })
  if (
    instrument.rights.basis === 'permission' &&
    !/^[0-9a-f]{64}$/.test(instrument.rights.documentSha256 ?? '')
  )
    faults.push({
      path: 'rights.documentSha256',
      problem: 'a permission needs the SHA-256 of its document',
    })
  return faults
}
