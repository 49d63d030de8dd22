// Runs once before the tests on PostgreSQL: one server for all of them, gone afterwards.
import { startPostgres } from '@umai/db/testing'

export async function setup(): Promise<(() => Promise<void>) | undefined> {
  if (process.env.UMAI_DATABASE_URL !== undefined) return undefined
  const server = await startPostgres()
  process.env.UMAI_TEST_POSTGRES_URL = server.url
  return server.stop
}
