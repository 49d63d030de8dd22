// A register as bytes that lie somewhere, sealed or not: they are asked for piece by piece, and nothing is written to a disk.

export type RegisterFormat = 'csv' | 'parquet'

export type RegisterBytes = Readonly<{
  byteLength: number
  read: (from: number, to: number) => Promise<Uint8Array>
}>

export type RegisterProblem =
  | 'no-header'
  | 'not-csv'
  | 'not-parquet'
  | 'too-many-rows'
  | 'too-many-columns'
  | 'unpacks-too-large'

/** The file as a whole cannot be read; each row that cannot is a fault of its own. */
export class RegisterError extends Error {
  readonly problem: RegisterProblem
  constructor(problem: RegisterProblem, options?: ErrorOptions) {
    super(`The register cannot be read: ${problem}`, options)
    this.problem = problem
  }
}

const PIECE = 1 << 20

export async function* piecesOf(
  bytes: RegisterBytes,
  passed: (byte: number) => void = () => {},
): AsyncGenerator<Buffer> {
  for (let from = 0; from < bytes.byteLength; from += PIECE) {
    const to = Math.min(from + PIECE, bytes.byteLength)
    yield Buffer.from(await bytes.read(from, to))
    passed(to)
  }
}
