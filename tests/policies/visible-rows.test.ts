import { type Tx, transactionOptionsOf } from '@umai/db'
import { openTestDatabase, type TestDatabase } from '@umai/db/testing'
import { randomId, signTicket } from '@umai/platform'
import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type MatrixRow, matrix } from './matrix.ts'
import type { Permissions, Viewer } from './oracle.ts'
import { aWorld, loadCountry, loadWorld, type World } from './world.ts'

let database: TestDatabase
let permissions: Permissions

beforeAll(async () => {
  database = await openTestDatabase()
  await database.load(loadCountry)
  const rows = await database.load((tx) => tx.selectFrom('role_permissions').selectAll().execute())
  permissions = new Map(
    [...Map.groupBy(rows, ({ role }) => role)].map(([role, of]) => [
      role,
      new Set(of.map(({ permission }) => permission)),
    ]),
  )
})
afterAll(() => database.close())

class Undo extends Error {}

/** Loads a world, lets the test look at it through the eyes of many, and takes it away again. */
async function inWorld(world: World, look: (tx: Tx) => Promise<void>): Promise<void> {
  await database.db
    .transaction({ role: 'admin' }, async (tx) => {
      await sql`set local role umai_loader`.execute(tx)
      await loadWorld(tx, world)
      for (const row of Object.values(matrix)) if (row.kind === 'some') await row.load?.(tx, world)
      await sql`reset role`.execute(tx)
      await look(tx)
      throw new Undo()
    })
    .catch((error: unknown) => {
      if (!(error instanceof Undo)) throw error
    })
}

/** A ticket is judged by the start of its transaction, and a slow machine keeps one open for long here. */
async function startOf(tx: Tx): Promise<number> {
  const { rows } = await sql<{
    ms: number
  }>`select (extract(epoch from now()) * 1000)::bigint as ms`.execute(tx)
  return rows[0]?.ms ?? Number.NaN
}

/** The case a transaction says it is about: none, each case of the world in turn, one that is not there, no id at all. */
const hintsOf = (world: World): readonly string[] => [
  '',
  ...world.cases.map(({ id }) => id),
  randomId(),
  "' or true --",
]

/** Everybody there is, and somebody who is not, as PostgreSQL reads a list. */
const everybodyOf = async (tx: Tx): Promise<string> => {
  await sql`reset role`.execute(tx)
  const { rows } = await sql<{ id: string }>`select id from people`.execute(tx)
  return `{${[...rows.map(({ id }) => id), randomId()].join(',')}}`
}

/** The cases of a page: none, each second one and one that is not there, no ids at all. */
const pageHintsOf = (world: World): readonly string[] => [
  '',
  `{${[...world.cases.filter((_, at) => at % 2 === 0).map(({ id }) => id), randomId()].join(',')}}`,
  "{' or true --}",
]

async function become(tx: Tx, viewer: Viewer, caseInHand = '', page = ''): Promise<void> {
  const ticket =
    viewer === null
      ? ''
      : signTicket(
          database.keys.derive('identity ticket'),
          { userId: viewer.id, sessionId: randomId(), purpose: 'case-work', isSteppedUp: false },
          await startOf(tx),
        )
  await sql`reset role`.execute(tx)
  await sql`select set_config('umai.ticket', ${ticket}, true), set_config('umai.case', ${caseInHand}, true),
    set_config('umai.cases', ${page}, true)`.execute(tx)
  await sql`set local role umai_desk`.execute(tx)
}

// PGlite answers by the same policies and takes longer over it.
const worlds = process.env.UMAI_TEST_ENGINE === 'postgres' ? 10 : 4
const runs = {
  numRuns: Number(process.env.UMAI_TEST_WORLDS ?? worlds),
  endOnFailure: process.env.UMAI_TEST_SHRINK === undefined,
  seed: Number(process.env.UMAI_TEST_SEED ?? 20240415),
}
const rowsOfKind = <Kind extends MatrixRow['kind']>(kind: Kind) =>
  Object.entries(matrix).filter(
    (entry): entry is [string, Extract<MatrixRow, { kind: Kind }>] => entry[1].kind === kind,
  )

describe('what staff see', () => {
  test('in every world, for every table, each sees exactly what the oracle says', {
    timeout: 240_000,
  }, async () => {
    await fc.assert(
      fc.asyncProperty(aWorld, async (world) => {
        await inWorld(world, async (tx) => {
          // Which case is in hand must change nothing, so that each viewer has another one.
          const hints = hintsOf(world)
          const pages = pageHintsOf(world)
          for (const [turn, viewer] of [...world.users, null].entries()) {
            const page = pages[(turn + world.users.length) % pages.length] ?? ''
            await become(tx, viewer, hints[turn % hints.length], page)
            for (const [table, { key, seen }] of rowsOfKind('some')) {
              const { rows } = await sql<{ key: string }>`
                select distinct ${sql.ref(key)}::text as key from ${sql.table(table)}`.execute(tx)
              const expected = [...seen(world, permissions, viewer)].sort()
              expect(
                rows.map((row) => row.key).sort(),
                `${table} as ${describeViewer(world, viewer)}`,
              ).toEqual(expected)
            }
          }
        })
      }),
      runs,
    )
  })

  test('in every world, the case in hand is seen exactly where it is among the cases one sees', {
    timeout: 120_000,
  }, async () => {
    await fc.assert(
      fc.asyncProperty(aWorld, async (world) => {
        await inWorld(world, async (tx) => {
          for (const viewer of [...world.users, null]) {
            for (const hint of hintsOf(world)) {
              await become(tx, viewer, hint)
              const { rows } = await sql<{ class: string | null; hand: string; list: string }>`
                select class, sec.case_in_hand(class)::text as hand,
                  (select id::text from unnest(sec.seen_cases(class)) id where id::text = ${hint} limit 1) as list
                from unnest(array[null, 'contact', 'location', 'narrative', 'medical', 'child', 'accused', 'evidence']) class`.execute(
                tx,
              )
              for (const row of rows)
                expect(row.hand, `${row.class} as ${describeViewer(world, viewer)}`).toBe(row.list)
            }
          }
        })
      }),
      runs,
    )
  })

  test('in every world, the cases found from their people are those that the policies let through', {
    timeout: 120_000,
  }, async () => {
    await fc.assert(
      fc.asyncProperty(aWorld, async (world) => {
        await inWorld(world, async (tx) => {
          const everybody = await everybodyOf(tx)
          for (const viewer of [...world.users, null]) {
            await become(tx, viewer)
            const { rows } = await sql<{ kind: string; found: string }>`
              select 'by policy' as kind, concat_ws(' ', cp.person_id, cp.role, c.id) as found
              from case_people cp join cases c on c.id = cp.case_id
              union all
              select 'from people', concat_ws(' ', person_id, role, case_id) from sec.cases_of_people(${everybody}::uuid[])`.execute(
              tx,
            )
            const of = (wanted: string) =>
              rows.flatMap(({ kind, found }) => (kind === wanted ? [found] : [])).sort()
            expect(of('from people'), describeViewer(world, viewer)).toEqual(of('by policy'))
          }
        })
      }),
      runs,
    )
  })

  test('what is known of people is what the policies show of them, their names and their cases', {
    timeout: 120_000,
  }, async () => {
    await fc.assert(
      fc.asyncProperty(aWorld, async (world) => {
        await inWorld(world, async (tx) => {
          const everybody = await everybodyOf(tx)
          for (const viewer of [...world.users, null]) {
            await become(tx, viewer)
            const { rows } = await sql<{ kind: string; found: string }>`
              select 'by policy' as kind, jsonb_build_array(p.id, p.birth_date,
                (select jsonb_agg(jsonb_build_object('family', n.family, 'given', n.given, 'patronymic', n.patronymic) order by n.script, n.id)
                  from person_names n where n.person_id = p.id and n.ended_at is null),
                k.role, k.id, k.number, k.title)::text as found
              from people p
              left join (select cp.person_id, cp.role, c.* from case_people cp join cases c on c.id = cp.case_id) k on k.person_id = p.id
              union all
              select 'known', jsonb_build_array(person_id, birth_date, names, role, case_id, number, title)::text
              from sec.known_people(${everybody}::uuid[])`.execute(tx)
            const of = (wanted: string) =>
              rows.flatMap(({ kind, found }) => (kind === wanted ? [found] : [])).sort()
            expect(of('known'), describeViewer(world, viewer)).toEqual(of('by policy'))
          }
        })
      }),
      runs,
    )
  })

  test.each(rowsOfKind('nothing').map(([table]) => table))(
    'nobody at a desk may select from %s',
    async (table) => {
      await expect(
        database.db.transaction(transactionOptionsOf(database.as(randomId())), (tx) =>
          sql`select from ${sql.table(table)} limit 1`.execute(tx),
        ),
      ).rejects.toMatchObject({ code: '42501' })
    },
  )

  test.each(rowsOfKind('everything').map(([table]) => table))(
    'everybody reads all of %s',
    async (table) => {
      const count = (tx: Tx) =>
        sql<{ count: number }>`select count(*) as count from ${sql.table(table)}`.execute(tx)
      const all = await database.load(count)

      const seen = await database.db.transaction({ role: 'umai_desk' }, count)

      expect(seen.rows).toEqual(all.rows)
    },
  )
})

function describeViewer(world: World, viewer: Viewer): string {
  if (viewer === null) return 'nobody'
  const roles = world.grants
    .filter(({ userId }) => userId === viewer.id)
    .map(({ role, span }) => `${role} (${span})`)
  return `${viewer.isDeactivated ? 'a deactivated person' : 'a person'} with ${roles.join(', ') || 'no role'}`
}
