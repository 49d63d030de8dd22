import { Button, TextInput } from '@mantine/core'
import { IconFingerprint } from '@tabler/icons-react'
import { type FormEvent, useId, useState } from 'react'
import { CallFault } from '../../ui/error-panel/call-fault.tsx'
import { Icon } from '../../ui/icon/icon.tsx'
import { useWords } from '../../ui/language/language.tsx'
import { PasswordField } from '../../ui/password-field/password-field.tsx'
import { sessionWords } from '../words.ts'

export type Credentials = {
  readonly login: string
  readonly password: string
  readonly code: string
}

/** Password with one-time code, or a passkey. With a fixed login it proves the person who is already here. */
export const CredentialsForm = ({
  fixedLogin,
  filled,
  submit,
  onPassword,
  onPasskey,
  onCancel,
}: {
  readonly fixedLogin?: boolean
  readonly filled?: Credentials | null
  readonly submit: string
  readonly onPassword: (credentials: Credentials) => Promise<void>
  readonly onPasskey: () => Promise<void>
  readonly onCancel?: () => void
}) => {
  const words = useWords(sessionWords)
  const [login, setLogin] = useState(filled?.login ?? '')
  const [password, setPassword] = useState(filled?.password ?? '')
  const [code, setCode] = useState(filled?.code ?? '')
  const [isSending, setSending] = useState<'password' | 'passkey' | null>(null)
  const [fault, setFault] = useState<unknown>(null)
  const missingId = useId()
  const isMissing = (!fixedLogin && login === '') || password === '' || !/^\d{6}$/.test(code)
  const missing = fixedLogin ? words.missingPassword : words.missing

  const sendPassword = async (event: FormEvent) => {
    event.preventDefault()
    event.stopPropagation()
    if (isMissing || isSending) return
    setSending('password')
    setFault(null)
    try {
      await onPassword({ login: login.trim(), password, code })
    } catch (error) {
      setFault(error)
      setCode('')
    } finally {
      setSending(null)
    }
  }

  const sendPasskey = async () => {
    setSending('passkey')
    setFault(null)
    try {
      await onPasskey()
    } catch (error) {
      // The browser says "NotAllowedError" for a cancelled as for a missing key; its words help nobody.
      setFault(
        error instanceof DOMException || (error as Error).name.endsWith('Error')
          ? new Error(words.passkeyFailed)
          : error,
      )
    } finally {
      setSending(null)
    }
  }

  return (
    <form className="credentials" onSubmit={(event) => void sendPassword(event)} noValidate>
      <Button
        type="button"
        fullWidth
        loading={isSending === 'passkey'}
        leftSection={<Icon of={IconFingerprint} />}
        onClick={() => void sendPasskey()}
      >
        {words.passkey}
      </Button>
      <div className="credentials-or" aria-hidden="true">
        {words.or}
      </div>
      {!fixedLogin && (
        <TextInput
          label={words.login}
          value={login}
          onChange={(event) => setLogin(event.currentTarget.value)}
          autoComplete="username webauthn"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={64}
        />
      )}
      <PasswordField
        label={words.password}
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
        autoComplete="current-password"
        maxLength={256}
      />
      <TextInput
        label={words.code}
        description={words.codeHint}
        value={code}
        onChange={(event) => setCode(event.currentTarget.value.replace(/\D/g, '').slice(0, 6))}
        inputMode="numeric"
        autoComplete="one-time-code"
        className="credentials-code"
      />
      <CallFault error={fault} />
      <div className="credentials-foot">
        {onCancel && (
          <Button variant="subtle" onClick={onCancel}>
            {words.cancel}
          </Button>
        )}
        <Button
          type="submit"
          variant="filled"
          disabled={isMissing}
          loading={isSending === 'password'}
          {...(isMissing ? { 'aria-describedby': missingId } : {})}
          className="grow"
        >
          {submit}
        </Button>
      </div>
      {isMissing && (
        <div id={missingId} className="credentials-missing">
          {missing}
        </div>
      )}
    </form>
  )
}
