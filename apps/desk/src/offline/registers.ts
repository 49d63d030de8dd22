// A register on its way to the server, in pieces; after a lost connection it goes on with the piece that was not answered.
import {
  addRegisterPart,
  beginRegisterFile,
  finishRegisterFile,
  type RegisterFormat,
  registerPartBytes,
} from '@umai/contract'
import { call } from './call.ts'
import { base64, hashOf, nameOf } from './pieces.ts'

/** How far a register has come; held by the page so that sending again goes on from there. */
export type SendingRegister = {
  readonly keys: { readonly begin: string; readonly finish: string }
  id: string | null
  parts: number
  sent: number
}

export const startSendingRegister = (): SendingRegister => ({
  keys: { begin: crypto.randomUUID(), finish: crypto.randomUUID() },
  id: null,
  parts: 1,
  sent: 0,
})

/** Gives the id of the register once it is there whole. */
export const sendRegister = async (
  sending: SendingRegister,
  { file, sender, format }: Readonly<{ file: File; sender: string; format: RegisterFormat }>,
  onProgress: (share: number) => void,
): Promise<string> => {
  const bytes = new Uint8Array(await file.arrayBuffer())
  if (sending.id === null) {
    const sha256 = await hashOf(bytes)
    const begun = await call(
      beginRegisterFile,
      { body: { name: nameOf(file), sender, format, bytes: bytes.length, sha256 } },
      { key: sending.keys.begin },
    )
    sending.id = begun.id
    sending.parts = begun.parts
  }
  const params = { id: sending.id }
  while (sending.sent < sending.parts) {
    const number = sending.sent + 1
    const piece = bytes.subarray(sending.sent * registerPartBytes, number * registerPartBytes)
    await call(
      addRegisterPart,
      { params, body: { number, base64: base64(piece) } },
      { key: `${sending.id}-${number}` },
    )
    sending.sent = number
    onProgress(sending.sent / sending.parts)
  }
  await call(finishRegisterFile, { params }, { key: sending.keys.finish })
  return sending.id
}
