import { Button } from '@mantine/core'
import { IconUsers } from '@tabler/icons-react'
import { listLinkageRuns, startLinkage } from '@umai/contract'
import { formatInstant, formatNumber } from '@umai/words'
import { useCommand, usePages } from '../../offline/query.ts'
import { Comparison, isOpenRun } from '../../ui/comparison/comparison.tsx'
import { EmptyState } from '../../ui/empty-state/empty-state.tsx'
import { CallFault } from '../../ui/error-panel/call-fault.tsx'
import { QueryState } from '../../ui/error-panel/query-state.tsx'
import { useLanguage, useWords } from '../../ui/language/language.tsx'
import { mergeWords } from '../words.ts'

/** Stands where no pair waits: whether anything was compared at all, what came of it, and a comparison for the asking. */
export const NoPairs = () => {
  const words = useWords(mergeWords)
  const { lang } = useLanguage()
  const runs = usePages(listLinkageRuns, { query: { limit: 20 } })
  const start = useCommand(startLinkage)
  const count = (value: number) => formatNumber(value, lang)
  const action = (
    <Button variant="filled" loading={start.isPending} onClick={() => start.mutate({})}>
      {words.compare}
    </Button>
  )
  return (
    <>
      {start.error && <CallFault error={start.error} />}
      <QueryState query={runs} rows={2}>
        {({ items: [latest] }) => {
          if (latest === undefined)
            return (
              <EmptyState icon={IconUsers} title={words.neverCompared} action={action}>
                {words.firstHint}
              </EmptyState>
            )
          if (isOpenRun(latest))
            return (
              <div className="page-body">
                <Comparison of={latest} />
              </div>
            )
          return (
            <EmptyState icon={IconUsers} title={words.noneOpen} action={action}>
              {latest.state === 'failed'
                ? words.brokenOff
                : words.latest({
                    at: formatInstant(latest.endedAt ?? latest.askedAt, lang, { year: true }),
                    people: count(latest.behind),
                    found: count(latest.found),
                  })}{' '}
              {words.nothingHint}
            </EmptyState>
          )
        }}
      </QueryState>
    </>
  )
}
