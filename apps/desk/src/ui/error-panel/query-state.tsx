import type { ReactNode } from 'react'
import { useLanguage } from '../language/language.tsx'
import { LoadingRows } from '../loading-rows/loading-rows.tsx'
import { ErrorPanel } from './error-panel.tsx'
import { faultInWords } from './fault-words.ts'

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
  const { lang } = useLanguage()
  const { code } = (query.error ?? {}) as { code?: string }
  // What one may not see any longer goes from the screen too.
  if (query.data !== undefined && code !== 'not-found') return <>{children(query.data)}</>
  if (query.error) {
    const { title, detail } = faultInWords(query.error, lang)
    return (
      <ErrorPanel isPage={isPage} title={title} code={code} onRetry={() => void query.refetch()}>
        {detail}
      </ErrorPanel>
    )
  }
  return <LoadingRows rows={rows} />
}
