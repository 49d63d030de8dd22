// Connected records in which not everything agrees, as clustering takes them apart.

/** Pairs of records with their weights, column by column. */
export type EdgeList = {
  readonly l: Int32Array
  readonly r: Int32Array
  readonly weight: Float64Array
}

export type Component = {
  /** Record numbers, ascending. */
  readonly members: Int32Array
  readonly edges: EdgeList
  /** True when the two records may not be one person, whatever the weights; nothing where all may. */
  readonly forbidden: ((a: number, b: number) => boolean) | undefined
}

export type RefineOptions = {
  /** Groups join when the average weight between them reaches this. */
  readonly join: number
  /** The weight of two records that no blocking rule brought together. */
  readonly absent: number
  /** A component beyond this is cut at rising weights before it is looked at closely. */
  readonly largest: number
}

/** Goes through the pairs, as often as it is called; those below `least` may be left out. */
export type EdgeColumns = (
  take: (
    l: ArrayLike<number>,
    r: ArrayLike<number>,
    weight: ArrayLike<number>,
    count: number,
  ) => void,
  least?: number,
) => Promise<void>
