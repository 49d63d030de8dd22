// What is printed is whole: lists that grow page by page fetch their rest before the paper is drawn.

type Lists = Readonly<{ isWhole: () => boolean; fetchRest: () => Promise<unknown> }>

let lists: Lists = { isWhole: () => true, fetchRest: () => Promise.resolve() }

/** The lists that every print waits for. */
export const printsWaitFor = (all: Lists): void => {
  lists = all
}

/** False after a print that did not wait, or where a list is too long for paper or could not be fetched. */
export const isPageWhole = (): boolean => lists.isWhole()

const drawn = (): Promise<void> =>
  new Promise((resolve) => {
    requestAnimationFrame(() => requestAnimationFrame(() => resolve()))
  })

export const printWhole = async (): Promise<void> => {
  await lists.fetchRest()
  await drawn()
  print()
}
