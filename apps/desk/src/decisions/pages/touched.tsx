import '../parts/decisions.css'
import { Button } from '@mantine/core'
import { IconScale } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { type AnswerChange, listTouchedCases, type TouchedCase } from '@umai/contract'
import { formatDay, formatInstant } from '@umai/words'
import { standingOfState } from '../../cases/model.ts'
import { usePages } from '../../offline/query.ts'
import { useMay } from '../../offline/session.ts'
import { Article } from '../../ui/article/article.tsx'
import { Card } from '../../ui/card/card.tsx'
import { Chip } from '../../ui/chip/chip.tsx'
import { EmptyState } from '../../ui/empty-state/empty-state.tsx'
import { QueryState } from '../../ui/error-panel/query-state.tsx'
import { useLanguage, useWords } from '../../ui/language/language.tsx'
import { LinkButton } from '../../ui/link-button/link-button.tsx'
import { Note } from '../../ui/note/note.tsx'
import { PageHead } from '../../ui/page-head/page-head.tsx'
import { citationOf } from '../model.ts'
import { decisionWords } from '../words.ts'

const nameOfHow = {
  came: 'came',
  went: 'went',
  state: 'state',
  penalties: 'penaltiesChanged',
  words: 'wordsChanged',
  article: 'articleChanged',
  certainty: 'certainty',
} as const

const Side = ({
  title,
  side,
  onDay,
}: {
  readonly title: string
  readonly side: AnswerChange['after']
  readonly onDay: string
}) => {
  const { lang } = useLanguage()
  return (
    <div className="small">
      <span className="faint">{title}</span>
      {side === null ? (
        <span className="under">–</span>
      ) : (
        <>
          <span className="under">
            {standingOfState(side.state, lang)}
            {side.summary && ` · ${side.summary[lang]}`}
          </span>
          {side.penalties.map((penalty) => (
            <span key={penalty.en} className="under">
              {penalty[lang]}
            </span>
          ))}
          <Article citation={citationOf(side.citation, lang, onDay)} />
        </>
      )}
    </div>
  )
}

const Change = ({ of, onDay }: { readonly of: AnswerChange; readonly onDay: string }) => {
  const words = useWords(decisionWords)
  const { lang } = useLanguage()
  return (
    <div className="answer-change">
      <div>
        <b className="strong">{(of.after ?? of.before)?.title[lang]}</b>{' '}
        {of.how.map((how) => (
          <Chip key={how} tone={how === 'went' ? 'late' : how === 'came' ? 'done' : 'soon'}>
            {words[nameOfHow[how]]}
          </Chip>
        ))}
      </div>
      <div className="answer-sides">
        <Side title={words.before} side={of.before} onDay={onDay} />
        <Side title={words.after} side={of.after} onDay={onDay} />
      </div>
    </div>
  )
}

const Touched = ({ of }: { readonly of: TouchedCase }) => {
  const words = useWords(decisionWords)
  const { lang } = useLanguage()
  const may = useMay()
  return (
    <Card
      title={
        <Link to="/cases/$id" params={{ id: of.caseId }}>
          {of.caseNumber}
        </Link>
      }
      aside={`${of.owner?.name ?? words.noOwner} · ${of.unit.name[lang]}`}
      actions={
        <LinkButton to="/cases/$id/law" params={{ id: of.caseId }} size="xs">
          {may('decide-by-law') ? words.openLaw : words.show}
        </LinkButton>
      }
    >
      <p className="small quiet">
        {words.actDay({ day: formatDay(of.onDay, lang) })} ·{' '}
        {words.decided({ at: formatInstant(of.decidedAt, lang), version: of.decidedVersion })}
      </p>
      {of.changes.map((change) => (
        <Change key={`${change.finding} ${change.how.join()}`} of={change} onDay={of.onDay} />
      ))}
      {of.missing.length > 0 && (
        <p className="small">
          {words.nowAsks({ facts: of.missing.map(({ label }) => label[lang]).join(', ') })}
        </p>
      )}
    </Card>
  )
}

export const TouchedCasesPage = () => {
  const words = useWords(decisionWords)
  const touched = usePages(listTouchedCases, { query: { limit: 20 } })
  return (
    <>
      <PageHead
        tab={words.touched}
        title={words.touched}
        sub={words.touchedAbout}
        trail={[
          <Link key="law" to="/law">
            {words.lawTitle}
          </Link>,
          ...(touched.data
            ? [<span key="version">{words.inUse({ version: touched.data.first.lawVersion })}</span>]
            : []),
        ]}
      />
      <div className="page-body">
        <QueryState query={touched} rows={5}>
          {({ first, items }) => (
            <div className="stack">
              {first.waiting > 0 && (
                <Note tone="info">{words.waiting({ count: first.waiting })}</Note>
              )}
              {items.length === 0 && first.waiting === 0 && (
                <Card>
                  <EmptyState icon={IconScale} title={words.noneTouched}>
                    {words.noneTouchedHint}
                  </EmptyState>
                </Card>
              )}
              {items.map((one) => (
                <Touched key={one.id} of={one} />
              ))}
              {touched.more && (
                <div>
                  <Button loading={touched.isLoadingMore} onClick={touched.more}>
                    {words.more}
                  </Button>
                </div>
              )}
            </div>
          )}
        </QueryState>
      </div>
    </>
  )
}
