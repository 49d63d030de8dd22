// What tests need of the database; nothing that runs in production imports this.
export { schemaFiles } from './schema-text.ts'
export { openTestDatabase, type TestDatabase } from './test-database.ts'
export { startPostgres, type TestServer } from './test-postgres.ts'
export { aCase, aColleague, aGrant, anAgency, aUnit, aUser, aWall } from './test-world.ts'
