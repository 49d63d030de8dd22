// What a changed law pack answers differently on the same facts. Pure: two answers go in, the differences come out.
import { isDeepStrictEqual } from 'node:util'
import type { AnswerChange, Finding } from '@umai/contract'
import type { Answer } from './model.ts'

const keyOf = ({ id, kind }: Finding): string => `${kind} ${id}`

const sideOf = ({ state, title, summary, penalties, citation }: Finding) => ({
  state,
  title,
  summary,
  citation,
  penalties: penalties.map(({ label }) => label),
})

/** The database keeps the keys of a stored answer in an order of its own. */
const isSame = isDeepStrictEqual

const differencesOf = (before: Finding, after: Finding): AnswerChange['how'] => [
  ...(before.state === after.state ? [] : (['state'] as const)),
  ...(isSame(before.penalties, after.penalties) ? [] : (['penalties'] as const)),
  ...(isSame([before.title, before.summary], [after.title, after.summary])
    ? []
    : (['words'] as const)),
  ...(isSame(
    [before.citation.ref, before.citation.from, before.citation.to],
    [after.citation.ref, after.citation.from, after.citation.to],
  )
    ? []
    : (['article'] as const)),
  ...(isSame(before.doubts, after.doubts) &&
  before.citation.confidence === after.citation.confidence
    ? []
    : (['certainty'] as const)),
]

export type AnswerChanges = Readonly<{
  changes: readonly AnswerChange[]
  /** Facts that decide now and did not before. */
  missing: readonly string[]
  isTouched: boolean
}>

export const changesBetween = (before: Answer, after: Answer): AnswerChanges => {
  const earlier = new Map(before.findings.map((finding) => [keyOf(finding), finding]))
  const later = new Map(after.findings.map((finding) => [keyOf(finding), finding]))
  const changes: AnswerChange[] = []
  for (const [key, finding] of later) {
    const known = earlier.get(key)
    const how: AnswerChange['how'] = known === undefined ? ['came'] : differencesOf(known, finding)
    if (how.length > 0)
      changes.push({
        finding: finding.id,
        how,
        before: known === undefined ? null : sideOf(known),
        after: sideOf(finding),
      })
  }
  for (const [key, finding] of earlier)
    if (!later.has(key))
      changes.push({ finding: finding.id, how: ['went'], before: sideOf(finding), after: null })
  const missing = after.missing.filter((name) => !before.missing.includes(name))
  return { changes, missing, isTouched: changes.length + missing.length > 0 }
}
