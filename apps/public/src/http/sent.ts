// A form with files, read as it comes: what is too much is let pass unread, so that the sender gets an answer and not a
// broken connection. Fields stand before files in our forms, so nothing typed is lost with a file.
import type { IncomingMessage } from 'node:http'
import { Busboy } from '@fastify/busboy'
import { mostBytes, mostFiles } from '../files/model.ts'

/** `bytes` is empty where the file was let pass unread. */
export type SentFile = Readonly<{ name: string; bytes: Buffer; lost?: 'tooLarge' | 'noRoom' }>
export type Sent = Readonly<{ fields: URLSearchParams; files: readonly SentFile[] }>

/** Beyond this the connection is let go. */
const mostSent = 96 * 1_048_576

export type Reception = Readonly<{
  /** Whether there is room for so many bytes more of this request; then it holds them. */
  hold: (request: IncomingMessage, bytes: number) => boolean
  release: (request: IncomingMessage) => void
}>

/** All files that are being read and answered at one time have `most` bytes: many large ones at once stop no page. */
export function createReception(most: number): Reception {
  const heldBy = new WeakMap<IncomingMessage, number>()
  let held = 0
  return {
    hold(request, bytes) {
      if (held + bytes > most) return false
      held += bytes
      heldBy.set(request, (heldBy.get(request) ?? 0) + bytes)
      return true
    },
    release(request) {
      held -= heldBy.get(request) ?? 0
      heldBy.delete(request)
    },
  }
}

/** Longer than any form without files can honestly be. */
const mostFields = 262_144

/** A form without files. One that is too long is read to its end all the same: who is still sending hears no answer. */
export function readFields(request: IncomingMessage): Promise<Sent> {
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = []
    let size = 0
    request.on('data', (chunk: Buffer) => {
      size += chunk.length
      if (size <= mostFields) parts.push(chunk)
      else parts.length = 0
      if (size > mostSent) reject(tooMuch())
    })
    request.on('end', () => {
      if (size > mostFields) return reject(tooMuch())
      const text = Buffer.concat(parts).toString('utf8')
      resolve({ fields: new URLSearchParams(text), files: [] })
    })
    request.on('aborted', () => reject(gone()))
  })
}

const tooMuch = () => Object.assign(new Error('too much'), { statusCode: 413 })
const gone = () => Object.assign(new Error('gone'), { statusCode: 400 })

export function readSent(request: IncomingMessage, reception: Reception): Promise<Sent> {
  return new Promise((resolve, reject) => {
    const fields = new URLSearchParams()
    const files: SentFile[] = []
    const form = new Busboy({
      headers: { ...request.headers, 'content-type': request.headers['content-type'] ?? '' },
      limits: { fileSize: mostBytes, files: mostFiles + 5, fields: 60, fieldSize: 262_144 },
    })
    let size = 0
    request.on('data', (chunk: Buffer) => {
      size += chunk.length
      if (size <= mostSent) return
      request.unpipe(form)
      request.resume()
      reject(tooMuch())
    })
    form.on('field', (name, value) => fields.append(name, value))
    form.on('file', (_field, stream, name) => {
      const parts: Buffer[] = []
      let lost: SentFile['lost']
      stream.on('limit', () => {
        lost = 'tooLarge'
        parts.length = 0
      })
      stream.on('data', (part: Buffer) => {
        if (lost !== undefined) return
        if (reception.hold(request, part.length)) parts.push(part)
        else {
          lost = 'noRoom'
          parts.length = 0
        }
      })
      stream.on('end', () => {
        const bytes = Buffer.concat(parts)
        // A field for files that was left empty comes as a file without a name.
        if (bytes.length > 0 || lost !== undefined)
          files.push({ name: name ?? '', bytes, ...(lost === undefined ? {} : { lost }) })
      })
    })
    form.on('error', () => reject(Object.assign(new Error('unreadable'), { statusCode: 400 })))
    form.on('finish', () => resolve({ fields, files }))
    request.on('aborted', () => reject(gone()))
    request.pipe(form)
  })
}
