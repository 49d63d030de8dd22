import type {
  announceWarning as announceEndpoint,
  copyWarning as copyEndpoint,
  enterRegister as enterEndpoint,
  Input,
  serveWarning as serveEndpoint,
} from '@umai/contract'
import { type Context, runCommand, runRead, type Tx } from '@umai/db'
import { fail, randomId } from '@umai/platform'
import { addHours, dayOf } from '@umai/words'
import { openCaseOf, workUnitOf } from '../cases/actions.ts'
import { keepPaper } from '../documents/actions/keep-paper.ts'
import { recordByTime, recordEvent } from '../events/actions.ts'
import { momentAfter } from '../events/model.ts'
import type { CommandContext } from '../http/context.ts'
import { whoIssues } from '../orders/actions.ts'
import { nameIn } from '../people/model.ts'
import { type WarningContent, warningFileName, warningLawOn, warningPaper } from './model.ts'
import {
  endRow,
  findCopies,
  findGround,
  hasRunningWarning,
  insertEntry,
  insertWarning,
  isEntered,
  listRunOut,
  lockWarning,
  serveRow,
} from './store.ts'

export const announceWarning = (ctx: CommandContext, input: Input<typeof announceEndpoint>) => {
  const caseId = input.params.id
  const id = randomId()
  const { key } = ctx
  return runCommand(
    ctx,
    { name: 'announce-warning', key, input, subject: { kind: 'warning', id, caseId } },
    async (tx, leaf) => {
      await openCaseOf(tx, caseId)
      const now = ctx.clock.now()
      const { citation, termDays, checksPerMonth } =
        warningLawOn(dayOf(now)) ?? fail('warning-not-foreseen')
      const { addresseeId, circumstances } = input.body
      const unitId = (await workUnitOf(tx, 'issue-orders')) ?? fail('permission-missing')
      const { issuer, parties, number, isSample } = await whoIssues(ctx, tx, {
        caseId,
        unitId,
        series: 'warnings',
      })
      const addressee =
        parties.find(({ personId, role }) => personId === addresseeId && role === 'alleged') ??
        fail('person-not-in-case')
      if (await hasRunningWarning(tx, { addresseeId, caseId, now })) fail('warning-in-force')
      const content: WarningContent = {
        number,
        announcedAt: now,
        masthead: issuer.masthead,
        place: issuer.place,
        issuer: { name: issuer.name, position: issuer.position },
        addressee: {
          name: { kk: nameIn(addressee.names, 'kk'), ru: nameIn(addressee.names, 'ru') },
          birthDate: addressee.birthDate,
        },
        circumstances,
        citation,
        termDays,
        checksPerMonth,
      }
      const by = ctx.identity.userId
      await insertWarning(tx, ctx.keys, { id, caseId, addresseeId, content, unitId, by })
      for (const lang of ['kk', 'ru'] as const)
        await keepPaper(ctx, tx, {
          caseId,
          orderId: null,
          warningId: id,
          kind: 'warning',
          number,
          lang,
          fileName: warningFileName(number, lang),
          paper: (check) => warningPaper(content, { lang, check, isSample }),
        })
      await recordEvent(ctx, tx, {
        caseId,
        kind: 'warning-announced',
        at: now,
        aboutId: id,
        data: { number },
        law: [{ event: 'warning.announced', about: id }],
      })
      leaf.note('number', number)
      leaf.note('article', citation.ref)
      return { id, number }
    },
  )
}

const openWarning = async (tx: Tx, id: string) => {
  const warning = (await lockWarning(tx, id)) ?? fail('not-found')
  await openCaseOf(tx, warning.case_id)
  return warning
}

export const serveWarning = (ctx: CommandContext, input: Input<typeof serveEndpoint>) => {
  const { id } = input.params
  const { key } = ctx
  return runCommand(
    ctx,
    { name: 'serve-warning', key, input, subject: { kind: 'warning', id } },
    async (tx, leaf) => {
      const warning = await openWarning(tx, id)
      const { way } = input.body
      if (warning.served_at !== null) fail('warning-served')
      const at = momentAfter(input.body.at, warning.announced_at, ctx.clock.now())
      // The term is counted in 24-hour periods from the moment of service.
      const endsAt = addHours(at, warning.term_days * 24)
      await serveRow(tx, id, { way, at, endsAt, by: ctx.identity.userId })
      await recordEvent(ctx, tx, {
        caseId: warning.case_id,
        kind: 'warning-served',
        at,
        aboutId: id,
        data: { way, number: warning.number },
        law: [
          { event: 'warning.served', about: id },
          ...(way === 'refused' ? [{ event: 'warning.signature-refused', about: id }] : []),
        ],
      })
      leaf.note('way', way)
      leaf.note('case', warning.case_id)
      return { endsAt }
    },
  )
}

export const copyWarning = (ctx: CommandContext, input: Input<typeof copyEndpoint>) => {
  const { id } = input.params
  const { key } = ctx
  return runCommand(
    ctx,
    { name: 'copy-warning', key, input, subject: { kind: 'warning', id } },
    async (tx, leaf) => {
      const warning = await openWarning(tx, id)
      if ((await findCopies(tx, warning.case_id)).has(id)) fail('warning-copied')
      const at = momentAfter(input.body.at, warning.announced_at, ctx.clock.now())
      await recordEvent(ctx, tx, {
        caseId: warning.case_id,
        kind: 'warning-copied',
        at,
        aboutId: id,
        data: { number: warning.number },
        law: [{ event: 'warning.copied-to-prosecutor', about: id }],
      })
      leaf.note('case', warning.case_id)
      return { at }
    },
  )
}

export const enterRegister = (ctx: CommandContext, input: Input<typeof enterEndpoint>) => {
  const caseId = input.params.id
  const id = randomId()
  const { key } = ctx
  return runCommand(
    ctx,
    { name: 'enter-register', key, input, subject: { kind: 'register-entry', id, caseId } },
    async (tx, leaf) => {
      await openCaseOf(tx, caseId)
      const { ground, aboutId, number, isExplained } = input.body
      const found = (await findGround(tx, { caseId, ground, aboutId })) ?? fail('not-found')
      if (found.served_at === null) fail('register-not-served')
      if (await isEntered(tx, aboutId)) fail('register-entered')
      const now = ctx.clock.now()
      const at = momentAfter(input.body.at, found.served_at, now)
      const by = ctx.identity.userId
      const personId = found.addressee_id
      await insertEntry(tx, {
        id,
        caseId,
        personId,
        ground,
        aboutId,
        number,
        at,
        isExplained,
        by,
        now,
      })
      await recordEvent(ctx, tx, {
        caseId,
        kind: 'register-entered',
        at,
        aboutId,
        data: { ground },
        law: [
          { event: 'register.entered', about: aboutId },
          ...(isExplained ? [{ event: 'register.explained', about: aboutId }] : []),
        ],
      })
      leaf.note('ground', ground)
      leaf.note('about', aboutId)
      return { id }
    },
  )
}

/** The job: a warning whose term is over ends by itself. */
export const endWarnings = async (ctx: Context): Promise<void> => {
  const now = ctx.clock.now()
  for (const { id, caseId, endsAt } of await runRead(ctx, (tx) => listRunOut(tx, now)))
    await runCommand(
      ctx,
      {
        name: 'end-warning',
        key: `end-warning-${id}`,
        input: { id },
        subject: { kind: 'warning', id, caseId },
      },
      async (tx) => {
        await endRow(tx, id, now)
        await recordByTime(ctx, tx, {
          caseId,
          kind: 'warning-ended',
          at: endsAt,
          aboutId: id,
          law: [{ event: 'warning.ended', about: id }],
        })
        return { id }
      },
    )
}
