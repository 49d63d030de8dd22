import type { AddressInfo } from 'node:net'
import { type Context, type Db, openDatabase } from '@umai/db'
import { type Keys, keysFromSeed, randomToken, silentLog, systemClock } from '@umai/platform'
import type { ReceiptSecrets } from '@umai/threads'
import { createPublicSite, frontFor, type PublicSite } from './app.ts'
import type { PublicConfig } from './config.ts'
import { figuresSource } from './figures/store.ts'
import { type Front, startFront } from './front/start.ts'
import { type OnionDoor, openOnionDoor } from './http/onion.ts'
import { lawThread } from './law/thread.ts'
import { directorySource } from './places/store.ts'
import { storiesSource } from './stories/store.ts'
import { createThreads } from './threads/actions.ts'
import { startDerivation } from './threads/derivation.ts'
import { openReceiptSecrets } from './threads/secrets.ts'

/** How long somebody may go on reading a reply, or hold a connection, after the end was asked for. */
const partingMs = 3_000

type Installation = { readonly db: Db; readonly keys: Keys }

/**
 * Serves the public site; resolves to its address and the way to stop it.
 *
 * @param shared the database of the desk, where both run in one process
 */
export async function servePublicSite(
  config: PublicConfig,
  shared?: Installation,
): Promise<{ readonly address: string; readonly stop: () => Promise<void> }> {
  const own = shared === undefined ? await openOwn(config) : undefined
  const installation = shared ?? own
  const clock = systemClock
  const ctx: Context | undefined =
    installation === undefined
      ? undefined
      : {
          ...installation,
          clock: clock,
          log: silentLog,
          identity: { kind: 'public' },
          lang: 'kk',
        }
  const isSample = config.sample === 'yes'
  const derivation = startDerivation()
  const { derive } = derivation
  const byReceipt = (ctx: Context, secrets: ReceiptSecrets) => ({
    stories: storiesSource(ctx, { isSample, secrets, derive }),
    threads: createThreads({ db: ctx.db, secrets, clock, derive }),
  })
  const options: PublicSite = {
    exitUrl: config.exitUrl,
    publicUrl: config.publicUrl,
    numbers: config.numbers,
    isSample,
    ...(ctx === undefined
      ? {}
      : {
          directory: directorySource(ctx),
          figures: figuresSource(ctx),
          ...byReceipt(ctx, openReceiptSecrets(config.keyFile)),
        }),
  }
  const site = createPublicSite(options)
  let front: Front | undefined
  let onion: OnionDoor | undefined
  const stop = async (): Promise<void> => {
    const patience = setTimeout(() => site.server.closeAllConnections(), partingMs)
    await Promise.all([onion?.close(), front?.close()])
    await site.close()
    clearTimeout(patience)
    await lawThread.close()
    await derivation.close()
    await own?.db.close()
  }
  try {
    await site.ready()
    if (config.onionSocket !== undefined)
      onion = await openOnionDoor(site.server, config.onionSocket)
    await site.listen({ host: '127.0.0.1', port: 0 })
    front = await startFront({
      ...frontFor(options),
      sitePort: (site.server.address() as AddressInfo).port,
      host: config.host,
      port: config.port,
      partingMs,
    })
    const { address } = front
    // A pack that cannot be loaded is told to whoever asks; the help pages do not depend on it.
    lawThread.warm().catch(() => undefined)
    return { address: address.replace('127.0.0.1', 'localhost'), stop }
  } catch (error) {
    await stop()
    throw error
  }
}

/**
 * The address names role and password: the root key, from which passwords come, is not on this host. The keys made here
 * are good for nothing but to be passed on; what the public role reads and writes needs none.
 */
async function openOwn({ databaseUrl }: PublicConfig): Promise<Installation | undefined> {
  if (databaseUrl === undefined) return undefined
  const keys = keysFromSeed(randomToken())
  const db = await openDatabase(
    { url: databaseUrl },
    { keys, log: silentLog, signedInAs: 'umai_public', poolSize: 4 },
  )
  return { db, keys }
}
