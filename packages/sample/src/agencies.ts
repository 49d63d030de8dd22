// One agency of each kind in the sample region, with its units. Crisis and family support centres have
// a district and never an address: what a sample shows, a real installation will copy.

import { SAMPLE_CITY_KATO, SAMPLE_REGION_KATO, type Text } from './places.ts'

export type SampleAgencyKind =
  | 'police'
  | 'prosecutor'
  | 'court'
  | 'contact-centre'
  | 'family-support-centre'
  | 'crisis-centre'
  | 'school'
  | 'health'
  | 'social-protection'
  | 'local-authority'
  | 'ombudsman'
  | 'ministry'
  | 'ngo'

export type SampleUnit = {
  readonly key: string
  readonly parentKey: string | null
  readonly kato: string
  readonly name: Text
}

export type SampleAgency = {
  readonly key: string
  readonly kind: SampleAgencyKind
  readonly kato: string
  readonly name: Text
  readonly units: readonly SampleUnit[]
}

const unit = (
  key: string,
  parentKey: string | null,
  kato: string,
  [kk, ru, en]: readonly [string, string, string],
): SampleUnit => ({ key, parentKey, kato, name: { kk, ru, en } })

const TANSARI = '991100000'
const KOKMUNAR = '991200000'
const SHAMSHYRAQ = '991300000'
const QAIYNGTOBE = '993000000'
const MOLDIRKOL = '994000000'
const SARYQAMYS = '995000000'
const KOGERSHIN = '996000000'

export const sampleAgencies: readonly SampleAgency[] = [
  {
    key: 'police',
    kind: 'police',
    kato: SAMPLE_REGION_KATO,
    name: {
      kk: 'Үлгі облысының полиция департаменті',
      ru: 'Департамент полиции области Улги',
      en: 'Police Department of Ulgi Region',
    },
    units: [
      unit('police-region', null, SAMPLE_REGION_KATO, [
        'Облыстық басқару',
        'Областное управление',
        'Regional command',
      ]),
      unit('police-102', 'police-region', SAMPLE_REGION_KATO, [
        '102 кезекші бөлімі',
        'Дежурная часть 102',
        'Duty room 102',
      ]),
      unit('police-city', 'police-region', SAMPLE_CITY_KATO, [
        'Мысал қаласының полиция басқармасы',
        'Управление полиции города Мысал',
        'Mysal City Police',
      ]),
      unit('police-women', 'police-city', SAMPLE_CITY_KATO, [
        'Әйелдерді зорлық-зомбылықтан қорғау тобы',
        'Группа по защите женщин от насилия',
        'Protection of women from violence',
      ]),
      unit('police-juvenile', 'police-city', SAMPLE_CITY_KATO, [
        'Ювеналдық полиция тобы',
        'Группа ювенальной полиции',
        'Juvenile police',
      ]),
      unit('police-tansari', 'police-city', TANSARI, [
        'Таңсәрі ауданының полиция бөлімі',
        'Отдел полиции района Тансари',
        'Tansari District Police',
      ]),
      unit('police-kokmunar', 'police-city', KOKMUNAR, [
        'Көкмұнар ауданының полиция бөлімі',
        'Отдел полиции района Кокмунар',
        'Kokmunar District Police',
      ]),
      unit('police-shamshyraq', 'police-city', SHAMSHYRAQ, [
        'Шамшырақ ауданының полиция бөлімі',
        'Отдел полиции района Шамшырак',
        'Shamshyraq District Police',
      ]),
      unit('police-qaiyngtobe', 'police-region', QAIYNGTOBE, [
        'Қайыңтөбе ауданының полиция бөлімі',
        'Отдел полиции Каинтобинского района',
        'Qaiyngtobe District Police',
      ]),
      unit('police-moldirkol', 'police-region', MOLDIRKOL, [
        'Мөлдіркөл ауданының полиция бөлімі',
        'Отдел полиции Молдиркольского района',
        'Moldirkol District Police',
      ]),
      unit('police-saryqamys', 'police-region', SARYQAMYS, [
        'Сарықамыс ауданының полиция бөлімі',
        'Отдел полиции Сарыкамысского района',
        'Saryqamys District Police',
      ]),
      unit('police-kogershin', 'police-region', KOGERSHIN, [
        'Көгершін ауданының полиция бөлімі',
        'Отдел полиции Когершинского района',
        'Kogershin District Police',
      ]),
    ],
  },
  {
    key: 'prosecutor',
    kind: 'prosecutor',
    kato: SAMPLE_REGION_KATO,
    name: {
      kk: 'Үлгі облысының прокуратурасы',
      ru: 'Прокуратура области Улги',
      en: 'Prosecutor’s Office of Ulgi Region',
    },
    units: [
      unit('prosecutor-region', null, SAMPLE_REGION_KATO, [
        'Облыс прокуратурасы',
        'Областная прокуратура',
        'Regional office',
      ]),
      unit('prosecutor-city', 'prosecutor-region', SAMPLE_CITY_KATO, [
        'Мысал қаласының прокуратурасы',
        'Прокуратура города Мысал',
        'Mysal City office',
      ]),
      unit('prosecutor-qaiyngtobe', 'prosecutor-region', QAIYNGTOBE, [
        'Қайыңтөбе ауданының прокуратурасы',
        'Прокуратура Каинтобинского района',
        'Qaiyngtobe District office',
      ]),
    ],
  },
  {
    key: 'court',
    kind: 'court',
    kato: SAMPLE_CITY_KATO,
    name: {
      kk: 'Мысал қаласының соты',
      ru: 'Суд города Мысал',
      en: 'Mysal City Court',
    },
    units: [
      unit('court-administrative', null, SAMPLE_CITY_KATO, [
        'Әкімшілік құқық бұзушылықтар жөніндегі құрам',
        'Состав по административным правонарушениям',
        'Bench for administrative offences',
      ]),
      unit('court-criminal', null, SAMPLE_CITY_KATO, [
        'Қылмыстық істер жөніндегі құрам',
        'Состав по уголовным делам',
        'Criminal bench',
      ]),
      unit('court-registry', null, SAMPLE_CITY_KATO, [
        'Сот кеңсесі',
        'Канцелярия суда',
        'Registry',
      ]),
    ],
  },
  {
    key: 'contact-centre',
    kind: 'contact-centre',
    kato: SAMPLE_REGION_KATO,
    name: {
      kk: '111 байланыс орталығы (оқу)',
      ru: 'Контакт-центр 111 (учебный)',
      en: 'Contact Centre 111 (sample)',
    },
    units: [
      unit('line-day', null, SAMPLE_REGION_KATO, ['Күндізгі ауысым', 'Дневная смена', 'Day shift']),
      unit('line-night', null, SAMPLE_REGION_KATO, ['Түнгі ауысым', 'Ночная смена', 'Night shift']),
    ],
  },
  {
    key: 'family-support-centre',
    kind: 'family-support-centre',
    kato: SAMPLE_CITY_KATO,
    name: {
      kk: 'Мысал қаласының отбасын қолдау орталығы',
      ru: 'Центр поддержки семьи города Мысал',
      en: 'Mysal Family Support Centre',
    },
    units: [
      unit('centre-reception', null, SAMPLE_CITY_KATO, [
        'Қабылдау бөлімі',
        'Отделение приёма',
        'Reception',
      ]),
      unit('centre-stay', null, SAMPLE_CITY_KATO, [
        'Уақытша тұру бөлімі',
        'Отделение временного проживания',
        'Temporary stay',
      ]),
    ],
  },
  {
    key: 'crisis-centre',
    kind: 'crisis-centre',
    kato: SAMPLE_CITY_KATO,
    name: {
      kk: '«Шырақ» дағдарыс орталығы',
      ru: 'Кризисный центр «Шырак»',
      en: 'Shyraq Crisis Centre',
    },
    units: [
      unit('crisis-stay', null, SAMPLE_CITY_KATO, [
        'Уақытша тұру бөлімі',
        'Отделение временного проживания',
        'Temporary stay',
      ]),
    ],
  },
  {
    key: 'school-7',
    kind: 'school',
    kato: TANSARI,
    name: { kk: '№ 907 мектеп', ru: 'Школа № 907', en: 'School No. 907' },
    units: [
      unit('school-7-psychology', null, TANSARI, [
        'Психологиялық қызмет',
        'Психологическая служба',
        'Psychology service',
      ]),
    ],
  },
  {
    key: 'school-qaiyngtobe',
    kind: 'school',
    kato: QAIYNGTOBE,
    name: {
      kk: 'Қайыңтөбе ауылының мектебі',
      ru: 'Школа села Каинтобе',
      en: 'Qaiyngtobe village school',
    },
    units: [
      unit('school-qaiyngtobe-psychology', null, QAIYNGTOBE, [
        'Психологиялық қызмет',
        'Психологическая служба',
        'Psychology service',
      ]),
    ],
  },
  {
    key: 'clinic',
    kind: 'health',
    kato: SAMPLE_CITY_KATO,
    name: {
      kk: 'Мысал қаласының көпбейінді ауруханасы',
      ru: 'Многопрофильная больница города Мысал',
      en: 'Mysal City Hospital',
    },
    units: [
      unit('clinic-emergency', null, SAMPLE_CITY_KATO, [
        'Қабылдау бөлімшесі',
        'Приёмное отделение',
        'Emergency room',
      ]),
      unit('clinic-outpatient', null, SAMPLE_CITY_KATO, [
        'Емхана',
        'Поликлиника',
        'Outpatient clinic',
      ]),
    ],
  },
  {
    key: 'social-protection',
    kind: 'social-protection',
    kato: SAMPLE_REGION_KATO,
    name: {
      kk: 'Үлгі облысының әлеуметтік қорғау басқармасы',
      ru: 'Управление социальной защиты области Улги',
      en: 'Social Protection Office of Ulgi Region',
    },
    units: [
      unit('social-region', null, SAMPLE_REGION_KATO, [
        'Облыстық басқару',
        'Областное управление',
        'Regional office',
      ]),
      unit('social-city', 'social-region', SAMPLE_CITY_KATO, [
        'Мысал қаласының бөлімі',
        'Отдел города Мысал',
        'Mysal City division',
      ]),
      unit('social-mobile', 'social-region', SAMPLE_REGION_KATO, [
        'Мобильді топ',
        'Мобильная группа',
        'Mobile group',
      ]),
    ],
  },
  {
    key: 'local-authority',
    kind: 'local-authority',
    kato: SAMPLE_REGION_KATO,
    name: { kk: 'Үлгі облысының әкімдігі', ru: 'Акимат области Улги', en: 'Akimat of Ulgi Region' },
    units: [
      unit('akimat-children', null, SAMPLE_REGION_KATO, [
        'Кәмелетке толмағандардың істері жөніндегі комиссия',
        'Комиссия по делам несовершеннолетних',
        'Commission on minors',
      ]),
    ],
  },
  {
    key: 'licensing',
    kind: 'local-authority',
    kato: SAMPLE_REGION_KATO,
    name: {
      kk: 'Үлгі облысының білім басқармасы',
      ru: 'Управление образования области Улги',
      en: 'Education Department of Ulgi Region',
    },
    units: [
      unit('licensing-office', null, SAMPLE_REGION_KATO, [
        'Лицензиялау және сертификаттау бөлімі',
        'Отдел лицензирования и сертификации',
        'Licensing and certification',
      ]),
    ],
  },
  {
    key: 'ombudsman',
    kind: 'ombudsman',
    kato: SAMPLE_REGION_KATO,
    name: {
      kk: 'Үлгі облысының бала құқықтары жөніндегі уәкілі',
      ru: 'Уполномоченный по правам ребёнка области Улги',
      en: 'Children’s Rights Commissioner of Ulgi Region',
    },
    units: [
      unit('ombudsman-office', null, SAMPLE_REGION_KATO, [
        'Уәкілдің кеңсесі',
        'Аппарат уполномоченного',
        'Office',
      ]),
    ],
  },
  {
    key: 'ministry',
    kind: 'ministry',
    kato: SAMPLE_REGION_KATO,
    name: { kk: 'Министрлік (оқу)', ru: 'Министерство (учебное)', en: 'Ministry (sample)' },
    units: [
      unit('ministry-analysis', null, SAMPLE_REGION_KATO, [
        'Талдау бөлімі',
        'Аналитический отдел',
        'Analysis division',
      ]),
      unit('ministry-audit', null, SAMPLE_REGION_KATO, [
        'Ішкі аудит',
        'Внутренний аудит',
        'Internal audit',
      ]),
    ],
  },
  {
    key: 'ngo',
    kind: 'ngo',
    kato: SAMPLE_CITY_KATO,
    name: {
      kk: '«Тірек үлгісі» қоғамдық қоры',
      ru: 'Общественный фонд «Тирек улгиси»',
      en: 'Tirek Ulgisi Foundation',
    },
    units: [
      unit('ngo-help', null, SAMPLE_CITY_KATO, [
        'Отбасыларға көмек',
        'Помощь семьям',
        'Help for families',
      ]),
    ],
  },
]
