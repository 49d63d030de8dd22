import './dialog.css'
import { Button } from '@mantine/core'
import { type FormEvent, type ReactNode, useId } from 'react'
import { goToWrongField } from '../wrong-field/wrong-field.ts'
import { Sheet } from './sheet.tsx'

/** A question over the page with one primary answer. What was typed stays until it is sent or left. */
export const Dialog = ({
  isOpen,
  onClose,
  title,
  submit,
  cancel,
  onSubmit,
  isSending = false,
  isDangerous = false,
  missing,
  children,
}: {
  readonly isOpen: boolean
  readonly onClose: () => void
  readonly title: string
  readonly submit: string
  readonly cancel: string
  readonly onSubmit: () => void
  readonly isSending?: boolean
  readonly isDangerous?: boolean
  /** What is still missing; while it is said the answer cannot be given. */
  readonly missing?: string | undefined
  readonly children: ReactNode
}) => {
  const missingId = useId()
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    event.stopPropagation()
    if (!missing && !isSending && !goToWrongField(event.currentTarget)) onSubmit()
  }
  return (
    <Sheet isOpen={isOpen} onClose={onClose} title={title}>
      <form onSubmit={send} className="dialog-form" noValidate>
        {children}
        <div className="dialog-foot">
          {missing?.trim() && (
            <span id={missingId} className="dialog-missing">
              {missing}
            </span>
          )}
          <div className="dialog-acts">
            <Button variant="subtle" onClick={onClose}>
              {cancel}
            </Button>
            <Button
              type="submit"
              variant="filled"
              loading={isSending}
              data-dangerous={isDangerous || undefined}
              disabled={Boolean(missing)}
              {...(missing?.trim() ? { 'aria-describedby': missingId } : {})}
            >
              {submit}
            </Button>
          </div>
        </div>
      </form>
    </Sheet>
  )
}
