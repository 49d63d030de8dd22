import { randomUUID } from 'node:crypto'
import {
  aCase,
  aColleague,
  anAgency,
  aUnit,
  aWall,
  openTestDatabase,
  type TestDatabase,
} from '@umai/db/testing'
import { signTicket } from '@umai/platform'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

let database: TestDatabase
let owner: string
let other: string
let ownCase: string
let otherCase: string

beforeAll(async () => {
  database = await openTestDatabase()
  await database.load(async (tx) => {
    const agency_id = await anAgency(tx)
    const unit_id = await aUnit(tx, { agency_id })
    owner = await aColleague(tx, { agency_id, unit_id, role: 'inspector' })
    other = await aColleague(tx, { agency_id, unit_id, role: 'inspector' })
    ownCase = await aCase(tx, { owner_unit_id: unit_id, owner_id: owner })
    otherCase = await aCase(tx, { owner_unit_id: unit_id, owner_id: other })
  })
})
afterAll(() => database.close())

const claimsOf = (userId: string) => ({
  userId,
  sessionId: randomUUID(),
  purpose: 'case-work',
  isSteppedUp: false,
})
const genuine = (userId: string, atMs = Date.now()) =>
  signTicket(database.keys.derive('identity ticket'), claimsOf(userId), atMs)

async function casesSeenWith(ticket: string): Promise<readonly string[]> {
  return database.db.transaction({ role: 'umai_desk' }, async (tx) => {
    await sql`select set_config('umai.ticket', ${ticket}, true)`.execute(tx)
    const rows = await tx.selectFrom('cases').select('id').execute()
    return rows.map(({ id }) => id)
  })
}

describe('the identity ticket', () => {
  test('a genuine one shows one’s own case and no other', async () => {
    expect(await casesSeenWith(genuine(owner))).toEqual([ownCase])
    expect(await casesSeenWith(genuine(other))).toEqual([otherCase])
  })

  test.each([
    ['none', () => ''],
    ['one that is not a ticket', () => 'v1.a.b'],
    ['one with another user written into it', () => genuine(owner).replace(owner, other)],
    [
      'one whose seal has one bit changed',
      () => genuine(owner).replace(/.$/, (last) => (last === '0' ? '1' : '0')),
    ],
    [
      'one sealed with another key of the same name',
      () => signTicket({ id: 'seed', bytes: Buffer.alloc(32, 7) }, claimsOf(owner), Date.now()),
    ],
    [
      'one sealed with a key nobody knows',
      () => signTicket({ id: 'mine', bytes: Buffer.alloc(32, 7) }, claimsOf(owner), Date.now()),
    ],
    ['one that ran out a second ago', () => genuine(owner, Date.now() - 62_000)],
    ['one that would run for an hour', () => genuine(owner, Date.now() + 3_600_000)],
    ['one that says it is of another version', () => genuine(owner).replace(/^v1/, 'v2')],
    ['one with a part too many', () => `${genuine(owner)}.00`],
    [
      'one with a step-up written into it',
      () => genuine(owner).replace(/\.0\.(\d+)\.([0-9a-f]+)$/, '.1.$1.$2'),
    ],
    ['one of somebody who does not exist', () => genuine(randomUUID())],
    ['one with SQL in it', () => `v1.seed.' or true --.x.case-work.0.9999999999.${'0'.repeat(64)}`],
  ])('%s shows nothing', async (_, ticket) => {
    expect(await casesSeenWith(ticket())).toEqual([])
  })

  test('one of a person who was deactivated shows nothing', async () => {
    const leaver = await database.load(async (tx) => {
      const agency_id = await anAgency(tx)
      const unit_id = await aUnit(tx, { agency_id })
      const id = await aColleague(tx, { agency_id, unit_id, role: 'inspector' })
      await aCase(tx, { owner_unit_id: unit_id, owner_id: id })
      return id
    })
    expect(await casesSeenWith(genuine(leaver))).toHaveLength(1)

    await database.load((tx) =>
      tx
        .updateTable('users')
        .set({ deactivated_at: '2026-11-01T00:00:00.000Z' })
        .where('id', '=', leaver)
        .execute(),
    )

    expect(await casesSeenWith(genuine(leaver))).toEqual([])
  })

  test('it ends with its transaction', async () => {
    await casesSeenWith(genuine(owner))

    const seen = await database.db.transaction({ role: 'umai_desk' }, (tx) =>
      tx.selectFrom('cases').select('id').execute(),
    )

    expect(seen).toEqual([])
  })
})

describe('what somebody finds who can run SQL at a desk', () => {
  const atDesk = (text: string) =>
    database.db.transaction({ role: 'umai_desk' }, (tx) => sql.raw(text).execute(tx))

  test.each([
    'select * from sec.ticket_keys',
    'select * from public.subject_keys',
    'alter table cases disable row level security',
    'create policy mine on cases using (true)',
    'drop policy "walls stand before cases" on cases',
    'create table mine (id int)',
    'create temporary table mine (id int)',
    `create function sec.uid2() returns uuid language sql as 'select null::uuid'`,
    'truncate cases',
    'delete from audit_leaves',
    `update audit_leaves set outcome = 'x'`,
    'delete from audit_chain',
    'select sec.shred_subject(gen_random_uuid())',
    'select sec.sequence_audit()',
    'select * from migration.applied',
    'set local row_security = off; select * from cases',
  ])('%s is refused', async (text) => {
    const statements = text.split('; ')
    await expect(
      database.db.transaction({ role: 'umai_desk' }, async (tx) => {
        for (const statement of statements) await sql.raw(statement).execute(tx)
      }),
    ).rejects.toMatchObject({ code: '42501' })
  })

  // The only session of PGlite is a superuser, so there only PostgreSQL can promise this; the decision record says so.
  test
    .runIf(process.env.UMAI_TEST_ENGINE === 'postgres')
    .each([
      'set role postgres',
      'set role umai_migrator',
      'set role umai_gate',
      'set role umai_loader',
      'set role umai_jobs',
      'set session authorization postgres',
      `select set_config('role', 'umai_gate', false)`,
      `select set_config('session_authorization', 'postgres', false)`,
      'alter role umai_desk superuser',
      'grant umai_gate to umai_desk',
      `copy (select 1) to program 'true'`,
      `select pg_read_file('/etc/passwd')`,
    ])('on PostgreSQL %s is refused', async (text) => {
    await expect(atDesk(text)).rejects.toMatchObject({ code: '42501' })
  })

  test.runIf(process.env.UMAI_TEST_ENGINE === 'postgres')(
    'on PostgreSQL leaving the role leads back to the desk',
    async () => {
      const { rows } = await database.db.transaction({ role: 'umai_desk' }, async (tx) => {
        await sql`reset role`.execute(tx)
        await sql`reset session authorization`.execute(tx)
        return sql<{
          who: string
          whence: string
        }>`select current_user as who, session_user as whence`.execute(tx)
      })

      expect(rows).toEqual([{ who: 'umai_desk', whence: 'umai_desk' }])
    },
  )
})

describe('a wall', () => {
  test('makes a case look exactly like one that is not there', async () => {
    const walled = await database.load(async (tx) => {
      const { owner_unit_id } = await tx
        .selectFrom('cases')
        .select('owner_unit_id')
        .where('id', '=', ownCase)
        .executeTakeFirstOrThrow()
      const id = await aCase(tx, { owner_unit_id, owner_id: owner })
      await aWall(tx, { case_id: id, user_id: owner })
      return id
    })
    const attempt = (id: string) =>
      database.db.transaction({ role: 'umai_desk' }, async (tx) => {
        await sql`select set_config('umai.ticket', ${genuine(owner)}, true)`.execute(tx)
        const read = await tx.selectFrom('cases').selectAll().where('id', '=', id).execute()
        const changed = await tx
          .updateTable('cases')
          .set({ place_kato: '610000000' })
          .where('id', '=', id)
          .executeTakeFirst()
        const assignments = await tx
          .selectFrom('case_assignments')
          .selectAll()
          .where('case_id', '=', id)
          .execute()
        const walls = await tx.selectFrom('walls').selectAll().where('case_id', '=', id).execute()
        return { read, changed: changed.numUpdatedRows, assignments, walls }
      })

    expect(await attempt(walled)).toEqual(await attempt(randomUUID()))
  })
})

describe('a referral that shows part of a case', () => {
  test('cannot be turned into the whole by whom it was made to', async () => {
    const { guest, guestUnit, caseId } = await database.load(async (tx) => {
      const agency_id = await anAgency(tx, { kind: 'family-support-centre' })
      const guestUnit = await aUnit(tx, { agency_id })
      const guest = await aColleague(tx, { agency_id, unit_id: guestUnit, role: 'centre-worker' })
      await tx
        .insertInto('case_assignments')
        .values({
          case_id: ownCase,
          unit_id: guestUnit,
          user_id: guest,
          relation: 'referral',
          field_classes: ['contact'],
        })
        .execute()
      return { guest, guestUnit, caseId: ownCase }
    })
    const asGuest = (text: string) =>
      database.db.transaction({ role: 'umai_desk' }, async (tx) => {
        await sql`select set_config('umai.ticket', ${genuine(guest)}, true)`.execute(tx)
        return sql.raw(text).execute(tx)
      })

    await expect(
      asGuest(
        `update cases set owner_id = '${guest}', owner_unit_id = '${guestUnit}' where id = '${caseId}'`,
      ),
    ).rejects.toMatchObject({ code: '42501' })
    await expect(
      asGuest(`update cases set state = 'closed', closed_at = now() where id = '${caseId}'`),
    ).rejects.toMatchObject({ code: '42501' })
    await expect(
      asGuest(
        `insert into case_assignments (case_id, unit_id, user_id, relation, assigned_by) values ('${caseId}', '${guestUnit}', '${guest}', 'assigned', '${guest}')`,
      ),
    ).rejects.toMatchObject({ code: '42501' })
    expect(
      (
        await asGuest(
          `update case_assignments set valid_to = null where case_id = '${caseId}' returning id`,
        )
      ).rows,
    ).toEqual([])
    expect(
      (
        await asGuest(
          `select id from cases where id = '${caseId}' and id = any (sec.seen_cases('contact'))`,
        )
      ).rows,
    ).toHaveLength(1)
    expect(
      (
        await asGuest(
          `select id from cases where id = '${caseId}' and id = any (sec.seen_cases('medical'))`,
        )
      ).rows,
    ).toEqual([])
  })
})
