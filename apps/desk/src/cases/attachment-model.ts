// What a chosen file is told before anything is sent. No network.
import { attachmentBytesAtMost } from '@umai/contract'

export const faultOfFile = ({ size }: { readonly size: number }): 'tooLarge' | 'empty' | null => {
  if (size > attachmentBytesAtMost) return 'tooLarge'
  return size === 0 ? 'empty' : null
}
