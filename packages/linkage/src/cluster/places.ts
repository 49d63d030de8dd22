// Where things lie when they are put in order.

/** The place of a record among ascending members. */
export function placeOf(members: Int32Array, record: number): number {
  let low = 0
  let high = members.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((members[middle] ?? 0) < record) low = middle + 1
    else high = middle
  }
  return low
}

/** Where each of so many groups begins when what is in them is put in order. */
export function starts(groups: number, groupOf: Int32Array): Int32Array {
  const start = new Int32Array(groups + 1)
  for (const group of groupOf) start[group + 1] = (start[group + 1] ?? 0) + 1
  for (let group = 0; group < groups; group += 1)
    start[group + 1] = (start[group + 1] ?? 0) + (start[group] ?? 0)
  return start
}
