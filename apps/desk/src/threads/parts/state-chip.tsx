import type { Thread, ThreadRow } from '@umai/contract'
import { Chip } from '../../ui/chip/chip.tsx'
import { useWords } from '../../ui/language/language.tsx'
import { threadWords } from '../words.ts'

/** Whose turn it is, or why it ended; never by colour alone. */
export const StateChip = ({ of }: { readonly of: ThreadRow | Thread }) => {
  const words = useWords(threadWords)
  if (of.endedReason !== null) return <Chip>{words[of.endedReason]}</Chip>
  if (of.isLate) return <Chip tone="late">{words.late}</Chip>
  return of.waitsFor === 'staff' ? (
    <Chip tone="soon">{words.waitsForUs}</Chip>
  ) : (
    <Chip tone="done">{words.waitsForHer}</Chip>
  )
}
