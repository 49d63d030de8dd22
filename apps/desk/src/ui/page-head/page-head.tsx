import './page-head.css'
import { type ReactNode, useEffect, useRef } from 'react'

/** The title of a page with where it lies, what it says and what can be done. Takes focus on arrival. */
export const PageHead = ({
  tab,
  title,
  trail = [],
  sub,
  actions,
  children,
}: {
  /** What the tab of the browser says: the kind of page, never a name or a number. */
  readonly tab: string
  readonly title: string
  readonly trail?: readonly ReactNode[]
  readonly sub?: ReactNode
  readonly actions?: ReactNode
  readonly children?: ReactNode
}) => {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    document.title = `${tab} · Umai`
  }, [tab])
  // On a change of page the focus would stay on a link that is gone; the skip link and Tab go on
  // from the title instead. The first page of a visit leaves the focus to the browser.
  useEffect(() => {
    if (document.body.dataset.visited === 'yes') heading.current?.focus({ preventScroll: true })
    document.body.dataset.visited = 'yes'
  }, [])
  return (
    <header className="page-head">
      {trail.length > 0 && (
        <div className="page-trail">
          {trail.map((step, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the steps of a trail never move.
            <div className="page-step" key={at}>
              {at > 0 && <span aria-hidden="true">›</span>}
              {step}
            </div>
          ))}
        </div>
      )}
      <div className="page-title">
        <div className="grow">
          <h1 ref={heading} tabIndex={-1}>
            {title}
          </h1>
          {sub && <div className="page-sub">{sub}</div>}
        </div>
        {actions && <div className="page-actions no-print">{actions}</div>}
      </div>
      {children}
    </header>
  )
}
