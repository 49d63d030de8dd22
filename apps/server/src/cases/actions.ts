import type {
  AgencyKind,
  AnsweredMatch,
  AnsweredMatchesOfReport,
  addCasePerson as addCasePersonEndpoint,
  addNote as addNoteEndpoint,
  assignCase as assignCaseEndpoint,
  CaseRole,
  closeCase as closeCaseEndpoint,
  Input,
  PersonInput,
  Relation,
  ReportContent,
  relatePeople as relatePeopleEndpoint,
  reopenCase as reopenCaseEndpoint,
  SafeContact,
} from '@umai/contract'
import { runCommand, type Tx } from '@umai/db'
import { nameTokens } from '@umai/linkage/names'
import { fail, randomId } from '@umai/platform'
import { dayOf, type Instant, type PlainDate, type Text } from '@umai/words'
import { sql } from 'kysely'
import { moveDuties } from '../duties/actions/move.ts'
import { keepCaseKey, recordEvent } from '../events/actions.ts'
import type { CommandContext } from '../http/context.ts'
import { keepAnswers, matchesBeforeAnswers } from '../likeness/actions.ts'
import { choosePerson, createPerson, keepSafeContact, namesOf, relate } from '../people/actions.ts'
import { displayName } from '../people/model.ts'
import {
  isFinished,
  lawOfLearning,
  lawOfReport,
  lawOfTelling,
  newCaseNumber,
  personFromTold,
  whenItHappened,
} from './model.ts'
import {
  countOpenWork,
  insertCase,
  insertCasePerson,
  insertIncident,
  listCasePeople,
  listIncidents,
  lockCase,
  mayTakeCase,
  type StoredCase,
  sealCaseNote,
  updateCase,
} from './store.ts'

/** The unit through which the one who acts holds a permission; the first where there are several. */
export const workUnitOf = async (tx: Tx, permission: string): Promise<string | undefined> => {
  const { rows } = await sql<{ id: string }>`
    select id from sec.unit_ids(${permission}) as id order by id limit 1`.execute(tx)
  return rows[0]?.id
}

type Desk = Readonly<{ agencyKind: AgencyKind; name: Text }>

type HeardReport = Readonly<{
  id: string
  receivedAt: Instant
  content: ReportContent
  takenBy: Desk
  /** The last unit it was given to. */
  handedOver: (Desk & Readonly<{ at: Instant }>) | null
}>

/** Writes into the case that somebody spoke, to whom, and who was told of it before there was a case. */
const recordReport = async (
  ctx: CommandContext,
  tx: Tx,
  caseId: string,
  { id, receivedAt, content, takenBy, handedOver }: HeardReport,
): Promise<void> => {
  await recordEvent(ctx, tx, {
    caseId,
    kind: 'report-received',
    at: receivedAt,
    aboutId: id,
    data: { channel: content.channel, speaker: content.speaker.kind, title: takenBy.name },
    law: [
      ...lawOfReport(content),
      ...lawOfLearning(content, takenBy.agencyKind, dayOf(receivedAt)),
    ],
  })
  if (handedOver === null) return
  await recordEvent(ctx, tx, {
    caseId,
    kind: 'report-handed-over',
    at: handedOver.at,
    aboutId: id,
    data: { title: handedOver.name },
    law: lawOfTelling(handedOver.agencyKind),
  })
}

/** People whom the one who opens the case recognised; null where somebody new came up. */
type Known = Readonly<{
  affectedId: string | null
  allegedId: string | null
  reporterId: string | null
  answers?: AnsweredMatchesOfReport | undefined
}>

/** Opens a case from a report within the transaction of the command that asked for it. */
export const openCase = async (
  ctx: CommandContext,
  tx: Tx,
  { caseId, report, known }: Readonly<{ caseId: string; report: HeardReport; known: Known }>,
): Promise<string> => {
  const { userId } = ctx.identity
  const unitId = (await workUnitOf(tx, 'work-cases')) ?? fail('permission-missing')
  const now = ctx.clock.now()
  const number = newCaseNumber()
  await insertCase(tx, {
    id: caseId,
    number,
    place_kato: report.content.place.kato,
    opened_at: now,
    opened_by: userId,
    opened_in: unitId,
    owner_unit_id: unitId,
    owner_id: userId,
  })
  await keepCaseKey(ctx, tx, caseId)
  await bringReport(ctx, tx, { caseId, report, known })
  await recordReport(ctx, tx, caseId, report)
  await recordEvent(ctx, tx, { caseId, kind: 'case-opened', at: now })
  return number
}

/**
 * Opens a case for a child of another case: the child is the affected person, the alleged person and what happened
 * go along under the key of the new case, and nobody types anything again.
 */
export const openCaseOfChild = async (
  ctx: CommandContext,
  tx: Tx,
  {
    familyCaseId,
    caseId,
    childId,
  }: Readonly<{ familyCaseId: string; caseId: string; childId: string }>,
): Promise<Readonly<{ number: string; unitId: string; eventId: string }>> => {
  const family = await openCaseOf(tx, familyCaseId)
  const { userId } = ctx.identity
  const unitId = (await workUnitOf(tx, 'work-cases')) ?? fail('permission-missing')
  const now = ctx.clock.now()
  const number = newCaseNumber()
  await insertCase(tx, {
    id: caseId,
    number,
    place_kato: family.place_kato,
    opened_at: now,
    opened_by: userId,
    opened_in: unitId,
    owner_unit_id: unitId,
    owner_id: userId,
  })
  await keepCaseKey(ctx, tx, caseId)
  await insertCasePerson(tx, { caseId, personId: childId, role: 'affected', by: userId, at: now })
  const alleged = (await listCasePeople(tx, familyCaseId)).filter(({ role }) => role === 'alleged')
  for (const { person_id } of alleged)
    await insertCasePerson(tx, {
      caseId,
      personId: person_id,
      role: 'alleged',
      by: userId,
      at: now,
    })
  await titleAfter(tx, caseId, childId)
  for (const incident of await listIncidents(tx, ctx.keys, familyCaseId))
    await insertIncident(tx, ctx.keys, {
      id: randomId(),
      caseId,
      reportId: incident.reportId,
      on: incident.on as PlainDate,
      at: incident.at,
      kato: incident.place.kato,
      text: { narrative: incident.narrative, address: incident.address },
      by: userId,
      recordedAt: now,
    })
  const eventId = await recordEvent(ctx, tx, {
    caseId,
    kind: 'case-opened',
    at: now,
    aboutId: familyCaseId,
    law: [{ event: 'act.detected' }, { event: 'victim.identified' }, { event: 'child.present' }],
  })
  return { number, unitId, eventId }
}

/** Puts a further report into a case: what it tells is another incident, its people join those known. */
export const joinCase = async (
  ctx: CommandContext,
  tx: Tx,
  { caseId, report }: Readonly<{ caseId: string; report: HeardReport }>,
): Promise<void> => {
  await openCaseOf(tx, caseId)
  await keepCaseKey(ctx, tx, caseId)
  await insertIncidentOf(ctx, tx, caseId, report)
  await recordReport(ctx, tx, caseId, report)
  await recordEvent(ctx, tx, {
    caseId,
    kind: 'report-attached',
    at: ctx.clock.now(),
    aboutId: report.id,
  })
}

/** The open case of a command, locked; everything that changes a case begins with this. */
export const openCaseOf = async (tx: Tx, caseId: string): Promise<StoredCase> => {
  const found = (await lockCase(tx, caseId)) ?? fail('not-found')
  if (found.state === 'closed') fail('case-closed')
  return found
}

const bringReport = async (
  ctx: CommandContext,
  tx: Tx,
  { caseId, report, known }: Readonly<{ caseId: string; report: HeardReport; known: Known }>,
): Promise<void> => {
  const { content } = report
  const affectedId = await bringPerson(ctx, tx, {
    caseId,
    role: 'affected',
    knownId: known.affectedId,
    person: personFromTold({ ...content.affected }),
    answers: answersAbout(known, 'affected'),
  })
  const allegedId = await bringPerson(ctx, tx, {
    caseId,
    role: 'alleged',
    knownId: known.allegedId,
    person: personFromTold({ ...content.alleged }),
    answers: answersAbout(known, 'alleged'),
  })
  const childIds: string[] = []
  for (const child of content.children) {
    const childId = await bringPerson(ctx, tx, {
      caseId,
      role: 'child',
      knownId: null,
      person: personFromTold(child),
    })
    if (childId !== null) childIds.push(childId)
  }
  await bringSpeaker(ctx, tx, { caseId, content, affectedId, knownId: known.reporterId })
  await relateHeard(ctx, tx, { content, affectedId, allegedId, childIds })
  if (affectedId !== null) {
    const profile = safeContactOf(content)
    if (profile !== null) await keepSafeContact(ctx, tx, affectedId, profile)
    await titleAfter(tx, caseId, affectedId)
  }
  await insertIncidentOf(ctx, tx, caseId, report)
}

/** A case is called after the affected person; the search key holds every spelling of the name. */
const titleAfter = async (tx: Tx, caseId: string, personId: string): Promise<void> => {
  const names = await namesOf(tx, personId)
  const [first] = names
  if (first === undefined) return
  const words = names.map((name) => `${name.family} ${name.given ?? ''}`).join(' ')
  await updateCase(tx, caseId, {
    title: displayName(first),
    search_key: [...new Set(nameTokens(words))].join(' '),
  })
}

const insertIncidentOf = async (
  ctx: CommandContext,
  tx: Tx,
  caseId: string,
  { id: reportId, receivedAt, content }: HeardReport,
): Promise<void> => {
  const { on, at } = whenItHappened(content, receivedAt)
  await insertIncident(tx, ctx.keys, {
    id: randomId(),
    caseId,
    reportId,
    on,
    at,
    kato: content.place.kato,
    text: { narrative: content.narrative, address: content.place.address },
    by: ctx.identity.userId,
    recordedAt: ctx.clock.now(),
  })
}

type Bringing = Readonly<{
  caseId: string
  role: CaseRole
  knownId: string | null
  person: PersonInput | null
  answers?: readonly AnsweredMatch[]
}>

const answersAbout = ({ answers = [] }: Known, about: 'affected' | 'alleged') =>
  answers
    .filter((answer) => answer.about === about)
    .map(({ personId, answer }) => ({ personId, answer }))

/** A person into a case: the one who was recognised, or a new one; nobody where nothing is known. */
const bringPerson = async (
  ctx: CommandContext,
  tx: Tx,
  { caseId, role, knownId, person, answers = [] }: Bringing,
): Promise<string | null> => {
  if (knownId === null && person === null) return null
  const isNew = knownId === null
  const matches = await matchesBeforeAnswers(ctx, tx, { told: person ?? {}, answers, isNew })
  const personId = knownId ?? randomId()
  if (knownId === null && person !== null) await createPerson(ctx, tx, personId, person)
  const at = ctx.clock.now()
  await insertCasePerson(tx, { caseId, personId, role, by: ctx.identity.userId, at })
  await keepAnswers(ctx, tx, { answers, matches, aboutId: personId, reportId: null, caseId })
  return personId
}

/** Who speaks may be the affected person herself, somebody known by name, or nobody one can name. */
const bringSpeaker = async (
  ctx: CommandContext,
  tx: Tx,
  {
    caseId,
    content,
    affectedId,
    knownId,
  }: Readonly<{
    caseId: string
    content: ReportContent
    affectedId: string | null
    knownId: string | null
  }>,
): Promise<void> => {
  const { kind, name, phone } = content.speaker
  if (kind === 'affected') {
    if (affectedId !== null)
      await bringPerson(ctx, tx, { caseId, role: 'reporter', knownId: affectedId, person: null })
    return
  }
  if (kind === 'anonymous') return
  const person =
    name === null
      ? null
      : personFromTold({ name, sex: 'unknown', birthDate: null, age: null, phone, iin: null })
  await bringPerson(ctx, tx, { caseId, role: 'reporter', knownId, person })
}

const relateHeard = async (
  ctx: CommandContext,
  tx: Tx,
  heard: Readonly<{
    content: ReportContent
    affectedId: string | null
    allegedId: string | null
    childIds: readonly string[]
  }>,
): Promise<void> => {
  const { content, affectedId, allegedId, childIds } = heard
  const { relation } = content.alleged
  const isKnown = relation !== 'unknown' && relation !== 'stranger'
  if (affectedId !== null && allegedId !== null && isKnown)
    await relate(ctx, tx, {
      personId: affectedId,
      relativeId: allegedId,
      relation,
      livesTogether: 'unknown',
      since: null,
    })
  const child: Relation = 'child'
  for (const childId of childIds)
    if (affectedId !== null)
      await relate(ctx, tx, {
        personId: affectedId,
        relativeId: childId,
        relation: child,
        livesTogether: 'unknown',
        since: null,
      })
}

/** What a first call says of safe contact. No hours were agreed yet, so nothing goes out until they are. */
const safeContactOf = (content: ReportContent): SafeContact | null => {
  const { mayContact, phone, when } = content.safeContact
  if (mayContact === 'unknown') return null
  return {
    mayContact,
    whoStarts: mayContact === 'yes' ? 'we' : 'nobody',
    channel: mayContact === 'yes' && phone !== null ? 'phone' : 'none',
    phone,
    windows: [],
    mayLeaveMessage: false,
    hasCodeWord: false,
    ifDropped: when,
    language: content.language,
  }
}

/** `afterwards` looks at what a person more in the case sets going: a child may need a case of its own. */
export const addCasePerson = (
  ctx: CommandContext,
  input: Input<typeof addCasePersonEndpoint>,
  afterwards: (ctx: CommandContext, tx: Tx, caseId: string) => Promise<void>,
) => {
  const caseId = input.params.id
  const { key } = ctx
  return runCommand(
    ctx,
    { name: 'add-case-person', key, input, subject: { kind: 'case', id: caseId } },
    async (tx, leaf) => {
      const found = await openCaseOf(tx, caseId)
      const { role, answers = [] } = input.body
      const told = input.body.person ?? input.body.told ?? {}
      const isNew = input.body.personId === null
      const matches = await matchesBeforeAnswers(ctx, tx, { told, answers, isNew })
      const personId = await choosePerson(ctx, tx, { caseId, body: input.body })
      const at = ctx.clock.now()
      await insertCasePerson(tx, { caseId, personId, role, by: ctx.identity.userId, at })
      await keepAnswers(ctx, tx, { answers, matches, aboutId: personId, reportId: null, caseId })
      if (role === 'affected' && found.title === '') await titleAfter(tx, caseId, personId)
      await recordEvent(ctx, tx, {
        caseId,
        kind: 'person-added',
        at,
        aboutId: personId,
        ...(role === 'child' ? { class: 'child' } : role === 'alleged' ? { class: 'accused' } : {}),
        data: { role },
        ...(role === 'child' ? { law: [{ event: 'child.present' }] } : {}),
      })
      await afterwards(ctx, tx, caseId)
      leaf.note('role', role)
      return { id: personId }
    },
  )
}

export const relatePeople = (ctx: CommandContext, input: Input<typeof relatePeopleEndpoint>) => {
  const caseId = input.params.id
  const { key } = ctx
  return runCommand(
    ctx,
    { name: 'relate-people', key, input, subject: { kind: 'case', id: caseId } },
    async (tx) => {
      await openCaseOf(tx, caseId)
      const { personId, relativeId, since } = input.body
      const inCase = new Set((await listCasePeople(tx, caseId)).map(({ person_id }) => person_id))
      if (!inCase.has(personId) || !inCase.has(relativeId)) fail('person-not-in-case')
      if (since !== null && since > dayOf(ctx.clock.now())) fail('date-in-future')
      await relate(ctx, tx, input.body)
      return { done: true as const }
    },
  )
}

/** Refuses somebody who does not work cases in the unit that is to have one. */
export const mustTakeCase = async (tx: Tx, unitId: string, userId: string): Promise<void> => {
  if (!(await mayTakeCase(tx, unitId, userId))) fail('assignee-cannot')
}

/** The level of a case as the latest assessment settled it. */
export const setRisk = (
  tx: Tx,
  caseId: string,
  risk: 'routine' | 'raised' | 'high',
): Promise<void> => updateCase(tx, caseId, { risk })

export const addNote = (ctx: CommandContext, input: Input<typeof addNoteEndpoint>) => {
  const caseId = input.params.id
  const { key } = ctx
  return runCommand(
    ctx,
    { name: 'add-note', key, input, subject: { kind: 'case', id: caseId } },
    async (tx) => {
      await openCaseOf(tx, caseId)
      const id = await recordEvent(ctx, tx, {
        caseId,
        kind: 'note-added',
        at: ctx.clock.now(),
        class: 'narrative',
        isStaffOnly: input.body.isStaffOnly,
        note: input.body.text,
      })
      return { id }
    },
  )
}

export const assignCase = (ctx: CommandContext, input: Input<typeof assignCaseEndpoint>) => {
  const caseId = input.params.id
  const { key } = ctx
  return runCommand(
    ctx,
    { name: 'assign-case', key, input, subject: { kind: 'case', id: caseId } },
    async (tx, leaf) => {
      const { unitId, userId } = input.body
      const before = await openCaseOf(tx, caseId)
      await mustTakeCase(tx, unitId, userId)
      // The event comes first: whoever hands a case to another unit may no longer see it afterwards.
      await recordEvent(ctx, tx, {
        caseId,
        kind: 'case-assigned',
        at: ctx.clock.now(),
        aboutId: userId,
        data: { unit: unitId },
      })
      await moveDuties(tx, { caseId, fromUnitId: before.owner_unit_id, unitId, userId })
      await updateCase(tx, caseId, { owner_unit_id: unitId, owner_id: userId })
      leaf.note('to', userId)
      return { done: true as const }
    },
  )
}

export const closeCase = (ctx: CommandContext, input: Input<typeof closeCaseEndpoint>) => {
  const caseId = input.params.id
  const { key } = ctx
  return runCommand(
    ctx,
    { name: 'close-case', key, input, subject: { kind: 'case', id: caseId } },
    async (tx, leaf) => {
      const { reason, text } = input.body
      await openCaseOf(tx, caseId)
      const now = ctx.clock.now()
      const work = await countOpenWork(tx, caseId, now)
      if (!isFinished(work))
        fail('case-has-open-work', {
          faults: Object.entries(work)
            .filter(([, count]) => count > 0)
            .map(([what, count]) => ({ in: 'body', path: `/${what}`, message: String(count) })),
        })
      await recordEvent(ctx, tx, {
        caseId,
        kind: 'case-closed',
        at: now,
        data: { reason },
        note: text,
      })
      await updateCase(tx, caseId, {
        state: 'closed',
        closed_at: now,
        close_reason: reason,
        close_note_sealed: await sealCaseNote(tx, ctx.keys, { caseId, value: text }),
      })
      leaf.note('reason', reason)
      return { done: true as const }
    },
  )
}

export const reopenCase = (ctx: CommandContext, input: Input<typeof reopenCaseEndpoint>) => {
  const caseId = input.params.id
  const { key } = ctx
  return runCommand(
    ctx,
    { name: 'reopen-case', key, input, subject: { kind: 'case', id: caseId } },
    async (tx) => {
      const found = (await lockCase(tx, caseId)) ?? fail('not-found')
      if (found.state === 'open') fail('case-open')
      await updateCase(tx, caseId, {
        state: 'open',
        closed_at: null,
        close_reason: null,
        close_note_sealed: null,
      })
      await recordEvent(ctx, tx, {
        caseId,
        kind: 'case-reopened',
        at: ctx.clock.now(),
        note: input.body.reason,
      })
      return { done: true as const }
    },
  )
}
