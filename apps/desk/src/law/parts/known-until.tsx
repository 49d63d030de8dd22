import type { KnownUntil as Until } from '@umai/contract'
import { useLanguage } from '../../ui/language/language.tsx'
import { Note } from '../../ui/note/note.tsx'

/** Said wherever a day after the last reading is answered by the last text read; nothing on any other day. */
export const KnownUntil = ({ until }: { readonly until: Until | null | undefined }) => {
  const { lang } = useLanguage()
  return until ? <Note tone="plain">{until.remark[lang]}</Note> : null
}
