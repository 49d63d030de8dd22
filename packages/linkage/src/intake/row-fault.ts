export const ROW_FAULT_CODES = [
  'record-without-id',
  'record-id-repeated',
  'value-unreadable',
  'line-not-utf8',
  'line-too-long',
  'line-with-nul',
  'row-wrong-width',
  'row-quote-open',
  'cell-formula',
] as const

export type RowFaultCode = (typeof ROW_FAULT_CODES)[number]

/** What is wrong with one row, so that the office that sent the file can find and mend it. */
export type RowFault = {
  readonly source: string
  readonly file?: string
  readonly line: number | undefined
  readonly column?: string | undefined
  readonly value: string
  readonly code: RowFaultCode
}

/** So many of each kind are listed by line; all are counted. */
export const FAULTS_PER_CODE = 200

/** What stands in the place of a value where a row has another number of cells than the header. */
export const cellsFound = (found: number, wanted: number, row: string): string =>
  `${found} cells instead of ${wanted}: ${row}`

export function readCellsFound(
  value: string,
): { readonly found: number; readonly wanted: number; readonly row: string } | undefined {
  const parts = /^(\d+) cells instead of (\d+): (.*)$/s.exec(value)
  return parts === null
    ? undefined
    : { found: Number(parts[1]), wanted: Number(parts[2]), row: parts[3] ?? '' }
}
