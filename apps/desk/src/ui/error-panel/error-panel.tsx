import './error-panel.css'
import { Button } from '@mantine/core'
import { IconAlertOctagon } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { Icon } from '../icon/icon.tsx'
import { useWords } from '../language/language.tsx'
import { errorPanelWords } from './words.ts'

/** What happened, that nothing was lost, what to do, and a code to tell the administrator. */
export const ErrorPanel = ({
  title,
  children,
  code,
  onRetry,
  action,
  isPage = false,
}: {
  readonly title: string
  readonly children?: ReactNode
  readonly code?: string | undefined
  readonly onRetry?: (() => void) | undefined
  readonly action?: ReactNode
  readonly isPage?: boolean
}) => {
  const words = useWords(errorPanelWords)
  return (
    <div className="error-panel" role="alert">
      <Icon of={IconAlertOctagon} size="large" />
      {isPage ? <h1>{title}</h1> : <div className="strong">{title}</div>}
      {children && <p>{children}</p>}
      {action}
      {onRetry && <Button onClick={onRetry}>{words.again}</Button>}
      {code && <span className="faint tiny">{words.code({ code })}</span>}
    </div>
  )
}
