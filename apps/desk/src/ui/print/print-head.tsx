import './print.css'
import { dayOf, defineWords, formatDay, type Lang, wallTimeOf } from '@umai/words'
import { useEffect, useState } from 'react'
import { flushSync } from 'react-dom'
import { serverNowMs } from '../clock/now.tsx'
import { useLanguage, useWords } from '../language/language.tsx'
import { isPageWhole, printWhole } from './whole.ts'

const printWords = defineWords({
  kk: {
    printed: 'Басып шығарылды: {when} · {name}',
    partial: 'Тізімдер толық емес: парақта әр жол жоқ.',
  },
  ru: {
    printed: 'Напечатано: {when} · {name}',
    partial: 'Списки не полные: на бумаге не каждая строка.',
  },
  en: {
    printed: 'Printed: {when} · {name}',
    partial: 'Lists are not whole: not every row is on this paper.',
  },
})

/** Paper is read in other years too. */
const inFull = (at: string, lang: Lang): string => {
  const { day, hour, minute } = wallTimeOf(at)
  return `${formatDay(day, lang)}, ${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`
}

type Paper = Readonly<{ at: string; isWhole: boolean }>

/**
 * The first line of every printed page: from where, when and by whom. While a page is printed its title, which
 * becomes the name of the file and stands in print queues, says no more than that it is a document of that day.
 */
export const PrintHead = ({ from, name }: { readonly from: string; readonly name: string }) => {
  const words = useWords(printWords)
  const { lang } = useLanguage()
  const [paper, setPaper] = useState<Paper>({ at: new Date().toISOString(), isWhole: true })

  useEffect(() => {
    let title = document.title
    const before = () => {
      const at = new Date(serverNowMs()).toISOString()
      title = document.title
      document.title = `document-${dayOf(at)}`
      // The browser draws the paper as soon as this returns.
      flushSync(() => setPaper({ at, isWhole: isPageWhole() }))
    }
    const after = () => {
      document.title = title
    }
    const onKey = (event: KeyboardEvent) => {
      if (!(event.metaKey || event.ctrlKey) || event.code !== 'KeyP') return
      event.preventDefault()
      void printWhole()
    }
    addEventListener('beforeprint', before)
    addEventListener('afterprint', after)
    addEventListener('keydown', onKey)
    return () => {
      removeEventListener('beforeprint', before)
      removeEventListener('afterprint', after)
      removeEventListener('keydown', onKey)
    }
  }, [])

  return (
    <div className="print-head" aria-hidden="true">
      <span>
        <b>Umai</b> · {from}
      </span>
      <span>
        {words.printed({ when: inFull(paper.at, lang), name })}
        {!paper.isWhole && ` · ${words.partial}`}
      </span>
    </div>
  )
}
