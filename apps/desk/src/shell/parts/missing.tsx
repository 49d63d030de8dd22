import { Button } from '@mantine/core'
import { ErrorPanel } from '../../ui/error-panel/error-panel.tsx'
import { useWords } from '../../ui/language/language.tsx'
import { LinkButton } from '../../ui/link-button/link-button.tsx'
import { PageHead } from '../../ui/page-head/page-head.tsx'
import { shellWords } from '../words.ts'

/** Not there and not allowed look the same. */
export const MissingPage = () => {
  const words = useWords(shellWords)
  return (
    <PageHead
      tab={words.notFound}
      title={words.notFound}
      sub={words.notFoundDetail}
      actions={
        <LinkButton to="/" variant="filled">
          {words.toQueue}
        </LinkButton>
      }
    />
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
