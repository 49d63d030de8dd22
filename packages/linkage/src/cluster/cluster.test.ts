import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { openDuckdb } from '../engines/duckdb.ts'
import { assignIds, type PersonChange } from '../steps/person-ids.ts'
import { clusterEdges } from './cluster-edges.ts'
import { refiner } from './refine.ts'
import { createUnionFind } from './union-find.ts'

type Edge = readonly [l: number, r: number, weight: number]

const options = { join: 0, absent: -3, largest: 150 }
const streamed =
  (edges: readonly Edge[]) =>
  async (take: (l: number[], r: number[], weight: number[], count: number) => void) =>
    take(
      edges.map(([l]) => l),
      edges.map(([, r]) => r),
      edges.map(([, , weight]) => weight),
      edges.length,
    )

async function persons(
  records: number,
  edges: readonly Edge[],
  more: { trustedSource?: Int32Array; veto?: Int32Array; largest?: number } = {},
) {
  const { person } = await clusterEdges({
    records,
    link: 0,
    edges: streamed(edges),
    trustedSource: more.trustedSource,
    vetoes: more.veto === undefined ? [] : [{ columns: [more.veto] }],
    refine: { ...options, largest: more.largest ?? options.largest },
  })
  return [...person]
}

describe('connected components', () => {
  test('do not depend on the order of edges', () => {
    const edges = fc.array(fc.tuple(fc.nat(30), fc.nat(30)), { maxLength: 60 })
    fc.assert(
      fc.property(
        edges.chain((list) =>
          fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
        ),
        ([one, other]) => {
          const roots = (list: readonly (readonly [number, number])[]) => {
            const joined = createUnionFind(31)
            for (const [a, b] of list) joined.join(a, b)
            return Array.from({ length: 31 }, (_, node) => joined.find(node))
          }
          expect(roots(other)).toEqual(roots(one))
        },
      ),
    )
  })
})

describe('persons from edges', () => {
  test('records that all agree are one person', async () => {
    expect(
      await persons(4, [
        [0, 1, 9],
        [1, 2, 9],
        [0, 2, 9],
      ]),
    ).toEqual([0, 0, 0, 3])
  })

  test('a record that two others agree with joins them though the third pair was never compared', async () => {
    expect(
      await persons(3, [
        [0, 1, 9],
        [1, 2, 9],
      ]),
    ).toEqual([0, 0, 0])
  })

  test('two persons with one chance agreement between them stay two', async () => {
    const edges: Edge[] = [
      [0, 1, 20],
      [0, 2, 20],
      [1, 2, 20],
      [3, 4, 20],
      [3, 5, 20],
      [4, 5, 20],
      [2, 3, 4],
    ]

    expect(await persons(6, edges)).toEqual([0, 0, 0, 3, 3, 3])
  })

  test('pairs that speak against one person count as well as those that speak for it', async () => {
    expect(
      await persons(3, [
        [0, 1, 8],
        [1, 2, 6],
        [0, 2, -15],
      ]),
    ).toEqual([0, 0, 2])
  })

  test('a trusted source gives a person one record at most', async () => {
    const trustedSource = Int32Array.from([0, -1, 0])

    expect(
      await persons(
        3,
        [
          [0, 1, 20],
          [1, 2, 15],
          [0, 2, 12],
        ],
        { trustedSource },
      ),
    ).toEqual([0, 0, 2])
  })

  test('records with different trusted numbers are never one person, through others neither', async () => {
    const veto = Int32Array.from([7, 0, 8])

    expect(
      await persons(
        3,
        [
          [0, 1, 20],
          [1, 2, 15],
          [0, 2, 30],
        ],
        { veto },
      ),
    ).toEqual([0, 0, 2])
  })

  test('a giant chain is cut at its weak places', async () => {
    const chain: Edge[] = Array.from({ length: 59 }, (_, at) => [at, at + 1, at % 3 === 2 ? 1 : 12])

    const found = await persons(60, chain, { largest: 10 })

    expect(
      Math.max(...[...Map.groupBy(found, (own) => own).values()].map(({ length }) => length)),
    ).toBeLessThanOrEqual(10)
    expect(found.slice(0, 3)).toEqual([0, 0, 0])
  })

  test('a piece of a giant keeps the pairs that speak against it', async () => {
    const speaksAgainst: Edge = [0, 2, -15]
    const giant: Edge[] = [
      [0, 1, 12],
      [1, 2, 12],
      [2, 3, 3],
      ...Array.from({ length: 5 }, (_, at): Edge => [3 + at, 4 + at, 12]),
      ...Array.from({ length: 7 }, (_, at): Edge => [8 + at, 9 + at, 1]),
    ]
    const first = async (edges: readonly Edge[]) =>
      (await persons(16, edges, { largest: 7 })).slice(0, 3)

    expect(await first(giant)).toEqual([0, 0, 0])
    expect(await first([...giant, speaksAgainst])).toEqual([0, 0, 2])
  })

  test('every record of a cut giant is in one group, named by its smallest record', () => {
    const component = fc.uniqueArray(
      fc.tuple(fc.nat(29), fc.nat(29), fc.integer({ min: -9, max: 30 })).filter(([l, r]) => l < r),
      { selector: ([l, r]) => `${l} ${r}`, maxLength: 120 },
    )
    fc.assert(
      fc.property(component, fc.integer({ min: 2, max: 12 }), (edges, largest) => {
        const members = Int32Array.from({ length: 30 }, (_, at) => at * 3)
        const groups = new Map<number, number>()
        refiner({ ...options, largest })(
          {
            members,
            edges: {
              l: Int32Array.from(edges, ([l]) => l * 3),
              r: Int32Array.from(edges, ([, r]) => r * 3),
              weight: Float64Array.from(edges, ([, , weight]) => weight),
            },
            forbidden: undefined,
          },
          (member, group) => groups.set(member, group),
        )

        expect([...groups.keys()].toSorted((a, b) => a - b)).toEqual([...members])
        for (const [, own] of Map.groupBy(groups, ([, group]) => group)) {
          expect(own.length).toBeLessThanOrEqual(largest)
          expect(Math.min(...own.map(([member]) => member))).toBe(own[0]?.[1])
        }
      }),
    )
  })

  test('what may not be joined is not joined, whatever the weights', () => {
    const component = fc.record({
      edges: fc.uniqueArray(
        fc.tuple(fc.nat(7), fc.nat(7), fc.integer({ min: -20, max: 20 })).filter(([l, r]) => l < r),
        { selector: ([l, r]) => `${l} ${r}` },
      ),
      apart: fc.array(fc.tuple(fc.nat(7), fc.nat(7))),
    })
    fc.assert(
      fc.property(component, ({ edges, apart }) => {
        const forbidden = (a: number, b: number) =>
          apart.some(([x, y]) => (x === a && y === b) || (x === b && y === a))
        const groups = new Map<number, number>()
        refiner(options)(
          {
            members: Int32Array.from([0, 1, 2, 3, 4, 5, 6, 7]),
            edges: {
              l: Int32Array.from(edges, ([l]) => l),
              r: Int32Array.from(edges, ([, r]) => r),
              weight: Float64Array.from(edges, ([, , weight]) => weight),
            },
            forbidden,
          },
          (member, group) => groups.set(member, group),
        )
        for (const [a, b] of apart) if (a !== b) expect(groups.get(a) === groups.get(b)).toBe(false)
      }),
    )
  })
})

/** The same said plainly: of all two groups the first that agree best are joined, and all are looked at again. */
function joinedPlainly(
  count: number,
  edges: readonly Edge[],
  forbidden: (a: number, b: number) => boolean,
): readonly number[] {
  const weights = new Map(edges.map(([l, r, weight]) => [`${l} ${r}`, weight]))
  const weightOf = (a: number, b: number) =>
    forbidden(a, b) ? -1e6 : (weights.get(a < b ? `${a} ${b}` : `${b} ${a}`) ?? options.absent)
  const groups = Array.from({ length: count }, (_, at) => [at])
  const average = (one: readonly number[], other: readonly number[]) =>
    one.reduce((sum, a) => sum + other.reduce((own, b) => own + weightOf(a, b), 0), 0) /
    (one.length * other.length)
  for (;;) {
    const two = groups
      .flatMap((one, at) =>
        groups.slice(at + 1).map((other) => ({ one, other, average: average(one, other) })),
      )
      .filter((pair) => pair.average >= options.join)
      .reduce<{ one: number[]; other: number[]; average: number } | undefined>(
        (best, pair) => (best === undefined || pair.average > best.average ? pair : best),
        undefined,
      )
    if (two === undefined) break
    two.one.push(...two.other)
    groups.splice(groups.indexOf(two.other), 1)
  }
  return Array.from({ length: count }, (_, at) =>
    Math.min(...(groups.find((group) => group.includes(at)) ?? [])),
  )
}

test('groups join as if all were looked at after every step, one component after another', () => {
  const refine = refiner(options)
  const component = fc.record({
    count: fc.integer({ min: 2, max: 14 }),
    edges: fc.uniqueArray(
      fc.tuple(fc.nat(13), fc.nat(13), fc.integer({ min: -6, max: 8 })).filter(([l, r]) => l < r),
      { selector: ([l, r]) => `${l} ${r}`, maxLength: 80 },
    ),
    apart: fc.uniqueArray(fc.tuple(fc.nat(13), fc.nat(13)), { maxLength: 3 }),
  })
  fc.assert(
    fc.property(component, ({ count, edges: all, apart }) => {
      const edges = all.filter(([, r]) => r < count)
      const forbidden = (a: number, b: number) =>
        apart.some(([x, y]) => (x === a && y === b) || (x === b && y === a))
      const found = new Int32Array(count)
      refine(
        {
          members: Int32Array.from({ length: count }, (_, at) => at),
          edges: {
            l: Int32Array.from(edges, ([l]) => l),
            r: Int32Array.from(edges, ([, r]) => r),
            weight: Float64Array.from(edges, ([, , weight]) => weight),
          },
          forbidden: apart.length === 0 ? undefined : forbidden,
        },
        (member, group) => {
          found[member] = group
        },
      )

      expect([...found]).toEqual(joinedPlainly(count, edges, forbidden))
    }),
    { numRuns: 400 },
  )
})

describe('person ids from run to run', () => {
  async function assigned(
    before: readonly (readonly [record: string, person: number])[],
    now: readonly (readonly [record: string, cluster: number])[],
    next: number,
  ) {
    const db = await openDuckdb()
    await db.run(
      `CREATE TABLE before (source VARCHAR, record_id VARCHAR, person_id BIGINT); CREATE TABLE sources AS SELECT 0 AS source, 's' AS source_name; CREATE TABLE arrivals (id INTEGER, source INTEGER, record_id VARCHAR); CREATE TABLE clusters (id INTEGER, cluster INTEGER)`,
    )
    for (const [record, person] of before)
      await db.run(`INSERT INTO before VALUES ('s', '${record}', ${person})`)
    for (const [id, [record, cluster]] of now.entries())
      await db.run(
        `INSERT INTO arrivals VALUES (${id}, 0, '${record}'); INSERT INTO clusters VALUES (${id}, ${cluster})`,
      )
    for (const { name, sql } of assignIds({ previous: 'SELECT * FROM before', next }))
      await db.run(`CREATE TABLE ${name} AS ${sql}`)
    const ids = await db.rows<{ record_id: string; person_id: number }>(
      'SELECT record_id, person_id FROM arrivals JOIN clusters USING (id) JOIN person_ids USING (cluster) ORDER BY record_id',
    )
    const changes = await db.rows<PersonChange>('SELECT * FROM person_changes ORDER BY change')
    db.close()
    return {
      ids: Object.fromEntries(ids.map(({ record_id, person_id }) => [record_id, person_id])),
      changes,
    }
  }

  test('a person keeps the id when records come and go', async () => {
    const { ids, changes } = await assigned(
      [
        ['a', 7],
        ['b', 7],
        ['c', 8],
      ],
      [
        ['a', 0],
        ['b', 0],
        ['d', 0],
        ['e', 4],
      ],
      9,
    )

    expect(ids).toEqual({ a: 7, b: 7, d: 7, e: 9 })
    expect(changes).toEqual([])
  })

  test('a merger keeps the id with most records and is written down', async () => {
    const { ids, changes } = await assigned(
      [
        ['a', 7],
        ['b', 8],
        ['c', 8],
      ],
      [
        ['a', 0],
        ['b', 0],
        ['c', 0],
      ],
      9,
    )

    expect(ids).toEqual({ a: 8, b: 8, c: 8 })
    expect(changes).toEqual([{ change: 'merged', person_id: 8, others: [7], records: 3 }])
  })

  test('a split leaves the id with the larger part, and a number is never given twice', async () => {
    const { ids, changes } = await assigned(
      [
        ['a', 7],
        ['b', 7],
        ['c', 7],
      ],
      [
        ['a', 0],
        ['b', 0],
        ['c', 2],
      ],
      20,
    )

    expect(ids).toEqual({ a: 7, b: 7, c: 20 })
    expect(changes).toEqual([{ change: 'split', person_id: 7, others: [20], records: 3 }])
  })
})
