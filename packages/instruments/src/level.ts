// What people may do with a computed level, and when it must be looked at again. A score never lowers a response.
import type { Instrument, Level } from './definition.ts'
import { isGraver } from './score.ts'

export type ComputedLevel = Level | 'undetermined'

export type LevelProposal = {
  readonly computed: ComputedLevel
  readonly proposed: Level
  readonly assessor: string
  readonly reason?: string
  readonly secondPerson?: string
}

export type LevelDecision =
  | {
      readonly kind: 'accepted'
      readonly level: ComputedLevel
      readonly change: 'none' | 'raised' | 'lowered' | 'named'
    }
  | {
      readonly kind: 'refused'
      readonly why:
        | 'lowering-forbidden'
        | 'reason-missing'
        | 'second-person-missing'
        | 'second-person-is-assessor'
    }

/**
 * Raising is free, with a reason. Lowering takes a reason and a second person, where the instrument allows it at all.
 * Naming a level where none could be determined counts as raising when it is "high", otherwise as lowering:
 * what is unknown is never taken for harmless.
 */
export function decideLevel(instrument: Instrument, proposal: LevelProposal): LevelDecision {
  const { computed, proposed, assessor, reason, secondPerson } = proposal
  if (computed === proposed) return { kind: 'accepted', level: computed, change: 'none' }
  if (!reason?.trim()) return { kind: 'refused', why: 'reason-missing' }
  if (computed === 'undetermined' && proposed === 'high')
    return { kind: 'accepted', level: proposed, change: 'named' }
  if (computed !== 'undetermined' && isGraver(proposed, computed))
    return { kind: 'accepted', level: proposed, change: 'raised' }
  if (instrument.lowering === 'never') return { kind: 'refused', why: 'lowering-forbidden' }
  if (!secondPerson) return { kind: 'refused', why: 'second-person-missing' }
  if (secondPerson === assessor) return { kind: 'refused', why: 'second-person-is-assessor' }
  return {
    kind: 'accepted',
    level: proposed,
    change: computed === 'undetermined' ? 'named' : 'lowered',
  }
}

/** Hours until a level must be looked at again. Our method, not a norm of law; the undetermined is treated as the gravest. */
export const reassessmentHours: Readonly<Record<ComputedLevel, number>> = {
  high: 72,
  undetermined: 72,
  raised: 14 * 24,
  routine: 60 * 24,
}

/** Events after which the level must be looked at again at once, whatever the clock says. */
export const reassessmentEvents = [
  'release-from-detention',
  'court-date-set',
  'order-served',
  'order-breached',
  'separation',
  'new-contact',
] as const
export type ReassessmentEvent = (typeof reassessmentEvents)[number]
