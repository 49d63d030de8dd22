import type { DutyRule, Pack } from './ast.ts'
import type { Instant } from './calendar.ts'

/** Somebody who is called about a duty at a moment, because its time nears or has passed. */
export type Call = {
  /** The step of the pack. */
  readonly step: string
  readonly to: 'bearer' | 'supervisor' | 'overseer'
  readonly at: Instant
}

const hourMs = 3_600_000

/** Who is called about a duty and when, the earliest first; nobody where no time is set. */
export function callsOf(
  pack: Pack,
  rule: Pick<DutyRule, 'onMiss'>,
  { startedAt, dueAt }: { readonly startedAt: Instant; readonly dueAt: Instant | null },
): readonly Call[] {
  if (dueAt === null) return []
  const due = Date.parse(dueAt)
  const termHours = (due - Date.parse(startedAt)) / hourMs
  return pack.escalation
    .filter(
      ({ termFrom = Number.NEGATIVE_INFINITY, termTo = Number.POSITIVE_INFINITY, miss }) =>
        termFrom <= termHours &&
        termHours < termTo &&
        (miss === undefined || rule.onMiss?.rule !== undefined),
    )
    .map(({ id, to, hours }) => ({
      step: id,
      to,
      at: new Date(due + hours * hourMs).toISOString(),
    }))
    .sort((a, b) => a.at.localeCompare(b.at))
}
