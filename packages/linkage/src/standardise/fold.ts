// Brings a name in Kazakh, Russian or Latin spelling to one form of one-byte letters, so that every engine's string
// distance, which may count bytes or letters, counts the same thing.

const CYRILLIC: Readonly<Record<string, string>> = {
  а: 'a',
  ә: 'a',
  б: 'b',
  в: 'v',
  г: 'g',
  ғ: 'g',
  д: 'd',
  е: 'e',
  ё: 'e',
  ж: 'j',
  з: 'z',
  и: 'i',
  й: 'i',
  і: 'i',
  ї: 'i',
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
  ў: 'u',
  ф: 'f',
  х: 'h',
  һ: 'h',
  ц: 'c',
  ч: 'c',
  ш: 's',
  щ: 's',
  ъ: '',
  ы: 'i',
  ь: '',
  э: 'e',
  ю: 'u',
  я: 'a',
  є: 'e',
  ґ: 'g',
}

// Longest first: a digraph stands for one Cyrillic letter in the romanisations met in passports and on forms.
const LATIN_GROUPS: ReadonlyArray<readonly [string, string]> = [
  ['shch', 's'],
  ['sch', 's'],
  ['dzh', 'j'],
  ['zh', 'j'],
  ['kh', 'h'],
  ['gh', 'g'],
  ['sh', 's'],
  ['ch', 'c'],
  ['ph', 'f'],
  ['ck', 'k'],
  ['dj', 'j'],
  ['ts', 'c'],
  ['tz', 'c'],
  ['qu', 'ku'],
  ['ya', 'a'],
  ['ja', 'ja'],
  ['yu', 'u'],
  ['ye', 'e'],
  ['yo', 'e'],
]

const LATIN: Readonly<Record<string, string>> = {
  c: 'k',
  q: 'k',
  w: 'v',
  x: 'ks',
  y: 'i',
  ä: 'a',
  ö: 'o',
  ü: 'u',
  ğ: 'g',
  ū: 'u',
  ŋ: 'n',
  ş: 's',
  ı: 'i',
  ç: 'c',
  á: 'a',
  ó: 'o',
  ú: 'u',
  ǵ: 'g',
  ń: 'n',
  ý: 'u',
  í: 'i',
  é: 'e',
  ñ: 'n',
  ß: 's',
  å: 'a',
  ø: 'o',
  æ: 'a',
  ł: 'l',
  š: 's',
  ž: 'j',
  č: 'c',
}

const LATIN_TO_CYRILLIC_LOOKALIKE: Readonly<Record<string, string>> = {
  a: 'а',
  b: 'в',
  c: 'с',
  e: 'е',
  h: 'һ',
  i: 'і',
  k: 'к',
  m: 'м',
  o: 'о',
  p: 'р',
  t: 'т',
  x: 'х',
  y: 'у',
}
const CYRILLIC_TO_LATIN_LOOKALIKE: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(LATIN_TO_CYRILLIC_LOOKALIKE).map(([latin, cyrillic]) => [cyrillic, latin]),
)

const IS_CYRILLIC = /\p{Script=Cyrillic}/u
const IS_LATIN = /\p{Script=Latin}/u

/** A word typed in two alphabets is read in the one that most of its letters belong to. */
function inOneAlphabet(word: string): string {
  let cyrillic = 0
  let latin = 0
  for (const letter of word) {
    if (IS_CYRILLIC.test(letter)) cyrillic += 1
    else if (IS_LATIN.test(letter)) latin += 1
  }
  if (cyrillic === 0 || latin === 0) return word
  const table = cyrillic >= latin ? LATIN_TO_CYRILLIC_LOOKALIKE : CYRILLIC_TO_LATIN_LOOKALIKE
  return Array.from(word, (letter) => table[letter] ?? letter).join('')
}

/** Zero and three inside a word are the letters they look like. */
function lettersForDigits(word: string): string {
  if (!/[03]/.test(word) || !/\p{L}.*\p{L}/u.test(word)) return word
  return word.replaceAll('0', 'о').replaceAll('3', 'з')
}

function foldLatin(word: string): string {
  let folded = ''
  let at = 0
  while (at < word.length) {
    const group = LATIN_GROUPS.find(([letters]) => word.startsWith(letters, at))
    if (group !== undefined) {
      folded += group[1]
      at += group[0].length
      continue
    }
    const letter = word[at] ?? ''
    folded += LATIN[letter] ?? letter
    at += 1
  }
  return folded
}

// Words of names and streets come again and again; a hundred thousand are remembered.
const MOST_REMEMBERED = 100_000
const remembered = new Map<string, string>()

function foldWord(word: string): string {
  const known = remembered.get(word)
  if (known !== undefined) return known
  const folded = foldNewWord(word)
  if (remembered.size >= MOST_REMEMBERED) remembered.clear()
  remembered.set(word, folded)
  return folded
}

function foldNewWord(word: string): string {
  const one = inOneAlphabet(lettersForDigits(word))
  const folded = IS_CYRILLIC.test(one)
    ? Array.from(one.replaceAll('дж', 'ж'), (letter) => CYRILLIC[letter] ?? letter).join('')
    : foldLatin(one)
  return (
    folded
      .normalize('NFD')
      .replace(/[^a-z0-9]/g, '')
      // Doubled letters and "ng" for ң are written or left out from one office to the next; the k of a name before -қызы stays.
      .replace(/ng/g, 'n')
      .replace(/([b-df-hj-np-tv-zi])\1+(?!izi$)/g, '$1')
  )
}

const BETWEEN_WORDS = /[^\p{L}\p{M}\p{N}]+/u

/** Letters, and digits of plain lower-case Latin and Cyrillic text: what makes up nearly all that is written here. */
function inPlainWord(unit: number): boolean {
  return (
    (unit >= 0x61 && unit <= 0x7a) ||
    (unit >= 0x30 && unit <= 0x39) ||
    (unit >= 0x430 && unit <= 0x481) ||
    (unit >= 0x48a && unit <= 0x52f)
  )
}

const APOSTROPHE = 0x27
const BACKTICK = 0x60

/** The words of a text in lower case. Plain text is cut by its letters; what holds any other sign is looked up in Unicode, which is slow. */
export function wordsOf(text: string): readonly string[] {
  const lower = text.toLowerCase()
  const words: string[] = []
  let from = 0
  for (let at = 0; at < lower.length; at += 1) {
    const unit = lower.charCodeAt(at)
    if (inPlainWord(unit)) continue
    if (unit >= 0x80 || unit === APOSTROPHE || unit === BACKTICK) return wordsByUnicode(text)
    if (at > from) words.push(lower.slice(from, at))
    from = at + 1
  }
  if (from < lower.length) words.push(lower.slice(from))
  return words
}

function wordsByUnicode(text: string): readonly string[] {
  return text
    .normalize('NFC')
    .toLowerCase()
    .replace(/['’ʼ`]/g, '')
    .split(BETWEEN_WORDS)
    .filter((word) => word !== '')
}

/**
 * Folds text to words of a–z and 0–9 with one space between them; undefined when nothing is left.
 *
 * @example foldText('Әсел') === foldText('Assel') // 'asel'
 */
export function foldText(text: string): string | undefined {
  const folded = wordsOf(text)
    .map(foldWord)
    .filter((word) => word !== '')
  return folded.length === 0 ? undefined : folded.join(' ')
}

const NO_NAME = new Set([
  'net',
  'jok',
  'none',
  'nul',
  'nan',
  'na',
  'unknown',
  'neizvestno',
  'belgisiz',
  'otsutstvuet',
])

/** Folds a personal name; a name of placeholder words or without letters is no name. */
export function foldName(text: string): string | undefined {
  const folded = foldText(text)
  if (folded === undefined || !/[a-z]/.test(folded) || NO_NAME.has(folded)) return undefined
  return folded
}

/** Latin letters, Cyrillic letters or both: where recall differs by script, help would differ too. */
export function scriptOf(
  text: string,
): 'cyrillic-kazakh' | 'cyrillic' | 'latin' | 'mixed' | undefined {
  const cyrillic = IS_CYRILLIC.test(text)
  const latin = IS_LATIN.test(text)
  if (cyrillic && latin) return 'mixed'
  if (latin) return 'latin'
  if (!cyrillic) return undefined
  return /[әғқңөұүһі]/iu.test(text) ? 'cyrillic-kazakh' : 'cyrillic'
}
