import './tabs.css'
import type { ReactNode } from 'react'

export type Tab<Id extends string> = {
  readonly id: Id
  readonly title: string
  readonly count?: ReactNode
}

/** Views of one list. Buttons and not ARIA tabs: they change what is listed, they do not swap panels. */
export const Tabs = <Id extends string>({
  label,
  tabs,
  chosen,
  onChoose,
}: {
  readonly label: string
  readonly tabs: readonly Tab<Id>[]
  readonly chosen: Id
  readonly onChoose: (id: Id) => void
}) => (
  <nav className="tabs no-print" aria-label={label}>
    {tabs.map((tab) => (
      <button
        key={tab.id}
        type="button"
        aria-current={tab.id === chosen ? 'true' : undefined}
        onClick={() => onChoose(tab.id)}
      >
        {tab.title}
        {tab.count !== undefined && <em>{tab.count}</em>}
      </button>
    ))}
  </nav>
)
