import './system.css'
import { IconAlertTriangle, IconCheck, IconFlask } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { type Job, readSystem } from '@umai/contract'
import { formatInstant, formatNumber, formatSchedule, type Lang } from '@umai/words'
import type { ReactNode } from 'react'
import { queryOf } from '../../offline/query.ts'
import { Card } from '../../ui/card/card.tsx'
import { Chip, type Tone } from '../../ui/chip/chip.tsx'
import { useNow } from '../../ui/clock/now.tsx'
import { EmptyState } from '../../ui/empty-state/empty-state.tsx'
import { QueryState } from '../../ui/error-panel/query-state.tsx'
import { useLanguage, useWords } from '../../ui/language/language.tsx'
import { LinkButton } from '../../ui/link-button/link-button.tsx'
import { Note } from '../../ui/note/note.tsx'
import { PageHead } from '../../ui/page-head/page-head.tsx'
import { Table } from '../../ui/table/table.tsx'
import { systemWords } from '../words.ts'

const toneOf: Readonly<Record<Job['state'], Tone>> = {
  waiting: 'plain',
  running: 'info',
  done: 'done',
  failed: 'late',
  'never-run': 'line',
}

type Words = ReturnType<typeof useWords<typeof systemWords>>

/** A job that the words do not know yet is shown by its own name. */
const nameOf = ({ name }: Job, words: Words): ReactNode => {
  const known = Object.entries(words).find(([key]) => key === `job-${name}`)?.[1]
  return typeof known === 'string' ? known : <code>{name}</code>
}

/** `0035_linkage_runs.sql` is read as `0035 linkage runs`. */
const migrationInWords = (name: string | null): string =>
  name === null ? '—' : name.replace(/\.sql$/, '').replaceAll('_', ' ')

/** A line of which the words do not know the meaning is shown as it is. */
const scheduleOf = ({ cron }: Job, lang: Lang, nowMs: number): ReactNode =>
  cron === null
    ? '—'
    : (formatSchedule(cron, lang, new Date(nowMs).toISOString()) ?? <code>{cron}</code>)

const Figure = ({ name, children }: { readonly name: string; readonly children: ReactNode }) => (
  <div className="figure">
    <dt>{name}</dt>
    <dd>{children}</dd>
  </div>
)

export const SystemPage = () => {
  const words = useWords(systemWords)
  const { lang } = useLanguage()
  const system = useQuery({ ...queryOf(readSystem, {}), refetchInterval: 15_000 })
  const nowMs = useNow()
  const moment = (at: string | null) =>
    at === null ? '—' : formatInstant(at, lang, { year: true })
  return (
    <>
      <PageHead
        tab={words.title}
        title={words.title}
        sub={words.about}
        actions={<LinkButton to="/gallery">{words.gallery}</LinkButton>}
      />
      <QueryState query={system} rows={6}>
        {(health) => (
          <div className="page-body">
            {health.warnings.length === 0 ? (
              <Note tone="done" icon={IconCheck}>
                {words.well}
              </Note>
            ) : (
              <div className="stack">
                {health.warnings.map((warning) => (
                  <Note
                    key={warning}
                    tone={warning === 'sample-data' ? 'doubt' : 'soon'}
                    icon={warning === 'sample-data' ? IconFlask : IconAlertTriangle}
                  >
                    {words[warning]}
                  </Note>
                ))}
              </div>
            )}
            <div className="system-cards">
              <Card title={words.server}>
                <dl>
                  <Figure name={words.version}>{health.version}</Figure>
                  <Figure name={words.node}>{health.node}</Figure>
                  <Figure name={words.env}>{words[health.env]}</Figure>
                  <Figure name={words.started}>{moment(health.startedAt)}</Figure>
                </dl>
              </Card>
              <Card title={words.database}>
                <dl>
                  <Figure name={words.database}>
                    {health.database.engine === 'pglite' ? 'PGlite' : 'PostgreSQL'}{' '}
                    {health.database.version}
                  </Figure>
                  <Figure name={words.latency}>
                    {words.ms({
                      value: formatNumber(Math.round(health.database.latencyMs * 10) / 10, lang),
                    })}
                  </Figure>
                  <Figure name={words.size}>
                    {words.mb({
                      value: formatNumber(Math.round(health.database.sizeBytes / 1e5) / 10, lang),
                    })}
                  </Figure>
                  <Figure name={words.migrations}>
                    {formatNumber(health.migrations.applied, lang)}
                    {health.migrations.missing.map((name) => (
                      <Chip key={name} tone="late">
                        {migrationInWords(name)}
                      </Chip>
                    ))}
                  </Figure>
                  <Figure name={words.lastMigration}>
                    {migrationInWords(health.migrations.last)}
                  </Figure>
                </dl>
              </Card>
              <Card title={words.work}>
                <dl>
                  <Figure name={words.sessions}>{formatNumber(health.sessions, lang)}</Figure>
                  <Figure name={words.listeners}>
                    {formatNumber(health.live.listeners, lang)}
                  </Figure>
                  <Figure name={words.entries}>{formatNumber(health.audit.entries, lang)}</Figure>
                </dl>
              </Card>
            </div>
            <Card title={words.jobs} aside={health.jobs.length} flush>
              {health.jobs.length === 0 ? (
                <EmptyState title={words.noJobs} />
              ) : (
                <Table<Job>
                  label={words.jobs}
                  rows={health.jobs}
                  rowId={({ name }) => name}
                  columns={[
                    { id: 'name', title: words.job, show: (job) => nameOf(job, words) },
                    {
                      id: 'state',
                      title: words.state,
                      show: (job) => (
                        <span>
                          <Chip tone={toneOf[job.state]}>{words[`state-${job.state}`]}</Chip>
                        </span>
                      ),
                    },
                    {
                      id: 'cron',
                      title: words.when,
                      show: (job) => scheduleOf(job, lang, nowMs),
                    },
                    { id: 'last', title: words.lastRun, show: (job) => moment(job.lastEndedAt) },
                    { id: 'waiting', title: words.waiting, show: (job) => job.waiting },
                    { id: 'failed', title: words.failed, show: (job) => job.failed },
                  ]}
                />
              )}
            </Card>
          </div>
        )}
      </QueryState>
    </>
  )
}
