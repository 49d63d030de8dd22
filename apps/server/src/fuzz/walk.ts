// Walks through a world of its own and asks each endpoint what the fuzzer meets only by rare luck: records in the right
// state, the right person, a version that is the newest. `ask` judges each answer and gives its body.
import {
  acceptReferral,
  addAttachmentPart,
  askLaw,
  askWhatApplies,
  assessRisk,
  assignCase,
  attachReport,
  beginAttachment,
  checkOrder,
  closeUnit,
  completeEnrolment,
  correctPerson,
  correctReport,
  countCaseload,
  createOrganisation,
  createReportDraft,
  createService,
  createUnit,
  createWall,
  decideLaw,
  decidePersonPair,
  decideStory,
  decideWithdrawal,
  type Endpoint,
  editAgency,
  editService,
  editUnit,
  endMerge,
  endMySession,
  endReferral,
  endReport,
  enrolUserAgain,
  explainWhyNot,
  finishAttachment,
  foundAgency,
  gatherEvidence,
  giveOrderCopy,
  grantRole,
  handOverReport,
  type Input,
  listInstruments,
  listLawTopics,
  listMySessions,
  listPersonPairs,
  maskStory,
  mergePeople,
  openCaseFromReport,
  pickUpReport,
  type Reply,
  readArticle,
  readCase,
  readEnrolment,
  readPerson,
  readPersonPair,
  recallReferral,
  recordBreach,
  recordWithdrawal,
  recordWithdrawalCall,
  referCase,
  refuseReferral,
  relatePeople,
  reopenCase,
  saveOriginal,
  saveReportDraft,
  serveOrder,
  setSafeContact,
  setServiceState,
  showAttachment,
  signInByPassword,
  stepUp,
  submitReport,
  takeNoteOfNotice,
  tryArticle,
  withdrawAttachment,
} from '@umai/contract'
import { aUnit, aUser } from '@umai/db/testing'
import { randomId, sha256 } from '@umai/platform'
import { closeStory } from '@umai/threads'
import { codeAt } from '../credentials/model.ts'
import { keepStoryKey } from '../stories/actions.ts'
import type { Browser, TestApp } from '../test-app.ts'
import { explainNow, type Line, layOrder } from '../test-line.ts'
import { reportOfBattery } from '../test-report.ts'

export type Ask = <E extends Endpoint>(
  page: Browser,
  endpoint: E,
  input: Input<E>,
) => Promise<Reply<E>>

const named = (name: string) => ({ kk: name, ru: name, en: name })
const reason = { reason: 'Қызмет қажеттілігі' }
/** The smallest picture that every reader of pictures takes. */
const picture = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
)

export async function walkAgencies(app: TestApp, ask: Ask): Promise<void> {
  const ministry = await app.anOffice('ministry')
  const registrar = await app.signedIn(await app.aPerson({ ...ministry, role: 'registrar' }))
  await ask(registrar, foundAgency, {
    body: {
      kind: 'crisis-centre',
      name: named('Орталық'),
      kato: '750000000',
      unitName: named('Қабылдау'),
      administrator: { name: 'Сәуле Үлгі', login: 'walk-admin', position: 'Әкімші', lang: 'kk' },
    },
  })

  const office = await app.anOffice('police')
  const admin = await app.aPerson({ ...office, role: 'agency-admin' })
  const page = await app.signedIn(admin)
  await ask(registrar, editAgency, {
    params: { id: office.agencyId },
    body: { name: named('Бөлім'), kato: '750000000' },
  })
  const unit = { name: named('Топ'), parentId: office.unitId, kato: '750000000' }
  const { id } = await ask(page, createUnit, { params: { id: office.agencyId }, body: unit })
  await ask(page, editUnit, { params: { id }, body: { ...unit, name: named('Жаңа топ') } })
  await ask(page, closeUnit, { params: { id }, body: reason })

  await ask(page, stepUp, {
    body: { kind: 'code', password: admin.password, code: app.freshCode(admin) },
  })
  const staff = await app.aPerson({ ...office, role: 'inspector' })
  await ask(page, grantRole, {
    params: { id: staff.id },
    body: { unitId: office.unitId, role: 'operator', until: null },
  })
  const { token } = await ask(page, enrolUserAgain, { params: { id: staff.id }, body: reason })
  const stranger = app.browser()
  const { codeSecret } = await ask(stranger, readEnrolment, { body: { token } })
  await ask(stranger, completeEnrolment, {
    body: {
      token,
      password: 'төрт түліктің үні 7',
      code: codeAt(codeSecret, app.database.clock.now()),
    },
  })

  const elsewhere = app.browser()
  await ask(elsewhere, signInByPassword, {
    body: { login: admin.login, password: admin.password, code: app.freshCode(admin) },
  })
  const other = (await ask(page, listMySessions, {})).items.find(({ isThis }) => !isThis)
  await ask(page, endMySession, { params: { id: other?.id ?? '' } })

  const organisation = await ask(page, createOrganisation, {
    body: { name: named('Ұйым'), certified: 'yes' },
  })
  const service = {
    organisationId: organisation.id,
    name: named('Кеңес'),
    isHidden: false,
    kato: '750000000',
    location: null,
    needs: ['lawyer' as const],
    languages: ['kk' as const],
    takesChildren: true,
    phone: '+77010000002',
    hours: 'MO,TU 09:00-18:00',
    checkedOn: '2026-01-15',
  }
  const made = { id: (await ask(page, createService, { body: service })).id }
  await ask(page, editService, { params: made, body: { ...service, takesChildren: false } })
  await ask(page, setServiceState, { params: made, body: { state: 'published' } })
}

export async function walkLaw(app: TestApp, ask: Ask): Promise<void> {
  const police = await app.anOffice('police')
  const page = await app.signedIn(await app.aPerson({ ...police, role: 'inspector' }))
  const on = '2026-04-01'
  const about = { on, facts: { harm: 'pain' } }
  await ask(page, readArticle, { query: { id: 'kz/cao/73', on } })
  await ask(page, tryArticle, { query: { id: 'kz/cao/73' } })
  await ask(page, decideLaw, { body: { decision: 'liability', ...about } })
  await ask(page, askLaw, { body: { decision: 'liability', ...about } })
  const topic = (await ask(page, listLawTopics, {})).topics[0]?.id ?? ''
  await ask(page, askWhatApplies, { body: { topic, ...about } })
  await ask(page, explainWhyNot, {
    body: { topic, ...about, decision: 'liability', target: 'kz/cc/108-1' },
  })
  await ask(page, countCaseload, {
    body: {
      decision: 'liability',
      from: '2024-06-15',
      to: '2024-06-16',
      caseload: { csv: 'harm,intentional\npain,true' },
    },
  })
}

export async function walkCase(app: TestApp, ask: Ask): Promise<void> {
  const line = await layOrder(app)
  const { inspector, operator } = line.pages
  const params = { id: line.caseId }
  await explainNow(line)
  await walkOrder(line, ask)
  await walkReferrals(line, ask)
  await walkWithdrawal(line, ask)

  const { people } = await ask(inspector, readCase, { params })
  const person = { id: line.affectedId }
  const { version } = await ask(inspector, readPerson, { params: person })
  await ask(inspector, correctPerson, {
    params: person,
    body: { basedOn: version, language: 'ru' },
  })
  await ask(inspector, relatePeople, {
    params,
    body: {
      personId: person.id,
      relativeId: people.find(({ role }) => role === 'alleged')?.personId ?? '',
      relation: 'spouse',
      livesTogether: 'yes',
      since: null,
    },
  })

  const { items } = await ask(inspector, listInstruments, {})
  const signs = items.find(({ id }) => id === 'core-redflags')
  await ask(inspector, assessRisk, {
    params,
    body: {
      instrumentId: 'core-redflags',
      instrumentHash: signs?.hash ?? '',
      personId: null,
      answers: (signs?.items ?? []).map((item) => ({ item: item.id, answer: 'unknown' })),
      alone: 'yes',
      lang: 'kk',
      override: null,
    },
  })

  const file = await ask(inspector, beginAttachment, {
    params,
    body: {
      kind: 'photo',
      name: 'a.png',
      note: null,
      bytes: picture.length,
      sha256: Buffer.from(sha256(picture)).toString('hex'),
    },
  })
  const attachment = { params: { id: file.id } }
  await ask(inspector, addAttachmentPart, {
    ...attachment,
    body: { number: 1, base64: picture.toString('base64') },
  })
  await ask(inspector, finishAttachment, attachment)
  await ask(inspector, showAttachment, attachment)
  await ask(inspector, saveOriginal, attachment)
  await ask(inspector, withdrawAttachment, {
    ...attachment,
    body: { reason: 'wrong-file', note: 'Қате файл' },
  })

  await ask(line.pages.head, assignCase, {
    params,
    body: { unitId: line.units.police, userId: line.people.head.id },
  })
  const stranger = await app.load((tx) => aUser(tx, { agency_id: line.people.head.agencyId }))
  await ask(inspector, createWall, {
    body: {
      caseId: line.caseId,
      against: { kind: 'user', id: stranger },
      reason: 'relative-of-staff',
    },
  })

  // What has to be over before a case may be closed is the matter of tests of its own.
  const closed = await layOrder(app)
  await app.load((tx) =>
    tx
      .updateTable('cases')
      .set({ state: 'closed', closed_at: app.database.clock.now() })
      .where('id', '=', closed.caseId)
      .execute(),
  )
  await ask(closed.pages.head, reopenCase, { params: { id: closed.caseId }, body: reason })

  const draft = await ask(operator, createReportDraft, { body: { content: reportOfBattery } })
  await ask(operator, saveReportDraft, {
    params: { id: draft.id },
    body: { revision: 1, content: reportOfBattery },
  })
  const report = await ask(operator, submitReport, {
    body: { draftId: null, content: reportOfBattery },
  })
  await ask(operator, correctReport, {
    params: { id: report.id },
    body: {
      basedOn: 1,
      content: { ...reportOfBattery, narrative: 'Күйеуі екі рет ұрды.' },
      ...reason,
    },
  })
  // Only where a report lies may it be carried on, and a fuzzer soon hands all of them over.
  const handOver = async () => {
    const { id } = await ask(operator, submitReport, {
      body: { draftId: null, content: reportOfBattery },
    })
    const params = { id }
    await ask(operator, handOverReport, { params, body: { unitId: line.units.police } })
    await ask(inspector, pickUpReport, { params })
    return params
  }
  await ask(inspector, attachReport, {
    params: await handOver(),
    body: { caseId: line.caseId },
  })
  await ask(inspector, endReport, {
    params: await handOver(),
    body: { reason: 'duplicate', text: 'Екі рет жазылған.' },
  })
}

async function walkOrder({ app, pages, orderId }: Line, ask: Ask): Promise<void> {
  const params = { id: orderId }
  const at = app.database.clock.now()
  await ask(pages.inspector, giveOrderCopy, { params, body: { to: 'protected', at } })
  await ask(pages.inspector, serveOrder, {
    params,
    body: { way: 'signed', at, language: 'kk', witness: null },
  })
  app.database.clock.advance(60_000)
  const later = app.database.clock.now()
  await ask(pages.inspector, checkOrder, { params, body: { at: later, outcome: 'kept' } })
  await ask(pages.inspector, recordBreach, {
    params,
    body: { at: later, what: ['contact'], narrative: 'Қоңырау шалды.', evidence: [] },
  })
  await ask(pages.inspector, gatherEvidence, { params })
}

async function walkReferrals({ app, pages, caseId }: Line, ask: Ask): Promise<void> {
  const shelter = async () => {
    const office = await app.anOffice('family-support-centre')
    const page = await app.signedIn(await app.aPerson({ ...office, role: 'centre-worker' }))
    return { unitId: office.unitId, page }
  }
  const send = (toUnitId: string, kind: 'referral' | 'notice') =>
    ask(pages.inspector, referCase, {
      params: { id: caseId },
      body: {
        kind,
        toUnitId,
        fieldClasses: ['identity'],
        basis: 'consent',
        article: null,
        note: null,
        dutyId: null,
      },
    })
  const [one, two, three, four] = [
    await shelter(),
    await shelter(),
    await shelter(),
    await shelter(),
  ]
  const accepted = { id: (await send(one.unitId, 'referral')).id }
  await ask(one.page, acceptReferral, { params: accepted, body: { userId: null } })
  await ask(one.page, endReferral, {
    params: accepted,
    body: { outcome: 'help-given', text: 'Көмек берілді' },
  })
  const refused = { id: (await send(two.unitId, 'referral')).id }
  await ask(two.page, refuseReferral, {
    params: refused,
    body: { reason: 'no-place', text: 'Орын жоқ' },
  })
  const recalled = { id: (await send(three.unitId, 'referral')).id }
  await ask(pages.inspector, recallReferral, { params: recalled, body: reason })
  const notice = { id: (await send(four.unitId, 'notice')).id }
  await ask(four.page, takeNoteOfNotice, { params: notice })
}

async function walkWithdrawal(line: Line, ask: Ask): Promise<void> {
  const { app, pages, caseId, affectedId } = line
  const centre = await app.anOffice('family-support-centre')
  const head = await app.signedIn(await app.aPerson({ role: 'unit-head', ...centre }))
  const now = () => app.database.clock.now()
  const { id } = await ask(pages.inspector, recordWithdrawal, {
    params: { id: caseId },
    body: {
      personId: affectedId,
      wants: 'withdraw',
      at: now(),
      words: 'Өтінішімді қайтарып алғым келеді.',
      fromPhone: null,
      someoneWasPresent: 'no',
      contactsChanged: 'no',
      reviewUnitId: centre.unitId,
    },
  })
  const { safeContact } = await ask(pages.inspector, readPerson, { params: { id: affectedId } })
  await ask(pages.inspector, setSafeContact, {
    params: { id: affectedId },
    body: {
      mayContact: 'yes',
      whoStarts: 'we',
      channel: 'phone',
      phone: '+77010000001',
      windows: [{ days: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '24:00' }],
      mayLeaveMessage: false,
      hasCodeWord: false,
      ifDropped: null,
      language: 'kk',
      basedOn: safeContact?.confirmedAt ?? null,
    },
  })
  app.database.clock.advance(60_000)
  await ask(head, recordWithdrawalCall, {
    params: { id },
    body: { at: now(), way: 'in-person', spokeAlone: true, result: 'Қорқады.' },
  })
  await ask(head, decideWithdrawal, {
    params: { id },
    body: { outcome: 'set-aside', reason: 'Еркін емес' },
  })
}

export async function walkMerges(app: TestApp, ask: Ask): Promise<void> {
  const police = await app.anOffice('police')
  const steward = await app.signedIn(await app.aPerson({ role: 'steward', ...police }))
  for (const name of ['Әсел Серікқызы Ахметова', 'Assel Akhmetova']) {
    const unitId = await app.load((tx) =>
      aUnit(tx, { agency_id: police.agencyId, parent_id: police.unitId }),
    )
    const inspector = await app.signedIn(
      await app.aPerson({ role: 'inspector', agencyId: police.agencyId, unitId }),
    )
    const affected = { ...reportOfBattery.affected, name, birthDate: '1992-05-14' }
    const report = await ask(inspector, submitReport, {
      body: { draftId: null, content: { ...reportOfBattery, affected } },
    })
    await ask(inspector, openCaseFromReport, {
      params: { id: report.id },
      body: { affectedId: null, allegedId: null, reporterId: null },
    })
  }
  const found = (await ask(steward, listPersonPairs, { query: { state: 'open' } })).items[0]
  const params = { id: found?.id ?? '' }
  const pair = await ask(steward, readPersonPair, { params })
  await ask(steward, decidePersonPair, {
    params,
    body: { basedOn: pair.version, state: 'later', reason: 'not-enough' },
  })
  const merged = await ask(steward, mergePeople, {
    params,
    body: {
      basedOn: pair.version + 1,
      keep: 'left',
      chosen: { name: 'left', birthDate: 'left', sex: 'left', language: 'left' },
      reason: 'data',
    },
  })
  await ask(steward, endMerge, { params: { id: merged.id }, body: { reason: 'mistake' } })
}

export async function walkStories(app: TestApp, ask: Ask): Promise<void> {
  const centre = await app.anOffice('crisis-centre')
  const moderator = await app.signedIn(await app.aPerson({ ...centre, role: 'centre-worker' }))
  const id = randomId()
  const at = app.database.clock.now()
  const hour = `${at.slice(0, 13)}:00:00.000Z`
  await keepStoryKey(app.database.as({ kind: 'jobs', job: 'test' }))
  await app.load(async (tx) => {
    const key = await tx
      .selectFrom('story_keys')
      .select(['id', 'public_key'])
      .executeTakeFirstOrThrow()
    return tx
      .insertInto('stories')
      .values({
        id,
        locator: Buffer.from(id.replaceAll('-', '').repeat(2), 'hex'),
        lang: 'ru',
        state: 'waiting',
        written_at: hour,
        moved_at: hour,
        key_id: key.id,
        box: await closeStory(key.public_key, {
          storyId: id,
          reader: 'moderators',
          words: 'Моя сестра Алма, врач.',
        }),
      })
      .execute()
  })
  await ask(moderator, maskStory, {
    params: { id },
    body: { version: 1, words: [4], mask: 'name' },
  })
  await ask(moderator, decideStory, { params: { id }, body: { version: 2, decision: 'publish' } })
}
