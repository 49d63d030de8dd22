// What stands between an address and its page: is somebody signed in, is the screen locked.
import { useEffect } from 'react'
import { useStanding } from './offline/session.ts'
import { lockScreen, useIsLocked } from './session/lock.ts'
import { SignInPage } from './session/pages/sign-in.tsx'
import { LockScreen } from './session/parts/lock-screen.tsx'
import { ProofDialog } from './session/parts/proof-dialog.tsx'
import { Shell } from './shell/parts/shell.tsx'
import { followServerClock } from './ui/clock/now.tsx'
import { CoverScreen } from './ui/cover/cover.tsx'
import { useIsCovered } from './ui/cover/covered.ts'
import { QueryState } from './ui/error-panel/query-state.tsx'

const TWICE_MS = 600
/** Not nothing: moments are counted from the beginning of the page, which may just have begun. */
const never = Number.NEGATIVE_INFINITY

/** What this key closes by itself and nobody leaves with only one press: the search over everything, a list, a menu. */
const closesAList = ({ target }: KeyboardEvent): boolean =>
  document.querySelector('dialog[open]') !== null ||
  (target instanceof Element &&
    target.closest('[role="menu"], [aria-haspopup="listbox"][aria-controls]') !== null)

/** Esc Esc hides everything at once, wherever the focus is; a press that closes a list is none of the two. */
const useBlankKey = (isSignedIn: boolean): void => {
  useEffect(() => {
    if (!isSignedIn) return
    let before = never
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.repeat) return
      if (closesAList(event)) {
        before = never
        return
      }
      if (event.timeStamp - before < TWICE_MS) lockScreen()
      before = event.timeStamp
    }
    addEventListener('keydown', onKey, { capture: true })
    return () => removeEventListener('keydown', onKey, { capture: true })
  }, [isSignedIn])
}

export const Desk = () => {
  const standing = useStanding()
  const isLocked = useIsLocked()
  const isCovered = useIsCovered()
  const session = standing.data?.session ?? null
  const now = standing.data?.now
  useBlankKey(session !== null)
  useEffect(() => {
    if (isCovered) lockScreen()
  }, [isCovered])
  useEffect(() => {
    if (now !== undefined) followServerClock(now)
  }, [now])
  return (
    <QueryState query={standing} rows={6}>
      {({ sample }) =>
        session === null ? (
          <SignInPage isSample={sample} />
        ) : (
          <>
            {/* Kept while locked, so that nothing typed is lost, and not drawn, so that nothing is seen. */}
            <div id="page" hidden={isLocked || isCovered}>
              <Shell onLock={lockScreen} />
            </div>
            {isCovered ? <CoverScreen /> : isLocked && <LockScreen />}
            <ProofDialog />
          </>
        )
      }
    </QueryState>
  )
}
