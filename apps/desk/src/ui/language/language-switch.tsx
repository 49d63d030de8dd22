import './language-switch.css'
import type { Lang } from '@umai/words'
import { useLanguage } from './language.tsx'

const names: readonly (readonly [Lang, short: string, whole: string])[] = [
  ['kk', 'Қаз', 'Қазақша'],
  ['ru', 'Рус', 'Русский'],
  ['en', 'Eng', 'English'],
]

/** The three languages, each in its own name. */
export const LanguageSwitch = ({ onChange }: { readonly onChange?: (lang: Lang) => void }) => {
  const { lang, setLang } = useLanguage()
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would bring a border and a legend into the bar.
    <div className="language-switch" role="group" aria-label="Тіл · Язык · Language">
      {names.map(([name, short, whole]) => (
        <button
          key={name}
          type="button"
          lang={name}
          title={whole}
          aria-pressed={name === lang}
          onClick={() => {
            setLang(name)
            onChange?.(name)
          }}
        >
          {short}
        </button>
      ))}
    </div>
  )
}
