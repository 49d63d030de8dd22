import type {
  ChosenSides,
  decidePersonPair as decidePersonPairEndpoint,
  endMerge as endMergeEndpoint,
  Input,
  mergePeople as mergePeopleEndpoint,
  PersonPair,
} from '@umai/contract'
import { runCommand } from '@umai/db'
import { fail, randomId } from '@umai/platform'
import type { CommandContext } from '../http/context.ts'
import {
  findPair,
  insertDecision,
  insertMerge,
  lockMerge,
  lockPair,
  mayMerge,
  updateMergeEnded,
  updatePair,
} from './store.ts'

export const decidePersonPair = (
  ctx: CommandContext,
  input: Input<typeof decidePersonPairEndpoint>,
) => {
  const { id } = input.params
  return runCommand(
    ctx,
    { name: 'decide-person-pair', key: ctx.key, input, subject: { kind: 'person-pair', id } },
    async (tx, leaf) => {
      const { basedOn, state, reason } = input.body
      const pair = (await lockPair(tx, id)) ?? fail('not-found')
      if (pair.version !== basedOn) fail('record-changed')
      if (pair.merge !== null) fail('person-merged')
      const [by, at] = [ctx.identity.userId, ctx.clock.now()]
      await updatePair(tx, pair, { state, reason, by, at })
      await insertDecision(tx, { pairId: id, state, reason, by, at })
      leaf.note('state', state)
      leaf.note('reason', reason)
      return { done: true as const }
    },
  )
}

/** The record of each side by its id, so that a choice means the same however the pair is read later. */
const chosenRecords = ({ left, right }: PersonPair, chosen: ChosenSides) => {
  const of = (side: 'left' | 'right') => (side === 'left' ? left : right).personId
  return {
    name: of(chosen.name),
    birthDate: of(chosen.birthDate),
    sex: of(chosen.sex),
    language: of(chosen.language),
  }
}

export const mergePeople = async (
  ctx: CommandContext,
  input: Input<typeof mergePeopleEndpoint>,
) => {
  const mergeId = randomId()
  const { id } = input.params
  return runCommand(
    ctx,
    { name: 'merge-people', key: ctx.key, input, subject: { kind: 'person-pair', id } },
    async (tx, leaf) => {
      const { basedOn, keep, chosen, reason } = input.body
      const pair = (await lockPair(tx, id)) ?? fail('not-found')
      if (pair.version !== basedOn) fail('record-changed')
      const [kept, merged] = keep === 'left' ? [pair.left, pair.right] : [pair.right, pair.left]
      if (!(await mayMerge(tx, kept.personId, merged.personId))) fail('person-merged')
      const by = ctx.identity.userId
      const at = ctx.clock.now()
      await insertMerge(tx, {
        id: mergeId,
        pairId: id,
        keptId: kept.personId,
        mergedId: merged.personId,
        chosen: chosenRecords(pair, chosen),
        reason,
        by,
        at,
      })
      await updatePair(tx, pair, { state: 'same', reason, by, at })
      leaf.note('kept', kept.personId)
      leaf.note('merged', merged.personId)
      leaf.note('reason', reason)
      return { id: mergeId }
    },
  )
}

export const endMerge = (ctx: CommandContext, input: Input<typeof endMergeEndpoint>) => {
  const { id } = input.params
  return runCommand(
    ctx,
    { name: 'end-merge', key: ctx.key, input, subject: { kind: 'person-merge', id } },
    async (tx, leaf) => {
      const { reason } = input.body
      const merge = (await lockMerge(tx, id)) ?? fail('not-found')
      const by = ctx.identity.userId
      const at = ctx.clock.now()
      if (merge.ended_at !== null || !(await updateMergeEnded(tx, { id, reason, by, at })))
        fail('merge-ended')
      const pair = (await findPair(tx, merge.pair_id)) ?? fail('not-found')
      await updatePair(tx, pair, { state: 'open', reason: null, by, at })
      leaf.note('kept', merge.kept_id)
      leaf.note('merged', merge.merged_id)
      leaf.note('reason', reason)
      return { done: true as const }
    },
  )
}
