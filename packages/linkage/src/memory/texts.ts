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

export function countOf({ starts }: Texts): number {
  return starts.length - 1
}

/** Reads values, each made a string once. */
export function textReader(texts: Texts): (code: number) => string {
  const { starts, bytes } = texts
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const known: (string | undefined)[] = []
  return (code) => {
    const found = known[code]
    if (found !== undefined) return found
    const text = buffer.toString('latin1', starts[code], starts[code + 1])
    known[code] = text
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
