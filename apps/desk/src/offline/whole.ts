// Lists that grow page by page, as long as they are on the screen: whoever needs the whole page asks here.

/** Says whether anything is missing from a list, and fetches what is missing. */
type GrowingList = Readonly<{
  isWhole: () => boolean
  fetchRest: () => Promise<unknown>
}>

const lists = new Set<GrowingList>()

/** A list on the page. Gives back how to forget it. */
export const addGrowingList = (list: GrowingList): (() => void) => {
  lists.add(list)
  return () => {
    lists.delete(list)
  }
}

export const growingLists: GrowingList = {
  isWhole: () => [...lists].every((list) => list.isWhole()),
  // One list that cannot be fetched does not stop the others.
  fetchRest: () => Promise.allSettled([...lists].map((list) => list.fetchRest())),
}
