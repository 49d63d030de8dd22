// Texts of one slice, in three languages that cannot drift apart: the compiler refuses a missing key
// or another set of {placeholders}, and defineWords refuses them again for words that came untyped.
import { formatNumber } from './format.ts'
import { inKazakhCase } from './kazakh.ts'
import { type Lang, langs } from './lang.ts'

/** Plural forms by Intl.PluralRules category; the number is {count}. Kazakh needs only `other`. */
export type Plural = Readonly<
  { other: string } & Partial<Record<'zero' | 'one' | 'two' | 'few' | 'many', string>>
>
type Entry = string | Plural
type Entries = Readonly<Record<string, Entry>>

type PlaceholderIn<S> = S extends `${string}{${infer Name}}${infer Rest}`
  ? Name | PlaceholderIn<Rest>
  : never
type ParameterOf<E> = E extends string
  ? PlaceholderIn<E>
  : E extends Plural
    ? 'count' | PlaceholderIn<E[keyof E]>
    : never

type Counterpart<Model extends Entries, Other> = {
  readonly [Key in keyof Model]: Key extends keyof Other
    ? [ParameterOf<Model[Key]>] extends [ParameterOf<Other[Key]>]
      ? [ParameterOf<Other[Key]>] extends [ParameterOf<Model[Key]>]
        ? Other[Key]
        : never
      : never
    : Entry
} & { readonly [Key in Exclude<keyof Other, keyof Model>]: never }

/** What defineWords returns and say takes; the type parameter carries keys and placeholders. */
export type Words<Model extends Entries = Entries> = Readonly<Record<Lang, Entries>> & {
  readonly model?: Model
}

export type Said<Model extends Entries> = {
  readonly [Key in keyof Model]: [ParameterOf<Model[Key]>] extends [never]
    ? string
    : (values: Readonly<Record<ParameterOf<Model[Key]>, string | number>>) => string
}

/**
 * Declares the words of a slice.
 *
 * @example
 * const words = defineWords({
 *   kk: { title: 'Кезек', due: { other: '{count} міндет' } },
 *   ru: { title: 'Очередь', due: { one: '{count} задача', few: '{count} задачи', many: '{count} задач', other: '{count} задачи' } },
 *   en: { title: 'Queue', due: { one: '{count} duty', other: '{count} duties' } },
 * })
 * say(words, 'ru').due({ count: 5 }) // '5 задач'
 */
export function defineWords<
  const Kk extends Entries,
  const Ru extends Entries,
  const En extends Entries,
>(words: {
  readonly kk: Kk
  readonly ru: Ru & Counterpart<Kk, Ru>
  readonly en: En & Counterpart<Kk, En>
}): Words<Kk> {
  const faults = faultsOf(words as Readonly<Record<Lang, Entries>>)
  if (faults.length > 0) throw new Error(`Words do not match:\n${faults.join('\n')}`)
  return words as unknown as Words<Kk>
}

function faultsOf(words: Readonly<Record<Lang, Entries>>): string[] {
  const faults: string[] = []
  const keys = new Set(langs.flatMap((lang) => Object.keys(words[lang])))
  for (const key of keys) {
    const model = words.kk[key]
    for (const lang of langs) {
      const entry = words[lang][key]
      if (entry === undefined) {
        faults.push(`  ${lang} has no "${key}": add it`)
        continue
      }
      if (model === undefined) continue
      const expected = placeholdersOf(model).join(', ')
      const found = placeholdersOf(entry).join(', ')
      if (expected !== found)
        faults.push(`  ${lang} "${key}" has placeholders (${found}), kk has (${expected})`)
      if (typeof entry === 'string') continue
      for (const category of new Intl.PluralRules(lang).resolvedOptions().pluralCategories) {
        if (lang !== 'kk' && entry[category as keyof Plural] === undefined)
          faults.push(`  ${lang} "${key}" lacks the plural form "${category}"`)
      }
    }
  }
  return faults
}

function placeholdersOf(entry: Entry): string[] {
  const texts = typeof entry === 'string' ? [entry] : ['{count}', ...Object.values(entry)]
  const names = texts.flatMap((text) => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]))
  return [...new Set(names.filter((name) => name !== undefined))].sort()
}

const said = new WeakMap<object, Map<Lang, unknown>>()

/** The words of one language: plain strings, and functions where there are placeholders. */
export function say<Model extends Entries>(words: Words<Model>, lang: Lang): Said<Model> {
  let byLang = said.get(words)
  if (byLang === undefined) {
    byLang = new Map()
    said.set(words, byLang)
  }
  let result = byLang.get(lang) as Said<Model> | undefined
  if (result === undefined) {
    const rules = new Intl.PluralRules(lang)
    result = Object.fromEntries(
      Object.entries(words[lang]).map(([key, entry]) => [
        key,
        sayEntry(typeof entry === 'string' ? keepNumbers(entry) : entry, lang, rules),
      ]),
    ) as Said<Model>
    byLang.set(lang, result)
  }
  return result
}

/** The sign of a number is not parted from it at the end of a line. */
const keepNumbers = (text: string): string => text.replace(/(№|No\.) (?=[\d{])/g, '$1\u00a0')

function sayEntry(entry: Entry, lang: Lang, rules: Intl.PluralRules) {
  if (typeof entry === 'string') {
    if (placeholdersOf(entry).length === 0) return entry
    return (values: Readonly<Record<string, string | number>>) => fill(entry, values, lang)
  }
  return (values: Readonly<Record<string, string | number>>) => {
    const category = rules.select(Number(values.count)) as keyof Plural
    return fill(entry[category] ?? entry.other, values, lang)
  }
}

/** Kazakh words that ask for an ending on what stands before them. */
const governed = {
  дейін: 'dative',
  бастап: 'ablative',
  аз: 'ablative',
  көп: 'ablative',
  аспайды: 'ablative',
} as const
const placeholder = new RegExp(
  `\\{(\\w+)\\}(?:(?= (${Object.keys(governed).join('|')})(?!\\p{L}))|)`,
  'gu',
)

function fill(text: string, values: Readonly<Record<string, string | number>>, lang: Lang) {
  return text.replace(placeholder, (_, name: string, after: keyof typeof governed | undefined) => {
    const value = values[name]
    if (value === undefined) throw new Error(`The text "${text}" needs a value for {${name}}`)
    // A year is a name and no amount: no language parts its thousands.
    const isAmount = typeof value === 'number' && name !== 'year'
    const said = isAmount ? formatNumber(value, lang) : String(value)
    return after === undefined || lang !== 'kk' ? said : inKazakhCase(said, governed[after])
  })
}
