import type { Db } from '@umai/db'
import { type Keys, silentLog, systemClock } from '@umai/platform'
import { createPublicSite } from './app.ts'
import type { PublicConfig } from './config.ts'
import { lawThread } from './law/thread.ts'
import { directorySource } from './places/store.ts'

/** Serves the public site; resolves to its address and the way to stop it. */
export async function servePublicSite(
  config: PublicConfig,
  installation?: { readonly db: Db; readonly keys: Keys },
): Promise<{ readonly address: string; readonly stop: () => Promise<void> }> {
  const site = createPublicSite({
    exitUrl: config.exitUrl,
    numbers: config.numbers,
    isSample: config.sample === 'yes',
    ...(installation === undefined
      ? {}
      : {
          formKey: installation.keys.derive('public forms'),
          directory: directorySource({
            ...installation,
            clock: systemClock,
            log: silentLog,
            identity: { kind: 'public' },
            lang: 'kk',
          }),
        }),
  })
  const address = await site.listen({ host: config.host, port: config.port })
  // A pack that cannot be loaded is told to whoever asks; the help pages do not depend on it.
  lawThread.warm().catch(() => undefined)
  const stop = async () => {
    await site.close()
    await lawThread.close()
  }
  return { address: address.replace('127.0.0.1', 'localhost'), stop }
}
