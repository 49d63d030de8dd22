// Rows of a Parquet file as text, group by group. What a file says of its own size is not believed further than the bounds here.
import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from 'node:zlib'
import {
  type AsyncBuffer,
  type Compressors,
  type FileMetaData,
  parquetMetadataAsync,
  parquetReadObjects,
  parquetSchema,
  snappyUncompress,
} from 'hyparquet'
import { type RegisterBytes, RegisterError } from './register-bytes.ts'

const mostBytesOfGroup = 256 * 2 ** 20
const mostBytesOfPage = 64 * 2 ** 20

type Unpack = (packed: Uint8Array, bytes: number) => Uint8Array

const bounded =
  (unpack: Unpack): Unpack =>
  (packed, bytes) => {
    if (!(bytes >= 0 && bytes <= mostBytesOfPage)) throw new RegisterError('unpacks-too-large')
    return unpack(packed, bytes)
  }

const compressors: Compressors = {
  SNAPPY: bounded((packed, bytes) => {
    const unpacked = new Uint8Array(bytes)
    snappyUncompress(packed, unpacked)
    return unpacked
  }),
  GZIP: bounded((packed, bytes) => gunzipSync(packed, { maxOutputLength: Math.max(1, bytes) })),
  BROTLI: bounded((packed, bytes) =>
    brotliDecompressSync(packed, { maxOutputLength: Math.max(1, bytes) }),
  ),
  ZSTD: bounded((packed, bytes) =>
    zstdDecompressSync(packed, { maxOutputLength: Math.max(1, bytes) }),
  ),
}

export type OpenParquet = Readonly<{ columns: readonly string[]; rows: number; file: Opened }>
type Opened = Readonly<{ buffer: AsyncBuffer; metadata: FileMetaData }>

const asParquet = async <T>(work: () => Promise<T>): Promise<T> => {
  try {
    return await work()
  } catch (cause) {
    if (cause instanceof RegisterError) throw cause
    throw new RegisterError('not-parquet', { cause })
  }
}

export const openParquet = (
  bytes: RegisterBytes,
  { mostRows, mostColumns }: Readonly<{ mostRows: number; mostColumns: number }>,
): Promise<OpenParquet> =>
  asParquet(async () => {
    if (bytes.byteLength < 12) throw new RegisterError('not-parquet')
    const buffer: AsyncBuffer = {
      byteLength: bytes.byteLength,
      slice: async (from, to = bytes.byteLength) => {
        if (!(from >= 0 && from <= to && to <= bytes.byteLength))
          throw new RegisterError('not-parquet')
        const read = await bytes.read(from, to)
        return read.buffer.slice(read.byteOffset, read.byteOffset + read.byteLength) as ArrayBuffer
      },
    }
    const metadata = await parquetMetadataAsync(buffer, { geoparquet: false })
    const columns = parquetSchema(metadata).children.map(({ element }) => element.name)
    let rows = 0
    for (const group of metadata.row_groups) {
      rows += Number(group.num_rows)
      const unpacked = group.columns.reduce(
        (sum, { meta_data }) => sum + Number(meta_data?.total_uncompressed_size ?? 0),
        0,
      )
      if (!(unpacked >= 0 && unpacked <= mostBytesOfGroup))
        throw new RegisterError('unpacks-too-large')
    }
    if (rows > mostRows) throw new RegisterError('too-many-rows')
    if (columns.length > mostColumns) throw new RegisterError('too-many-columns')
    if (columns.length === 0) throw new RegisterError('no-header')
    return { columns, rows, file: { buffer, metadata } }
  })

/** Groups of rows, as long as whoever takes them wants more. */
export const readParquetRows = async (
  { columns, file: { buffer, metadata } }: OpenParquet,
  take: (rows: readonly (readonly string[])[], share: number) => Promise<boolean>,
): Promise<void> => {
  let from = 0
  for (const [at, group] of metadata.row_groups.entries()) {
    const to = from + Number(group.num_rows)
    const rows = await asParquet(() =>
      parquetReadObjects({
        file: buffer,
        metadata,
        compressors,
        rowStart: from,
        rowEnd: to,
        geoparquet: false,
      }),
    )
    const texts = rows.map((row) => columns.map((column) => textOf(row[column])))
    if (!(await take(texts, (at + 1) / metadata.row_groups.length))) return
    from = to
  }
}

const textOf = (value: unknown): string => {
  if (value === null || value === undefined) return ''
  if (value instanceof Date)
    return Number.isNaN(value.getTime()) ? 'NaN' : value.toISOString().slice(0, 10)
  if (typeof value === 'object')
    return JSON.stringify(value, (_, part) => (typeof part === 'bigint' ? `${part}` : part)) ?? ''
  return String(value)
}
