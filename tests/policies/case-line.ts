// Matrix rows of the case line: people, reports, what happened, what the law says, orders. Each case of a world
// gets three people, a report, an incident and one row of everything that follows; each unit a report that waits.
import type { Tx } from '@umai/db'
import { randomId, sha256 } from '@umai/platform'
import type { MatrixRow } from './matrix.ts'
import {
  isStaff,
  may,
  type Permissions,
  pathOf,
  seenCases,
  unitsWith,
  type Viewer,
  walledCases,
} from './oracle.ts'
import type { World } from './world.ts'

const at = '2026-11-01T00:00:00.000Z'

/** Ids of rows that belong to a case follow from its id, so that the oracle can name them. */
export const idIn = (caseId: string, mark: string): string => `${mark}${caseId.slice(1)}`
const people = [
  { mark: 'a', role: 'affected', fieldClass: undefined },
  { mark: 'b', role: 'alleged', fieldClass: 'accused' },
  { mark: 'c', role: 'child', fieldClass: 'child' },
] as const

const linkageRunId = '0190f000-0000-7000-8000-0000000000d1'

/** One register stands in each unit. */
const registerOf = (unitId: string): string => `e${unitId.slice(1)}`

const someone = (world: World): string => world.users[0]?.id ?? ''
const someUnit = (world: World): string => world.units[0]?.id ?? ''

type Arguments = readonly [world: World, permissions: Permissions, viewer: Viewer]

/** People one meets: the affected person with the case, the others with their class of fields. */
function seenPeople(...[world, permissions, viewer]: Arguments): readonly string[] {
  if (!may(world, permissions, viewer, 'read-cases')) return []
  const seen = seenCases(world, permissions, viewer)
  return people.flatMap(({ mark, fieldClass }) => {
    const shown =
      fieldClass === undefined ? seen : seenCases(world, permissions, viewer, fieldClass)
    return [...seen].filter((caseId) => shown.has(caseId)).map((caseId) => idIn(caseId, mark))
  })
}

/** Units whose registers somebody looks after: his own and those below. */
function stewardedUnits(...[world, permissions, viewer]: Arguments): readonly string[] {
  const mine = unitsWith(world, permissions, viewer, 'merge-people')
  return world.units
    .filter(({ id }) => pathOf(world, id).some((unitId) => mine.has(unitId)))
    .map(({ id }) => id)
}

/** Cases whose records somebody looks after: those he sees with the child, and those led in or below his unit. */
export function stewardedCases(...[world, permissions, viewer]: Arguments): readonly string[] {
  if (!may(world, permissions, viewer, 'merge-people')) return []
  const walled = walledCases(world, viewer)
  const mine = unitsWith(world, permissions, viewer, 'merge-people')
  const seen = new Set(seenPeople(world, permissions, viewer))
  return world.cases
    .filter(({ id }) => !walled.has(id))
    .filter(
      ({ id, ownerUnitId }) =>
        pathOf(world, ownerUnitId).some((unitId) => mine.has(unitId)) ||
        (seen.has(idIn(id, 'a')) && seen.has(idIn(id, 'c'))),
    )
    .map(({ id }) => id)
}

function seenContacts(...[world, permissions, viewer]: Arguments): readonly string[] {
  const withContact = seenCases(world, permissions, viewer, 'contact')
  const ids = new Set(
    [...withContact].flatMap((caseId) => people.map(({ mark }) => idIn(caseId, mark))),
  )
  return seenPeople(world, permissions, viewer).filter((id) => ids.has(id))
}

/** Files of a case are opened by their class: what a clinic is shown is not what a court is shown. */
const attached = [
  { mark: '6', fieldClass: 'evidence' },
  { mark: '7', fieldClass: 'medical' },
] as const

function seenAttachments(...[world, permissions, viewer]: Arguments): readonly string[] {
  if (!may(world, permissions, viewer, 'read-cases')) return []
  return attached.flatMap(({ mark, fieldClass }) =>
    [...seenCases(world, permissions, viewer, fieldClass)].map((caseId) => idIn(caseId, mark)),
  )
}

/** The medical one of each case was withdrawn: its bytes are for those who lead or oversee. */
function openedAttachments(...[world, permissions, viewer]: Arguments): readonly string[] {
  const mayOpenAll =
    may(world, permissions, viewer, 'assign-cases') ||
    may(world, permissions, viewer, 'oversee-cases')
  return seenAttachments(world, permissions, viewer).filter(
    (id) => mayOpenAll || !id.startsWith('7'),
  )
}

const inCase = 'd'
const loose = 'e'

function seenReports(...[world, permissions, viewer]: Arguments): readonly string[] {
  if (!isStaff(viewer)) return []
  const walled = walledCases(world, viewer)
  const isRecorder = viewer.id === someone(world)
  const headsRecorders = unitsWith(world, permissions, viewer, 'assign-cases').has(someUnit(world))
  const working = unitsWith(world, permissions, viewer, 'work-cases')
  const narrated = seenCases(world, permissions, viewer, 'narrative')
  return [
    ...world.cases
      .filter(({ id }) => !walled.has(id) && (isRecorder || headsRecorders || narrated.has(id)))
      .map(({ id }) => idIn(id, inCase)),
    ...world.units
      .filter(({ id }) => isRecorder || headsRecorders || working.has(id))
      .map(({ id }) => idIn(id, loose)),
  ]
}

const some = (row: Omit<Extract<MatrixRow, { kind: 'some' }>, 'kind'>): MatrixRow => ({
  kind: 'some',
  ...row,
})

/** A table that follows its case, with one row for each. */
function ofCase(
  load: (tx: Tx, caseId: string, world: World) => Promise<unknown>,
  fieldClass?: string,
): MatrixRow {
  return some({
    key: 'case_id',
    seen: (world, permissions, viewer) =>
      may(world, permissions, viewer, 'read-cases')
        ? [...seenCases(world, permissions, viewer, fieldClass)]
        : [],
    load: async (tx, world) => {
      for (const { id } of world.cases) await load(tx, id, world)
    },
  })
}

const eachCase = async (
  world: World,
  load: (caseId: string) => Promise<unknown>,
): Promise<void> => {
  for (const { id } of world.cases) await load(id)
}

export const caseLine = {
  number_series: some({
    key: 'series',
    seen: (_, __, viewer) => (isStaff(viewer) ? ['orders'] : []),
    load: async (tx) => {
      await tx
        .insertInto('number_series')
        .values({ series: 'orders', year: 2026, last: 1 })
        .execute()
    },
  }),

  people: some({
    key: 'id',
    seen: seenPeople,
    load: (tx, world) =>
      eachCase(world, (caseId) =>
        tx
          .insertInto('people')
          .values(
            people.map(({ mark }) => ({
              id: idIn(caseId, mark),
              sex: 'unknown' as const,
              created_at: at,
            })),
          )
          .execute(),
      ),
  }),
  case_people: some({
    key: 'person_id',
    seen: seenPeople,
    load: (tx, world) =>
      eachCase(world, (caseId) =>
        tx
          .insertInto('case_people')
          .values(
            people.map(({ mark, role }) => ({
              id: randomId(),
              case_id: caseId,
              person_id: idIn(caseId, mark),
              role,
              added_by: someone(world),
              added_at: at,
            })),
          )
          .execute(),
      ),
  }),
  person_pairs: some({
    key: 'left_id',
    seen: (world, permissions, viewer) =>
      stewardedCases(world, permissions, viewer).map((id) => idIn(id, 'a')),
    load: (tx, world) =>
      eachCase(world, (caseId) =>
        tx
          .insertInto('person_pairs')
          .values({
            id: idIn(caseId, '1'),
            left_id: idIn(caseId, 'a'),
            right_id: idIn(caseId, 'c'),
            weight: 1,
            likeness: 3,
            evidence: '[]',
            model: 'x',
            source: 'run',
            found_at: at,
          })
          .execute(),
      ),
  }),

  register_files: some({
    key: 'id',
    seen: (...asked) => stewardedUnits(...asked).map(registerOf),
    load: async (tx, world) => {
      const unitOf = new Map(world.units.map(({ id }) => [registerOf(id), id]))
      for (const [id, unit_id] of unitOf)
        await tx
          .insertInto('register_files')
          .values({
            id,
            unit_id,
            uploaded_by: someone(world),
            uploaded_at: at,
            about_sealed: 'x',
            format: 'csv',
            bytes: 1,
            parts: 1,
            sha256: '0'.repeat(64),
            state: 'checked',
            forget_on: '2026-11-20',
          })
          .execute()
    },
  }),
  register_parts: some({
    key: 'file_id',
    seen: (...asked) => stewardedUnits(...asked).map(registerOf),
    load: async (tx, world) => {
      for (const { id } of world.units)
        await tx
          .insertInto('register_parts')
          .values({ file_id: registerOf(id), number: 1, sealed: 'x' })
          .execute()
    },
  }),
  register_faults: some({
    key: 'file_id',
    seen: (...asked) => stewardedUnits(...asked).map(registerOf),
    load: async (tx, world) => {
      for (const { id } of world.units)
        await tx
          .insertInto('register_faults')
          .values({ file_id: registerOf(id), place: 0, line: 2, code: 'x', sealed: 'x' })
          .execute()
    },
  }),
  // A match of a register one sees, of somebody one looks after; the rest of the register says nothing of it.
  register_matches: some({
    key: 'person_id',
    seen: (world, permissions, viewer) => {
      const units = new Set(stewardedUnits(world, permissions, viewer))
      const led = new Map(world.cases.map(({ id, ownerUnitId }) => [id, ownerUnitId]))
      return stewardedCases(world, permissions, viewer)
        .filter((id) => units.has(led.get(id) ?? ''))
        .map((id) => idIn(id, 'a'))
    },
    load: async (tx, world) => {
      for (const [row, { id, ownerUnitId }] of world.cases.entries())
        await tx
          .insertInto('register_matches')
          .values({
            id: randomId(),
            file_id: registerOf(ownerUnitId),
            person_id: idIn(id, 'a'),
            row: row + 1,
            line: row + 2,
            weight: 1,
            likeness: 3,
            evidence: '[]',
            model: 'x',
            row_sealed: 'x',
          })
          .execute()
    },
  }),

  pair_decisions: some({
    key: 'pair_id',
    seen: (world, permissions, viewer) =>
      stewardedCases(world, permissions, viewer).map((id) => idIn(id, '1')),
    load: (tx, world) =>
      eachCase(world, (caseId) =>
        tx
          .insertInto('pair_decisions')
          .values({
            id: randomId(),
            pair_id: idIn(caseId, '1'),
            state: 'later',
            reason: 'not-enough',
            decided_by: someone(world),
            decided_at: at,
          })
          .execute(),
      ),
  }),

  linkage_runs: some({
    key: 'id',
    seen: (world, permissions, viewer) =>
      may(world, permissions, viewer, 'merge-people') ? [linkageRunId] : [],
    load: async (tx) => {
      await tx
        .insertInto('linkage_runs')
        .values({ id: linkageRunId, asked_at: at, started_at: at, ended_at: at })
        .execute()
    },
  }),

  person_merges: some({
    key: 'kept_id',
    seen: (world, permissions, viewer) => {
      const walled = walledCases(world, viewer)
      const seen = new Set(seenPeople(world, permissions, viewer))
      const stewarded = new Set(stewardedCases(world, permissions, viewer))
      return world.cases
        .filter(({ id }) => !walled.has(id))
        .filter(
          ({ id }) => stewarded.has(id) || (seen.has(idIn(id, 'a')) && seen.has(idIn(id, 'c'))),
        )
        .map(({ id }) => idIn(id, 'a'))
    },
    load: (tx, world) =>
      eachCase(world, (caseId) =>
        tx
          .insertInto('person_merges')
          .values({
            id: randomId(),
            pair_id: idIn(caseId, '1'),
            kept_id: idIn(caseId, 'a'),
            merged_id: idIn(caseId, 'c'),
            chosen: '{}',
            reason: 'document',
            merged_by: someone(world),
            merged_at: at,
          })
          .execute(),
      ),
  }),

  match_answers: some({
    key: 'person_id',
    seen: (world, permissions, viewer) => {
      const mayRecognise =
        may(world, permissions, viewer, 'record-reports') ||
        may(world, permissions, viewer, 'work-cases')
      if (!mayRecognise) return []
      const walled = walledCases(world, viewer)
      const seen = new Set(seenPeople(world, permissions, viewer))
      return world.cases
        .filter(({ id }) => !walled.has(id))
        .map(({ id }) => idIn(id, 'a'))
        .filter((id) => viewer?.id === someone(world) || seen.has(id))
    },
    load: (tx, world) =>
      eachCase(world, (caseId) =>
        tx
          .insertInto('match_answers')
          .values({
            id: randomId(),
            person_id: idIn(caseId, 'a'),
            about_id: idIn(caseId, 'b'),
            answer: 'different',
            weight: 1,
            evidence: '[]',
            model: 'x',
            answered_by: someone(world),
            answered_at: at,
          })
          .execute(),
      ),
  }),

  person_names: some({
    key: 'person_id',
    seen: seenPeople,
    load: (tx, world) =>
      eachCase(world, (caseId) =>
        tx
          .insertInto('person_names')
          .values(
            people.map(({ mark }) => ({
              id: idIn(caseId, mark),
              person_id: idIn(caseId, mark),
              script: 'kazakh' as const,
              family: 'а',
              search_key: 'a',
              sound_key: 'a',
            })),
          )
          .execute(),
      ),
  }),
  person_name_tokens: some({
    key: 'person_id',
    seen: seenPeople,
    load: (tx, world) =>
      eachCase(world, (caseId) =>
        tx
          .insertInto('person_name_tokens')
          .values(
            people.map(({ mark }) => ({
              name_id: idIn(caseId, mark),
              person_id: idIn(caseId, mark),
              token: 'a',
              sound: 'a',
            })),
          )
          .execute(),
      ),
  }),
  person_identifiers: some({
    key: 'person_id',
    seen: seenContacts,
    load: (tx, world) =>
      eachCase(world, (caseId) =>
        tx
          .insertInto('person_identifiers')
          .values(
            people.map(({ mark }) => ({
              id: randomId(),
              person_id: idIn(caseId, mark),
              kind: 'phone' as const,
              sealed: 'x',
              blind: sha256('x'),
            })),
          )
          .execute(),
      ),
  }),
  safe_contacts: some({
    key: 'person_id',
    seen: seenContacts,
    load: (tx, world) =>
      eachCase(world, (caseId) =>
        tx
          .insertInto('safe_contacts')
          .values(
            people.map(({ mark }) => ({
              id: randomId(),
              person_id: idIn(caseId, mark),
              sealed: 'x',
              confirmed_by: someone(world),
              confirmed_at: at,
              good_until: at,
            })),
          )
          .execute(),
      ),
  }),
  // Nobody in these worlds has just proved himself again, and without that no protected address is shown.
  protected_addresses: some({
    key: 'person_id',
    seen: () => [],
    load: (tx, world) =>
      eachCase(world, (caseId) =>
        tx
          .insertInto('protected_addresses')
          .values({
            id: randomId(),
            person_id: idIn(caseId, 'a'),
            sealed: 'x',
            set_by: someone(world),
            set_at: at,
          })
          .execute(),
      ),
  }),
  person_relations: some({
    key: 'person_id',
    seen: (...given) => {
      const seen = new Set(seenPeople(...given))
      return given[0].cases
        .filter(({ id }) => seen.has(idIn(id, 'a')) && seen.has(idIn(id, 'c')))
        .map(({ id }) => idIn(id, 'a'))
    },
    load: (tx, world) =>
      eachCase(world, (caseId) =>
        tx
          .insertInto('person_relations')
          .values({
            person_id: idIn(caseId, 'a'),
            relative_id: idIn(caseId, 'c'),
            relation: 'child',
            lives_together: 'yes',
            recorded_by: someone(world),
            recorded_at: at,
          })
          .execute(),
      ),
  }),

  reports: some({
    key: 'id',
    seen: seenReports,
    load: async (tx, world) => {
      const report = {
        channel: 'phone-111',
        speaker: 'affected',
        urgency: 'routine' as const,
        place_kato: '750000000',
        recorded_by: someone(world),
        recorded_unit_id: someUnit(world),
        recorded_at: at,
        received_at: at,
        answer_by: at,
      }
      await tx
        .insertInto('reports')
        .values([
          ...world.cases.map(({ id, ownerUnitId }) => ({
            ...report,
            id: idIn(id, inCase),
            number: idIn(id, inCase),
            state: 'in-case' as const,
            unit_id: ownerUnitId,
            case_id: id,
          })),
          ...world.units.map(({ id }) => ({
            ...report,
            id: idIn(id, loose),
            number: idIn(id, loose),
            state: 'recorded' as const,
            unit_id: id,
          })),
        ])
        .execute()
    },
  }),
  report_versions: some({
    key: 'report_id',
    seen: seenReports,
    load: async (tx, world) => {
      const ids = [
        ...world.cases.map(({ id }) => idIn(id, inCase)),
        ...world.units.map(({ id }) => idIn(id, loose)),
      ]
      await tx
        .insertInto('report_versions')
        .values(
          ids.map((report_id) => ({
            report_id,
            version: 1,
            sealed: 'x',
            recorded_by: someone(world),
            recorded_at: at,
          })),
        )
        .execute()
    },
  }),
  report_mentions: { kind: 'nothing' },
  report_drafts: some({
    key: 'user_id',
    seen: (_, __, viewer) => (isStaff(viewer) ? [viewer.id] : []),
    load: async (tx, world) => {
      await tx
        .insertInto('report_drafts')
        .values(
          world.users.map(({ id }) => ({
            id: randomId(),
            user_id: id,
            sealed: 'x',
            created_at: at,
            saved_at: at,
          })),
        )
        .execute()
    },
  }),

  incidents: ofCase(
    (tx, case_id, world) =>
      tx
        .insertInto('incidents')
        .values({
          id: idIn(case_id, 'f'),
          case_id,
          happened_on: '2026-11-01',
          place_kato: '750000000',
          sealed: 'x',
          recorded_by: someone(world),
          recorded_at: at,
        })
        .execute(),
    'narrative',
  ),
  case_facts: ofCase(
    (tx, case_id, world) =>
      tx
        .insertInto('case_facts')
        .values({
          id: randomId(),
          case_id,
          incident_id: idIn(case_id, 'f'),
          name: 'harm',
          value: '"none"',
          revision: 1,
          answered_by: someone(world),
          answered_at: at,
        })
        .execute(),
    'narrative',
  ),
  case_events: some({
    key: 'id',
    seen: (world, permissions, viewer) => {
      if (!may(world, permissions, viewer, 'read-cases')) return []
      const narrated = seenCases(world, permissions, viewer, 'narrative')
      return [...seenCases(world, permissions, viewer)].flatMap((caseId) => [
        idIn(caseId, '1'),
        ...(narrated.has(caseId) ? [idIn(caseId, '2')] : []),
      ])
    },
    load: (tx, world) =>
      eachCase(world, (case_id) =>
        tx
          .insertInto('case_events')
          .values([
            {
              id: idIn(case_id, '1'),
              case_id,
              kind: 'case-opened',
              happened_at: at,
              recorded_at: at,
            },
            {
              id: idIn(case_id, '2'),
              case_id,
              kind: 'note-added',
              happened_at: at,
              recorded_at: at,
              class: 'narrative' as const,
            },
          ])
          .execute(),
      ),
  }),
  decisions: ofCase((tx, case_id, world) =>
    tx
      .insertInto('decisions')
      .values({
        id: idIn(case_id, 'd'),
        case_id,
        incident_id: idIn(case_id, 'f'),
        on_day: '2026-11-01',
        law_version: 'x',
        facts: '{}',
        answer: '{}',
        made_by: someone(world),
        unit_id: someUnit(world),
        made_at: at,
      })
      .execute(),
  ),
  decision_checks: ofCase((tx, case_id) =>
    tx
      .insertInto('decision_checks')
      .values({
        id: randomId(),
        case_id,
        decision_id: idIn(case_id, 'd'),
        law_version: 'y',
        changes: '[]',
        missing: [],
        is_touched: false,
        checked_at: at,
      })
      .execute(),
  ),
  duties: ofCase((tx, case_id, world) =>
    tx
      .insertInto('duties')
      .values({
        id: idIn(case_id, '4'),
        case_id,
        rule: 'x',
        event_id: idIn(case_id, '1'),
        basis: 'law',
        statement: '{}',
        bearer: 'police',
        unit_id: someUnit(world),
        started_at: at,
      })
      .execute(),
  ),
  escalations: ofCase((tx, case_id, world) =>
    tx
      .insertInto('escalations')
      .values({
        case_id,
        duty_id: idIn(case_id, '4'),
        step: 'late',
        receiver: 'bearer',
        unit_id: someUnit(world),
        due_at: at,
        called_at: at,
      })
      .execute(),
  ),
  orders: ofCase((tx, case_id, world) =>
    tx
      .insertInto('orders')
      .values({
        id: idIn(case_id, '3'),
        case_id,
        number: '1/2026',
        regime: '2026',
        statement: '{}',
        incident_id: idIn(case_id, 'f'),
        addressee_id: idIn(case_id, 'b'),
        protected_id: idIn(case_id, 'a'),
        content_sealed: 'x',
        unit_id: someUnit(world),
        issued_by: someone(world),
        issued_at: at,
        term_days: 30,
      })
      .execute(),
  ),
  warnings: ofCase((tx, case_id, world) =>
    tx
      .insertInto('warnings')
      .values({
        id: randomId(),
        case_id,
        number: '1/2026',
        statement: '{}',
        addressee_id: idIn(case_id, 'b'),
        content_sealed: 'x',
        unit_id: someUnit(world),
        announced_by: someone(world),
        announced_at: at,
        term_days: 30,
      })
      .execute(),
  ),
  register_entries: ofCase((tx, case_id, world) =>
    tx
      .insertInto('register_entries')
      .values({
        id: randomId(),
        case_id,
        person_id: idIn(case_id, 'b'),
        ground: 'order',
        about_id: idIn(case_id, '3'),
        number: '7',
        entered_at: at,
        is_explained: true,
        entered_by: someone(world),
        recorded_at: at,
      })
      .execute(),
  ),
  order_copies: ofCase((tx, case_id, world) =>
    tx
      .insertInto('order_copies')
      .values({
        id: randomId(),
        case_id,
        order_id: idIn(case_id, '3'),
        receiver: 'protected',
        given_at: at,
        given_by: someone(world),
      })
      .execute(),
  ),
  order_checks: ofCase((tx, case_id, world) =>
    tx
      .insertInto('order_checks')
      .values({
        id: randomId(),
        case_id,
        order_id: idIn(case_id, '3'),
        checked_at: at,
        outcome: 'kept',
        checked_by: someone(world),
      })
      .execute(),
  ),
  order_breaches: ofCase((tx, case_id, world) =>
    tx
      .insertInto('order_breaches')
      .values({
        id: randomId(),
        case_id,
        order_id: idIn(case_id, '3'),
        breached_at: at,
        what: ['visit'],
        is_repeat: false,
        sealed: 'x',
        recorded_by: someone(world),
        recorded_at: at,
      })
      .execute(),
  ),
  documents: ofCase((tx, case_id, world) =>
    tx
      .insertInto('documents')
      .values({
        id: randomId(),
        case_id,
        order_id: idIn(case_id, '3'),
        kind: 'order',
        number: '1/2026',
        lang: 'kk',
        file_name: 'x',
        check_hash: sha256(case_id),
        sha256: 'x',
        bytes: 1,
        file_sealed: 'x',
        made_by: someone(world),
        made_at: at,
      })
      .execute(),
  ),
  rights_explanations: ofCase((tx, case_id, world) =>
    tx
      .insertInto('rights_explanations')
      .values({
        id: randomId(),
        case_id,
        person_id: idIn(case_id, 'a'),
        topics: ['x'],
        lang: 'kk',
        way: 'spoken',
        acknowledged: 'signed',
        explained_at: at,
        explained_by: someone(world),
        recorded_at: at,
      })
      .execute(),
  ),
  assessments: ofCase((tx, case_id, world) =>
    tx
      .insertInto('assessments')
      .values({
        id: randomId(),
        case_id,
        instrument: 'core-redflags',
        version: '1',
        digest: 'x',
        sealed: 'x',
        computed: 'high',
        level: 'high',
        alone: 'yes',
        lang: 'kk',
        assessed_by: someone(world),
        assessed_at: at,
      })
      .execute(),
  ),
  case_links: ofCase(
    (tx, case_id, world) =>
      tx
        .insertInto('case_links')
        .values({
          id: randomId(),
          case_id,
          other_case_id: world.cases[0]?.id ?? case_id,
          kind: 'case-of-child',
          child_id: idIn(case_id, 'a'),
          priority: '24h',
          reasons: ['risk-high'],
          has_guardian_conflict: true,
          linked_by: someone(world),
          linked_at: at,
        })
        .execute(),
    'child',
  ),
  attachments: some({
    key: 'id',
    seen: seenAttachments,
    load: (tx, world) =>
      eachCase(world, async (case_id) => {
        for (const { mark, fieldClass } of attached)
          await tx
            .insertInto('attachments')
            .values({
              id: idIn(case_id, mark),
              case_id,
              class: fieldClass,
              kind: 'photo',
              about_sealed: 'x',
              bytes: 1,
              parts: 1,
              sha256: '0'.repeat(64),
              added_by: someone(world),
              unit_id: someUnit(world),
              added_at: at,
            })
            .execute()
      }),
  }),
  attachment_parts: some({
    key: 'attachment_id',
    seen: openedAttachments,
    load: (tx, world) =>
      eachCase(world, async (case_id) => {
        for (const { mark, fieldClass } of attached)
          await tx
            .insertInto('attachment_parts')
            .values({
              attachment_id: idIn(case_id, mark),
              copy: 'original',
              number: 1,
              case_id,
              class: fieldClass,
              sealed: 'x',
            })
            .execute()
      }),
  }),
  attachment_withdrawals: ofCase(
    (tx, case_id, world) =>
      tx
        .insertInto('attachment_withdrawals')
        .values({
          attachment_id: idIn(case_id, '7'),
          case_id,
          class: 'medical',
          reason: 'twice',
          note_sealed: 'x',
          withdrawn_by: someone(world),
          withdrawn_at: at,
        })
        .execute(),
    'medical',
  ),
  withdrawals: ofCase(async (tx, case_id, world) => {
    const review = world.units[1]?.id ?? ''
    await tx
      .insertInto('withdrawals')
      .values({
        id: randomId(),
        case_id,
        person_id: idIn(case_id, 'a'),
        wants: 'withdraw',
        received_at: at,
        recorded_at: at,
        recorded_by: someone(world),
        recorded_unit_id: someUnit(world),
        sealed: 'x',
        signals: '[]',
        law: '[]',
        is_barred: false,
        review_unit_id: review,
        review_assignment_id: randomId(),
        review_by: at,
      })
      .execute()
  }, 'narrative'),
  referrals: ofCase(async (tx, case_id, world) => {
    const assignment = await tx
      .selectFrom('case_assignments')
      .select('id')
      .where('case_id', '=', case_id)
      .executeTakeFirstOrThrow()
    await tx
      .insertInto('referrals')
      .values({
        id: randomId(),
        case_id,
        kind: 'referral',
        from_unit_id: someUnit(world),
        to_unit_id: someUnit(world),
        assignment_id: assignment.id,
        field_classes: [],
        basis: 'consent',
        sent_by: someone(world),
        sent_at: at,
        answer_by: at,
      })
      .execute()
  }),
} as const satisfies Readonly<Record<string, MatrixRow>>
