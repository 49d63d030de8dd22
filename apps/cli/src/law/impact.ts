// `umai law impact`: how a caseload is qualified under the law of one day and under that of another.
import { accessSync, constants, createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import {
  answerText,
  CaseloadError,
  type CaseRow,
  caseReader,
  countCaseload,
  type Flow,
  faultText,
  law,
  makeUpCaseload,
} from '@umai/law'
import { formatNumber, type Lang, type PlainDate } from '@umai/words'

export type ImpactResult = {
  readonly decision: string
  readonly flows: readonly Flow[]
  readonly total: number
  readonly changed: number
  readonly faults: readonly { readonly row: number; readonly fault: string }[]
  readonly faultCount: number
}

export type ImpactOptions = {
  readonly decision: string
  readonly from: PlainDate
  readonly to: PlainDate
  /** A CSV file, or how many made-up cases. */
  readonly caseload: string | { readonly count: number; readonly seed: number }
  readonly onProgress?: ((done: number) => void) | undefined
}

const SHOWN_FAULTS = 20

/** Counts the moves between answers; a faulty row is named and left out, the rows themselves are not kept. */
export async function impactOf({
  decision,
  from,
  to,
  caseload,
  onProgress = () => undefined,
}: ImpactOptions): Promise<ImpactResult> {
  const count = countCaseload(law, decision, from, to)
  const rows =
    typeof caseload === 'string'
      ? readCaseload(caseload)
      : makeUpCaseload(law, count.facts, caseload)
  const faults: { row: number; fault: string }[] = []
  let faultCount = 0
  for await (const one of rows) {
    if ('fault' in one) {
      faultCount += 1
      if (faults.length < SHOWN_FAULTS) faults.push({ row: one.row, fault: faultText(one.fault) })
      continue
    }
    count.add(one)
    if (count.total() % 10_000 === 0) onProgress(count.total())
  }
  onProgress(count.total())
  return {
    decision,
    flows: count.flows(),
    total: count.total(),
    changed: count.changed(),
    faults,
    faultCount,
  }
}

async function* readCaseload(path: string): AsyncGenerator<CaseRow> {
  try {
    accessSync(path, constants.R_OK)
  } catch {
    throw new CaseloadError(`${path} cannot be read; give a CSV file whose first line names facts`)
  }
  const lines = createInterface({
    input: createReadStream(path, 'utf8'),
    crlfDelay: Number.POSITIVE_INFINITY,
  })
  const read = caseReader(law)
  let isEmpty = true
  for await (const line of lines) {
    isEmpty = false
    const row = read(line)
    if (row !== undefined) yield row
  }
  if (isEmpty)
    throw new CaseloadError(
      `${path} is empty; the first line names facts, such as harm,intentional`,
    )
}

/** The flows as a table. */
export function impactText(
  { decision, flows, total, changed, faults, faultCount }: ImpactResult,
  lang: Lang,
) {
  const share = (cases: number) => `${((100 * cases) / Math.max(1, total)).toFixed(1)} %`
  const rows = flows.map(({ before, after, cases, exampleRow }) => [
    answerText(law, decision, before)[lang],
    answerText(law, decision, after)[lang],
    formatNumber(cases, lang),
    share(cases),
    String(exampleRow),
  ])
  const lines = table([['before', 'after', 'cases', 'share', 'e.g. row'], ...rows])
  lines.push(
    '',
    `${formatNumber(changed, lang)} of ${formatNumber(total, lang)} cases change (${share(changed)})`,
  )
  if (faultCount > 0) {
    lines.push(`${formatNumber(faultCount, lang)} rows could not be read and are not counted:`)
    for (const { row, fault } of faults) lines.push(`  row ${row}: ${fault}`)
  }
  return lines.join('\n')
}

function table(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? '').length)),
  )
  return rows.map((row) =>
    row
      .map((cell, column) =>
        column === 2 || column === 3
          ? cell.padStart(widths[column] ?? 0)
          : cell.padEnd(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd(),
  )
}
