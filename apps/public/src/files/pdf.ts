// A PDF without its author, times, hidden attachments and programs. Only to be called in a process of its own: what somebody
// sends may be made to eat all memory.
import { inflateSync } from 'node:zlib'
import { PDFDict, PDFDocument, PDFName, type PDFObject, PDFRawStream } from '@cantoo/pdf-lib'
import { cleanedJpeg } from './model.ts'

const mostInflated = 48 * 1_048_576

/** Throws where it is damaged, locked, or made to swell. */
export async function cleanedPdf(bytes: Buffer): Promise<Buffer> {
  refuseSwelling(bytes)
  const document = await PDFDocument.load(bytes, {
    updateMetadata: false,
    throwOnInvalidObject: false,
  })
  if (document.getPageCount() === 0) throw new Error('The file has no page')
  const { context } = document
  for (const [ref, object] of context.enumerateIndirectObjects()) {
    const dict =
      object instanceof PDFDict ? object : object instanceof PDFRawStream ? object.dict : undefined
    if (dict === undefined) continue
    for (const name of telling) dict.delete(name)
    const types = [
      dict.get(PDFName.of('Type')),
      dict.get(PDFName.of('Subtype')),
      dict.get(PDFName.of('S')),
    ]
    if (types.some((type) => type !== undefined && dropped.includes(type))) {
      context.delete(ref)
      continue
    }
    if (
      object instanceof PDFRawStream &&
      dict.get(PDFName.of('Filter')) === PDFName.of('DCTDecode')
    )
      context.assign(ref, PDFRawStream.of(dict, cleanedJpeg(Buffer.from(object.contents))))
  }
  // Into a new document goes what its pages need; author, names and attachments hang elsewhere and stay behind.
  const clean = await PDFDocument.create({ updateMetadata: false })
  for (const page of await clean.copyPages(document, document.getPageIndices())) clean.addPage(page)
  return Buffer.from(
    await clean.save({
      useObjectStreams: false,
      addDefaultPage: false,
      updateFieldAppearances: false,
    }),
  )
}

const telling = [
  'Metadata',
  'PieceInfo',
  'LastModified',
  'AA',
  'A',
  'AF',
  'JS',
  'Thumb',
  'M',
  'CreationDate',
  'T',
].map((name) => PDFName.of(name))
const dropped: readonly PDFObject[] = [
  'Metadata',
  'EmbeddedFile',
  'Filespec',
  'F',
  'FileAttachment',
  'JavaScript',
  'Launch',
].map((name) => PDFName.of(name))

/** Looks at each packed part before the parser does, and stops at what no paper needs. */
function refuseSwelling(bytes: Buffer): void {
  let at = bytes.indexOf('stream')
  let swollen = 0
  while (at >= 0) {
    const start = bytes[at + 6] === 0x0d ? at + 8 : at + 7
    if (bytes[start] !== undefined && (bytes[start] & 0x0f) === 8) {
      const end = bytes.indexOf('endstream', start)
      try {
        swollen += inflateSync(bytes.subarray(start, end < 0 ? undefined : end), {
          maxOutputLength: mostInflated,
          finishFlush: 2,
        }).length
      } catch (error) {
        if ((error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE')
          swollen = Number.POSITIVE_INFINITY
      }
      if (swollen > 4 * mostInflated) throw new Error('The file swells')
    }
    at = bytes.indexOf('stream', at + 6)
  }
  const filters = new Set(
    [...bytes.toString('latin1').matchAll(/\/([A-Za-z0-9#]{2,30})/g)].map(([, name = '']) =>
      name.replaceAll(/#([0-9a-f]{2})/gi, (_, code: string) =>
        String.fromCharCode(Number.parseInt(code, 16)),
      ),
    ),
  )
  // A packing inside another packing hides its size from the look above.
  if (
    filters.has('ObjStm') &&
    [
      'ASCII85Decode',
      'A85',
      'LZWDecode',
      'LZW',
      'ASCIIHexDecode',
      'AHx',
      'RunLengthDecode',
      'RL',
    ].some((name) => filters.has(name))
  )
    throw new Error('The file is packed twice')
}
