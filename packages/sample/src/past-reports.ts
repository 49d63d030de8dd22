// What was reported about some families before the day the region is imagined at, in the shape in which
// a report travels. Invented from a few sentences; no report of a real person went into them.

import { ageOn, fromDayNumber, toDayNumber } from './days.ts'
import { DEFAULT_DAY, type Family, type Household, type Person, type Seed } from './families.ts'
import { spellFullName } from './names/full-name.ts'
import { createRandom, pickWeighted, type Random } from './random.ts'
import { sampleId } from './sample-id.ts'

type Answer = 'yes' | 'no' | 'unknown'
type Channel =
  | 'phone-111'
  | 'phone-102'
  | 'in-person'
  | 'school'
  | 'health'
  | 'social-work'
  | 'public-site'
type Speaker = 'affected' | 'relative' | 'witness' | 'professional'
type Relation = 'spouse' | 'former-spouse' | 'partner' | 'parent' | 'child'

type SamplePersonAsTold = {
  readonly name: string | null
  readonly sex: 'female' | 'male'
  readonly birthDate: string | null
  readonly age: number | null
  readonly phone: string | null
  readonly iin: string | null
}

export type SampleReportContent = {
  readonly channel: Channel
  readonly speaker: {
    readonly kind: Speaker
    readonly name: string | null
    readonly phone: string | null
  }
  readonly language: 'kk' | 'ru'
  readonly narrative: string
  readonly occurred: { readonly on: string; readonly time: string | null }
  readonly place: { readonly kato: string; readonly address: string | null }
  readonly affected: SamplePersonAsTold
  readonly alleged: SamplePersonAsTold & { readonly relation: Relation }
  readonly children: readonly SamplePersonAsTold[]
  readonly danger: {
    readonly now: Answer
    readonly weapon: Answer
    readonly injury: Answer
    readonly allegedPresent: Answer
  }
  readonly safeContact: {
    readonly mayContact: Answer
    readonly phone: string | null
    readonly when: string | null
  }
}

export type SamplePastReport = {
  readonly id: string
  readonly familyId: string
  /** A moment in UTC. */
  readonly receivedAt: string
  readonly content: SampleReportContent
  readonly affectedId: string
  readonly allegedId: string
  readonly childIds: readonly string[]
}

type Story = {
  readonly weight: number
  readonly channels: readonly Channel[]
  readonly speaker: Speaker
  readonly danger: SampleReportContent['danger']
  readonly kk: string
  readonly ru: string
  readonly needsChild?: true
  readonly onlyWhen?: 'separated' | 'together'
}

const calm = { now: 'no', weapon: 'no', injury: 'no', allegedPresent: 'no' } as const

const PARTNER_STORIES: readonly Story[] = [
  {
    weight: 34,
    channels: ['phone-102', 'phone-111', 'in-person'],
    speaker: 'affected',
    onlyWhen: 'together',
    danger: { now: 'unknown', weapon: 'no', injury: 'yes', allegedPresent: 'yes' },
    kk: 'Күйеуім түнде келіп айқайлады, итеріп жіберді, бетімнен ұрды. Бұрын да болған.',
    ru: 'Муж пришёл ночью, кричал, толкнул и ударил по лицу. Такое бывало и раньше.',
  },
  {
    weight: 20,
    channels: ['phone-111', 'phone-102', 'public-site'],
    speaker: 'affected',
    onlyWhen: 'separated',
    danger: { now: 'no', weapon: 'unknown', injury: 'no', allegedPresent: 'no' },
    kk: 'Бұрынғы күйеуім үйге келіп, есікті ашуды талап етеді, қорқытады. Далаға шығуға қорқамын.',
    ru: 'Бывший муж приходит к дому, требует открыть дверь, угрожает. Боюсь выходить на улицу.',
  },
  {
    weight: 14,
    channels: ['phone-111', 'public-site'],
    speaker: 'affected',
    onlyWhen: 'together',
    danger: { now: 'unknown', weapon: 'no', injury: 'no', allegedPresent: 'no' },
    kk: 'Телефонымды тартып алып, үйден шығармады. Шағымдансаң жаман болады деп қорқытты.',
    ru: 'Отобрал телефон и не выпускал из дома. Сказал, что будет хуже, если пожалуюсь.',
  },
  {
    weight: 16,
    channels: ['phone-102'],
    speaker: 'witness',
    onlyWhen: 'together',
    danger: { now: 'yes', weapon: 'unknown', injury: 'unknown', allegedPresent: 'yes' },
    kk: 'Көрші үйден екінші апта айқай мен жылаған дауыс естіледі. Бүгін әйел көмекке шақырып жатыр.',
    ru: 'Вторую неделю из соседнего дома слышны крики и плач. Сегодня женщина зовёт на помощь.',
  },
  {
    weight: 10,
    channels: ['health'],
    speaker: 'professional',
    danger: { ...calm, injury: 'yes' },
    kk: 'Қабылдауға денесі көгерген әйел келді. Құладым деді, кейін оңаша сөйлескенде күйеуін атады.',
    ru: 'На приём пришла женщина с ушибами. Сказала, что упала, потом в беседе наедине назвала мужа.',
  },
  {
    weight: 6,
    channels: ['phone-102'],
    speaker: 'affected',
    danger: { now: 'yes', weapon: 'yes', injury: 'unknown', allegedPresent: 'yes' },
    kk: 'Пышақ алып, өлтіремін деп қорқытып тұр. Балалармен бөлмеге қамалып алдық.',
    ru: 'Взял нож и угрожает убить. Мы с детьми закрылись в комнате.',
    needsChild: true,
    onlyWhen: 'together',
  },
]

const CHILD_STORIES: readonly Story[] = [
  {
    weight: 60,
    channels: ['school', 'health', 'social-work'],
    speaker: 'professional',
    danger: { ...calm, injury: 'yes' },
    kk: 'Бала үшінші күн көгерген жерлерімен келді, сұраққа жауап бермейді, үйге барғысы келмейді.',
    ru: 'Ребёнок третий день приходит с синяками, на вопросы не отвечает, домой идти не хочет.',
  },
  {
    weight: 40,
    channels: ['phone-111'],
    speaker: 'relative',
    danger: { ...calm, now: 'unknown' },
    kk: 'Бала үйде белбеумен ұратынын, жалғыз қамап қоятынын айтты.',
    ru: 'Ребёнок рассказал, что дома его бьют ремнём и запирают одного.',
  },
]

const ELDER_STORIES: readonly Story[] = [
  {
    weight: 100,
    channels: ['phone-102', 'phone-111', 'in-person'],
    speaker: 'affected',
    danger: { now: 'no', weapon: 'no', injury: 'yes', allegedPresent: 'unknown' },
    kk: 'Ұлым зейнетақымды талап етеді, айқайлайды, кеше итеріп жіберді, қолым ауырып тұр.',
    ru: 'Сын требует пенсию, кричит, вчера толкнул, болит рука.',
  },
]

/** Reports of the last three years about one family; most families have none. */
export function listPastReports(
  family: Family,
  { seed, on = DEFAULT_DAY }: { readonly seed: Seed; readonly on?: string },
): readonly SamplePastReport[] {
  const random = createRandom(seed, 'past-reports', family.index)
  if (!random.chance(0.07)) return []
  const roles = chooseRoles(family, on, random)
  if (roles === null) return []
  const count = pickWeighted(
    [
      [60, 1],
      [25, 2],
      [10, 3],
      [5, 4],
    ],
    random,
  )
  const days = Array.from({ length: count }, () => toDayNumber(on) - random.between(20, 1_095))
  return days
    .filter((day) => day > toDayNumber(roles.youngestBornOn))
    .sort((a, b) => a - b)
    .map((day, number) => tellReport({ family, roles, day, number, seed, random }))
}

type Roles = {
  readonly affected: Person
  readonly alleged: Person
  readonly relation: Relation
  readonly children: readonly Person[]
  readonly stories: readonly Story[]
  /** Nobody is spoken of before birth. */
  readonly youngestBornOn: string
}

function chooseRoles(family: Family, on: string, random: Random): Roles | null {
  const { people } = family
  const byId = new Map(people.map((person) => [person.id, person]))
  const minors = people.filter(
    (person) => person.position === 'child' && ageOn(person.bornOn, on) < 18,
  )
  const woman = people.find(
    (person) =>
      person.sex === 'female' && person.partnerId !== null && person.position !== 'grandparent',
  )
  const man = woman === undefined ? undefined : byId.get(woman.partnerId as string)
  const elder = people.find((person) => person.position === 'grandparent')
  const son = people.find(
    (person) =>
      person.sex === 'male' &&
      elder !== undefined &&
      (person.motherId === elder.id || person.fatherId === elder.id),
  )
  const kind = random.next()
  if (kind < 0.12 && elder !== undefined && son !== undefined) {
    return withYoungest({
      affected: elder,
      alleged: son,
      relation: 'child',
      children: [],
      stories: ELDER_STORIES,
    })
  }
  const child = minors.length === 0 ? undefined : random.pick(minors)
  const parent =
    child === undefined
      ? undefined
      : (byId.get(child.fatherId ?? '') ?? byId.get(child.motherId ?? ''))
  if (kind < 0.3 && child !== undefined && parent !== undefined) {
    return withYoungest({
      affected: child,
      alleged: parent,
      relation: 'parent',
      children: [],
      stories: CHILD_STORIES,
    })
  }
  if (woman === undefined || man === undefined) return null
  const state = woman.partnership === 'separated' ? 'separated' : 'together'
  return withYoungest({
    affected: woman,
    alleged: man,
    relation:
      state === 'separated'
        ? 'former-spouse'
        : woman.partnership === 'married'
          ? 'spouse'
          : 'partner',
    children: minors,
    stories: PARTNER_STORIES.filter(
      ({ onlyWhen, needsChild }) =>
        (onlyWhen === undefined || onlyWhen === state) &&
        (needsChild === undefined || minors.length > 0),
    ),
  })
}

function withYoungest(roles: Omit<Roles, 'youngestBornOn'>): Roles {
  const born = [roles.affected, roles.alleged, ...roles.children].map(({ bornOn }) => bornOn)
  return { ...roles, youngestBornOn: born.toSorted().at(-1) as string }
}

function tellReport({
  family,
  roles,
  day,
  number,
  seed,
  random,
}: {
  readonly family: Family
  readonly roles: Roles
  readonly day: number
  readonly number: number
  readonly seed: Seed
  readonly random: Random
}): SamplePastReport {
  const { affected, alleged, relation, children } = roles
  const story = pickWeighted(
    roles.stories.map((candidate) => [candidate.weight, candidate] as const),
    random,
  )
  const language =
    story.speaker === 'professional' ? (random.chance(0.5) ? 'kk' : 'ru') : affected.language
  const on = fromDayNumber(day)
  const { address } = family.households.find(({ id }) => id === affected.householdId) as Household
  const told = (person: Person, knows: number): SamplePersonAsTold => ({
    name: random.chance(knows) ? nameAsTold(person, language) : null,
    sex: person.sex,
    birthDate: random.chance(knows * 0.6) ? person.bornOn : null,
    age: random.chance(0.7) ? ageOn(person.bornOn, on) : null,
    phone: random.chance(knows * 0.7) ? person.phone : null,
    iin: random.chance(knows * 0.25) ? person.iin : null,
  })
  const knows = story.speaker === 'witness' ? 0.3 : 0.95
  const speaksSelf = story.speaker === 'affected'
  const hour = random.between(0, 23)
  const minute = random.between(0, 59)
  const street = language === 'kk' ? `${address.street.kk} көшесі` : `ул. ${address.street.ru}`
  return {
    id: sampleId(seed, `past-report-${number}`, family.index),
    familyId: family.id,
    receivedAt: `${on}T${two(hour)}:${two(minute)}:00Z`,
    affectedId: affected.id,
    allegedId: alleged.id,
    childIds: children.map(({ id }) => id),
    content: {
      channel: random.pick(story.channels),
      speaker: {
        kind: story.speaker,
        name: speaksSelf && random.chance(0.9) ? nameAsTold(affected, language) : null,
        phone: speaksSelf ? affected.phone : null,
      },
      language,
      narrative: story[language],
      occurred: { on, time: null },
      place: {
        kato: address.kato,
        address: random.chance(0.8) ? `${street}, ${address.house}` : null,
      },
      affected: told(affected, knows),
      alleged: { ...told(alleged, knows * 0.8), relation },
      children: children.map((child) => told(child, knows * 0.7)),
      danger: story.danger,
      safeContact: {
        mayContact: speaksSelf ? random.pick<Answer>(['yes', 'yes', 'no', 'unknown']) : 'unknown',
        phone: null,
        when: null,
      },
    },
  }
}

function nameAsTold({ nameParts: parts, sex }: Person, language: 'kk' | 'ru'): string {
  const { surname, given } = spellFullName({ parts, sex }, language)
  return `${surname} ${given}`
}

function two(number: number): string {
  return String(number).padStart(2, '0')
}
