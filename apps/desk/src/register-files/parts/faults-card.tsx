import { listRegisterFaults, type RegisterFault } from '@umai/contract'
import { usePages } from '../../offline/query.ts'
import { Card } from '../../ui/card/card.tsx'
import { QueryState } from '../../ui/error-panel/query-state.tsx'
import { useWords } from '../../ui/language/language.tsx'
import { Pager } from '../../ui/pager/pager.tsx'
import { Table } from '../../ui/table/table.tsx'
import { registerFaultNames, registerWords } from '../words.ts'

/** What is wrong with rows, so that the office that sent the register can find and mend it. */
export const FaultsCard = ({ id }: { readonly id: string }) => {
  const words = useWords(registerWords)
  const names: Readonly<Record<string, string>> = useWords(registerFaultNames)
  /** The library counts the cells in English. */
  const said = (code: string, value: string) => {
    const cells =
      code === 'row-wrong-width' ? /^(\d+) cells instead of (\d+): (.*)$/s.exec(value) : null
    return cells === null
      ? value
      : words.cells({ found: cells[1] ?? '', wanted: cells[2] ?? '', row: cells[3] ?? '' })
  }
  const faults = usePages(listRegisterFaults, { params: { id }, query: { limit: 50 } })
  return (
    <Card title={words.faultsTitle} flush>
      <QueryState query={faults} rows={3}>
        {({ items, total }) =>
          items.length === 0 ? (
            <p className="register-pad quiet">{words.noFaults}</p>
          ) : (
            <>
              <p className="register-pad small quiet">{words.faultsAbout}</p>
              <Table<RegisterFault & { readonly place: number }>
                label={words.faultsTitle}
                rows={items.map((fault, place) => ({ ...fault, place }))}
                rowId={({ place }) => String(place)}
                columns={[
                  {
                    id: 'line',
                    title: words.line,
                    show: ({ line }) => <span className="strong">{line ?? '—'}</span>,
                  },
                  { id: 'what', title: words.what, show: ({ code }) => names[code] ?? code },
                  { id: 'column', title: words.column, show: ({ column }) => column ?? '—' },
                  {
                    id: 'value',
                    title: words.value,
                    show: ({ code, value }) => (
                      <span className="register-value">{said(code, value)}</span>
                    ),
                  },
                ]}
              />
              <Pager
                shown={items.length}
                total={total}
                onMore={faults.more}
                isLoading={faults.isLoadingMore}
              />
            </>
          )
        }
      </QueryState>
    </Card>
  )
}
