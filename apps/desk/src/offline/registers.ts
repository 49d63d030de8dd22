// A register on its way to the server.
import {
  addRegisterPart,
  beginRegisterFile,
  finishRegisterFile,
  type RegisterFormat,
  registerPartBytes,
} from '@umai/contract'
import { call } from './call.ts'
import { type Sending, sendInPieces } from './sending.ts'

/** Gives the id of the register once it is there whole. */
export const sendRegister = (
  sending: Sending,
  { file, sender, format }: Readonly<{ file: File; sender: string; format: RegisterFormat }>,
  onProgress: (share: number) => void,
): Promise<string> =>
  sendInPieces(
    sending,
    file,
    {
      partBytes: registerPartBytes,
      begin: (told, options) =>
        call(beginRegisterFile, { body: { ...told, sender, format } }, options),
      add: (params, body, options) => call(addRegisterPart, { params, body }, options),
      finish: (params, options) => call(finishRegisterFile, { params }, options),
    },
    onProgress,
  )
