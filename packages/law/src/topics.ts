// What people come with, and which questions of the pack answer it. Arrangement only: nothing here states law.
import type { Text } from '@umai/words'
import type { DecisionName, EventName, LawFacts } from './names.gen.ts'

export type Topic = {
  readonly id: string
  readonly title: Text
  readonly hint: Text
  /** In the order in which they are asked; the first is what it is mostly about. */
  readonly decisions: readonly DecisionName[]
  /** What is asked before the rest, because people know it and much hangs on it. */
  readonly first: readonly (keyof LawFacts)[]
  /** What has happened in any such matter; the duties that follow are shown. */
  readonly events: readonly EventName[]
}

const afterwards = [
  'prosecution',
  'statement',
  'reconciliation',
  'administrative-reconciliation',
  'special-requirements',
  'residence-ban',
  'detention',
] as const satisfies readonly DecisionName[]

export const topics: readonly Topic[] = [
  {
    id: 'violence',
    title: {
      kk: 'Күш қолдану, қорқыту, қорлау',
      ru: 'Насилие, угрозы, унижение',
      en: 'Violence, threats, humiliation',
    },
    hint: {
      kk: 'Ұрды, жарақаттады, өлтірем деді, аңдыды, үйде тыныштық бермеді.',
      ru: 'Ударил, причинил вред, угрожал убить, преследовал, не давал покоя дома.',
      en: 'Somebody hit, harmed, threatened to kill, stalked, gave no peace at home.',
    },
    decisions: ['liability', 'protective-order', ...afterwards, 'services', 'stay'],
    first: [
      'harm',
      'intentional',
      'disturbance',
      'inDwelling',
      'relation',
      'threatOfKilling',
      'stalking',
      'repeatOffence',
      'victimAge',
      'victimAgeKnown',
      'victimDependent',
      'victimHelpless',
      'offenderAge',
      'violence',
      'violenceThreatened',
    ],
    events: ['report.received', 'act.detected', 'victim.identified'],
  },
  {
    id: 'sexual',
    title: {
      kk: 'Жыныстық сипаттағы әрекет',
      ru: 'Действия сексуального характера',
      en: 'Acts of a sexual nature',
    },
    hint: {
      kk: 'Зорлау, мәжбүрлеу, азғындық, жыныстық тиісу.',
      ru: 'Изнасилование, понуждение, развращение, приставания.',
      en: 'Rape, coercion, depravity, harassment.',
    },
    decisions: ['sexual-liability', ...afterwards, 'lifelong-ban', 'services', 'stay'],
    first: [
      'victimAge',
      'offenderAge',
      'rape',
      'violentSexualActs',
      'sexualAct',
      'indecentActs',
      'sexualCoercion',
      'depravedActs',
      'victimAgeKnown',
    ],
    events: ['report.received', 'act.detected', 'victim.identified'],
  },
  {
    id: 'freedom',
    title: {
      kk: 'Бостандықтан айыру, мәжбүрлеп некелестіру',
      ru: 'Лишение свободы, принуждение к браку',
      en: 'Confinement, forced marriage',
    },
    hint: {
      kk: 'Алып қашты, қамап қойды, некеге мәжбүрледі, сатты.',
      ru: 'Похитили, удерживали, принуждали к браку, торговали человеком.',
      en: 'Kidnapped, held, forced into marriage, trafficked.',
    },
    decisions: ['freedom-liability', ...afterwards, 'services', 'stay'],
    first: [
      'kidnapping',
      'unlawfulConfinement',
      'forcedMarriage',
      'trafficking',
      'victimAge',
      'victimAgeKnown',
    ],
    events: ['report.received', 'act.detected', 'victim.identified'],
  },
  {
    id: 'child',
    title: { kk: 'Бала зардап шекті', ru: 'Пострадал ребёнок', en: 'A child was harmed' },
    hint: {
      kk: 'Буллинг, тәрбиелемеу, құқық бұзушылыққа тарту.',
      ru: 'Травля, неисполнение обязанностей по воспитанию, вовлечение в правонарушения.',
      en: 'Bullying, neglect of upbringing, drawing into offences.',
    },
    decisions: ['child-liability', 'prosecution', 'job-bar', 'services', 'stay'],
    first: [
      'victimAge',
      'offenderAge',
      'bullying',
      'upbringingNeglected',
      'cruelTreatment',
      'minorDrawnIntoOffence',
      'minorDrawnIntoAntisocial',
    ],
    events: ['child.harm-found', 'bullying.learned', 'child.harmed-at-school'],
  },
  {
    id: 'order',
    title: {
      kk: 'Нұсқама немесе талаптар бұзылды',
      ru: 'Нарушено предписание или требования',
      en: 'An order or requirements were breached',
    },
    hint: {
      kk: 'Қорғау нұсқамасы немесе сот қойған ерекше талаптар сақталмады.',
      ru: 'Не соблюдено защитное предписание или особые требования суда.',
      en: 'A protective order or special requirements of a court were not kept.',
    },
    decisions: ['order-liability', 'detention'],
    first: ['orderBreached', 'requirementsBreached', 'offenderAge', 'offenderSex'],
    events: ['order.breached'],
  },
  {
    id: 'insult',
    title: { kk: 'Балағаттау', ru: 'Оскорбление', en: 'Insult' },
    hint: {
      kk: 'Ар-намысты әдепсіз түрде қорлады.',
      ru: 'Унизили честь и достоинство в неприличной форме.',
      en: 'Honour and dignity were humiliated in an indecent form.',
    },
    decisions: ['insult-liability', 'statement', 'administrative-reconciliation'],
    first: ['insult', 'insultPublic'],
    events: [],
  },
  {
    id: 'duty',
    title: {
      kk: 'Міндетті адам әрекет етпеді',
      ru: 'Обязанный не сделал, что должен',
      en: 'Somebody did not do his duty',
    },
    hint: {
      kk: 'Хабарламады, шара қолданбады, баланы қорғамады.',
      ru: 'Не сообщил, не принял мер, не защитил ребёнка.',
      en: 'Did not report, took no measures, did not protect a child.',
    },
    decisions: ['duty-liability'],
    first: ['offenceNotReported', 'officialFailedToAct', 'injuryNotReported'],
    events: [],
  },
  {
    id: 'help',
    title: {
      kk: 'Көмек, баспана, демалыс',
      ru: 'Помощь, приют, отпуск',
      en: 'Help, shelter, leave',
    },
    hint: {
      kk: 'Қызметтер, уақытша тұру, жалақысыз демалыс, заң көмегі.',
      ru: 'Услуги, временное проживание, отпуск без содержания, юридическая помощь.',
      en: 'Services, a place to stay, unpaid leave, legal aid.',
    },
    decisions: ['stay', 'services', 'leave', 'legal-aid', 'no-approach'],
    first: ['violence', 'violenceSigns', 'staysInServiceOrganisation', 'employee'],
    events: ['help.asked', 'stay.begun', 'leave.notified'],
  },
]
