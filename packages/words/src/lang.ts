/** Kazakh comes first: it is the state language, and every text is written in it. */
export type Lang = 'kk' | 'ru' | 'en'

/** One short text in all three languages. */
export type Text = Readonly<Record<Lang, string>>

export const langs: readonly Lang[] = ['kk', 'ru', 'en']

/** @example inEachLanguage((lang) => say(words, lang).title) // { kk: 'Кезек', ru: 'Очередь', en: 'Queue' } */
export const inEachLanguage = <T>(of: (lang: Lang) => T): Readonly<Record<Lang, T>> => ({
  kk: of('kk'),
  ru: of('ru'),
  en: of('en'),
})

export function isLang(value: unknown): value is Lang {
  return value === 'kk' || value === 'ru' || value === 'en'
}

/**
 * Picks the best language for an Accept-Language header. Unknown languages are skipped, and somebody
 * who asks for none of ours is answered in Russian, which the law puts beside Kazakh.
 *
 * @example parseAcceptLanguage('kk-KZ,kk;q=0.9,ru;q=0.8') // 'kk'
 */
export function parseAcceptLanguage(header: string | undefined): Lang {
  const wishes = (header ?? '')
    .split(',')
    .map((part, position) => {
      const [tag = '', ...parameters] = part.trim().toLowerCase().split(';')
      const quality = parameters.find((parameter) => parameter.trim().startsWith('q='))
      const weight = quality === undefined ? 1 : Number(quality.trim().slice(2))
      return { lang: tag.split('-')[0], weight: Number.isFinite(weight) ? weight : 0, position }
    })
    .filter(({ lang, weight }) => isLang(lang) && weight > 0)
    .sort((a, b) => b.weight - a.weight || a.position - b.position)
  const best = wishes[0]?.lang
  return isLang(best) ? best : 'ru'
}
