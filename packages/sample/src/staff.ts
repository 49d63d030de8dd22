// Forty people who work in the sample region, the first of each role as the account to try it with.
// Their passwords and one-time-code secrets follow from the seed, so anyone can know them: a database
// that holds them is a sample and must say so.

import type { Seed } from './families.ts'
import {
  type Culture,
  chooseGivenName,
  choosePatronymicForm,
  chooseSurname,
} from './names/choose.ts'
import { type Sex, spellFullName } from './names/full-name.ts'
import type { Text } from './places.ts'
import { createRandom, hashOf, pickWeighted } from './random.ts'
import { sampleId } from './sample-id.ts'

export const sampleRoles = [
  'operator',
  'inspector',
  'unit-head',
  'prosecutor',
  'judge',
  'court-clerk',
  'centre-worker',
  'social-worker',
  'school-psychologist',
  'health-worker',
  'licensing-officer',
  'analyst',
  'ombudsman',
  'agency-admin',
  'auditor',
  'registrar',
  'steward',
] as const
export type SampleRole = (typeof sampleRoles)[number]

export type SampleUser = {
  readonly id: string
  readonly login: string
  /** Surname, given name and patronymic. */
  readonly name: string
  readonly sex: Sex
  readonly position: Text
  readonly language: 'kk' | 'ru'
  readonly grants: ReadonlyArray<{ readonly unitKey: string; readonly role: SampleRole }>
  readonly password: string
  /** The shared secret of one-time codes (RFC 6238), in Base32. */
  readonly totpSecret: string
}

type Post = {
  readonly role: SampleRole
  readonly units: readonly string[]
  readonly position: Text
  /** A second role in the same unit. */
  readonly also?: SampleRole
}

const post = (
  role: SampleRole,
  units: string | readonly string[],
  [kk, ru, en]: readonly [string, string, string],
  also?: SampleRole,
): Post => ({
  role,
  units: typeof units === 'string' ? [units] : units,
  position: { kk, ru, en },
  ...(also === undefined ? {} : { also }),
})

const OPERATOR = ['Оператор', 'Оператор', 'Operator'] as const
const DUTY_OPERATOR = [
  'Кезекші бөлім операторы',
  'Оператор дежурной части',
  'Duty-room operator',
] as const
const WOMEN_INSPECTOR = [
  'Әйелдерді зорлық-зомбылықтан қорғау жөніндегі инспектор',
  'Инспектор по защите женщин от насилия',
  'Inspector for protection of women from violence',
] as const
const JUVENILE_INSPECTOR = [
  'Ювеналдық полиция инспекторы',
  'Инспектор ювенальной полиции',
  'Juvenile inspector',
] as const
const DISTRICT_INSPECTOR = [
  'Учаскелік инспектор',
  'Участковый инспектор',
  'District inspector',
] as const
const PROSECUTOR = ['Прокурор', 'Прокурор', 'Prosecutor'] as const
const JUDGE = ['Судья', 'Судья', 'Judge'] as const
const CLERK = ['Сот хатшысы', 'Секретарь суда', 'Court clerk'] as const
const CENTRE_WORKER = ['Орталық маманы', 'Специалист центра', 'Centre worker'] as const
const SOCIAL_WORKER = ['Әлеуметтік қызметкер', 'Социальный работник', 'Social worker'] as const
const PSYCHOLOGIST = ['Мектеп психологы', 'Школьный психолог', 'School psychologist'] as const

const STEWARD = [
  'Деректер сапасының маманы',
  'Специалист по качеству данных',
  'Steward of records',
] as const

/** The first post of a role is the account to try it with. */
const POSTS: readonly Post[] = [
  post('operator', 'line-day', OPERATOR),
  post('inspector', 'police-women', WOMEN_INSPECTOR),
  post('unit-head', 'police-women', ['Топ басшысы', 'Начальник группы', 'Head of the unit']),
  post('prosecutor', 'prosecutor-city', PROSECUTOR),
  post('judge', 'court-administrative', JUDGE),
  post('court-clerk', 'court-registry', CLERK),
  post('centre-worker', 'centre-stay', CENTRE_WORKER),
  post('social-worker', 'social-city', SOCIAL_WORKER),
  post('school-psychologist', 'school-7-psychology', PSYCHOLOGIST),
  post('health-worker', 'clinic-emergency', [
    'Қабылдау бөлімшесінің дәрігері',
    'Врач приёмного отделения',
    'Emergency physician',
  ]),
  post('licensing-officer', 'licensing-office', [
    'Лицензиялау бөлімінің маманы',
    'Специалист отдела лицензирования',
    'Licensing officer',
  ]),
  post('analyst', 'ministry-analysis', ['Талдаушы', 'Аналитик', 'Analyst']),
  post('ombudsman', 'ombudsman-office', [
    'Бала құқықтары жөніндегі уәкіл',
    'Уполномоченный по правам ребёнка',
    'Children’s rights commissioner',
  ]),
  post('agency-admin', 'police-region', ['Жүйе әкімшісі', 'Администратор', 'Administrator']),
  post('auditor', 'ministry-audit', ['Аудитор', 'Аудитор', 'Auditor']),
  post('registrar', 'ministry-analysis', [
    'Мекемелерді тіркеуші',
    'Регистратор ведомств',
    'Registrar of agencies',
  ]),
  post('steward', 'police-region', STEWARD),

  post('operator', 'line-day', OPERATOR),
  post('operator', 'line-night', OPERATOR),
  post('operator', 'police-102', DUTY_OPERATOR),
  post('inspector', 'police-juvenile', JUVENILE_INSPECTOR),
  post('inspector', 'police-tansari', DISTRICT_INSPECTOR),
  post('inspector', 'police-kokmunar', DISTRICT_INSPECTOR),
  post('inspector', ['police-shamshyraq', 'police-women'], WOMEN_INSPECTOR),
  post('inspector', 'police-qaiyngtobe', WOMEN_INSPECTOR),
  post('inspector', 'police-moldirkol', DISTRICT_INSPECTOR),
  post(
    'unit-head',
    'line-day',
    ['Ауысым басшысы', 'Начальник смены', 'Shift head'],
    'agency-admin',
  ),
  post(
    'unit-head',
    'centre-reception',
    ['Орталық директоры', 'Директор центра', 'Director'],
    'agency-admin',
  ),
  post(
    'unit-head',
    'social-region',
    ['Басқарма басшысы', 'Руководитель управления', 'Head of office'],
    'agency-admin',
  ),
  post('unit-head', 'police-qaiyngtobe', ['Бөлім бастығы', 'Начальник отдела', 'Head of division']),
  post('prosecutor', 'prosecutor-region', PROSECUTOR, 'agency-admin'),
  post('prosecutor', 'prosecutor-qaiyngtobe', PROSECUTOR),
  post('judge', 'court-criminal', JUDGE),
  post('court-clerk', 'court-registry', CLERK, 'agency-admin'),
  post('centre-worker', 'crisis-stay', CENTRE_WORKER, 'agency-admin'),
  post('social-worker', 'social-mobile', SOCIAL_WORKER),
  post('social-worker', 'ngo-help', SOCIAL_WORKER, 'agency-admin'),
  post('social-worker', 'akimat-children', [
    'Комиссия хатшысы',
    'Секретарь комиссии',
    'Secretary of the commission',
  ]),
  post('school-psychologist', 'school-qaiyngtobe-psychology', PSYCHOLOGIST),
  post('steward', 'police-region', STEWARD),
]

export function listSampleUsers({ seed }: { readonly seed: Seed }): readonly SampleUser[] {
  const countByRole = new Map<SampleRole, number>()
  return POSTS.map(({ role, units, position, also }, number) => {
    const count = (countByRole.get(role) ?? 0) + 1
    countByRole.set(role, count)
    const login = count === 1 ? role : `${role}-${count}`
    const random = createRandom(seed, 'staff', number)
    const culture: Culture = pickWeighted(
      [
        [70, 'kazakh'],
        [22, 'slavic'],
        [8, 'turkic'],
      ],
      random,
    )
    const sex: Sex = random.chance(0.6) ? 'female' : 'male'
    const bornYear = random.between(1970, 1999)
    const form = choosePatronymicForm(culture, bornYear, random)
    const parts = {
      surname: chooseSurname(culture, random),
      secondSurname: null,
      given: chooseGivenName({ culture, sex, bornYear }, random),
      patronymic:
        form === null
          ? null
          : {
              father: chooseGivenName({ culture, sex: 'male', bornYear: bornYear - 28 }, random),
              form,
            },
    }
    const language = culture === 'kazakh' && random.chance(0.6) ? 'kk' : 'ru'
    const name = spellFullName({ parts, sex }, language)
    return {
      id: sampleId(seed, 'user', number),
      login,
      name: [name.surname, name.given, name.patronymic].filter((part) => part !== null).join(' '),
      sex,
      position,
      language,
      grants: [
        ...units.map((unitKey) => ({ unitKey, role })),
        ...(also === undefined ? [] : [{ unitKey: units[0] as string, role: also }]),
      ],
      password: samplePassword(seed, login),
      totpSecret: sampleTotpSecret(seed, login),
    }
  })
}

/** A head of another agency, for what one unit asks and another decides; a steward beside the first, for what takes two. */
const seconds: readonly string[] = ['unit-head-2', 'steward-2']

/** The accounts to try each role with, in the order of the roles, and those for whom it takes a second. */
export function listSampleAccounts(options: { readonly seed: Seed }): readonly SampleUser[] {
  const users = listSampleUsers(options)
  return [
    ...users.slice(0, sampleRoles.length),
    ...users.filter(({ login }) => seconds.includes(login)),
  ]
}

const PASSWORD_WORDS = [
  'samal',
  'qyran',
  'tumar',
  'arman',
  'bulaq',
  'dala',
  'erteng',
  'jusan',
  'kerbez',
  'laula',
  'menmen',
  'nauryz',
  'orda',
  'parasat',
  'qaiyng',
  'raushan',
  'sarqyt',
  'terek',
  'ulpan',
  'yrgaq',
  'zerek',
  'shyraq',
  'alma',
  'bidai',
  'kiikjol',
  'moldir',
  'tastaq',
  'jibek',
  'qobyz',
  'sybyzgy',
  'asatai',
  'torgai',
] as const

/** Words and digits that are easy to type from a screen and long enough for the rule of passwords. */
function samplePassword(seed: Seed, login: string): string {
  const random = createRandom(seed, 'password', login)
  const words = new Set<string>()
  while (words.size < 3) words.add(random.pick(PASSWORD_WORDS))
  return `${[...words].join('-')}-${random.between(1_000, 9_999)}`
}

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

function sampleTotpSecret(seed: Seed, login: string): string {
  let secret = ''
  for (let i = 0; i < 32; i += 1) {
    secret += BASE32[hashOf([seed, 'totp', login, i])[0] & 31]
  }
  return secret
}
