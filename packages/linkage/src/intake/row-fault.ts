/** What is wrong with one row, so that the office that sent the file can find and mend it. */
export type RowFault = {
  readonly source: string
  readonly file?: string
  readonly line: number | undefined
  readonly column?: string | undefined
  readonly value: string
  readonly code: RowFaultCode
}

export type RowFaultCode =
  | 'record-without-id'
  | 'record-id-repeated'
  | 'value-unreadable'
  | 'line-not-utf8'
  | 'line-too-long'
  | 'line-with-nul'
  | 'row-wrong-width'
  | 'row-quote-open'
  | 'cell-formula'
