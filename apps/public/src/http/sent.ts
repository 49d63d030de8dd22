// A form with files, read as it comes: what is too much is let pass unread, so that the sender gets an answer and not a
// broken connection. Fields stand before files in our forms, so nothing typed is lost with a file.
import type { IncomingMessage } from 'node:http'
import { Busboy } from '@fastify/busboy'
import { mostBytes, mostFiles } from '../files/model.ts'

/** `bytes` is empty where the file is too large. */
export type SentFile = Readonly<{ name: string; bytes: Buffer; isTooLarge: boolean }>
export type Sent = Readonly<{ fields: URLSearchParams; files: readonly SentFile[] }>

/** Beyond this the connection is let go. */
const mostSent = 96 * 1_048_576

export function readSent(request: IncomingMessage): Promise<Sent> {
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
      reject(Object.assign(new Error('too much'), { statusCode: 413 }))
    })
    form.on('field', (name, value) => fields.append(name, value))
    form.on('file', (_field, stream, name) => {
      const parts: Buffer[] = []
      let isTooLarge = false
      stream.on('limit', () => {
        isTooLarge = true
        parts.length = 0
      })
      stream.on('data', (part: Buffer) => {
        if (!isTooLarge) parts.push(part)
      })
      stream.on('end', () => {
        const bytes = Buffer.concat(parts)
        // A field for files that was left empty comes as a file without a name.
        if (bytes.length > 0 || isTooLarge) files.push({ name: name ?? '', bytes, isTooLarge })
      })
    })
    form.on('error', () => reject(Object.assign(new Error('unreadable'), { statusCode: 400 })))
    form.on('finish', () => resolve({ fields, files }))
    request.on('aborted', () => reject(Object.assign(new Error('gone'), { statusCode: 400 })))
    request.pipe(form)
  })
}
