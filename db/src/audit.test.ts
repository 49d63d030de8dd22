import { randomId, sha256 } from '@umai/platform'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { isCommittedTo, leafHash, readAuditHead, sequenceAudit, verifyAudit } from './audit.ts'
import { runCommand, runView } from './run.ts'
import { createSubjectKey, shredSubject } from './subject-keys.ts'
import { openTestDatabase, type TestDatabase } from './test-database.ts'
import { aColleague, anAgency, aUnit } from './test-world.ts'

let database: TestDatabase
let agencyId: string
let inspector: string

beforeAll(async () => {
  database = await openTestDatabase()
  await database.load(async (tx) => {
    agencyId = await anAgency(tx)
    const unit_id = await aUnit(tx, { agency_id: agencyId })
    inspector = await aColleague(tx, { agency_id: agencyId, unit_id, role: 'inspector' })
  })
  for (let number = 0; number < 12; number++) await act()
  await sequenceAudit(database.db)
})
afterAll(() => database.close())

async function act(): Promise<string> {
  const id = randomId()
  await runCommand(
    database.as(inspector),
    { name: 'change-case', key: randomId(), input: { id }, subject: { kind: 'case', id } },
    async (_, leaf) => {
      leaf.note('why', 'a test')
      return null
    },
  )
  return id
}

/** Damages the log as somebody could who rules the server, looks, and undoes it. */
async function afterTampering(
  statements: readonly string[],
  knownHeads: Parameters<typeof verifyAudit>[1] = {},
) {
  const undo = new Error('undo')
  let verdict: Awaited<ReturnType<typeof verifyAudit>> | undefined
  await database.db
    .transaction({ role: 'admin' }, async (tx) => {
      await sql`set local session_replication_role = replica`.execute(tx)
      await sql`alter table audit_leaves drop constraint audit_leaves_check`.execute(tx)
      await sql`alter table audit_chain drop constraint audit_chain_pkey`.execute(tx)
      await sql`alter table audit_chain drop constraint audit_chain_leaf_id_key`.execute(tx)
      for (const statement of statements) await sql.raw(statement).execute(tx)
      // The verifier reads in the transaction of the damage.
      const inside = {
        ...database.db,
        transaction: (_: unknown, work: (given: typeof tx) => unknown) => work(tx),
      }
      verdict = await verifyAudit(inside as unknown as typeof database.db, knownHeads)
      throw undo
    })
    .catch((error: unknown) => {
      if (error !== undo) throw error
    })
  if (verdict === undefined) throw new Error('The log was not looked at')
  return verdict
}

describe('the audit log', () => {
  test('is whole after ordinary work, and every leaf has its place', async () => {
    const verdict = await verifyAudit(database.db)

    expect(verdict.faults).toEqual([])
    expect(verdict.pending).toBe(0)
    expect(verdict.head).toEqual(await readAuditHead(database.db))
  })

  test('hashes leaves as RFC 6962 does', () => {
    expect(leafHash('').toString('hex')).toBe(
      '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
    )
  })

  const victim = '(select leaf_id from audit_chain where position = 5)'
  test.each([
    [
      'a character of a leaf is changed',
      `update audit_leaves set leaf = replace(leaf, 'a test', 'b test') where id = ${victim}`,
    ],
    [
      'a leaf is changed and hashed anew',
      `update audit_leaves set leaf = replace(leaf, 'a test', 'b test'), leaf_hash = sha256('\\x00'::bytea || convert_to(replace(leaf, 'a test', 'b test'), 'UTF8')) where id = ${victim}`,
    ],
    [
      'the actor beside a leaf is changed',
      `update audit_leaves set user_id = null where id = ${victim}`,
    ],
    [
      'the case beside a leaf is changed, so that others may read it',
      `update audit_leaves set case_id = gen_random_uuid() where id = ${victim}`,
    ],
    [
      'the time beside a leaf is changed',
      `update audit_leaves set at = at + interval '1 ms' where id = ${victim}`,
    ],
    ['a leaf is dropped', `delete from audit_leaves where id = ${victim}`],
    ['a place is dropped', `delete from audit_chain where position = 5`],
    [
      'a leaf and its place are dropped',
      `delete from audit_leaves where id = ${victim}; delete from audit_chain where position = 5`,
    ],
    [
      'two places are exchanged',
      `update audit_chain set position = case position when 5 then 6 else 5 end where position in (5, 6)`,
    ],
    [
      'two leaves are exchanged',
      `update audit_chain c set leaf_id = o.leaf_id, leaf_hash = o.leaf_hash from audit_chain o where c.position in (5, 6) and o.position = 11 - c.position`,
    ],
    [
      'a leaf is put in between',
      `update audit_chain set position = position + 1 where position > 5; insert into audit_chain select 6, leaf_id, leaf_hash, chain_hash from audit_chain where position = 5`,
    ],
    [
      'a chain hash is changed',
      `update audit_chain set chain_hash = sha256(chain_hash) where position = 5`,
    ],
  ])('shows that %s', async (_, statements) => {
    const { faults } = await afterTampering(statements.split('; '))

    expect(faults.length).toBeGreaterThan(0)
  })

  test('shows a tail that was cut off to whoever kept an earlier head', async () => {
    const kept = await readAuditHead(database.db)
    const cut = [
      `delete from audit_leaves where id in (select leaf_id from audit_chain where position >= 10)`,
      `delete from audit_chain where position >= 10`,
    ]

    expect((await afterTampering(cut)).faults).toEqual([])
    expect((await afterTampering(cut, { knownHeads: [kept] })).faults).toEqual([
      {
        position: kept.size - 1,
        leafId: null,
        fault: `the log ends at 10, but a kept head reaches ${kept.size}`,
      },
    ])
  })

  test('shows a chain that was written anew to whoever kept an earlier head', async () => {
    const kept = await readAuditHead(database.db)
    const forged = [
      `update audit_leaves set leaf = replace(leaf, 'a test', 'b test') where id = ${victim}`,
      `update audit_leaves set leaf_hash = sha256('\\x00'::bytea || convert_to(leaf, 'UTF8'))`,
      `do $$ declare last bytea := decode(repeat('00', 32), 'hex'); place record; begin
        for place in select c.position, l.leaf_hash from audit_chain c join audit_leaves l on l.id = c.leaf_id order by c.position loop
          last := sha256(last || place.leaf_hash);
          update audit_chain c set leaf_hash = place.leaf_hash, chain_hash = last where c.position = place.position;
        end loop; end $$`,
    ]

    expect((await afterTampering(forged)).faults).toEqual([])
    expect((await afterTampering(forged, { knownHeads: [kept] })).faults).toMatchObject([
      { fault: `a kept head of size ${kept.size} has another hash` },
    ])
  })

  test('keeps every head it ever gave away, however it grows', async () => {
    const heads = []
    for (let round = 0; round < 4; round++) {
      await act()
      await sequenceAudit(database.db)
      heads.push(await readAuditHead(database.db))
    }

    expect((await verifyAudit(database.db, { knownHeads: heads })).faults).toEqual([])
  })

  test('gives each leaf one place when many write and several sequencers run at once', async () => {
    const before = await readAuditHead(database.db)

    await Promise.all([
      ...Array.from({ length: 24 }, () => act()),
      ...Array.from({ length: 6 }, async () => {
        for (let round = 0; round < 4; round++) await sequenceAudit(database.db)
      }),
    ])
    while ((await sequenceAudit(database.db)) > 0);

    const verdict = await verifyAudit(database.db, { knownHeads: [before] })
    expect(verdict).toMatchObject({ faults: [], pending: 0, head: { size: before.size + 24 } })
  })
})

describe('a commitment', () => {
  test('proves a value while its subject has a key, and nothing once the key is destroyed; the log stays whole', async () => {
    const subjectId = randomId()
    const caseId = randomId()
    const ctx = database.as(inspector)
    const name = 'Айгүл Серікова'
    await runCommand(
      ctx,
      {
        name: 'add-person',
        key: randomId(),
        input: { subjectId },
        subject: { kind: 'case', id: caseId },
      },
      async (tx, leaf) => {
        await createSubjectKey(tx, { keys: ctx.keys, subjectId, agencyId })
        leaf.commit('name', subjectId, name)
        return null
      },
    )
    const asJobs = <T>(
      work: (tx: Parameters<Parameters<typeof database.load>[0]>[0]) => Promise<T>,
    ) => database.db.transaction({ role: 'umai_jobs' }, work)
    const { leaf } = await asJobs((tx) =>
      tx
        .selectFrom('audit_leaves')
        .select('leaf')
        .where('subject_id', '=', caseId)
        .executeTakeFirstOrThrow(),
    )
    const proves = (value: string) =>
      asJobs((tx) => isCommittedTo(tx, { keys: ctx.keys, leaf, label: 'name', value }))

    expect(leaf).not.toContain('Айгүл')
    expect(leaf).not.toContain(sha256(name).toString('hex'))
    expect(await proves(name)).toBe(true)
    expect(await proves('Айгүл Серікқызы')).toBe(false)

    await asJobs((tx) => shredSubject(tx, subjectId))
    await sequenceAudit(database.db)

    await expect(proves(name)).rejects.toMatchObject({ code: 'subject-shredded' })
    expect((await verifyAudit(database.db)).faults).toEqual([])
  })
})

test('a leaf is of the agency of whoever acted, whether the session said which or not', async () => {
  const unnamed = database.as(inspector)
  const ids = await Promise.all(
    [unnamed, { ...unnamed, identity: { ...unnamed.identity, agencyId } }].map(async (ctx) => {
      const id = randomId()
      const subject = { kind: 'case', id } as const
      await runView(ctx, { name: 'read-case', subject }, async () => null)
      return id
    }),
  )

  const rows = await database.load((tx) =>
    tx.selectFrom('audit_leaves').select('agency_id').where('subject_id', 'in', ids).execute(),
  )
  expect(rows).toEqual([{ agency_id: agencyId }, { agency_id: agencyId }])
})
