// Stands before the site: gives what says the same to everybody from memory, and passes everything else on byte by byte. So a page for
// help waits for nobody's form, and is there when the site behind hangs. It reads no form and keeps nothing of any visitor.
import {
  Agent,
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  request,
  type Server,
  type ServerResponse,
} from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'
import { type Encoding, encodingFor } from '../http/compressed.ts'
import { answered, asked, sharedFor } from './model.ts'

export type FrontOptions = Readonly<{
  /** Where the site itself listens, on this machine. */
  sitePort: number
  /** Paths that are asked for before anybody comes. */
  paths: readonly string[]
  /** What has become old is asked for anew before it is given; where the site is not that quick, old help is better than none. */
  patienceMs: number
  /** For when the site behind is not there: a page by language, the first where none is known. */
  away: Readonly<{
    headers: Readonly<Record<string, string>>
    pages: Readonly<Record<string, string>>
  }>
}>

type Kept = Readonly<{
  headers: IncomingHttpHeaders
  bytes: Buffer
  freshUntil: number
  oldFrom: number
}>

const encodings: readonly Encoding[] = ['br', 'gzip', 'none']
/** As the site has it: whoever sends a film over a slow line needs minutes. */
const requestMs = 180_000
const idleMs = 72_000
/** Shorter than the site keeps a connection that nobody uses, so that none breaks just as it is taken up. */
const idleBehindMs = 20_000
/** A page that the site does not give again in this time goes on as it is. */
const renewMs = 5_000
/** Longer than anybody stands in a line of the site. */
const answerMs = 60_000

export function createFront({ sitePort, paths, patienceMs, away }: FrontOptions): Readonly<{
  server: Server
  /** Asks for what is given from memory, one after the other. */
  warm: () => Promise<void>
}> {
  const agent = new Agent({ keepAlive: true, timeout: idleBehindMs })
  const behind = { host: '127.0.0.1', port: sitePort, agent }
  const kept = new Map<string, Kept>()
  const renewing = new Map<string, Promise<void>>()
  const nameOf = (path: string, encoding: Encoding): string => `${encoding} ${path}`

  const keep = (name: string, headers: IncomingHttpHeaders, bytes: Buffer): void => {
    const { date: _date, ...lasting } = answered(headers)
    const ms = sharedFor(headers) * 1000
    const now = Date.now()
    kept.set(name, { headers: lasting, bytes, freshUntil: now + ms, oldFrom: now + 2 * ms })
  }

  const renew = (path: string, encoding: Encoding): Promise<void> => {
    const name = nameOf(path, encoding)
    const begun = renewing.get(name)
    if (begun !== undefined) return begun
    const renewal = new Promise<void>((resolve) => {
      const headers = { 'accept-encoding': encoding === 'none' ? 'identity' : encoding }
      const asking = request({ ...behind, path, headers }, (answer) => {
        const parts: Buffer[] = []
        answer.on('data', (part: Buffer) => parts.push(part))
        answer.on('end', () => {
          if (answer.statusCode === 200 && sharedFor(answer.headers) > 0)
            keep(name, answer.headers, Buffer.concat(parts))
        })
        answer.on('close', resolve)
      })
      asking.setTimeout(renewMs, () => asking.destroy())
      asking.on('error', () => resolve())
      asking.end()
    }).finally(() => renewing.delete(name))
    renewing.set(name, renewal)
    return renewal
  }

  const fromMemory = (incoming: IncomingMessage, outgoing: ServerResponse): boolean => {
    const { method, url = '' } = incoming
    if (method !== 'GET' && method !== 'HEAD') return false
    const encoding = encodingFor(incoming.headers['accept-encoding'])
    const name = nameOf(url, encoding)
    const found = kept.get(name)
    if (found === undefined) return false
    const give = ({ headers, bytes }: Kept): void => {
      if (outgoing.destroyed) return
      outgoing.writeHead(200, headers)
      outgoing.end(method === 'HEAD' ? undefined : bytes)
    }
    const now = Date.now()
    // A place that had to be taken off is not to be given to whoever comes hours later.
    if (now >= found.oldFrom)
      void Promise.race([renew(url, encoding), delay(patienceMs)]).then(() =>
        give(kept.get(name) ?? found),
      )
    else {
      give(found)
      // Somewhat old is better than late: who comes next gets the new one.
      if (now >= found.freshUntil) void renew(url, encoding)
    }
    return true
  }

  const sayAway = (incoming: IncomingMessage, outgoing: ServerResponse): void => {
    const [, lang = ''] = (incoming.url ?? '').split('/')
    const { headers, pages } = away
    outgoing.writeHead(503, headers)
    outgoing.end(pages[lang] ?? Object.values(pages)[0])
  }

  const passOn = (incoming: IncomingMessage, outgoing: ServerResponse): void => {
    const { method, url, headers, socket } = incoming
    const { 'content-length': length, ...asking } = asked(headers, socket.remoteAddress ?? '')
    const passing = request(
      {
        ...behind,
        method,
        path: url,
        headers:
          method === 'POST' && length !== undefined
            ? { ...asking, 'content-length': length }
            : asking,
      },
      (answer) => {
        if (method === 'GET' && answer.statusCode === 200 && sharedFor(answer.headers) > 0)
          collect(url ?? '', encodingFor(headers['accept-encoding']), answer)
        outgoing.writeHead(answer.statusCode ?? 502, answered(answer.headers))
        answer.pipe(outgoing)
        answer.on('error', () => outgoing.destroy())
      },
    )
    passing.setTimeout(answerMs, () => passing.destroy())
    passing.on('error', () => {
      incoming.unpipe(passing)
      // What is still being sent is let pass, so that the sender gets an answer and not a broken connection.
      incoming.resume()
      if (outgoing.headersSent) return
      if (!outgoing.destroyed) sayAway(incoming, outgoing)
    })
    outgoing.on('close', () => {
      if (!outgoing.writableFinished) passing.destroy()
    })
    if (method === 'POST') incoming.pipe(passing)
    else {
      // Nothing but a form has a body; what came with another question would be read as the next one.
      incoming.resume()
      passing.end()
    }
  }

  const collect = (path: string, encoding: Encoding, answer: IncomingMessage): void => {
    const parts: Buffer[] = []
    answer.on('data', (part: Buffer) => parts.push(part))
    answer.on('end', () => keep(nameOf(path, encoding), answer.headers, Buffer.concat(parts)))
  }

  const server = createServer(
    { requestTimeout: requestMs, keepAliveTimeout: idleMs },
    (incoming, outgoing) => {
      // A connection that breaks is told by its end.
      outgoing.on('error', () => undefined)
      try {
        if (!fromMemory(incoming, outgoing)) passOn(incoming, outgoing)
      } catch {
        // What node took from a visitor and refuses to pass on; only she is let go.
        outgoing.destroy()
      }
    },
  )
  server.on('close', () => agent.destroy())
  return {
    server,
    warm: async () => {
      for (const path of paths) for (const encoding of encodings) await renew(path, encoding)
    },
  }
}
