// The built desk: files with a hash in their name are kept for ever, the page itself is asked for each time.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'

const forEver = 'public, max-age=31536000, immutable'

/** True when the desk was built and is served. */
export const serveDesk = async (http: FastifyInstance, folder: string): Promise<boolean> => {
  if (!existsSync(join(folder, 'index.html'))) return false
  await http.register(fastifyStatic, {
    root: folder,
    wildcard: false,
    index: false,
    preCompressed: true,
    cacheControl: false,
    setHeaders: (reply, path) => {
      reply.header('cache-control', path.includes('/assets/') ? forEver : 'no-cache')
    },
  })
  // Every address of the desk is one page; which one is shown the browser decides.
  http.get('/*', { config: { endpoint: 'desk' } }, async (request, reply) => {
    const path = request.url.split('?')[0] ?? '/'
    const isPage = !/^\/(api|health|metrics|assets)(\/|$)/.test(path) && !/\.\w{1,8}$/.test(path)
    if (!isPage) return reply.callNotFound()
    return reply.sendFile('index.html')
  })
  return true
}
