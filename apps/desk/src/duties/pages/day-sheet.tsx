import './day-sheet.css'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type Duty, readDigest, searchReports } from '@umai/contract'
import { dayOf, formatDay } from '@umai/words'
import { useState } from 'react'
import { citationOf } from '../../decisions/model.ts'
import { queryOf } from '../../offline/query.ts'
import { useMay } from '../../offline/session.ts'
import { Article, MethodRule } from '../../ui/article/article.tsx'
import { DutyRow } from '../../ui/duty-row/duty-row.tsx'
import { EmptyState } from '../../ui/empty-state/empty-state.tsx'
import { QueryState } from '../../ui/error-panel/query-state.tsx'
import { useLanguage, useWords } from '../../ui/language/language.tsx'
import { PageHead } from '../../ui/page-head/page-head.tsx'
import { PrintButton } from '../../ui/print/print-button.tsx'
import { Table } from '../../ui/table/table.tsx'
import { Tabs } from '../../ui/tabs/tabs.tsx'
import { clockOf, isStartMissing } from '../model.ts'
import { DutyMarks } from '../parts/duty-marks.tsx'
import { UnfinishedReports } from '../parts/unfinished-reports.tsx'
import { dutyWords } from '../words.ts'

type Whose = 'mine' | 'unit'

/** The day on one sheet, to be read in the morning and printed: what is late, what is due today and tomorrow. */
export const DaySheetPage = () => {
  const words = useWords(dutyWords)
  const { lang } = useLanguage()
  const may = useMay()
  const [whose, setWhose] = useState<Whose>(may('assign-cases') ? 'unit' : 'mine')
  const digest = useQuery(queryOf(readDigest, { query: { whose } }))
  const unfinished = useQuery({
    ...queryOf(searchReports, { body: { unfinished: true, limit: 20 } }),
    enabled: may('record-reports') || may('work-cases'),
  })
  const reports = unfinished.data?.items ?? []
  return (
    <>
      <PageHead
        tab={words.digestTitle}
        title={words.digestTitle}
        sub={digest.data === undefined ? undefined : formatDay(digest.data.day, lang)}
        trail={[
          <Link key="queue" to="/">
            {words.title}
          </Link>,
        ]}
        actions={<PrintButton />}
      />
      {(may('work-cases') || may('assign-cases')) && (
        <Tabs
          label={words.digestTitle}
          chosen={whose}
          onChoose={setWhose}
          tabs={[
            { id: 'mine', title: words.digestMine },
            { id: 'unit', title: words.digestUnit },
          ]}
        />
      )}
      <QueryState query={digest} rows={8}>
        {({ day, items, reached, byPerson, total }) => {
          const late = items.filter(({ isLate }) => isLate)
          const open = items.filter(({ isLate }) => !isLate)
          const isToday = ({ dueAt }: Duty) =>
            // A term that ends at midnight ends with the day before.
            dueAt !== null && dayOf(new Date(Date.parse(dueAt) - 1).toISOString()) <= day
          const parts = [
            [words.digestLate, late],
            [words.digestToday, open.filter(isToday)],
            [words.digestTomorrow, open.filter((duty) => !isToday(duty))],
            [words.digestReached, reached.filter(({ may: can }) => can.takeNote)],
          ] as const
          return (
            <div className="page-body day-sheet">
              {reports.length > 0 && (
                <UnfinishedReports
                  reports={reports}
                  total={unfinished.data?.total ?? reports.length}
                />
              )}
              {reports.length === 0 && parts.every(([, list]) => list.length === 0) && (
                <EmptyState title={words.digestNothing} />
              )}
              {parts.map(([title, list]) =>
                list.length === 0 ? null : (
                  <section key={title}>
                    <h2>
                      {title} <em>{list.length}</em>
                    </h2>
                    {list.map((duty) => (
                      <DutyRow
                        key={duty.id}
                        clock={clockOf(duty)}
                        clockNote={isStartMissing(duty) ? words.startMissing : undefined}
                        title={
                          <Link to="/duties/$id" params={{ id: duty.id }}>
                            {duty.title[lang]}
                          </Link>
                        }
                        under={
                          <>
                            {duty.citation ? (
                              <Article
                                citation={citationOf(duty.citation, lang, dayOf(duty.startedAt))}
                              />
                            ) : (
                              <MethodRule label={words.method} />
                            )}
                            <DutyMarks duty={duty} />
                          </>
                        }
                        subject={duty.caseNumber}
                        owner={whose === 'unit' ? (duty.assignee?.name ?? null) : undefined}
                      />
                    ))}
                  </section>
                ),
              )}
              {total > items.length && (
                <p className="quiet">{words.more({ count: total - items.length })}</p>
              )}
              {byPerson.length > 0 && (
                <section>
                  <h2>{words.byPerson}</h2>
                  <Table
                    label={words.byPerson}
                    rows={byPerson}
                    rowId={({ user }) => user?.id ?? 'nobody'}
                    columns={[
                      {
                        id: 'person',
                        title: words.person,
                        show: ({ user }) => user?.name ?? words.noOwner,
                      },
                      { id: 'late', title: words.personLate, show: ({ late: count }) => count },
                      { id: 'today', title: words.personToday, show: ({ today }) => today },
                      { id: 'week', title: words.personWeek, show: ({ week }) => week },
                    ]}
                  />
                </section>
              )}
            </div>
          )
        }}
      </QueryState>
    </>
  )
}
