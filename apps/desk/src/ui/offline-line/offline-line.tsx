import './offline-line.css'
import { IconWifiOff } from '@tabler/icons-react'
import { Icon } from '../icon/icon.tsx'
import { useWords } from '../language/language.tsx'
import { offlineWords } from './words.ts'

const timeOf = (instant: string): string =>
  new Date(Date.parse(instant) + 5 * 3_600_000).toISOString().slice(11, 16)

/** A line over the page while there is no connection; clocks go on, nothing is thrown away. */
export const OfflineLine = ({ since }: { readonly since: string }) => {
  const words = useWords(offlineWords)
  return (
    <div className="offline-line" role="status">
      <Icon of={IconWifiOff} />
      <span>
        <b>{words.since({ at: timeOf(since) })}</b> {words.goesOn}
      </span>
    </div>
  )
}
