// What differs between two versions of a report, field by field, and how two who wrote at once are brought
// together. No drawing, no network.
import type { ReportDraftContent } from '@umai/contract'
import type { Lang } from '@umai/words'
import { fromDraft, type ReportTyped, toDraft } from './model.ts'

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

/** What of a draft is not a whole value yet and stands in a field, or inside it. */
const halfIn = (content: ReportDraftContent, field: ReportField): readonly [string, string][] =>
  Object.entries(content.halfTyped ?? {})
    .filter(([at]) => at === `/${field}` || at.startsWith(`/${field}/`))
    .toSorted(([one], [other]) => one.localeCompare(other))

/** What stands in a field, whole or half typed; what was never said and what is empty are the same. */
export const valueAt = (content: ReportDraftContent, field: ReportField): unknown => {
  const [part, name] = field.split('/') as [string, string | undefined]
  const whole = (content as Tree)[part]
  const value = name === undefined ? whole : isTree(whole) ? whole[name] : undefined
  return value ?? content.halfTyped?.[`/${field}`] ?? null
}

const isSame = (one: ReportDraftContent, other: ReportDraftContent, field: ReportField): boolean =>
  JSON.stringify([valueAt(one, field), halfIn(one, field)]) ===
  JSON.stringify([valueAt(other, field), halfIn(other, field)])

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

/** Where a field of a report stands in the form, if not under its own name. */
const inForm: Partial<Record<ReportField, readonly (keyof ReportTyped)[]>> = {
  'speaker/kind': ['speakerKind'],
  'speaker/name': ['speakerName'],
  'speaker/phone': ['speakerPhone'],
  'occurred/on': ['on', 'onText'],
  'occurred/time': ['time', 'timeText'],
  'place/kato': ['kato'],
  'place/address': ['address'],
  'safeContact/mayContact': ['mayContact'],
  'safeContact/phone': ['safePhone'],
  'safeContact/when': ['safeWhen'],
}

/** One field of the form, half typed or whole, taken from another form. */
const withField = (form: ReportTyped, from: ReportTyped, field: ReportField): ReportTyped => {
  const whole = inForm[field]
  if (whole !== undefined)
    return { ...form, ...Object.fromEntries(whole.map((name) => [name, from[name]])) }
  const [part, name] = field.split('/') as [keyof ReportTyped, string | undefined]
  if (name === undefined) return { ...form, [part]: from[part] }
  const names = name === 'birthDate' ? ['birthDate', 'birthText'] : [name]
  const there = from[part] as Tree
  return {
    ...form,
    [part]: {
      ...(form[part] as Tree),
      ...Object.fromEntries(names.map((one) => [one, there[one]])),
    },
  }
}

/** Two forms of one draft brought together as two reports are, with whatever is half typed. */
export const formsTogether = ({
  before,
  yours,
  theirs,
  chosen,
  lang,
}: Readonly<{
  before: ReportDraftContent
  yours: ReportTyped
  theirs: ReportDraftContent
  chosen: ReadonlyMap<string, 'yours' | 'theirs'>
  lang: Lang
}>): ReportTyped =>
  changedFields(before, toDraft(yours))
    .filter((field) => chosen.get(field) !== 'theirs')
    .reduce((form, field) => withField(form, yours, field), fromDraft(theirs, lang))
