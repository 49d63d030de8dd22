import './secret-once.css'
import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { useWords } from '../language/language.tsx'
import { toast } from '../toast/toast.tsx'
import { secretOnceWords } from './words.ts'

/** A secret that is shown this once, to be handed over in person, with a button that copies it. */
export const SecretOnce = ({
  secret,
  children,
}: {
  readonly secret: string
  readonly children: ReactNode
}) => {
  const words = useWords(secretOnceWords)
  const copy = async () => {
    await navigator.clipboard.writeText(secret)
    toast(words.copied)
  }
  return (
    <div className="stack">
      <p className="small quiet">{children}</p>
      <code className="secret-once">{secret}</code>
      <div>
        <Button size="xs" onClick={() => void copy()}>
          {words.copy}
        </Button>
      </div>
    </div>
  )
}
