// The only memory of a visit: a hidden field that this server alone can read and that grows stale. Nothing is kept
// on the server or in the browser. The sealed text says nothing by its length, because it is padded.
import { type Clock, type Json, type SecretKey, seal, unseal } from '@umai/platform'
import { toMs } from '@umai/words'

const freshMs = 30 * 60_000
const padTo = 256

export type Opened =
  /** `stale`: more than half an hour has passed; what was answered is here, and somebody else may be at the phone. */
  { readonly state: 'fresh' | 'stale'; readonly value: Json } | { readonly state: 'unreadable' }

export type SealedForms = {
  /** `purpose` is the page: what was sealed for one page does not open on another. */
  readonly seal: (purpose: string, value: Json) => string
  readonly open: (purpose: string, text: string) => Opened
}

export function sealedForms(key: SecretKey, clock: Clock): SealedForms {
  const bound = (purpose: string) => Buffer.from(`form|${purpose}`)
  return {
    seal(purpose, value) {
      const text = Buffer.from(JSON.stringify({ at: toMs(clock.now()), value }))
      const padded = Buffer.alloc(Math.ceil(text.length / padTo) * padTo, ' ')
      text.copy(padded)
      return seal(key, padded, bound(purpose))
    },
    open(purpose, text) {
      let content: { readonly at: number; readonly value: Json }
      try {
        content = JSON.parse(unseal(key, text, bound(purpose)).toString('utf8'))
      } catch {
        // Tampered with, of another page, or sealed before the server's key changed: the same to whoever sent it.
        return { state: 'unreadable' }
      }
      const age = toMs(clock.now()) - content.at
      return { state: age >= 0 && age <= freshMs ? 'fresh' : 'stale', value: content.value }
    },
  }
}
