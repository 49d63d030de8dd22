import { spawnSync } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Server, ServerCredentials, type ServerWritableStream } from '@grpc/grpc-js'
import { tableFromArrays, tableToIPC } from 'apache-arrow'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { linkPairs, loadRecords, openRun, train } from '../pipeline.ts'
import { planOf } from '../plan.ts'
import { parseSettings } from '../settings/parse-settings.ts'
import { openSparkSession } from './connect.ts'
import { writeSparkSql } from './link-on-spark.ts'
import { sparkSteps } from './spark-steps.ts'
import { executePlanRequest, readFields } from './wire.ts'

const settings = parseSettings({
  version: 1,
  linkType: 'dedupe',
  id: 'number',
  fields: {
    name: { standardise: 'kz.given' },
    born: { standardise: 'date' },
    phones: { standardise: 'kz.phones' },
  },
  blocking: [{ on: ['phones[*]'] }, { on: ['born'] }],
  comparisons: [
    { field: 'name', levels: ['exact', { jaroWinkler: 0.88 }], frequency: {} },
    { field: 'born', levels: ['exact', { hamming: 1 }] },
    { field: 'phones', levels: [{ shareAny: 1 }] },
  ],
  training: { uPairs: 5000 },
})

/** Reads a request as a server does: field by field. */
function sqlOf(bytes: Buffer): { readonly kind: string; readonly sql: string } {
  const inside = (from: Buffer, number: number): Buffer | undefined => {
    for (const field of readFields(from))
      if (field.number === number && typeof field.value !== 'number') return field.value
    return undefined
  }
  const plan = inside(bytes, 3) ?? Buffer.alloc(0)
  const query = inside(plan, 1)
  const command = inside(inside(inside(plan, 2) ?? Buffer.alloc(0), 5) ?? Buffer.alloc(0), 6)
  const relation = query ?? command ?? Buffer.alloc(0)
  return {
    kind: query === undefined ? 'command' : 'query',
    sql: (inside(inside(relation, 10) ?? Buffer.alloc(0), 1) ?? '').toString(),
  }
}

describe('Spark Connect on the wire', () => {
  const seen: { kind: string; sql: string }[] = []
  const server = new Server()
  let address: string

  beforeAll(async () => {
    const bytes = (value: Buffer) => value
    const answer = (call: ServerWritableStream<Buffer, Buffer>) => {
      const request = sqlOf(call.request)
      seen.push(request)
      if (request.sql.includes('nothing')) {
        call.emit('error', { code: 3, details: 'TABLE_OR_VIEW_NOT_FOUND' })
        return
      }
      const arrow = Buffer.from(
        tableToIPC(tableFromArrays({ n: Int32Array.from([1, 2]) }), 'stream'),
      )
      const length = (value: number) => (value < 128 ? [value] : [(value & 127) | 128, value >> 7])
      const batch = Buffer.concat([Buffer.from([0x08, 2, 0x12, ...length(arrow.length)]), arrow])
      if (request.kind === 'query')
        call.write(Buffer.concat([Buffer.from([0x12, ...length(batch.length)]), batch]))
      call.write(Buffer.from([0x72, 0]))
      call.end()
    }
    server.addService(
      {
        ExecutePlan: {
          path: '/spark.connect.SparkConnectService/ExecutePlan',
          requestStream: false,
          responseStream: true,
          requestSerialize: bytes,
          requestDeserialize: bytes,
          responseSerialize: bytes,
          responseDeserialize: bytes,
        },
      },
      { ExecutePlan: answer },
    )
    address = await new Promise((resolve, reject) =>
      server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, port) =>
        error === null ? resolve(`127.0.0.1:${port}`) : reject(error),
      ),
    )
  })
  afterAll(() => server.forceShutdown())

  test('a query is sent as a relation and its batches come back as rows', async () => {
    const session = openSparkSession(address)

    expect(await session.rows('SELECT n FROM t')).toEqual([{ n: 1 }, { n: 2 }])
    expect(seen.at(-1)).toEqual({ kind: 'query', sql: 'SELECT n FROM t' })
    session.close()
  })

  test('a statement is sent as a command', async () => {
    const session = openSparkSession(address)

    await session.run('INSERT INTO t VALUES (1)')

    expect(seen.at(-1)).toEqual({ kind: 'command', sql: 'INSERT INTO t VALUES (1)' })
    session.close()
  })

  test('what Spark refuses is said with its words and the address', async () => {
    const session = openSparkSession(address)

    await expect(session.run('SELECT * FROM nothing')).rejects.toThrow(
      `Spark at ${address} refused or failed: TABLE_OR_VIEW_NOT_FOUND`,
    )
    session.close()
  })

  test('the bytes of a request are those of the published protocol', () => {
    const bytes = executePlanRequest({
      sessionId: 's',
      operationId: 'o',
      sql: 'SELECT 1',
      kind: 'query',
    })

    expect(bytes.toString('hex')).toBe(
      '0a017312060a04756d61691a0e0a0c520a0a0853454c4543542031220c756d61692d6c696e6b61676532016f',
    )
  })
})

describe('the statements for Spark', () => {
  test('use nothing that only DuckDB has', async () => {
    const home = await mkdtemp(join(tmpdir(), 'spark-'))
    const rows = Array.from(
      { length: 300 },
      (_, at) =>
        `${at},${['Әсел', 'Асель', 'Нұрлан'][at % 3]},19${60 + (at % 30)}-01-0${1 + (at % 9)},8701000${1000 + (at % 50)}`,
    )
    await writeFile(join(home, 'people.csv'), `number,name,born,phones\n${rows.join('\n')}\n`)
    const run = await openRun(join(home, 'run'), settings)
    await loadRecords(run, [{ source: 'office', path: join(home, 'people.csv') }])
    const model = await train(run, { trainedAt: '2026-11-01T00:00:00Z' })
    await linkPairs(run, { model })

    const sql = await readFile(await writeSparkSql(run, { model }), 'utf8')

    expect(sql).toContain('-- edges of rule 2\nINSERT OVERWRITE DIRECTORY')
    expect(sql).toContain('explode(k0) AS item')
    expect(sql).toContain('arrays_overlap(')
    expect(sql).not.toMatch(/list_|::|MATERIALIZED|hamming\(|damerau/)
    await rm(home, { recursive: true })
  })

  test('settings that Spark cannot run are refused by the name of the level', () => {
    const plan = planOf(
      parseSettings({
        ...settings,
        comparisons: [{ field: 'name', levels: [{ damerauLevenshtein: 1 }] }],
      }),
    )
    const levels = [[0.5, 0.5]]
    const model = {
      version: 1 as const,
      settings: '',
      trainedAt: '',
      records: 0,
      lambda: 0.1,
      sessions: [],
      warnings: [],
      comparisons: [
        { name: 'name', levels: levels.flat().map((m) => ({ label: '', m, u: m, weight: 0 })) },
      ],
    }

    expect(() => sparkSteps(plan, model, { nodes: 'n', edges: 'e' })).toThrow(
      '"damerauLevenshtein" has no form in Spark SQL',
    )
  })
})

// A Spark is no part of a test machine: `node bench/linkage/spark.ts` sets one up and does the same without this test.
describe.skipIf(process.env.UMAI_SPARK === undefined)('a real Spark (UMAI_SPARK=host:port)', () => {
  test('gives the same edges as DuckDB', { timeout: 1_800_000 }, () => {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [
        fileURLToPath(new URL('../../../../bench/linkage/spark.ts', import.meta.url)),
        '--people',
        '300',
        '--connect',
        process.env.UMAI_SPARK ?? '',
      ],
      { encoding: 'utf8' },
    )

    expect(stderr).toBe('')
    expect(stdout).toContain('the same edges')
    expect(status).toBe(0)
  })
})
