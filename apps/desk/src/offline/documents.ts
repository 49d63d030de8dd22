// A document as it was made, saved under its own neutral name.
import { downloadDocument } from '@umai/contract'
import { call } from './call.ts'

export const saveDocument = async (id: string): Promise<void> => {
  const { fileName, mediaType, base64 } = await call(downloadDocument, { params: { id } })
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))
  const address = URL.createObjectURL(new Blob([bytes], { type: mediaType }))
  const link = document.createElement('a')
  link.href = address
  link.download = fileName
  link.click()
  URL.revokeObjectURL(address)
}
