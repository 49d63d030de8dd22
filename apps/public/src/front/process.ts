// The process of the front. Nothing but pages for help and bytes that pass: whatever the site is asked to do, this one does not wait for it.
import type { AddressInfo } from 'node:net'
import { createFront, type FrontOptions } from './server.ts'

export type Begin = FrontOptions & Readonly<{ host: string; port: number; partingMs: number }>
export type Begun =
  | Readonly<{ port: number }>
  | Readonly<{ fault: Readonly<{ message: string; code: string | undefined }> }>

// The site ends this process when it ends, by letting go of it.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => undefined)

process.once('message', ({ host, port, partingMs, ...options }: Begin) => {
  const { server, warm } = createFront(options)
  process.once('disconnect', () => {
    server.close(() => process.exit())
    server.closeIdleConnections()
    setTimeout(() => server.closeAllConnections(), partingMs).unref()
  })
  server.once('error', ({ message, code }: NodeJS.ErrnoException) =>
    process.send?.({ fault: { message, code } } satisfies Begun, () => process.exit(1)),
  )
  server.listen(port, host, () => {
    process.send?.({ port: (server.address() as AddressInfo).port } satisfies Begun)
    void warm()
  })
})
