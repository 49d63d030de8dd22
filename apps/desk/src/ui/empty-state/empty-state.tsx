import './empty-state.css'
import { IconCircleCheck, type Icon as TablerIcon } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { Icon } from '../icon/icon.tsx'

/** Nothing is here: says what is next and when, and offers one action. */
export const EmptyState = ({
  icon = IconCircleCheck,
  title,
  children,
  action,
}: {
  readonly icon?: TablerIcon
  readonly title: string
  readonly children?: ReactNode
  readonly action?: ReactNode
}) => (
  <div className="empty-state">
    <Icon of={icon} size="large" />
    <div className="strong">{title}</div>
    {children && <p>{children}</p>}
    {action}
  </div>
)
