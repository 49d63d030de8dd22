import type { Enrolment } from '@umai/contract'
import { formatInstant } from '@umai/words'
import { useLanguage, useWords } from '../../ui/language/language.tsx'
import { SecretOnce } from '../../ui/secret-once/secret-once.tsx'
import { userWords } from '../words.ts'

/** The code that lets somebody set up his account; shown once, to be handed over in person. */
export const EnrolmentCode = ({ enrolment }: { readonly enrolment: Enrolment }) => {
  const words = useWords(userWords)
  const { lang } = useLanguage()
  return (
    <SecretOnce secret={enrolment.token}>
      {words.enrolmentAbout({ until: formatInstant(enrolment.expiresAt, lang) })}
    </SecretOnce>
  )
}
