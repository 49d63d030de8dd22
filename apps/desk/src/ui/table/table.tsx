import './table.css'
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { Icon } from '../icon/icon.tsx'

export type Column<Row> = {
  readonly id: string
  readonly title: string
  readonly show: (row: Row) => ReactNode
  /** Buttons; the title is for readers who cannot see them. */
  readonly isActs?: boolean
  /** The name of the order by this column, where the list can be put in it. */
  readonly sort?: string
}

/**
 * Rows with columns. On a phone each row becomes a block in which the first column is the heading.
 * An order is the name of its column, with `-` before it when turned round.
 */
export const Table = <Row,>({
  label,
  columns,
  rows,
  rowId,
  sort,
  onSort,
}: {
  readonly label: string
  readonly columns: readonly Column<Row>[]
  readonly rows: readonly Row[]
  readonly rowId: (row: Row) => string
  readonly sort?: string | undefined
  readonly onSort?: (sort: string) => void
}) => (
  <table className="table" aria-label={label}>
    <thead>
      <tr>
        {columns.map((column) => {
          const isUp = column.sort !== undefined && sort === column.sort
          const isDown = column.sort !== undefined && sort === `-${column.sort}`
          return (
            <th
              key={column.id}
              scope="col"
              {...(isUp
                ? { 'aria-sort': 'ascending' }
                : isDown
                  ? { 'aria-sort': 'descending' }
                  : {})}
            >
              {column.sort === undefined || !onSort ? (
                column.isActs ? (
                  <span className="unseen">{column.title}</span>
                ) : (
                  column.title
                )
              ) : (
                <button
                  type="button"
                  onClick={() => onSort(isUp ? `-${column.sort}` : `${column.sort}`)}
                >
                  {column.title}
                  {(isUp || isDown) && (
                    <Icon of={isUp ? IconArrowUp : IconArrowDown} size="small" />
                  )}
                </button>
              )}
            </th>
          )
        })}
      </tr>
    </thead>
    <tbody>
      {rows.map((row) => (
        <tr key={rowId(row)}>
          {columns.map((column, at) => (
            <td key={column.id} data-title={at === 0 || column.isActs ? undefined : column.title}>
              {column.show(row)}
            </td>
          ))}
        </tr>
      ))}
    </tbody>
  </table>
)
