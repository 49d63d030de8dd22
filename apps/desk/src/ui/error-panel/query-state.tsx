import type { ReactNode } from 'react'
import { LoadingRows } from '../loading-rows/loading-rows.tsx'
import { ErrorPanel } from './error-panel.tsx'

type Query<Data> = {
  readonly data: Data | undefined
  readonly error: Error | null
  readonly refetch: () => unknown
}

/** What a page shows of a read: rows to come, why it failed, or the data. Data once read stays while it is read again. */
export const QueryState = <Data,>({
  query,
  rows = 4,
  isPage = false,
  children,
}: {
  readonly query: Query<Data>
  readonly rows?: number
  /** The read is the whole page: when it fails, what failed is the title. */
  readonly isPage?: boolean
  readonly children: (data: Data) => ReactNode
}) => {
  const { detail, code } = (query.error ?? {}) as { detail?: string; code?: string }
  // What one may not see any longer goes from the screen too.
  if (query.data !== undefined && code !== 'not-found') return <>{children(query.data)}</>
  if (query.error) {
    return (
      <ErrorPanel
        isPage={isPage}
        title={query.error.message}
        code={code}
        onRetry={() => void query.refetch()}
      >
        {detail}
      </ErrorPanel>
    )
  }
  return <LoadingRows rows={rows} />
}
