// The endings of Kazakh before «дейін» (until, dative) and «бастап» (from, ablative). They follow the last sound of what is
// said, also where a number, a sign or an abbreviation is written: 80 АЕК-ке дейін, 14-тен, 16 маусымнан бастап.

export type KazakhCase = 'dative' | 'ablative'

const ones = ['нөл', 'бір', 'екі', 'үш', 'төрт', 'бес', 'алты', 'жеті', 'сегіз', 'тоғыз']
const tens = ['', 'он', 'жиырма', 'отыз', 'қырық', 'елу', 'алпыс', 'жетпіс', 'сексен', 'тоқсан']
const powers = ['жүз', 'мың', 'мың', 'мың', 'миллион', 'миллион', 'миллион', 'миллиард']

/** The word with which a number ends when it is read aloud. */
function lastWordOf(digits: string): string {
  const zeros = /0*$/.exec(digits)?.[0].length ?? 0
  if (zeros >= digits.length) return ones[0] ?? ''
  const digit = Number(digits.at(-1 - zeros))
  if (zeros === 0) return ones[digit] ?? ''
  if (zeros === 1) return tens[digit] ?? ''
  return powers[Math.min(zeros - 2, powers.length - 1)] ?? ''
}

/** What is written short and read in full. */
const readings: Readonly<Record<string, string>> = {
  '₸': 'теңге',
  '%': 'пайыз',
  қаң: 'қаңтар',
  ақп: 'ақпан',
  нау: 'наурыз',
  сәу: 'сәуір',
  мам: 'мамыр',
  мау: 'маусым',
  шіл: 'шілде',
  там: 'тамыз',
  қыр: 'қыркүйек',
  қаз: 'қазан',
  қар: 'қараша',
  жел: 'желтоқсан',
}

const back = 'аоұыёюя'
const front = 'әөүіеэ'
const voiceless = 'кқптсфхһцчшщбвгд'
const nasal = 'мнң'

function isFront(word: string): boolean {
  for (const sign of [...word].toReversed()) {
    if (front.includes(sign)) return true
    if (back.includes(sign)) return false
  }
  return /[иг]/.test(word)
}

/** «Жұмыс күні» belongs to something: its ending begins with н. */
const isPossessive = (word: string): boolean =>
  /(күні|айы|жылы|сағаты|сәті|мерзімі|аптасы|соңы|басы|шегі)$/.test(word)

function endingOf(word: string, kind: KazakhCase): string {
  const last = word.at(-1) ?? ''
  const vowel = isFront(word) ? 'е' : 'а'
  if (kind === 'dative') {
    if (isPossessive(word)) return `н${vowel}`
    if (voiceless.includes(last)) return `${vowel === 'е' ? 'к' : 'қ'}${vowel}`
    return `${vowel === 'е' ? 'г' : 'ғ'}${vowel}`
  }
  if (isPossessive(word) || nasal.includes(last)) return `н${vowel}н`
  if (voiceless.includes(last)) return `т${vowel}н`
  return `д${vowel}н`
}

/** A text with the ending of its case: a word takes it at once, a number, a sign or an abbreviation after a hyphen. */
export function inKazakhCase(text: string, kind: KazakhCase): string {
  const number = /(\d+)$/.exec(text.replaceAll(/[\s\u202f\u00a0](?=\d{3}(\D|$))/g, ''))?.[1]
  if (number !== undefined) return `${text}-${endingOf(lastWordOf(number), kind)}`
  const last = /([\p{L}]+|[₸%])$/u.exec(text)?.[1]
  if (last === undefined) return text
  const read = readings[last]
  if (read !== undefined) return `${text}-${endingOf(read, kind)}`
  const isAbbreviation = last.length > 1 && last === last.toUpperCase()
  return `${text}${isAbbreviation ? '-' : ''}${endingOf(last.toLowerCase(), kind)}`
}
