import './pager.css'
import { Button } from '@mantine/core'
import { useWords } from '../language/language.tsx'
import { pagerWords } from './words.ts'

/** How much of a list is shown, and the way to more of it. */
export const Pager = ({
  shown,
  total,
  onMore,
  isLoading = false,
}: {
  readonly shown: number
  readonly total: number
  readonly onMore?: (() => void) | undefined
  readonly isLoading?: boolean
}) => {
  const words = useWords(pagerWords)
  if (total === 0) return null
  return (
    <div className="pager no-print">
      <span>{words.shown({ shown, total })}</span>
      {onMore && (
        <Button size="xs" loading={isLoading} onClick={onMore}>
          {words.more}
        </Button>
      )}
    </div>
  )
}
