// Lays a case line through the real endpoints, so that the fuzzer meets reports, people, incidents, orders, duties
// and papers, and not only locked doors.
import {
  answerFacts,
  createReportDraft,
  decideByLaw,
  draftOrder,
  explainRights,
  issueOrder,
  listCaseDuties,
  openCaseFromReport,
  type ReportContent,
  readCase,
  readOrder,
  submitReport,
} from '@umai/contract'
import type { Browser } from '../test-app.ts'

const told = {
  name: null,
  sex: 'unknown',
  birthDate: null,
  age: null,
  phone: null,
  iin: null,
} as const

const content: ReportContent = {
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

/** Ids of everything that was laid, by the noun of its address. */
export async function layLine(page: Browser, at: string) {
  const reports: string[] = []
  for (let index = 0; index < 8; index += 1)
    reports.push((await page.call(submitReport, { body: { draftId: null, content } })).body.id)
  const drafts: string[] = []
  for (let index = 0; index < 4; index += 1)
    drafts.push((await page.call(createReportDraft, { body: { content } })).body.id)

  const opened = await page.call(openCaseFromReport, {
    params: { id: reports[0] ?? '' },
    body: { affectedId: null, allegedId: null, reporterId: null },
  })
  const params = { id: opened.body.id }
  const { incidents, people } = (await page.call(readCase, { params })).body
  const incidentId = incidents[0]?.id ?? ''
  const answers = [
    { name: 'harm', value: 'pain', basedOn: 0 },
    { name: 'intentional', value: true, basedOn: 0 },
  ]
  await page.call(answerFacts, { params: { id: incidentId }, body: { answers } })
  const decision = await page.call(decideByLaw, { params: { id: incidentId }, body: {} })
  const draft = (await page.call(draftOrder, { params })).body
  const affected = people.find(({ role }) => role === 'affected')?.personId ?? ''
  await page.call(explainRights, {
    params,
    body: {
      personId: affected,
      topics: ['shelter'],
      lang: 'kk',
      way: 'spoken',
      acknowledged: 'spoken',
      at,
    },
  })
  const issued = await page.call(issueOrder, {
    params,
    body: {
      incidentId,
      addresseeId: draft.addressees[0]?.personId ?? '',
      protectedId: affected,
      alsoProtectedIds: [],
      circumstances: content.narrative,
      opinionHeeded: false,
      noDetentionGrounds: true,
    },
  })
  const order = await page.call(readOrder, { params: { id: issued.body.id } })
  const duties = await page.call(listCaseDuties, { params })
  return {
    case: params.id,
    report: reports,
    'report-draft': drafts,
    person: people.map(({ personId }) => personId),
    incident: [incidentId],
    decision: [decision.body.id],
    order: [issued.body.id],
    document: order.body.documents.map(({ id }) => id),
    duty: duties.body.items.map(({ id }) => id),
  }
}
