// Likely matches by a model that is shipped, for programs that ask about one person at a time: no database engine is loaded.
import { kazakhRegister } from '../settings/kazakh-register.ts'
import shipped from './model.json' with { type: 'json' }
import { createScorer, type Scorer, type ShippedModel } from './scorer.ts'

export type { Explanation } from '../explain/score-pair.ts'
export type { WrittenRecord } from '../standardise/standardise-record.ts'
export type { ComparedElsewhere, Scorer } from './scorer.ts'

let scorer: Scorer | undefined

/** The scorer with the model that comes with this version. */
export const shippedScorer = (): Scorer => {
  scorer ??= createScorer(kazakhRegister, shipped as unknown as ShippedModel)
  return scorer
}
