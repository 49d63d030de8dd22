import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { duckdbDialect } from '../dialect.ts'
import { type Duckdb, openDuckdb } from '../engines/duckdb.ts'
import { inBytes } from '../strings/bytes.ts'
import { damerauLevenshtein, hamming, levenshtein } from '../strings/edits.ts'
import { jaro, jaroWinkler } from '../strings/jaro.ts'

// The SQL engine decides in a run and TypeScript decides in the index: they must say the same of every pair.
describe('string measures in TypeScript and in SQL', () => {
  let db: Duckdb
  const word = fc.stringMatching(/^[abcde]{1,9}$/)
  const pairs = [
    ...fc.sample(fc.tuple(word, word), { numRuns: 8000, seed: 7 }),
    ...fc.sample(fc.tuple(fc.stringMatching(/^[a-z]{1,24}$/), fc.stringMatching(/^[a-z]{1,24}$/)), {
      numRuns: 2000,
      seed: 8,
    }),
    ...fc.sample(
      word.chain((one) =>
        fc.tuple(
          fc.constant(one),
          fc.shuffledSubarray([...one], { minLength: 1 }).map((letters) => letters.join('')),
        ),
      ),
      { numRuns: 4000, seed: 9 },
    ),
    // Letters of two and three bytes, which the database counts as such.
    ...fc.sample(
      fc.tuple(
        fc.string({ unit: fc.constantFrom(...'әсельai₸'), minLength: 1, maxLength: 9 }),
        fc.string({ unit: fc.constantFrom(...'әсельai₸'), minLength: 1, maxLength: 9 }),
      ),
      { numRuns: 3000, seed: 10 },
    ),
  ]

  beforeAll(async () => {
    db = await openDuckdb()
    await db.run('CREATE TABLE words (place INTEGER, a VARCHAR, b VARCHAR)')
    const appender = await db.appender('words')
    pairs.forEach(([a, b], at) => {
      appender.add([at, a, b])
    })
    appender.close()
  })
  afterAll(() => db.close())

  test.each([
    ['jaro_similarity', jaro],
    ['jaro_winkler_similarity', jaroWinkler],
    ['levenshtein', levenshtein],
    ['damerau_levenshtein', damerauLevenshtein],
  ])('%s agrees to the last bit', async (name, measure) => {
    const rows = await db.rows<{ value: number }>(
      `SELECT CAST(${name}(a, b) AS DOUBLE) AS value FROM words ORDER BY place`,
    )

    const differing = pairs.filter(
      ([a, b], at) => measure(inBytes(a), inBytes(b)) !== rows[at]?.value,
    )

    expect(differing).toEqual([])
  })

  test('hamming agrees where it is defined', async () => {
    const rows = await db.rows<{ value: number | null }>(
      `SELECT CASE WHEN ${duckdbDialect.length('a')} = ${duckdbDialect.length('b')} THEN ${duckdbDialect.hamming('a', 'b')} END AS value FROM words ORDER BY place`,
    )

    expect(rows.map(({ value }) => value ?? undefined)).toEqual(
      pairs.map(([a, b]) => hamming(inBytes(a), inBytes(b))),
    )
  })
})
