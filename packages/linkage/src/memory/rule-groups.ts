// Who agrees on the values of a blocking rule, from codes in memory: exactly, with no hash between. Pure.
import { parseRef } from '../settings/columns.ts'
import type { Settings } from '../settings/settings.ts'
import { type Groups, groupSplitter } from './blocks.ts'
import { shortened } from './compare-pair.ts'
import type { CodedRecords } from './memory-nodes.ts'
import { countOf } from './texts.ts'

/** Whether the rules name columns only: free SQL and lists are keyed by the database. */
export function keyedInMemory(settings: Settings): boolean {
  return settings.blocking.every(({ on }) =>
    on.every((ref) => typeof ref === 'string' && !ref.endsWith('[*]')),
  )
}

/** The columns that rules read. */
export function ruleColumns(settings: Settings): readonly string[] {
  return settings.blocking.flatMap(({ on }) =>
    on.flatMap((ref) => (typeof ref === 'string' ? [parseRef(ref).column] : [])),
  )
}

type Coded = Pick<CodedRecords, 'records' | 'entryOf' | 'dictionaries'>

/** The entry of each record and the code of each entry, for a reference. */
function reading({ entryOf, dictionaries }: Coded, ref: string) {
  const { field, column, prefix } = parseRef(ref)
  const entries = entryOf.get(field)
  const dictionary = dictionaries.get(column)
  if (entries === undefined || dictionary === undefined)
    throw new RangeError(`The column "${column}" was not read.`)
  const short = prefix === undefined ? undefined : shortened(dictionary.values, prefix)
  const codes =
    short === undefined ? dictionary.codes : dictionary.codes.map((code) => short.codeOf[code] ?? 0)
  return { entries, codes, count: countOf(dictionary.values) }
}

/** Gives the groups of a rule; rules that begin alike are split once as far as they are alike. */
export function ruleGrouper(settings: Settings, coded: Coded): (rule: number) => Groups {
  const split = groupSplitter(coded.records)
  const rules = settings.blocking.map(({ on }) => on.filter((ref) => typeof ref === 'string'))
  const held = new Map<string, Groups>()
  const groupsOf = (refs: readonly string[], rule: number): Groups => {
    const name = refs.join(' ')
    const found = held.get(name)
    if (found !== undefined) return found
    const { entries, codes, count } = reading(coded, refs.at(-1) ?? '')
    const of = new Int32Array(coded.records)
    for (let record = 0; record < of.length; record += 1) {
      const entry = entries[record] ?? -1
      if (entry >= 0) of[record] = codes[entry] ?? 0
    }
    const groups = refs.length === 1 ? { of, count } : split(groupsOf(refs.slice(0, -1), rule), of)
    const wantedLater = rules
      .slice(rule + 1)
      .some((other) => other.slice(0, refs.length).join(' ') === name)
    if (wantedLater && refs.length > 1) held.set(name, groups)
    return groups
  }
  return (rule) => groupsOf(rules[rule] ?? [], rule)
}
