// Takes files as offices send them. A Parquet file is read in place. A CSV file is read once as bytes, whatever is in it, and
// copied as plain UTF-8 with its line numbers; rows that cannot be read are reported and left out, and the rest is linked.

import { join } from 'node:path'
import type { SourceFile } from '../steps/clean.ts'
import { type CsvEncoding, copyCsv } from './csv.ts'
import type { RowFault } from './row-fault.ts'
import { csvSource, parquetSource } from './source-files.ts'

export type Input = {
  readonly source: string
  readonly path: string
  /** Of a CSV file; UTF-8 where nothing is said, UTF-16 by its mark. */
  readonly encoding?: CsvEncoding
}

export type IntakeReport = {
  readonly source: string
  readonly path: string
  readonly rows: number | undefined
  readonly faults: number
  readonly encoding: string
  readonly advice: readonly string[]
}

export type Arrived = {
  readonly file: SourceFile
  readonly faults: readonly RowFault[]
  readonly report: IntakeReport
}

export async function intake(
  inputs: readonly Input[],
  directory: string,
  onStep: (step: string, share?: number) => void,
): Promise<readonly Arrived[]> {
  const arrived: Arrived[] = []
  for (const [index, input] of inputs.entries()) {
    onStep(input.source)
    if (/\.parquet$/i.test(input.path)) {
      const file = { ...(await parquetSource(input.source, input.path)), path: input.path }
      arrived.push({
        file,
        faults: [],
        report: {
          source: input.source,
          path: input.path,
          rows: undefined,
          faults: 0,
          encoding: 'parquet',
          advice: file.advice,
        },
      })
      continue
    }
    const target = join(directory, `${index}.csv`)
    const copied = await copyCsv({
      ...input,
      target,
      onShare: (share) => onStep(input.source, share),
    })
    arrived.push({
      file: {
        ...(await csvSource(
          input.source,
          target,
          copied.columns,
          join(directory, `${index}.parquet`),
        )),
        path: input.path,
      },
      faults: copied.faults,
      report: {
        source: input.source,
        path: input.path,
        rows: copied.rows,
        faults: copied.faultCount,
        encoding: copied.encoding,
        advice: copied.advice,
      },
    })
  }
  return arrived
}
