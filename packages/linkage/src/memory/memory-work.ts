// The work that threads share over nodes in memory, said so that it can be sent to another thread; done here or there alike.
import type { Model } from '../model.ts'
import { type Plan, planOf } from '../plan.ts'
import type { Settings } from '../settings/settings.ts'
import {
  fieldStandardiser,
  type StandardisedText,
  standardiseJoined,
} from '../standardise/standardise-values.ts'
import type { BlockRange } from './blocks.ts'
import { type Compare, comparer } from './compare-pair.ts'
import { type PatternCounts, patternCounter } from './count-patterns.ts'
import { type FillRows, fillRows, ROWS_AT_ONCE } from './fill-rows.ts'
import { type EdgeFinder, type EdgeTable, edgeFinder } from './find-edges.ts'
import type { MemoryNodes } from './memory-nodes.ts'
import { type KeyedRecords, type NumberedRule, ruleNumberer } from './number-rule.ts'
import { type Pairs, pairsOf, type Share } from './scan-pairs.ts'

/** What all pieces of work read; said once, before them. */
export type Ground = {
  readonly settings: Settings
  readonly keyed?: KeyedRecords
  readonly nodes?: MemoryNodes
  readonly model?: Model
  readonly keep?: number
}

export type Work =
  | {
      readonly kind: 'standardise'
      readonly field: string
      readonly joined: string
      readonly columns: number
    }
  | { readonly kind: 'number-rule'; readonly rule: number }
  | ({ readonly kind: 'fill-rows' } & FillRows)
  | { readonly kind: 'count-drawn'; readonly pairs: Pairs }
  | {
      readonly kind: 'count-rule'
      readonly rule: number
      readonly share: Share
      readonly range: BlockRange
    }
  | {
      readonly kind: 'edges'
      readonly rule: number
      readonly share: Share
      readonly range: BlockRange
    }

export type Answers = {
  readonly standardise: StandardisedText
  readonly 'number-rule': NumberedRule
  readonly 'fill-rows': { readonly filled: number }
  readonly 'count-drawn': PatternCounts
  readonly 'count-rule': PatternCounts
  readonly edges: EdgeTable
}

export type AnswerOf<Piece extends Work> = Answers[Piece['kind']]

export type Doer = (work: Work) => Answers[Work['kind']]

// Training and linking compare over the same nodes: what was made ready, and the answers met so far, serve both.
const comparers = new WeakMap<MemoryNodes, Compare>()

function comparerOver(plan: Plan, nodes: MemoryNodes): Compare {
  const compare = comparers.get(nodes) ?? comparer(plan, nodes)
  comparers.set(nodes, compare)
  return compare
}

export function doerOn(ground: Ground): Doer {
  const plan: Plan = planOf(ground.settings)
  const standardisersOf = new Map<string, ReturnType<typeof fieldStandardiser>>()
  let count: ReturnType<typeof patternCounter> | undefined
  let find: EdgeFinder | undefined
  let numberRule: ReturnType<typeof ruleNumberer> | undefined
  const nodesOf = (): MemoryNodes => {
    if (ground.nodes === undefined)
      throw new Error('Pairs are compared over nodes; none were given.')
    return ground.nodes
  }
  const counted = (pairs: Iterable<Pairs>): PatternCounts => {
    count ??= patternCounter(plan, nodesOf(), comparerOver(plan, nodesOf()))
    return count(pairs)
  }
  return (work) => {
    switch (work.kind) {
      case 'standardise': {
        const known =
          standardisersOf.get(work.field) ?? fieldStandardiser(ground.settings, work.field)
        standardisersOf.set(work.field, known)
        return standardiseJoined(work.joined, known, work.columns)
      }
      case 'fill-rows':
        for (let from = work.from; from < work.to; from += ROWS_AT_ONCE)
          fillRows({ ...work, from, to: Math.min(work.to, from + ROWS_AT_ONCE) })
        return { filled: work.to - work.from }
      case 'number-rule':
        if (ground.keyed === undefined)
          throw new Error('Rules are numbered over records; none were given.')
        numberRule ??= ruleNumberer(ground.settings, ground.keyed)
        return numberRule(work.rule)
      case 'count-drawn':
        return counted([work.pairs])
      case 'count-rule':
        return counted(pairsOf(plan, nodesOf(), { ...work, repeats: true }))
      case 'edges': {
        if (ground.model === undefined || ground.keep === undefined)
          throw new Error('Edges are scored by a model; none was given.')
        find ??= edgeFinder(
          plan,
          ground.model,
          nodesOf(),
          ground.keep,
          comparerOver(plan, nodesOf()),
        )
        return find(work)
      }
    }
  }
}
