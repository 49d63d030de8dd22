// Half a second of a 2G line is half a second of being seen, so every page is compressed. What says the same to everybody
// all day is written and compressed once: such a page costs the server next to nothing, whatever else it is asked.
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'

export type Encoding = 'br' | 'gzip' | 'none'

/** 128 KiB, more than any page has. */
const windowBits = 17

export function encodingFor(accepted: unknown): Encoding {
  const encodings = String(accepted ?? '')
  if (encodings.includes('br')) return 'br'
  return encodings.includes('gzip') ? 'gzip' : 'none'
}

/** @param isOnce whether it is kept, and so worth some more time */
export function compress(text: string, encoding: Encoding, isOnce = false): Buffer {
  switch (encoding) {
    case 'br': {
      const bytes = Buffer.from(text)
      return brotliCompressSync(bytes, {
        params: {
          [constants.BROTLI_PARAM_QUALITY]: isOnce ? 9 : 5,
          [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
          // Told how little comes it makes ready no room for megabytes: a page costs a quarter of the time.
          [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
          [constants.BROTLI_PARAM_LGWIN]: windowBits,
        },
      })
    }
    case 'gzip':
      return gzipSync(text, { level: isOnce ? 9 : 6 })
    case 'none':
      return Buffer.from(text)
  }
}

/** What is made once a day. As many entries as there are names: the caller asks for names of its own only. */
export type Shelf = Readonly<{
  take: (name: string, day: string, make: () => Buffer | Promise<Buffer>) => Promise<Buffer>
}>

export function createShelf(): Shelf {
  let laidOn = ''
  let laid = new Map<string, Buffer>()
  return {
    async take(name, day, make) {
      if (laidOn !== day) {
        laidOn = day
        laid = new Map()
      }
      const found = laid.get(name)
      if (found !== undefined) return found
      const made = await make()
      if (laidOn === day) laid.set(name, made)
      return made
    },
  }
}
