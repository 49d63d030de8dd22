// Length tells: "yes" and a page about last night differ by eye even when encrypted. Content is filled up to one of
// a few sizes, and moments are kept to the hour.

/** Sizes in bytes; beyond the last, whole multiples of it. */
const sizes = [1_024, 4_096, 16_384, 65_536] as const
const lengthBytes = 4

/** Fills content up to the next size: its length as four bytes, itself, zeros. */
export const pad = (content: Uint8Array): Buffer => {
  const needed = content.length + lengthBytes
  const last = sizes[sizes.length - 1] ?? needed
  const size = sizes.find((fits) => fits >= needed) ?? Math.ceil(needed / last) * last
  const filled = Buffer.alloc(size)
  filled.writeUInt32BE(content.length)
  filled.set(content, lengthBytes)
  return filled
}

export const unpad = (filled: Buffer): Buffer => {
  const length = filled.length < lengthBytes ? -1 : filled.readUInt32BE()
  if (length < 0 || length > filled.length - lengthBytes)
    throw new Error(`Padded content of ${filled.length} bytes cannot hold what it says it holds`)
  return filled.subarray(lengthBytes, lengthBytes + length)
}

/** The hour in which something happened, as an instant; nobody learns the minute. */
export const hourOf = (instant: string): string => `${instant.slice(0, 13)}:00:00.000Z`
