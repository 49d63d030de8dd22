// The statements that make the edges of a run on Spark: the same steps, in its dialect, over nodes that both engines read.
import { sparkDialect } from '../dialect.ts'
import type { Model } from '../model.ts'
import type { Plan } from '../plan.ts'
import { itemsTable, keyColumn, listRule } from '../steps/block.ts'
import type { Step } from '../steps/step.ts'
import { unitSql } from '../units.ts'

function path(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
}

/** In order: the nodes as a view, a view of items per rule on a list, one folder of edges per rule. */
export function sparkSteps(
  plan: Plan,
  model: Model,
  input: { readonly nodes: string; readonly edges: string },
): readonly Step[] {
  const rules = plan.settings.blocking
  return [
    {
      name: 'nodes',
      sql: `CREATE OR REPLACE TEMPORARY VIEW nodes AS SELECT * FROM parquet.\`${input.nodes.replaceAll('`', '``')}\``,
    },
    ...rules.flatMap((rule, index): readonly Step[] =>
      listRule(rule) === undefined
        ? []
        : [
            {
              name: itemsTable(index),
              sql: `CREATE OR REPLACE TEMPORARY VIEW ${itemsTable(index)} AS SELECT id, explode(${keyColumn(index)}) AS item FROM nodes`,
            },
          ],
    ),
    ...rules.map((_, rule) => ({
      name: `edges of rule ${rule + 1}`,
      sql: `INSERT OVERWRITE DIRECTORY ${path(`${input.edges}/rule-${rule}`)} USING parquet\n${unitSql(plan, model, { rule, chunk: 0, chunks: 1 }, sparkDialect)}`,
    })),
  ]
}
