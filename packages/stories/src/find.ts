// Finds what would tell who wrote, where and of whom: names, places, numbers, dates, addresses of all kinds. It takes too
// much rather than too little, because the one who writes can say before sending what may stay, and nobody can later.
import { foldText } from '@umai/linkage/names'
import { givenNames } from '@umai/sample/given-names'
import { joined, type MaskKind, markOf } from './index.ts'

export type Telling = {
  readonly kind: MaskKind
  readonly start: number
  readonly end: number
  readonly text: string
}

type Known = { readonly placeNames?: readonly string[] }

const fold = (word: string): string => foldText(word)?.replaceAll(' ', '') ?? ''

const names = new Set(
  givenNames()
    .map(fold)
    .filter((name) => name.length > 2),
)

// Kazakh and Russian words that are names as well. In small letters they are words; with a capital they are taken for names.
const wordsToo = new Set(
  `алма алтай алтын аман ана анар ант ар арай арман ару асыл асыл ата ақ ақыл ай айна айым айжан аян бай бақ бақыт бақытты бала балам балалы
  батыр бейбіт берік бота бөбек гүл гүлдер дана дарын дос достар әділ әділет әлем әсем әке еркін ерік ес жан жаным жанар жарас жарқын жас жақсылық
  жеңіс жібек жолдас жұлдыз жұма жұмыс заман заңғар инабат кеңес күміс күн қайрат қанат қанша қарлығаш қуан қуандық қуаныш қуат қыз қымбат қыран
  марал медет мейірім мерей мұрат мирас намыс наз нұр ой ораз орын өмір өнер пана сабыр сағат сая сәт сәуле сұлу таң талап талант тана тату тілек тірек
  тоқтар төре тұрар тұрсын ұлан үміт шапағат шат шуақ шолпан шырын ырыс ізгі
  вера надежда любовь роза лилия майя марк лев мир роман слава светлана лада рада ян яна вита виктория сара сания эра клим март май`
    .split(/\s+/)
    .map(fold),
)

/** Begin a sentence or a thought without being anybody. */
const neverNames = new Set(
  `i god бог бога богу аллах алла құдай құдайым kazakh russian english monday tuesday wednesday thursday friday saturday sunday`
    .split(/\s+/)
    .map(fold),
)

const endings = [
  ...['дар', 'дер', 'лар', 'лер', 'тар', 'тер'],
  ...[
    'ның',
    'нің',
    'дың',
    'дің',
    'тың',
    'тің',
    'нан',
    'нен',
    'дан',
    'ден',
    'тан',
    'тен',
    'мен',
    'бен',
    'пен',
  ],
  ...[
    'ға',
    'ге',
    'қа',
    'ке',
    'на',
    'не',
    'ны',
    'ні',
    'ды',
    'ді',
    'ты',
    'ті',
    'да',
    'де',
    'та',
    'те',
    'жан',
    'дай',
    'дей',
  ],
  ...[
    'ом',
    'ем',
    'ём',
    'ой',
    'ей',
    'ью',
    'ам',
    'ах',
    'ии',
    'ию',
    'ия',
    'а',
    'у',
    'ю',
    'е',
    'ы',
    'и',
    'я',
    's',
  ],
].map(fold)

/** The word, and what it may be without an ending of case. */
const stemsOf = (folded: string): readonly string[] => [
  folded,
  ...endings
    .filter(
      (ending) => ending !== '' && folded.length - ending.length >= 3 && folded.endsWith(ending),
    )
    .flatMap((ending) => {
      const stem = folded.slice(0, -ending.length)
      return [stem, `${stem}a`, `${stem}i`]
    }),
]

const isGiven = (folded: string): boolean => stemsOf(folded).some((stem) => names.has(stem))

const familyForm =
  /(?:ович|евич|овна|евна|ұлы|улы|қызы|кызы|(?<=\p{L}{4})(?:ов|ев|ова|ева)(?:а|у|ым|ой|е|ға|ге|тің|тың)?)$/iu

const kindsOfPlace = new Set(
  `облысы область области region қаласы город қала city ауданы район district аудан республика республикасы республикалық маңызы бар
  республиканского значения of republican significance казахстан қазақстан kazakhstan ауылы село village батыс шығыс солтүстік оңтүстік
  западно восточно северо южно west east north south`
    .split(/\s+/)
    .map(fold),
)

const monthWords =
  'қаңтар|ақпан|наурыз|сәуір|мамыр|маусым|шілде|тамыз|қыркүйек|қазан|қараша|желтоқсан|январ|феврал|март|апрел|ма[йя]|июн|июл|август|сентябр|октябр|ноябр|декабр|january|february|march|april|may|june|july|august|september|october|november|december'

/** By form alone, in the order in which they take hold of the text. */
const forms: readonly (readonly [MaskKind, RegExp])[] = [
  ['mail', /[\p{L}\p{N}._%+-]+@[\p{L}\p{N}.-]+\.\p{L}{2,}/giu],
  ['mail', /(?:https?:\/\/|www\.)\S+|\b[\w-]+\.(?:kz|ru|com|org|net|me|info)(?:\/\S*)?/giu],
  ['mail', /(?<![\p{L}\p{N}])@[\p{L}\p{N}_.]{3,}/giu],
  ['date', /(?<!\d)(?:\d{1,2}[./-]\d{1,2}[./-](?:\d{4}|\d{2})|\d{4}-\d{2}-\d{2})(?!\d)/giu],
  [
    'date',
    new RegExp(
      `(?<!\\d)\\d{1,2}(?:-?го|-?е|-?і|-?ы|th|st|nd|rd)?\\s+(?:of\\s+)?(?:${monthWords})\\p{L}*(?:\\s+\\d{4})?`,
      'giu',
    ),
  ],
  ['date', new RegExp(`(?<!\\p{L})(?:${monthWords})\\p{L}{0,4}\\s+\\d{1,4}(?!\\d)`, 'giu')],
  ['date', /(?<!\d)(?:19|20)\d\d(?!\d)(?:-?\s?(?:жылы|жылдың|жыл|году|года|год))?/giu],
  ['number', /(?<!\d)\d{6}[ -]?\d{6}(?!\d)/gu],
  ['phone', /(?<!\d)\+?\d(?:[\s().-]{0,2}\d){5,14}(?!\d)/gu],
  ['number', /(?<![\p{L}\p{N}])(?:№|N)\s?\d+|(?<!\d)\d{6,}(?!\d)/giu],
  [
    'place',
    /(?<!\p{L})(?:ул(?:\.|иц\p{L}*)|пр(?:\.|оспект\p{L}*)|мкр\.?|микрорайон\p{L}*|пос[её]л(?:ок|ке|ка)|сел(?:о|е|а)|аул\p{L}{0,2}|деревн\p{L}{1,2}|г\.|город(?:е|а|ом)?|street|village)\s+(?:«[^»]{2,40}»|\p{Lu}[\p{L}-]+)(?:\s+\p{Lu}[\p{L}-]+)?/gu,
  ],
  [
    'place',
    /(?<!\p{L})\p{Lu}[\p{L}-]+\s+(?:көше|ауыл|қала|аудан|облыс|мектеб|шағынаудан|ықшамаудан)\p{L}*/gu,
  ],
  [
    'place',
    /(?<!\p{L})(?:дом|д\.|кв\.|квартир\p{L}*|үй|пәтер|школ\p{L}*|мектеп|flat|apartment)\s?(?:№\s?)?\d+[а-яa-z]?/giu,
  ],
  ['place', /(?<!\d)\d+(?:-?\s?(?:үй|пәтер|мектеп|мектеб)\p{L}*)/giu],
  [
    'name',
    /(?<!\p{L})\p{Lu}\.\s?(?:\p{Lu}\.\s?)?\p{Lu}\p{Ll}+|(?<!\p{L})\p{Lu}\p{Ll}+\s\p{Lu}\.(?:\s?\p{Lu}\.)?/gu,
  ],
]

/** What ends before a word that begins a sentence. */
const beginsSentence = (before: string): boolean =>
  /(?:^|[.!?…:;\n]|[–—-]\s)[\s"'«»„“”(–—-]*$/u.test(before)

export function findTelling(text: string, { placeNames = [] }: Known = {}): readonly Telling[] {
  const found: Telling[] = []
  const isTaken = (start: number, end: number) =>
    found.some((other) => start < other.end && other.start < end)
  const take = (kind: MaskKind, start: number, end: number): void => {
    if (end > start && !isTaken(start, end))
      found.push({ kind, start, end, text: text.slice(start, end) })
  }
  for (const [kind, form] of forms)
    for (const { 0: all, index } of text.matchAll(form))
      take(kind, index, index + all.trimEnd().length)

  const places = new Set(
    placeNames
      .flatMap((name) => name.split(/[\s(),-]+/))
      // «Карагандинская область» stands for Караганда too.
      .flatMap((word) => [word, word.replace(/(?:инская|инский|ская|ский)$/u, '')])
      .map(fold)
      .filter((word) => word.length > 3 && !kindsOfPlace.has(word)),
  )
  for (const { 0: word, index } of text.matchAll(/\p{L}[\p{L}\p{M}’'-]*/gu)) {
    const folded = fold(word)
    if (folded.length < 3 || neverNames.has(folded)) continue
    const isCapital = /^\p{Lu}/u.test(word)
    const isAbbreviation = word.length > 1 && word.length < 6 && word === word.toUpperCase()
    const begins = beginsSentence(text.slice(0, index))
    const stems = stemsOf(folded)
    const end = index + word.length
    if (stems.some((stem) => places.has(stem)) && (isCapital || folded.length > 4))
      take('place', index, end)
    else if (isCapital) {
      if (isGiven(folded) || familyForm.test(word) || (!begins && !isAbbreviation))
        take('name', index, end)
    } else if (names.has(folded) && folded.length > 4 && !stems.some((stem) => wordsToo.has(stem)))
      take('name', index, end)
  }
  return found.sort((a, b) => a.start - b.start)
}

/** The text with a mark in place of each finding. */
export function masked(text: string, found: readonly Telling[]): string {
  let at = 0
  let result = ''
  for (const { kind, start, end } of found) {
    result += text.slice(at, start) + markOf(kind)
    at = end
  }
  return joined(result + text.slice(at))
}
