import { Button, type ButtonProps } from '@mantine/core'
import { createLink } from '@tanstack/react-router'
import type { AnchorHTMLAttributes } from 'react'

type AnchorProps = ButtonProps & Omit<AnchorHTMLAttributes<HTMLAnchorElement>, keyof ButtonProps>

const AnchorButton = (props: AnchorProps) => <Button component="a" {...props} />

/** A place to go that looks like a button; it stays a link, so that it opens in a new tab too. */
export const LinkButton = createLink(AnchorButton)
