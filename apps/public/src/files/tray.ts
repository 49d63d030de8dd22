// Files between the moment they are sent and the moment the message is: in memory only, for half an hour, each under a
// key that lies in the sealed form and not here.
import { type Clock, randomId, seal, unseal } from '@umai/platform'
import { toMs } from '@umai/words'
import type { Tray } from './model.ts'

const keptMs = 30 * 60_000

/** @param most how many bytes it holds at once; what is one too many is not taken */
export function createTray(clock: Clock, most: number): Tray {
  const kept = new Map<string, { readonly text: string; readonly at: number }>()
  let size = 0
  const drop = (id: string): void => {
    size -= kept.get(id)?.text.length ?? 0
    kept.delete(id)
  }
  const forget = (now: number): void => {
    for (const [id, { at }] of kept) if (now - at > keptMs) drop(id)
  }
  return {
    put({ bytes }, key) {
      const now = toMs(clock.now())
      forget(now)
      const id = randomId()
      const text = seal(key, bytes, Buffer.from(`tray|${id}`))
      if (size + text.length > most) return undefined
      kept.set(id, { text, at: now })
      size += text.length
      return id
    },
    take(id, key) {
      forget(toMs(clock.now()))
      const found = kept.get(id)
      return found === undefined ? undefined : unseal(key, found.text, Buffer.from(`tray|${id}`))
    },
    drop,
  }
}
