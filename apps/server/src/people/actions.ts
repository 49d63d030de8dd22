import type {
  addCasePerson as addCasePersonEndpoint,
  correctPerson as correctPersonEndpoint,
  Input,
  PersonInput,
  PersonNameForm,
  relatePeople as relatePeopleEndpoint,
  revealProtectedAddress as revealProtectedAddressEndpoint,
  SafeContact,
  SafeContactNow,
  setProtectedAddress as setProtectedAddressEndpoint,
  setSafeContact as setSafeContactEndpoint,
} from '@umai/contract'
import { createSubjectKey, runCommand, type Tx } from '@umai/db'
import { iinFaultOf } from '@umai/linkage/iin'
import { fail, randomId } from '@umai/platform'
import { addMs, dayOf, formatDay, type Instant, inEachLanguage, sayIinFault } from '@umai/words'
import { recordEvent } from '../events/actions.ts'
import type { CommandContext } from '../http/context.ts'
import { changedFields, isSafeToContact, safeContactDays, toSafeContactNow } from './model.ts'
import {
  endIdentifiers,
  endNames,
  findPerson,
  findProtectedAddress,
  findSafeContact,
  hasGuardianConflict,
  insertIdentifier,
  insertNames,
  insertPerson,
  insertProtectedAddress,
  insertSafeContact,
  isKnownPlace,
  isPersonInCase,
  isPhoneOfAlleged,
  listCasesOfPeople,
  listIdentifiers,
  listNames,
  lockPerson,
  type PersonRow,
  standsByAlleged,
  updatePerson,
  upsertRelation,
} from './store.ts'

const dayMs = 86_400_000

/**
 * Somebody else was here in between. Fields that say the same are no dispute; the others are named, without their
 * values: whoever may see the record reads it again and chooses.
 */
const refuseOverwriting = (yours: object, theirs: object): void => {
  const disputed = changedFields(yours, theirs)
  if (disputed.length === 0) return
  fail('record-changed', {
    faults: disputed.map((field) => ({ in: 'body', path: `/${field}`, message: 'record-changed' })),
  })
}

/** Refuses what cannot be true of anybody: a number whose digits disagree, a birth that is yet to come. */
export const checkPerson = (
  ctx: Pick<CommandContext, 'clock'>,
  person: Partial<Pick<PersonInput, 'iin' | 'birthDate'>>,
  path: string,
): void => {
  const { iin, birthDate } = person
  const wrong = typeof iin === 'string' ? iinFaultOf(iin) : undefined
  if (wrong !== undefined)
    fail('iin-invalid', {
      faults: [
        {
          in: 'body',
          path: `${path}/iin`,
          message: inEachLanguage((lang) => sayIinFault(wrong, lang)),
        },
      ],
    })
  if (birthDate !== undefined && birthDate !== null && birthDate > dayOf(ctx.clock.now()))
    fail('date-in-future', {
      faults: [
        {
          in: 'body',
          path: `${path}/birthDate`,
          message: inEachLanguage((lang) => formatDay(birthDate, lang)),
        },
      ],
    })
}

/** Writes down a new person; who it is about is decided before, by looking for likely matches. */
export const createPerson = async (
  ctx: CommandContext,
  tx: Tx,
  personId: string,
  person: PersonInput,
): Promise<void> => {
  const { keys } = ctx
  await insertPerson(tx, {
    id: personId,
    sex: person.sex,
    birth_date: person.birthDate,
    language: person.language,
    createdBy: ctx.identity.userId,
    createdAt: ctx.clock.now(),
  })
  await createSubjectKey(tx, { keys, subjectId: personId, agencyId: ctx.caller.agencyId })
  await insertNames(tx, personId, person.names)
  if (person.iin !== null)
    await insertIdentifier(tx, { keys, personId }, { kind: 'iin', value: person.iin })
  for (const phone of new Set(person.phones))
    await insertIdentifier(tx, { keys, personId }, { kind: 'phone', value: phone })
}

export const relate = async (
  ctx: CommandContext,
  tx: Tx,
  relation: Input<typeof relatePeopleEndpoint>['body'],
): Promise<void> => {
  await upsertRelation(tx, {
    person_id: relation.personId,
    relative_id: relation.relativeId,
    relation: relation.relation,
    lives_together: relation.livesTogether,
    since: relation.since,
    recordedBy: ctx.identity.userId,
    recordedAt: ctx.clock.now(),
  })
}

export const keepSafeContact = async (
  ctx: CommandContext,
  tx: Tx,
  personId: string,
  profile: SafeContact,
): Promise<Instant> => {
  const at = ctx.clock.now()
  const goodUntil = addMs(at, safeContactDays * dayMs)
  const by = ctx.identity.userId
  await insertSafeContact(tx, { keys: ctx.keys, personId }, { profile, by, at, goodUntil })
  return goodUntil
}

/** How one may reach somebody now, for pages of other nouns. */
export const readSafeContact = async (
  ctx: Pick<CommandContext, 'keys' | 'clock'>,
  tx: Tx,
  personId: string,
): Promise<SafeContactNow | null> => {
  const known = await findSafeContact(tx, { keys: ctx.keys, personId })
  return known === undefined ? null : toSafeContactNow(known, ctx.clock.now())
}

/** Whether somebody had said that contact at that moment is safe; who said nothing did not. */
export const wasSafeToContact = async (
  ctx: Pick<CommandContext, 'keys'>,
  tx: Tx,
  personId: string,
  at: Instant,
): Promise<boolean> => {
  const known = await findSafeContact(tx, { keys: ctx.keys, personId })
  return known !== undefined && isSafeToContact(known.profile, known.goodUntil, at).isSafeNow
}

/**
 * Whoever is complained of, or lives with him, has nothing explained to him, withdraws nothing and is no protected
 * side, parent or not. The database holds the same; here it is said in words.
 */
export const refuseAllegedSide = async (
  tx: Tx,
  about: Readonly<{ caseId: string; personId: string }>,
): Promise<void> => {
  if (await standsByAlleged(tx, about)) fail('guardian-conflict')
}

/** For a child whose guardian is complained of nobody consents: the law itself has to be the basis. */
export const refuseGuardianConsent = async (tx: Tx, caseId: string): Promise<void> => {
  if (await hasGuardianConflict(tx, caseId)) fail('guardian-conflict')
}

/** Names of somebody in a case one works on. */
export const namesOf = async (tx: Tx, personId: string): Promise<readonly PersonNameForm[]> =>
  (await listNames(tx, [personId])).get(personId) ?? []

/** What is known of a person now, in the form in which it is corrected. */
const knownOf = async (tx: Tx, keys: CommandContext['keys'], person: PersonRow) => {
  const identifiers = await listIdentifiers(tx, { keys, personId: person.id })
  const valuesOf = (wanted: 'iin' | 'phone') =>
    identifiers.filter(({ kind }) => kind === wanted).map(({ value }) => value)
  return {
    names: (await listNames(tx, [person.id])).get(person.id) ?? [],
    sex: person.sex,
    birthDate: person.birth_date,
    iin: valuesOf('iin')[0] ?? null,
    phones: valuesOf('phone'),
    language: person.language,
  }
}

export const correctPerson = (ctx: CommandContext, input: Input<typeof correctPersonEndpoint>) => {
  const { id } = input.params
  const { key } = ctx
  return runCommand(
    ctx,
    { name: 'correct-person', key, input, subject: { kind: 'person', id } },
    async (tx, leaf) => {
      const { basedOn, names, iin, phones, ...rest } = input.body
      const person = (await lockPerson(tx, id)) ?? fail('not-found')
      checkPerson(ctx, input.body, '')
      if (person.version !== basedOn)
        refuseOverwriting(input.body, await knownOf(tx, ctx.keys, person))
      const now = ctx.clock.now()
      const { keys } = ctx
      if (names !== undefined) {
        await endNames(tx, id, now)
        await insertNames(tx, id, names)
      }
      if (iin !== undefined) {
        await endIdentifiers(tx, id, 'iin', now)
        if (iin !== null)
          await insertIdentifier(tx, { keys, personId: id }, { kind: 'iin', value: iin })
      }
      if (phones !== undefined) {
        await endIdentifiers(tx, id, 'phone', now)
        for (const phone of new Set(phones))
          await insertIdentifier(tx, { keys, personId: id }, { kind: 'phone', value: phone })
      }
      const version = person.version + 1
      await updatePerson(tx, id, {
        version,
        ...(rest.sex === undefined ? {} : { sex: rest.sex }),
        ...(rest.birthDate === undefined ? {} : { birth_date: rest.birthDate }),
        ...(rest.language === undefined ? {} : { language: rest.language }),
      })
      leaf.note(
        'fields',
        Object.keys(input.body).filter((field) => field !== 'basedOn'),
      )
      return { version }
    },
  )
}

export const setSafeContact = (
  ctx: CommandContext,
  input: Input<typeof setSafeContactEndpoint>,
) => {
  const { id } = input.params
  const { key } = ctx
  return runCommand(
    ctx,
    { name: 'set-safe-contact', key, input, subject: { kind: 'person', id } },
    async (tx) => {
      if ((await lockPerson(tx, id)) === undefined) fail('not-found')
      const { basedOn, ...profile } = input.body
      const known = await findSafeContact(tx, { keys: ctx.keys, personId: id })
      if ((known?.confirmedAt ?? null) !== basedOn)
        refuseOverwriting(profile, known?.profile ?? profile)
      const isComplete =
        profile.mayContact !== 'yes' ||
        profile.whoStarts !== 'we' ||
        ((profile.phone !== null || profile.channel === 'in-person') &&
          profile.channel !== 'none' &&
          profile.windows.length > 0 &&
          profile.windows.every(({ from, to }) => from < to))
      if (!isComplete) fail('safe-contact-incomplete')
      if (
        profile.phone !== null &&
        (await isPhoneOfAlleged(tx, ctx.keys, { id, phone: profile.phone }))
      )
        fail('contact-of-alleged')
      return { goodUntil: await keepSafeContact(ctx, tx, id, profile) }
    },
  )
}

export const setProtectedAddress = (
  ctx: CommandContext,
  input: Input<typeof setProtectedAddressEndpoint>,
) => {
  const { id } = input.params
  const { key } = ctx
  return runCommand(
    ctx,
    { name: 'set-protected-address', key, input, subject: { kind: 'person', id } },
    async (tx) => {
      if ((await findPerson(tx, id)) === undefined) fail('not-found')
      if (!(await isKnownPlace(tx, input.body.kato))) fail('place-unknown')
      await insertProtectedAddress(
        tx,
        { keys: ctx.keys, personId: id },
        {
          ...input.body,
          by: ctx.identity.userId,
          at: ctx.clock.now(),
        },
      )
      return { done: true as const }
    },
  )
}

export const revealProtectedAddress = (
  ctx: CommandContext,
  input: Input<typeof revealProtectedAddressEndpoint>,
) => {
  const { id } = input.params
  const { key } = ctx
  return runCommand(
    ctx,
    { name: 'reveal-protected-address', key, input, subject: { kind: 'person', id } },
    async (tx, leaf) => {
      const person = (await findPerson(tx, id)) ?? fail('not-found')
      if (!person.has_protected_address) fail('address-not-set')
      const address = await findProtectedAddress(tx, { keys: ctx.keys, personId: id })
      if (address === undefined) fail('not-found')
      leaf.commit('reason', id, input.body.reason)
      // Whoever leads a case of the person sees in it that somebody looked, and why.
      const open = (await listCasesOfPeople(tx, [id])).filter(({ isOpen }) => isOpen)
      for (const caseId of new Set(open.map((one) => one.id)))
        await recordEvent(ctx, tx, {
          caseId,
          kind: 'address-revealed',
          at: ctx.clock.now(),
          aboutId: id,
          isStaffOnly: true,
          note: input.body.reason,
        })
      return address
    },
  )
}

type Adding = Readonly<{ caseId: string; body: Input<typeof addCasePersonEndpoint>['body'] }>

/** Who is put into a case: somebody known, or somebody new, never both and never neither. */
export const choosePerson = async (
  ctx: CommandContext,
  tx: Tx,
  { caseId, body }: Adding,
): Promise<string> => {
  const { personId, person, role } = body
  if ((personId === null) === (person === null)) fail('person-missing')
  if (personId !== null && (await isPersonInCase(tx, { caseId, personId, role })))
    fail('person-in-case')
  if (person === null) return personId ?? fail('person-missing')
  checkPerson(ctx, person, '/person')
  const id = randomId()
  await createPerson(ctx, tx, id, person)
  return id
}
