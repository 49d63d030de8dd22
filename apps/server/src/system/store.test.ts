import { openTestDatabase } from '@umai/db/testing'
import { describe, expect, test } from 'vitest'
import { findWarnings } from './model.ts'
import { readDatabaseFacts } from './store.ts'

const calm = {
  migrations: { applied: 1, last: null, lastAt: null, missing: [] },
  jobs: [],
  sample: false,
  freeBytes: undefined,
}

// The embedded database writes no log.
describe.runIf(process.env.UMAI_TEST_ENGINE === 'postgres')('a database that writes a log', () => {
  test.each([
    [{}, false],
    [{ log_statement: 'ddl' }, false],
    [{ log_statement: 'all' }, true],
    [{ log_statement: 'all', log_parameter_max_length: '0' }, false],
    [{ log_min_duration_statement: '500' }, true],
    [{ log_min_duration_statement: '500', log_parameter_max_length: '0' }, false],
    [{ log_parameter_max_length_on_error: '64' }, true],
  ])('with %o is warned of: %s', async (settings, isWarned) => {
    const database = await openTestDatabase()
    for (const [name, value] of Object.entries(settings))
      await database.db.script(
        `do $$ begin execute format('alter role umai_desk in database %I set ${name} = ''${value}''', current_database()); end $$`,
      )

    const facts = await readDatabaseFacts(database.db)

    expect(facts.logsValues).toBe(isWarned)
    expect(findWarnings({ ...calm, database: facts }).includes('database-logs-values')).toBe(
      isWarned,
    )
    await database.close()
  })
})
