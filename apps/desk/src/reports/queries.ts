import { keepPreviousData, useQuery } from '@tanstack/react-query'
import {
  createReportDraft,
  findEarlierContacts,
  listReportDrafts,
  matchPeople,
  type PersonAsTold,
  type ReportDraftContent,
  saveReportDraft,
} from '@umai/contract'
import type { Text } from '@umai/words'
import { useEffect, useRef, useState } from 'react'
import { call } from '../offline/call.ts'
import { CallFailed, isLost } from '../offline/problem.ts'
import { queryOf } from '../offline/query.ts'
import { useSearch } from '../offline/search.ts'

export const draftsQuery = queryOf(listReportDrafts, {})

/** Whether this number, IIN or name was heard of before; asked only when there is something to ask with. */
export const useEarlierContacts = (known: {
  readonly phone: string | null
  readonly iin: string | null
  readonly name: string | null
}) => {
  const body = {
    ...(known.phone === null ? {} : { phone: known.phone }),
    ...(known.iin === null ? {} : { iin: known.iin }),
    ...(known.name === null || known.name.length < 4 ? {} : { name: known.name }),
  }
  return useQuery({
    ...queryOf(findEarlierContacts, { body }),
    enabled: Object.keys(body).length > 0,
    gcTime: 0,
  })
}

/** Who of the people already known somebody may be; asked once there is a name of two letters, a number or a birth. */
export const useLikelyPeople = (told: PersonAsTold | undefined) => {
  const body = {
    ...(told?.name && told.name.length >= 2 ? { name: told.name } : {}),
    ...(told?.birthDate ? { birthDate: told.birthDate } : {}),
    ...(told?.iin ? { iin: told.iin } : {}),
    ...(told?.phone ? { phone: told.phone } : {}),
  }
  const isAsking = Object.keys(body).length > 0
  return useQuery({
    ...queryOf(matchPeople, {
      body: { ...body, ...(isAsking && told !== undefined ? { sex: told.sex } : {}) },
    }),
    enabled: isAsking,
    gcTime: 0,
    placeholderData: keepPreviousData,
  })
}

/** What the place of a code is called; nothing until that is known. */
export const usePlaceName = (kato: string | null | undefined): Text | undefined =>
  useSearch(kato ?? '', ['place']).find(({ id }) => id === kato)?.title

export type Saving =
  | { readonly state: 'nothing' }
  | { readonly state: 'saving' }
  | { readonly state: 'saved'; readonly at: string }
  | { readonly state: 'unsaved' }
  | { readonly state: 'changed-elsewhere' }

/** What another window made of a draft since this one last kept it. */
export type DraftConflict = Readonly<{
  before: ReportDraftContent
  theirs: ReportDraftContent
  revision: number
}>

const REST_MS = 700
const AGAIN_MS = 4000

/** What a save that failed means: another window was first or took the draft away, or it is tried again by itself. */
export const afterFailedSave = (
  error: unknown,
): { saving: Saving; isTriedAgain: boolean; isGone: boolean } => {
  const code = error instanceof CallFailed ? error.code : ''
  return {
    saving: { state: code === 'record-changed' ? 'changed-elsewhere' : 'unsaved' },
    isTriedAgain: isLost(error),
    isGone: code === 'not-found',
  }
}

/**
 * Keeps a draft while it is typed: after a short rest, one save at a time, always the latest. A draft changed
 * in another window is never overwritten: what it says there is handed out, and nothing is saved until that is settled.
 */
export const useAutosave = (
  content: ReportDraftContent,
  first: { readonly id: string; readonly revision: number } | null,
  /** A draft was begun on the server while the form is still open. */
  onBegun: (id: string) => void,
) => {
  const [saving, setSaving] = useState<Saving>({ state: 'nothing' })
  const [conflict, setConflict] = useState<DraftConflict | null>(null)
  const [turn, setTurn] = useState(0)
  const kept = useRef(first)
  const sending = useRef<Promise<void> | null>(null)
  const lastSaved = useRef(content)
  const latest = useRef(content)
  const isLeft = useRef(false)
  /** While the report is being submitted, or the other window's words are looked at, nothing is saved. */
  const isHeld = useRef(false)
  const unanswered = useRef<{ sent: ReportDraftContent; key: string } | null>(null)
  latest.current = content
  const text = JSON.stringify(content)

  useEffect(() => {
    isLeft.current = false
    return () => {
      isLeft.current = true
    }
  }, [])

  /** What the other window wrote; a draft that is no longer there is begun anew with what stands here. */
  const lookElsewhere = async (): Promise<void> => {
    const { items } = await call(listReportDrafts, {})
    const there = items.find(({ id }) => id === kept.current?.id)
    if (there === undefined) kept.current = null
    else {
      isHeld.current = true
      setConflict({
        before: lastSaved.current,
        theirs: there.content,
        revision: there.revision,
      })
    }
  }

  const keep = async ({ sent, key }: { sent: ReportDraftContent; key: string }): Promise<void> => {
    if (kept.current === null) {
      kept.current = await call(createReportDraft, { body: { content: sent } }, { key })
      setSaving({ state: 'saved', at: new Date().toISOString() })
      if (!isLeft.current) onBegun(kept.current.id)
      return
    }
    const { id, revision } = kept.current
    const body = { revision, content: sent }
    const reply = await call(saveReportDraft, { params: { id }, body }, { key })
    kept.current = { id, revision: reply.revision }
    setSaving({ state: 'saved', at: reply.savedAt })
  }

  // biome-ignore lint/correctness/useExhaustiveDependencies: the rest are refs, the same all the time.
  useEffect(() => {
    if (text === JSON.stringify(lastSaved.current)) return
    const later = (wait: number) => {
      if (!isLeft.current) timer = setTimeout(save, wait)
    }
    const save = (): void => {
      if (sending.current !== null || isLeft.current || isHeld.current) return
      sending.current = saveOnce().finally(() => {
        sending.current = null
      })
    }
    const saveOnce = async (): Promise<void> => {
      setSaving({ state: 'saving' })
      // A save whose answer was lost may have been kept: the very same is sent again, under the same key.
      const attempt = unanswered.current ?? { sent: latest.current, key: crypto.randomUUID() }
      try {
        await keep(attempt)
        unanswered.current = null
        lastSaved.current = attempt.sent
        // Typed on while it was being saved.
        if (JSON.stringify(latest.current) !== JSON.stringify(attempt.sent)) later(REST_MS)
      } catch (error) {
        const failed = afterFailedSave(error)
        setSaving(failed.saving)
        unanswered.current = failed.isTriedAgain ? attempt : null
        // Nobody has to type on for the draft to be kept once the connection is back.
        if (failed.isTriedAgain) return later(AGAIN_MS)
        if (failed.isGone) kept.current = null
        else if (failed.saving.state === 'changed-elsewhere')
          await lookElsewhere().catch(() => later(AGAIN_MS))
        else return
        if (!isHeld.current) later(REST_MS)
      }
    }
    let timer = setTimeout(save, REST_MS)
    return () => clearTimeout(timer)
  }, [text, turn])

  return {
    saving,
    conflict,
    /** The other window's words were looked at: what stands here from now on follows them. */
    settle: ({ theirs, revision }: DraftConflict) => {
      if (kept.current !== null) kept.current = { ...kept.current, revision }
      lastSaved.current = theirs
      isHeld.current = false
      setConflict(null)
      setSaving({ state: 'nothing' })
      setTurn((before) => before + 1)
    },
    /** Waits for the save that is on its way and begins no other; the draft as the server has it. */
    hold: async () => {
      isHeld.current = true
      await sending.current
      return kept.current
    },
    release: () => {
      isHeld.current = false
      setTurn((before) => before + 1)
    },
    lookElsewhere,
  }
}
