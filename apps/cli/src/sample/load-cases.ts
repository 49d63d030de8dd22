// A few cases that the imagined region works on just now, so that nobody meets empty desks: each was reported some hours
// or days ago and went as far as it says. They are laid through the endpoints of the desk with its own accounts, on a
// clock that is set back: what the law derives, who sees what and what is logged is what the product does, no copy of it.
import {
  answerFacts,
  assessRisk,
  checkOrder,
  type Duty,
  draftOrder,
  type Endpoint,
  explainRights,
  giveOrderCopy,
  handOverReport,
  type Input,
  issueOrder,
  listCaseDuties,
  listInstruments,
  openCaseFromReport,
  performDuty,
  pickUpReport,
  type Reply,
  type ReportContent,
  readCase,
  recordBreach,
  recordWithdrawal,
  referCase,
  serveOrder,
  signInByPassword,
  submitReport,
} from '@umai/contract'
import type { Db } from '@umai/db'
import { type FixedClock, fixedClock, type Keys, randomId, silentLog } from '@umai/platform'
import {
  generateFamilies,
  listPastReports,
  listSampleUsers,
  type SampleReportContent,
} from '@umai/sample'
import { createApp } from '@umai/server/app'
import { dayOf } from '@umai/words'
import { generateSync } from 'otplib'
import { unitIds } from './load.ts'

const HOUR = 3_600_000
const MINUTE = 60_000
/** Families in which these cases are imagined come after the people whom a first start writes. */
const AFTER_PEOPLE = 5_000
const UNTIL_PEOPLE = 40_000

/** How far a case went. Without `picked` nobody has taken its report up yet. */
type SampleCase = Readonly<{
  hoursAgo: number
  picked?: true
  assessed?: true
  ordered?: true
  checked?: true
  broken?: true
  withdrawn?: true
  referred?: true
}>

/** From the one that runs longest to the one that came in last. */
const CASES: readonly SampleCase[] = [
  { hoursAgo: 9 * 24, picked: true, assessed: true, ordered: true, checked: true },
  { hoursAgo: 5 * 24, picked: true, assessed: true, ordered: true, broken: true },
  { hoursAgo: 3 * 24, picked: true, assessed: true, withdrawn: true },
  { hoursAgo: 44, picked: true, assessed: true, referred: true },
  { hoursAgo: 7, picked: true },
  { hoursAgo: 1 },
]

/** Adds nothing where a case is already. */
export async function loadSampleCases({
  db,
  keys,
  seed,
  now,
  onProgress,
}: Readonly<{
  db: Db
  keys: Keys
  seed: string
  now: Date
  onProgress?: (done: number, total: number) => void
}>): Promise<{ readonly added: number }> {
  const known = await db.transaction({ role: 'umai_loader', readOnly: true }, (tx) =>
    tx.selectFrom('cases').select('id').limit(1).executeTakeFirst(),
  )
  if (known !== undefined) return { added: 0 }
  const clock = fixedClock(now.toISOString())
  const app = await createApp({
    db,
    keys,
    clock,
    log: silentLog,
    version: '0.0.0',
    env: 'trial',
    dataDir: '.',
    publicUrl: undefined,
    publicSite: () => undefined,
    proxies: 0,
    deskDir: undefined,
    metricsToken: undefined,
    sampleSeed: seed,
    instrumentSigners: [],
    jobs: { states: async () => [], runSoon: async () => undefined },
    notFoundFloorMs: 0,
    requestsPerMinute: 1_000_000,
    loopDelayMs: 600_000,
  })
  try {
    const told = toldReports(seed)
    const laying = { clock, seed, call: callsAt({ clock, seed, http: app.http }) }
    const steps = CASES.flatMap((one, at) => {
      const content = told[at]
      if (content === undefined) throw new Error(`The sample has no family for case ${at + 1}.`)
      return stepsOf(laying, one, content)
    }).sort((one, other) => other.hoursAgo - one.hoursAgo)
    for (const [at, { hoursAgo, act }] of steps.entries()) {
      clock.set(new Date(now.getTime() - hoursAgo * HOUR).toISOString())
      await act()
      onProgress?.(at + 1, steps.length)
    }
    return { added: CASES.length }
  } finally {
    await app.close()
  }
}

/** What women of the region told of their husbands; nobody of these families is written down anywhere yet. */
const toldReports = (seed: string): readonly SampleReportContent[] => {
  const found: SampleReportContent[] = []
  for (const family of generateFamilies({ seed, people: UNTIL_PEOPLE })) {
    if ((family.people[0]?.index ?? 0) < AFTER_PEOPLE) continue
    const fit = listPastReports(family, { seed }).find(
      ({ content: { speaker, affected, alleged, children } }) =>
        children.length === 0 &&
        speaker.kind === 'affected' &&
        affected.sex === 'female' &&
        alleged.relation === 'spouse' &&
        alleged.name !== null,
    )
    if (fit === undefined) continue
    const { content, affectedId, allegedId } = fit
    const bornOn = (id: string) => family.people.find((one) => one.id === id)?.bornOn ?? null
    found.push({
      ...content,
      affected: { ...content.affected, birthDate: bornOn(affectedId) },
      // Whoever is taken to the police is asked how old he is: an order is only for adults.
      alleged: { ...content.alleged, birthDate: bornOn(allegedId) },
    })
    if (found.length === CASES.length) break
  }
  return found
}

type Call = <E extends Endpoint>(who: string, endpoint: E, input: Input<E>) => Promise<Reply<E>>

/** Asks an endpoint as the desk does; whoever was not at it for a while signs in anew. */
const callsAt = ({
  clock,
  seed,
  http,
}: Readonly<{
  clock: FixedClock
  seed: string
  http: Awaited<ReturnType<typeof createApp>>['http']
}>): Call => {
  const users = new Map(listSampleUsers({ seed }).map((user) => [user.login, user]))
  const sessions = new Map<string, Readonly<{ cookie: string; until: number }>>()
  const ask = async (who: string, endpoint: Endpoint, input: unknown) => {
    const { params, body } = input as Readonly<{ params?: Record<string, string>; body?: object }>
    const cookie = sessions.get(who)?.cookie
    const answer = await http.inject({
      method: endpoint.method,
      url: Object.entries(params ?? {}).reduce(
        (path, [name, value]) => path.replace(`:${name}`, encodeURIComponent(value)),
        endpoint.path as string,
      ),
      headers: {
        host: 'localhost',
        ...(endpoint.method === 'GET' ? {} : { 'x-umai': '1' }),
        ...(endpoint.effect === 'command' ? { 'idempotency-key': randomId() } : {}),
        ...(cookie === undefined ? {} : { cookie }),
      },
      ...(body === undefined ? {} : { payload: body }),
    })
    if (answer.statusCode !== 200)
      throw new Error(`${endpoint.name} was refused in the sample: ${answer.body}`)
    return answer
  }
  const signIn = async (login: string): Promise<void> => {
    const user = users.get(login)
    if (user === undefined) throw new Error(`The sample has nobody called ${login}.`)
    const ms = Date.parse(clock.now())
    const code = generateSync({ secret: user.totpSecret, epoch: Math.floor(ms / 1000) })
    const body = { login, password: user.password, code }
    const { headers } = await ask(login, signInByPassword, { body })
    const [cookie = ''] = String(headers['set-cookie']).split(';')
    sessions.set(login, { cookie, until: ms + 10 * MINUTE })
  }
  return async (who, endpoint, input) => {
    if (Date.parse(clock.now()) >= (sessions.get(who)?.until ?? 0)) await signIn(who)
    const { body } = await ask(who, endpoint, input)
    return body === '' ? undefined : JSON.parse(body)
  }
}

type Laying = Readonly<{ clock: FixedClock; seed: string; call: Call }>
type Step = Readonly<{ hoursAgo: number; act: () => Promise<void> }>

const operator = 'operator'
const inspector = 'inspector'

/** What was done in one case, hour by hour; a later step knows what an earlier one brought about. */
const stepsOf = (
  laying: Laying,
  { hoursAgo, ...went }: SampleCase,
  told: SampleReportContent,
): readonly Step[] => {
  const { call, clock, seed } = laying
  const { language } = told
  const unitOf = (key: string): string => {
    const unit = unitIds(seed).get(key)
    if (unit === undefined) throw new Error(`The sample has no unit ${key}.`)
    return unit.id
  }
  const known = { reportId: '', caseId: '', incidentId: '', affectedId: '', orderId: '' }
  const ofCase = () => ({ params: { id: known.caseId } })
  const ofOrder = () => ({ params: { id: known.orderId } })
  const steps: Step[] = []
  /** So many hours after the report. */
  const after = (hours: number, act: Step['act']): void => {
    steps.push({ hoursAgo: hoursAgo - hours, act })
  }

  const assess = async (): Promise<void> => {
    const { items } = await call(inspector, listInstruments, {})
    const signs = items.find((one) => one.id === 'core-redflags')
    if (signs === undefined) throw new Error('There is no core-redflags to assess the sample by.')
    await call(inspector, assessRisk, {
      ...ofCase(),
      body: {
        instrumentId: signs.id,
        instrumentHash: signs.hash,
        personId: null,
        answers: signs.items.map((item) => ({ item: item.id, answer: 'no' })),
        alone: 'yes',
        lang: language,
        override: went.broken ? { level: 'high', reason: sayings.threats[language] } : null,
      },
    })
  }

  after(0, async () => {
    const content: ReportContent = {
      ...told,
      children: [...told.children],
      channel: 'phone-111',
      ...(went.picked ? {} : { danger: calm }),
      occurred: { on: dayOf(clock.now()), time: null },
    }
    const { id } = await call(operator, submitReport, { body: { draftId: null, content } })
    known.reportId = id
    const body = { unitId: unitOf('police-women') }
    await call(operator, handOverReport, { params: { id }, body })
  })

  if (went.picked)
    after(0.4, async () => {
      const params = { id: known.reportId }
      await call(inspector, pickUpReport, { params })
      const body = { affectedId: null, allegedId: null, reporterId: null }
      const { id } = await call(inspector, openCaseFromReport, { params, body })
      const { incidents, people } = await call(inspector, readCase, { params: { id } })
      known.caseId = id
      known.incidentId = incidents[0]?.id ?? ''
      known.affectedId = people.find(({ role }) => role === 'affected')?.personId ?? ''
    })

  // What must happen at once happens in every case.
  if (went.picked) after(0.6, () => performDuties(laying, known.caseId, isAtOnce))

  if (went.assessed) {
    after(1, async () => {
      const told = { harm: 'pain', intentional: true }
      await call(inspector, answerFacts, {
        params: { id: known.incidentId },
        body: {
          answers: Object.entries(told).map(([name, value]) => ({ name, value, basedOn: 0 })),
        },
      })
      await assess()
    })
    after(went.ordered ? 3.2 : 1.5, async () => {
      await call(inspector, explainRights, {
        ...ofCase(),
        body: {
          personId: known.affectedId,
          topics: ['order-bans', 'shelter'],
          lang: language,
          way: 'spoken',
          acknowledged: 'signed',
          at: clock.now(),
        },
      })
    })
    after(5, () => performDuties(laying, known.caseId, () => true))
  }

  if (went.ordered) {
    after(2, async () => {
      const draft = await call(inspector, draftOrder, ofCase())
      const { id } = await call(inspector, issueOrder, {
        ...ofCase(),
        body: {
          incidentId: known.incidentId,
          addresseeId: draft.addressees[0]?.personId ?? '',
          protectedId: known.affectedId,
          alsoProtectedIds: [],
          circumstances: draft.circumstances,
          opinionHeeded: draft.asksOpinion,
          noDetentionGrounds: true,
        },
      })
      known.orderId = id
    })
    after(3, async () => {
      const at = clock.now()
      const body = { way: 'signed', at, language, witness: null } as const
      await call(inspector, serveOrder, { ...ofOrder(), body })
    })
    after(3.4, async () => {
      const body = { to: 'protected', at: clock.now() } as const
      await call(inspector, giveOrderCopy, { ...ofOrder(), body })
    })
    after(20, assess)
  }

  if (went.checked)
    after(6 * 24, async () => {
      const body = { at: clock.now(), outcome: 'kept' } as const
      await call(inspector, checkOrder, { ...ofOrder(), body })
    })

  if (went.broken)
    after(hoursAgo - 6, async () => {
      const narrative = sayings.breach[language]
      const body = { at: clock.now(), what: ['visit' as const], narrative, evidence: [] }
      await call(inspector, recordBreach, { ...ofOrder(), body })
    })

  if (went.referred)
    after(hoursAgo - 18, async () => {
      await call(inspector, referCase, {
        ...ofCase(),
        body: {
          kind: 'referral',
          toUnitId: unitOf('centre-reception'),
          fieldClasses: ['identity', 'contact'],
          basis: 'consent',
          article: null,
          note: null,
          dutyId: null,
        },
      })
    })

  if (went.withdrawn)
    after(hoursAgo - 20, async () => {
      await call(inspector, recordWithdrawal, {
        ...ofCase(),
        body: {
          personId: known.affectedId,
          wants: 'withdraw',
          at: clock.now(),
          words: sayings.wish[language],
          fromPhone: null,
          someoneWasPresent: 'yes',
          contactsChanged: 'no',
          reviewUnitId: unitOf('line-day'),
        },
      })
    })

  return steps
}

const isAtOnce = ({ startedAt, dueAt }: Duty): boolean =>
  dueAt !== null && Date.parse(dueAt) - Date.parse(startedAt) < HOUR

/** What is simply performed, as somebody does who works a case through on its first day. */
const performDuties = async (
  { call, clock }: Laying,
  caseId: string,
  isMeant: (duty: Duty) => boolean,
): Promise<void> => {
  const performed = new Set<string>()
  for (;;) {
    // One event may end several duties, and what comes again each week is performed once.
    const { items } = await call(inspector, listCaseDuties, { params: { id: caseId } })
    const next = items.find(
      (duty) =>
        duty.act === 'perform' &&
        duty.state === 'open' &&
        duty.may.perform &&
        !performed.has(duty.rule) &&
        isMeant(duty),
    )
    if (next === undefined) return
    performed.add(next.rule)
    await call(inspector, performDuty, { params: { id: next.id }, body: { at: clock.now() } })
  }
}

/** Nobody has to come running: it may wait for a while at the desk of whoever looks at the sample. */
const calm = { now: 'no', weapon: 'no', injury: 'no', allegedPresent: 'no' } as const

const sayings = {
  threats: {
    kk: 'Ол жақында қайтып келді, қорқытуы жиіледі.',
    ru: 'Он недавно вернулся, угрозы участились.',
  },
  breach: {
    kk: 'Есікті қағып, ашуды талап етті; көршілер естіген.',
    ru: 'Стучал в дверь, требовал открыть; слышали соседи.',
  },
  wish: {
    kk: 'Арызымды қайтарып алғым келеді, бәрі жақсы болды.',
    ru: 'Хочу забрать заявление, всё уже хорошо.',
  },
} as const
