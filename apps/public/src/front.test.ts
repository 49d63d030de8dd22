import { createServer, request } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { brotliDecompressSync } from 'node:zlib'
import { fixedClock } from '@umai/platform'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createPublicSite, frontFor, publicPaths } from './app.ts'
import { createFront } from './front/server.ts'
import { type Front, startFront } from './front/start.ts'
import { lawThread } from './law/thread.ts'
import { defaultNumbers, parseNumbers } from './numbers/model.ts'

const options = {
  exitUrl: 'https://weather.example/',
  publicUrl: 'https://site.example',
  isSample: true,
  numbers: parseNumbers(defaultNumbers),
  clock: fixedClock('2026-11-12T09:00:00.000Z'),
}
const site = createPublicSite(options)
const sitePort = (): number => (site.server.address() as AddressInfo).port
const begin = () => ({
  ...frontFor(options),
  sitePort: sitePort(),
  host: '127.0.0.1',
  port: 0,
  partingMs: 100,
})

/** A front in this process, before a site that may be gone. */
const opened: ReturnType<typeof createFront>['server'][] = []
async function frontBefore(port: number, paths: readonly string[] = [], patienceMs = 20_000) {
  const { server, warm } = createFront({ ...frontFor(options), sitePort: port, paths, patienceMs })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  opened.push(server)
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, warm }
}

let front: Front

beforeAll(async () => {
  await site.listen({ host: '127.0.0.1', port: 0 })
  front = await startFront(begin())
})
afterAll(async () => {
  await front.close()
  for (const server of opened) server.close()
  await site.close()
  await lawThread.close()
})

const unlike = ['date', 'connection', 'keep-alive', 'content-length', 'transfer-encoding']
const headersOf = (given: Headers) =>
  Object.fromEntries([...given].filter(([name]) => !unlike.includes(name)))

test('every page has the same words and headers with what stands before the site as without it, the first time and the second', async () => {
  const paths = ['/', '/site.css', '/nowhere', ...publicPaths.map((path) => `/ru${path}`)]
  for (const path of paths) {
    const direct = await fetch(`http://127.0.0.1:${sitePort()}${path}`)
    const { 'x-same-for-all': mark, ...expected } = headersOf(direct.headers)
    const text = withoutSeals(await direct.text())
    for (const time of ['first', 'second']) {
      const through = await fetch(`${front.address}${path}`)
      expect(through.status, `${path} ${time}`).toBe(direct.status)
      expect(headersOf(through.headers), `${path} ${time}`).toEqual(expected)
      expect(withoutSeals(await through.text()), `${path} ${time}`).toBe(text)
    }
    expect(mark === undefined || /^\/ru\/|^\/site/.test(path), path).toBe(true)
  }
})
const withoutSeals = (text: string): string => text.replaceAll(/value="[^"]{60,}"/g, 'value')

test('pages for help are there when the site behind is gone; another says so, with the numbers and the way out', async () => {
  const behind = createPublicSite(options)
  await behind.listen({ host: '127.0.0.1', port: 0 })
  const { paths } = frontFor(options)
  const { url, warm } = await frontBefore(
    (behind.server.address() as AddressInfo).port,
    paths.filter((path) => path.startsWith('/kk/') || path === '/site.css'),
  )
  await warm()
  await behind.close()

  for (const path of ['/kk/', '/kk/call', '/kk/signs', '/kk/rights', '/kk/plan', '/site.css'])
    for (const encoding of ['br', 'gzip', 'identity']) {
      const answer = await fetch(`${url}${path}`, { headers: { 'accept-encoding': encoding } })
      expect(answer.status, path).toBe(200)
      expect(answer.headers.get('content-encoding') ?? 'identity').toBe(encoding)
      expect((await answer.text()).length, path).toBeGreaterThan(1000)
    }
  const away = await fetch(`${url}/kk/write`, {
    method: 'POST',
    body: new URLSearchParams({ text: 'x' }),
  })
  const page = await away.text()
  expect(away.status).toBe(503)
  expect(away.headers.get('cache-control')).toBe('no-store')
  expect(away.headers.get('content-security-policy')).toContain("default-src 'none'")
  expect(page).toContain('lang="kk"')
  // What was sent is still in the browser.
  expect(page).toContain('осы бетті жаңартыңыз')
  expect(page).toContain('href="https://weather.example/"')
  expect(page).toContain('href="tel:111"')
})

test('what is of one visitor is never given to another, and a page in one packing never in another', async () => {
  let asked = 0
  const behind = createServer((question, answer) => {
    asked += 1
    if (question.url === '/shared') answer.setHeader('x-same-for-all', '60')
    answer.end(`${question.url} ${asked}`)
  })
  await new Promise<void>((resolve) => behind.listen(0, '127.0.0.1', resolve))
  const { url } = await frontBefore((behind.address() as AddressInfo).port)
  const said: string[] = []
  for (const path of ['/own', '/own', '/shared', '/shared', '/shared?a=1', '/own'])
    said.push(await (await fetch(`${url}${path}`)).text())
  behind.close()
  expect(said).toEqual(['/own 1', '/own 2', '/shared 3', '/shared 3', '/shared?a=1 4', '/own 5'])

  // Below no language it is the page of whoever asks.
  for (const [accepted, lang] of [
    ['kk', 'kk'],
    ['en', 'en'],
    ['ru', 'ru'],
  ] as const) {
    const answer = await fetch(`${front.address}/`, { headers: { 'accept-language': accepted } })
    expect(await answer.text()).toContain(`lang="${lang}"`)
  }
  const bare = await (
    await fetch(`${front.address}/ru/call`, { headers: { 'accept-encoding': 'identity' } })
  ).text()
  const packed = await fetch(`${front.address}/ru/call`, { headers: { 'accept-encoding': 'br' } })
  expect(packed.headers.get('content-encoding')).toBe('br')
  expect(await packed.text()).toBe(bare)
  const head = await fetch(`${front.address}/ru/call`, { method: 'HEAD' })
  expect(head.status).toBe(200)
  expect(await head.text()).toBe('')
})

test('what lay in memory for long is asked for anew before it is given; an old page stays where the site does not answer', async () => {
  let asked = 0
  let isHanging = false
  const behind = createServer((_question, answer) => {
    asked += 1
    answer.setHeader('x-same-for-all', '0.05')
    if (!isHanging) answer.end(`said ${asked}`)
  })
  await new Promise<void>((resolve) => behind.listen(0, '127.0.0.1', resolve))
  const { port } = behind.address() as AddressInfo
  const patient = await frontBefore(port)
  const impatient = await frontBefore(port, [], 50)
  const read = async ({ url }: typeof patient) => (await fetch(`${url}/shared`)).text()
  const isOld = () => new Promise((resolve) => setTimeout(resolve, 120))

  expect(await read(patient)).toBe('said 1')
  expect(await read(impatient)).toBe('said 2')
  await isOld()
  expect(await read(patient)).toBe('said 3')
  isHanging = true
  expect(await read(impatient)).toBe('said 2')
  expect(asked).toBe(4)
  behind.closeAllConnections()
  behind.close()
})

test('a form goes through as it is, and one that is far too large gets its page', async () => {
  const answer = await fetch(`${front.address}/ru/rights`, {
    method: 'POST',
    body: new URLSearchParams({ asked: 'who', who: 'self' }),
  })
  const page = await answer.text()
  expect(answer.status).toBe(200)
  expect(page).toContain('name="state"')

  const large = await fetch(`${front.address}/ru/rights`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: `who=${'x'.repeat(2_000_000)}`,
  })
  expect(large.status).toBe(413)
  expect(await large.text()).toContain('class="exit"')
})

test('a question with a body that is no form leaves nothing behind that would be read as the next question', async () => {
  const smuggled = 'GET /ru/nowhere HTTP/1.1\r\nHost: x\r\n\r\n'
  const { hostname, port } = new URL(front.address)
  const text = await new Promise<string>((resolve, reject) => {
    const socket = connect({ host: hostname, port: Number(port) })
    let read = ''
    socket.on('data', (part) => {
      read += part.toString('latin1')
    })
    socket.on('close', () => resolve(read)).on('error', reject)
    socket.write(
      `GET /ru/write HTTP/1.1\r\nHost: x\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n${smuggled.length.toString(16)}\r\n${smuggled}\r\n0\r\n\r\n`,
    )
  })
  expect(text.match(/HTTP\/1\.1 /g)).toHaveLength(1)
  expect((await fetch(`${front.address}/ru/mailbox`)).status).toBe(200)
})

test('whatever comes over a connection, the process that stands before the site goes on', async () => {
  const { hostname, port } = new URL(front.address)
  const pid = front.pid()
  const say = (bytes: Buffer, isHalf = false) =>
    new Promise<void>((resolve) => {
      const socket = connect({ host: hostname, port: Number(port) })
      const done = (): void => {
        socket.destroy()
        resolve()
      }
      socket.on('error', done).on('close', done).on('data', done)
      socket.setTimeout(500, done)
      socket.write(bytes, () => {
        if (isHalf) done()
      })
    })
  const odd = Array.from({ length: 256 }, (_, byte) => Buffer.from([byte]))
  const around = (before: string, byte: Buffer, after: string): Buffer =>
    Buffer.concat([Buffer.from(before), byte, Buffer.from(after)])
  const head = 'Host: x\r\nConnection: close\r\n'
  for (const byte of odd)
    await Promise.all([
      say(around('GET /ru/', byte, ` HTTP/1.1\r\n${head}\r\n`)),
      say(around(`GET /ru/write HTTP/1.1\r\n${head}Accept: `, byte, 'x\r\n\r\n')),
      say(around(`GET /ru/write HTTP/1.1\r\n${head}X`, byte, ': x\r\n\r\n')),
    ])
  for (const text of [
    'GET http://elsewhere.example/ru/ HTTP/1.1\r\nHost: x\r\n\r\n',
    'CONNECT elsewhere.example:443 HTTP/1.1\r\nHost: x\r\n\r\n',
    'GET /ru/write HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: upgrade\r\n\r\n',
    'OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n',
    'GET /ru/write HTTP/1.0\r\n\r\n',
    'POST /ru/rights HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    'POST /ru/rights HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n',
    'POST /ru/rights HTTP/1.1\r\nHost: x\r\nExpect: everything\r\n\r\n',
  ])
    await say(Buffer.from(text))
  // Gone before the answer, and in the midst of what is being sent.
  for (const text of [
    'GET /ru/write HTTP/1.1\r\nHost: x\r\n\r\n',
    'POST /ru/rights HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 500\r\n\r\nwho=se',
  ])
    await Promise.all(Array.from({ length: 20 }, () => say(Buffer.from(text), true)))

  expect(front.pid()).toBe(pid)
  for (const path of ['/ru/', '/ru/write'])
    expect((await fetch(`${front.address}${path}`)).status).toBe(200)
})

test('ended from outside, it is there again at the same address', async () => {
  const pid = front.pid()
  if (pid === undefined) throw new Error('There is no front')
  process.kill(pid, 'SIGKILL')

  await expect
    .poll(async () => {
      const answer = await fetch(`${front.address}/ru/`).catch(() => undefined)
      return front.pid() === pid ? undefined : answer?.status
    })
    .toBe(200)
})

test('an address that is taken is told by its code', async () => {
  await expect(startFront({ ...begin(), port: sitePort() })).rejects.toMatchObject({
    code: 'EADDRINUSE',
  })
})

test('the bytes of a kept page are those of the site', async () => {
  const { url, warm } = await frontBefore(sitePort(), ['/en/'])
  await warm()
  const raw = await new Promise<Buffer>((resolve, reject) => {
    request(`${url}/en/`, { headers: { 'accept-encoding': 'br' } }, (answer) => {
      const parts: Buffer[] = []
      answer.on('data', (part: Buffer) => parts.push(part))
      answer.on('end', () => resolve(Buffer.concat(parts)))
    })
      .on('error', reject)
      .end()
  })
  const direct = await fetch(`http://127.0.0.1:${sitePort()}/en/`)
  expect(brotliDecompressSync(raw).toString('utf8')).toBe(await direct.text())
})
