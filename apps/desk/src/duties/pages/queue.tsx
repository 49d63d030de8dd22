import './queue.css'
import { Button, Select, TextInput } from '@mantine/core'
import { IconAlertOctagon, IconPlus, IconPrinter, IconSearch } from '@tabler/icons-react'
import { Link, useRouter } from '@tanstack/react-router'
import { type Duty, listMyDuties, type RiskLevel, riskLevels } from '@umai/contract'
import { dayOf, formatDay } from '@umai/words'
import { Fragment, useDeferredValue, useEffect, useRef, useState } from 'react'
import { citationOf } from '../../decisions/model.ts'
import { usePages } from '../../offline/query.ts'
import { useMay } from '../../offline/session.ts'
import { Article, MethodRule } from '../../ui/article/article.tsx'
import { momentInWords } from '../../ui/clock/amount.ts'
import { useNow } from '../../ui/clock/now.tsx'
import { readClock } from '../../ui/clock/reading.ts'
import { DutyRow } from '../../ui/duty-row/duty-row.tsx'
import { EmptyState } from '../../ui/empty-state/empty-state.tsx'
import { QueryState } from '../../ui/error-panel/query-state.tsx'
import { FilterChip } from '../../ui/filter-chip/filter-chip.tsx'
import { Horizon } from '../../ui/horizon/horizon.tsx'
import { Icon } from '../../ui/icon/icon.tsx'
import { useKeys } from '../../ui/keys/keys.ts'
import { useLanguage, useWords } from '../../ui/language/language.tsx'
import { LinkButton } from '../../ui/link-button/link-button.tsx'
import { PageHead } from '../../ui/page-head/page-head.tsx'
import { Pager } from '../../ui/pager/pager.tsx'
import { Risk } from '../../ui/risk/risk.tsx'
import { riskWords } from '../../ui/risk/words.ts'
import { Tabs } from '../../ui/tabs/tabs.tsx'
import { clockOf, inGroups, isStartMissing, placeOfAct } from '../model.ts'
import { DutyPreview } from '../parts/duty-preview.tsx'
import { PerformDialog, WaiveDialog } from '../parts/perform-dialog.tsx'
import { dutyWords } from '../words.ts'

type View = 'mine' | 'unit' | 'orders' | 'checks' | 'children'

const views: readonly View[] = ['mine', 'unit', 'orders', 'checks', 'children']

export const QueuePage = () => {
  const words = useWords(dutyWords)
  const risks = useWords(riskWords)
  const { lang } = useLanguage()
  const nowMs = useNow()
  const may = useMay()
  const router = useRouter()
  const [view, setView] = useState<View>('mine')
  const [typed, setTyped] = useState('')
  const [risk, setRisk] = useState<RiskLevel | null>(null)
  const [chosenId, setChosenId] = useState<string | null>(null)
  const [performing, setPerforming] = useState<Duty | null>(null)
  const [waiving, setWaiving] = useState<Duty | null>(null)
  const search = useRef<HTMLInputElement>(null)
  const list = useRef<HTMLDivElement>(null)
  const q = useDeferredValue(typed.replace(/[^0-9/-]/g, ''))
  const isFiltered = q !== '' || risk !== null
  const queue = usePages(listMyDuties, {
    query: {
      whose: view === 'mine' ? 'mine' : 'unit',
      state: 'open',
      limit: 100,
      ...(view === 'orders' || view === 'checks' || view === 'children' ? { kind: view } : {}),
      ...(risk === null ? {} : { risk }),
      ...(q === '' ? {} : { q }),
    },
  })
  const groups = inGroups(queue.data?.items ?? [])
  const rows = groups.flatMap(({ duties }) => duties)
  const chosen = rows.find(({ id }) => id === chosenId) ?? rows[0]
  const counts = queue.data?.first.counts

  const move = (step: number) => {
    const at = rows.findIndex(({ id }) => id === chosen?.id)
    const next = rows[Math.max(0, Math.min(rows.length - 1, at + step))]
    if (next) setChosenId(next.id)
  }
  const act = (duty: Duty | undefined) => {
    if (duty?.state !== 'open' || !duty.may.perform) return
    if (duty.act === 'perform') setPerforming(duty)
    else void router.navigate({ to: placeOfAct(duty) })
  }
  useKeys({
    j: () => move(1),
    k: () => move(-1),
    e: () => act(chosen),
    a: () => list.current?.querySelector<HTMLElement>('[data-selected] .article')?.click(),
    enter: () => {
      if (chosen) void router.navigate({ to: '/cases/$id', params: { id: chosen.caseId } })
    },
    '/': () => search.current?.focus(),
  })

  useEffect(() => {
    if (chosenId !== null)
      list.current?.querySelector('[data-selected]')?.scrollIntoView({ block: 'nearest' })
  }, [chosenId])

  return (
    <>
      <PageHead
        tab={words.title}
        title={words.title}
        sub={formatDay(dayOf(new Date(nowMs).toISOString()), lang)}
        actions={
          <>
            <Button
              className="only-wide"
              leftSection={<Icon of={IconPrinter} />}
              onClick={() => print()}
            >
              {words.print}
            </Button>
            {may('record-reports') && (
              <LinkButton to="/reports/new" variant="filled" leftSection={<Icon of={IconPlus} />}>
                {words.takeReport}
              </LinkButton>
            )}
          </>
        }
      />
      <div className="queue-horizon">
        <Horizon
          points={rows
            .filter((duty) => duty.dueAt !== null)
            .map((duty) => {
              const reading = readClock(clockOf(duty), nowMs)
              return {
                id: duty.id,
                dueMs: Date.parse(duty.dueAt ?? ''),
                isSoon: reading.kind === 'soon',
                title: duty.title[lang],
              }
            })}
          selectedId={chosen?.id}
          onSelect={setChosenId}
          counts={
            counts &&
            (
              [
                [counts.late, words.late],
                [counts.hour, words.hour],
                [counts.today, words.today],
                [counts.week, words.week],
                [counts.waiting, words.waiting],
                [counts.doneToday, words.doneToday],
              ] as const
            ).map(([count, text], at) =>
              // What is not there is not said, but for the two that decide the day.
              count > 0 || at < 3 ? (
                <span key={text} className="count">
                  {at === 0 && count > 0 && (
                    <span className="count-late">
                      <Icon of={IconAlertOctagon} size="small" />
                    </span>
                  )}
                  <b>{count}</b> {text}
                </span>
              ) : null,
            )
          }
        />
      </div>
      <Tabs
        label={words.title}
        chosen={view}
        onChoose={(one) => {
          setView(one)
          setChosenId(null)
        }}
        tabs={views.map((one) => ({ id: one, title: words[one] }))}
      />
      <div className="filter-bar no-print">
        <TextInput
          ref={search}
          aria-label={words.search}
          placeholder={words.search}
          leftSection={<Icon of={IconSearch} size="small" />}
          rightSection={<kbd className="only-wide">/</kbd>}
          value={typed}
          maxLength={60}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <Select
          aria-label={words.risk}
          placeholder={words.anyRisk}
          clearable
          value={risk}
          onChange={(one) => setRisk(one as RiskLevel | null)}
          data={riskLevels.map((one) => ({ value: one, label: risks[one] }))}
        />
        {isFiltered && (
          <FilterChip
            isOn
            onClick={() => {
              setTyped('')
              setRisk(null)
            }}
          >
            {words.clear}
          </FilterChip>
        )}
      </div>
      <QueryState query={queue} rows={8}>
        {({ items, total }) =>
          items.length === 0 ? (
            <EmptyState
              title={
                isFiltered
                  ? words.nothingFound
                  : view === 'mine'
                    ? words.nothing
                    : words.nothingFound
              }
              action={
                view === 'mine' && !isFiltered ? (
                  <Button size="xs" onClick={() => setView('unit')}>
                    {words.showUnit}
                  </Button>
                ) : undefined
              }
            >
              {view === 'mine' && !isFiltered ? words.nothingAtAll : undefined}
            </EmptyState>
          ) : (
            <div className="queue-work">
              <div ref={list} className="queue-list">
                {groups.map(({ group, duties }) => (
                  <Fragment key={group}>
                    <h2 className={`queue-group queue-group-${group}`}>
                      {group === 'late' && <Icon of={IconAlertOctagon} size="small" />}
                      {words[`group-${group}`]}
                      <em>{duties.length}</em>
                    </h2>
                    {duties.map((duty) => (
                      // biome-ignore lint/a11y/noStaticElementInteractions: the link inside is the control; the row only follows it.
                      <div key={duty.id} onFocus={() => setChosenId(duty.id)}>
                        <DutyRow
                          isSelected={duty.id === chosen?.id}
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
                                <Article citation={citationOf(duty.citation, lang)} />
                              ) : (
                                <MethodRule label={words.method} />
                              )}
                              {duty.occurrence > 1 && (
                                <span>{words.occurrence({ count: duty.occurrence })}</span>
                              )}
                              {duty.escalatedAt !== null && (
                                <span>
                                  {words.escalated({
                                    at: momentInWords(duty.escalatedAt, lang, nowMs),
                                  })}
                                </span>
                              )}
                            </>
                          }
                          subject={duty.caseTitle}
                          subjectUnder={duty.caseNumber}
                          risk={<Risk level={duty.risk} />}
                          owner={duty.assignee?.name ?? null}
                        />
                      </div>
                    ))}
                  </Fragment>
                ))}
                <Pager
                  shown={items.length}
                  total={total}
                  onMore={queue.more}
                  isLoading={queue.isLoadingMore}
                />
                <div className="queue-keys only-wide no-print" aria-hidden="true">
                  <span>
                    <kbd>J</kbd> <kbd>K</kbd> {words.rowKeys}
                  </span>
                  <span>
                    <kbd>Enter</kbd> {words.rowOpen}
                  </span>
                  <span>
                    <kbd>E</kbd> {words.rowAct}
                  </span>
                  <span>
                    <kbd>A</kbd> {words.rowArticle}
                  </span>
                  <span>
                    <kbd>?</kbd> {words.rowHelp}
                  </span>
                </div>
              </div>
              {chosen && (
                <aside className="queue-side no-print" aria-label={chosen.title[lang]}>
                  <DutyPreview
                    duty={chosen}
                    onPerform={() => setPerforming(chosen)}
                    onWaive={() => setWaiving(chosen)}
                  />
                </aside>
              )}
            </div>
          )
        }
      </QueryState>
      {performing && <PerformDialog duty={performing} onClose={() => setPerforming(null)} />}
      {waiving && <WaiveDialog duty={waiving} onClose={() => setWaiving(null)} />}
    </>
  )
}
