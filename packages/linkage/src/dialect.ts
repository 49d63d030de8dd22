// What DuckDB and Spark write differently. Templates keep to what both have in common; the rest is here.

export type Dialect = {
  readonly name: 'duckdb' | 'spark'
  readonly jaroWinklerAtLeast: (a: string, b: string, limit: number) => string
  readonly jaroAtLeast: (a: string, b: string, limit: number) => string
  readonly levenshtein: (a: string, b: string) => string
  readonly damerauLevenshtein: (a: string, b: string) => string
  /** Only called where both strings are known to have one length. */
  readonly hamming: (a: string, b: string) => string
  /** What `hamming` needs to be equal: bytes where the engine counts bytes. */
  readonly length: (a: string) => string
  /** How many items two lists share. */
  readonly sharedItems: (a: string, b: string) => string
  readonly overlap: (a: string, b: string) => string
  readonly leastShared: (a: string, b: string) => string
  /** Opens a CTE that the engine must not write out. */
  readonly cte: (name: string) => string
}

export class NotInDialect extends Error {
  constructor(what: string, dialect: string) {
    super(
      `"${what}" has no form in ${dialect}. Use jaroWinkler, jaro, levenshtein or hamming in settings that run there.`,
    )
    this.name = 'NotInDialect'
  }
}

export const duckdbDialect: Dialect = {
  name: 'duckdb',
  jaroWinklerAtLeast: (a, b, limit) => `jaro_winkler_similarity(${a}, ${b}) >= ${double(limit)}`,
  jaroAtLeast: (a, b, limit) => `jaro_similarity(${a}, ${b}) >= ${double(limit)}`,
  levenshtein: (a, b) => `levenshtein(${a}, ${b})`,
  damerauLevenshtein: (a, b) => `damerau_levenshtein(${a}, ${b})`,
  hamming: (a, b) => `hamming(${a}, ${b})`,
  length: (a) => `strlen(${a})`,
  sharedItems: (a, b) => `len(list_intersect(${a}, ${b}))`,
  overlap: (a, b) => `list_has_any(${a}, ${b})`,
  leastShared: (a, b) => `list_min(list_intersect(${a}, ${b}))`,
  cte: (name) => `${name} AS NOT MATERIALIZED`,
}

/** Jaro as DuckDB and TypeScript count it, in Spark's functions on arrays: the places matched in b, in the order of a. */
function sparkJaro(a: string, b: string): string {
  const reach = `greatest(0, CAST(floor(greatest(length(${a}), length(${b})) / 2) AS INT) - 1)`
  const from = `greatest(1, i - ${reach})`
  const to = `least(length(${b}), i + ${reach})`
  const next = `try_element_at(filter(if(${from} > ${to}, array(), sequence(${from}, ${to})), j -> substr(${b}, j, 1) = substr(${a}, i, 1) AND NOT array_contains(found, j)), 1)`
  const matched = `aggregate(sequence(1, length(${a})), CAST(array() AS ARRAY<INT>), (found, i) -> if(${next} IS NULL, found, array_append(found, ${next})))`
  const turned = `size(filter(zip_with(found, array_sort(found), (x, y) -> substr(${b}, x, 1) = substr(${b}, y, 1)), same -> NOT same))`
  const similarity = `(size(found) / length(${a}) + size(found) / length(${b}) + (size(found) - floor(${turned} / 2)) / size(found)) / 3`
  return `element_at(transform(array(${matched}), found -> if(size(found) = 0, 0e0, CAST(${similarity} AS DOUBLE))), 1)`
}

function sparkPrefix(a: string, b: string): string {
  const same = [4, 3, 2, 1].map(
    (length) =>
      `WHEN least(length(${a}), length(${b})) >= ${length} AND substr(${a}, 1, ${length}) = substr(${b}, 1, ${length}) THEN ${length}`,
  )
  return `CASE ${same.join(' ')} ELSE 0 END`
}

// Spark counts half transpositions where DuckDB rounds down, so its similarity is never higher, and lower by a sixth part of one
// match at most. Pairs below the limit by no more than that are looked at again as DuckDB looks at them.
const SPARK_LOWER_BY = 0.17

export const sparkDialect: Dialect = {
  name: 'spark',
  jaroWinklerAtLeast: (a, b, limit) => {
    const quick = `jaro_winkler_similarity(${a}, ${b})`
    const exact = `element_at(transform(array(${sparkJaro(a, b)}), s -> if(s > 0.7e0, s + ${sparkPrefix(a, b)} * 0.1e0 * (1e0 - s), s)), 1)`
    return `CASE WHEN ${quick} >= ${double(limit)} THEN true WHEN ${quick} < ${double(limit - SPARK_LOWER_BY)} THEN false ELSE ${exact} >= ${double(limit)} END`
  },
  jaroAtLeast: (a, b, limit) => `${sparkJaro(a, b)} >= ${double(limit)}`,
  levenshtein: (a, b) => `levenshtein(${a}, ${b})`,
  damerauLevenshtein: () => {
    throw new NotInDialect('damerauLevenshtein', 'Spark SQL')
  },
  hamming: (a, b) =>
    `aggregate(sequence(1, length(${a})), 0, (total, place) -> total + if(substr(${a}, place, 1) = substr(${b}, place, 1), 0, 1))`,
  length: (a) => `length(${a})`,
  sharedItems: (a, b) => `size(array_intersect(${a}, ${b}))`,
  overlap: (a, b) => `arrays_overlap(${a}, ${b})`,
  leastShared: (a, b) => `array_min(array_intersect(${a}, ${b}))`,
  cte: (name) => `${name} AS`,
}

/** A number that both engines read as a double, digit for digit. */
export function double(value: number): string {
  if (!Number.isFinite(value)) throw new RangeError(`A weight must be finite, found ${value}`)
  return value.toExponential()
}

export function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}

/** A column name from a file's header, which may hold anything. */
export function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}
