// Edit distances of one-byte strings.

export function levenshtein(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row]
    for (let column = 1; column <= b.length; column += 1) {
      const change =
        (previous[column - 1] ?? 0) + (a.charCodeAt(row - 1) === b.charCodeAt(column - 1) ? 0 : 1)
      current.push(Math.min(change, (previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1))
    }
    previous = current
  }
  return previous[b.length] ?? 0
}

/** Levenshtein with the exchange of two letters as one edit, letters between them allowed. */
export function damerauLevenshtein(a: string, b: string): number {
  const most = a.length + b.length
  const width = b.length + 2
  const cost = new Int32Array((a.length + 2) * width)
  const lastRow = new Map<number, number>()
  const get = (row: number, column: number) => cost[row * width + column] ?? 0
  cost[0] = most
  for (let row = 0; row <= a.length; row += 1) {
    cost[(row + 1) * width] = most
    cost[(row + 1) * width + 1] = row
  }
  for (let column = 0; column <= b.length; column += 1) {
    cost[column + 1] = most
    cost[width + column + 1] = column
  }
  for (let row = 1; row <= a.length; row += 1) {
    let lastColumn = 0
    for (let column = 1; column <= b.length; column += 1) {
      const rowOfSame = lastRow.get(b.charCodeAt(column - 1)) ?? 0
      const columnOfSame = lastColumn
      const same = a.charCodeAt(row - 1) === b.charCodeAt(column - 1)
      if (same) lastColumn = column
      cost[(row + 1) * width + column + 1] = Math.min(
        get(row, column) + (same ? 0 : 1),
        get(row + 1, column) + 1,
        get(row, column + 1) + 1,
        get(rowOfSame, columnOfSame) + (row - rowOfSame - 1) + 1 + (column - columnOfSame - 1),
      )
    }
    lastRow.set(a.charCodeAt(row - 1), row)
  }
  return get(a.length + 1, b.length + 1)
}

/** Places that differ; undefined for strings of unequal length, which have no such distance. */
export function hamming(a: string, b: string): number | undefined {
  if (a.length !== b.length) return undefined
  let different = 0
  for (let at = 0; at < a.length; at += 1) if (a.charCodeAt(at) !== b.charCodeAt(at)) different += 1
  return different
}
