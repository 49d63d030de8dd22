// The slips of hands, scanners and forms. Each takes a right value and gives a plausible wrong one.

import { toRussianLetters } from '../names/spelling.ts'
import type { Random } from '../random.ts'

const KEYBOARDS = [
  'йцукенгшщзхъ',
  'фывапролджэ',
  'ячсмитьбю',
  'qwertyuiop',
  'asdfghjkl',
  'zxcvbnm',
  '1234567890',
]

const NEIGHBOURS: ReadonlyMap<string, string> = new Map(
  KEYBOARDS.flatMap((row) =>
    [...row].map((letter, i): readonly [string, string] => [
      letter,
      `${row[i - 1] ?? ''}${row[i + 1] ?? ''}`,
    ]),
  ),
)

/** What a scanner or a tired eye takes for another; mixes the alphabets inside one word. */
const LOOK_ALIKES: Readonly<Record<string, string>> = {
  а: 'a',
  А: 'A',
  о: 'o',
  О: '0',
  е: 'e',
  Е: 'E',
  с: 'c',
  С: 'C',
  р: 'p',
  Р: 'P',
  х: 'x',
  у: 'y',
  К: 'K',
  М: 'M',
  Т: 'T',
  В: 'B',
  Н: 'H',
  і: 'i',
  І: 'I',
  ә: 'ə',
  Ә: 'Ə',
  з: '3',
  З: '3',
  б: '6',
  Б: '6',
  ш: 'щ',
  и: 'й',
  н: 'п',
  l: '1',
  I: 'l',
  o: '0',
  O: '0',
  m: 'rn',
  n: 'h',
  u: 'v',
}

/** Letters heard alike over the telephone. */
const SOUND_ALIKES: ReadonlyArray<readonly [string, string]> = [
  ['б', 'п'],
  ['д', 'т'],
  ['г', 'к'],
  ['з', 'с'],
  ['ж', 'ш'],
  ['а', 'о'],
  ['е', 'и'],
  ['ы', 'и'],
  ['у', 'о'],
  ['b', 'p'],
  ['d', 't'],
  ['g', 'k'],
  ['z', 's'],
  ['y', 'i'],
]

/** One wrong, missing, extra, doubled or swapped letter, never the first of a short word. */
export function slipOfTheHand(text: string, random: Random): string {
  if (text.length < 3) return text
  const at = random.between(1, text.length - 1)
  const letter = text[at] as string
  switch (random.between(0, 5)) {
    case 0:
      return cut(text, at, '')
    case 1:
      return cut(text, at, `${letter}${letter}`)
    case 2:
      return at + 1 < text.length
        ? `${text.slice(0, at)}${text[at + 1]}${letter}${text.slice(at + 2)}`
        : cut(text, at, '')
    case 3:
      return cut(text, at, `${letter}${neighbourOf(letter, random)}`)
    default:
      return cut(text, at, neighbourOf(letter, random))
  }
}

export function slipOfTheScanner(text: string, random: Random): string {
  const places = [...text].flatMap((letter, at) => (LOOK_ALIKES[letter] === undefined ? [] : [at]))
  if (places.length === 0) return text
  const at = random.pick(places)
  return cut(text, at, LOOK_ALIKES[text[at] as string] as string)
}

export function slipOfTheEar(text: string, random: Random): string {
  const swaps = SOUND_ALIKES.flatMap(([a, b]) => [[a, b] as const, [b, a] as const]).flatMap(
    ([from, to]) => {
      const at = text.indexOf(from, 1)
      return at < 1 ? [] : [[at, to] as const]
    },
  )
  if (swaps.length === 0) return text
  const [at, to] = random.pick(swaps)
  return cut(text, at, to)
}

/** Kazakh typed on a keyboard that has no Kazakh letters. */
export function withoutKazakhKeyboard(text: string): string {
  return toRussianLetters(text)
}

/** One wrong digit, or two neighbours swapped. */
export function slipInDigits(digits: string, random: Random): string {
  const places = [...digits].flatMap((digit, at) => (/\d/.test(digit) ? [at] : []))
  if (places.length < 2) return digits
  const which = random.between(0, places.length - 2)
  const at = places[which] as number
  const next = places[which + 1] as number
  if (random.chance(0.35) && digits[at] !== digits[next]) {
    return cut(cut(digits, at, digits[next] as string), next, digits[at] as string)
  }
  return cut(digits, at, String((Number(digits[at]) + random.between(1, 9)) % 10))
}

function neighbourOf(letter: string, random: Random): string {
  const neighbours = NEIGHBOURS.get(letter.toLowerCase())
  return neighbours === undefined || neighbours === '' ? letter : random.pick([...neighbours])
}

function cut(text: string, at: number, replacement: string): string {
  return `${text.slice(0, at)}${replacement}${text.slice(at + 1)}`
}
