// A case line for tests, laid through the real endpoints: from a call to an order that is issued, on the day that
// the clock of the test shows.
import {
  answerFacts,
  draftOrder,
  explainRights,
  handOverReport,
  issueOrder,
  openCaseFromReport,
  pickUpReport,
  type ReportContent,
  readCase,
  serveOrder,
  submitReport,
} from '@umai/contract'
import { addDays, dayOf } from '@umai/words'
import type { Browser, Person, TestApp } from './test-app.ts'

const told = {
  name: null,
  sex: 'unknown',
  birthDate: null,
  age: null,
  phone: null,
  iin: null,
} as const

const contentOn = (on: string): ReportContent => ({
  channel: 'phone-111',
  speaker: { kind: 'affected', name: 'Айгерім Сейітқали', phone: '+77010000001' },
  language: 'kk',
  narrative: 'Күйеуі ұрды.',
  occurred: { on, time: null },
  place: { kato: '750000000', address: null },
  affected: { ...told, name: 'Айгерім Сейітқали', sex: 'female', birthDate: '1992-05-01' },
  alleged: {
    ...told,
    name: 'Дәурен Сейітқали',
    sex: 'male',
    birthDate: '1988-02-01',
    relation: 'spouse',
  },
  children: [],
  danger: { now: 'no', weapon: 'no', injury: 'yes', allegedPresent: 'no' },
  safeContact: { mayContact: 'yes', phone: '+77010000001', when: null },
})

export type Line = Readonly<{
  app: TestApp
  people: Readonly<Record<'operator' | 'inspector' | 'head' | 'prosecutor', Person>>
  pages: Readonly<Record<'operator' | 'inspector' | 'head' | 'prosecutor', Browser>>
  units: Readonly<Record<'centre' | 'police' | 'prosecutor', string>>
  caseId: string
  orderId: string
  affectedId: string
}>

/** An operator, an inspector, his head and a prosecutor, and a case of theirs with an order issued but not served. */
export async function layOrder(app: TestApp): Promise<Line> {
  const centre = await app.anOffice('contact-centre')
  const police = await app.anOffice('police')
  const prosecution = await app.anOffice('prosecutor')
  const people = {
    operator: await app.aPerson({ role: 'operator', ...centre }),
    inspector: await app.aPerson({ role: 'inspector', ...police }),
    head: await app.aPerson({ role: 'unit-head', ...police }),
    prosecutor: await app.aPerson({ role: 'prosecutor', ...prosecution }),
  }
  const pages = await signAll(app, people)
  const { operator, inspector } = pages
  const content = contentOn(addDays(dayOf(app.database.clock.now()), -1))
  const taken = await operator.call(submitReport, { body: { draftId: null, content } })
  const report = { id: taken.body.id }
  await operator.call(handOverReport, { params: report, body: { unitId: police.unitId } })
  await inspector.call(pickUpReport, { params: report })
  const opened = await inspector.call(openCaseFromReport, {
    params: report,
    body: { affectedId: null, allegedId: null, reporterId: null },
  })
  if (opened.status !== 200) throw new Error(`No case: ${taken.text} ${opened.text}`)
  const params = { id: opened.body.id }
  const { incidents, people: parties } = (await inspector.call(readCase, { params })).body
  const incidentId = incidents[0]?.id ?? ''
  const affectedId = parties.find(({ role }) => role === 'affected')?.personId ?? ''
  await inspector.call(answerFacts, {
    params: { id: incidentId },
    body: {
      answers: [
        { name: 'harm', value: 'pain', basedOn: 0 },
        { name: 'intentional', value: true, basedOn: 0 },
      ],
    },
  })
  const drafted = await inspector.call(draftOrder, { params })
  if (drafted.status !== 200) throw new Error(`No draft: ${drafted.text}`)
  const draft = drafted.body
  const issued = await inspector.call(issueOrder, {
    params,
    body: {
      incidentId,
      addresseeId: draft.addressees[0]?.personId ?? '',
      protectedId: affectedId,
      alsoProtectedIds: [],
      circumstances: draft.circumstances,
      opinionHeeded: draft.asksOpinion,
      noDetentionGrounds: true,
    },
  })
  if (issued.status !== 200) throw new Error(`No order: ${issued.text}`)
  return {
    app,
    people,
    pages,
    units: { centre: centre.unitId, police: police.unitId, prosecutor: prosecution.unitId },
    caseId: params.id,
    orderId: issued.body.id,
    affectedId,
  }
}

/** Signs everybody in, for the first time or after the clock moved past their sessions. */
export async function signAll<Name extends string>(
  app: TestApp,
  people: Readonly<Record<Name, Person>>,
): Promise<Record<Name, Browser>> {
  const pages: Partial<Record<Name, Browser>> = {}
  for (const name of Object.keys(people) as Name[]) pages[name] = await app.signedIn(people[name])
  return pages as Record<Name, Browser>
}

export async function serveNow({ app, pages, orderId }: Line): Promise<void> {
  const at = app.database.clock.now()
  const served = await pages.inspector.call(serveOrder, {
    params: { id: orderId },
    body: { way: 'signed', at, language: 'kk', witness: null },
  })
  if (served.status !== 200) throw new Error(`Not served: ${served.text}`)
}

export async function explainNow({ app, pages, caseId, affectedId }: Line): Promise<void> {
  await pages.inspector.call(explainRights, {
    params: { id: caseId },
    body: {
      personId: affectedId,
      topics: ['order-bans', 'shelter'],
      lang: 'kk',
      way: 'spoken',
      acknowledged: 'signed',
      at: app.database.clock.now(),
    },
  })
}

/** What a job runs with. */
export const asJob = (app: TestApp, job: string) => app.database.as({ kind: 'jobs', job })
