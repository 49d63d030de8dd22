// One call of one endpoint of the contract: the only place of the desk that speaks HTTP.
import type { Endpoint, Input, Problem, Reply } from '@umai/contract'
import { inEachLanguage, isLang, type Lang, say } from '@umai/words'
import { noteLost, noteReached, noteSending } from './connection.ts'
import { CallFailed, CONNECTION_LOST } from './problem.ts'
import { askForProof } from './proof.ts'
import { offlineCallWords } from './words.ts'

export type CallOptions = {
  readonly signal?: AbortSignal | undefined
  /** The idempotency key of a command: the same for each attempt to send the same thing. */
  readonly key?: string | undefined
  /** Nobody asked for this with a hand; it does not prolong the session. */
  readonly isBackground?: boolean | undefined
}

type Parts = {
  readonly params?: Readonly<Record<string, unknown>>
  readonly query?: Readonly<Record<string, unknown>>
  readonly body?: unknown
}

const lang = () => {
  const shown = document.documentElement.lang
  return isLang(shown) ? shown : 'kk'
}

/** What the desk itself says of a call, in the language of the page and in each. */
const ownWords = (title: 'lostTitle' | 'oddTitle', detail: 'lostDetail' | 'oddDetail') => {
  const saidIn = (one: Lang) => {
    const words = say(offlineCallWords, one)
    return { title: words[title], detail: words[detail] }
  }
  return {
    ...saidIn(lang()),
    inLanguages: inEachLanguage(saidIn),
  }
}

/** The path with its parameters and, for a read by address, its query. */
export const addressOf = (path: string, { params = {}, query = {} }: Parts): string => {
  const filled = path.replace(/:(\w+)/g, (_, name: string) =>
    encodeURIComponent(String(params[name])),
  )
  const search = new URLSearchParams(
    Object.entries(query)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [name, String(value)]),
  ).toString()
  return search === '' ? filled : `${filled}?${search}`
}

const send = async (endpoint: Endpoint, parts: Parts, options: CallOptions): Promise<Response> => {
  const done = endpoint.effect === 'read' ? () => undefined : noteSending()
  try {
    const response = await fetch(addressOf(endpoint.path, parts), {
      method: endpoint.method,
      credentials: 'same-origin',
      headers: {
        accept: 'application/json',
        'accept-language': lang(),
        ...(endpoint.method === 'POST' ? { 'x-umai': '1' } : {}),
        ...(parts.body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(endpoint.effect === 'command'
          ? { 'idempotency-key': options.key ?? crypto.randomUUID() }
          : {}),
        ...(options.isBackground === true ? { 'x-umai-background': '1' } : {}),
      },
      ...(parts.body === undefined ? {} : { body: JSON.stringify(parts.body) }),
      ...(options.signal ? { signal: options.signal } : {}),
    })
    noteReached()
    return response
  } catch (cause) {
    if (options.signal?.aborted) throw cause
    noteLost()
    throw new CallFailed(
      { code: CONNECTION_LOST, status: 503, ...ownWords('lostTitle', 'lostDetail') },
      { cause },
    )
  } finally {
    done()
  }
}

const problemOf = async (response: Response): Promise<CallFailed> => {
  const odd = {
    code: `http-${response.status}`,
    status: Math.max(response.status, 400),
    ...ownWords('oddTitle', 'oddDetail'),
  }
  if (!response.headers.get('content-type')?.includes('json')) return new CallFailed(odd)
  const problem = (await response.json().catch(() => odd)) as Problem
  return new CallFailed(typeof problem.code === 'string' ? problem : odd)
}

/**
 * Calls an endpoint. A refusal for want of proof (session over, fresh proof needed) asks for it and goes on
 * with the same input and key, so that a form never has to be filled in twice.
 */
export const call = async <E extends Endpoint>(
  endpoint: E,
  input: Input<E>,
  options: CallOptions = {},
): Promise<Reply<E>> => {
  const parts = input as Parts
  const response = await send(endpoint, parts, options)
  if (response.ok) return (await response.json()) as Reply<E>
  const problem = await problemOf(response)
  const isProof = problem.code === 'signed-out' || problem.code === 'step-up-required'
  if (!isProof || options.isBackground === true) throw problem
  if (!(await askForProof(problem.code as 'signed-out' | 'step-up-required'))) throw problem
  const again = await send(endpoint, parts, options)
  if (again.ok) return (await again.json()) as Reply<E>
  throw await problemOf(again)
}
