// Who sees all of a case, as part of a statement of any slice.
import { type RawBuilder, sql } from 'kysely'

/**
 * Whether nothing of the case is closed to the one who asks. `whole` stands for a class of fields that no referral can tick:
 * all others were told a part, and whom else it was sent to, a shelter perhaps, is no part of that. What they do still
 * brings all duties of the case in line, so their rows stay readable to commands and pages leave them out.
 */
export const seesWholeCase = (caseId: string): RawBuilder<boolean> =>
  sql<boolean>`(select sec.sees_case(${caseId}, 'whole'))`

/** Of duties in `d`: who was told a part of a case is shown those of his own units, not what all others must do. */
export const isDutyShown = (caseId: string): RawBuilder<boolean> =>
  sql<boolean>`(${seesWholeCase(caseId)} or d.unit_id in (select sec.unit_ids('read-cases')))`
