// A small client of Spark Connect: a session, SQL in, rows out.
import { randomUUID } from 'node:crypto'
import { Client, credentials, type ServiceError } from '@grpc/grpc-js'
import { tableFromIPC } from 'apache-arrow'
import { executePlanRequest, type PlanAnswer, type PlanRequest, readPlanAnswer } from './wire.ts'

const METHOD = '/spark.connect.SparkConnectService/ExecutePlan'
const MOST_BYTES = 128 << 20

export class SparkError extends Error {
  constructor(address: string, detail: string) {
    super(`Spark at ${address} refused or failed: ${detail}`)
    this.name = 'SparkError'
  }
}

export type SparkSession = {
  /** DDL and INSERT. */
  readonly run: (sql: string) => Promise<void>
  readonly rows: (sql: string) => Promise<readonly Readonly<Record<string, unknown>>[]>
  readonly close: () => void
}

/** Opens a session at `host:port`. The connection is not encrypted: keep it on the machine or inside a protected network. */
export function openSparkSession(
  address: string,
  options: { readonly onRunning?: (tasks: number) => void } = {},
): SparkSession {
  const client = new Client(address, credentials.createInsecure(), {
    'grpc.max_receive_message_length': MOST_BYTES,
    'grpc.max_send_message_length': MOST_BYTES,
  })
  const sessionId = randomUUID()

  const execute = (sql: string, kind: PlanRequest['kind']): Promise<readonly Buffer[]> =>
    new Promise((resolve, reject) => {
      const batches: Buffer[] = []
      const call = client.makeServerStreamRequest(
        METHOD,
        (request: PlanRequest) => executePlanRequest(request),
        (bytes: Buffer): PlanAnswer => readPlanAnswer(bytes),
        { sessionId, operationId: randomUUID(), sql, kind },
      )
      call.on('data', ({ arrow, tasksRunning }: PlanAnswer) => {
        if (arrow !== undefined) batches.push(arrow)
        if (tasksRunning !== undefined) options.onRunning?.(tasksRunning)
      })
      call.on('error', (error: ServiceError) =>
        reject(new SparkError(address, error.details === '' ? error.message : error.details)),
      )
      call.on('end', () => resolve(batches))
    })

  return {
    run: async (sql) => {
      await execute(sql, 'command')
    },
    rows: async (sql) =>
      (await execute(sql, 'query')).flatMap((bytes) =>
        tableFromIPC(bytes)
          .toArray()
          .map((row) => ({ ...row.toJSON() })),
      ),
    close: () => client.close(),
  }
}
