import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Fastify, { type FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { serveDesk } from './desk-files.ts'

let http: FastifyInstance
let folder: string

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'umai-desk-'))
  mkdirSync(join(folder, 'assets'))
  writeFileSync(join(folder, 'index.html'), '<!doctype html><title>Umai</title>')
  writeFileSync(join(folder, 'assets', 'app-1a2b.js'), 'export {}')
  writeFileSync(join(folder, 'mark.svg'), '<svg/>')
  http = Fastify({ logger: false, exposeHeadRoutes: false })
  await serveDesk(http, folder)
})
afterAll(async () => {
  await http.close()
  rmSync(folder, { recursive: true })
})

const get = (url: string) => http.inject({ url })

test.each(['/', '/queue', '/cases/0193a5e0-0000-7000-8000-000000000001?tab=law', '/index.html'])(
  'the address %s is the page, asked for anew each time',
  async (url) => {
    const answer = await get(url)

    expect([answer.statusCode, answer.headers['cache-control']]).toEqual([200, 'no-cache'])
    expect(answer.body).toContain('<title>Umai</title>')
  },
)

test('a file with its hash in the name is kept for ever', async () => {
  const { headers } = await get('/assets/app-1a2b.js')

  expect(headers['cache-control']).toBe('public, max-age=31536000, immutable')
})

test.each(['/assets/app-gone.js', '/api/nothing', '/favicon.ico', '/health/other'])(
  'the missing %s is missing and not the page',
  async (url) => {
    expect((await get(url)).statusCode).toBe(404)
  },
)

test.each(['/../package.json', '/%2e%2e/package.json', '/assets/..%2f..%2fpackage.json'])(
  'the way out of the folder by %s leads nowhere',
  async (url) => {
    expect((await get(url)).body).not.toContain('"name"')
  },
)

test('a desk that was not built is not served', async () => {
  const bare = Fastify({ logger: false })

  expect(await serveDesk(bare, join(folder, 'nowhere'))).toBe(false)
})
