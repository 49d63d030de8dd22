import type { LawText } from '@umai/contract'
import { useLanguage, useWords } from '../language/language.tsx'
import { Note } from '../note/note.tsx'
import { toldWords } from './words.ts'

/** Of when a stored answer of the law is: it stays as it was told, and says so where the law in use is another, or was not read since. */
export const Told = ({
  isInUse,
  remark,
}: {
  readonly isInUse: boolean
  /** That the law was not read up to the day asked about. */
  readonly remark: LawText | null | undefined
}) => {
  const words = useWords(toldWords)
  const { lang } = useLanguage()
  if (isInUse && !remark) return null
  return (
    <div className="card-body stack">
      {!isInUse && <Note tone="soon">{words.told}</Note>}
      {remark && <Note tone="plain">{remark[lang]}</Note>}
    </div>
  )
}

/** How the law in use calls what was told by another name, under what was told; nothing where both are the same. */
export const NowCalled = ({
  renamed,
}: {
  readonly renamed: { readonly title: LawText | null } | undefined
}) => {
  const words = useWords(toldWords)
  const { lang } = useLanguage()
  return renamed === undefined ? null : (
    <span className="under">
      {renamed.title === null ? words.noSuchRule : words.nowCalled({ title: renamed.title[lang] })}
    </span>
  )
}
