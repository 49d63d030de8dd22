// Four projects: what needs no database, what runs on each of the two databases, and what needs a browser.
import { defineConfig } from 'vitest/config'

const withDatabase = [
  'db/src/**/*.test.ts',
  'apps/{server,public}/src/**/*.test.ts',
  'apps/cli/src/**/*.database.test.ts',
  'tests/{policies,chaos}/**/*.test.ts',
]

export default defineConfig({
  test: {
    testTimeout: 30_000,
    hookTimeout: 90_000,
    // How long to wait for what happens by itself; a slow machine is no fault.
    expect: { poll: { timeout: 20_000 } },
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: {
          name: 'pure',
          include: [
            'packages/*/src/**/*.test.ts',
            'apps/{cli,desk}/src/**/*.test.{ts,tsx}',
            'tests/worlds/**/*.test.ts',
            'tools/*.test.ts',
          ],
          exclude: ['**/*.browser.test.{ts,tsx}', '**/*.database.test.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'pglite',
          include: withDatabase,
          env: { UMAI_TEST_ENGINE: 'pglite' },
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'postgres',
          include: withDatabase,
          env: { UMAI_TEST_ENGINE: 'postgres' },
          globalSetup: 'tests/postgres-server.ts',
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          globalSetup: 'tests/journeys/before-all.ts',
          include: ['tests/journeys/**/*.test.ts', 'apps/desk/src/**/*.browser.test.{ts,tsx}'],
          testTimeout: 120_000,
          // Two browsers share two processors: a walk that missed its moment is walked once more.
          retry: 1,
        },
      },
    ],
  },
})
