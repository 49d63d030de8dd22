import { TextInput } from '@mantine/core'
import { IconFileCertificate, IconSearch } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { type OrderRow, type OrderState, orderStates, searchOrders } from '@umai/contract'
import { useDeferredValue } from 'react'
import { usePages } from '../../offline/query.ts'
import { useAddressState } from '../../ui/address/address-state.ts'
import { useKeptText } from '../../ui/address/kept-text.ts'
import { Chip } from '../../ui/chip/chip.tsx'
import { momentInWords } from '../../ui/clock/amount.ts'
import { useNow } from '../../ui/clock/now.tsx'
import { EmptyState } from '../../ui/empty-state/empty-state.tsx'
import { QueryState } from '../../ui/error-panel/query-state.tsx'
import { FilterChip } from '../../ui/filter-chip/filter-chip.tsx'
import { Icon } from '../../ui/icon/icon.tsx'
import { useLanguage, useWords } from '../../ui/language/language.tsx'
import { PageHead } from '../../ui/page-head/page-head.tsx'
import { Pager } from '../../ui/pager/pager.tsx'
import { Table } from '../../ui/table/table.tsx'
import { toneOfState } from '../model.ts'
import { orderWords } from '../words.ts'

const sorts = ['-issuedAt', 'issuedAt', 'endsAt'] as const

export const OrdersPage = () => {
  const words = useWords(orderWords)
  const { lang } = useLanguage()
  const nowMs = useNow()
  const [typed, setTyped] = useKeptText()
  const [address, setAddress] = useAddressState<'state' | 'sort'>()
  const state = orderStates.find((one) => one === address.state) ?? null
  const sort = sorts.find((one) => one === address.sort) ?? '-issuedAt'
  const setState = (one: OrderState | null) => setAddress({ state: one })
  const q = useDeferredValue(typed.trim())
  const orders = usePages(searchOrders, {
    body: {
      sort,
      ...(q === '' ? {} : { q }),
      ...(state === null ? {} : { state }),
    },
  })
  const moment = (at: string | null) => (at === null ? null : momentInWords(at, lang, nowMs))
  return (
    <>
      <PageHead tab={words.title} title={words.title} sub={words.about} />
      <div className="filter-bar">
        <TextInput
          aria-label={words.search}
          placeholder={words.search}
          leftSection={<Icon of={IconSearch} size="small" />}
          value={typed}
          maxLength={120}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <FilterChip isOn={state === null} onClick={() => setState(null)}>
          {words.all}
        </FilterChip>
        {orderStates.map((one) => (
          <FilterChip
            key={one}
            isOn={state === one}
            onClick={() => setState(state === one ? null : one)}
          >
            {words[one]}
          </FilterChip>
        ))}
      </div>
      <QueryState query={orders} rows={8}>
        {({ items, total }) =>
          items.length === 0 ? (
            <EmptyState icon={IconFileCertificate} title={words.nothing}>
              {words.nothingHint}
            </EmptyState>
          ) : (
            <>
              <Table<OrderRow>
                label={words.title}
                rows={items}
                rowId={({ id }) => id}
                sort={sort}
                onSort={(one) => setAddress({ sort: one })}
                columns={[
                  {
                    id: 'number',
                    title: words.number,
                    show: (order) => (
                      <span>
                        <Link to="/orders/$id" params={{ id: order.id }}>
                          №&nbsp;{order.number}
                        </Link>
                        <span className="under">{order.caseNumber}</span>
                      </span>
                    ),
                  },
                  { id: 'addressee', title: words.addressee, show: (order) => order.addressee },
                  { id: 'protected', title: words.protected, show: (order) => order.protectedName },
                  {
                    id: 'state',
                    title: words.state,
                    show: (order) => (
                      <span>
                        <Chip tone={toneOfState(order.state)}>{words[order.state]}</Chip>
                      </span>
                    ),
                  },
                  { id: 'next', title: words.next, show: (order) => moment(order.nextCheckAt) },
                  {
                    id: 'ends',
                    title: words.ends,
                    sort: 'endsAt',
                    show: (order) => moment(order.endsAt),
                  },
                  {
                    id: 'issued',
                    title: words.issuedAt,
                    sort: 'issuedAt',
                    show: (order) => moment(order.issuedAt),
                  },
                ]}
              />
              <Pager
                shown={items.length}
                total={total}
                onMore={orders.more}
                isLoading={orders.isLoadingMore}
              />
            </>
          )
        }
      </QueryState>
    </>
  )
}
