// Random worlds for the policy matrix: a fixed country of agencies, units and people, and random grants, cases,
// assignments and walls on it. Kept as plain data, so that the oracle decides without a database.
import type { Tx } from '@umai/db'
import { randomId, sha256 } from '@umai/platform'
import fc from 'fast-check'
import { sql } from 'kysely'

type Span = 'current' | 'ended' | 'future' | 'past'
export type World = Readonly<{
  agencies: readonly Readonly<{ id: string; kind: string }>[]
  units: readonly Readonly<{
    id: string
    agencyId: string
    parentId: string | null
    kato: string
  }>[]
  users: readonly Readonly<{
    id: string
    agencyId: string
    isProtected: boolean
    isDeactivated: boolean
  }>[]
  grants: readonly Readonly<{
    id: string
    userId: string
    unitId: string
    role: string
    span: Span
  }>[]
  cases: readonly Readonly<{
    id: string
    kato: string
    ownerUnitId: string
    ownerId: string | null
    openedIn: string
    openedBy: string | null
  }>[]
  assignments: readonly Readonly<{
    id: string
    caseId: string
    unitId: string
    userId: string | null
    relation: string
    fieldClasses: readonly string[] | null
    span: Span
  }>[]
  walls: readonly Readonly<{
    id: string
    caseId: string
    userId: string | null
    unitId: string | null
    span: Span
  }>[]
  leaves: readonly Readonly<{ id: string; caseId: string | null; agencyId: string }>[]
}>

const kinds = [
  'police',
  'police',
  'prosecutor',
  'family-support-centre',
  'ombudsman',
  'ministry',
] as const
const agencies = kinds.map((kind) => ({ id: randomId(), kind }))
const agencyId = (index: number) => agencies[index]?.id ?? ''

const almaty = '750000000'
const turkistan = '610000000'
const country = '000000000'

/** [agency, parent unit, place] */
const unitPlan: readonly (readonly [number, number | null, string])[] = [
  [0, null, almaty],
  [0, 0, almaty],
  [0, 1, almaty],
  [0, 0, almaty],
  [1, null, turkistan],
  [1, 4, turkistan],
  [2, null, country],
  [2, 6, almaty],
  [3, null, almaty],
  [4, null, country],
  [5, null, country],
]
const unitIds = unitPlan.map(() => randomId())
const units = unitPlan.map(([agency, parent, kato], index) => ({
  id: unitIds[index] ?? '',
  agencyId: agencyId(agency),
  parentId: parent === null ? null : (unitIds[parent] ?? ''),
  kato,
}))

const users = Array.from({ length: 14 }, (_, index) => ({
  id: randomId(),
  agencyId: agencyId(index % agencies.length),
  isProtected: index % 5 === 3,
  isDeactivated: index === 13,
}))

const rolesOf: Readonly<Record<string, readonly string[]>> = {
  police: ['inspector', 'operator', 'unit-head', 'steward', 'agency-admin'],
  prosecutor: ['prosecutor', 'unit-head', 'auditor', 'analyst', 'agency-admin'],
  'family-support-centre': ['centre-worker', 'social-worker', 'unit-head', 'agency-admin'],
  ombudsman: ['ombudsman', 'auditor', 'agency-admin'],
  ministry: ['licensing-officer', 'auditor', 'analyst', 'registrar', 'agency-admin'],
}
const posts = units.flatMap((unit) => {
  const kind = agencies.find(({ id }) => id === unit.agencyId)?.kind ?? ''
  return (rolesOf[kind] ?? []).map((role) => ({ unitId: unit.id, role }))
})

/** The same seed gives the same world; ids differ from run to run, which the order of nothing depends on. */
const aSpan = fc.oneof(
  { weight: 6, arbitrary: fc.constant<Span>('current') },
  fc.constantFrom<Span>('ended', 'future', 'past'),
)
const aUnitId = fc.constantFrom(...units.map(({ id }) => id))
const aUserId = fc.constantFrom(...users.map(({ id }) => id))
const perhaps = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { freq: 2 })
const anId = fc.nat().map(() => randomId())

const someGrants = fc.uniqueArray(
  fc
    .record({ id: anId, userId: aUserId, post: fc.constantFrom(...posts), span: aSpan })
    .map(({ post, ...grant }) => ({ ...grant, ...post })),
  {
    minLength: 10,
    maxLength: 24,
    selector: ({ userId, unitId, role }) => `${userId}|${unitId}|${role}`,
  },
)

const someCases = fc.array(
  fc.record({
    id: anId,
    kato: fc.constantFrom(almaty, turkistan, '710000000'),
    ownerUnitId: aUnitId,
    ownerId: perhaps(aUserId),
    openedIn: aUnitId,
    openedBy: perhaps(aUserId),
  }),
  { minLength: 4, maxLength: 9 },
)

export const aWorld: fc.Arbitrary<World> = fc
  .tuple(someGrants, someCases)
  .chain(([grants, cases]) => {
    const aCaseId = fc.constantFrom(...cases.map(({ id }) => id))
    return fc.record({
      agencies: fc.constant(agencies),
      units: fc.constant(units),
      users: fc.constant(users),
      grants: fc.constant(grants),
      cases: fc.constant(cases),
      assignments: fc.array(
        fc.record({
          id: anId,
          caseId: aCaseId,
          unitId: aUnitId,
          userId: perhaps(aUserId),
          relation: fc.constantFrom('assigned', 'referral', 'conference', 'oversight'),
          fieldClasses: perhaps(fc.subarray(['contact', 'medical', 'narrative', 'evidence'])),
          span: aSpan,
        }),
        { minLength: 6, maxLength: 16 },
      ),
      walls: fc.array(
        fc
          .record({
            id: anId,
            caseId: aCaseId,
            against: fc.oneof(fc.record({ userId: aUserId }), fc.record({ unitId: aUnitId })),
            span: aSpan,
          })
          .map(({ against, ...wall }) => ({ userId: null, unitId: null, ...wall, ...against })),
        { maxLength: 7 },
      ),
      leaves: fc.array(
        fc.record({
          id: anId,
          caseId: perhaps(aCaseId),
          agencyId: fc.constantFrom(...agencies.map(({ id }) => id)),
        }),
        { maxLength: 8 },
      ),
    })
  })

const long = '10 days'
function spanColumns(span: Span) {
  const now = sql<string>`now()`
  const before = sql<string>`now() - ${long}::interval`
  const after = sql<string>`now() + ${long}::interval`
  return {
    valid_from: span === 'future' ? after : before,
    valid_to:
      span === 'past'
        ? sql<string>`now() - interval '1 second'`
        : span === 'current'
          ? after
          : null,
    ended_at: span === 'ended' ? now : null,
  }
}

/** Loads the fixed part once per database. */
export async function loadCountry(tx: Tx): Promise<void> {
  const names = { name_kk: 'а', name_ru: 'а', name_en: 'a' }
  await tx
    .insertInto('agencies')
    .values(agencies.map(({ id, kind }) => ({ id, kind, ...names, place_kato: country })))
    .execute()
  for (const unit of units)
    await tx
      .insertInto('units')
      .values({
        id: unit.id,
        agency_id: unit.agencyId,
        parent_id: unit.parentId,
        ...names,
        place_kato: unit.kato,
      })
      .execute()
  const at = '2026-11-01T00:00:00.000Z'
  await tx
    .insertInto('users')
    .values(
      users.map((user, index) => ({
        id: user.id,
        agency_id: user.agencyId,
        login: `person-${index}`,
        name: 'Қызметкер',
        is_protected: user.isProtected,
        deactivated_at: user.isDeactivated ? at : null,
      })),
    )
    .execute()
  for (const { id: user_id } of users) {
    await tx.insertInto('passwords').values({ user_id, hash: 'x', changed_at: at }).execute()
    await tx.insertInto('one_time_codes').values({ user_id, sealed_secret: 'x' }).execute()
    await tx
      .insertInto('passkeys')
      .values({
        id: randomId(),
        user_id,
        credential_id: randomId(),
        public_key: Buffer.of(1),
        name: 'x',
        created_at: at,
      })
      .execute()
    await tx
      .insertInto('challenges')
      .values({ id: randomId(), user_id, purpose: 'sign-in', challenge: 'x', expires_at: at })
      .execute()
    await tx
      .insertInto('enrolments')
      .values({ token_hash: sha256(user_id), user_id, created_at: at, expires_at: at })
      .execute()
    await tx
      .insertInto('sessions')
      .values({
        id: randomId(),
        user_id,
        token_hash: sha256(user_id),
        method: 'password',
        purpose: 'case-work',
        started_at: at,
        last_seen_at: at,
        ends_at: at,
      })
      .execute()
    await tx
      .insertInto('staff_identifiers')
      .values({ user_id, kind: 'iin', blind_index: sha256(user_id) })
      .execute()
    await tx
      .insertInto('commands')
      .values({
        actor: user_id,
        key: 'key-of-a-command',
        name: 'x',
        input_hash: sha256('x'),
        done_at: at,
      })
      .execute()
  }
  await tx.insertInto('throttles').values({ bucket: 'x', failures: 1, first_at: at }).execute()
  for (const { id } of agencies) {
    await tx
      .insertInto('agency_keys')
      .values({ id: `a-${id}`, agency_id: id, wrapped_key: 'x', created_at: at })
      .execute()
    await tx
      .insertInto('subject_keys')
      .values({
        subject_id: randomId(),
        agency_key_id: `a-${id}`,
        wrapped_key: 'x',
        created_at: at,
      })
      .execute()
  }
}

/** Loads the random part; the caller rolls the transaction back. */
export async function loadWorld(tx: Tx, world: World): Promise<void> {
  const at = '2026-11-01T00:00:00.000Z'
  await tx
    .insertInto('grants')
    .values(
      world.grants.map(({ id, userId, unitId, role, span }) => ({
        id,
        user_id: userId,
        unit_id: unitId,
        role,
        ...spanColumns(span),
      })),
    )
    .execute()
  await tx
    .insertInto('cases')
    .values(
      world.cases.map((row) => ({
        id: row.id,
        place_kato: row.kato,
        opened_at: at,
        opened_by: row.openedBy,
        opened_in: row.openedIn,
        owner_unit_id: row.ownerUnitId,
        owner_id: row.ownerId,
      })),
    )
    .execute()
  await tx
    .insertInto('case_assignments')
    .values(
      world.assignments.map((row) => ({
        id: row.id,
        case_id: row.caseId,
        unit_id: row.unitId,
        user_id: row.userId,
        relation: row.relation as 'assigned',
        field_classes: row.fieldClasses === null ? null : [...row.fieldClasses],
        ...spanColumns(row.span),
      })),
    )
    .execute()
  if (world.walls.length > 0)
    await tx
      .insertInto('walls')
      .values(
        world.walls.map(({ id, caseId, userId, unitId, span }) => {
          const columns = spanColumns(span === 'future' ? 'current' : span)
          return {
            id,
            case_id: caseId,
            user_id: userId,
            unit_id: unitId,
            reason: 'other-conflict' as const,
            created_at: at,
            until: columns.valid_to,
            ended_at: columns.ended_at,
          }
        }),
      )
      .execute()
  if (world.leaves.length > 0)
    await tx
      .insertInto('audit_leaves')
      .values(
        world.leaves.map(({ id, caseId, agencyId: agency_id }) => ({
          id,
          at,
          leaf: id,
          leaf_hash: sha256(Buffer.of(0), id),
          effect: 'view' as const,
          action: 'read-case',
          outcome: 'done',
          agency_id,
          case_id: caseId,
        })),
      )
      .execute()
}
