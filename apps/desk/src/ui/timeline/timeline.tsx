import './timeline.css'
import { IconBook2, type Icon as TablerIcon } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { Icon } from '../icon/icon.tsx'

export type TimelineEvent = {
  readonly id: string
  readonly icon: TablerIcon
  readonly tone?: 'plain' | 'accent' | 'late' | undefined
  readonly day: string
  readonly time: string
  readonly title: ReactNode
  readonly detail?: ReactNode
  readonly by?: ReactNode
}

export type LawChange = { readonly id: string; readonly day: string; readonly lawText: string }

/** All that happened, newest first, with the days on which the law itself changed. */
export const Timeline = ({
  events,
}: {
  readonly events: readonly (TimelineEvent | LawChange)[]
}) => (
  <ol className="timeline">
    {events.map((event) =>
      'lawText' in event ? (
        <li key={event.id} className="timeline-law">
          <span className="timeline-when">{event.day}</span>
          <Icon of={IconBook2} size="small" />
          <span>{event.lawText}</span>
        </li>
      ) : (
        <li key={event.id} className="timeline-event">
          <div className="timeline-when">
            <b>{event.day}</b> {event.time}
          </div>
          <span className={`timeline-point timeline-${event.tone ?? 'plain'}`}>
            <Icon of={event.icon} size="small" />
          </span>
          <div className="timeline-what">
            <div className="timeline-title">{event.title}</div>
            {event.detail && <div className="timeline-detail">{event.detail}</div>}
            {event.by && <div className="timeline-by">{event.by}</div>}
          </div>
        </li>
      ),
    )}
  </ol>
)
