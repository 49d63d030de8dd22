import '../parts/registers.css'
import { Button } from '@mantine/core'
import { IconTable } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { listRegisterFiles, type RegisterFile } from '@umai/contract'
import { formatDay, formatInstant, formatNumber } from '@umai/words'
import { useState } from 'react'
import { usePages } from '../../offline/query.ts'
import { Chip } from '../../ui/chip/chip.tsx'
import { EmptyState } from '../../ui/empty-state/empty-state.tsx'
import { QueryState } from '../../ui/error-panel/query-state.tsx'
import { useLanguage, useWords } from '../../ui/language/language.tsx'
import { PageHead } from '../../ui/page-head/page-head.tsx'
import { Pager } from '../../ui/pager/pager.tsx'
import { Table } from '../../ui/table/table.tsx'
import { BringDialog } from '../parts/bring-dialog.tsx'
import { registerStateNames, registerWords } from '../words.ts'

const tones = {
  arriving: 'line',
  arrived: 'soon',
  checking: 'info',
  checked: 'soon',
  comparing: 'info',
  compared: 'done',
  broken: 'late',
  forgotten: 'line',
} as const

export const RegistersPage = () => {
  const words = useWords(registerWords)
  const states = useWords(registerStateNames)
  const { lang } = useLanguage()
  const [isBringing, setBringing] = useState(false)
  const files = usePages(listRegisterFiles, { query: { limit: 25 } })
  const count = (value: number) => formatNumber(value, lang)
  const bring = (
    <Button variant="filled" onClick={() => setBringing(true)}>
      {words.bring}
    </Button>
  )
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
        actions={bring}
      />
      <QueryState query={files} rows={4}>
        {({ items, total }) =>
          items.length === 0 ? (
            <EmptyState icon={IconTable} title={words.none} action={bring}>
              {words.noneHint}
            </EmptyState>
          ) : (
            <>
              <Table<RegisterFile>
                label={words.title}
                rows={items}
                rowId={({ id }) => id}
                columns={[
                  {
                    id: 'name',
                    title: words.name,
                    show: (one) => (
                      <span>
                        <Link to="/duplicates/registers/$id" params={{ id: one.id }}>
                          {one.name ?? words.forgottenName}
                        </Link>
                        <span className="under">
                          {one.sender !== null && `${one.sender} · `}
                          {formatInstant(one.uploadedAt, lang)}
                        </span>
                      </span>
                    ),
                  },
                  {
                    id: 'state',
                    title: words.state,
                    show: ({ state }) => (
                      <span>
                        <Chip tone={tones[state]}>{states[state]}</Chip>
                      </span>
                    ),
                  },
                  { id: 'unit', title: words.unit, show: (one) => one.unit.name[lang] },
                  { id: 'rows', title: words.rows, show: (one) => count(one.rows) },
                  { id: 'faults', title: words.faults, show: (one) => count(one.faultCount) },
                  { id: 'found', title: words.found, show: (one) => count(one.found) },
                  {
                    id: 'until',
                    title: words.until,
                    show: (one) =>
                      one.forgottenAt === null
                        ? formatDay(one.forgetOn as Parameters<typeof formatDay>[0], lang)
                        : '—',
                  },
                ]}
              />
              <Pager
                shown={items.length}
                total={total}
                onMore={files.more}
                isLoading={files.isLoadingMore}
              />
            </>
          )
        }
      </QueryState>
      {isBringing && <BringDialog onClose={() => setBringing(false)} />}
    </>
  )
}
