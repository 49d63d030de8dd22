import {
  checkOrder as checkOrderEndpoint,
  draftOrder,
  gatherEvidence as gatherEvidenceEndpoint,
  giveOrderCopy as giveOrderCopyEndpoint,
  issueOrder as issueOrderEndpoint,
  readOrder,
  recordBreach as recordBreachEndpoint,
  revokeOrder as revokeOrderEndpoint,
  searchOrders,
  serveOrder as serveOrderEndpoint,
} from '@umai/contract'
import { runView } from '@umai/db'
import { law, majorityOn } from '@umai/law'
import { fail, randomId } from '@umai/platform'
import { dayOf } from '@umai/words'
import { openCaseOf, workUnitOf } from '../cases/actions.ts'
import { readIncidentFacts } from '../decisions/actions.ts'
import { type App, route } from '../http/route.ts'
import { ageOn, displayName } from '../people/model.ts'
import {
  checkOrder,
  factsForOrder,
  gatherEvidence,
  giveOrderCopy,
  issueOrder,
  recordBreach,
  revokeOrder,
  serveOrder,
} from './actions.ts'
import { givesItsPlace, orderEligibility, orderLawOn, toOrder, toOrderRow } from './model.ts'
import {
  findListedOrder,
  findOrder,
  findReplacement,
  hasRightsExplained,
  listBreaches,
  listChecks,
  listCopies,
  listIncidentsOf,
  listOrderDocuments,
  listOrders,
  listParties,
  listUnserved,
  openRevokeReason,
  openWitness,
  readContent,
  readIssuer,
} from './store.ts'

export const orderRoutes = (app: App): void => {
  route(app, draftOrder, (ctx, { params }) =>
    runView(ctx, { name: 'draft-order', subject: { kind: 'case', id: params.id } }, async (tx) => {
      const { number } = await openCaseOf(tx, params.id)
      const today = dayOf(ctx.clock.now())
      const orderLaw = orderLawOn(today) ?? fail('not-found')
      const parties = await listParties(tx, params.id)
      const [incident] = await listIncidentsOf(tx, ctx.keys, params.id)
      const unserved = []
      for (const order of await listUnserved(tx, params.id)) {
        const content = await readContent(tx, ctx.keys, order)
        if (!givesItsPlace(content)) continue
        unserved.push({
          id: order.id,
          number: order.number,
          addresseeId: order.addressee_id,
          protectedId: order.protected_id,
          circumstances: content.circumstances,
        })
      }
      const facts = incident === undefined ? {} : (await readIncidentFacts(tx, incident.id)).facts
      const eligibility = orderEligibility(
        factsForOrder(facts, { noDetentionGrounds: true }),
        today,
      )
      const unitId = (await workUnitOf(tx, 'issue-orders')) ?? fail('permission-missing')
      // Where the law of a day names no age, nobody is taken for grown up.
      const majority = majorityOn(law, today) ?? Number.POSITIVE_INFINITY
      const issuer = (await readIssuer(tx, ctx.identity.userId, unitId)) ?? fail('not-found')
      const nameOf = (party: (typeof parties)[number]): string => {
        const [first] = party.names
        return first === undefined ? '' : displayName(first)
      }
      return {
        caseId: params.id,
        caseNumber: number,
        regime: orderLaw.regime,
        citation: orderLaw.citation,
        eligibility: [...eligibility.findings],
        mayIssue: eligibility.mayIssue,
        refusals: eligibility.refusals.map(({ text, citation }) => ({ text, citation })),
        addressees: parties
          .filter(({ role }) => role === 'alleged')
          .map((party) => ({ personId: party.personId, name: nameOf(party) })),
        protectedPeople: parties
          .filter(({ role }) => role !== 'alleged')
          .map((party) => ({
            personId: party.personId,
            name: nameOf(party),
            isMinor:
              party.role === 'child' ||
              (party.birthDate !== null && ageOn(party.birthDate, today) < majority),
          })),
        incidentId: incident?.id ?? null,
        place: { kato: issuer.kato, name: issuer.place },
        circumstances: incident?.narrative ?? '',
        termDays: orderLaw.termDays,
        checkEveryDays: orderLaw.checkEveryDays,
        asksOpinion: orderLaw.asksOpinion,
        unserved,
      }
    }),
  )

  route(app, issueOrderEndpoint, issueOrder)
  route(app, serveOrderEndpoint, serveOrder)
  route(app, giveOrderCopyEndpoint, giveOrderCopy)
  route(app, checkOrderEndpoint, checkOrder)
  route(app, recordBreachEndpoint, recordBreach)
  route(app, gatherEvidenceEndpoint, gatherEvidence)
  route(app, revokeOrderEndpoint, revokeOrder)

  route(app, searchOrders, (ctx, { body }) =>
    runView(
      ctx,
      { name: 'search-orders', subject: { kind: 'order-list', id: randomId() } },
      async (tx) => {
        const now = ctx.clock.now()
        const { rows, nextCursor, total } = await listOrders(tx, body, now)
        return { items: rows.map((row) => toOrderRow(row, now)), nextCursor, total }
      },
    ),
  )

  route(app, readOrder, (ctx, { params }) =>
    runView(ctx, { name: 'read-order', subject: { kind: 'order', id: params.id } }, async (tx) => {
      const { keys } = ctx
      const order = (await findOrder(tx, params.id)) ?? fail('not-found')
      const row = (await findListedOrder(tx, params.id)) ?? fail('not-found')
      const caseId = order.case_id
      const now = ctx.clock.now()
      return toOrder(row, {
        now,
        regime: order.regime,
        statement: order.statement,
        content: await readContent(tx, keys, order),
        service: {
          way: order.service_way,
          language: order.service_language,
          witness: await openWitness(tx, order.id, { keys, caseId, sealed: order.witness_sealed }),
        },
        copies: await listCopies(tx, order.id),
        checks: await listChecks(tx, keys, order),
        breaches: await listBreaches(tx, keys, order),
        documents: await listOrderDocuments(tx, order.id),
        revokeReason: await openRevokeReason(tx, order.id, {
          keys,
          caseId,
          sealed: order.revoke_reason_sealed,
        }),
        replacedBy: await findReplacement(tx, order),
        rightsExplained: await hasRightsExplained(tx, {
          caseId,
          personId: order.protected_id,
          by: now,
        }),
        permissions: ctx.caller.permissions,
      })
    }),
  )
}
