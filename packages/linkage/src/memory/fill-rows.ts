// Puts the columns of records side by side, row by row: codes of values and blocks of rules. Pure; a range of records at a time.

export type FilledColumn = {
  /** For each record a number: its code itself, or its place in `codes`, -1 where it has none. */
  readonly of: Int32Array
  readonly codes?: Int32Array
}

export type FillRows = {
  readonly into: Int32Array
  readonly columns: readonly FilledColumn[]
  readonly from: number
  readonly to: number
}

export function fillRows({ into, columns, from, to }: FillRows): void {
  const width = columns.length
  columns.forEach(({ of, codes }, place) => {
    let at = from * width + place
    if (codes === undefined)
      for (let record = from; record < to; record += 1, at += width) into[at] = of[record] ?? 0
    else
      for (let record = from; record < to; record += 1, at += width) {
        const entry = of[record] ?? -1
        if (entry >= 0) into[at] = codes[entry] ?? 0
      }
  })
}

/** Few enough that their rows stay near the processor while column after column is put into them. */
export const ROWS_AT_ONCE = 1 << 15
