import './queue.css'
import { ActionIcon, Button, Select, TextInput } from '@mantine/core'
import {
  IconAlertOctagon,
  IconBookmark,
  IconCalendarCheck,
  IconPlus,
  IconSearch,
  IconX,
} from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link, useRouter } from '@tanstack/react-router'
import {
  type Duty,
  type DutyGroup,
  deleteSavedView,
  dutyGroups,
  listSavedViews,
  type RiskLevel,
  riskLevels,
  type SavedViewFilter,
  searchDuties,
  searchReports,
} from '@umai/contract'
import { dayOf, formatDay } from '@umai/words'
import { Fragment, useDeferredValue, useEffect, useRef, useState } from 'react'
import { citationOf } from '../../decisions/model.ts'
import { queryOf, useCommand, usePages } from '../../offline/query.ts'
import { useMay } from '../../offline/session.ts'
import { useAddressState } from '../../ui/address/address-state.ts'
import { useKeptText } from '../../ui/address/kept-text.ts'
import { Article, MethodRule } from '../../ui/article/article.tsx'
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
import { PrintButton } from '../../ui/print/print-button.tsx'
import { Risk } from '../../ui/risk/risk.tsx'
import { riskWords } from '../../ui/risk/words.ts'
import { Tabs } from '../../ui/tabs/tabs.tsx'
import { toast } from '../../ui/toast/toast.tsx'
import { clockOf, inGroups, isStartMissing, placeOfAct } from '../model.ts'
import { DutyMarks } from '../parts/duty-marks.tsx'
import { DutyPreview } from '../parts/duty-preview.tsx'
import { NoCases } from '../parts/no-cases.tsx'
import { PerformDialog, WaiveDialog } from '../parts/perform-dialog.tsx'
import { SaveViewDialog } from '../parts/save-view-dialog.tsx'
import { UnfinishedReports } from '../parts/unfinished-reports.tsx'
import { dutyWords } from '../words.ts'

type View = 'mine' | 'unit' | 'reached' | 'outside' | 'orders' | 'checks' | 'children'

const views: readonly View[] = [
  'mine',
  'unit',
  'reached',
  'outside',
  'orders',
  'checks',
  'children',
]
const kinds: readonly View[] = ['orders', 'checks', 'children']
const clockGroups = dutyGroups.filter((one) => one !== 'done')

/** A tab with its filters as the server keeps it, and back. */
const toFilter = (
  view: View,
  group: DutyGroup | null,
  risk: RiskLevel | null,
): SavedViewFilter => ({
  whose: kinds.includes(view) ? 'unit' : (view as SavedViewFilter['whose']),
  kind: kinds.includes(view) ? (view as SavedViewFilter['kind']) : null,
  group,
  risk,
})
const viewOf = (filter: SavedViewFilter): View => filter.kind ?? filter.whose

/** The first page of everybody: his duties, or where he works if he has none of these. */
export const QueuePage = () => {
  const words = useWords(dutyWords)
  const may = useMay()
  if (may('read-cases') || may('record-reports')) return <Queue />
  return (
    <>
      <PageHead tab={words.title} title={words.title} />
      <NoCases />
    </>
  )
}

const Queue = () => {
  const words = useWords(dutyWords)
  const risks = useWords(riskWords)
  const { lang } = useLanguage()
  const nowMs = useNow()
  const may = useMay()
  const router = useRouter()
  const [address, setAddress] = useAddressState<'view' | 'risk' | 'group'>()
  const view = views.find((one) => one === address.view) ?? 'mine'
  const [typed, setTyped] = useKeptText()
  const risk = riskLevels.find((level) => level === address.risk) ?? null
  const group = clockGroups.find((one) => one === address.group) ?? null
  const [isNaming, setNaming] = useState(false)
  const [chosenId, setChosenId] = useState<string | null>(null)
  const [performing, setPerforming] = useState<Duty | null>(null)
  const [waiving, setWaiving] = useState<Duty | null>(null)
  const search = useRef<HTMLInputElement>(null)
  const list = useRef<HTMLDivElement>(null)
  const q = useDeferredValue(typed.trim())
  const isFiltered = q !== '' || risk !== null || group !== null
  const filter = toFilter(view, group, risk)
  const queue = usePages(searchDuties, {
    body: {
      whose: filter.whose,
      state: 'open',
      limit: 100,
      ...(filter.kind === null ? {} : { kind: filter.kind }),
      ...(group === null ? {} : { group }),
      ...(risk === null ? {} : { risk }),
      ...(q === '' ? {} : { q }),
    },
  })
  // What was reported and lies in no case makes no duty yet; the first page of whoever must carry it on names it.
  const unfinished = useQuery({
    ...queryOf(searchReports, { body: { unfinished: true, limit: 5 } }),
    enabled: may('record-reports') || may('work-cases'),
  })
  const reports = kinds.includes(view) || isFiltered ? [] : (unfinished.data?.items ?? [])
  const saved = useQuery(queryOf(listSavedViews, {}))
  const dropView = useCommand(deleteSavedView, () => toast(words.viewDeleted))
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
            <LinkButton to="/day" leftSection={<Icon of={IconCalendarCheck} />}>
              {words.todayPage}
            </LinkButton>
            <PrintButton isSign />
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
                [counts.reached, words.reachedCount],
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
      {reports.length > 0 && (
        <div className="queue-reports">
          <UnfinishedReports reports={reports} total={unfinished.data?.total ?? reports.length} />
        </div>
      )}
      <Tabs
        label={words.title}
        chosen={view}
        onChoose={(one) => {
          setAddress({ view: one })
          setChosenId(null)
        }}
        tabs={views.map((one) => ({
          id: one,
          title: words[one],
          count:
            counts === undefined
              ? undefined
              : one === 'reached' && counts.reached > 0
                ? counts.reached
                : one === 'outside' && counts.waiting > 0
                  ? counts.waiting
                  : undefined,
        }))}
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
          onChange={(one) => setAddress({ risk: one })}
          data={riskLevels.map((one) => ({ value: one, label: risks[one] }))}
        />
        <Select
          aria-label={words.group}
          placeholder={words.anyGroup}
          clearable
          value={group}
          onChange={(one) => setAddress({ group: one })}
          data={clockGroups.map((one) => ({ value: one, label: words[`group-${one}`] }))}
        />
        {isFiltered && (
          <FilterChip
            isOn
            onClick={() => {
              setTyped('')
              setAddress({ risk: null, group: null })
            }}
          >
            {words.clear}
          </FilterChip>
        )}
        {(risk !== null || group !== null || kinds.includes(view)) && (
          <Button
            variant="subtle"
            size="xs"
            leftSection={<Icon of={IconBookmark} size="small" />}
            onClick={() => setNaming(true)}
          >
            {words.saveView}
          </Button>
        )}
        {(saved.data?.items ?? []).length > 0 && (
          <ul className="saved-views" aria-label={words.savedViews}>
            {saved.data?.items.map((one) => {
              const isOn = JSON.stringify(one.filter) === JSON.stringify(filter)
              return (
                <li key={one.id}>
                  <FilterChip
                    isOn={isOn}
                    onClick={() => {
                      const { group, risk } = one.filter
                      setAddress({ view: viewOf(one.filter), group, risk })
                      setTyped('')
                    }}
                  >
                    {one.name}
                  </FilterChip>
                  {isOn && (
                    <ActionIcon
                      variant="subtle"
                      size="sm"
                      aria-label={words.deleteView({ name: one.name })}
                      loading={dropView.isPending}
                      onClick={() => dropView.mutate({ params: { id: one.id } })}
                    >
                      <Icon of={IconX} size="small" />
                    </ActionIcon>
                  )}
                </li>
              )
            })}
          </ul>
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
                    ? reports.length > 0
                      ? words.nothingInCases
                      : words.nothing
                    : view === 'reached'
                      ? words.nothingReached
                      : view === 'outside'
                        ? words.nothingOutside
                        : words.nothingFound
              }
              action={
                view === 'mine' && !isFiltered ? (
                  <Button size="xs" onClick={() => setAddress({ view: 'unit' })}>
                    {words.showUnit}
                  </Button>
                ) : undefined
              }
            >
              {view === 'mine' && !isFiltered && reports.length === 0
                ? words.nothingAtAll
                : undefined}
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
                                <Article
                                  citation={citationOf(duty.citation, lang, dayOf(duty.startedAt))}
                                />
                              ) : (
                                <MethodRule label={words.method} />
                              )}
                              {duty.occurrence > 1 && (
                                <span>{words.occurrence({ count: duty.occurrence })}</span>
                              )}
                              <DutyMarks duty={duty} />
                            </>
                          }
                          subject={duty.caseTitle}
                          subjectUnder={duty.caseNumber}
                          risk={<Risk level={duty.risk} />}
                          owner={duty.desk === 'worker' ? (duty.assignee?.name ?? null) : undefined}
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
      {isNaming && <SaveViewDialog filter={filter} onClose={() => setNaming(false)} />}
      {performing && <PerformDialog duty={performing} onClose={() => setPerforming(null)} />}
      {waiving && <WaiveDialog duty={waiving} onClose={() => setWaiving(null)} />}
    </>
  )
}
