// Files of a case on their way to the server and back. A file travels in pieces; after a lost connection it goes on with
// the piece that was not answered. Nothing of it is kept in the browser but the choice on the page.
import {
  type AttachmentKind,
  addAttachmentPart,
  attachmentPartBytes,
  beginAttachment,
  finishAttachment,
  readInstrumentPaper,
  saveOriginal,
  showAttachment,
} from '@umai/contract'
import { call } from './call.ts'
import { base64, hashOf, nameOf } from './pieces.ts'

/** How far a file has come; held by the page so that sending again goes on from there. */
export type Sending = {
  readonly keys: { readonly begin: string; readonly finish: string }
  id: string | null
  parts: number
  sent: number
}

export const startSending = (): Sending => ({
  keys: { begin: crypto.randomUUID(), finish: crypto.randomUUID() },
  id: null,
  parts: 1,
  sent: 0,
})

export const sendAttachment = async (
  sending: Sending,
  {
    caseId,
    file,
    kind,
    note,
  }: Readonly<{ caseId: string; file: File; kind: AttachmentKind; note: string | null }>,
  onProgress: (share: number) => void,
): Promise<void> => {
  const bytes = new Uint8Array(await file.arrayBuffer())
  if (sending.id === null) {
    const sha256 = await hashOf(bytes)
    const begun = await call(
      beginAttachment,
      {
        params: { id: caseId },
        body: { kind, name: nameOf(file), note, bytes: bytes.length, sha256 },
      },
      { key: sending.keys.begin },
    )
    sending.id = begun.id
    sending.parts = begun.parts
  }
  const params = { id: sending.id }
  while (sending.sent < sending.parts) {
    const number = sending.sent + 1
    const piece = bytes.subarray(sending.sent * attachmentPartBytes, number * attachmentPartBytes)
    await call(
      addAttachmentPart,
      { params, body: { number, base64: base64(piece) } },
      { key: `${sending.id}-${number}` },
    )
    sending.sent = number
    onProgress(sending.sent / sending.parts)
  }
  await call(finishAttachment, { params }, { key: sending.keys.finish })
}

const blobOf = ({ base64, mediaType }: { base64: string; mediaType: string }): Blob =>
  new Blob([Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))], { type: mediaType })

/** An address of the copy to look at; whoever shows it lets go of it again. */
export const shownAddress = async (id: string): Promise<string> =>
  URL.createObjectURL(blobOf(await call(showAttachment, { params: { id } })))

/** Saves a file under the neutral name that came with it. */
const save = (file: { fileName: string; base64: string; mediaType: string }): void => {
  const address = URL.createObjectURL(blobOf(file))
  const link = document.createElement('a')
  link.href = address
  link.download = file.fileName
  link.click()
  URL.revokeObjectURL(address)
}

/** Saves the file as it came, under a neutral name. */
export const saveAsItCame = async (id: string): Promise<void> =>
  save(await call(saveOriginal, { params: { id } }))

/** Saves the paper by which an owner permits an instrument. */
export const savePaper = async (licenceId: string): Promise<void> =>
  save(await call(readInstrumentPaper, { params: { id: licenceId } }))

/** The bytes of a small file, as a body carries them. */
export const base64Of = async (file: File): Promise<string> =>
  base64(new Uint8Array(await file.arrayBuffer()))
