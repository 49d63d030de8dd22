// One connection of one desk, asked one thing after another. It is a bare socket: what a general HTTP client does besides would be
// counted with the server on the processors that both share.
import { randomUUID } from 'node:crypto'
import { connect, type Socket } from 'node:net'
import type { Ask } from './desks.ts'
import type { Desk } from './world.ts'

export type Answer = Readonly<{ status: number; ms: number; text: string }>
export type Line = Readonly<{ send: (ask: Ask) => Promise<Answer>; close: () => void }>

const headEnd = Buffer.from('\r\n\r\n')

/** `address` is whom the server takes the desk for, so that fifty are not limited as one. */
export const openLine = (port: number, desk: Desk, address: string): Line => {
  let socket: Socket | undefined
  let parts: Buffer[] = []
  let length = 0
  /** Of the whole answer, once its head is here. */
  let wanted: number | undefined
  let bodyAt = 0
  let status = 0
  let waiting:
    | { readonly done: (answer: Answer) => void; readonly fail: (e: Error) => void; at: number }
    | undefined

  const broken = (why: string): void => {
    socket?.destroy()
    socket = undefined
    const asked = waiting
    waiting = undefined
    asked?.fail(new Error(why))
  }
  const readHead = (): void => {
    const all = parts.length === 1 ? (parts[0] as Buffer) : Buffer.concat(parts)
    parts = [all]
    const end = all.indexOf(headEnd)
    if (end === -1) return
    const head = all.toString('latin1', 0, end)
    status = Number(head.slice(9, 12))
    const bytes = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1]
    if (bytes === undefined && status !== 204) {
      broken(`an answer without its length: ${head.slice(0, 200)}`)
      return
    }
    bodyAt = end + headEnd.length
    wanted = bodyAt + Number(bytes ?? 0)
  }
  const hear = (part: Buffer): void => {
    parts.push(part)
    length += part.length
    if (wanted === undefined) readHead()
    if (wanted === undefined || length < wanted) return
    const isTooLong = length > wanted
    const all = parts.length === 1 ? (parts[0] as Buffer) : Buffer.concat(parts)
    parts = []
    length = 0
    wanted = undefined
    if (isTooLong) {
      broken('more than one answer')
      return
    }
    const asked = waiting
    waiting = undefined
    asked?.done({
      status,
      ms: performance.now() - asked.at,
      text: all.toString('utf8', bodyAt),
    })
  }
  const connected = (): Socket => {
    if (socket !== undefined) return socket
    parts = []
    length = 0
    wanted = undefined
    const fresh = connect({ host: '127.0.0.1', port, noDelay: true })
    fresh.on('data', hear)
    fresh.on('error', ({ message }) => broken(message))
    fresh.on('close', () => {
      if (socket === fresh) broken('the server closed the connection')
    })
    socket = fresh
    return fresh
  }
  const always = [
    `host: 127.0.0.1:${port}`,
    `cookie: sid=${desk.token}`,
    'accept-language: kk',
    'x-umai: 1',
    `x-forwarded-for: ${address}`,
  ].join('\r\n')

  return {
    send: ({ method, path, body, isCommand }) =>
      new Promise((done, fail) => {
        const at = performance.now()
        const content = body === undefined ? '' : JSON.stringify(body)
        const lines =
          body === undefined
            ? ''
            : `content-type: application/json\r\ncontent-length: ${Buffer.byteLength(content)}\r\n`
        const key = isCommand === true ? `idempotency-key: ${randomUUID()}\r\n` : ''
        waiting = { done, fail, at }
        connected().write(`${method} ${path} HTTP/1.1\r\n${always}\r\n${lines}${key}\r\n${content}`)
      }),
    close: () => {
      const open = socket
      socket = undefined
      open?.destroy()
    },
  }
}
