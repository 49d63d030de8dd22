import type { ReactNode } from 'react'

/** A component in each of its states: its documentation, its test and its accessibility check. */
export type Examples = {
  readonly name: string
  readonly states: Readonly<Record<string, () => ReactNode>>
}
