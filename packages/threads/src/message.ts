// A message of a thread in its box: text and the names of its files, filled up so that its size tells nothing.
import { closeBox, type KeyPair, openBox } from './box.ts'
import { pad, unpad } from './padding.ts'

export type MessageContent = Readonly<{
  text: string
  /** What was told beside the text, for example answers of a form; small and flat. */
  details?: Readonly<Record<string, string>>
}>

/** Place of the box of a message: it opens under no other id. */
const placeOf = (messageId: string): string => `thread message|${messageId}`
const filePlaceOf = (fileId: string): string => `thread file|${fileId}`

export const closeMessage = (
  publicKey: Buffer,
  messageId: string,
  content: MessageContent,
): Promise<string> =>
  closeBox(publicKey, pad(Buffer.from(JSON.stringify(content))), placeOf(messageId))

export const openMessage = async (
  keys: KeyPair,
  messageId: string,
  box: string,
): Promise<MessageContent> =>
  JSON.parse(unpad(await openBox(keys, box, placeOf(messageId))).toString('utf8')) as MessageContent

export const closeFile = (publicKey: Buffer, fileId: string, bytes: Uint8Array): Promise<string> =>
  closeBox(publicKey, pad(bytes), filePlaceOf(fileId))

export const openFile = async (keys: KeyPair, fileId: string, box: string): Promise<Buffer> =>
  unpad(await openBox(keys, box, filePlaceOf(fileId)))

/** The key of one epoch of a thread, closed for somebody who may read it. */
const keyPlaceOf = (threadId: string, epoch: number): string => `thread key|${threadId}|${epoch}`

export const closeThreadKey = (
  holderKey: Buffer,
  {
    threadId,
    epoch,
    privateKey,
  }: Readonly<{ threadId: string; epoch: number; privateKey: Buffer }>,
): Promise<string> => closeBox(holderKey, privateKey, keyPlaceOf(threadId, epoch))

export const openThreadKey = (
  holder: KeyPair,
  { threadId, epoch, box }: Readonly<{ threadId: string; epoch: number; box: string }>,
): Promise<Buffer> => openBox(holder, box, keyPlaceOf(threadId, epoch))

/** Place of the shares of one epoch in escrow. */
export const escrowPlaceOf = (threadId: string, epoch: number): string =>
  `thread escrow|${threadId}|${epoch}`

/** Place of a share that was passed on, for one request and one epoch. */
export const escrowRequestPlaceOf = (requestId: string, epoch: number): string =>
  `thread escrow request|${requestId}|${epoch}`
