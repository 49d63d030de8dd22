// `umai law impact`: how a caseload is qualified under the law of one day and under that of another.
import { law } from '@umai/law'
import { compile, type Program, possibleAnswers, ScopeError } from '@umai/rules'
import { formatNumber, type Lang } from '@umai/words'
import { CaseloadError, type CaseRow, makeUpCaseload, readCaseload } from './caseload.ts'

export type ImpactResult = {
  readonly flows: readonly {
    readonly before: string
    readonly after: string
    readonly cases: number
    readonly exampleRow: number
  }[]
  readonly total: number
  readonly changed: number
  readonly faults: readonly { readonly row: number; readonly fault: string }[]
  readonly faultCount: number
}

export type ImpactOptions = {
  readonly decision: string
  readonly from: string
  readonly to: string
  /** A CSV file, or how many made-up cases. */
  readonly caseload: string | { readonly count: number; readonly seed: number }
  readonly onProgress?: ((done: number) => void) | undefined
}

const SHOWN_FAULTS = 20

/** Counts the moves between answers; the rows themselves are not kept. */
export async function impactOf({
  decision,
  from,
  to,
  caseload,
  onProgress = () => undefined,
}: ImpactOptions): Promise<ImpactResult> {
  const program = compileBoth(decision, from, to)
  const rows: AsyncIterable<CaseRow> | Iterable<CaseRow> =
    typeof caseload === 'string'
      ? readCaseload(law, caseload)
      : makeUpCaseload(law, factsOf(program), caseload)
  const flows = new Map<
    string,
    { before: string; after: string; cases: number; exampleRow: number }
  >()
  const faults: { row: number; fault: string }[] = []
  let total = 0
  let changed = 0
  let faultCount = 0
  for await (const one of rows) {
    if ('fault' in one) {
      faultCount += 1
      if (faults.length < SHOWN_FAULTS) faults.push(one)
      continue
    }
    const [before, after] = [answerUnder(program, 0, one), answerUnder(program, 1, one)]
    total += 1
    if (before !== after) changed += 1
    const key = `${before} → ${after}`
    const flow = flows.get(key)
    if (flow) flow.cases += 1
    else flows.set(key, { before, after, cases: 1, exampleRow: one.row })
    if (total % 10_000 === 0) onProgress(total)
  }
  onProgress(total)
  return {
    flows: [...flows.values()].sort((a, b) => b.cases - a.cases),
    total,
    changed,
    faults,
    faultCount,
  }
}

function compileBoth(decision: string, from: string, to: string): Program {
  try {
    return compile(law, decision, [from, to])
  } catch (error) {
    if (error instanceof ScopeError) throw error
    const why = error instanceof Error ? error.message : String(error)
    throw new CaseloadError(
      `"${decision}" is too wide to be counted at once (${why}); choose another --decision`,
    )
  }
}

function factsOf({ features }: Program): readonly string[] {
  return [...new Set(features.map(({ name }) => name))].filter((name) => name in law.facts)
}

/** The answer under one of the laws; `undecided` where what is missing can change it. Judged on the day of the act. */
function answerUnder(
  program: Program,
  index: number,
  { facts }: Extract<CaseRow, { readonly facts: unknown }>,
): string {
  const compiled = program.laws[index]
  if (!compiled) throw new RangeError(`the program has no law ${index}`)
  const { date } = compiled
  const answers = possibleAnswers(program, compiled, {
    facts,
    clocks: { act: date, opened: date, decided: date },
    readings: {},
  })
  const [only] = answers
  if (answers.size !== 1 || only === undefined) return 'undecided'
  return compiled.outcomes[only] || 'none'
}

/** The flows as a table. */
export function impactText(
  { flows, total, changed, faults, faultCount }: ImpactResult,
  lang: Lang,
) {
  const share = (cases: number) => `${((100 * cases) / Math.max(1, total)).toFixed(1)} %`
  const rows = flows.map(({ before, after, cases, exampleRow }) => [
    shortName(before, lang),
    shortName(after, lang),
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

function shortName(outcome: string, lang: Lang): string {
  return outcome
    .split(/ \+ |, /)
    .map((ref) => {
      const [id = '', limb = ''] = ref.split('#')
      const article = law.articles[id]
      if (!article) return ref
      return `${law.codes[article.code]?.short[lang] ?? ''} ${article.number}${limb ? ` ${limb}` : ''}`
    })
    .join(' + ')
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
