// Places by their KATO code. The regions of 2024 with the names and codes that older papers use for them.
import { foldText } from './fold.ts'

type Region = { readonly kato: string; readonly names: readonly string[] }

/** The first two digits of KATO name the region; names cover Kazakh, Russian, Latin and former ones. */
const REGIONS: readonly Region[] = [
  { kato: '10', names: ['Абай', 'Абайская', 'Семей', 'Семипалатинск', 'Abai'] },
  { kato: '11', names: ['Ақмола', 'Акмолинская', 'Көкшетау', 'Кокшетау', 'Aqmola'] },
  { kato: '15', names: ['Ақтөбе', 'Актюбинская', 'Aktobe', 'Актюбинск'] },
  { kato: '19', names: ['Алматинская', 'Қонаев', 'Конаев', 'Капчагай'] },
  { kato: '23', names: ['Атырау', 'Атырауская', 'Гурьев'] },
  {
    kato: '27',
    names: ['Батыс Қазақстан', 'Западно-Казахстанская', 'ЗКО', 'БҚО', 'Орал', 'Уральск', 'Oral'],
  },
  { kato: '31', names: ['Жамбыл', 'Жамбылская', 'Тараз', 'Джамбул'] },
  {
    kato: '33',
    names: ['Жетісу', 'Жетысу', 'Жетысуская', 'Талдықорған', 'Талдыкорган', 'Jetisu', 'Zhetysu'],
  },
  { kato: '35', names: ['Қарағанды', 'Карагандинская', 'Караганда', 'Karaganda'] },
  { kato: '39', names: ['Қостанай', 'Костанайская', 'Костанай', 'Кустанай', 'Kostanay'] },
  { kato: '43', names: ['Қызылорда', 'Кызылординская', 'Кызылорда', 'Kyzylorda'] },
  { kato: '47', names: ['Маңғыстау', 'Мангистауская', 'Ақтау', 'Актау', 'Mangystau'] },
  { kato: '55', names: ['Павлодар', 'Павлодарская'] },
  {
    kato: '59',
    names: [
      'Солтүстік Қазақстан',
      'Северо-Казахстанская',
      'СКО',
      'СҚО',
      'Петропавл',
      'Петропавловск',
    ],
  },
  {
    kato: '61',
    names: [
      'Түркістан',
      'Туркестанская',
      'Туркестан',
      'Turkistan',
      'Южно-Казахстанская',
      'ЮКО',
      'ОҚО',
    ],
  },
  { kato: '62', names: ['Ұлытау', 'Улытауская', 'Жезқазған', 'Жезказган', 'Ulytau'] },
  {
    kato: '63',
    names: [
      'Шығыс Қазақстан',
      'Восточно-Казахстанская',
      'ВКО',
      'ШҚО',
      'Өскемен',
      'Усть-Каменогорск',
      'Oskemen',
    ],
  },
  { kato: '71', names: ['Астана', 'Нұр-Сұлтан', 'Нур-Султан', 'Целиноград', 'Astana'] },
  { kato: '75', names: ['Алматы', 'Алма-Ата', 'Almaty'] },
  { kato: '79', names: ['Шымкент', 'Чимкент', 'Shymkent'] },
]

const PLACE_WORDS =
  /\b(oblisi|oblast|oblas|obl|kalasi|kala|gorod|gor|g|k|respublika|kazahstan respublikasi)\b/g

function placeKey(text: string): string {
  const folded = foldText(text) ?? ''
  const bare = folded.replace(PLACE_WORDS, ' ').replace(/\s+/g, ' ').trim()
  return bare === '' ? folded : bare
}

const REGION_BY_NAME = new Map(
  REGIONS.flatMap(({ kato, names }) =>
    names.flatMap((name) => [
      [placeKey(name), kato] as const,
      [foldText(name) ?? '', kato] as const,
    ]),
  ).toReversed(),
)
// The region around Almaty and the city share a name; only the word for "region" tells them apart.
const ALMATY_REGION = /^almati obl|^obl\w* almati/

/** The two digits of the region that a KATO code or a place name in any script points to. */
export function parseRegion(text: string): string | undefined {
  const digits = text.replace(/\D/g, '')
  if (/^\d{2}$|^\d{9}$/.test(digits) && /^[\s\d]+$/.test(text)) {
    const region = digits.slice(0, 2)
    return REGIONS.some(({ kato }) => kato === region) ? region : undefined
  }
  const folded = foldText(text)
  if (folded === undefined) return undefined
  if (ALMATY_REGION.test(folded)) return '19'
  return REGION_BY_NAME.get(folded) ?? REGION_BY_NAME.get(placeKey(text))
}

/** A code of nine digits as it stands, or undefined. */
export function parseKato(text: string): string | undefined {
  const digits = text.replace(/\s/g, '')
  return /^[1-9]\d{8}$/.test(digits) ? digits : undefined
}

const ADDRESS_WORDS = new Set(
  'kosesi kose ulica ul street str st dangili prospekt prosp pr avenue ave mikroraion mkr microdistrict dom ui pater kvartira kv apt d kala kalasi gorod g'.split(
    ' ',
  ),
)

const SHORTENED_BY_HYPHEN = /(?<![\p{L}])([кпм])-(с[іi]|т|н|р)(?![\p{L}])/giu

/** A street address as folded words without the words for "street", "house" and "flat", which every office shortens its own way. */
export function foldAddress(text: string): string | undefined {
  const folded = foldText(text.includes('-') ? text.replace(SHORTENED_BY_HYPHEN, ' ') : text)
    ?.split(' ')
    .filter((word) => !ADDRESS_WORDS.has(word))
    .join(' ')
  return folded === undefined || folded === '' ? undefined : folded
}
