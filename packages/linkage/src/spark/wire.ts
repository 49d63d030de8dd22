// The few messages of Spark Connect that running SQL needs, written and read by hand: field numbers as in Apache Spark's
// published protocol (package spark.connect). Everything else in an answer is passed over.

function varint(value: number): Buffer {
  const bytes: number[] = []
  let rest = value
  while (rest > 127) {
    bytes.push((rest & 127) | 128)
    rest = Math.floor(rest / 128)
  }
  bytes.push(rest)
  return Buffer.from(bytes)
}

function message(
  ...fields: readonly (readonly [number: number, value: string | Buffer])[]
): Buffer {
  return Buffer.concat(
    fields.flatMap(([number, value]) => {
      const bytes = typeof value === 'string' ? Buffer.from(value) : value
      return [varint(number * 8 + 2), varint(bytes.length), bytes]
    }),
  )
}

export type PlanRequest = {
  readonly sessionId: string
  readonly operationId: string
  readonly sql: string
  readonly kind: 'query' | 'command'
}

/** ExecutePlanRequest: a query gives rows, a command (DDL, INSERT) is done at once. */
export function executePlanRequest({ sessionId, operationId, sql, kind }: PlanRequest): Buffer {
  const relation = message([10, message([1, sql])])
  const plan =
    kind === 'query' ? message([1, relation]) : message([2, message([5, message([6, relation])])])
  return message(
    [1, sessionId],
    [2, message([1, 'umai'])],
    [3, plan],
    [4, 'umai-linkage'],
    [6, operationId],
  )
}

export type Field = { readonly number: number; readonly value: number | Buffer }

/** The fields of a message in the order in which they came. */
export function* readFields(bytes: Buffer): Generator<Field> {
  let at = 0
  const readVarint = (): number => {
    let value = 0
    let factor = 1
    for (;;) {
      const byte = bytes[at]
      if (byte === undefined)
        throw new RangeError('A message of Spark Connect ended inside a number.')
      at += 1
      value += (byte & 127) * factor
      if (byte < 128) return value
      factor *= 128
    }
  }
  while (at < bytes.length) {
    const tag = readVarint()
    const number = Math.floor(tag / 8)
    const kind = tag % 8
    if (kind === 0) yield { number, value: readVarint() }
    else if (kind === 2) {
      const length = readVarint()
      if (at + length > bytes.length)
        throw new RangeError('A message of Spark Connect is shorter than it says.')
      yield { number, value: bytes.subarray(at, at + length) }
      at += length
    } else if (kind === 1) at += 8
    else if (kind === 5) at += 4
    else throw new RangeError(`A message of Spark Connect has a field of unknown kind ${kind}.`)
  }
}

export type PlanAnswer = {
  readonly arrow?: Buffer
  readonly complete?: true
  readonly tasksRunning?: number
}

/** ExecutePlanResponse: a batch of rows, a sign of life, or the end. */
export function readPlanAnswer(bytes: Buffer): PlanAnswer {
  let answer: PlanAnswer = {}
  for (const { number, value } of readFields(bytes)) {
    if (number === 2 && typeof value !== 'number') {
      for (const part of readFields(value))
        if (part.number === 2 && typeof part.value !== 'number')
          answer = { ...answer, arrow: part.value }
    } else if (number === 14) answer = { ...answer, complete: true }
    else if (number === 18 && typeof value !== 'number') {
      for (const part of readFields(value))
        if (part.number === 2 && typeof part.value === 'number')
          answer = { ...answer, tasksRunning: part.value }
    }
  }
  return answer
}
