// One row per table: what a member of staff sees of it. A table without a row here fails the sweep.
import type { Tables, Tx } from '@umai/db'
import { randomId, sha256 } from '@umai/platform'
import { caseLine } from './case-line.ts'
import {
  agenciesOf,
  isStaff,
  managedUsers,
  may,
  type Permissions,
  seenCases,
  seenUsers,
  type Viewer,
} from './oracle.ts'
import { threadLine } from './thread-line.ts'
import type { World } from './world.ts'

type Seen = (world: World, permissions: Permissions, viewer: Viewer) => readonly string[]

/**
 * `everything` and `nothing` (no right to select at all) need no oracle. Otherwise `key` is the column compared
 * and `seen` says which of its values a viewer gets; `load` puts rows of the table into a world.
 */
export type MatrixRow =
  | Readonly<{ kind: 'everything' | 'nothing' }>
  | Readonly<{
      kind: 'some'
      key: string
      seen: Seen
      load?: (tx: Tx, world: World) => Promise<void>
    }>

const some = (key: string, seen: Seen): MatrixRow => ({ kind: 'some', key, seen })
const everything: MatrixRow = { kind: 'everything' }
const nothing: MatrixRow = { kind: 'nothing' }

/**
 * A table guarded by sec.guard_by_case: one row is put into every case, and it is seen where the case is seen by
 * those who hold the permission; with a field class, where that class is shown.
 */
export function ofCase(options: {
  readonly read?: string
  readonly fieldClass?: string
  readonly load: (tx: Tx, caseIds: readonly string[]) => Promise<void>
}): MatrixRow {
  const { read = 'read-cases', fieldClass, load } = options
  return {
    kind: 'some',
    key: 'case_id',
    seen: (world, permissions, viewer) =>
      may(world, permissions, viewer, read)
        ? [...seenCases(world, permissions, viewer, fieldClass)]
        : [],
    load: (tx, world) =>
      load(
        tx,
        world.cases.map(({ id }) => id),
      ),
  }
}

const ownOrManaged: Seen = (world, permissions, viewer) =>
  isStaff(viewer) ? [...new Set([viewer.id, ...managedUsers(world, permissions, viewer)])] : []
const idsOf = (rows: readonly { readonly id: string }[]) => rows.map(({ id }) => id)
const ifStaff =
  (ids: (world: World) => readonly string[]): Seen =>
  (world, _, viewer) =>
    isStaff(viewer) ? ids(world) : []

/** One published service with a place, one draft, one hidden. */
async function loadDirectory(tx: Tx): Promise<void> {
  const organisation = '0190f000-0000-7000-8000-0000000000a1'
  const location = '0190f000-0000-7000-8000-0000000000b1'
  const name = { name_kk: 'Көмек', name_ru: 'Помощь', name_en: 'Help' }
  const at = '2026-11-01T00:00:00.000Z'
  await tx
    .insertInto('organisations')
    .values({ id: organisation, ...name, certified: 'yes', created_at: at })
    .execute()
  await tx
    .insertInto('locations')
    .values({
      id: location,
      organisation_id: organisation,
      place_kato: '710000000',
      address_kk: 'Көше',
      address_ru: 'Улица',
      address_en: 'Street',
      postal_code: '010000',
      is_step_free: true,
    })
    .execute()
  const service = (last: string, state: 'published' | 'draft', isHidden: boolean) => ({
    id: `0190f000-0000-7000-8000-0000000000${last}`,
    organisation_id: organisation,
    location_id: state === 'published' ? location : null,
    is_hidden: isHidden,
    ...name,
    needs: ['stay'],
    languages: ['kk'],
    takes_children: true,
    phone: '111',
    hours: 'MO 09:00-18:00',
    state,
    checked_on: '2026-11-01',
    updated_at: at,
  })
  await tx
    .insertInto('services')
    .values([
      service('c1', 'published', false),
      service('c2', 'draft', false),
      service('c3', 'draft', true),
    ])
    .execute()
}

/** One licence in each state, over one paper. The definition names its instrument and its paper, as the tables ask. */
async function loadLicences(tx: Tx, world: World): Promise<void> {
  const [first, second] = world.users
  if (first === undefined || second === undefined) return
  const at = '2026-11-01T00:00:00.000Z'
  const content = Buffer.from('paper')
  const paperId = randomId()
  const hash = sha256(content).toString('hex')
  await tx
    .insertInto('instrument_papers')
    .values({
      id: paperId,
      media_type: 'application/pdf',
      sha256: hash,
      content,
      added_by: first.id,
      added_at: at,
    })
    .execute()
  for (const state of ['proposed', 'active', 'refused', 'revoked'] as const) {
    const isDecided = state !== 'proposed'
    const isRevoked = state === 'revoked'
    await tx
      .insertInto('instrument_licences')
      .values({
        id: randomId(),
        instrument: 'odara',
        version: '1',
        digest: 'a'.repeat(64),
        definition: JSON.stringify({
          id: 'odara',
          version: '1',
          rights: { documentSha256: hash },
        }),
        signature: 'A'.repeat(86),
        signer: 'b'.repeat(32),
        paper_id: paperId,
        paper_sha256: hash,
        permits: 'Letter of the owner',
        state,
        proposed_by: first.id,
        proposed_at: at,
        decided_by: isDecided ? second.id : null,
        decided_at: isDecided ? at : null,
        decision_reason: isDecided ? 'Read and compared' : null,
        revoked_by: isRevoked ? first.id : null,
        revoked_at: isRevoked ? at : null,
        revoke_reason: isRevoked ? 'The owner took it back' : null,
      })
      .execute()
  }
}

export const matrix: Readonly<Record<keyof Tables, MatrixRow>> = {
  majorities: nothing,
  installation: everything,
  permissions: everything,
  places: everything,
  place_names: everything,
  place_successions: everything,
  role_permissions: everything,
  roles: everything,

  organisations: {
    kind: 'some',
    key: 'id',
    seen: ifStaff(() => ['0190f000-0000-7000-8000-0000000000a1']),
    load: loadDirectory,
  },
  locations: some(
    'id',
    ifStaff(() => ['0190f000-0000-7000-8000-0000000000b1']),
  ),
  services: some('id', (world, permissions, viewer) => {
    if (!isStaff(viewer)) return []
    const open = ['0190f000-0000-7000-8000-0000000000c1', '0190f000-0000-7000-8000-0000000000c2']
    // A hidden one is shown only to those who keep the directory.
    return may(world, permissions, viewer, 'manage-services')
      ? [...open, '0190f000-0000-7000-8000-0000000000c3']
      : open
  }),
  stories: {
    kind: 'some',
    key: 'state',
    // What was withdrawn is shown to nobody, moderators included.
    seen: (world, permissions, viewer) =>
      may(world, permissions, viewer, 'moderate-stories')
        ? ['waiting', 'second-look', 'published', 'refused']
        : [],
    load: async (tx) => {
      const at = '2026-11-01T00:00:00.000Z'
      const states = ['waiting', 'second-look', 'published', 'refused', 'withdrawn'] as const
      const key = randomId()
      await tx
        .insertInto('story_keys')
        .values({ id: key, public_key: Buffer.alloc(32, 7), sealed_private: 'x', made_at: at })
        .execute()
      for (const [place, state] of states.entries()) {
        const waits = state === 'waiting' || state === 'second-look'
        await tx
          .insertInto('stories')
          .values({
            id: randomId(),
            locator: Buffer.alloc(32, place),
            lang: 'kk',
            words: state === 'published' ? 'x' : null,
            ...(waits ? { key_id: key, box: 'x' } : {}),
            state,
            reason: state === 'refused' ? 'advert' : null,
            written_at: at,
            moved_at: at,
          })
          .execute()
      }
    },
  },
  story_keys: {
    kind: 'some',
    key: 'sealed_private',
    seen: (world, permissions, viewer) =>
      may(world, permissions, viewer, 'moderate-stories') ? ['x'] : [],
  },
  instrument_licences: {
    kind: 'some',
    key: 'state',
    // Whoever assesses knows what is open or was; what is only proposed is for those who decide about it.
    seen: (world, permissions, viewer) => {
      if (may(world, permissions, viewer, 'manage-instruments'))
        return ['proposed', 'active', 'refused', 'revoked']
      return may(world, permissions, viewer, 'assess-risk') ? ['active', 'revoked'] : []
    },
    load: loadLicences,
  },
  instrument_papers: some('media_type', (world, permissions, viewer) =>
    may(world, permissions, viewer, 'manage-instruments') ? ['application/pdf'] : [],
  ),
  agencies: some(
    'id',
    ifStaff((world) => idsOf(world.agencies)),
  ),
  units: some(
    'id',
    ifStaff((world) => idsOf(world.units)),
  ),
  users: some('id', (...world) => [...seenUsers(...world)]),
  grants: some('id', (world, permissions, viewer) => {
    const seen = seenUsers(world, permissions, viewer)
    return idsOf(world.grants.filter(({ userId }) => seen.has(userId)))
  }),
  staff_identifiers: nothing,

  challenges: nothing,
  throttles: nothing,
  enrolments: some('user_id', (...world) => [...managedUsers(...world)]),
  one_time_codes: some('user_id', ownOrManaged),
  passkeys: some('user_id', ownOrManaged),
  passwords: some('user_id', ownOrManaged),
  sessions: some('user_id', ownOrManaged),

  cases: some('id', (...world) => [...seenCases(...world)]),
  // Owner, opener and overseer are rows of their own, so cases are compared rather than rows.
  case_assignments: some('case_id', (...world) => [...seenCases(...world)]),
  walls: some('id', (world, permissions, viewer) => {
    const seen = seenCases(world, permissions, viewer)
    if (!may(world, permissions, viewer, 'read-walls')) return []
    return idsOf(world.walls.filter(({ caseId }) => seen.has(caseId)))
  }),

  audit_chain: nothingYet(),
  audit_leaves: some('id', (world, permissions, viewer) => {
    if (!may(world, permissions, viewer, 'read-audit')) return []
    const cases = seenCases(world, permissions, viewer)
    const agencies = agenciesOf(world, permissions, viewer, 'read-audit')
    return idsOf(
      world.leaves.filter(({ caseId, agencyId }) =>
        caseId === null ? agencies.has(agencyId) : cases.has(caseId),
      ),
    )
  }),
  audit_pending: nothing,
  commands: some('actor', (_, __, viewer) => (isStaff(viewer) ? [viewer.id] : [])),

  agency_keys: nothing,
  subject_keys: nothing,

  saved_views: {
    kind: 'some',
    key: 'user_id',
    seen: (_, __, viewer) => (isStaff(viewer) ? [viewer.id] : []),
    load: async (tx, world) => {
      for (const { id } of world.users)
        await tx
          .insertInto('saved_views')
          .values({
            id: randomId(),
            user_id: id,
            name: 'x',
            filter: '{}',
            created_at: '2026-11-01',
          })
          .execute()
    },
  },

  ...caseLine,
  ...threadLine,
}

/** The chain is read by all who read the audit; a world has none, since its leaves are pending. */
function nothingYet(): MatrixRow {
  return some('position', () => [])
}
