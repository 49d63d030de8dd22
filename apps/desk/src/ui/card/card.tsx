import './card.css'
import { type ReactNode, useId } from 'react'

export const Card = ({
  title,
  aside,
  actions,
  flush = false,
  id,
  children,
}: {
  readonly title?: ReactNode
  /** A quiet word after the title: a count, a date. */
  readonly aside?: ReactNode
  readonly actions?: ReactNode
  /** The content brings its own padding (rows, tables). */
  readonly flush?: boolean
  readonly id?: string
  readonly children: ReactNode
}) => {
  const titleId = useId()
  return (
    <section
      className="card"
      {...(title ? { 'aria-labelledby': titleId } : {})}
      {...(id ? { id } : {})}
    >
      {title && (
        <header className="card-head">
          <h2 id={titleId}>{title}</h2>
          {aside && <span className="card-aside">{aside}</span>}
          {actions && <div className="card-actions">{actions}</div>}
        </header>
      )}
      <div className={flush ? 'card-flush' : 'card-body'}>{children}</div>
    </section>
  )
}
