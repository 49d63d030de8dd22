import '../parts/session.css'
import { Button, SegmentedControl, Select, TextInput, useMantineColorScheme } from '@mantine/core'
import { IconDeviceLaptop, IconFingerprint, IconLogout } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { changePassword, purposes, removePasskey, setPurpose, signOut } from '@umai/contract'
import { type FormEvent, useState } from 'react'
import { call } from '../../offline/call.ts'
import { faultsByField } from '../../offline/problem.ts'
import { useOpenedSession, useSession } from '../../offline/session.ts'
import { roleName } from '../../roles/model.ts'
import { Card } from '../../ui/card/card.tsx'
import { Chip } from '../../ui/chip/chip.tsx'
import { momentInWords } from '../../ui/clock/amount.ts'
import { useNow } from '../../ui/clock/now.tsx'
import { CallFault } from '../../ui/error-panel/call-fault.tsx'
import { QueryState } from '../../ui/error-panel/query-state.tsx'
import { Icon } from '../../ui/icon/icon.tsx'
import { useLanguage, useWords } from '../../ui/language/language.tsx'
import { PageHead } from '../../ui/page-head/page-head.tsx'
import { PasswordField } from '../../ui/password-field/password-field.tsx'
import { toast } from '../../ui/toast/toast.tsx'
import { hasPin, setPin } from '../lock.ts'
import {
  myCredentialsQuery,
  mySessionsQuery,
  registerPasskey,
  sendEndOthers,
  sendEndSession,
} from '../queries.ts'
import { purposeWords, sessionWords } from '../words.ts'

const Sessions = () => {
  const words = useWords(sessionWords)
  const { lang } = useLanguage()
  const nowMs = useNow()
  const client = useQueryClient()
  const sessions = useQuery(mySessionsQuery)
  const end = async (ending: Promise<unknown>) => {
    await ending
    toast(words.ended)
    await client.invalidateQueries()
  }
  const others = sessions.data?.items.filter(({ isThis }) => !isThis) ?? []
  return (
    <Card
      title={words.sessions}
      flush
      actions={
        others.length > 1 && (
          <Button size="xs" onClick={() => void end(sendEndOthers())}>
            {words.endOthers}
          </Button>
        )
      }
    >
      <QueryState query={sessions} rows={2}>
        {({ items }) =>
          items.map((session) => (
            <div key={session.id} className="plain-row">
              <Icon of={IconDeviceLaptop} />
              <div className="grow">
                <div className="row">
                  <b className="strong">{session.device}</b>
                  {session.isThis && <Chip tone="accent">{words.thisOne}</Chip>}
                </div>
                <div className="small quiet">
                  {words[session.method === 'passkey' ? 'byPasskey' : 'byPassword']} ·{' '}
                  {words.since({ at: momentInWords(session.startedAt, lang, nowMs) })} ·{' '}
                  {words.lastSeen({ at: momentInWords(session.lastSeenAt, lang, nowMs) })}
                </div>
              </div>
              {!session.isThis && (
                <Button size="xs" onClick={() => void end(sendEndSession(session.id))}>
                  {words.endSession}
                </Button>
              )}
            </div>
          ))
        }
      </QueryState>
    </Card>
  )
}

const PasswordForm = () => {
  const { lang } = useLanguage()
  const words = useWords(sessionWords)
  const [password, setPassword] = useState('')
  const [again, setAgain] = useState('')
  const [fault, setFault] = useState<unknown>(null)
  const send = async (event: FormEvent) => {
    event.preventDefault()
    setFault(null)
    try {
      await call(changePassword, { body: { password } })
      setPassword('')
      setAgain('')
      toast(words.changed)
    } catch (error) {
      setFault(error)
    }
  }
  return (
    <form className="stack" onSubmit={(event) => void send(event)} noValidate>
      <PasswordField
        label={words.newPassword}
        description={words.newPasswordHint}
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
        autoComplete="new-password"
        error={faultsByField(fault, lang)['/password']}
      />
      <PasswordField
        label={words.repeatPassword}
        value={again}
        onChange={(event) => setAgain(event.currentTarget.value)}
        autoComplete="new-password"
        error={again !== '' && again !== password ? words.differs : undefined}
      />
      <CallFault error={fault} />
      <div>
        <Button type="submit" disabled={password.length < 12 || again !== password}>
          {words.changePassword}
        </Button>
      </div>
    </form>
  )
}

const HowISignIn = () => {
  const words = useWords(sessionWords)
  const { lang } = useLanguage()
  const nowMs = useNow()
  const client = useQueryClient()
  const credentials = useQuery(myCredentialsQuery)
  const [name, setName] = useState('')
  const [fault, setFault] = useState<unknown>(null)
  const add = async (event: FormEvent) => {
    event.preventDefault()
    setFault(null)
    try {
      await registerPasskey(name.trim())
      setName('')
      toast(words.passkeyAdded)
      await client.invalidateQueries()
    } catch (error) {
      setFault(error instanceof DOMException ? new Error(words.passkeyFailed) : error)
    }
  }
  const remove = async (id: string) => {
    await call(removePasskey, { params: { id } })
    toast(words.removed)
    await client.invalidateQueries()
  }
  return (
    <Card title={words.howISignIn} flush>
      <QueryState query={credentials} rows={3}>
        {({ passwordSetAt, codeEnrolledAt, passkeys }) => (
          <>
            <div className="plain-row small">
              {passwordSetAt === null
                ? words.passwordNone
                : words.passwordSet({ at: momentInWords(passwordSetAt, lang, nowMs) })}
            </div>
            <div className="plain-row small">
              {codeEnrolledAt === null
                ? words.codeNone
                : words.codeSet({ at: momentInWords(codeEnrolledAt, lang, nowMs) })}
            </div>
            {passkeys.length === 0 && (
              <div className="plain-row small quiet">{words.noPasskeys}</div>
            )}
            {passkeys.map((passkey) => (
              <div key={passkey.id} className="plain-row">
                <Icon of={IconFingerprint} />
                <div className="grow">
                  <b className="strong">{passkey.name}</b>
                  {passkey.lastUsedAt && (
                    <div className="small quiet">
                      {words.lastSeen({ at: momentInWords(passkey.lastUsedAt, lang, nowMs) })}
                    </div>
                  )}
                </div>
                <Button size="xs" onClick={() => void remove(passkey.id)}>
                  {words.removePasskey}
                </Button>
              </div>
            ))}
            <form className="plain-row" onSubmit={(event) => void add(event)}>
              <TextInput
                className="grow"
                label={words.passkeyName}
                placeholder={words.passkeyNameHint}
                value={name}
                maxLength={60}
                onChange={(event) => setName(event.currentTarget.value)}
              />
              <Button type="submit" disabled={name.trim() === ''} className="align-end">
                {words.addPasskey}
              </Button>
              <CallFault error={fault} />
            </form>
            <div className="card-body">
              <PasswordForm />
            </div>
          </>
        )}
      </QueryState>
    </Card>
  )
}

const PinCard = () => {
  const words = useWords(sessionWords)
  const [pin, setTyped] = useState('')
  const [isSet, setIsSet] = useState(hasPin())
  const send = async (event: FormEvent) => {
    event.preventDefault()
    await setPin(pin)
    setTyped('')
    setIsSet(true)
    toast(words.pinSet)
  }
  return (
    <Card title={words.pinTitle} aside={isSet ? words.pinSet : undefined}>
      <form className="stack" onSubmit={(event) => void send(event)}>
        <p className="small quiet">{words.pinAbout}</p>
        <div className="lock-pin">
          <PasswordField
            label={words.pin}
            placeholder={words.pinHint}
            value={pin}
            inputMode="numeric"
            autoComplete="off"
            onChange={(event) => setTyped(event.currentTarget.value.replace(/\D/g, '').slice(0, 8))}
          />
          <Button type="submit" disabled={pin.length < 4}>
            {words.setPin}
          </Button>
        </div>
      </form>
    </Card>
  )
}

export const MyAccountPage = () => {
  const words = useWords(sessionWords)
  const whys = useWords(purposeWords)
  const { lang } = useLanguage()
  const session = useSession()
  const opened = useOpenedSession()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const leave = async () => {
    await call(signOut, {})
    location.assign('/')
  }
  return (
    <>
      <PageHead
        tab={words.mineTab}
        title={session.user.name}
        sub={`${session.user.position} · ${session.agency.name[lang]}`}
        actions={
          <Button leftSection={<Icon of={IconLogout} />} onClick={() => void leave()}>
            {words.signOut}
          </Button>
        }
      />
      <div className="my-account">
        <div className="stack">
          <Card title={words.purpose}>
            <div className="stack">
              <p className="small quiet">{words.purposeAbout}</p>
              <Select
                aria-label={words.purpose}
                value={session.purpose}
                data={purposes.map((purpose) => ({ value: purpose, label: whys[purpose] }))}
                onChange={(purpose) => {
                  if (purpose === null) return
                  void call(setPurpose, {
                    body: { purpose: purpose as (typeof purposes)[number] },
                  }).then((reply) => opened(reply.session))
                }}
              />
            </div>
          </Card>
          <Card title={words.grants} flush>
            {session.grants.map((grant) => (
              <div key={`${grant.unitId}-${grant.role}`} className="plain-row">
                <b className="strong">{roleName(grant.role, lang)}</b>
                <span className="small quiet">{grant.unit[lang]}</span>
              </div>
            ))}
          </Card>
          <PinCard />
          <Card title={words.appearance}>
            <SegmentedControl
              aria-label={words.appearance}
              value={colorScheme}
              onChange={(scheme) => setColorScheme(scheme as 'light')}
              data={[
                { value: 'light', label: words.schemeLight },
                { value: 'dark', label: words.schemeDark },
                { value: 'auto', label: words.schemeAuto },
              ]}
            />
          </Card>
        </div>
        <div className="stack">
          <Sessions />
          <HowISignIn />
        </div>
      </div>
    </>
  )
}
