// Somebody has to prove again who he is while his work stays on the page: the session ended, or the act asks
// for a fresh proof. The call that met the refusal waits here and goes on once the proof was given.
import { useSyncExternalStore } from 'react'

export type Proof = 'signed-out' | 'step-up-required'

type Waiting = {
  readonly proof: Proof
  readonly given: Promise<boolean>
  readonly settle: (given: boolean) => void
}

let waiting: Waiting | null = null
const listeners = new Set<() => void>()

const tell = (): void => {
  for (const listener of listeners) listener()
}

/** Asks for a proof and waits: true when it was given, false when the person declined. */
export const askForProof = (proof: Proof): Promise<boolean> => {
  if (waiting !== null) return waiting.given
  let settle: (given: boolean) => void = () => undefined
  const given = new Promise<boolean>((resolve) => {
    settle = resolve
  })
  waiting = { proof, given, settle }
  tell()
  return given
}

export const answerProof = (given: boolean): void => {
  waiting?.settle(given)
  waiting = null
  tell()
}

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Which proof is asked for now, for the dialog that takes it. */
export const useAskedProof = (): Proof | null =>
  useSyncExternalStore(subscribe, () => waiting?.proof ?? null)
