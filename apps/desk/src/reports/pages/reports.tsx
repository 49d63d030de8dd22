import '../parts/reports.css'
import { Button, Select, TextInput } from '@mantine/core'
import { IconPencil, IconPlus, IconSearch } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import {
  discardReportDraft,
  listReportDrafts,
  type ReportRow,
  reportChannels,
  reportStates,
  searchReports,
} from '@umai/contract'
import { useDeferredValue } from 'react'
import { queryOf, useCommand, usePages } from '../../offline/query.ts'
import { useMay } from '../../offline/session.ts'
import { useAddressState, useSetting } from '../../ui/address/address-state.ts'
import { useKeptText } from '../../ui/address/kept-text.ts'
import { Card } from '../../ui/card/card.tsx'
import { Chip } from '../../ui/chip/chip.tsx'
import { momentInWords } from '../../ui/clock/amount.ts'
import { Clock } from '../../ui/clock/clock.tsx'
import { useNow } from '../../ui/clock/now.tsx'
import { EmptyState } from '../../ui/empty-state/empty-state.tsx'
import { QueryState } from '../../ui/error-panel/query-state.tsx'
import { FilterChip } from '../../ui/filter-chip/filter-chip.tsx'
import { Icon } from '../../ui/icon/icon.tsx'
import { useLanguage, useWords } from '../../ui/language/language.tsx'
import { LinkButton } from '../../ui/link-button/link-button.tsx'
import { PageHead } from '../../ui/page-head/page-head.tsx'
import { Pager } from '../../ui/pager/pager.tsx'
import { Table } from '../../ui/table/table.tsx'
import { toast } from '../../ui/toast/toast.tsx'
import { Urgency } from '../parts/urgency.tsx'
import { channelNames, reportStateNames, reportWords, speakerNames } from '../words.ts'

const Drafts = () => {
  const words = useWords(reportWords)
  const { lang } = useLanguage()
  const nowMs = useNow()
  const { data } = useQuery(queryOf(listReportDrafts, {}))
  const discard = useCommand(discardReportDraft, () => toast(words.discarded))
  if (!data || data.items.length === 0) return null
  return (
    <div className="drafts">
      <Card title={words.drafts} aside={data.items.length} flush>
        {data.items.map((draft) => (
          <div key={draft.id} className="plain-line">
            <Icon of={IconPencil} />
            <div className="grow">
              <div className="one-line">{draft.content.narrative ?? words.noName}</div>
              <span className="under">
                {words.draftOf({ at: momentInWords(draft.createdAt, lang, nowMs) })}
              </span>
            </div>
            <LinkButton to="/reports/new" search={{ draft: draft.id } as never} size="xs">
              {words.goOn}
            </LinkButton>
            <Button
              size="xs"
              variant="subtle"
              onClick={() => discard.mutate({ params: { id: draft.id } })}
            >
              {words.discard}
            </Button>
          </div>
        ))}
      </Card>
    </div>
  )
}

const clockOf = (report: ReportRow) =>
  report.state === 'handed-over' || report.state === 'recorded'
    ? ({
        state: 'open',
        startedAt: report.receivedAt,
        dueAt: report.answerBy,
        unit: 'hours',
      } as const)
    : null

const sorts = ['urgency', '-receivedAt', 'receivedAt'] as const

export const ReportsPage = () => {
  const words = useWords(reportWords)
  const channels = useWords(channelNames)
  const speakers = useWords(speakerNames)
  const states = useWords(reportStateNames)
  const { lang } = useLanguage()
  const nowMs = useNow()
  const may = useMay()
  const [typed, setTyped] = useKeptText()
  const [address, setAddress] = useAddressState<'open'>()
  const isUnfinished = address.open === 'yes'
  const [sort, setSort] = useSetting('sort', sorts)
  const [state, setState] = useSetting('state', reportStates)
  const [channel, setChannel] = useSetting('channel', reportChannels)
  const setUnfinished = (isOn: boolean) => setAddress({ open: isOn ? 'yes' : null })
  const q = useDeferredValue(typed.trim())
  const reports = usePages(searchReports, {
    body: {
      sort: sort ?? 'urgency',
      ...(q === '' ? {} : { q }),
      ...(isUnfinished ? { unfinished: true } : {}),
      ...(state === null ? {} : { state }),
      ...(channel === null ? {} : { channel }),
    },
  })
  return (
    <>
      <PageHead
        tab={words.title}
        title={words.title}
        sub={words.about}
        actions={
          may('record-reports') && (
            <LinkButton to="/reports/new" variant="filled" leftSection={<Icon of={IconPlus} />}>
              {words.take}
            </LinkButton>
          )
        }
      />
      {may('record-reports') && <Drafts />}
      <div className="filter-bar">
        <TextInput
          aria-label={words.search}
          placeholder={words.search}
          leftSection={<Icon of={IconSearch} size="small" />}
          value={typed}
          maxLength={120}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <FilterChip isOn={!isUnfinished} onClick={() => setUnfinished(false)}>
          {words.all}
        </FilterChip>
        <FilterChip isOn={isUnfinished} onClick={() => setUnfinished(true)}>
          {words.unfinished}
        </FilterChip>
        <Select
          aria-label={words.state}
          placeholder={words.anyState}
          clearable
          value={state}
          onChange={setState}
          data={reportStates.map((one) => ({ value: one, label: states[one] }))}
        />
        <Select
          aria-label={words.channel}
          placeholder={words.anyChannel}
          clearable
          value={channel}
          onChange={setChannel}
          data={reportChannels.map((one) => ({ value: one, label: channels[one] }))}
        />
      </div>
      <QueryState query={reports} rows={8}>
        {({ items, total }) =>
          items.length === 0 ? (
            <EmptyState title={words.nothing}>{words.nothingHint}</EmptyState>
          ) : (
            <>
              <Table<ReportRow>
                label={words.title}
                rows={items}
                rowId={({ id }) => id}
                sort={sort ?? 'urgency'}
                onSort={setSort}
                columns={[
                  {
                    id: 'who',
                    title: words.who,
                    show: (report) => (
                      <span>
                        <Link to="/reports/$id" params={{ id: report.id }}>
                          {report.affectedName ?? words.noName}
                        </Link>
                        <span className="under">
                          {report.number} · {channels[report.channel]}, {speakers[report.speaker]}
                        </span>
                      </span>
                    ),
                  },
                  {
                    id: 'urgency',
                    title: words.urgency,
                    sort: 'urgency',
                    show: (report) => (
                      <span>
                        <Urgency urgency={report.urgency} />
                      </span>
                    ),
                  },
                  {
                    id: 'state',
                    title: words.state,
                    show: (report) => {
                      const clock = clockOf(report)
                      return (
                        <span>
                          {clock ? (
                            <Clock clock={clock} note={states[report.state]} />
                          ) : (
                            <Chip tone={report.state === 'in-case' ? 'done' : 'line'}>
                              {states[report.state]}
                            </Chip>
                          )}
                        </span>
                      )
                    },
                  },
                  {
                    id: 'place',
                    title: words.place,
                    show: (report) => (
                      <span>
                        {report.place.name[lang]}
                        {report.unit && <span className="under">{report.unit.name[lang]}</span>}
                      </span>
                    ),
                  },
                  {
                    id: 'received',
                    title: words.received,
                    sort: 'receivedAt',
                    show: (report) => (
                      <span className="keep">{momentInWords(report.receivedAt, lang, nowMs)}</span>
                    ),
                  },
                ]}
              />
              <Pager
                shown={items.length}
                total={total}
                onMore={reports.more}
                isLoading={reports.isLoadingMore}
              />
            </>
          )
        }
      </QueryState>
    </>
  )
}
