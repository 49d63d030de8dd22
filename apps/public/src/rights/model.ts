// The interview about one's rights: which questions are worth asking, and which cards follow. The pack decides both; what is
// written here is only which plain question tells which fact of the pack, and which limbs and duties a card stands on.
import { law } from '@umai/law'
import { type Decision, decide, type Facts } from '@umai/rules'
import type { PlainDate } from '@umai/words'

export const topics = ['self', 'parent', 'witness', 'employer', 'professional'] as const
export type Topic = (typeof topics)[number]

/** What was chosen, question by question; an empty list is "rather not say". */
export type Answers = Readonly<Partial<Record<QuestionId, readonly string[]>>>

type Choice = { readonly value: string; readonly facts?: Facts }
export type Question = {
  readonly id: QuestionId
  readonly many?: true
  readonly topic?: Topic
  /** Asked whatever is known; every other question is asked only while the pack says that its facts can change an answer. */
  readonly always?: true
  readonly choices: readonly Choice[]
}
export type QuestionId =
  | 'who'
  | 'what'
  | 'age'
  | 'other'
  | 'relation'
  | 'depend'
  | 'work'
  | 'children'
  | 'bully'
  | 'post'

const done = { violence: true, violenceSigns: true } as const

export const questions: readonly Question[] = [
  { id: 'who', always: true, choices: topics.map((value) => ({ value })) },
  {
    id: 'what',
    many: true,
    topic: 'self',
    always: true,
    choices: [
      { value: 'words', facts: { ...done, disturbance: true } },
      { value: 'pain', facts: { ...done, harm: 'pain' } },
      { value: 'harm', facts: { ...done, harm: 'light' } },
      { value: 'threat', facts: { violenceThreatened: true } },
      { value: 'follow', facts: { stalking: true } },
      { value: 'money', facts: done },
      { value: 'sex', facts: done },
    ],
  },
  {
    id: 'age',
    topic: 'self',
    always: true,
    choices: [
      { value: 'grown', facts: { victimAge: 30 } },
      { value: 'young', facts: { victimAge: 16 } },
    ],
  },
  {
    id: 'other',
    topic: 'self',
    choices: [
      { value: 'older', facts: { offenderAge: 30 } },
      { value: 'younger', facts: { offenderAge: 15 } },
    ],
  },
  {
    id: 'relation',
    topic: 'self',
    choices: (
      [
        'spouse',
        'former-spouse',
        'cohabiting',
        'formerly-cohabiting',
        'common-child',
        'close-relative',
        'none',
      ] as const
    ).map((relation) => ({ value: relation, facts: { relation } })),
  },
  {
    id: 'depend',
    topic: 'self',
    choices: [
      { value: 'yes', facts: { victimDependent: true } },
      { value: 'no', facts: { victimDependent: false } },
    ],
  },
  {
    id: 'work',
    topic: 'self',
    choices: [
      { value: 'yes', facts: { employee: true } },
      { value: 'no', facts: { employee: false } },
    ],
  },
  { id: 'children', topic: 'self', always: true, choices: [{ value: 'yes' }, { value: 'no' }] },
  {
    id: 'bully',
    topic: 'parent',
    always: true,
    choices: [{ value: 'pupil' }, { value: 'teacher' }],
  },
  {
    id: 'post',
    topic: 'professional',
    always: true,
    choices: [
      { value: 'school' },
      { value: 'clinic' },
      { value: 'social' },
      { value: 'ngo' },
      { value: 'mentor' },
    ],
  },
]

export type When = 'now' | 'soon' | 'later'
export type CardId =
  | 'act'
  | 'order'
  | 'breach'
  | 'belongings'
  | 'complaint'
  | 'prosecutor'
  | 'approach'
  | 'stay'
  | 'leave'
  | 'aid'
  | 'lawyer'
  | 'child'
  | 'told'
  | 'requirements'
  | 'reconcile'
  | 'secret'
  | 'schoolReact'
  | 'schoolTalk'
  | 'schoolDecides'
  | 'schoolTeacher'
  | 'schoolAfter'
  | 'schoolFails'
  | 'seen'
  | 'grant'
  | 'hire'
  | 'postSchool'
  | 'postClinic'
  | 'postSocial'
  | 'postNgo'
  | 'postMentor'
  | 'postBullying'

export type CardPlan = {
  readonly id: CardId
  readonly when: When
  readonly topics: readonly Topic[]
  /** Which question to the pack settles whether it is given, what is supposed besides the answers, and which answers give it. */
  readonly asks?: {
    readonly decision: string
    readonly supposing?: Facts
    readonly given: readonly string[]
  }
  /** Shown only with one of these answers. */
  readonly only?: { readonly question: QuestionId; readonly values: readonly string[] }
  /** Limbs of the pack that say it. */
  readonly limbs: readonly string[]
  /** Duties of the pack whose clocks matter to the one who reads. */
  readonly duties: readonly string[]
}

export const cards: readonly CardPlan[] = [
  {
    id: 'act',
    when: 'now',
    topics: ['self', 'witness'],
    limbs: ['kz/lop/72#p3(1)', 'kz/lop/72#p3(2)'],
    duties: ['kz/lop/72#lop-police-notify-subjects'],
  },
  {
    id: 'order',
    when: 'now',
    topics: ['self'],
    asks: { decision: 'protective-order', given: ['possible'] },
    limbs: ['kz/lop/60#p1', 'kz/lop/60#p3', 'kz/lop/60#p5'],
    duties: ['kz/lop/60#lop-po-victim-copy', 'kz/lop/60#lop-po-term', 'kz/lop/60#lop-po-check'],
  },
  {
    id: 'breach',
    when: 'now',
    topics: ['self'],
    asks: { decision: 'protective-order', given: ['possible'] },
    limbs: ['kz/cao/461#p1', 'kz/cao/461#p1-1'],
    duties: [],
  },
  {
    id: 'belongings',
    when: 'now',
    topics: ['self'],
    limbs: ['kz/lop/72#p3(3)'],
    duties: [],
  },
  {
    id: 'complaint',
    when: 'soon',
    topics: ['self'],
    asks: {
      decision: 'prosecution',
      supposing: { charge: 'cc-109-1-p1', victimHelpless: false, publicInterest: false },
      given: ['private-public'],
    },
    only: { question: 'what', values: ['pain', 'harm'] },
    limbs: ['kz/cpc/32#p3', 'kz/cpc/32#p5'],
    duties: ['kz/cpc/32#cpc32-complaint-3-days'],
  },
  {
    id: 'prosecutor',
    when: 'soon',
    topics: ['self'],
    asks: {
      decision: 'prosecution',
      supposing: { charge: 'cc-109-1-p1', victimHelpless: false, publicInterest: false },
      given: ['prosecutor'],
    },
    only: { question: 'what', values: ['pain', 'harm'] },
    limbs: ['kz/cpc/32#p4'],
    duties: [],
  },
  {
    id: 'approach',
    when: 'soon',
    topics: ['self'],
    asks: {
      decision: 'no-approach',
      supposing: { noApproachAsked: true },
      given: ['kz/cpc/165#p1'],
    },
    limbs: ['kz/cpc/165#p1'],
    duties: ['kz/cpc/165#cpc165-decide'],
  },
  {
    id: 'stay',
    when: 'soon',
    topics: ['self'],
    asks: { decision: 'stay', given: ['one-month'] },
    limbs: ['kz/mfc/5-1#p4', 'kz/sc/139#p2', 'kz/sc/133#p2'],
    duties: ['kz/mfc/5-1#mfc-stay-month', 'kz/o256/13#fsc-urgent-assessment'],
  },
  {
    id: 'leave',
    when: 'soon',
    topics: ['self'],
    asks: {
      decision: 'leave',
      supposing: {
        staysInServiceOrganisation: true,
        leaveNotice: true,
        noticeStatesDuration: true,
        contractCopy: true,
        leaveDays: 30,
      },
      given: ['due'],
    },
    limbs: ['kz/lc/97#p4'],
    duties: ['kz/lc/97#lc97-max'],
  },
  {
    id: 'aid',
    when: 'soon',
    topics: ['self', 'parent', 'witness'],
    asks: {
      decision: 'legal-aid',
      supposing: { legalInformationAsked: true, consultationAsked: false },
      given: ['kz/lal/26#p1'],
    },
    limbs: ['kz/lal/26#p1', 'kz/lal/26#p2'],
    duties: ['kz/lal/28#lal-consult'],
  },
  {
    id: 'lawyer',
    when: 'soon',
    topics: ['self'],
    only: { question: 'age', values: ['young'] },
    limbs: ['kz/cpc/76#p2'],
    duties: [],
  },
  {
    id: 'child',
    when: 'now',
    topics: ['self'],
    only: { question: 'children', values: ['yes'] },
    limbs: ['kz/lop/22#p3'],
    duties: ['kz/o256/26#fsc-guardianship'],
  },
  {
    id: 'told',
    when: 'later',
    topics: ['self'],
    limbs: ['kz/cpc/71#p1-1', 'kz/cpc/71#p4'],
    duties: ['kz/cpc/71#cpc-recognise-victim'],
  },
  {
    id: 'requirements',
    when: 'later',
    topics: ['self'],
    asks: {
      decision: 'special-requirements',
      supposing: { foundGuilty: true },
      given: ['kz/cao/54#p1', 'kz/cc/98-3#p1'],
    },
    limbs: ['kz/cao/54#p1', 'kz/cao/54#p2', 'kz/cc/98-3#p1', 'kz/cc/98-3#p2'],
    duties: ['kz/cao/54#cao54-term', 'kz/cao/54#cao54-residence'],
  },
  {
    id: 'reconcile',
    when: 'later',
    topics: ['self'],
    limbs: ['kz/cao/64#p1-1', 'kz/cc/68#p4(9)'],
    duties: [],
  },
  {
    id: 'secret',
    when: 'later',
    topics: ['self', 'witness', 'professional'],
    limbs: ['kz/lop/83#p1'],
    duties: [],
  },
  {
    id: 'schoolReact',
    when: 'now',
    topics: ['parent'],
    limbs: ['kz/o506/7#p1', 'kz/o506/8#p1'],
    duties: ['kz/o506/7#b506-react', 'kz/o506/8#b506-head'],
  },
  {
    id: 'schoolTalk',
    when: 'now',
    topics: ['parent'],
    limbs: ['kz/o506/9#p1'],
    duties: ['kz/o506/9#b506-collect', 'kz/o506/9#b506-talk', 'kz/o506/9#b506-result'],
  },
  {
    id: 'schoolDecides',
    when: 'soon',
    topics: ['parent'],
    limbs: ['kz/o506/10#p1'],
    duties: ['kz/o506/10#b506-edu-register', 'kz/o506/10#b506-edu-decide'],
  },
  {
    id: 'schoolTeacher',
    when: 'soon',
    topics: ['parent'],
    only: { question: 'bully', values: ['teacher'] },
    limbs: ['kz/o506/17#p1'],
    duties: [],
  },
  {
    id: 'schoolAfter',
    when: 'later',
    topics: ['parent'],
    limbs: ['kz/o506/12#p1', 'kz/cao/127-2#p1', 'kz/cao/127-2#p3'],
    duties: ['kz/o506/12#b506-kdn'],
  },
  {
    id: 'schoolFails',
    when: 'later',
    topics: ['parent'],
    limbs: ['kz/cao/127-3#p1', 'kz/cao/127-1#p1'],
    duties: [],
  },
  {
    id: 'seen',
    when: 'soon',
    topics: ['witness'],
    limbs: [],
    duties: ['kz/mfc/67#mfc-report-child'],
  },
  {
    id: 'grant',
    when: 'now',
    topics: ['employer'],
    asks: {
      decision: 'leave',
      supposing: {
        employee: true,
        staysInServiceOrganisation: true,
        leaveNotice: true,
        noticeStatesDuration: true,
        contractCopy: true,
        leaveDays: 30,
      },
      given: ['due'],
    },
    limbs: ['kz/lc/97#p4'],
    duties: ['kz/lc/97#lc97-grant', 'kz/lc/97#lc97-max'],
  },
  {
    id: 'hire',
    when: 'later',
    topics: ['employer'],
    limbs: ['kz/lc/26#p2(3)'],
    duties: [],
  },
  {
    id: 'postSchool',
    when: 'now',
    topics: ['professional'],
    only: { question: 'post', values: ['school'] },
    limbs: ['kz/cao/127-1#p1'],
    duties: ['kz/lop/23#lop-school-report'],
  },
  {
    id: 'postClinic',
    when: 'now',
    topics: ['professional'],
    only: { question: 'post', values: ['clinic'] },
    limbs: ['kz/cao/433#p1'],
    duties: ['kz/lop/26#lop-health-notify', 'kz/lop/26#lop-health-minor'],
  },
  {
    id: 'postSocial',
    when: 'now',
    topics: ['professional'],
    only: { question: 'post', values: ['social'] },
    limbs: [],
    duties: ['kz/lop/28#lop-social-minor', 'kz/lop/10#lop-fsc-inform'],
  },
  {
    id: 'postNgo',
    when: 'now',
    topics: ['professional'],
    only: { question: 'post', values: ['ngo'] },
    limbs: [],
    duties: [
      'kz/lop/37#lop-ngo-refer',
      'kz/lop/37#lop-ngo-inform-minor',
      'kz/lop/69#lop-aid-inform',
    ],
  },
  {
    id: 'postMentor',
    when: 'now',
    topics: ['professional'],
    only: { question: 'post', values: ['mentor'] },
    limbs: [],
    duties: ['kz/chr/28-2#chr-mentor-immediate', 'kz/chr/28-2#chr-mentor-org-24h'],
  },
  {
    id: 'postBullying',
    when: 'soon',
    topics: ['professional'],
    only: { question: 'post', values: ['school', 'clinic', 'social'] },
    limbs: ['kz/o506/15#p1'],
    duties: ['kz/o506/15#b506-written'],
  },
]

export type Card = CardPlan & {
  /** Facts of the pack that somebody else still has to find out; empty where the answers settle it. */
  readonly open: readonly string[]
}

export type Rights = {
  readonly cards: readonly Card[]
  /** Not given by these answers, and said so. */
  readonly not: readonly CardId[]
}

const topicOf = (answers: Answers): Topic | undefined =>
  topics.find((topic) => answers.who?.[0] === topic)

/** What the answers tell in facts of the pack. Of two things chosen, the graver harm counts. */
export function factsOf(answers: Answers): Facts {
  const facts: Record<string, Facts[string]> = {}
  for (const question of questions)
    for (const { value, facts: told } of question.choices)
      if (answers[question.id]?.includes(value) === true) Object.assign(facts, told)
  return facts
}

function decided(plan: CardPlan, answers: Answers, day: PlainDate): Decision | undefined {
  if (plan.asks === undefined) return undefined
  return decide(law, plan.asks.decision, {
    act: day,
    facts: { ...factsOf(answers), ...plan.asks.supposing },
  })
}

const isFor = ({ topics: some, only }: CardPlan, answers: Answers): boolean => {
  const topic = topicOf(answers)
  if (topic === undefined || !some.includes(topic)) return false
  if (only === undefined) return true
  const chosen = answers[only.question]
  // Who would rather not say is shown what may be theirs.
  return chosen?.length === 0 || only.values.some((value) => chosen?.includes(value) === true)
}

/** The rights that follow from the answers under the law of a day. */
export function rightsOf(answers: Answers, day: PlainDate): Rights {
  const shown: Card[] = []
  const not: CardId[] = []
  for (const plan of cards) {
    if (!isFor(plan, answers)) continue
    const decision = decided(plan, answers, day)
    const given = plan.asks?.given ?? []
    if (decision === undefined) shown.push({ ...plan, open: [] })
    else if (decision.answer.some((value) => given.includes(value)))
      shown.push({ ...plan, open: [] })
    else if (
      decision.kind === 'undecided' &&
      decision.possible.some(({ value }) => given.includes(value))
    )
      shown.push({ ...plan, open: decision.deciding.filter((name) => name in law.facts) })
    else if (plan.id !== 'prosecutor' && plan.id !== 'complaint' && plan.id !== 'breach')
      not.push(plan.id)
  }
  return { cards: shown, not }
}

/** What to ask next: the first question not yet answered whose answer can still change something; undefined at the end. */
export function nextQuestion(answers: Answers, day: PlainDate): Question | undefined {
  const topic = topicOf(answers)
  if (answers.who === undefined) return questions[0]
  if (topic === undefined) return undefined
  const left = questions.filter(
    (question) => question.topic === topic && answers[question.id] === undefined,
  )
  const open = new Set(rightsOf(answers, day).cards.flatMap((card) => card.open))
  return left.find(
    ({ always, choices }) =>
      always === true ||
      choices.some(({ facts = {} }) => Object.keys(facts).some((name) => open.has(name))),
  )
}

/** Keeps of a sent list only what the question offers. */
export function chosenOf(question: Question, values: readonly string[]): readonly string[] {
  const known = question.choices.map(({ value }) => value).filter((value) => values.includes(value))
  return question.many === true ? known : known.slice(0, 1)
}
