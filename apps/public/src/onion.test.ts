// An onion service as tor brings it: connections over a socket, each with the line that names its circuit. Circuits are imitated.
import { linkSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fixedClock } from '@umai/platform'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createPublicSite } from './app.ts'
import { type OnionDoor, openOnionDoor, readCircuit } from './http/onion.ts'
import { defaultNumbers, parseNumbers } from './numbers/model.ts'

const clock = fixedClock('2026-11-12T09:00:00.000Z')
let folder: string
let path: string
let site: ReturnType<typeof createPublicSite>
let door: OnionDoor
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'umai-onion-'))
  path = join(folder, 'onion.sock')
  site = createPublicSite({
    exitUrl: 'http://127.0.0.1:9/weather',
    isSample: true,
    numbers: parseNumbers(defaultNumbers),
    clock,
  })
  await site.ready()
  door = await openOnionDoor(site.server, path)
})
afterEach(async () => {
  await Promise.all([door.close(), site.close()])
  rmSync(folder, { recursive: true })
})

const lineOf = (circuit: string) => `PROXY TCP6 fc00:dead:beef:4dad::${circuit} ::1 666 80\r\n`

/** Sends bytes as they are; resolves to all that comes back until the connection ends. */
const say = (target: string | number, parts: readonly string[]): Promise<string> =>
  new Promise((resolve) => {
    const socket = typeof target === 'string' ? connect(target) : connect(target, '127.0.0.1')
    let heard = ''
    socket.on('data', (part) => {
      heard += part.toString('utf8')
    })
    socket.on('error', () => undefined)
    socket.on('close', () => resolve(heard))
    socket.setNoDelay(true)
    const send = (at: number): void => {
      if (at < parts.length) socket.write(parts[at] ?? '', () => setImmediate(send, at + 1))
    }
    send(0)
  })
const statusOf = (answer: string): number => Number(answer.slice(9, 12))

type Ask = Readonly<{ url?: string; form?: string; headers?: string }>
const request = ({ url = '/ru/signs', form, headers = '' }: Ask): string =>
  form === undefined
    ? `GET ${url} HTTP/1.1\r\nHost: abc.onion\r\nConnection: close\r\n${headers}\r\n`
    : `POST ${url} HTTP/1.1\r\nHost: abc.onion\r\nConnection: close\r\n${headers}Content-Type: application/x-www-form-urlencoded\r\nContent-Length: ${form.length}\r\n\r\n${form}`
const ask = (circuit: string, asked: Ask): Promise<string> =>
  say(path, [lineOf(circuit) + request(asked)])

/** Sends forms until one is refused; how many were let in. */
const flood = async (circuit: string, headers: () => string = () => ''): Promise<number> => {
  for (let sent = 0; sent < 2000; sent += 1) {
    const answer = await ask(circuit, { url: '/ru/rights', form: 'who=self', headers: headers() })
    if (statusOf(answer) === 429) return sent
  }
  throw new Error('Nothing was refused')
}

test('one circuit that floods is held, another is not, and both go on reading', async () => {
  expect(await flood('0:29a')).toBe(240)

  const held = await ask('0:29a', { url: '/ru/rights', form: 'who=self' })
  expect(statusOf(held)).toBe(429)
  expect(held).toContain('name="who" value="self"')
  expect(statusOf(await ask('0:29b', { url: '/ru/rights', form: 'who=self' }))).toBe(200)
  expect(statusOf(await ask('0:29a', { url: '/ru/signs' }))).toBe(200)
  clock.advance(1000)
  expect(statusOf(await ask('0:29a', { url: '/ru/rights', form: 'who=self' }))).toBe(200)
}, 60_000)

test('an address that a visitor makes up opens no new limit behind an onion service', async () => {
  let turn = 0
  const madeUp = () => {
    turn += 1
    return `X-Forwarded-For: 203.0.113.${turn}\r\nX-Real-IP: 203.0.113.${turn}\r\n`
  }

  expect(await flood('0:1', madeUp)).toBe(240)
}, 60_000)

test('many circuits together have a bound, and who comes by an address does not feel it', async () => {
  let admitted = 0
  for (let circuit = 1; circuit <= 6; circuit += 1) admitted += await flood(`1:${circuit}`)

  expect(admitted).toBe(1200)
  expect(statusOf(await ask('2:1', { url: '/ru/rights', form: 'who=self' }))).toBe(429)
  expect(statusOf(await ask('2:1', { url: '/ru/' }))).toBe(200)
  const byAddress = await site.inject({
    method: 'POST',
    url: '/ru/rights',
    remoteAddress: '203.0.113.7',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: 'who=self',
  })
  expect(byAddress.statusCode).toBe(200)
}, 120_000)

test('the line may come in pieces, and with the request or before it', async () => {
  const [first = '', ...rest] = (lineOf('ffff:ffff') + request({})).match(/[\s\S]{1,7}/g) ?? []

  expect(statusOf(await say(path, [first, ...rest]))).toBe(200)
  expect(statusOf(await say(path, [lineOf('0:2'), request({})]))).toBe(200)
})

test.each([
  ['no line', request({})],
  ['an address of somebody', 'PROXY TCP4 203.0.113.7 127.0.0.1 4000 80\r\n'],
  ['another range', 'PROXY TCP6 fc00:dead:beef:4dae::0:1 ::1 1 80\r\n'],
  ['the second version of the protocol', '\r\n\r\n\0\r\nQUIT\n\x21\x11\0\x0c'],
  ['a line without an end', `PROXY TCP6 ${'a'.repeat(120)}`],
  ['more behind the circuit', 'PROXY TCP6 fc00:dead:beef:4dad::0:1:2 ::1 1 80\r\n'],
])('at the socket %s gets no answer', async (_, sent) => {
  expect(await say(path, [`${sent}${request({})}`])).toBe('')
})

test('a line for which nobody asked, at the ordinary address or a second time, is no request', async () => {
  await site.listen({ host: '127.0.0.1', port: 0 })
  const address = site.server.address()
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0

  expect(statusOf(await say(port, [lineOf('0:3') + request({})]))).toBe(400)
  expect(statusOf(await say(path, [lineOf('0:3') + lineOf('0:4') + request({})]))).toBe(400)
})

test('nothing on any page tells a visitor that there is an onion service', async () => {
  const answer = await ask('0:5', { url: '/ru/' })

  expect(answer).not.toMatch(/onion-location/i)
  expect((await site.inject({ url: '/ru/traces' })).body).not.toContain('.onion')
})

test('only its user and group may open the socket; one left behind is replaced, anything else is not', async () => {
  expect(statSync(path).mode & 0o777).toBe(0o660)
  await expect(openOnionDoor(site.server, path)).rejects.toThrow('another site listens')
  const file = join(folder, 'notes.txt')
  writeFileSync(file, 'mine')
  await expect(openOnionDoor(site.server, file)).rejects.toThrow('something else lies')

  const left = join(folder, 'left.sock')
  linkSync(path, left)
  await door.close()
  door = await openOnionDoor(site.server, left)
  expect(statusOf(await say(left, [lineOf('0:6') + request({})]))).toBe(200)
})

test.each([
  ['PROXY TCP6 fc00:dead:beef:4dad::0:29a ::1 666 42', '0:29a'],
  ['PROXY TCP6 fc00:dead:beef:4dad::ffff:ffff ::1 65535 42', 'ffff:ffff'],
  ['PROXY TCP6 fc00:dead:beef:4dad::0:29a ::1 666 42 ', undefined],
  ['PROXY TCP6 FC00:DEAD:BEEF:4DAD::0:29A ::1 666 42', undefined],
  ['PROXY UNKNOWN', undefined],
])('the line "%s" names the circuit %s', (line, circuit) => {
  expect(readCircuit(line)).toBe(circuit)
})
