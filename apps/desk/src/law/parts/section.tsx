import { Button } from '@mantine/core'
import type { LawAmount, LawFinding, LawPenalty, LawSection, ReasonLine } from '@umai/contract'
import { formatDay, formatTenge, type Lang } from '@umai/words'
import { Finding } from '../../ui/finding/finding.tsx'
import { useLanguage, useWords } from '../../ui/language/language.tsx'
import { Note } from '../../ui/note/note.tsx'
import { type Reason, ReasonTree } from '../../ui/reason-tree/reason-tree.tsx'
import type { VerdictValue } from '../../ui/verdict/verdict.tsx'
import { inquiryWords } from '../inquiry-words.ts'
import { reasonTree } from '../reasons.ts'
import { ArticleLink } from './article-link.tsx'
import { ConfidenceChip } from './source.tsx'

const reasonsIn = (lines: readonly ReasonLine[], lang: Lang): readonly Reason[] =>
  reasonTree(lines).map(function toReason(node): Reason {
    return {
      id: node.id,
      join: node.line.join ?? undefined,
      value: node.line.holds,
      text: node.line.text[lang],
      parts: node.parts.map(toReason),
    }
  })

/** Where a range lies within the most that this kind of sanction reaches among those shown. */
const RangeBar = ({ amount, most }: { readonly amount: LawAmount; readonly most: number }) => {
  if (amount.max === null || most === 0) return <span />
  const from = ((amount.min ?? 0) / most) * 100
  const width = Math.max(2, (amount.max / most) * 100 - from)
  return (
    <svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
      <rect className="amount-all" x="0" y="3" width="100" height="2" rx="1" />
      <rect className="amount-range" x={Math.min(98, from)} y="0" width={width} height="8" rx="2" />
    </svg>
  )
}

/** Of many ways only these stand open; the others fold away. */
const FEW_WAYS = 2

export const Penalty = ({ penalty, on }: { readonly penalty: LawPenalty; readonly on: string }) => {
  const words = useWords(inquiryWords)
  const { lang } = useLanguage()
  const most = (measure: string) =>
    Math.max(
      0,
      ...penalty.ways.flatMap(({ amounts }) =>
        amounts.filter((one) => one.measure === measure).map(({ max }) => max ?? 0),
      ),
    )
  // First the way that offers most: the text as it stands, before anybody is exempt from a part of it.
  const ways = penalty.ways.toSorted((a, b) => b.amounts.length - a.amounts.length)
  const oneWay = (way: LawPenalty['ways'][number], at: number) => (
    <div key={way.because.map(({ ref }) => ref).join() || 'as-written'}>
      {penalty.ways.length > 1 && <b className="strong small">{words.way({ n: at + 1 })}</b>}
      {way.amounts.map((amount) => (
        <div key={amount.frame + amount.kind} className="amount">
          <span>
            {amount.frame !== 'one-of' && (
              <span className="faint small">
                {amount.frame === 'plus' ? words.plus : words.may}{' '}
              </span>
            )}
            {amount.title[lang]}
          </span>
          <RangeBar amount={amount} most={most(amount.measure)} />
          <span>
            <b>{amount.range[lang]}</b>
            {amount.money !== null && <span className="small quiet">{amount.money}</span>}
          </span>
        </div>
      ))}
      {way.because.length > 0 && (
        <p className="small quiet">
          {words.changedBy({ rules: way.because.map(({ label }) => label[lang]).join(', ') })}
        </p>
      )}
    </div>
  )
  return (
    <div className="stack">
      <p className="small quiet">{words.courtChooses}</p>
      {penalty.deciding.length > 0 && (
        <Note tone="doubt">
          {words.penaltyWays({
            facts: penalty.deciding.map(({ title }) => title[lang]).join(', '),
          })}
        </Note>
      )}
      {ways.slice(0, FEW_WAYS).map(oneWay)}
      {ways.length > FEW_WAYS && (
        <details>
          <summary>{words.moreWays({ count: ways.length - FEW_WAYS })}</summary>
          <div className="stack">
            {ways.slice(FEW_WAYS).map((way, at) => oneWay(way, at + FEW_WAYS))}
          </div>
        </details>
      )}
      {penalty.index && (
        <p className="small quiet">
          {words.index({
            value: formatTenge(penalty.index.value),
            day: formatDay(penalty.index.day, lang),
          })}
          {penalty.index.label && <>, {penalty.index.label[lang]}</>}
        </p>
      )}
      <span className="unseen">{on}</span>
    </div>
  )
}

const verdictOf = (finding: LawFinding): VerdictValue =>
  finding.kind === 'prohibition' ? 'barred' : finding.kind === 'refer' ? 'unknown' : 'yes'

const OneFinding = ({
  finding,
  section,
  on,
}: {
  readonly finding: LawFinding
  readonly section: LawSection
  readonly on: string
}) => {
  const words = useWords(inquiryWords)
  const { lang } = useLanguage()
  const standing =
    section.state === 'conflict'
      ? words.conflict
      : finding.kind === 'prohibition'
        ? words.barred
        : finding.kind === 'refer'
          ? words.refer
          : finding.kind === 'entitlement'
            ? words.entitled
            : words.holds
  return (
    <Finding
      value={section.state === 'conflict' ? 'unknown' : verdictOf(finding)}
      title={finding.title[lang]}
      standing={standing}
      opensAtOnce={finding.penalty !== null}
      articles={
        <ArticleLink article={finding.article} on={on}>
          {finding.label[lang]}
        </ArticleLink>
      }
      consequence={finding.summary[lang]}
      whateverElse={
        section.whatever.length > 0
          ? words.whatever({ facts: section.whatever.map(({ title }) => title[lang]).join(', ') })
          : undefined
      }
    >
      {finding.confidence !== 'verified' && <ConfidenceChip confidence={finding.confidence} />}
      {finding.penalty && <Penalty penalty={finding.penalty} on={on} />}
      <details>
        <summary>{words.reasons}</summary>
        <ReasonTree reasons={reasonsIn(finding.reasons, lang)} />
      </details>
    </Finding>
  )
}

/** One question of the pack with its answer so far. */
export const Section = ({
  section,
  on,
  onSkip,
}: {
  readonly section: LawSection
  readonly on: string
  readonly onSkip?: (() => void) | undefined
}) => {
  const words = useWords(inquiryWords)
  const { lang } = useLanguage()
  return (
    <section className="card" aria-label={section.title[lang]}>
      <header className="card-head">
        <h3>{section.title[lang]}</h3>
        {section.isSkipped && <span className="card-aside">{words.skipped}</span>}
        {onSkip && section.state === 'undecided' && (
          <div className="card-actions no-print">
            <Button size="compact-sm" variant="subtle" onClick={onSkip}>
              {section.isSkipped ? words.unskip : words.skip}
            </Button>
          </div>
        )}
      </header>
      <div className="card-flush">
        {section.findings.map((finding) => (
          <OneFinding key={finding.rule} finding={finding} section={section} on={on} />
        ))}
        {section.state === 'none' && (
          <Finding
            value="no"
            title={section.question[lang]}
            standing={words.none}
            whateverElse={
              section.whatever.length > 0
                ? words.whatever({
                    facts: section.whatever.map(({ title }) => title[lang]).join(', '),
                  })
                : undefined
            }
          >
            {section.whatever.length > 0 ? <span /> : null}
          </Finding>
        )}
        {section.state === 'undecided' && (
          <Finding
            value="unknown"
            title={section.question[lang]}
            standing={words.open}
            consequence={
              section.deciding.length > 0
                ? words.dependsOn({
                    facts:
                      section.deciding
                        .slice(0, 5)
                        .map(({ title }) => title[lang])
                        .join(', ') +
                      (section.deciding.length > 5
                        ? ` … ${words.more({ count: section.deciding.length - 5 })}`
                        : ''),
                  })
                : undefined
            }
          >
            <div>
              <b className="strong small">{words.possible}</b>
              <ul className="small">
                {section.possible.map((one) => (
                  <li key={one.value}>
                    {one.article === null ? (
                      one.text[lang]
                    ) : (
                      <ArticleLink article={one.article} on={on}>
                        {one.text[lang]}
                      </ArticleLink>
                    )}
                  </li>
                ))}
              </ul>
            </div>
            {section.readings.map((reading) => (
              <Note key={reading.name} tone="doubt">
                <b>{words.reading({ title: reading.title[lang] })}</b>
                <div>{reading.why[lang]}</div>
                <ul>
                  {reading.results.map((result) => (
                    <li key={result.reading.en}>
                      {words.ifRead} {result.reading[lang]}: <b>{result.answer[lang]}</b>
                    </li>
                  ))}
                </ul>
              </Note>
            ))}
          </Finding>
        )}
      </div>
    </section>
  )
}
