import { Link } from '@tanstack/react-router'
import type { ComponentProps } from 'react'

/** A place in a menu; the menu gives its items their own attributes, which a link takes as they come. */
export const MenuLink = ({
  to,
  ...others
}: { readonly to: string } & Omit<ComponentProps<'a'>, 'ref'>) => (
  <Link to={to} {...(others as object)} />
)
