import { createPublicSite } from './app.ts'
import type { PublicConfig } from './config.ts'

/** Serves the public site; resolves to its address and the way to stop it. */
export async function servePublicSite(
  config: PublicConfig,
): Promise<{ readonly address: string; readonly stop: () => Promise<void> }> {
  const site = createPublicSite({
    exitUrl: config.exitUrl,
    numbers: config.numbers,
    isSample: config.sample === 'yes',
  })
  const address = await site.listen({ host: config.host, port: config.port })
  return { address: address.replace('127.0.0.1', 'localhost'), stop: () => site.close() }
}
