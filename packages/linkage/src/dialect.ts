// What DuckDB and Spark write differently. Templates keep to what both have in common; the rest is here.

export type Dialect = {
  readonly name: 'duckdb' | 'spark'
  readonly jaroWinkler: (a: string, b: string) => string
  readonly jaro: (a: string, b: string) => string
  readonly levenshtein: (a: string, b: string) => string
  readonly damerauLevenshtein: (a: string, b: string) => string
  /** Only called where both strings are known to have one length. */
  readonly hamming: (a: string, b: string) => string
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
      `"${what}" has no form in ${dialect}. Use jaroWinkler, levenshtein or hamming in settings that run there.`,
    )
    this.name = 'NotInDialect'
  }
}

export const duckdbDialect: Dialect = {
  name: 'duckdb',
  jaroWinkler: (a, b) => `jaro_winkler_similarity(${a}, ${b})`,
  jaro: (a, b) => `jaro_similarity(${a}, ${b})`,
  levenshtein: (a, b) => `levenshtein(${a}, ${b})`,
  damerauLevenshtein: (a, b) => `damerau_levenshtein(${a}, ${b})`,
  hamming: (a, b) => `hamming(${a}, ${b})`,
  sharedItems: (a, b) => `len(list_intersect(${a}, ${b}))`,
  overlap: (a, b) => `list_has_any(${a}, ${b})`,
  leastShared: (a, b) => `list_min(list_intersect(${a}, ${b}))`,
  cte: (name) => `${name} AS NOT MATERIALIZED`,
}

export const sparkDialect: Dialect = {
  name: 'spark',
  jaroWinkler: (a, b) => `jaro_winkler_similarity(${a}, ${b})`,
  jaro: () => {
    throw new NotInDialect('jaro', 'Spark SQL')
  },
  levenshtein: (a, b) => `levenshtein(${a}, ${b})`,
  damerauLevenshtein: () => {
    throw new NotInDialect('damerauLevenshtein', 'Spark SQL')
  },
  hamming: (a, b) =>
    `aggregate(sequence(1, length(${a})), 0, (total, place) -> total + if(substr(${a}, place, 1) = substr(${b}, place, 1), 0, 1))`,
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
