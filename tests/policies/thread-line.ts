// Matrix rows of threads: each agency of a world receives one that nobody has answered for long, and one that
// belongs to each case it owns. A removed reader is left behind in every loose thread.
import type { Tx } from '@umai/db'
import { randomId, sha256 } from '@umai/platform'
import type { MatrixRow } from './matrix.ts'
import { agenciesOf, type Permissions, type Viewer, walledCases } from './oracle.ts'
import type { World } from './world.ts'

const long = '2020-01-01T00:00:00.000Z'
const loose = (agencyId: string): string => `f${agencyId.slice(1)}`
const ofCase = (caseId: string): string => `9${caseId.slice(1)}`

type Arguments = readonly [world: World, permissions: Permissions, viewer: Viewer]

const ownerAgency = (world: World, ownerUnitId: string): string =>
  world.units.find(({ id }) => id === ownerUnitId)?.agencyId ?? ''

/** Threads an agency of the viewer receives, never across a wall. */
function received(...[world, permissions, viewer]: Arguments): readonly string[] {
  const agencies = agenciesOf(world, permissions, viewer, 'answer-threads')
  const walled = walledCases(world, viewer)
  return [
    ...world.agencies.filter(({ id }) => agencies.has(id)).map(({ id }) => loose(id)),
    ...world.cases
      .filter(
        ({ id, ownerUnitId }) => !walled.has(id) && agencies.has(ownerAgency(world, ownerUnitId)),
      )
      .map(({ id }) => ofCase(id)),
  ]
}

/** Besides, whoever holds a share learns of those that nobody answers. */
function known(...[world, permissions, viewer]: Arguments): readonly string[] {
  const silent = requests(world, permissions, viewer)
  return [...new Set([...received(world, permissions, viewer), ...silent])]
}

const agenciesWith =
  (permission: string) =>
  (...[world, permissions, viewer]: Arguments): readonly string[] => [
    ...agenciesOf(world, permissions, viewer, permission),
  ]

function escrowBoxes(...[world, permissions, viewer]: Arguments): readonly string[] {
  const agencies = agenciesOf(world, permissions, viewer, 'keep-escrow')
  return [
    ...world.agencies.filter(({ id }) => agencies.has(id)).map(({ id }) => loose(id)),
    ...world.cases
      .filter(({ ownerUnitId }) => agencies.has(ownerAgency(world, ownerUnitId)))
      .map(({ id }) => ofCase(id)),
  ]
}

/** Loose threads of which an institution of the viewer holds a share, and what was asked about them. */
function requests(...[world, permissions, viewer]: Arguments): readonly string[] {
  const agencies = agenciesOf(world, permissions, viewer, 'keep-escrow')
  return world.agencies.filter(({ id }) => agencies.has(id)).map(({ id }) => loose(id))
}

const some = (
  key: string,
  seen: Extract<MatrixRow, { kind: 'some' }>['seen'],
  load?: (tx: Tx, world: World) => Promise<void>,
): MatrixRow => ({ kind: 'some', key, seen, ...(load === undefined ? {} : { load }) })

const eachAgency =
  (load: (tx: Tx, agencyId: string, world: World) => Promise<unknown>) =>
  async (tx: Tx, world: World): Promise<void> => {
    for (const { id } of world.agencies) await load(tx, id, world)
  }

const threadsOf = (world: World) => [
  ...world.agencies.map(({ id }) => ({ id: loose(id), agencyId: id, caseId: null })),
  ...world.cases.map(({ id, ownerUnitId }) => ({
    id: ofCase(id),
    agencyId: ownerAgency(world, ownerUnitId),
    caseId: id,
  })),
]

const eachThread =
  (
    load: (tx: Tx, thread: ReturnType<typeof threadsOf>[number], world: World) => Promise<unknown>,
  ) =>
  async (tx: Tx, world: World): Promise<void> => {
    for (const thread of threadsOf(world)) await load(tx, thread, world)
  }

const someone = (world: World): string => world.users[0]?.id ?? ''
const key = Buffer.alloc(32, 7)

export const threadLine = {
  thread_routes: { kind: 'everything' },
  thread_conflicts: { kind: 'everything' },
  recipient_keys: some(
    'agency_id',
    agenciesWith('answer-threads'),
    eachAgency((tx, agencyId) =>
      tx
        .insertInto('recipient_keys')
        .values({ agency_id: agencyId, public_key: key, wrapped_private: 'x', made_at: long })
        .execute(),
    ),
  ),
  escrow_keys: some(
    'agency_id',
    agenciesWith('keep-escrow'),
    eachAgency((tx, agencyId) =>
      tx
        .insertInto('escrow_keys')
        .values({
          agency_id: agencyId,
          public_key: key,
          salt: key,
          wrapped_private: 'x',
          made_at: long,
        })
        .execute(),
    ),
  ),
  threads: some(
    'id',
    known,
    eachThread((tx, { id, caseId }) =>
      tx
        .insertInto('threads')
        .values({
          id,
          locator: sha256(id),
          reporter_public: key,
          state: 'open',
          topic: 'home',
          lang: 'kk',
          epoch: 1,
          has_escrow: true,
          opened_at: long,
          moved_at: long,
          read_at: long,
          waits_for: caseId === null ? 'staff' : 'reporter',
          case_id: caseId,
        })
        .execute(),
    ),
  ),
  thread_recipients: some(
    'thread_id',
    received,
    eachThread(async (tx, { id, agencyId, caseId }, world) => {
      const removed = world.agencies.find((other) => other.id !== agencyId)
      await tx
        .insertInto('thread_recipients')
        .values([
          { thread_id: id, agency_id: agencyId },
          ...(removed === undefined || caseId !== null
            ? []
            : [
                {
                  thread_id: id,
                  agency_id: removed.id,
                  removed_at: long,
                  removed_by: someone(world),
                },
              ]),
        ])
        .execute()
    }),
  ),
  thread_keys: some(
    'thread_id',
    known,
    eachThread((tx, { id }) =>
      tx.insertInto('thread_keys').values({ thread_id: id, epoch: 1, public_key: key }).execute(),
    ),
  ),
  thread_key_boxes: some(
    'thread_id',
    (...viewing) => [...new Set([...received(...viewing), ...escrowBoxes(...viewing)])],
    eachThread((tx, { id, agencyId }) =>
      tx
        .insertInto('thread_key_boxes')
        .values(
          (['recipient', 'escrow'] as const).map((holder) => ({
            thread_id: id,
            epoch: 1,
            holder,
            agency_id: agencyId,
            box: 'x',
          })),
        )
        .execute(),
    ),
  ),
  thread_messages: some(
    'thread_id',
    received,
    eachThread((tx, { id }) =>
      tx
        .insertInto('thread_messages')
        .values({
          id,
          thread_id: id,
          place: 1,
          epoch: 1,
          author: 'reporter',
          box: 'x',
          sent_at: long,
        })
        .execute(),
    ),
  ),
  thread_files: some(
    'thread_id',
    received,
    eachThread((tx, { id }) =>
      tx
        .insertInto('thread_files')
        .values({ id: randomId(), thread_id: id, message_id: id, epoch: 1, kind: 'png', box: 'x' })
        .execute(),
    ),
  ),
  escrow_requests: some(
    'id',
    requests,
    eachAgency((tx, agencyId, world) =>
      tx
        .insertInto('escrow_requests')
        .values({
          id: loose(agencyId),
          thread_id: loose(agencyId),
          agency_id: agencyId,
          asked_by: someone(world),
          asked_at: long,
          reason: 'nobody answers',
          legal_basis: 'article 1',
          days: 10,
        })
        .execute(),
    ),
  ),
  escrow_answers: some(
    'request_id',
    requests,
    eachAgency((tx, agencyId, world) =>
      tx
        .insertInto('escrow_answers')
        .values({
          request_id: loose(agencyId),
          agency_id: agencyId,
          answer: 'refused',
          answered_by: someone(world),
          answered_at: long,
        })
        .execute(),
    ),
  ),
} as const satisfies Readonly<Record<string, MatrixRow>>
