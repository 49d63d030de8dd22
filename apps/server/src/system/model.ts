import type { SystemHealth, SystemWarning } from '@umai/contract'

const slowMs = 200

/** What an operator of the installation should know before it hurts. */
export const findWarnings = (
  health: Pick<SystemHealth, 'database' | 'migrations' | 'jobs' | 'sample'> & {
    readonly freeBytes: number | undefined
  },
): readonly SystemWarning[] => [
  ...(health.database.engine === 'pglite' ? (['database-embedded'] as const) : []),
  ...(health.database.latencyMs > slowMs ? (['database-slow'] as const) : []),
  ...(health.database.logsValues ? (['database-logs-values'] as const) : []),
  ...(health.migrations.missing.length > 0 ? (['migration-missing'] as const) : []),
  ...(health.jobs.some(({ state }) => state === 'failed') ? (['job-failing'] as const) : []),
  ...(health.sample ? (['sample-data'] as const) : []),
  ...(health.freeBytes !== undefined && health.freeBytes < 2 ** 30 ? (['disk-low'] as const) : []),
]
