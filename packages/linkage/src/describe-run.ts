// Every step of a run as named SQL, without running any: to be read, reviewed, or run elsewhere by hand. What a run does over
// numbers in memory is said by the SQL that means the same, by test, and marked.
import { type Dialect, duckdbDialect } from './dialect.ts'
import { runsInMemory } from './memory/compare-pair.ts'
import { keyedInMemory } from './memory/rule-groups.ts'
import type { Model } from './model.ts'
import { modelOf } from './model.ts'
import { planOf } from './plan.ts'
import { frequencyColumns, keptColumns } from './settings/columns.ts'
import type { Settings } from './settings/settings.ts'
import { block } from './steps/block.ts'
import {
  dictionaryColumns,
  dictionaryInWork,
  dictionaryWithFrequencies,
  distinctShare,
  entries,
  frequencies,
  nodes,
  records,
} from './steps/clean.ts'
import { compare } from './steps/compare.ts'
import { score } from './steps/score.ts'
import type { Step } from './steps/step.ts'

export type DescribedStep = Step & {
  /** Where a run does this: in memory it gives what the SQL would. */
  readonly doneIn: 'database' | 'memory'
}

function dictionarySteps(settings: Settings, field: string): readonly Step[] {
  const rare = frequencyColumns(settings).filter((name) =>
    dictionaryColumns(settings, field).some(({ column }) => column === name),
  )
  return [
    distinctShare(field, { of: 1, index: 0, first: 0, trim: true }),
    dictionaryInWork(field),
    ...rare.map((column) => frequencies(settings, column)),
    dictionaryWithFrequencies(settings, field),
  ]
}

/** The steps in order. Without a model the score shows the shape of the statement, every level weighing nothing. */
export function describeRun(
  settings: Settings,
  options: { readonly model?: Model; readonly dialect?: Dialect } = {},
): readonly DescribedStep[] {
  const { dialect = duckdbDialect } = options
  const plan = planOf(settings)
  const even = plan.comparisons.map(({ levels }) => levels.map(() => 1 / levels.length))
  const model =
    options.model ??
    modelOf(plan, { settings: '', trainedAt: '', records: 0, lambda: 0.5, m: even, u: even })
  const kept = keptColumns(settings)
  const inDatabase = (step: Step): DescribedStep => ({ ...step, doneIn: 'database' })
  const keyed = (step: Step): DescribedStep => ({
    ...step,
    doneIn: keyedInMemory(settings) ? 'memory' : 'database',
  })
  const compared = (step: Step): DescribedStep => ({
    ...step,
    doneIn: runsInMemory(plan) ? 'memory' : 'database',
  })
  return [
    ...Object.keys(settings.fields)
      .flatMap((field) => dictionarySteps(settings, field))
      .map(inDatabase),
    keyed(entries(settings, kept)),
    inDatabase(nodes(settings)),
    inDatabase(records(settings, kept)),
    ...settings.blocking.map((_, rule) =>
      compared({ ...block(settings, { rule, dialect }), name: `pairs of rule ${rule + 1}` }),
    ),
    compared(compare(plan, dialect)),
    compared(score(plan, model)),
  ]
}
