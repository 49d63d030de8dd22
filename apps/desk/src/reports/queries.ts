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
import { useEffect, useRef, useState } from 'react'
import { call } from '../offline/call.ts'
import { CallFailed, isLost } from '../offline/problem.ts'
import { queryOf } from '../offline/query.ts'

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

export type Saving =
  | { readonly state: 'nothing' }
  | { readonly state: 'saving' }
  | { readonly state: 'saved'; readonly at: string }
  | { readonly state: 'unsaved' }
  | { readonly state: 'changed-elsewhere' }

const REST_MS = 700
const AGAIN_MS = 4000

/** What a save that failed means: somebody else's window was first, or it is tried again by itself. */
export const afterFailedSave = (error: unknown): { saving: Saving; isTriedAgain: boolean } =>
  error instanceof CallFailed && error.code === 'record-changed'
    ? { saving: { state: 'changed-elsewhere' }, isTriedAgain: false }
    : { saving: { state: 'unsaved' }, isTriedAgain: isLost(error) }

/**
 * Keeps a draft while it is typed: after a short rest, one save at a time, always the latest. A draft changed
 * in another window is never overwritten.
 */
export const useAutosave = (
  content: ReportDraftContent,
  first: { readonly id: string; readonly revision: number } | null,
) => {
  const [saving, setSaving] = useState<Saving>({ state: 'nothing' })
  const kept = useRef(first)
  const isSending = useRef(false)
  const lastSaved = useRef(JSON.stringify(content))
  const latest = useRef(content)
  const isLeft = useRef(false)
  const unanswered = useRef<{ sent: ReportDraftContent; key: string } | null>(null)
  latest.current = content
  const text = JSON.stringify(content)

  useEffect(() => {
    isLeft.current = false
    return () => {
      isLeft.current = true
    }
  }, [])

  useEffect(() => {
    if (text === lastSaved.current) return
    const save = async (): Promise<void> => {
      if (isSending.current || isLeft.current) return
      isSending.current = true
      setSaving({ state: 'saving' })
      // A save whose answer was lost may have been kept: the very same is sent again, under the same key.
      const attempt = unanswered.current ?? { sent: latest.current, key: crypto.randomUUID() }
      const { sent, key } = attempt
      try {
        if (kept.current === null) {
          kept.current = await call(createReportDraft, { body: { content: sent } }, { key })
          setSaving({ state: 'saved', at: new Date().toISOString() })
        } else {
          const reply = await call(
            saveReportDraft,
            {
              params: { id: kept.current.id },
              body: { revision: kept.current.revision, content: sent },
            },
            { key },
          )
          kept.current = { ...kept.current, revision: reply.revision }
          setSaving({ state: 'saved', at: reply.savedAt })
        }
        unanswered.current = null
        lastSaved.current = JSON.stringify(sent)
      } catch (error) {
        const failed = afterFailedSave(error)
        setSaving(failed.saving)
        unanswered.current = failed.isTriedAgain ? attempt : null
        // Nobody has to type on for the draft to be kept once the connection is back.
        if (failed.isTriedAgain && !isLeft.current) timer = setTimeout(() => void save(), AGAIN_MS)
        if (failed.isTriedAgain || failed.saving.state === 'changed-elsewhere') return
      } finally {
        isSending.current = false
      }
      // Typed on while it was being saved.
      if (JSON.stringify(latest.current) !== JSON.stringify(sent))
        timer = setTimeout(() => void save(), REST_MS)
    }
    let timer = setTimeout(() => void save(), REST_MS)
    return () => clearTimeout(timer)
  }, [text])

  return { saving, draftId: () => kept.current?.id ?? null }
}
