import { Button } from '@mantine/core'
import type { Enrolment } from '@umai/contract'
import { formatInstant } from '@umai/words'
import { useLanguage, useWords } from '../../ui/language/language.tsx'
import { toast } from '../../ui/toast/toast.tsx'
import { userWords } from '../words.ts'

/** The code that lets somebody set up his account; shown once, to be handed over in person. */
export const EnrolmentCode = ({ enrolment }: { readonly enrolment: Enrolment }) => {
  const words = useWords(userWords)
  const { lang } = useLanguage()
  const copy = async () => {
    await navigator.clipboard.writeText(enrolment.token)
    toast(words.copied)
  }
  return (
    <div className="stack">
      <p className="small quiet">
        {words.enrolmentAbout({ until: formatInstant(enrolment.expiresAt, lang) })}
      </p>
      <code className="enrolment-code">{enrolment.token}</code>
      <div>
        <Button size="xs" onClick={() => void copy()}>
          {words.copy}
        </Button>
      </div>
    </div>
  )
}
