import './session.css'
import { Button } from '@mantine/core'
import { signOut } from '@umai/contract'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { call } from '../../offline/call.ts'
import { useOpenedSession, useSession, useStanding } from '../../offline/session.ts'
import { useWords } from '../../ui/language/language.tsx'
import { Mark } from '../../ui/mark/mark.tsx'
import { PasswordField } from '../../ui/password-field/password-field.tsx'
import { SampleLine } from '../../ui/sample-line/sample-line.tsx'
import { hasPin, tryPin, unlockScreen } from '../lock.ts'
import { stepUpByCode, stepUpByPasskey } from '../queries.ts'
import { sessionWords } from '../words.ts'
import { CredentialsForm } from './credentials.tsx'

const leave = async (): Promise<void> => {
  unlockScreen()
  await call(signOut, {}).catch(() => undefined)
  location.assign('/')
}

const PinForm = ({ onSpent }: { readonly onSpent: () => void }) => {
  const words = useWords(sessionWords)
  const [pin, setPin] = useState('')
  const [left, setLeft] = useState<number | null>(null)
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => field.current?.focus(), [])
  const send = async (event: FormEvent) => {
    event.preventDefault()
    const answer = await tryPin(pin)
    if (answer === 'open') return
    setPin('')
    setLeft(answer.attemptsLeft)
    if (answer.attemptsLeft <= 0) onSpent()
  }
  return (
    <form onSubmit={(event) => void send(event)} className="lock-pin">
      <PasswordField
        ref={field}
        label={words.pin}
        value={pin}
        onChange={(event) => setPin(event.currentTarget.value.replace(/\D/g, '').slice(0, 8))}
        inputMode="numeric"
        autoComplete="off"
        error={left === null ? undefined : words.pinWrong({ count: left })}
      />
      <Button type="submit" variant="filled" disabled={pin.length < 4}>
        {words.unlock}
      </Button>
    </form>
  )
}

/** Nothing of a case behind it, not even blurred: the page is not drawn while this stands. */
export const LockScreen = () => {
  const words = useWords(sessionWords)
  const { user } = useSession()
  const { data } = useStanding()
  const opened = useOpenedSession()
  const [byPin, setByPin] = useState(hasPin())
  return (
    <main className="lock-screen">
      {data?.sample && <SampleLine />}
      <Mark size={44} />
      <h1>{words.locked}</h1>
      <p className="quiet small">
        {user.name}. {words.lockedAbout}
      </p>
      {byPin ? (
        <PinForm onSpent={() => setByPin(false)} />
      ) : (
        <CredentialsForm
          fixedLogin
          submit={words.unlock}
          onPassword={async ({ password, code }) => {
            opened(await stepUpByCode(password, code))
            unlockScreen()
          }}
          onPasskey={async () => {
            opened(await stepUpByPasskey())
            unlockScreen()
          }}
        />
      )}
      <Button variant="subtle" onClick={() => void leave()}>
        {words.signOut}
      </Button>
    </main>
  )
}
