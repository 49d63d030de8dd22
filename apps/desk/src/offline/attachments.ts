// Files of a case on their way to the server and back.
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
import { base64 } from './pieces.ts'
import { type Sending, sendInPieces } from './sending.ts'

export const sendAttachment = (
  sending: Sending,
  {
    caseId,
    file,
    kind,
    note,
  }: Readonly<{ caseId: string; file: File; kind: AttachmentKind; note: string | null }>,
  onProgress: (share: number) => void,
): Promise<string> =>
  sendInPieces(
    sending,
    file,
    {
      partBytes: attachmentPartBytes,
      begin: (told, options) =>
        call(beginAttachment, { params: { id: caseId }, body: { ...told, kind, note } }, options),
      add: (params, body, options) => call(addAttachmentPart, { params, body }, options),
      finish: (params, options) => call(finishAttachment, { params }, options),
    },
    onProgress,
  )

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
