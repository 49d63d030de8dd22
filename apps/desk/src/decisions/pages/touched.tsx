import '../parts/decisions.css'
import { Button } from '@mantine/core'
import { IconScale } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { type AnswerChange, listTouchedCases, type TouchedCase } from '@umai/contract'
import { formatDay, formatInstant } from '@umai/words'
import { useState } from 'react'
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
import { Table } from '../../ui/table/table.tsx'
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

/** As many changes as an eye takes in at once; the others are opened. */
const shownAtFirst = 6

const Side = ({
  side,
  onDay,
}: {
  readonly side: AnswerChange['after']
  readonly onDay: string
}) => {
  const { lang } = useLanguage()
  if (side === null) return <span>–</span>
  return (
    <span>
      {standingOfState(side.state, lang)}
      {side.summary && ` · ${side.summary[lang]}`}
      {side.penalties.map((penalty) => (
        <span key={penalty.en} className="under">
          {penalty[lang]}
        </span>
      ))}{' '}
      <Article citation={citationOf(side.citation, lang, onDay)} />
    </span>
  )
}

const Changes = ({
  changes,
  onDay,
}: {
  readonly changes: readonly AnswerChange[]
  readonly onDay: string
}) => {
  const words = useWords(decisionWords)
  const { lang } = useLanguage()
  const [isWhole, setWhole] = useState(false)
  const left = changes.length - shownAtFirst
  return (
    <>
      <div className="answer-changes" data-whole={isWhole || undefined}>
        <Table<AnswerChange>
          label={words.finding}
          rows={changes}
          rowId={(change) => `${change.finding} ${change.how.join()}`}
          columns={[
            {
              id: 'finding',
              title: words.finding,
              show: (change) => (
                <b>
                  {(change.after ?? change.before)?.title[lang]}{' '}
                  {change.how.map((how) => (
                    <Chip
                      key={how}
                      tone={how === 'went' ? 'late' : how === 'came' ? 'done' : 'soon'}
                    >
                      {words[nameOfHow[how]]}
                    </Chip>
                  ))}
                </b>
              ),
            },
            {
              id: 'before',
              title: words.before,
              show: (change) => <Side side={change.before} onDay={onDay} />,
            },
            {
              id: 'after',
              title: words.after,
              show: (change) => <Side side={change.after} onDay={onDay} />,
            },
          ]}
        />
      </div>
      {left > 0 && !isWhole && (
        <div className="no-print">
          <Button size="xs" variant="subtle" onClick={() => setWhole(true)}>
            {words.moreChanges({ count: left })}
          </Button>
        </div>
      )}
    </>
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
        {words.decided({ at: formatInstant(of.decidedAt, lang) })}
      </p>
      <Changes changes={of.changes} onDay={of.onDay} />
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
