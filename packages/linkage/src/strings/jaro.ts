// Jaro and Jaro-Winkler similarity of one-byte strings, equal to the engines' built-in functions to the last bit.

// Names are short and compared by the million: the marks of matched letters are kept, not made anew.
const SHORT = 64
const shortA = new Uint8Array(SHORT)
const shortB = new Uint8Array(SHORT)

/** Between 0 and 1; 1 only for equal strings. */
export function jaro(a: string, b: string): number {
  const lengthA = a.length
  const lengthB = b.length
  if (lengthA === 0 || lengthB === 0) return 0
  if (a === b) return 1
  const reach = Math.max(0, Math.floor(Math.max(lengthA, lengthB) / 2) - 1)
  const usedA = lengthA <= SHORT ? shortA.fill(0, 0, lengthA) : new Uint8Array(lengthA)
  const usedB = lengthB <= SHORT ? shortB.fill(0, 0, lengthB) : new Uint8Array(lengthB)
  let common = 0
  for (let at = 0; at < lengthA; at += 1) {
    const to = Math.min(lengthB - 1, at + reach)
    for (let other = Math.max(0, at - reach); other <= to; other += 1) {
      if (usedB[other] === 0 && a.charCodeAt(at) === b.charCodeAt(other)) {
        usedA[at] = 1
        usedB[other] = 1
        common += 1
        break
      }
    }
  }
  if (common === 0) return 0
  let outOfOrder = 0
  let other = 0
  for (let at = 0; at < lengthA; at += 1) {
    if (usedA[at] === 0) continue
    while (usedB[other] === 0) other += 1
    if (a.charCodeAt(at) !== b.charCodeAt(other)) outOfOrder += 1
    other += 1
  }
  const transposed = Math.floor(outOfOrder / 2)
  return (common / lengthA + common / lengthB + (common - transposed) / common) / 3
}

/** Jaro, raised by up to four equal leading letters when it is above 0.7. */
export function jaroWinkler(a: string, b: string): number {
  const similarity = jaro(a, b)
  if (similarity <= 0.7) return similarity
  let prefix = 0
  const longest = Math.min(4, a.length, b.length)
  while (prefix < longest && a.charCodeAt(prefix) === b.charCodeAt(prefix)) prefix += 1
  return similarity + prefix * 0.1 * (1 - similarity)
}
