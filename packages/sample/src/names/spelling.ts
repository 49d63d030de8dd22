// One name in the spellings in which agencies hold it: Kazakh Cyrillic, Russian, and four Latin ones.

import type { Random } from '../random.ts'

/** A name as Kazakh writes it, and the Russian spellings of it, the most usual first. */
export type SpelledName = { readonly kk: string; readonly ru: readonly string[] }

export const SPELLINGS = ['kk', 'ru', 'passport', 'latin-2018', 'latin-2021', 'informal'] as const
export type Spelling = (typeof SPELLINGS)[number]

const RUSSIAN_LETTERS: Readonly<Record<string, string>> = {
  ә: 'а',
  ғ: 'г',
  қ: 'к',
  ң: 'н',
  ө: 'о',
  ұ: 'у',
  ү: 'у',
  һ: 'х',
  і: 'и',
}

const PASSPORT: Readonly<Record<string, string>> = {
  а: 'a',
  ә: 'a',
  б: 'b',
  в: 'v',
  г: 'g',
  ғ: 'g',
  д: 'd',
  е: 'e',
  ё: 'yo',
  ж: 'zh',
  з: 'z',
  и: 'i',
  й: 'y',
  к: 'k',
  қ: 'k',
  л: 'l',
  м: 'm',
  н: 'n',
  ң: 'n',
  о: 'o',
  ө: 'o',
  п: 'p',
  р: 'r',
  с: 's',
  т: 't',
  у: 'u',
  ұ: 'u',
  ү: 'u',
  ф: 'f',
  х: 'kh',
  һ: 'h',
  ц: 'ts',
  ч: 'ch',
  ш: 'sh',
  щ: 'sch',
  ъ: '',
  ы: 'y',
  і: 'i',
  ь: '',
  э: 'e',
  ю: 'yu',
  я: 'ya',
}

const LATIN_2018: Readonly<Record<string, string>> = {
  ...PASSPORT,
  ә: 'á',
  ғ: 'ǵ',
  ё: 'ıo',
  ж: 'j',
  и: 'ı',
  й: 'ı',
  қ: 'q',
  ң: 'ń',
  ө: 'ó',
  у: 'ý',
  ұ: 'u',
  ү: 'ú',
  х: 'h',
  ю: 'ıý',
  я: 'ıa',
}

const LATIN_2021: Readonly<Record<string, string>> = {
  ...PASSPORT,
  ә: 'ä',
  ғ: 'ğ',
  ё: 'io',
  ж: 'j',
  қ: 'q',
  ң: 'ñ',
  ө: 'ö',
  ұ: 'ū',
  ү: 'ü',
  х: 'h',
  ц: 'ts',
  ч: 'ch',
  ш: 'ş',
  щ: 'ş',
  і: 'ı',
  й: 'i',
  ю: 'iu',
  я: 'ia',
}

const INFORMAL: Readonly<Record<string, readonly string[]>> = {
  ж: ['zh', 'j'],
  х: ['kh', 'h', 'x'],
  й: ['i', 'y'],
  ы: ['y', 'i'],
  я: ['ya', 'ia', 'ja'],
  ю: ['yu', 'iu', 'u'],
  ц: ['ts', 'c'],
  ч: ['ch', 'tch'],
  ш: ['sh'],
  щ: ['sh', 'sch'],
  қ: ['k', 'q'],
  у: ['u', 'ou'],
  ё: ['e', 'yo'],
  к: ['k'],
  ғ: ['g', 'gh'],
  э: ['e'],
}

/** Russian spelling of a Kazakh word by letters: қ → к, ә → а, гүл → гуль. */
export function toRussianLetters(kk: string): string {
  const softened = kk.replace(/(г|Г|к|К)үл(?=$|[бвгғджзкқмнпрстфхшщь-])/g, '$1уль')
  return replaceLetters(softened, (letter) => RUSSIAN_LETTERS[letter])
}

export function parseNames(text: string): readonly SpelledName[] {
  const seen = new Set<string>()
  return text
    .trim()
    .split(/\s+/)
    .flatMap((word): readonly SpelledName[] => {
      const [kk = '', russian] = word.split('=')
      if (seen.has(kk)) return []
      seen.add(kk)
      return [{ kk, ru: russian === undefined ? [toRussianLetters(kk)] : russian.split(',') }]
    })
}

/** `variant` chooses among the Russian spellings; 0 is the usual one. */
export function spellName(
  name: SpelledName,
  spelling: Spelling,
  { variant = 0, random }: { readonly variant?: number; readonly random?: Random } = {},
): string {
  const russian = name.ru[variant % name.ru.length] ?? name.kk
  return spelling === 'ru' ? russian : toSpelling(name.kk, russian, spelling, random)
}

/** The informal spelling follows the Russian form, the others the Kazakh one. */
export function toSpelling(
  kk: string,
  russian: string,
  spelling: Spelling,
  random?: Random,
): string {
  switch (spelling) {
    case 'kk':
      return kk
    case 'ru':
      return russian
    case 'passport':
      return replaceLetters(kk, (letter) => PASSPORT[letter])
    case 'latin-2018':
      return replaceLetters(kk, (letter) => LATIN_2018[letter])
    case 'latin-2021':
      return replaceLetters(kk, (letter) => LATIN_2021[letter])
    case 'informal':
      return informal(russian, random)
  }
}

function informal(russian: string, random: Random | undefined): string {
  const choose = (options: readonly string[]): string =>
    random?.chance(0.35) ? random.pick(options) : (options[0] ?? '')
  const latin = replaceLetters(russian, (letter) => {
    const options = INFORMAL[letter]
    return options === undefined ? PASSPORT[letter] : choose(options)
  })
  // Between vowels an s is often doubled, so that it is not read as z: Assel, Alissa.
  return random?.chance(0.5) === true ? latin.replace(/([aeiouy])s([aeiouy])/i, '$1ss$2') : latin
}

function replaceLetters(text: string, of: (letter: string) => string | undefined): string {
  let result = ''
  for (const letter of text) {
    const lower = letter.toLowerCase()
    const replacement = of(lower)
    if (replacement === undefined) result += letter
    else if (lower === letter) result += replacement
    else result += capital(replacement)
  }
  return result
}

/** With a capital first letter; ı has no capital of its own that Kazakh would tell from I. */
export function capital(text: string): string {
  return text === '' ? '' : (text[0] as string).toUpperCase() + text.slice(1)
}
