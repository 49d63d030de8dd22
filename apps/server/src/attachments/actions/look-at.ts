// Looks into the bytes of a file: what it is, whether it is whole, and a copy of a picture that tells nothing but what
// is to be seen on it. A picture is decoded and drawn anew, so that no place, camera, thumbnail or second file rides along.
import { fileTypeFromBuffer } from 'file-type'
import sharp from 'sharp'

// One picture at a time is enough; the others wait for the same two cores.
sharp.concurrency(1)
sharp.cache(false)

const longestSide = 2400
const pixelsAtMost = 120_000_000

export const contentTypeOf = async (bytes: Uint8Array): Promise<string | undefined> =>
  (await fileTypeFromBuffer(bytes))?.mime

/** The copy to look at, upright and in JPEG; undefined where the picture cannot be decoded whole. */
export const drawCopy = async (bytes: Uint8Array): Promise<Buffer | undefined> => {
  try {
    return await sharp(bytes, { limitInputPixels: pixelsAtMost, failOn: 'truncated', pages: 1 })
      .rotate()
      .resize({
        width: longestSide,
        height: longestSide,
        fit: 'inside',
        withoutEnlargement: true,
      })
      .flatten({ background: '#ffffff' })
      .jpeg({ quality: 84 })
      .toBuffer()
  } catch {
    // The decoder says in many words what is wrong with a file; to us it is not a picture.
    return undefined
  }
}
