// The built desk on a free port of this machine, with the content security policy of the real server and
// no API behind it: enough for parts and for pages that ask nothing.
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import { preparedOrMade } from './prepared.ts'

const deskRoot = fileURLToPath(new URL('../../apps/desk', import.meta.url))

const mediaTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
}

const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

export type BuiltDesk = { readonly address: string; readonly close: () => Promise<void> }

/** Lays what a browser gets in production into a folder. */
export const buildDesk = (dir: string): Promise<void> => preparedOrMade('desk', dir, buildAnew)

/** A test runner says that this is a test; the build does not listen. */
const buildAnew = async (outDir: string): Promise<void> => {
  const before = process.env.NODE_ENV
  process.env.NODE_ENV = 'production'
  try {
    await build({ root: deskRoot, logLevel: 'error', build: { outDir, emptyOutDir: true } })
  } finally {
    if (before === undefined) delete process.env.NODE_ENV
    else process.env.NODE_ENV = before
  }
}

export const serveBuiltDesk = async (dir: string): Promise<BuiltDesk> => {
  const server = createServer(async (request, response) => {
    const path = normalize(new URL(request.url ?? '/', 'http://desk').pathname)
    const file = extname(path) === '' ? '/index.html' : path
    try {
      const body = await readFile(join(dir, file))
      response.writeHead(200, {
        'content-type': mediaTypes[extname(file)] ?? 'application/octet-stream',
        'content-security-policy': policy,
      })
      response.end(body)
    } catch {
      response.writeHead(404, { 'content-type': 'text/plain' }).end('not found')
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    address: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve, reject) =>
        server.close((fault) => (fault ? reject(fault) : resolve())),
      ),
  }
}
