import type { Duty } from '@umai/contract'
import { momentInWords } from '../../ui/clock/amount.ts'
import { useNow } from '../../ui/clock/now.tsx'
import { useLanguage, useWords } from '../../ui/language/language.tsx'
import { dutyWords } from '../words.ts'

/** What sets a duty apart in a list: who bears it when that is nobody here, and how far it has been called. */
export const DutyMarks = ({ duty }: { readonly duty: Duty }) => {
  const words = useWords(dutyWords)
  const { lang } = useLanguage()
  const nowMs = useNow()
  // How far up it has gone: the prosecutor is further than the head.
  const last =
    duty.calls.findLast(({ to }) => to === 'overseer') ??
    duty.calls.findLast(({ to }) => to === 'supervisor')
  return (
    <>
      {duty.desk === 'outside' && (
        <span className="duty-mark">{words.outsideChip({ bearer: duty.bearer[lang] })}</span>
      )}
      {duty.desk === 'head' && <span className="duty-mark">{words.headChip}</span>}
      {duty.desk === 'overseer' && <span className="duty-mark">{words.overseerChip}</span>}
      {last !== undefined && (
        <span className="duty-mark duty-mark-called">
          {words.calls} · {words[`call-${last.to}`]}: {momentInWords(last.at, lang, nowMs)}
        </span>
      )}
    </>
  )
}
