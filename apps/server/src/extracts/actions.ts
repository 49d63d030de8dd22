// The paper of what somebody affected may see of her own case. It never leaves by itself: whoever hands it over says how,
// and only by a way that she allowed.
import type { Input, makeExtract as makeExtractEndpoint } from '@umai/contract'
import { runCommand, type Tx } from '@umai/db'
import { fail } from '@umai/platform'
import { dayOf } from '@umai/words'
import { keepPaper } from '../documents/actions/keep-paper.ts'
import { recordEvent } from '../events/actions.ts'
import type { CommandContext } from '../http/context.ts'
import { orderStateOf } from '../orders/model.ts'
import { readSafeContact, refuseAllegedSide, refuseGuardianConsent } from '../people/actions.ts'
import { nameIn } from '../people/model.ts'
import { rightTopics } from '../rights/model.ts'
import {
  type ExtractRecords,
  extractFileName,
  extractPaper,
  extractWaysOf,
  shownEvents,
} from './model.ts'
import {
  type Affected,
  findCaseToTell,
  listAffected,
  listEventsFor,
  listExplainedTo,
  listNotesFor,
  listOrdersFor,
  readMaker,
} from './store.ts'

/** All that she may see, as whoever makes the paper is let see it. */
export const gatherExtract = async (
  ctx: Pick<CommandContext, 'keys' | 'clock' | 'identity'>,
  tx: Tx,
  { caseId, person, lang }: Readonly<{ caseId: string; person: Affected; lang: 'kk' | 'ru' }>,
): Promise<Readonly<{ records: ExtractRecords; isSample: boolean }>> => {
  const seen = (await findCaseToTell(tx, caseId)) ?? fail('not-found')
  if (!seen.may_tell) fail('not-found')
  const maker = (await readMaker(tx, ctx.identity.userId)) ?? fail('not-found')
  const hers = { caseId, personId: person.personId }
  const now = ctx.clock.now()
  const explained = await listExplainedTo(tx, hers)
  const rights = new Map(
    explained.flatMap(({ topics, explained_at }) =>
      rightTopics(dayOf(explained_at))
        .filter(({ id }) => topics.includes(id))
        .map(({ id, text }) => [id, text] as const),
    ),
  )
  const orders = await listOrdersFor(tx, hers)
  return {
    isSample: maker.is_sample,
    records: {
      number: seen.number,
      masthead: maker.masthead,
      name: nameIn(person.names, lang),
      openedAt: seen.opened_at,
      closedAt: seen.closed_at,
      unit: seen.unit,
      happenedOn: seen.happened_on,
      orders: orders.map((order) => ({
        number: order.number,
        issuedAt: order.issued_at,
        endsAt: order.ends_at,
        state: orderStateOf(
          { servedAt: order.served_at, endsAt: order.ends_at, revokedAt: order.revoked_at },
          now,
        ),
      })),
      rights: [...rights.values()],
      events: await listEventsFor(tx, hers, shownEvents),
      notes: await listNotesFor(tx, ctx.keys, caseId),
      madeAt: now,
      madeBy: [maker.name, maker.position].filter((part) => part !== '').join(', '),
    },
  }
}

export const makeExtract = (ctx: CommandContext, input: Input<typeof makeExtractEndpoint>) => {
  const caseId = input.params.id
  const { key } = ctx
  return runCommand(
    ctx,
    { name: 'make-extract', key, input, subject: { kind: 'case', id: caseId } },
    async (tx, leaf) => {
      const { personId, lang, way } = input.body
      const person =
        (await listAffected(tx, caseId)).find((one) => one.personId === personId) ??
        fail('person-not-in-case')
      await refuseAllegedSide(tx, { caseId, personId })
      await refuseGuardianConsent(tx, caseId)
      const known = await readSafeContact(ctx, tx, personId)
      if (!extractWaysOf(known, ctx.clock.now()).includes(way)) fail('contact-not-safe')
      const { records, isSample } = await gatherExtract(ctx, tx, { caseId, person, lang })
      const documentId = await keepPaper(ctx, tx, {
        caseId,
        orderId: null,
        kind: 'extract',
        number: records.number,
        lang,
        fileName: extractFileName(records.number, lang),
        paper: (check) => extractPaper(records, { lang, check, isSample }),
      })
      await recordEvent(ctx, tx, {
        caseId,
        kind: 'extract-made',
        at: ctx.clock.now(),
        aboutId: personId,
        isStaffOnly: true,
        data: { way, lang },
      })
      leaf.note('way', way)
      leaf.note('language', lang)
      leaf.note('document', documentId)
      return { documentId }
    },
  )
}
