// How what the law says is shown: citations, findings and their reasons, shaped for the parts that draw them.
import type { Finding, Citation as LawCitation, Reason as LawReason } from '@umai/contract'
import { formatDay, type Lang } from '@umai/words'
import type { Citation } from '../ui/article/article.tsx'
import type { Reason } from '../ui/reason-tree/reason-tree.tsx'
import type { VerdictValue } from '../ui/verdict/verdict.tsx'

/** The page of the article as it stood on the day of the act; without one, on the first day of the version cited. */
export const pageOf = (citation: LawCitation, on: string | undefined): Citation['page'] => {
  const [article = ''] = citation.ref.split('#')
  const day = on ?? citation.on ?? citation.from
  return { to: `/law/articles/${article}`, search: day === null ? {} : { on: day } }
}

export const citationOf = (citation: LawCitation, lang: Lang, on?: string): Citation => ({
  label: citation.label[lang],
  act: citation.act[lang],
  inForceFrom: citation.from === null ? undefined : formatDay(citation.from, lang),
  source: citation.url ?? undefined,
  page: pageOf(citation, on),
  status: citation.confidence,
})

/** A bar that applies forbids; what is open or must be referred is not known; the rest holds or does not. */
export const verdictOf = (finding: Pick<Finding, 'kind' | 'state'>): VerdictValue => {
  switch (finding.state) {
    case 'applies':
      return finding.kind === 'bar' ? 'barred' : 'yes'
    case 'excluded':
      return 'no'
    case 'open':
    case 'refer':
      return 'unknown'
  }
}

/** Lines with a depth, as they are stored, become the tree they were. */
export const reasonsOf = (lines: readonly LawReason[], lang: Lang): readonly Reason[] => {
  type Growing = Omit<Reason, 'parts'> & { parts: Growing[] }
  const roots: Growing[] = []
  const path: Growing[] = []
  for (const [at, line] of lines.entries()) {
    const node: Growing = {
      id: String(at),
      value: line.holds,
      text: line.text[lang],
      why: line.citation?.label[lang],
      parts: [],
    }
    path.length = Math.min(line.depth, path.length)
    const parent = path.at(-1)
    if (parent) parent.parts.push(node)
    else roots.push(node)
    path.push(node)
  }
  return roots
}

/** The order in which an answer is read: what it is, what bars, how it goes on, what those concerned are owed. */
export const answerParts = [
  'partLiability',
  'partBars',
  'partProceedings',
  'partEntitlements',
  'partOther',
] as const
export type AnswerPart = (typeof answerParts)[number]

const partOfKind: Readonly<Record<Finding['kind'], AnswerPart>> = {
  liability: 'partLiability',
  bar: 'partBars',
  start: 'partProceedings',
  power: 'partProceedings',
  duty: 'partProceedings',
  entitlement: 'partEntitlements',
  other: 'partOther',
}

/** A question the law has not answered yet is of no kind; it stands where its answer will. */
const partOfQuestion: Readonly<Record<string, AnswerPart>> = {
  liability: 'partLiability',
  reconciliation: 'partBars',
  'administrative-reconciliation': 'partBars',
  'protective-order': 'partProceedings',
  statement: 'partProceedings',
  prosecution: 'partProceedings',
  'special-requirements': 'partEntitlements',
  services: 'partEntitlements',
  stay: 'partEntitlements',
}

export const partOf = ({ id, kind }: Pick<Finding, 'id' | 'kind'>): AnswerPart =>
  partOfQuestion[id] ?? partOfKind[kind]
