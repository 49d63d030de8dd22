import './chip.css'
import type { ReactNode } from 'react'

export type Tone = 'plain' | 'line' | 'done' | 'late' | 'soon' | 'doubt' | 'info' | 'accent'

export const Chip = ({
  tone = 'plain',
  children,
}: {
  readonly tone?: Tone
  readonly children: ReactNode
}) => <span className={`chip chip-${tone}`}>{children}</span>
