// How a list is filtered and sorted, kept in the address: it survives a reload, goes back with the browser and can be sent
// to a colleague. Never what somebody typed: an address is seen by others.
import { useRouter, useSearch } from '@tanstack/react-router'

/** The settings of a list that are in the address now, and a way to change some; null takes one out. */
export const useAddressState = <Name extends string>(): readonly [
  Readonly<Partial<Record<Name, string>>>,
  (change: Readonly<Partial<Record<Name, string | null>>>) => void,
] => {
  const router = useRouter()
  const raw = useSearch({ strict: false }) as Readonly<Record<string, unknown>>
  // The router reads a code that is all digits as a number.
  const state = Object.fromEntries(
    Object.entries(raw).map(([name, value]) => [name, String(value)]),
  ) as Partial<Record<Name, string>>
  const set = (change: Readonly<Partial<Record<Name, string | null>>>) => {
    const next = Object.entries({ ...state, ...change }).filter(
      ([, value]) => value !== null && value !== undefined,
    )
    void router.navigate({
      to: router.state.location.pathname,
      search: Object.fromEntries(next) as never,
      replace: true,
    })
  }
  return [state, set]
}

/** One setting of a list that is one of a few words; what is none of them counts as not said. */
export const useSetting = <Value extends string>(
  name: string,
  values: readonly Value[],
): readonly [Value | null, (value: string | null) => void] => {
  const [address, setAddress] = useAddressState<string>()
  return [
    values.find((one) => one === address[name]) ?? null,
    (value) => setAddress({ [name]: value }),
  ]
}
