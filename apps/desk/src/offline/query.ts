// Reads and commands as the pages use them. The key of a read is its endpoint and input, so that two slices
// that ask for the same thing share one answer.

import {
  infiniteQueryOptions,
  keepPreviousData,
  queryOptions,
  useInfiniteQuery,
  useMutation,
  useQueryClient,
} from '@tanstack/react-query'
import type { Endpoint, Input, Reply } from '@umai/contract'
import { useEffect, useRef } from 'react'
import { call } from './call.ts'
import { isByHand } from './hand.ts'
import { isLost } from './problem.ts'
import { addGrowingList } from './whole.ts'

export const queryOf = <E extends Endpoint>(endpoint: E, input: Input<E>) =>
  queryOptions({
    queryKey: [endpoint.name, input] as const,
    queryFn: ({ signal }) => call(endpoint, input, { signal, isBackground: !isByHand() }),
  })

type Page<Item> = {
  readonly items: readonly Item[]
  readonly nextCursor: string | null
  readonly total: number
}

/** An endpoint that answers with pages. */
type Paged = Endpoint & {
  readonly types?: { readonly input: unknown; readonly reply: { readonly nextCursor: unknown } }
}

const withCursor = (endpoint: Endpoint, input: object, cursor: string | undefined): object => {
  if (cursor === undefined) return input
  const part = endpoint.method === 'GET' ? 'query' : 'body'
  const before = (input as Readonly<Record<string, object | undefined>>)[part]
  return { ...input, [part]: { ...before, cursor } }
}

/** Longer lists are for the screen: their paper says that it is not whole. */
const mostPagesPrinted = 60

/** A list that grows page by page; the whole of what was fetched is one array. */
export const usePages = <E extends Paged>(
  endpoint: E,
  input: Input<E>,
  options: { readonly enabled?: boolean; readonly staleTime?: number } = {},
) => {
  type Item = Reply<E> extends Page<infer One> ? One : never
  const query = useInfiniteQuery({
    ...infiniteQueryOptions({
      queryKey: [endpoint.name, input, 'pages'] as const,
      queryFn: ({ signal, pageParam }) =>
        call(endpoint, withCursor(endpoint, input as object, pageParam) as Input<E>, {
          signal,
          isBackground: !isByHand(),
        }),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: (last) => (last as unknown as Page<Item>).nextCursor ?? undefined,
    }),
    placeholderData: keepPreviousData,
    enabled: options.enabled ?? true,
    ...(options.staleTime === undefined ? {} : { staleTime: options.staleTime }),
  })
  const growing = useRef(query)
  growing.current = query
  useEffect(
    () =>
      addGrowingList({
        isWhole: () => !growing.current.hasNextPage,
        fetchRest: async () => {
          let { hasNextPage, fetchNextPage } = growing.current
          for (let page = 0; hasNextPage && page < mostPagesPrinted; page++) {
            const fetched = await fetchNextPage()
            if (fetched.isError) return
            ;({ hasNextPage, fetchNextPage } = fetched)
          }
        },
      }),
    [],
  )
  const pages = query.data?.pages as unknown as readonly (Reply<E> & Page<Item>)[] | undefined
  const first = pages?.[0]
  return {
    data:
      first && pages
        ? { first, items: pages.flatMap((page) => page.items), total: first.total }
        : undefined,
    error: query.error,
    refetch: query.refetch,
    isStale: query.isPlaceholderData,
    more: query.hasNextPage ? () => void query.fetchNextPage() : undefined,
    isLoadingMore: query.isFetchingNextPage,
  }
}

/**
 * A command. Its idempotency key stays the same while the same input is sent again after a lost connection,
 * and is new for every other input. What was read before is read again afterwards.
 */
export const useCommand = <E extends Endpoint>(
  endpoint: E,
  onDone?: (reply: Reply<E>, input: Input<E>) => void,
) => {
  const client = useQueryClient()
  const unsure = useRef<{ readonly body: string; readonly key: string } | null>(null)
  return useMutation({
    mutationFn: async (input: Input<E>) => {
      const body = JSON.stringify(input)
      const key = unsure.current?.body === body ? unsure.current.key : crypto.randomUUID()
      unsure.current = { body, key }
      try {
        const reply = await call(endpoint, input, { key })
        unsure.current = null
        return reply
      } catch (error) {
        if (!isLost(error)) unsure.current = null
        throw error
      }
    },
    onSuccess: async (reply, input) => {
      onDone?.(reply, input)
      await client.invalidateQueries()
    },
  })
}
