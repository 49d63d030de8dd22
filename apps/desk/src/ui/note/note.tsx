import './note.css'
import type { Icon as TablerIcon } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { Icon } from '../icon/icon.tsx'

export const Note = ({
  tone = 'info',
  icon,
  children,
}: {
  readonly tone?: 'info' | 'late' | 'doubt' | 'soon' | 'done' | 'plain' | 'accent'
  readonly icon?: TablerIcon
  readonly children: ReactNode
}) => (
  <div className={`note note-${tone}`}>
    {icon && <Icon of={icon} />}
    <div className="grow">{children}</div>
  </div>
)
