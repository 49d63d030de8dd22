import { type Static, Type } from 'typebox'
import { endpoint } from './endpoint.ts'
import { exactly, Instant, orNull } from './fields.ts'

export const systemWarnings = [
  'database-embedded',
  'database-slow',
  'database-logs-values',
  'migration-missing',
  'job-failing',
  'sample-data',
  'disk-low',
] as const
export const SystemWarning = Type.Enum(systemWarnings)
export type SystemWarning = Static<typeof SystemWarning>

export const Job = exactly({
  name: Type.String(),
  cron: orNull(Type.String()),
  state: Type.Enum(['waiting', 'running', 'done', 'failed', 'never-run']),
  lastEndedAt: orNull(Instant),
  waiting: Type.Integer({ minimum: 0 }),
  failed: Type.Integer({ minimum: 0 }),
})
export type Job = Static<typeof Job>

export const SystemHealth = exactly({
  version: Type.String(),
  node: Type.String(),
  startedAt: Instant,
  env: Type.Enum(['live', 'trial', 'development', 'test']),
  sample: Type.Boolean(),
  database: exactly({
    engine: Type.Enum(['pglite', 'postgres']),
    version: Type.String(),
    latencyMs: Type.Number({ minimum: 0 }),
    sizeBytes: Type.Integer({ minimum: 0 }),
    logsValues: Type.Boolean({
      description:
        'Whether the log of the database holds what statements were given: names, addresses, tickets',
    }),
  }),
  migrations: exactly({
    applied: Type.Integer({ minimum: 0 }),
    last: orNull(Type.String()),
    lastAt: orNull(Instant),
    missing: Type.Array(Type.String()),
  }),
  jobs: Type.Array(Job),
  live: exactly({ listeners: Type.Integer({ minimum: 0 }) }),
  sessions: Type.Integer({ minimum: 0, description: 'Sessions open now' }),
  audit: exactly({ entries: Type.Integer({ minimum: 0 }) }),
  warnings: Type.Array(SystemWarning),
})
export type SystemHealth = Static<typeof SystemHealth>

export const readSystem = endpoint({
  name: 'read-system',
  summary: 'Is the installation well: versions, migrations, jobs, database',
  method: 'GET',
  path: '/api/system',
  effect: 'read',
  access: 'read-system',
  reply: SystemHealth,
  errors: [],
})
