import { Button } from '@mantine/core'
import { IconAlertTriangle, IconUsers } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { type LinkageRun, listLinkageRuns, startLinkage } from '@umai/contract'
import { formatInstant, formatNumber } from '@umai/words'
import { useCommand, usePages } from '../../offline/query.ts'
import { Card } from '../../ui/card/card.tsx'
import { Chip } from '../../ui/chip/chip.tsx'
import { Comparison, isOpenRun } from '../../ui/comparison/comparison.tsx'
import { EmptyState } from '../../ui/empty-state/empty-state.tsx'
import { CallFault } from '../../ui/error-panel/call-fault.tsx'
import { QueryState } from '../../ui/error-panel/query-state.tsx'
import { useLanguage, useWords } from '../../ui/language/language.tsx'
import { LinkButton } from '../../ui/link-button/link-button.tsx'
import { Note } from '../../ui/note/note.tsx'
import { PageHead } from '../../ui/page-head/page-head.tsx'
import { Pager } from '../../ui/pager/pager.tsx'
import { Table } from '../../ui/table/table.tsx'
import { toast } from '../../ui/toast/toast.tsx'
import { linkageWords } from '../words.ts'

export const LinkageRunsPage = () => {
  const words = useWords(linkageWords)
  const { lang } = useLanguage()
  const runs = usePages(listLinkageRuns, { query: { limit: 20 } })
  const start = useCommand(startLinkage, () => toast(words.started))
  const count = (value: number) => formatNumber(value, lang)
  const open = runs.data?.items.find(isOpenRun)
  const took = ({ startedAt, endedAt }: LinkageRun) =>
    startedAt === null || endedAt === null
      ? '—'
      : words.seconds({
          value: count(Math.round((Date.parse(endedAt) - Date.parse(startedAt)) / 1000)),
        })
  return (
    <>
      <PageHead
        tab={words.title}
        title={words.title}
        sub={words.about}
        trail={[
          <Link key="pairs" to="/duplicates">
            {words.back}
          </Link>,
        ]}
        actions={
          <Button
            variant="filled"
            disabled={open !== undefined || !runs.data}
            loading={start.isPending}
            onClick={() => start.mutate({})}
          >
            {words.start}
          </Button>
        }
      />
      <div className="page-body">
        {start.error && <CallFault error={start.error} />}
        <QueryState query={runs} rows={4}>
          {({ items, total }) => {
            const former = items.filter((run) => !isOpenRun(run))
            return (
              <>
                {open !== undefined && <Comparison of={open} />}
                {open === undefined && former[0]?.state === 'failed' && (
                  <Note tone="late" icon={IconAlertTriangle}>
                    {words.failedHint}
                  </Note>
                )}
                {items.length === 0 ? (
                  <EmptyState icon={IconUsers} title={words.none}>
                    {words.noneHint}
                  </EmptyState>
                ) : (
                  former.length > 0 && (
                    <Card
                      title={words.former}
                      actions={
                        <LinkButton to="/duplicates" size="xs">
                          {words.seePairs}
                        </LinkButton>
                      }
                      flush
                    >
                      <Table<LinkageRun>
                        label={words.former}
                        rows={former}
                        rowId={({ id }) => id}
                        columns={[
                          {
                            id: 'when',
                            title: words.when,
                            show: ({ askedAt }) => formatInstant(askedAt, lang, { year: true }),
                          },
                          {
                            id: 'state',
                            title: words.state,
                            show: ({ state }) => (
                              <span>
                                <Chip tone={state === 'failed' ? 'late' : 'done'}>
                                  {state === 'failed' ? words.failed : words.done}
                                </Chip>
                              </span>
                            ),
                          },
                          {
                            id: 'by',
                            title: words.by,
                            show: ({ askedBy }) => askedBy?.name ?? words.night,
                          },
                          {
                            id: 'people',
                            title: words.people,
                            show: (run) => (
                              <>
                                {run.state === 'failed'
                                  ? words.ofAll({
                                      behind: count(run.behind),
                                      people: count(run.people),
                                    })
                                  : count(run.behind)}
                                {run.begunAt > 0 && (
                                  <span className="under">
                                    {words.carriedOn({ from: count(run.begunAt) })}
                                  </span>
                                )}
                              </>
                            ),
                          },
                          {
                            id: 'weighed',
                            title: words.weighed,
                            show: (run) => count(run.weighed),
                          },
                          { id: 'found', title: words.found, show: (run) => count(run.found) },
                          { id: 'new', title: words.isNew, show: (run) => count(run.isNew) },
                          { id: 'took', title: words.took, show: took },
                        ]}
                      />
                      <Pager
                        shown={items.length}
                        total={total}
                        onMore={runs.more}
                        isLoading={runs.isLoadingMore}
                      />
                    </Card>
                  )
                )}
              </>
            )
          }}
        </QueryState>
      </div>
    </>
  )
}
