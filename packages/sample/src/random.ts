// Seeded random numbers. The same seed and path give the same stream on every machine, and two paths
// never share one, so that a family does not change when another is added before it.

export type Random = {
  /** A number in [0, 1). */
  readonly next: () => number
  /** A whole number in [from, to], both included. */
  readonly between: (from: number, to: number) => number
  readonly chance: (probability: number) => boolean
  readonly pick: <T>(list: readonly T[]) => T
  /** Around `mean`, the sum of three uniform draws: bell-shaped, never further than 3 × `spread`. */
  readonly around: (mean: number, spread: number) => number
}

/** 64 bits as two words from any text or numbers (FNV-1a, then mixed as in MurmurHash3). */
export function hashOf(parts: ReadonlyArray<string | number>): readonly [number, number] {
  let a = 0x811c9dc5
  let b = 0x9747b28c
  for (const part of parts) {
    const text = String(part)
    for (let i = 0; i < text.length; i += 1) {
      const code = text.charCodeAt(i)
      a = Math.imul(a ^ code, 0x01000193)
      b = Math.imul(b ^ (code + 0x9e37), 0x5bd1e995)
    }
    a = Math.imul(a ^ 0x1f, 0x01000193)
    b = Math.imul(b ^ 0x2f, 0x5bd1e995)
  }
  return [mixed(a ^ (b >>> 15)), mixed(b ^ (a >>> 13))]
}

function mixed(word: number): number {
  let x = word | 0
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b)
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35)
  return (x ^ (x >>> 16)) >>> 0
}

export function createRandom(...path: ReadonlyArray<string | number>): Random {
  // The sfc32 generator: four words of state, passes the usual statistical batteries.
  const [first, second] = hashOf(path)
  let a = first
  let b = second
  let c = mixed(first ^ 0x9e3779b9)
  let counter = 1

  function next(): number {
    const word = (a + b + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = ((c << 21) | (c >>> 11)) + word
    return (word >>> 0) / 4294967296
  }
  for (let i = 0; i < 12; i += 1) next()

  const between = (from: number, to: number): number => from + Math.floor(next() * (to - from + 1))
  return {
    next,
    between,
    chance: (probability) => next() < probability,
    pick: <T>(list: readonly T[]): T => {
      if (list.length === 0) throw new Error('Nothing to pick from: the list is empty.')
      return list[Math.floor(next() * list.length)] as T
    },
    around: (mean, spread) => mean + (next() + next() + next() - 1.5) * 2 * spread,
  }
}

/** A list whose entry at rank r is drawn with weight 1 / (r + `offset`)^`slope` (Zipf–Mandelbrot). */
export type RankedList<T> = { readonly items: readonly T[]; readonly cumulative: Float64Array }

export function rankedList<T>(
  items: readonly T[],
  { offset = 6, slope = 0.95 }: { readonly offset?: number; readonly slope?: number } = {},
): RankedList<T> {
  const cumulative = new Float64Array(items.length)
  let total = 0
  for (let rank = 0; rank < items.length; rank += 1) {
    total += 1 / (rank + offset) ** slope
    cumulative[rank] = total
  }
  for (let rank = 0; rank < items.length; rank += 1) {
    cumulative[rank] = (cumulative[rank] as number) / total
  }
  return { items, cumulative }
}

export function pickRanked<T>({ items, cumulative }: RankedList<T>, random: Random): T {
  const draw = random.next()
  let low = 0
  let high = items.length - 1
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((cumulative[middle] as number) > draw) high = middle
    else low = middle + 1
  }
  return items[low] as T
}

export function pickWeighted<T>(
  choices: ReadonlyArray<readonly [weight: number, value: T]>,
  random: Random,
): T {
  const total = choices.reduce((sum, [weight]) => sum + weight, 0)
  let draw = random.next() * total
  for (const [weight, value] of choices) {
    draw -= weight
    if (draw < 0) return value
  }
  return (choices.at(-1) as readonly [number, T])[1]
}
