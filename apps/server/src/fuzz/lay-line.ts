// Lays a case line through the real endpoints, so that the fuzzer meets reports, people, incidents, orders, duties
// and papers, and not only locked doors.
import {
  answerFacts,
  beginAttachment,
  createReportDraft,
  decideByLaw,
  draftOrder,
  type Endpoint,
  explainRights,
  issueOrder,
  listCaseDuties,
  openCaseFromReport,
  readCase,
  readOrder,
  saveView,
  submitReport,
} from '@umai/contract'
import type { Browser } from '../test-app.ts'
import { reportOfBattery } from '../test-report.ts'

/** Ids of everything that was laid, by the noun of its address. */
export async function layLine(
  browser: Browser,
  at: string,
  judge: (endpoint: Endpoint, status: number, text: string, who: string) => void,
) {
  const page: Pick<Browser, 'call'> = {
    call: async (endpoint, input, options) => {
      const answer = await browser.call(endpoint, input, options)
      judge(endpoint, answer.status, answer.text, 'who lays the line')
      return answer
    },
  }

  const reports: string[] = []
  for (let index = 0; index < 8; index += 1)
    reports.push(
      (await page.call(submitReport, { body: { draftId: null, content: reportOfBattery } })).body
        .id,
    )
  const drafts: string[] = []
  for (let index = 0; index < 4; index += 1)
    drafts.push(
      (await page.call(createReportDraft, { body: { content: reportOfBattery } })).body.id,
    )

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
      circumstances: reportOfBattery.narrative,
      opinionHeeded: false,
      noDetentionGrounds: true,
    },
  })
  const order = await page.call(readOrder, { params: { id: issued.body.id } })
  const duties = await page.call(listCaseDuties, { params })
  const view = await page.call(saveView, {
    body: { name: 'x', filter: { whose: 'unit', kind: null, group: null, risk: null } },
  })
  const file = await page.call(beginAttachment, {
    params,
    body: { kind: 'photo', name: 'a.png', note: null, bytes: 70, sha256: '0'.repeat(64) },
  })
  return {
    attachment: [file.body.id],
    'saved-view': [view.body.id],
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
