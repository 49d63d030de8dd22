// What may be brought into a case, and how a file is named when it leaves. Pure.
import { type AttachmentKind, attachmentBytesAtMost, attachmentPartBytes } from '@umai/contract'

/** What a file is by its content. The name of a file proves nothing and is never asked. */
const accepted = {
  'image/jpeg': { ending: 'jpg', family: 'picture' },
  'image/png': { ending: 'png', family: 'picture' },
  'image/webp': { ending: 'webp', family: 'picture' },
  'image/tiff': { ending: 'tif', family: 'picture' },
  'image/heic': { ending: 'heic', family: 'picture' },
  'application/pdf': { ending: 'pdf', family: 'paper' },
  'audio/mpeg': { ending: 'mp3', family: 'recording' },
  'audio/x-m4a': { ending: 'm4a', family: 'recording' },
  'audio/mp4': { ending: 'm4a', family: 'recording' },
  'audio/ogg': { ending: 'ogg', family: 'recording' },
  'audio/wav': { ending: 'wav', family: 'recording' },
  'video/mp4': { ending: 'mp4', family: 'recording' },
  'video/quicktime': { ending: 'mov', family: 'recording' },
} as const
export type AcceptedType = keyof typeof accepted

/** Names that people know these contents by; any other ending on them is a disguise. */
const endings: Readonly<Record<(typeof accepted)[AcceptedType]['family'], readonly string[]>> = {
  picture: ['jpg', 'jpeg', 'jfif', 'png', 'webp', 'tif', 'tiff', 'heic', 'heif'],
  paper: ['pdf'],
  recording: ['mp3', 'm4a', 'ogg', 'oga', 'opus', 'wav', 'mp4', 'm4v', 'mov'],
}

/** Pictures of which a copy without hidden details can be made here. */
const shown: ReadonlySet<string> = new Set([
  'image/jpeg',
  'image/png',
  'image/webp',
  'image/tiff',
] satisfies AcceptedType[])

export const canBeShown = (type: AcceptedType): boolean => shown.has(type)

const isAccepted = (type: string | undefined): type is AcceptedType =>
  type !== undefined && type in accepted

/** The type of a file, or undefined where it is nothing that is taken or calls itself something else. */
export const typeOf = (found: string | undefined, name: string): AcceptedType | undefined => {
  if (!isAccepted(found)) return undefined
  const ending = /\.([^.]{1,8})$/.exec(name)?.[1]?.toLowerCase()
  if (ending === undefined) return found
  return endings[accepted[found].family].includes(ending) ? found : undefined
}

export const partsOf = (bytes: number): number => Math.ceil(bytes / attachmentPartBytes)

/** Every piece is full but the last. */
export const bytesOfPart = (number: number, bytes: number): number =>
  number < partsOf(bytes) ? attachmentPartBytes : bytes - (partsOf(bytes) - 1) * attachmentPartBytes

export const isTooLarge = (bytes: number): boolean => bytes > attachmentBytesAtMost

export const classOf = (kind: AttachmentKind): 'evidence' | 'medical' =>
  kind === 'medical' ? 'medical' : 'evidence'

/** A neutral name: what a person called the file may name somebody, and stays sealed. */
export const savedName = (sha256: string, type: AcceptedType, isShown: boolean): string =>
  `file-${sha256.slice(0, 8)}${isShown ? '-view.jpg' : `.${accepted[type].ending}`}`
