import './duty-row.css'
import type { ReactNode } from 'react'
import { Avatar } from '../avatar/avatar.tsx'
import { Clock } from '../clock/clock.tsx'
import type { LegalClock } from '../clock/reading.ts'

/**
 * One thing that must be done: first how long the law still gives, then what, for whom and by whom.
 * The whole row opens through the link of its title; the article keeps its own button.
 */
export const DutyRow = ({
  clock,
  clockNote,
  title,
  under,
  subject,
  subjectUnder,
  risk,
  owner,
  action,
  isSelected = false,
}: {
  readonly clock: LegalClock
  readonly clockNote?: ReactNode
  /** A link or a button: its area is stretched over the row. */
  readonly title: ReactNode
  readonly under: ReactNode
  readonly subject?: ReactNode
  readonly subjectUnder?: ReactNode
  readonly risk?: ReactNode
  readonly owner?: string | null | undefined
  readonly action?: ReactNode
  readonly isSelected?: boolean
}) => (
  <div className="duty-row" data-selected={isSelected || undefined}>
    <Clock clock={clock} note={clockNote} />
    <div className="duty-what">
      <div className="duty-title">{title}</div>
      <div className="duty-under">{under}</div>
    </div>
    {subject && (
      <div className="duty-subject">
        <div>{subject}</div>
        <div className="duty-under">{subjectUnder}</div>
      </div>
    )}
    {risk && <div className="duty-risk">{risk}</div>}
    {owner !== undefined && (
      <div className="duty-owner" title={owner ?? undefined}>
        <Avatar name={owner} />
        <span className="duty-owner-name">{owner?.split(/\s+/).slice(0, 2).join(' ')}</span>
      </div>
    )}
    {action && <div className="duty-action">{action}</div>}
  </div>
)
