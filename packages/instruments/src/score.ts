// From answers to a level with the rule that gave it. Unknown is not no: what an open answer could still change is part of the result.
import type { Answer, Condition, Instrument, Level, ScoringRule } from './definition.ts'
import { itemIdsOf, levels } from './definition.ts'

export type Answers = Readonly<Record<string, Answer>>

export type Score = {
  /** `undetermined`: too little is known to say "routine". */
  readonly level: Level | 'undetermined'
  /** The rules that hold on the answers given, gravest first. */
  readonly fired: readonly ScoringRule[]
  /** The level if every open answer were "yes". */
  readonly possible: Level
  /** Open items that a graver rule still asks about, in the order in which they are asked. */
  readonly deciding: readonly string[]
  readonly unanswered: readonly string[]
}

export class UnknownItemError extends Error {
  readonly itemId: string
  constructor(instrumentId: string, itemId: string) {
    super(
      `The instrument "${instrumentId}" has no item "${itemId}"; answer only the items that it lists.`,
    )
    this.itemId = itemId
  }
}

type IsYes = (itemId: string) => boolean

function holds(condition: Condition, isYes: IsYes): boolean {
  if ('anyYes' in condition) return condition.anyYes.some(isYes)
  if ('countYes' in condition) return condition.countYes.filter(isYes).length >= condition.atLeast
  if ('weighted' in condition) {
    const sum = Object.entries(condition.weighted).reduce(
      (total, [id, weight]) => total + (isYes(id) ? weight : 0),
      0,
    )
    return sum >= condition.atLeast
  }
  return 'all' in condition
    ? condition.all.every((part) => holds(part, isYes))
    : condition.any.some((part) => holds(part, isYes))
}

export function isGraver(a: Level, b: Level): boolean {
  return levels.indexOf(a) > levels.indexOf(b)
}

function gravestOf(rules: readonly ScoringRule[]): Level {
  return rules.reduce<Level>(
    (gravest, { level }) => (isGraver(level, gravest) ? level : gravest),
    'routine',
  )
}

/**
 * Scores answers by a definition. An item without an answer counts as unknown.
 *
 * @throws UnknownItemError when an answer names an item that the instrument does not have.
 */
export function score(instrument: Instrument, answers: Answers): Score {
  const ids = instrument.items.map(({ id }) => id)
  for (const id of Object.keys(answers))
    if (!ids.includes(id)) throw new UnknownItemError(instrument.id, id)

  const answerOf = (id: string): Answer => answers[id] ?? 'unknown'
  const isYes: IsYes = (id) => answerOf(id) === 'yes'
  const unanswered = ids.filter((id) => answerOf(id) === 'unknown' || answerOf(id) === 'declined')
  const couldBeYes: IsYes = (id) => isYes(id) || unanswered.includes(id)

  const fired = instrument.rules
    .filter(({ when }) => holds(when, isYes))
    .toSorted((a, b) => levels.indexOf(b.level) - levels.indexOf(a.level))
  const certain = gravestOf(fired)
  const possibleRules = instrument.rules.filter(({ when }) => holds(when, couldBeYes))
  const possible = gravestOf(possibleRules)
  const graverRules = possibleRules.filter(({ level }) => isGraver(level, certain))
  const deciding = unanswered.filter((id) =>
    graverRules.some(({ when }) => isOpenFor(when, id, isYes)),
  )

  const tooLittle =
    unanswered.length > instrument.missing.maxUnanswered ||
    instrument.missing.mustKnow.some((id) => unanswered.includes(id))
  const level =
    certain === 'routine' && isGraver(possible, 'routine') && tooLittle ? 'undetermined' : certain
  return { level, fired, possible, deciding, unanswered }
}

/** Whether a part of the condition that does not hold yet asks about this item. */
function isOpenFor(condition: Condition, id: string, isYes: IsYes): boolean {
  if (holds(condition, isYes)) return false
  if ('all' in condition) return condition.all.some((part) => isOpenFor(part, id, isYes))
  if ('any' in condition) return condition.any.some((part) => isOpenFor(part, id, isYes))
  return itemIdsOf(condition).includes(id)
}
