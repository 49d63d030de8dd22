// Every step of a run as named SQL, without running any: to be read, reviewed, or run elsewhere by hand.
import { type Dialect, duckdbDialect } from './dialect.ts'
import type { Model } from './model.ts'
import { modelOf } from './model.ts'
import { planOf } from './plan.ts'
import { frequencyColumns, keptColumns } from './settings/columns.ts'
import type { Settings } from './settings/settings.ts'
import { block } from './steps/block.ts'
import { entries, frequencies, nodes, records } from './steps/clean.ts'
import { compare } from './steps/compare.ts'
import { score } from './steps/score.ts'
import type { Step } from './steps/step.ts'

/** The steps in order. Without a model the score shows the shape of the statement, every level weighing nothing. */
export function describeRun(
  settings: Settings,
  options: { readonly model?: Model; readonly dialect?: Dialect } = {},
): readonly Step[] {
  const { dialect = duckdbDialect } = options
  const plan = planOf(settings)
  const even = plan.comparisons.map(({ levels }) => levels.map(() => 1 / levels.length))
  const model =
    options.model ??
    modelOf(plan, { settings: '', trainedAt: '', records: 0, lambda: 0.5, m: even, u: even })
  return [
    entries(settings, keptColumns(settings)),
    ...frequencyColumns(settings).map((column) => frequencies(settings, column)),
    nodes(settings),
    records(settings, keptColumns(settings)),
    ...settings.blocking.map((_, rule) => ({
      ...block(settings, { rule, dialect }),
      name: `pairs of rule ${rule + 1}`,
    })),
    compare(plan, dialect),
    score(plan, model),
  ]
}
