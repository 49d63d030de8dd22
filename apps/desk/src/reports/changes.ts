// What differs between two versions of a report, field by field, and how two who wrote at once are brought
// together. No drawing, no network.
import type { ReportDraftContent } from '@umai/contract'

/** The fields of a report that are compared, each alone; children are compared as one. */
export const reportFields = [
  'channel',
  'speaker/kind',
  'speaker/name',
  'speaker/phone',
  'language',
  'narrative',
  'occurred/on',
  'occurred/time',
  'place/kato',
  'place/address',
  'affected/name',
  'affected/sex',
  'affected/birthDate',
  'affected/age',
  'affected/phone',
  'affected/iin',
  'alleged/name',
  'alleged/relation',
  'alleged/sex',
  'alleged/birthDate',
  'alleged/age',
  'alleged/phone',
  'alleged/iin',
  'children',
  'danger/now',
  'danger/weapon',
  'danger/injury',
  'danger/allegedPresent',
  'safeContact/mayContact',
  'safeContact/phone',
  'safeContact/when',
] as const
export type ReportField = (typeof reportFields)[number]

type Tree = Readonly<Record<string, unknown>>

const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null

/** What stands in a field; what was never said and what is empty are the same. */
export const valueAt = (content: ReportDraftContent, field: ReportField): unknown => {
  const [part, name] = field.split('/') as [string, string | undefined]
  const whole = (content as Tree)[part]
  const value = name === undefined ? whole : isTree(whole) ? whole[name] : undefined
  return value ?? null
}

const isSame = (one: ReportDraftContent, other: ReportDraftContent, field: ReportField): boolean =>
  JSON.stringify(valueAt(one, field)) === JSON.stringify(valueAt(other, field))

export const changedFields = (
  before: ReportDraftContent,
  after: ReportDraftContent,
): readonly ReportField[] => reportFields.filter((field) => !isSame(before, after, field))

/** Fields to which two people gave different values since they both read the same. */
export const disputedFields = (
  before: ReportDraftContent,
  yours: ReportDraftContent,
  theirs: ReportDraftContent,
): readonly ReportField[] =>
  changedFields(before, yours).filter(
    (field) => !isSame(before, theirs, field) && !isSame(yours, theirs, field),
  )

/** What both wrote: a field only one of them changed is taken from that one, a disputed one as it was chosen. */
export const together = <Content extends ReportDraftContent>(
  before: Content,
  yours: Content,
  theirs: Content,
  chosen: ReadonlyMap<string, 'yours' | 'theirs'>,
): Content => {
  const mine = changedFields(before, yours).filter((field) => chosen.get(field) !== 'theirs')
  let both = theirs
  for (const field of mine) {
    const [part, name] = field.split('/') as [keyof Content & string, string | undefined]
    const whole = both[part]
    const value =
      name === undefined
        ? yours[part]
        : { ...(isTree(whole) ? whole : {}), [name]: valueAt(yours, field) }
    both = { ...both, [part]: value }
  }
  return both
}
