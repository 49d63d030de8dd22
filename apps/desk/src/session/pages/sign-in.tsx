import '../parts/session.css'
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type SampleAccount, signInByPassword } from '@umai/contract'
import { lazy, Suspense, useEffect, useState } from 'react'
import { call } from '../../offline/call.ts'
import { useOpenedSession } from '../../offline/session.ts'
import { roleName } from '../../roles/model.ts'
import { Avatar } from '../../ui/avatar/avatar.tsx'
import { useLanguage, useWords } from '../../ui/language/language.tsx'
import { LanguageSwitch } from '../../ui/language/language-switch.tsx'
import { LoadingRows } from '../../ui/loading-rows/loading-rows.tsx'
import { Mark } from '../../ui/mark/mark.tsx'
import { SampleLine } from '../../ui/sample-line/sample-line.tsx'
import { type Credentials, CredentialsForm } from '../parts/credentials.tsx'
import { openByPasskey, sampleAccountsQuery } from '../queries.ts'
import { sessionWords } from '../words.ts'

// One comes here with a token once: nobody else waits for its script.
const EnrolForm = lazy(async () => ({
  default: (await import('../parts/enrol-form.tsx')).EnrolForm,
}))

const SampleAccounts = ({ onChoose }: { readonly onChoose: (account: SampleAccount) => void }) => {
  const words = useWords(sessionWords)
  const { lang } = useLanguage()
  // Codes change every half minute, so what is shown must be fresh.
  const { data } = useQuery({ ...sampleAccountsQuery, refetchInterval: 15_000 })
  if (!data || data.items.length === 0) return null
  return (
    <section className="sample-accounts" aria-labelledby="sample-accounts">
      <header>
        <h2 id="sample-accounts">{words.sampleTitle}</h2>
        <p>{words.sampleAbout}</p>
      </header>
      <ul>
        {data.items.map((account) => (
          <li key={account.login}>
            <button type="button" className="sample-account" onClick={() => onChoose(account)}>
              <Avatar name={account.name} />
              <span>
                <b>{account.name}</b>
                {roleName(account.role, lang)} · {account.agency[lang]}
              </span>
              <span className="login only-wide">{account.login}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}

export const SignInPage = ({ isSample }: { readonly isSample: boolean }) => {
  const words = useWords(sessionWords)
  const opened = useOpenedSession()
  const [filled, setFilled] = useState<Credentials | null>(null)
  const [isEnrolling, setEnrolling] = useState(false)
  useEffect(() => {
    document.title = `${words.signInTab} · Umai`
  }, [words])
  return (
    <div className="sign-in">
      <header className="sign-in-top">
        <span className="sign-in-brand">
          <Mark />
          Umai
        </span>
        <LanguageSwitch />
      </header>
      {isSample && <SampleLine />}
      <main className="sign-in-columns" data-two={isSample || undefined}>
        <div className="sign-in-card">
          {isEnrolling ? (
            <Suspense fallback={<LoadingRows rows={4} />}>
              <EnrolForm onBack={() => setEnrolling(false)} />
            </Suspense>
          ) : (
            <>
              <h1>{words.signIn}</h1>
              <p>{words.about}</p>
              <CredentialsForm
                // A chosen sample account starts the form anew with its values.
                key={filled === null ? 'empty' : `${filled.login}-${filled.code}`}
                filled={filled}
                submit={words.enter}
                onPassword={async ({ login, password, code }) =>
                  opened(
                    (await call(signInByPassword, { body: { login, password, code } })).session,
                  )
                }
                onPasskey={async () => opened(await openByPasskey())}
              />
              <br />
              <Button variant="subtle" fullWidth onClick={() => setEnrolling(true)}>
                {words.haveToken}
              </Button>
            </>
          )}
        </div>
        {isSample && (
          <SampleAccounts
            onChoose={({ login, password, code }) => {
              setEnrolling(false)
              setFilled({ login, password, code })
            }}
          />
        )}
      </main>
    </div>
  )
}
