import './filter-chip.css'
import type { ReactNode } from 'react'

/** A filter that is on or off. */
export const FilterChip = ({
  isOn,
  onClick,
  children,
}: {
  readonly isOn: boolean
  readonly onClick: () => void
  readonly children: ReactNode
}) => (
  <button type="button" className="filter-chip" aria-pressed={isOn} onClick={onClick}>
    {children}
  </button>
)
