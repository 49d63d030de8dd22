import { Progress } from '@mantine/core'
import type { LinkageRun } from '@umai/contract'
import { formatNumber } from '@umai/words'
import { Card } from '../card/card.tsx'
import { useLanguage, useWords } from '../language/language.tsx'
import { comparisonWords } from './words.ts'

export const isOpenRun = ({ state }: LinkageRun) => state === 'waiting' || state === 'running'

/** How far a comparison is, and how long it still takes. */
export const Comparison = ({ of }: { readonly of: LinkageRun }) => {
  const words = useWords(comparisonWords)
  const { lang } = useLanguage()
  const count = (value: number) => formatNumber(value, lang)
  if (of.state === 'waiting')
    return (
      <Card title={words.now}>
        <p className="quiet" role="status">
          {words.waiting}
        </p>
      </Card>
    )
  const share = of.people === 0 ? 0 : (of.behind / of.people) * 100
  const left =
    of.secondsLeft === null
      ? words.leftUnknown
      : of.secondsLeft < 60
        ? words.leftLittle
        : words.left({ minutes: count(Math.ceil(of.secondsLeft / 60)) })
  return (
    <Card title={words.now} aside={`${count(Math.floor(share))} %`}>
      <Progress.Root size="lg">
        <Progress.Section value={share} aria-label={words.title} />
      </Progress.Root>
      <p role="status">
        {words.progress({ behind: count(of.behind), people: count(of.people) })} · {left}
      </p>
      {of.begunAt > 0 && <p className="small">{words.carriedOn({ from: count(of.begunAt) })}</p>}
      <p className="small quiet">
        {words.weighed}: {count(of.weighed)} · {words.found}: {count(of.found)} · {words.isNew}:{' '}
        {count(of.isNew)}
      </p>
    </Card>
  )
}
