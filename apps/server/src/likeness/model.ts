// How alike two people are, in kinds of evidence that can be put into words. The weights come from a shipped model; a
// weight ranks and explains, it decides nothing. Pure.
import type { Evidence, EvidenceKind, PersonNameForm } from '@umai/contract'
import {
  type ComparedElsewhere,
  type Explanation,
  shippedScorer,
  type WrittenRecord,
} from '@umai/linkage/likeness'
import type { PlainDate } from '@umai/words'

/** What is known of somebody, as far as it takes part in weighing. */
export type Known = Readonly<{
  names: readonly Pick<PersonNameForm, 'family' | 'given' | 'patronymic'>[]
  birthDate: PlainDate | null
  sex: 'female' | 'male' | 'unknown'
}>

/** Numbers are compared by the database, which alone can: here comes only whether they agree. */
export type NumbersAgree = Readonly<{ iin: Agreement; phone: Agreement }>
export type Agreement = 'same' | 'other' | 'unknown'

export type Weighed = Readonly<{
  weight: number
  likeness: 1 | 2 | 3 | 4 | 5
  evidence: readonly Evidence[]
}>

/** The name of the model, which every kept answer remembers. */
export const likenessModel = (): string => shippedScorer().name

const kinds: Readonly<Record<string, readonly (EvidenceKind | null)[]>> = {
  surname: ['surname-same', 'surname-ending', 'surname-sound', 'surname-alike', 'surname-other'],
  given: ['given-same', 'given-sound', 'given-alike', 'given-other'],
  patronymic: ['patronymic-same', 'patronymic-sound', 'patronymic-alike', 'patronymic-other'],
  born: ['born-same', 'born-swapped', 'born-near', 'born-month', 'born-year', 'born-other'],
  iin: ['iin-same', 'iin-other', 'iin-other', 'iin-other'],
  phone: ['phone-same', 'phone-other'],
  sex: ['sex-same', 'sex-other'],
  exchanged: ['names-exchanged', null],
}

/** A name of one word may be the given one: people are asked for, and told of, by it alone. */
const readings = (name: Known['names'][number]): readonly Known['names'][number][] =>
  name.given === null ? [name, { ...name, family: '', given: name.family }] : [name]

const written = (name: Known['names'][number], { birthDate, sex }: Known): WrittenRecord => ({
  surname: name.family,
  given_name: name.given,
  patronymic: name.patronymic,
  born_on: birthDate,
  sex: sex === 'unknown' ? null : sex,
})

/** All that one person may be written as, kept for as long as somebody is compared with others. */
const records = new WeakMap<Known, readonly WrittenRecord[]>()
const recordsOf = (known: Known): readonly WrittenRecord[] => {
  const made =
    records.get(known) ?? known.names.flatMap(readings).map((name) => written(name, known))
  records.set(known, made)
  return made
}

const tenth = (weight: number): number => Math.round(weight * 10) / 10

const toWeighed = ({ prior, contributions, relatives, weight }: Explanation): Weighed => {
  const evidence = contributions.flatMap(({ comparison, code, weight: each }): Evidence[] => {
    const kind = code === 0 ? null : (kinds[comparison]?.[code - 1] ?? null)
    return kind === null ? [] : [{ kind, weight: tenth(each) }]
  })
  return {
    weight: tenth(weight),
    likeness: likenessOf(weight),
    evidence: [
      ...evidence,
      ...(tenth(relatives) === 0 ? [] : [{ kind: 'relatives' as const, weight: tenth(relatives) }]),
      { kind: 'start', weight: tenth(prior) },
    ],
  }
}

/** Steps of the odds: from even on it is three, from sixteen to one four, from five hundred to one five. */
const likenessOf = (weight: number): Weighed['likeness'] =>
  weight >= 9 ? 5 : weight >= 4 ? 4 : weight >= 0 ? 3 : weight >= -6 ? 2 : 1

/** The best that any spelling of one says about any spelling of the other. */
export const weigh = (one: Known, other: Known, { iin, phone }: NumbersAgree): Weighed => {
  const { score } = shippedScorer()
  const elsewhere: ComparedElsewhere = { iin, phone }
  const pairs = recordsOf(one).flatMap((left) => recordsOf(other).map((right) => ({ left, right })))
  const best = pairs
    .map(({ left, right }) => score(left, right, elsewhere))
    .reduce<Explanation | undefined>(
      (found, next) => (found === undefined || next.weight > found.weight ? next : found),
      undefined,
    )
  const nameless = { family: '', given: null, patronymic: null }
  return toWeighed(best ?? score(written(nameless, one), written(nameless, other), elsewhere))
}

/** Whether a likely match is worth showing: a number that agrees always is, and so is the whole name. */
export const isWorthShowing = ({ likeness, evidence }: Weighed): boolean => {
  const has = (...wanted: readonly EvidenceKind[]) =>
    evidence.some(({ kind }) => wanted.includes(kind))
  if (likeness > 1 || has('iin-same', 'phone-same')) return true
  return has('given-same', 'given-sound') && has('surname-same', 'surname-ending', 'surname-sound')
}
