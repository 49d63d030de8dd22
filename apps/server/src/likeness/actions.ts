import type { AnsweredMatch } from '@umai/contract'
import type { Tx } from '@umai/db'
import type { CommandContext } from '../http/context.ts'
import { findMatches, insertAnswer, type Match, type Told } from './store.ts'

type Answers = Readonly<{
  answers: readonly AnsweredMatch[]
  /** Looked for before anybody new was written down, or she would match herself. */
  matches: readonly Match[]
  aboutId: string | null
  reportId: string | null
  caseId: string | null
}>

/** What the answers will rest on: weighed here again, because what a browser says it saw proves nothing. */
export const matchesBeforeAnswers = async (
  ctx: CommandContext,
  tx: Tx,
  { told, answers }: Readonly<{ told: Told; answers: readonly AnsweredMatch[] }>,
): Promise<readonly Match[]> => (answers.length === 0 ? [] : findMatches(tx, ctx.keys, told))

/** Keeps what was answered about each likely match. */
export const keepAnswers = async (
  ctx: CommandContext,
  tx: Tx,
  { answers, matches, ...about }: Answers,
): Promise<void> => {
  for (const answer of answers)
    await insertAnswer(tx, {
      ...answer,
      ...about,
      weighed: matches.find(({ candidate }) => candidate.person_id === answer.personId)?.weighed,
      by: ctx.identity.userId,
      at: ctx.clock.now(),
    })
}
