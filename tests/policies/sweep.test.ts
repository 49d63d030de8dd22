import { openTestDatabase, type TestDatabase } from '@umai/db/testing'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { matrix } from './matrix.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.close())

/** Asks the catalogue for things that must not exist and gives their names. */
async function found(query: ReturnType<typeof sql>): Promise<readonly string[]> {
  const { rows } = await database.db.transaction({ role: 'admin', readOnly: true }, (tx) =>
    query.execute(tx),
  )
  return rows.map((row) => (row as { name: string }).name)
}

const signIn = sql.raw(`('umai_desk', 'umai_door', 'umai_public', 'umai_jobs')`)
const ours = sql.raw(`('public'::regnamespace, 'sec'::regnamespace)`)

describe('what the catalogue says', () => {
  test('every table has a row in the matrix, and no row is about a table that is gone', async () => {
    const tables = await found(sql`
      select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'f', 'm') order by 1`)

    expect(Object.keys(matrix).sort()).toEqual([...tables].sort())
  })

  test('every table has row-level security on and forced on its owner', async () => {
    expect(
      await found(sql`
        select relname as name from pg_class
        where relnamespace in ${ours} and relkind in ('r', 'p') and not (relrowsecurity and relforcerowsecurity)`),
    ).toEqual([])
  })

  test('no view reads with the rights of its owner, and nothing is materialised', async () => {
    expect(
      await found(sql`
        select relname as name from pg_class where relnamespace in ${ours}
          and (relkind = 'm' or relkind = 'v' and not coalesce('security_invoker=true' = any (reloptions), false))`),
    ).toEqual([])
  })

  test('a role that may use a verb on a table finds a policy that says for which rows', async () => {
    expect(
      await found(sql`
        with given as (
          select c.oid as table_id, c.relname, x.grantee, lower(x.privilege_type) as verb
          from pg_class c, aclexplode(c.relacl) x where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
          union
          select c.oid, c.relname, x.grantee, lower(x.privilege_type)
          from pg_class c join pg_attribute a on a.attrelid = c.oid, aclexplode(a.attacl) x
          where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
        )
        select format('%s may %s %s and no policy limits it', g.grantee::regrole, g.verb, g.relname) as name
        from given g join pg_roles r on r.oid = g.grantee and r.rolname in ${signIn}
        where not exists (
          select from pg_policies p where p.schemaname = 'public' and p.tablename = g.relname and p.permissive = 'PERMISSIVE'
            and (p.roles @> array[r.rolname] or p.roles @> array['public'::name]) and lower(p.cmd) in (g.verb, 'all')
        )`),
    ).toEqual([])
  })

  test('a policy that lets the desk write names a condition', async () => {
    expect(
      await found(sql`
        select policyname as name from pg_policies
        where schemaname = 'public' and permissive = 'PERMISSIVE' and roles && array['umai_desk'::name, 'umai_public'::name, 'public'::name]
          and (cmd in ('ALL', 'UPDATE', 'DELETE') and qual = 'true' or cmd in ('ALL', 'INSERT', 'UPDATE') and with_check = 'true')`),
    ).toEqual([])
  })

  test('every table with a case has a wall before its case', async () => {
    expect(
      await found(sql`
        select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'case_id' and not a.attisdropped
        where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
          and has_any_column_privilege('umai_desk', c.oid, 'select')
          and not exists (
            select from pg_policies p where p.tablename = c.relname and p.permissive = 'RESTRICTIVE' and p.cmd in ('ALL', 'SELECT')
              and p.qual ~ 'sec\\.walled_case'
          )`),
    ).toEqual([])
  })

  test('no function that runs with the rights of its owner is open to a foreign search path', async () => {
    expect(
      await found(sql`
        select p.oid::regprocedure::text as name from pg_proc p
        where p.prosecdef and p.pronamespace not in ('pg_catalog'::regnamespace, 'information_schema'::regnamespace)
          and not coalesce((select bool_or(setting like 'search_path=pg_catalog, pg_temp%') from unnest(p.proconfig) setting), false)`),
    ).toEqual([])
  })

  test('nobody may call a function of ours unless he is named', async () => {
    expect(
      await found(sql`
        select p.oid::regprocedure::text as name from pg_proc p
        where p.pronamespace in ${ours} and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')
          and (p.proacl is null or exists (select from aclexplode(p.proacl) x where x.grantee = 0))`),
    ).toEqual([])
  })

  test('the roles that sign in own nothing of ours and cannot pass row-level security', async () => {
    expect(
      await found(sql`
        select rolname || ' is more than it should be' as name from pg_roles
        where rolname in ${signIn} and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication)
        union all
        select format('%s owns %s', pg_get_userbyid(relowner), relname) from pg_class
        where relnamespace in ${ours} and pg_get_userbyid(relowner) in ${signIn}
        union all
        select format('%s owns %s', pg_get_userbyid(proowner), proname) from pg_proc
        where pronamespace in ${ours} and pg_get_userbyid(proowner) in ${signIn}
        union all
        select format('%s is a member of %s', pg_get_userbyid(member), pg_get_userbyid(roleid)) from pg_auth_members
        where pg_get_userbyid(member) in ${signIn}`),
    ).toEqual([])
  })

  test('tables belong to the migrator and what looks behind policies to the gate', async () => {
    expect(
      await found(sql`
        select format('%s belongs to %s', relname, pg_get_userbyid(relowner)) as name from pg_class
        where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v', 'S') and pg_get_userbyid(relowner) <> 'umai_migrator'
          and not exists (select from pg_depend d where d.objid = pg_class.oid and d.deptype = 'e')
        union all
        select format('%s belongs to %s', p.oid::regprocedure, pg_get_userbyid(proowner)) from pg_proc p
        where p.prosecdef and p.pronamespace in ${ours} and pg_get_userbyid(proowner) <> 'umai_gate'`),
    ).toEqual([])
  })

  test('every foreign key has an index to find the rows that hold it', async () => {
    expect(
      await found(sql`
        select format('%s of %s', k.conname, k.conrelid::regclass) as name from pg_constraint k
        where k.contype = 'f' and k.connamespace = 'public'::regnamespace
          and k.confrelid not in ('users'::regclass, 'roles'::regclass)
          and not exists (
            select from pg_index i where i.indrelid = k.conrelid and i.indkey[0] = k.conkey[1]
          )`),
    ).toEqual([])
  })
})
