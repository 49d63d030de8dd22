// The made-up region: «Үлгі» and «Мысал» both mean "example". No KATO code begins with 99, so none of
// these can be taken for a place of the register. Real regions are in `db/`, not here.

export type Text = Readonly<Record<'kk' | 'ru' | 'en', string>>
export type SamplePlaceKind = 'region' | 'city' | 'district' | 'settlement'

export type SamplePlace = {
  readonly kato: string
  readonly kind: SamplePlaceKind
  readonly parentKato: string | null
  readonly name: Text
}

export const SAMPLE_REGION_KATO = '990000000'
export const SAMPLE_CITY_KATO = '991000000'

const place = (
  kato: string,
  kind: SamplePlaceKind,
  parentKato: string | null,
  name: Text,
): SamplePlace => ({ kato, kind, parentKato, name })

const cityDistrict = (kato: string, kk: string, ru: string, en: string): SamplePlace =>
  place(kato, 'district', SAMPLE_CITY_KATO, {
    kk: `${kk} ауданы`,
    ru: `район ${ru}`,
    en: `${en} District`,
  })

const ruralDistrict = (kato: string, kk: string, ru: string, en: string): SamplePlace =>
  place(kato, 'district', SAMPLE_REGION_KATO, {
    kk: `${kk} ауданы`,
    ru: `${ru} район`,
    en: `${en} District`,
  })

const village = (
  kato: string,
  parentKato: string,
  kk: string,
  ru: string,
  en: string,
): SamplePlace =>
  place(kato, 'settlement', parentKato, {
    kk: `${kk} ауылы`,
    ru: `село ${ru}`,
    en: `${en} village`,
  })

export const samplePlaces: readonly SamplePlace[] = [
  place(SAMPLE_REGION_KATO, 'region', null, {
    kk: 'Үлгі облысы (оқу)',
    ru: 'область Улги (учебная)',
    en: 'Ulgi Region (sample)',
  }),
  place(SAMPLE_CITY_KATO, 'city', SAMPLE_REGION_KATO, {
    kk: 'Мысал қаласы',
    ru: 'город Мысал',
    en: 'Mysal city',
  }),
  cityDistrict('991100000', 'Таңсәрі', 'Тансари', 'Tansari'),
  cityDistrict('991200000', 'Көкмұнар', 'Кокмунар', 'Kokmunar'),
  cityDistrict('991300000', 'Шамшырақ', 'Шамшырак', 'Shamshyraq'),
  ruralDistrict('993000000', 'Қайыңтөбе', 'Каинтобинский', 'Qaiyngtobe'),
  ruralDistrict('994000000', 'Мөлдіркөл', 'Молдиркольский', 'Moldirkol'),
  ruralDistrict('995000000', 'Сарықамыс', 'Сарыкамысский', 'Saryqamys'),
  ruralDistrict('996000000', 'Көгершін', 'Когершинский', 'Kogershin'),
  village('993030100', '993000000', 'Қайыңтөбе', 'Каинтобе', 'Qaiyngtobe'),
  village('993030200', '993000000', 'Ақкеруен', 'Аккеруен', 'Aqkeruen'),
  village('994030100', '994000000', 'Мөлдіркөл', 'Молдирколь', 'Moldirkol'),
  village('994030200', '994000000', 'Үшқарлығаш', 'Ушкарлыгаш', 'Ushqarlygash'),
  village('995030100', '995000000', 'Сарықамыс', 'Сарыкамыс', 'Saryqamys'),
  village('995030200', '995000000', 'Тастыбел', 'Тастыбел', 'Tastybel'),
  village('996030100', '996000000', 'Көгершін', 'Когершин', 'Kogershin'),
  village('996030200', '996000000', 'Жалғызтал', 'Жалгызтал', 'Jalgyztal'),
]

/** Where people live: city districts and villages, with their share of the population. */
export const HOME_PLACES: ReadonlyArray<readonly [share: number, kato: string]> = [
  [22, '991100000'],
  [19, '991200000'],
  [16, '991300000'],
  [9, '993030100'],
  [4, '993030200'],
  [7, '994030100'],
  [3, '994030200'],
  [8, '995030100'],
  [3, '995030200'],
  [6, '996030100'],
  [3, '996030200'],
]

/** The district a home place belongs to: itself in the city, its parent for a village. */
export function districtOf(kato: string): string {
  const found = samplePlaces.find((candidate) => candidate.kato === kato)
  if (found === undefined || found.parentKato === null) return kato
  return found.kind === 'settlement' ? found.parentKato : kato
}

export function isInSampleCity(kato: string): boolean {
  return kato.startsWith('991')
}

const street = (kk: string, ru: string): Street => ({ kk, ru })
export type Street = { readonly kk: string; readonly ru: string }

/** Streets such as every town has, the most usual first. */
export const STREETS: readonly Street[] = [
  street('Абай', 'Абая'),
  street('Бейбітшілік', 'Мира'),
  street('Достық', 'Достык'),
  street('Тәуелсіздік', 'Независимости'),
  street('Орталық', 'Центральная'),
  street('Мектеп', 'Школьная'),
  street('Жастар', 'Молодёжная'),
  street('Наурыз', 'Наурыз'),
  street('Бау-бақша', 'Садовая'),
  street('Бірлік', 'Единства'),
  street('Ынтымақ', 'Ынтымак'),
  street('Береке', 'Береке'),
  street('Шаңырақ', 'Шанырак'),
  street('Жағалау', 'Набережная'),
  street('Құрылысшылар', 'Строителей'),
  street('Теміржолшылар', 'Железнодорожная'),
  street('Көктем', 'Весенняя'),
  street('Жеңіс', 'Победы'),
  street('Жібек жолы', 'Жибек жолы'),
  street('Еңбек', 'Трудовая'),
  street('Көкжиек', 'Кокжиек'),
  street('Алмалы', 'Яблоневая'),
  street('Дала', 'Степная'),
  street('Жаңа', 'Новая'),
  street('Қызғалдақ', 'Тюльпанная'),
  street('Самал', 'Самал'),
  street('Шұғыла', 'Шугыла'),
  street('Атамекен', 'Атамекен'),
  street('Диірмен', 'Мельничная'),
  street('Ардагерлер', 'Ветеранов'),
]
