// The values of a column as bytes next to one another, which threads share. A value is given as a string with one letter per
// byte, since the database counts bytes too.

export type Texts = { readonly starts: Int32Array; readonly bytes: Uint8Array }

const VALUES_AT_ONCE = 1 << 15

export function packTexts(values: readonly string[]): Texts {
  const starts = new Int32Array(new SharedArrayBuffer((values.length + 1) * 4))
  let size = 0
  values.forEach((value, code) => {
    size += Buffer.byteLength(value)
    if (size > 0x7fff_ffff)
      throw new RangeError('The values of one column take more than 2 GB; compare in the database.')
    starts[code + 1] = size
  })
  const bytes = new Uint8Array(new SharedArrayBuffer(size))
  let at = 0
  for (let from = 0; from < values.length; from += VALUES_AT_ONCE) {
    const part = Buffer.from(values.slice(from, from + VALUES_AT_ONCE).join(''), 'utf8')
    bytes.set(part, at)
    at += part.length
  }
  return { starts, bytes }
}

const BETWEEN = 0x1f

/** Texts of values joined by U+001F, each text beginning a new value; an empty value goes before all, for code 0. */
export function packJoined(joined: readonly string[]): Texts {
  const size = joined.reduce((sum, text) => sum + Buffer.byteLength(text), 0)
  if (size > 0x7fff_ffff)
    throw new RangeError('The values of one column take more than 2 GB; compare in the database.')
  const bytes = new Uint8Array(new SharedArrayBuffer(size))
  let starts = new Int32Array(1 << 16)
  let count = 1
  let to = 0
  const end = () => {
    count += 1
    if (count === starts.length) {
      const longer = new Int32Array(starts.length * 2)
      longer.set(starts)
      starts = longer
    }
    starts[count] = to
  }
  for (const text of joined) {
    for (const byte of Buffer.from(text, 'utf8')) {
      if (byte === BETWEEN) end()
      else {
        bytes[to] = byte
        to += 1
      }
    }
    end()
  }
  const shared = new Int32Array(new SharedArrayBuffer((count + 1) * 4))
  shared.set(starts.subarray(0, count + 1))
  return { starts: shared, bytes }
}

export function countOf({ starts }: Texts): number {
  return starts.length - 1
}

// Of columns with more values than this only those read lately stay strings.
const STRINGS_KEPT = 1 << 17

/** Reads values as strings, the same value mostly once. */
export function textReader(texts: Texts): (code: number) => string {
  const { starts, bytes } = texts
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let size = 1
  while (size < countOf(texts) && size < STRINGS_KEPT) size *= 2
  const codes = new Int32Array(size).fill(-1)
  const known = Array.from({ length: size }, () => '')
  return (code) => {
    const place = code & (size - 1)
    if (codes[place] === code) return known[place] ?? ''
    const text = buffer.toString('latin1', starts[code], starts[code + 1])
    codes[place] = code
    known[place] = text
    return text
  }
}

/** All values as they were, for what counts letters and not bytes. */
export function unpackTexts({ starts, bytes }: Texts): readonly string[] {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return Array.from({ length: starts.length - 1 }, (_, code) =>
    buffer.toString('utf8', starts[code], starts[code + 1]),
  )
}
