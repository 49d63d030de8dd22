// Finding records while one types, for fields that choose one.

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { type Hit, type HitKind, search } from '@umai/contract'
import { useDeferredValue } from 'react'
import { queryOf } from './query.ts'

export const useSearch = (typed: string, kinds: readonly HitKind[]): readonly Hit[] => {
  const q = useDeferredValue(typed.trim())
  const { data } = useQuery({
    ...queryOf(search, { body: { q: q.slice(0, 120), kinds: [...kinds], limit: 12 } }),
    enabled: q.length >= 2,
    placeholderData: keepPreviousData,
    // What was searched for is not kept longer than it is looked at.
    gcTime: 0,
  })
  return q.length >= 2 ? (data?.hits ?? []) : []
}
