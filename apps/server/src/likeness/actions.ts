import type { AnsweredMatch } from '@umai/contract'
import type { Tx } from '@umai/db'
import type { CommandContext } from '../http/context.ts'
import { findMatches, insertAnswer, insertPair, type Match, type Told } from './store.ts'

type Answers = Readonly<{
  answers: readonly AnsweredMatch[]
  /** Looked for before anybody new was written down, or she would match herself. */
  matches: readonly Match[]
  aboutId: string | null
  reportId: string | null
  caseId: string | null
}>

/**
 * What the answers will rest on: weighed here again, because what a browser says it saw proves nothing. Somebody new is
 * looked for even where nobody answered, so that a second record does not stay unnoticed.
 */
export const matchesBeforeAnswers = async (
  ctx: CommandContext,
  tx: Tx,
  {
    told,
    answers,
    isNew,
  }: Readonly<{ told: Told; answers: readonly AnsweredMatch[]; isNew: boolean }>,
): Promise<readonly Match[]> =>
  answers.length === 0 && !isNew ? [] : findMatches(tx, ctx.keys, told)

/** From here on two records are alike enough to be put before a steward without anybody's doubt. */
const likenessOfPair = 4

/** Keeps what was answered about each likely match, and notes for a steward what stays in doubt. */
export const keepAnswers = async (
  ctx: CommandContext,
  tx: Tx,
  { answers, matches, ...about }: Answers,
): Promise<void> => {
  const at = ctx.clock.now()
  const weighedOf = (id: string) =>
    matches.find(({ candidate }) => candidate.person_id === id)?.weighed
  for (const answer of answers)
    await insertAnswer(tx, {
      ...answer,
      ...about,
      weighed: weighedOf(answer.personId),
      by: ctx.identity.userId,
      at,
    })
  const { aboutId } = about
  if (aboutId === null || matches.some(({ candidate }) => candidate.person_id === aboutId)) return
  for (const { candidate, weighed } of matches) {
    const said = answers.find(({ personId }) => personId === candidate.person_id)?.answer
    const isDoubted =
      said === 'unsure' || (said === undefined && weighed.likeness >= likenessOfPair)
    if (isDoubted)
      await insertPair(tx, {
        one: candidate.person_id,
        other: aboutId,
        weighed,
        source: said === undefined ? 'new-person' : 'answer',
        at,
      })
  }
}
