import { type RecordKind, recordKinds } from '@umai/contract'
import type { Change } from '@umai/db'

/** A record that changed and that a desk may ask about. */
export type Changed = Readonly<{ kind: RecordKind; id: string; action: string }>

/** What a notice of the database says about records; anything else is nobody's business. */
export const parseChange = (payload: string): readonly Changed[] => {
  const change = parse(payload)
  if (change === undefined || typeof change.action !== 'string') return []
  const { action, kind, id, caseId } = change
  const own: readonly Changed[] = isRecordKind(kind) && isId(id) ? [{ kind, id, action }] : []
  // A desk that shows a case shows its parts too.
  const ofCase: readonly Changed[] =
    isId(caseId) && kind !== 'case' ? [{ kind: 'case', id: caseId, action }] : []
  return [...own, ...ofCase]
}

const parse = (payload: string): Partial<Change> | undefined => {
  try {
    const value: unknown = JSON.parse(payload)
    return typeof value === 'object' && value !== null ? value : undefined
  } catch {
    return undefined
  }
}

const isRecordKind = (kind: unknown): kind is RecordKind =>
  recordKinds.some((known) => known === kind)

const isId = (id: unknown): id is string => typeof id === 'string' && /^[0-9a-f-]{36}$/.test(id)

/** One server-sent event. */
export const toEvent = (event: string, data: object): string =>
  `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`
