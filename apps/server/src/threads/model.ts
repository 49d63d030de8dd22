// Conversations with people who wrote without a name: what a row becomes in the desk. Pure.
import type { Thread, ThreadRow } from '@umai/contract'
import type { Instant } from '@umai/words'

/** After this long without an answer, keepers of escrow learn of a thread; sec.silent_thread_ids says the same. */
const silentAfterMs = 5 * 86_400_000

export type StoredThread = Readonly<{
  id: string
  state: 'draft' | 'open' | 'ended'
  topic: ThreadRow['topic'] | null
  about: ThreadRow['about']
  writer: ThreadRow['writer']
  lang: ThreadRow['language']
  place_kato: string | null
  place_kk: string | null
  place_ru: string | null
  place_en: string | null
  opened_at: Instant
  moved_at: Instant
  waits_for: ThreadRow['waitsFor']
  report_id: string | null
  case_id: string | null
  ended_reason: ThreadRow['endedReason']
}>

export const toThreadFields = (
  row: StoredThread,
  now: Instant,
): Omit<Thread, 'messages' | 'readers' | 'offered' | 'hasEscrow'> => ({
  id: row.id,
  state: row.state === 'ended' ? 'ended' : 'open',
  topic: row.topic ?? 'other',
  about: row.about,
  writer: row.writer,
  language: row.lang,
  place:
    row.place_kato === null
      ? null
      : {
          kato: row.place_kato,
          name: {
            kk: row.place_kk ?? row.place_kato,
            ru: row.place_ru ?? row.place_kato,
            en: row.place_en ?? row.place_kato,
          },
        },
  openedAt: row.opened_at,
  movedAt: row.moved_at,
  waitsFor: row.waits_for,
  isLate:
    row.state === 'open' &&
    row.waits_for === 'staff' &&
    Date.parse(now) - Date.parse(row.moved_at) > silentAfterMs,
  reportId: row.report_id,
  caseId: row.case_id,
  endedReason: row.ended_reason,
})
