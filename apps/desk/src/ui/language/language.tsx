import { isLang, type Lang, type Said, say, type Words } from '@umai/words'
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react'

type Language = { readonly lang: Lang; readonly setLang: (lang: Lang) => void }

const LanguageContext = createContext<Language | null>(null)

const STORED_AS = 'umai-lang'

/** The language of the page. Changing it redraws words and leaves every field as it is. */
export const LanguageProvider = ({ children }: { readonly children: ReactNode }) => {
  const [lang, setLang] = useState<Lang>(() => {
    const early = document.documentElement.lang
    return isLang(early) ? early : 'kk'
  })
  useEffect(() => {
    document.documentElement.lang = lang
    // A browser that keeps nothing still works; it only asks again next time.
    try {
      localStorage.setItem(STORED_AS, lang)
    } catch {}
  }, [lang])
  const language = useMemo(() => ({ lang, setLang }), [lang])
  return <LanguageContext value={language}>{children}</LanguageContext>
}

export const useLanguage = (): Language => {
  const language = useContext(LanguageContext)
  if (!language) throw new Error('useLanguage needs a LanguageProvider above it')
  return language
}

type SaidOf<W> = W extends Words<infer Model> ? Said<Model> : never

/** The words of a slice in the language of the page. */
export const useWords = <W extends Words>(words: W): SaidOf<W> => {
  const { lang } = useLanguage()
  return say(words, lang) as unknown as SaidOf<W>
}
