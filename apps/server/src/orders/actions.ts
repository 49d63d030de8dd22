import type {
  checkOrder as checkOrderEndpoint,
  gatherEvidence as gatherEvidenceEndpoint,
  giveOrderCopy as giveOrderCopyEndpoint,
  Input,
  issueOrder as issueOrderEndpoint,
  recordBreach as recordBreachEndpoint,
  revokeOrder as revokeOrderEndpoint,
  serveOrder as serveOrderEndpoint,
} from '@umai/contract'
import { type Context, runCommand, runRead, type Tx } from '@umai/db'
import { fail, randomId } from '@umai/platform'
import type { Facts } from '@umai/rules'
import { addHours, addMs, dayOf, type Instant, inEachLanguage, say } from '@umai/words'
import { reassessSoon } from '../assessments/actions.ts'
import { openCaseOf, workUnitOf } from '../cases/actions.ts'
import { readIncidentFacts } from '../decisions/actions.ts'
import { keepPaper } from '../documents/actions/keep-paper.ts'
import { oweByMethod, settleByMethod } from '../duties/actions/owe-by-method.ts'
import { replacedEvent } from '../duties/model.ts'
import { recordByTime, recordEvent } from '../events/actions.ts'
import { momentAfter } from '../events/model.ts'
import type { CommandContext } from '../http/context.ts'
import { refuseAllegedSide } from '../people/actions.ts'
import { nameIn } from '../people/model.ts'
import { evidenceFileName, evidencePaper } from './evidence.ts'
import {
  endsSoonHours,
  givesItsPlace,
  type OrderContent,
  orderEligibility,
  orderFileName,
  orderLawOn,
  orderPaper,
  orderStateOf,
  wordText,
} from './model.ts'
import {
  type CaseParty,
  drawNumber,
  endsSoonRule,
  expireRow,
  hasBreachSince,
  hasOrderBetween,
  hasRightsExplained,
  insertBreach,
  insertCheck,
  insertCopy,
  insertOrder,
  isSampleInstallation,
  listAttached,
  listBreaches,
  listChecks,
  listCopies,
  listEndingSoon,
  listEventsAround,
  listExpired,
  listIncidentsOf,
  listOrderDocuments,
  listParties,
  listReportsOf,
  lockOrder,
  openWitness,
  readContent,
  readIssuer,
  revokeRow,
  type StoredOrder,
  serveRow,
} from './store.ts'
import { orderWords } from './words.ts'

/** Facts of an incident with what the issuer of an order affirms by issuing it. */
export const factsForOrder = (
  facts: Facts,
  affirmed: Readonly<{ noDetentionGrounds: boolean }>,
): Facts => ({
  soundMind: true,
  ...facts,
  detentionGrounds: !affirmed.noDetentionGrounds,
})

export const issueOrder = (ctx: CommandContext, input: Input<typeof issueOrderEndpoint>) => {
  const caseId = input.params.id
  const id = randomId()
  const { key } = ctx
  return runCommand(
    ctx,
    { name: 'issue-order', key, input, subject: { kind: 'order', id, caseId } },
    async (tx, leaf) => {
      const found = await openCaseOf(tx, caseId)
      const { body } = input
      const now = ctx.clock.now()
      const today = dayOf(now)
      const orderLaw = orderLawOn(today) ?? fail('order-not-allowed')
      const { incident, facts } = await readIncidentFacts(tx, body.incidentId)
      if (incident.case_id !== caseId) fail('not-found')
      const eligibility = orderEligibility(factsForOrder(facts, body), today)
      if (!eligibility.mayIssue)
        fail('order-not-allowed', {
          faults: eligibility.refusals.map(({ text, citation }) => ({
            in: 'body',
            path: '',
            message: inEachLanguage((lang) =>
              [text[lang], citation?.label[lang]].filter(Boolean).join(' · '),
            ),
          })),
        })

      const parties = await listParties(tx, caseId)
      const partyOf = (personId: string, role: CaseParty['role']): CaseParty =>
        parties.find((party) => party.personId === personId && party.role === role) ??
        fail('person-not-in-case')
      const addressee = partyOf(body.addresseeId, 'alleged')
      const protectedParty =
        parties.find(({ personId, role }) => personId === body.protectedId && role !== 'alleged') ??
        fail('person-not-in-case')
      await refuseAllegedSide(tx, { caseId, personId: body.protectedId })
      const also = body.alsoProtectedIds.map((personId) => partyOf(personId, 'child'))
      const { addresseeId, protectedId } = body
      const replaced = body.replacesId === undefined ? null : await toReplace(ctx, tx, caseId, body)
      if (await hasOrderBetween(tx, { addresseeId, protectedId, now, butFor: replaced?.id }))
        fail('order-in-force')

      const { userId } = ctx.identity
      const unitId = (await workUnitOf(tx, 'issue-orders')) ?? fail('permission-missing')
      const issuer = (await readIssuer(tx, userId, unitId)) ?? fail('permission-missing')
      const event =
        (await listIncidentsOf(tx, ctx.keys, caseId)).find(({ id }) => id === body.incidentId) ??
        fail('not-found')
      const year = Number(today.slice(0, 4))
      const number = `${await drawNumber(tx, `orders ${unitId}`, year)}/${year}`
      const names = (party: CaseParty) => ({
        kk: nameIn(party.names, 'kk'),
        ru: nameIn(party.names, 'ru'),
      })
      const content: OrderContent = {
        number,
        regime: orderLaw.regime,
        issuedAt: now,
        masthead: issuer.masthead,
        place: issuer.place,
        issuer: { name: issuer.name, position: issuer.position },
        addressee: { name: names(addressee), birthDate: addressee.birthDate },
        protectedPerson: { name: names(protectedParty) },
        alsoProtected: also.map(names),
        event: { on: event.happened_on, at: event.happened_at, place: event.place },
        circumstances: body.circumstances,
        termDays: orderLaw.termDays,
        checkEveryDays: orderLaw.checkEveryDays,
        opinionHeeded: orderLaw.asksOpinion && body.opinionHeeded,
        ...(replaced === null ? {} : { replaces: { id: replaced.id, number: replaced.number } }),
      }
      const { citation, checkEveryDays, asksOpinion } = orderLaw
      await insertOrder(tx, ctx.keys, {
        id,
        caseId,
        incidentId: body.incidentId,
        addresseeId,
        protectedId,
        content,
        statement: { citation, checkEveryDays, asksOpinion },
        unitId,
        by: userId,
      })
      await printOrder(ctx, tx, { id, caseId, content })
      await recordEvent(ctx, tx, {
        caseId,
        kind: 'order-issued',
        at: now,
        aboutId: id,
        data: { number },
        // The paper itself states the right of appeal, which one of the duties asks for.
        law: [
          { event: 'order.issued', about: id },
          { event: 'order.appeal-right-stated', about: id },
        ],
      })
      if (replaced !== null)
        await endByRevocation(ctx, tx, {
          order: replaced,
          reason: say(orderWords, ctx.lang).replacedBy({ number }),
          isReplaced: true,
        })
      leaf.note('number', number)
      leaf.note('article', citation.ref)
      leaf.note('case', found.number)
      return { id, number }
    },
  )
}

/** What is wrong in an order that binds nobody yet is put right by one that takes its place; both are kept. */
const toReplace = async (
  { keys }: Pick<Context, 'keys'>,
  tx: Tx,
  caseId: string,
  {
    replacesId = '',
    addresseeId,
    protectedId,
  }: Pick<Input<typeof issueOrderEndpoint>['body'], 'replacesId' | 'addresseeId' | 'protectedId'>,
): Promise<StoredOrder> => {
  const order = (await lockOrder(tx, replacesId)) ?? fail('not-found')
  if (order.case_id !== caseId) fail('not-found')
  if (order.revoked_at !== null) fail('order-revoked')
  const isOfTheSame = order.addressee_id === addresseeId && order.protected_id === protectedId
  if (order.served_at !== null || !isOfTheSame) fail('order-in-force')
  if (!givesItsPlace(await readContent(tx, keys, order))) fail('order-in-force')
  return order
}

/** Whoever takes part in a case, for other papers about the same people. */
export const listPartiesOf = listParties

/** What the latest incident says, so that nobody types it a second time. */
export const narrativeOf = async (
  tx: Tx,
  keys: CommandContext['keys'],
  caseId: string,
): Promise<string> => (await listIncidentsOf(tx, keys, caseId))[0]?.narrative ?? ''

/** What every paper of the police begins with: who issues it, the next number of its series, those it is about. */
export const whoIssues = async (
  ctx: CommandContext,
  tx: Tx,
  { caseId, unitId, series }: Readonly<{ caseId: string; unitId: string; series: string }>,
) => {
  const issuer = (await readIssuer(tx, ctx.identity.userId, unitId)) ?? fail('permission-missing')
  const year = Number(dayOf(ctx.clock.now()).slice(0, 4))
  return {
    issuer,
    parties: await listParties(tx, caseId),
    number: `${await drawNumber(tx, `${series} ${unitId}`, year)}/${year}`,
    isSample: await isSampleInstallation(tx),
  }
}

type Printing = Readonly<{ id: string; caseId: string; content: OrderContent }>

/** The original for the addressee and the copy for the protected person, each in Kazakh and Russian. */
const printOrder = async (
  ctx: CommandContext,
  tx: Tx,
  { id, caseId, content }: Printing,
): Promise<void> => {
  const isSample = await isSampleInstallation(tx)
  for (const kind of ['order', 'order-copy'] as const)
    for (const lang of ['kk', 'ru'] as const)
      await keepPaper(ctx, tx, {
        caseId,
        orderId: id,
        kind,
        number: content.number,
        lang,
        fileName: orderFileName(content.number, lang, kind),
        paper: (check) => orderPaper({ content, kind, lang, check, isSample }),
      })
}

/** The order of a command, locked together with its case, which must be open. */
const openOrder = async (tx: Tx, id: string): Promise<StoredOrder> => {
  const order = (await lockOrder(tx, id)) ?? fail('not-found')
  await openCaseOf(tx, order.case_id)
  return order
}

const stateNow = (order: StoredOrder, now: Instant) =>
  orderStateOf(
    { servedAt: order.served_at, endsAt: order.ends_at, revokedAt: order.revoked_at },
    now,
  )

/** An order binds from its service to the end of its term; what is recorded must have happened within. */
const momentInForce = (order: StoredOrder, said: Instant, now: Instant): Instant => {
  const { served_at, ends_at, revoked_at } = order
  if (served_at === null || ends_at === null) fail('order-not-in-force')
  const at = momentAfter(said, served_at, now)
  if (at >= ends_at || (revoked_at !== null && at >= revoked_at)) fail('order-not-in-force')
  return at
}

export const serveOrder = (ctx: CommandContext, input: Input<typeof serveOrderEndpoint>) => {
  const { id } = input.params
  const { key } = ctx
  return runCommand(
    ctx,
    { name: 'serve-order', key, input, subject: { kind: 'order', id } },
    async (tx, leaf) => {
      const order = await openOrder(tx, id)
      const caseId = order.case_id
      const now = ctx.clock.now()
      const { way, language, witness } = input.body
      const state = stateNow(order, now)
      if (state === 'revoked') fail('order-revoked')
      if (state === 'in-force') fail('order-served')
      if (state === 'expired') fail('order-expired')
      const at = momentAfter(input.body.at, order.issued_at, now)
      if (way === 'absent' && witness === null) fail('witness-missing')
      // The term is counted in 24-hour periods from the moment of service.
      const endsAt = addHours(at, order.term_days * 24)
      const by = ctx.identity.userId
      await serveRow(tx, ctx.keys, { order, way, language, witness, at, endsAt, by })
      await recordEvent(ctx, tx, {
        caseId,
        kind: 'order-served',
        at,
        aboutId: id,
        data: { way, language, number: order.number },
        law: [
          { event: 'order.served', about: id },
          ...(way === 'refused' ? [{ event: 'order.signature-refused', about: id }] : []),
        ],
      })
      await reassessSoon(ctx, tx, caseId)
      leaf.note('way', way)
      leaf.note('case', caseId)
      return { endsAt }
    },
  )
}

export const giveOrderCopy = (ctx: CommandContext, input: Input<typeof giveOrderCopyEndpoint>) => {
  const { id } = input.params
  const { key } = ctx
  return runCommand(
    ctx,
    { name: 'give-order-copy', key, input, subject: { kind: 'order', id } },
    async (tx, leaf) => {
      const order = await openOrder(tx, id)
      const caseId = order.case_id
      const { to } = input.body
      if (order.revoked_at !== null) fail('order-revoked')
      const at = momentAfter(input.body.at, order.issued_at, ctx.clock.now())
      if (to === 'prosecutor' && order.regime === '2026') fail('copy-not-foreseen')
      const personId = order.protected_id
      if (to === 'protected' && !(await hasRightsExplained(tx, { caseId, personId, by: at })))
        fail('rights-not-explained')
      const by = ctx.identity.userId
      await insertCopy(tx, { caseId, orderId: id, to, at, by })
      await recordEvent(ctx, tx, {
        caseId,
        kind: 'order-copy-given',
        at,
        aboutId: id,
        data: { to },
        law: [
          {
            event: to === 'protected' ? 'order.copied-to-victim' : 'order.copied-to-prosecutor',
            about: id,
          },
        ],
      })
      leaf.note('to', to)
      leaf.note('case', caseId)
      return { done: true as const }
    },
  )
}

export const checkOrder = (ctx: CommandContext, input: Input<typeof checkOrderEndpoint>) => {
  const orderId = input.params.id
  const id = randomId()
  const { key } = ctx
  return runCommand(
    ctx,
    { name: 'check-order', key, input, subject: { kind: 'order', id: orderId } },
    async (tx, leaf) => {
      const order = await openOrder(tx, orderId)
      const caseId = order.case_id
      const { outcome, note } = input.body
      const at = momentInForce(order, input.body.at, ctx.clock.now())
      const by = ctx.identity.userId
      await insertCheck(tx, ctx.keys, { id, caseId, orderId, at, outcome, note, by })
      // A visit at which nobody was met is recorded, but it is no check: the duty stays open.
      const isCheck = outcome === 'kept' || outcome === 'breach-found'
      await recordEvent(ctx, tx, {
        caseId,
        kind: 'order-checked',
        at,
        aboutId: orderId,
        data: { outcome },
        ...(isCheck ? { law: [{ event: 'order.checked', about: orderId }] } : {}),
      })
      leaf.note('outcome', outcome)
      leaf.note('case', caseId)
      return { id }
    },
  )
}

const yearMs = 365 * 86_400_000

export const recordBreach = (ctx: CommandContext, input: Input<typeof recordBreachEndpoint>) => {
  const orderId = input.params.id
  const id = randomId()
  const { key } = ctx
  return runCommand(
    ctx,
    { name: 'record-breach', key, input, subject: { kind: 'order', id: orderId } },
    async (tx, leaf) => {
      const order = await openOrder(tx, orderId)
      const caseId = order.case_id
      const { what, narrative, evidence } = input.body
      const now = ctx.clock.now()
      const at = momentInForce(order, input.body.at, now)
      const isRepeat = await hasBreachSince(tx, order.addressee_id, addMs(at, -yearMs))
      await insertBreach(tx, ctx.keys, {
        id,
        caseId,
        orderId,
        at,
        what,
        isRepeat,
        text: { narrative, evidence },
        by: ctx.identity.userId,
        recordedAt: now,
      })
      await recordEvent(ctx, tx, {
        caseId,
        kind: 'order-breached',
        at,
        aboutId: orderId,
        data: { what, isRepeat },
        note: narrative,
        class: 'narrative',
        law: [{ event: 'order.breached', about: orderId }],
      })
      await printEvidence(ctx, tx, order)
      await reassessSoon(ctx, tx, caseId)
      leaf.note('what', what)
      leaf.note('case', caseId)
      return { id }
    },
  )
}

/** The package of evidence as the records are now, in Kazakh and Russian; an earlier one stays beside it. */
const printEvidence = async (
  ctx: CommandContext,
  tx: Tx,
  order: StoredOrder,
): Promise<readonly string[]> => {
  const { keys } = ctx
  const caseId = order.case_id
  const documents = await listOrderDocuments(tx, order.id)
  const content = await readContent(tx, keys, order)
  const by = await readIssuer(tx, ctx.identity.userId, order.unit_id)
  const server = await readIssuer(tx, order.served_by ?? order.issued_by, order.unit_id)
  const records = {
    content,
    service:
      order.served_at === null || order.service_way === null || order.served_by === null
        ? null
        : {
            way: order.service_way,
            at: order.served_at,
            by: { id: order.served_by, name: server?.name ?? '' },
            language: order.service_language ?? ('kk' as const),
            witness: await openWitness(tx, order.id, {
              keys,
              caseId,
              sealed: order.witness_sealed,
            }),
          },
    endsAt: order.ends_at,
    copies: await listCopies(tx, order.id),
    checks: await listChecks(tx, keys, order),
    breaches: await listBreaches(tx, keys, order),
    reports: await listReportsOf(tx, caseId),
    events: await listEventsAround(tx, order),
    documents,
    attachments: await listAttached(tx, caseId),
    gatheredAt: ctx.clock.now(),
    gatheredBy: by?.name ?? '',
  }
  const version = documents.filter(({ kind }) => kind === 'evidence').length / 2 + 1
  const isSample = await isSampleInstallation(tx)
  const ids: string[] = []
  for (const lang of ['kk', 'ru'] as const)
    ids.push(
      await keepPaper(ctx, tx, {
        caseId,
        orderId: order.id,
        kind: 'evidence',
        number: order.number,
        lang,
        fileName: evidenceFileName(order.number, lang, version),
        paper: (check) =>
          evidencePaper(
            { ...records, citation: order.statement.citation.label[lang] },
            { lang, check, isSample },
          ),
      }),
    )
  return ids
}

export const gatherEvidence = (
  ctx: CommandContext,
  input: Input<typeof gatherEvidenceEndpoint>,
) => {
  const { id } = input.params
  const { key } = ctx
  return runCommand(
    ctx,
    { name: 'gather-evidence', key, input, subject: { kind: 'order', id } },
    async (tx, leaf) => {
      const order = await openOrder(tx, id)
      if ((await listBreaches(tx, ctx.keys, order)).length === 0) fail('order-not-breached')
      const documentIds = await printEvidence(ctx, tx, order)
      leaf.note('documents', [...documentIds])
      leaf.note('case', order.case_id)
      return { documentIds: [...documentIds] }
    },
  )
}

const endByRevocation = async (
  ctx: CommandContext,
  tx: Tx,
  {
    order,
    reason,
    isReplaced = false,
  }: Readonly<{ order: StoredOrder; reason: string; isReplaced?: boolean }>,
): Promise<void> => {
  const { id, case_id: caseId } = order
  const now = ctx.clock.now()
  await revokeRow(tx, ctx.keys, { order, reason, at: now, by: ctx.identity.userId })
  const eventId = await recordEvent(ctx, tx, {
    caseId,
    kind: 'order-revoked',
    at: now,
    aboutId: id,
    note: reason,
    law: [
      { event: 'order.ended', about: id },
      ...(isReplaced ? [{ event: replacedEvent, about: id }] : []),
    ],
  })
  await settleByMethod(ctx, tx, {
    caseId,
    rule: endsSoonRule,
    aboutId: id,
    eventId,
    state: 'moot',
  })
}

export const revokeOrder = (ctx: CommandContext, input: Input<typeof revokeOrderEndpoint>) => {
  const { id } = input.params
  const { key } = ctx
  return runCommand(
    ctx,
    { name: 'revoke-order', key, input, subject: { kind: 'order', id } },
    async (tx, leaf) => {
      const order = await openOrder(tx, id)
      const state = stateNow(order, ctx.clock.now())
      if (state === 'revoked') fail('order-revoked')
      if (state === 'expired') fail('order-expired')
      await endByRevocation(ctx, tx, { order, reason: input.body.reason })
      leaf.note('case', order.case_id)
      return { done: true as const }
    },
  )
}

/**
 * An order that simply runs out leaves her without anything from one hour to the next. The law sets no clock for this; the
 * reminder is ours and says so. It outlives the order: only an act or a waiver with a reason ends it, or a revocation.
 */
export const remindOfEnds = async (ctx: Context): Promise<void> => {
  const now = ctx.clock.now()
  const before = addHours(now, endsSoonHours)
  for (const order of await runRead(ctx, (tx) => listEndingSoon(tx, { now, before }))) {
    const { id, caseId, endsAt, unitId, userId } = order
    await runCommand(
      ctx,
      {
        name: 'remind-of-end',
        key: `remind-of-end-${id}`,
        input: { id },
        subject: { kind: 'order', id, caseId },
      },
      async (tx) => {
        const eventId = await recordByTime(ctx, tx, {
          caseId,
          kind: 'order-ends-soon',
          at: now,
          aboutId: id,
          data: { number: order.number },
        })
        await oweByMethod(tx, {
          caseId,
          eventId,
          rule: endsSoonRule,
          aboutId: id,
          unitId,
          userId,
          startedAt: now,
          dueAt: endsAt,
          what: wordText('endsSoonDuty'),
          startedBy: wordText('endsSoonStart'),
          clock: { amount: endsSoonHours, unit: 'hours' },
          satisfiedBy: 'order.end-prepared',
        })
        return { id }
      },
    )
  }
}

/** Ends the orders whose term is over: the weekly checks fall away with them. */
export const expireOrders = async (ctx: Context): Promise<void> => {
  const now = ctx.clock.now()
  for (const { id, caseId, endsAt } of await runRead(ctx, (tx) => listExpired(tx, now)))
    await runCommand(
      ctx,
      {
        name: 'expire-order',
        key: `expire-order-${id}`,
        input: { id },
        subject: { kind: 'order', id, caseId },
      },
      async (tx) => {
        await expireRow(tx, id, now)
        await recordByTime(ctx, tx, {
          caseId,
          kind: 'order-expired',
          at: endsAt,
          aboutId: id,
          law: [{ event: 'order.ended', about: id }],
        })
        return { id }
      },
    )
}
