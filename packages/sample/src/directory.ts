// Where help is given in the made-up region. The hidden house has neither place nor address, here or anywhere.
import { SAMPLE_CITY_KATO, SAMPLE_REGION_KATO, type Text } from './places.ts'

type Certified = 'yes' | 'no' | 'unknown'
type Location = {
  readonly kato: string
  readonly address: Text
  readonly postalCode: string
  readonly isStepFree: boolean
}
export type SampleService = {
  readonly key: string
  readonly organisation: {
    readonly key: string
    readonly name: Text
    readonly certified: Certified
  }
  readonly location: Location | null
  readonly kato: string | null
  readonly isHidden: boolean
  readonly name: Text
  readonly needs: readonly string[]
  readonly languages: readonly string[]
  readonly takesChildren: boolean
  readonly phone: string
  readonly hours: string
  readonly state: 'draft' | 'published' | 'withdrawn'
}

const text = (kk: string, ru: string, en: string): Text => ({ kk, ru, en })
const weekdays = 'MO,TU,WE,TH,FR'
const always = 'MO,TU,WE,TH,FR,SA,SU 00:00-23:59'

const familyCentre = {
  key: 'family-centre',
  name: text(
    'Үлгі облысының отбасын қолдау орталығы',
    'Центр поддержки семьи области Улги',
    'Family Support Centre of Ulgi Region',
  ),
  certified: 'yes' as const,
}
const polyclinic = {
  key: 'polyclinic',
  name: text(
    'Мысал қаласының № 0 емханасы',
    'Поликлиника № 0 города Мысал',
    'Mysal City Polyclinic No. 0',
  ),
  certified: 'no' as const,
}
const union = {
  key: 'union',
  name: text(
    '«Пана-Үлгі» қоғамдық бірлестігі',
    'Общественное объединение «Пана-Улги»',
    'Pana-Ulgi Public Association',
  ),
  certified: 'yes' as const,
}
const aid = {
  key: 'aid',
  name: text(
    'Үлгі облысының заң көмегі орталығы',
    'Центр юридической помощи области Улги',
    'Legal Aid Centre of Ulgi Region',
  ),
  certified: 'unknown' as const,
}

export const sampleServices: readonly SampleService[] = [
  {
    key: 'family-centre-reception',
    organisation: familyCentre,
    location: {
      kato: SAMPLE_CITY_KATO,
      address: text(
        'Үлгі көшесі, 10, қабылдау бөлмесі',
        'улица Улги, 10, приёмная',
        '10 Ulgi Street, reception',
      ),
      postalCode: '999001',
      isStepFree: true,
    },
    kato: SAMPLE_REGION_KATO,
    isHidden: false,
    name: text(
      'Отбасын қолдау орталығы, қабылдау бөлмесі',
      'Центр поддержки семьи, приёмная',
      'Family support centre, reception',
    ),
    needs: ['psychologist', 'lawyer', 'social-worker', 'children'],
    languages: ['kk', 'ru'],
    takesChildren: true,
    phone: '+76000000010',
    hours: `${weekdays} 09:00-18:30`,
    state: 'published',
  },
  {
    key: 'mobile-group',
    organisation: familyCentre,
    location: null,
    kato: SAMPLE_REGION_KATO,
    isHidden: false,
    name: text('Мобильді топ', 'Мобильная группа', 'Mobile group'),
    needs: ['mobile-group', 'psychologist', 'social-worker'],
    languages: ['kk', 'ru'],
    takesChildren: true,
    phone: '+76000000011',
    hours: 'MO,TU,WE,TH,FR,SA,SU 08:00-22:00',
    state: 'published',
  },
  {
    key: 'polyclinic-psychologist',
    organisation: polyclinic,
    location: {
      kato: '991100000',
      address: text(
        'Мысал даңғылы, 5, 204-бөлме',
        'проспект Мысал, 5, кабинет 204',
        '5 Mysal Avenue, room 204',
      ),
      postalCode: '999011',
      isStepFree: true,
    },
    kato: null,
    isHidden: false,
    name: text('Психологиялық кеңес', 'Консультация психолога', 'Psychological counselling'),
    needs: ['psychologist', 'doctor', 'children'],
    languages: ['kk', 'ru', 'sgn'],
    takesChildren: true,
    phone: '+76000000012',
    hours: `${weekdays} 08:00-20:00; SA 09:00-14:00`,
    state: 'published',
  },
  {
    key: 'legal-aid',
    organisation: aid,
    location: {
      kato: '991200000',
      address: text('Бейбіт көшесі, 3', 'улица Бейбит, 3', '3 Beibit Street'),
      postalCode: '999012',
      isStepFree: false,
    },
    kato: SAMPLE_REGION_KATO,
    isHidden: false,
    name: text('Тегін заң кеңесі', 'Бесплатный совет юриста', 'Free legal advice'),
    needs: ['lawyer'],
    languages: ['kk', 'ru', 'en'],
    takesChildren: false,
    phone: '+76000000013',
    hours: 'TU,TH 10:00-17:00',
    state: 'published',
  },
  {
    key: 'line',
    organisation: union,
    location: null,
    kato: null,
    isHidden: false,
    name: text('Сенім телефоны', 'Телефон доверия', 'Trust line'),
    needs: ['crisis-call', 'psychologist'],
    languages: ['kk', 'ru'],
    takesChildren: true,
    phone: '+76000000014',
    hours: always,
    state: 'published',
  },
  {
    key: 'hidden-house',
    organisation: union,
    location: null,
    kato: null,
    isHidden: true,
    name: text('Жасырын мекенжайдағы үй', 'Дом со скрытым адресом', 'House at a hidden address'),
    needs: ['stay', 'children', 'psychologist'],
    languages: ['kk', 'ru'],
    takesChildren: true,
    phone: '+76000000015',
    hours: always,
    state: 'draft',
  },
  {
    key: 'school-room',
    organisation: familyCentre,
    location: null,
    kato: '993000000',
    isHidden: false,
    name: text(
      'Ата-аналар мектебі (дайындалуда)',
      'Школа родителей (готовится)',
      'School for parents (in preparation)',
    ),
    needs: ['children'],
    languages: ['kk'],
    takesChildren: true,
    phone: '+76000000016',
    hours: 'SA 11:00-13:00',
    state: 'draft',
  },
]
