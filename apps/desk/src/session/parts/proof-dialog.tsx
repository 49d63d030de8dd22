import './session.css'
import { signInByPassword } from '@umai/contract'
import { call } from '../../offline/call.ts'
import { answerProof, useAskedProof } from '../../offline/proof.ts'
import { useOpenedSession, useSession } from '../../offline/session.ts'
import { Sheet } from '../../ui/dialog/sheet.tsx'
import { useWords } from '../../ui/language/language.tsx'
import { openByPasskey, stepUpByCode, stepUpByPasskey } from '../queries.ts'
import { sessionWords } from '../words.ts'
import { CredentialsForm } from './credentials.tsx'

/** Takes the proof an act or an ended session asks for, over the page and without leaving it. */
export const ProofDialog = () => {
  const words = useWords(sessionWords)
  const asked = useAskedProof()
  const { user } = useSession()
  const opened = useOpenedSession()
  const isOver = asked === 'signed-out'

  const finish = (session: Awaited<ReturnType<typeof openByPasskey>>) => {
    // What stands on the page belongs to the one who wrote it.
    if (session.user.id !== user.id) {
      location.assign('/')
      return
    }
    opened(session)
    answerProof(true)
  }

  return (
    <Sheet
      isOpen={asked !== null}
      onClose={() => answerProof(false)}
      title={isOver ? words.again : words.stepUp}
      size={420}
      isAboveAll
    >
      <p className="small quiet">{isOver ? words.againAbout : words.stepUpAbout}</p>
      <br />
      <CredentialsForm
        fixedLogin={!isOver}
        submit={words.confirm}
        onPassword={async ({ login, password, code }) =>
          finish(
            isOver
              ? (await call(signInByPassword, { body: { login, password, code } })).session
              : await stepUpByCode(password, code),
          )
        }
        onPasskey={async () => finish(isOver ? await openByPasskey() : await stepUpByPasskey())}
        onCancel={() => answerProof(false)}
      />
    </Sheet>
  )
}
