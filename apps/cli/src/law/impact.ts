// `umai law impact`: how a caseload is qualified under the law of one day and under that of another.
import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import {
  answerText,
  CaseloadError,
  type CaseRow,
  type CellFault,
  caseReader,
  countCaseload,
  type Flow,
  type KnownUntilView,
  knownUntilView,
  law,
  makeUpCaseload,
} from '@umai/law'
import { formatNumber, type Lang, type PlainDate, say } from '@umai/words'
import { lawWords } from './words.ts'

export type ImpactResult = {
  readonly decision: string
  /** Said where one of the two days lies after the last reading of the law. */
  readonly knownUntil: KnownUntilView | null
  readonly flows: readonly Flow[]
  readonly total: number
  readonly changed: number
  readonly faults: readonly ({ readonly row: number } & CellFault)[]
  readonly faultCount: number
}

export type ImpactOptions = {
  readonly decision: string
  readonly from: PlainDate
  readonly to: PlainDate
  /** A CSV file, or how many made-up cases. */
  readonly caseload: string | { readonly count: number; readonly seed: number }
  readonly onProgress?: ((done: number, total: number) => void) | undefined
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
  const total = typeof caseload === 'string' ? await rowsIn(caseload) : caseload.count
  const rows =
    typeof caseload === 'string'
      ? readCaseload(caseload)
      : makeUpCaseload(law, count.facts, caseload)
  const faults: ({ readonly row: number } & CellFault)[] = []
  let faultCount = 0
  let done = 0
  for await (const one of rows) {
    done += 1
    if (done % 10_000 === 0) onProgress(Math.min(done, total), total)
    if ('fault' in one) {
      faultCount += 1
      if (faults.length < SHOWN_FAULTS) faults.push({ row: one.row, ...one.fault })
      continue
    }
    count.add(one)
  }
  onProgress(total, total)
  return {
    decision,
    knownUntil: knownUntilView(law, [from, to]),
    flows: count.flows(),
    total: count.total(),
    changed: count.changed(),
    faults,
    faultCount,
  }
}

/** The lines of a file of cases; a file that cannot be read is named. */
async function* linesOf(path: string): AsyncGenerator<string> {
  try {
    const lines = createInterface({
      input: createReadStream(path, 'utf8'),
      crlfDelay: Number.POSITIVE_INFINITY,
    })
    yield* lines
  } catch (error) {
    throw new CaseloadError(
      `${path} cannot be read: ${error instanceof Error ? error.message : String(error)}. Give a CSV file whose first line names facts.`,
    )
  }
}

/** How many lines follow the first, so that long work can say how far it is. */
async function rowsIn(path: string): Promise<number> {
  let lines = 0
  for await (const _ of linesOf(path)) lines += 1
  if (lines === 0)
    throw new CaseloadError(
      `${path} is empty; the first line names facts, such as harm,intentional`,
    )
  return lines - 1
}

async function* readCaseload(path: string): AsyncGenerator<CaseRow> {
  const read = caseReader(law)
  for await (const line of linesOf(path)) {
    const row = atFirstLine(path, () => read(line))
    if (row !== undefined) yield row
  }
}

/** A fault in the first line stops everything: it is said with the file, as a fault in a row is said with its row. */
function atFirstLine<T>(path: string, read: () => T): T {
  try {
    return read()
  } catch (error) {
    if (error instanceof CaseloadError) throw new CaseloadError(`${path}:1 ${error.message}`)
    throw error
  }
}

/** The flows as a table. */
export function impactText(
  { decision, knownUntil, flows, total, changed, faults, faultCount }: ImpactResult,
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
  const words = say(lawWords, lang)
  const lines = table([
    [words.headBefore, words.headAfter, words.headCases, words.headShare, words.headRow],
    ...rows,
  ])
  lines.push(
    '',
    words.changedOf({
      count: formatNumber(changed, lang),
      total: formatNumber(total, lang),
      share: share(changed),
    }),
  )
  if (knownUntil !== null) lines.push(knownUntil.remark[lang])
  if (faultCount > 0) {
    lines.push(words.faultRows({ count: faultCount }))
    for (const fault of faults)
      lines.push(`  ${words.row({ row: fault.row })}: ${faultText(fault, lang)}`)
  }
  return lines.join('\n')
}

function faultText({ fact, value, expected }: CellFault, lang: Lang): string {
  const words = say(lawWords, lang)
  return fact === null
    ? words.faultCells({ value, expected: expected[lang] })
    : words.faultValue({ fact, value, expected: expected[lang] })
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
