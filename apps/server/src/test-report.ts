// A report and answers to the law that tests of several slices begin with.
import type { ReportContent } from '@umai/contract'

const told = {
  name: null,
  sex: 'unknown',
  birthDate: null,
  age: null,
  phone: null,
  iin: null,
} as const

export const reportOfBattery: ReportContent = {
  channel: 'phone-102',
  speaker: { kind: 'witness', name: 'Көрші', phone: '+77010000002' },
  language: 'kk',
  narrative: 'Айқай естілді.',
  occurred: { on: '2026-11-22', time: null },
  place: { kato: '750000000', address: null },
  affected: { ...told, name: 'Айгерім Сейітқали', sex: 'female', birthDate: '1992-05-01' },
  alleged: {
    ...told,
    name: 'Дәурен Сейітқали',
    sex: 'male',
    birthDate: '1988-02-01',
    relation: 'spouse',
  },
  children: [{ ...told, name: 'Әлихан', birthDate: '2017-03-03' }],
  danger: { now: 'no', weapon: 'no', injury: 'no', allegedPresent: 'no' },
  safeContact: { mayContact: 'unknown', phone: null, when: null },
}

const yes = ['intentional', 'inDwelling']
const no = [
  'suffering',
  'systematicBeating',
  'victimHelpless',
  'victimDependent',
  'victimPregnant',
  'twoOrMoreVictims',
  'victimDuty',
  'specialCruelty',
  'group',
  'criminalGroup',
  'mercenary',
  'hooligan',
  'hate',
  'emergency',
  'repeatOffence',
  'disturbance',
  'stalking',
  'essentialHarm',
  'threatOfKilling',
  'drivenToSuicide',
  'suicideInduced',
  'deathByNegligence',
  'deathCaused',
  'graveHarmCaused',
  'online',
  'victimAgeKnown',
  'violenceThreatened',
]

/** Answers about a battery by one who was released on reconciliation half a year before: the law bars another. */
export const barringAnswers = [
  { name: 'harm', value: 'pain' },
  { name: 'priorPenalties', value: [] },
  { name: 'earlierReleases', value: [{ category: 'misdemeanour', released: '2026-06-01' }] },
  ...yes.map((name) => ({ name, value: true })),
  ...no.map((name) => ({ name, value: false })),
].map((answer) => ({ ...answer, basedOn: 0 }))
