// What passes between a visitor, the front and the site behind it. Pure.
import type { IncomingHttpHeaders } from 'node:http'

/** The site says with it for how many seconds anybody may be given the same; visitors never see it. */
export const sharedHeader = 'x-same-for-all'

/** Of one connection, not of what is asked. */
const ofConnection = new Set([
  'connection',
  'expect',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
])

const isHere = (peer: string): boolean => /^(?:::ffff:)?127\.|^::1$/.test(peer)

/**
 * What the site is asked with. It believes a proxy on this machine, and the front is one: so the front passes on what a proxy before it
 * says of the visitor, and strikes out what a visitor says of herself.
 */
export function asked(given: IncomingHttpHeaders, peer: string): IncomingHttpHeaders {
  const headers: IncomingHttpHeaders = {}
  const named = new Set((given.connection ?? '').toLowerCase().split(/\s*,\s*/))
  for (const [name, value] of Object.entries(given))
    if (!ofConnection.has(name) && !named.has(name) && (isHere(peer) || !isForwarded(name)))
      headers[name] = value
  const before = headers['x-forwarded-for']
  headers['x-forwarded-for'] = before === undefined ? peer : `${before}, ${peer}`
  return headers
}

const isForwarded = (name: string): boolean =>
  name === 'forwarded' || name.startsWith('x-forwarded-')

/** What the visitor is answered with. */
export function answered(given: IncomingHttpHeaders): IncomingHttpHeaders {
  const headers: IncomingHttpHeaders = {}
  for (const [name, value] of Object.entries(given))
    if (!ofConnection.has(name) && name !== sharedHeader) headers[name] = value
  return headers
}

/** Seconds for which an answer may be given to anybody; 0 for what is of one visitor. */
export function sharedFor(given: IncomingHttpHeaders): number {
  const seconds = Number(given[sharedHeader] ?? 0)
  return Number.isFinite(seconds) ? seconds : 0
}
