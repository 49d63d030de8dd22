import { IconAlertTriangle } from '@tabler/icons-react'
import { Note } from '../note/note.tsx'

type Fault = { readonly message: string; readonly detail?: string; readonly code?: string }

/** Why a command was refused, beside the button that sent it. */
export const CallFault = ({ error }: { readonly error: unknown }) => {
  if (!(error instanceof Error)) return null
  const { message, detail, code } = error as Fault
  return (
    <div role="alert">
      <Note tone="late" icon={IconAlertTriangle}>
        <b>{message}</b>
        {detail && detail !== message && <div>{detail}</div>}
        {code && <div className="tiny">{code}</div>}
      </Note>
    </div>
  )
}
