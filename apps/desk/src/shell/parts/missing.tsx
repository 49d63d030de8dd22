import { Button } from '@mantine/core'
import { IconCompass } from '@tabler/icons-react'
import { EmptyState } from '../../ui/empty-state/empty-state.tsx'
import { ErrorPanel } from '../../ui/error-panel/error-panel.tsx'
import { useWords } from '../../ui/language/language.tsx'
import { PageHead } from '../../ui/page-head/page-head.tsx'
import { shellWords } from '../words.ts'

/** Not there and not allowed look the same. */
export const MissingPage = () => {
  const words = useWords(shellWords)
  return (
    <>
      <PageHead tab={words.notFound} title={words.notFound} />
      <EmptyState
        icon={IconCompass}
        title={words.notFound}
        action={
          <Button component="a" href="/">
            {words.toQueue}
          </Button>
        }
      >
        {words.notFoundDetail}
      </EmptyState>
    </>
  )
}

/** A page that failed while it was drawn, or whose part could not be fetched. */
export const BrokenPage = ({ error }: { readonly error: unknown }) => {
  const words = useWords(shellWords)
  return (
    <ErrorPanel
      title={words.broken}
      code={error instanceof Error ? error.name : undefined}
      action={
        <Button variant="filled" onClick={() => location.reload()}>
          {words.reload}
        </Button>
      }
    >
      {words.brokenDetail}
    </ErrorPanel>
  )
}
