import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'

/** An article of the law as it stood on a day, in the serif of the law. */
export const ArticleLink = ({
  article,
  on,
  children,
}: {
  readonly article: string
  readonly on: string
  readonly children: ReactNode
}) => (
  <Link to="/law/articles/$" params={{ _splat: article }} search={{ on }} className="law-link">
    {children}
  </Link>
)
