import type { IncomingMessage } from 'node:http'
import { Readable } from 'node:stream'
import { expect, test } from 'vitest'
import { createReception, readSent } from './sent.ts'

const formOf = (name: string, bytes: number): IncomingMessage => {
  const text = `--x\r\nContent-Disposition: form-data; name="text"\r\n\r\nwords\r\n--x\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\nContent-Type: application/octet-stream\r\n\r\n${'a'.repeat(bytes)}\r\n--x--\r\n`
  return Object.assign(Readable.from([Buffer.from(text)]), {
    headers: { 'content-type': 'multipart/form-data; boundary=x' },
  }) as unknown as IncomingMessage
}

test('files of all requests at one time have a bound; what is typed is read all the same, and what is answered makes room', async () => {
  const reception = createReception(3000)
  const read = async (name: string) => {
    const request = formOf(name, 2000)
    const { fields, files } = await readSent(request, reception)
    return {
      request,
      typed: fields.get('text'),
      size: files[0]?.bytes.length,
      lost: files[0]?.lost,
    }
  }
  const first = await read('a')
  const second = await read('b')
  reception.release(second.request)
  const third = await read('c')
  reception.release(first.request)
  reception.release(third.request)
  reception.release(third.request)
  const fourth = await read('d')

  expect(first).toMatchObject({ typed: 'words', size: 2000, lost: undefined })
  expect(second).toMatchObject({ typed: 'words', size: 0, lost: 'noRoom' })
  expect(third).toMatchObject({ typed: 'words', size: 0, lost: 'noRoom' })
  expect(fourth).toMatchObject({ typed: 'words', size: 2000, lost: undefined })
})
