import './evidence.css'
import type { Evidence, EvidenceKind } from '@umai/contract'
import { useLanguage, useWords } from '../language/language.tsx'
import { evidenceNames, evidenceWords } from './words.ts'

/** Beyond this a bar grows no more: what is certain already does not get longer. */
const WIDEST = 16

const signed = (weight: number, lang: string): string =>
  `${weight > 0 ? '+' : weight < 0 ? '−' : ''}${Math.abs(weight).toFixed(1)}`.replace(
    '.',
    lang === 'en' ? '.' : ',',
  )

/** What speaks for and what against, strongest first; how seldom two such people meet by chance stands last. */
const inOrder = (evidence: readonly Evidence[]): readonly Evidence[] =>
  evidence.toSorted(
    (a, b) =>
      Number(a.kind === 'start') - Number(b.kind === 'start') ||
      Math.abs(b.weight) - Math.abs(a.weight),
  )

/** The reasons in words, the few that matter most, for a line under a name. */
export const useReasons = () => {
  const names = useWords(evidenceNames)
  return (evidence: readonly Evidence[]) =>
    inOrder(evidence)
      .filter(
        ({ kind, weight }) => kind !== 'start' && kind !== 'relatives' && Math.abs(weight) >= 1,
      )
      .map(({ kind, weight }) => ({
        kind,
        text: names[kind as EvidenceKind],
        speaksFor: weight > 0,
      }))
}

/** Every reason with its weight as a bar to one side or the other, and the sum. */
export const EvidenceBars = ({
  evidence,
  weight,
}: {
  readonly evidence: readonly Evidence[]
  readonly weight: number
}) => {
  const names = useWords(evidenceNames)
  const words = useWords(evidenceWords)
  const { lang } = useLanguage()
  const rows = [
    ...inOrder(evidence).map((one) => ({ ...one, text: names[one.kind as EvidenceKind] })),
    { kind: 'sum', weight, text: words.sum },
  ]
  return (
    <div className="evidence">
      <ul>
        {rows.map(({ kind, weight: each, text }) => {
          const width = (Math.min(Math.abs(each), WIDEST) / WIDEST) * 50
          return (
            <li
              key={kind}
              className={kind === 'sum' ? 'evidence-row evidence-sum' : 'evidence-row'}
            >
              <span>{text}</span>
              <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
                <rect x="49.6" y="0" width="0.8" height="10" className="evidence-middle" />
                <rect
                  x={each < 0 ? 50 - width : 50}
                  y="2"
                  width={width}
                  height="6"
                  className={each < 0 ? 'evidence-against' : 'evidence-for'}
                />
              </svg>
              <span className="evidence-weight">{signed(each, lang)}</span>
            </li>
          )
        })}
      </ul>
      <p className="small quiet">{words.about}</p>
    </div>
  )
}
