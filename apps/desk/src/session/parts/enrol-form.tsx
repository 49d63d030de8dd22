import { Button, TextInput } from '@mantine/core'
import { completeEnrolment, type Reply, readEnrolment } from '@umai/contract'
import { type FormEvent, useState } from 'react'
import { call } from '../../offline/call.ts'
import { faultsByField } from '../../offline/problem.ts'
import { useOpenedSession } from '../../offline/session.ts'
import { CallFault } from '../../ui/error-panel/call-fault.tsx'
import { useLanguage, useWords } from '../../ui/language/language.tsx'
import { Note } from '../../ui/note/note.tsx'
import { PasswordField } from '../../ui/password-field/password-field.tsx'
import { sessionWords } from '../words.ts'

const grouped = (secret: string): string => secret.replace(/(.{4})(?=.)/g, '$1 ')

/** A new member of staff sets password and one-time code with the token from the administrator. */
export const EnrolForm = ({ onBack }: { readonly onBack: () => void }) => {
  const words = useWords(sessionWords)
  const { lang } = useLanguage()
  const opened = useOpenedSession()
  const [token, setToken] = useState('')
  const [found, setFound] = useState<Reply<typeof readEnrolment> | null>(null)
  const [password, setPassword] = useState('')
  const [again, setAgain] = useState('')
  const [code, setCode] = useState('')
  const [isSending, setSending] = useState(false)
  const [fault, setFault] = useState<unknown>(null)
  const faults = faultsByField(fault, lang)

  const send = async (event: FormEvent) => {
    event.preventDefault()
    setSending(true)
    setFault(null)
    try {
      const trimmed = token.trim()
      if (found === null) setFound(await call(readEnrolment, { body: { token: trimmed } }))
      else
        opened(
          (await call(completeEnrolment, { body: { token: trimmed, password, code } })).session,
        )
    } catch (error) {
      setFault(error)
    } finally {
      setSending(false)
    }
  }

  const differs = again !== '' && again !== password
  const isReady =
    found === null
      ? token.trim().length >= 20
      : password.length >= 12 && again === password && /^\d{6}$/.test(code)
  return (
    <form className="credentials" onSubmit={(event) => void send(event)} noValidate>
      <div>
        <h1>{words.enrolTitle}</h1>
        <p className="small quiet">{words.enrolAbout}</p>
      </div>
      {found === null ? (
        <TextInput
          label={words.enrolToken}
          value={token}
          onChange={(event) => setToken(event.currentTarget.value)}
          autoComplete="off"
          spellCheck={false}
        />
      ) : (
        <>
          <Note tone="accent">
            <b>{words.enrolFor({ name: found.name, login: found.login })}</b>
            <div>{found.agency[lang]}</div>
          </Note>
          <div>
            <div className="small strong">{words.codeSecret}</div>
            <code>{grouped(found.codeSecret)}</code>
          </div>
          <TextInput
            label={words.code}
            description={words.codeHint}
            value={code}
            onChange={(event) => setCode(event.currentTarget.value.replace(/\D/g, '').slice(0, 6))}
            inputMode="numeric"
            autoComplete="one-time-code"
            error={faults['/code']}
          />
          <PasswordField
            label={words.newPassword}
            description={words.newPasswordHint}
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
            autoComplete="new-password"
            error={faults['/password']}
          />
          <PasswordField
            label={words.repeatPassword}
            value={again}
            onChange={(event) => setAgain(event.currentTarget.value)}
            autoComplete="new-password"
            error={differs ? words.differs : undefined}
          />
        </>
      )}
      <CallFault error={fault} />
      <Button type="submit" variant="filled" fullWidth disabled={!isReady} loading={isSending}>
        {found === null ? words.next : words.finish}
      </Button>
      <Button variant="subtle" fullWidth onClick={onBack}>
        {words.back}
      </Button>
    </form>
  )
}
