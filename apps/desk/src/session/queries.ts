import type {
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/browser'
import {
  addPasskey,
  endMyOtherSessions,
  endMySession,
  listMySessions,
  listSampleAccounts,
  readMyCredentials,
  type Session,
  signInByPasskey,
  startAddPasskey,
  startPasskeySignIn,
  startPasskeyStepUp,
  stepUp,
} from '@umai/contract'
import { call } from '../offline/call.ts'
import { queryOf } from '../offline/query.ts'

export const sampleAccountsQuery = queryOf(listSampleAccounts, {})
export const mySessionsQuery = queryOf(listMySessions, {})
export const myCredentialsQuery = queryOf(readMyCredentials, {})

// Fetched when a passkey is used, not before.
const authenticator = () => import('@simplewebauthn/browser')

// The contract carries what the authenticator says as plain JSON; the library of the browser knows its shape.
const answerOf = async (options: Readonly<Record<string, unknown>>) =>
  ({
    ...(await (
      await authenticator()
    ).startAuthentication({
      optionsJSON: options as unknown as PublicKeyCredentialRequestOptionsJSON,
    })),
  }) as Record<string, unknown>

export const openByPasskey = async (): Promise<Session> => {
  const { challengeId, options } = await call(startPasskeySignIn, {})
  const response = await answerOf(options)
  return (await call(signInByPasskey, { body: { challengeId, response } })).session
}

export const stepUpByPasskey = async (): Promise<Session> => {
  const { challengeId, options } = await call(startPasskeyStepUp, {})
  const response = await answerOf(options)
  return (await call(stepUp, { body: { kind: 'passkey', challengeId, response } })).session
}

export const stepUpByCode = async (password: string, code: string): Promise<Session> =>
  (await call(stepUp, { body: { kind: 'code', password, code } })).session

export const registerPasskey = async (name: string): Promise<void> => {
  const { challengeId, options } = await call(startAddPasskey, {})
  const response = {
    ...(await (
      await authenticator()
    ).startRegistration({
      optionsJSON: options as unknown as PublicKeyCredentialCreationOptionsJSON,
    })),
  } as Record<string, unknown>
  await call(addPasskey, { body: { name, challengeId, response } })
}

export const sendEndSession = (id: string) => call(endMySession, { params: { id } })
export const sendEndOthers = () => call(endMyOtherSessions, {})
