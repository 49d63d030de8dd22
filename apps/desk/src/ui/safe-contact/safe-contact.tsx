import './safe-contact.css'
import { IconPhoneCall } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { Icon } from '../icon/icon.tsx'
import { useWords } from '../language/language.tsx'
import { safeContactWords } from './words.ts'

/** When and how somebody may be called. Stands before any telephone number. */
export const SafeContactBanner = ({
  how,
  isSafeNow,
  noMessages = false,
  hasCodeWord = false,
  action,
}: {
  /** In the survivor's words; null where nobody has asked yet. */
  readonly how: string | null
  readonly isSafeNow?: boolean | undefined
  readonly noMessages?: boolean
  readonly hasCodeWord?: boolean
  readonly action?: ReactNode
}) => {
  const words = useWords(safeContactWords)
  return (
    <div className={`safe-contact${how === null ? ' safe-contact-unknown' : ''}`}>
      <Icon of={IconPhoneCall} />
      <div className="grow">
        <b>{words.title}</b> {how ?? words.unknown} {isSafeNow === false && <b>{words.notNow} </b>}
        {noMessages && `${words.noMessages} `}
        {hasCodeWord && words.codeWord}
      </div>
      {action}
    </div>
  )
}
