import { IconAlertTriangle } from '@tabler/icons-react'
import { useLanguage } from '../language/language.tsx'
import { Note } from '../note/note.tsx'
import { faultInWords } from './fault-words.ts'

/** Why a command was refused, beside the button that sent it. */
export const CallFault = ({ error }: { readonly error: unknown }) => {
  const { lang } = useLanguage()
  if (!(error instanceof Error)) return null
  const { title, detail } = faultInWords(error, lang)
  const { code } = error as { readonly code?: string }
  return (
    <div role="alert">
      <Note tone="late" icon={IconAlertTriangle}>
        <b>{title}</b>
        {detail && detail !== title && <div>{detail}</div>}
        {code && <div className="tiny">{code}</div>}
      </Note>
    </div>
  )
}
