// From which age on the law of a day no longer calls somebody a minor. The age stands in the pack, as a term.
import type { Pack } from '@umai/rules'

export type Majority = Readonly<{ from: string; years: number }>

/** The ages that the pack knows, each from its first day on. A term that says no single age is no answer. */
export const majorities = (pack: Pack): readonly Majority[] =>
  (pack.terms.minorVictim?.versions ?? []).flatMap(({ from, means }) => {
    const [years] = means.op === 'test' && means.relation === '<' ? means.values : []
    return from === undefined || typeof years !== 'number' ? [] : [{ from: from.date, years }]
  })

/** The age of majority on a day; undefined before the first day that the pack knows. */
export const majorityOn = (pack: Pack, day: string): number | undefined =>
  majorities(pack)
    .filter(({ from }) => from <= day)
    .toSorted((one, other) => one.from.localeCompare(other.from))
    .at(-1)?.years
