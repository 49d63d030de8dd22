import { Button } from '@mantine/core'
import { IconArrowLeft } from '@tabler/icons-react'
import { useParams, useRouter } from '@tanstack/react-router'
import { type AuditEntry, type RecordKind, readAudit } from '@umai/contract'
import { formatInstant } from '@umai/words'
import { useState } from 'react'
import { usePages } from '../../offline/query.ts'
import { purposeName } from '../../session/model.ts'
import { Chip } from '../../ui/chip/chip.tsx'
import { EmptyState } from '../../ui/empty-state/empty-state.tsx'
import { QueryState } from '../../ui/error-panel/query-state.tsx'
import { FilterChip } from '../../ui/filter-chip/filter-chip.tsx'
import { Icon } from '../../ui/icon/icon.tsx'
import { useLanguage, useWords } from '../../ui/language/language.tsx'
import { PageHead } from '../../ui/page-head/page-head.tsx'
import { Pager } from '../../ui/pager/pager.tsx'
import { Table } from '../../ui/table/table.tsx'
import { actName } from '../model.ts'
import { auditWords } from '../words.ts'

export const RecordAuditPage = () => {
  const words = useWords(auditWords)
  const { lang } = useLanguage()
  const router = useRouter()
  const { kind, id } = useParams({ strict: false }) as { kind: RecordKind; id: string }
  const [effect, setEffect] = useState<'command' | 'view' | null>(null)
  const entries = usePages(readAudit, {
    params: { kind, id },
    query: effect === null ? {} : { effect },
  })
  return (
    <>
      <PageHead
        tab={words.tab}
        title={words.title}
        sub={words.about}
        actions={
          <Button leftSection={<Icon of={IconArrowLeft} />} onClick={() => router.history.back()}>
            {words.back}
          </Button>
        }
      />
      <div className="filter-bar">
        <FilterChip isOn={effect === null} onClick={() => setEffect(null)}>
          {words.all}
        </FilterChip>
        <FilterChip isOn={effect === 'command'} onClick={() => setEffect('command')}>
          {words.commands}
        </FilterChip>
        <FilterChip isOn={effect === 'view'} onClick={() => setEffect('view')}>
          {words.views}
        </FilterChip>
      </div>
      <QueryState query={entries} rows={8}>
        {({ items, total }) =>
          items.length === 0 ? (
            <EmptyState title={words.nothing}>{words.nothingHint}</EmptyState>
          ) : (
            <>
              <Table<AuditEntry>
                label={words.title}
                rows={items}
                rowId={({ sequence }) => String(sequence)}
                columns={[
                  {
                    id: 'at',
                    title: words.at,
                    show: (entry) => <span className="keep">{formatInstant(entry.at, lang)}</span>,
                  },
                  {
                    id: 'who',
                    title: words.who,
                    show: (entry) => (
                      <span>
                        {entry.actor.name ?? words.system}
                        {entry.actor.agency && (
                          <span className="under">{entry.actor.agency[lang]}</span>
                        )}
                      </span>
                    ),
                  },
                  {
                    id: 'what',
                    title: words.what,
                    show: (entry) => (
                      <span className="row">
                        <Chip tone={entry.effect === 'command' ? 'accent' : 'line'}>
                          {words[entry.effect]}
                        </Chip>
                        {actName(entry.action, lang)}
                      </span>
                    ),
                  },
                  {
                    id: 'why',
                    title: words.why,
                    show: (entry) =>
                      entry.purpose === null ? null : purposeName(entry.purpose, lang),
                  },
                  {
                    id: 'hash',
                    title: words.hash,
                    show: (entry) => (
                      <span className="faint small" title={entry.hash}>
                        {entry.sequence} · {entry.hash.slice(0, 12)}
                      </span>
                    ),
                  },
                ]}
              />
              <Pager
                shown={items.length}
                total={total}
                onMore={entries.more}
                isLoading={entries.isLoadingMore}
              />
            </>
          )
        }
      </QueryState>
    </>
  )
}
