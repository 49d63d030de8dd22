import '../../ui/tabs/tabs.css'
import '../parts/case.css'
import { ActionIcon, Button, Menu } from '@mantine/core'
import {
  IconAlertTriangle,
  IconArrowForwardUp,
  IconBan,
  IconCalendarEvent,
  IconDownload,
  IconFileCertificate,
  IconFileText,
  IconGavel,
  IconLock,
  IconMessage,
  IconPaperclip,
  IconPencil,
  IconPhone,
  IconPlus,
  IconScale,
  IconShieldCheck,
  IconUserCheck,
} from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import {
  type Case,
  type CaseEvent,
  type Duty,
  listAssessments,
  listCaseAccess,
  listCaseDocuments,
  listCaseDuties,
  listCaseEvents,
  listDecisions,
  listWithdrawals,
  readCase,
  readOrder,
  searchOrders,
} from '@umai/contract'
import { dayOf, formatDay, formatInstant, formatShortDay, wallTimeOf } from '@umai/words'
import { useState } from 'react'
import { actName } from '../../audit/model.ts'
import { citationOf, reasonsOf, verdictOf } from '../../decisions/model.ts'
import { clockOf, placeOfAct } from '../../duties/model.ts'
import { saveDocument } from '../../offline/documents.ts'
import { queryOf, usePages } from '../../offline/query.ts'
import { useMay } from '../../offline/session.ts'
import { stripOf, toneOfState } from '../../orders/model.ts'
import { relationName } from '../../reports/model.ts'
import { purposeName } from '../../session/model.ts'
import { Article, MethodRule } from '../../ui/article/article.tsx'
import { Card } from '../../ui/card/card.tsx'
import { Chip } from '../../ui/chip/chip.tsx'
import { momentInWords } from '../../ui/clock/amount.ts'
import { Clock, Fuse } from '../../ui/clock/clock.tsx'
import { useNow } from '../../ui/clock/now.tsx'
import { readClock } from '../../ui/clock/reading.ts'
import { DutyRow } from '../../ui/duty-row/duty-row.tsx'
import { EmptyState } from '../../ui/empty-state/empty-state.tsx'
import { QueryState } from '../../ui/error-panel/query-state.tsx'
import { Finding } from '../../ui/finding/finding.tsx'
import { Icon } from '../../ui/icon/icon.tsx'
import { useLanguage, useWords } from '../../ui/language/language.tsx'
import { LinkButton } from '../../ui/link-button/link-button.tsx'
import { MenuLink } from '../../ui/link-button/menu-link.tsx'
import { Note } from '../../ui/note/note.tsx'
import { OrderStrip } from '../../ui/order-strip/order-strip.tsx'
import { PageHead } from '../../ui/page-head/page-head.tsx'
import { PersonCard } from '../../ui/person-card/person-card.tsx'
import { PrintButton } from '../../ui/print/print-button.tsx'
import { ReasonTree } from '../../ui/reason-tree/reason-tree.tsx'
import { Risk } from '../../ui/risk/risk.tsx'
import { SafeContactBanner } from '../../ui/safe-contact/safe-contact.tsx'
import { Timeline, type TimelineEvent } from '../../ui/timeline/timeline.tsx'
import { NowCalled, Told } from '../../ui/told/told.tsx'
import { attachmentWords } from '../attachment-words.ts'
import {
  caseRoleName,
  clockOfCase,
  inOrderOfWeight,
  safeContactInWords,
  standingOf,
} from '../model.ts'
import { AddPersonDialog } from '../parts/add-person.tsx'
import { Attachments } from '../parts/attachments.tsx'
import { AssignDialog, CloseDialog, NoteDialog, ReopenDialog } from '../parts/case-dialogs.tsx'
import { Children } from '../parts/children.tsx'
import { ExtractDialog } from '../parts/extract-dialog.tsx'
import { NextQuestion } from '../parts/next-question.tsx'
import { ClocksPicture, FamilyPicture, TimelinePicture } from '../parts/pictures.tsx'
import { RelateDialog } from '../parts/relate-dialog.tsx'
import { caseWords } from '../words.ts'

const CLOCKS_SHOWN = 4

/** The nearest clocks of the case under its name; the first of them is the loudest thing on the page. */
const Clocks = ({ of }: { readonly of: Case }) => {
  const { lang } = useLanguage()
  const nowMs = useNow()
  const clocks = [...of.clocks]
    .sort((a, b) => Date.parse(a.dueAt) - Date.parse(b.dueAt))
    .slice(0, CLOCKS_SHOWN)
  if (clocks.length === 0) return null
  return (
    <div className="case-clocks">
      {clocks.map((clock, at) => {
        const legal = clockOfCase(clock)
        const kind = readClock(legal, nowMs).kind
        return (
          <div key={clock.id} className={`case-clock case-clock-${kind}`}>
            <div className="case-clock-title">{clock.title[lang]}</div>
            <Clock clock={legal} size={at === 0 ? 'headline' : 'row'} />
            {at > 0 && <Fuse clock={legal} />}
          </div>
        )
      })}
    </div>
  )
}

/** Not done at a desk of ours: owed by somebody outside, or binding always. */
const isElsewhere = (desk: Duty['desk']): boolean => desk === 'outside' || desk === 'standing'

const Duties = ({ of }: { readonly of: Case }) => {
  const words = useWords(caseWords)
  const { lang } = useLanguage()
  const duties = useQuery(queryOf(listCaseDuties, { params: { id: of.id } }))
  const [showsDone, setShowsDone] = useState(false)
  return (
    <Card
      id="duties"
      title={words.due}
      aside={words.dueAside({ open: of.counts.dutiesOpen, done: of.counts.dutiesDone })}
      flush
      actions={
        of.counts.dutiesDone > 0 && (
          <Button size="xs" variant="subtle" onClick={() => setShowsDone(!showsDone)}>
            {showsDone ? words.hideDone : words.showDone}
          </Button>
        )
      }
    >
      <QueryState query={duties} rows={4}>
        {({ items }) => {
          const shown = items.filter((duty) => duty.state === 'open' || showsDone)
          if (shown.length === 0) return <EmptyState title={words.nothingDue} />
          const parts = [
            { title: null, list: shown.filter(({ desk }) => !isElsewhere(desk)) },
            { title: words.dueOutside, list: shown.filter(({ desk }) => desk === 'outside') },
            { title: words.dueStanding, list: shown.filter(({ desk }) => desk === 'standing') },
          ]
          return parts.map(({ title, list }) =>
            list.length === 0 ? null : (
              <div key={title} className="duty-rows-in-case">
                {title !== null && (
                  <h3 className="duty-part">
                    {title} <em>{list.length}</em>
                  </h3>
                )}
                {list.map((duty) => (
                  <DutyRow
                    key={duty.id}
                    clock={clockOf(duty)}
                    title={
                      <Link to="/duties/$id" params={{ id: duty.id }}>
                        {duty.title[lang]}
                      </Link>
                    }
                    under={
                      <>
                        {duty.citation ? (
                          <Article
                            citation={citationOf(duty.citation, lang, dayOf(duty.startedAt))}
                          />
                        ) : (
                          <MethodRule label={duty.startedBy[lang]} />
                        )}
                        {duty.desk === 'outside' && <span>{duty.bearer[lang]}</span>}
                      </>
                    }
                    owner={
                      isElsewhere(duty.desk)
                        ? undefined
                        : (duty.assignee?.name ?? duty.unit.name[lang])
                    }
                    action={
                      duty.state === 'open' && duty.may.perform ? (
                        <LinkButton
                          to={duty.desk === 'outside' ? `/duties/${duty.id}` : placeOfAct(duty)}
                          size="xs"
                        >
                          {duty.desk === 'outside' ? words.performOutside : words.perform}
                        </LinkButton>
                      ) : undefined
                    }
                  />
                ))}
              </div>
            ),
          )
        }}
      </QueryState>
    </Card>
  )
}

const Law = ({ of }: { readonly of: Case }) => {
  const words = useWords(caseWords)
  const { lang } = useLanguage()
  const decisions = useQuery(queryOf(listDecisions, { params: { id: of.id } }))
  const latest = decisions.data?.items.find(({ isLatest }) => isLatest)
  const incident = of.incidents[0]
  return (
    <Card
      id="law"
      title={words.law}
      aside={latest ? words.lawAside({ day: formatDay(latest.onDay, lang) }) : undefined}
      flush
      actions={
        of.may.decide &&
        incident && (
          <LinkButton
            to="/cases/$id/law"
            params={{ id: of.id }}
            size="xs"
            leftSection={<Icon of={IconScale} size="small" />}
          >
            {words.fillFacts}
          </LinkButton>
        )
      }
    >
      <QueryState query={decisions} rows={3}>
        {() =>
          latest === undefined ? (
            <EmptyState icon={IconScale} title={words.noLaw}>
              {of.may.decide ? words.noLawHint : words.noLawOthers}
            </EmptyState>
          ) : (
            <>
              <Told isInUse={latest.isOfPackInUse} remark={latest.knownUntil?.remark} />
              {inOrderOfWeight(latest.findings).map((finding, at) => (
                <Finding
                  key={finding.id}
                  value={verdictOf(finding)}
                  title={finding.title[lang]}
                  standing={standingOf(finding, lang)}
                  articles={<Article citation={citationOf(finding.citation, lang, latest.onDay)} />}
                  consequence={finding.summary?.[lang]}
                  now={
                    <NowCalled renamed={latest.renamed.find((one) => one.finding === finding.id)} />
                  }
                  opensAtOnce={at === 0 && finding.kind === 'bar' && finding.state === 'applies'}
                >
                  {finding.penalties.length > 0 && (
                    <div className="small">
                      <b className="strong">{words.penalties}</b>
                      <ul>
                        {finding.penalties.map((penalty) => (
                          <li key={penalty.label.en}>
                            {penalty.label[lang]}
                            {penalty.from !== null && ` ${penalty.from}`}
                            {penalty.to !== null && `–${penalty.to}`}
                          </li>
                        ))}
                      </ul>
                      <p className="faint">{words.courtChooses}</p>
                    </div>
                  )}
                  {finding.reasons.length > 0 && (
                    <ReasonTree reasons={reasonsOf(finding.reasons, lang)} />
                  )}
                  {finding.doubts.map((doubt) => (
                    <Note key={doubt.en} tone="doubt">
                      {doubt[lang]}
                    </Note>
                  ))}
                </Finding>
              ))}
            </>
          )
        }
      </QueryState>
      {of.may.decide && incident && <NextQuestion incidentId={incident.id} />}
      {latest && latest.missing.length > 0 && (
        <details className="card-body small quiet">
          <summary>
            {words.missing}: {latest.missing.length}
          </summary>
          {latest.missing.map(({ label }) => label[lang]).join(', ')}
        </details>
      )}
    </Card>
  )
}

// What happened is named by its record; the picture beside it only helps the eye.
const iconOfEvent: readonly (readonly [
  start: string,
  icon: typeof IconPhone,
  tone?: 'accent' | 'late',
])[] = [
  ['report', IconPhone],
  ['order-served', IconShieldCheck, 'accent'],
  ['order-breach', IconAlertTriangle, 'late'],
  ['breach', IconAlertTriangle, 'late'],
  ['order', IconFileCertificate],
  ['attachment', IconPaperclip],
  ['assess', IconAlertTriangle],
  ['risk', IconAlertTriangle],
  ['decision', IconScale],
  ['law', IconScale],
  ['rights', IconMessage],
  ['note', IconPencil],
  ['refer', IconArrowForwardUp],
  ['withdrawal', IconAlertTriangle],
  ['address', IconLock, 'late'],
  ['court', IconGavel],
  ['assign', IconUserCheck],
  ['case-assigned', IconUserCheck],
]

const eventOf = (
  event: CaseEvent,
  lang: 'kk' | 'ru' | 'en',
  words: { readonly staffOnly: string; readonly forPerson: string },
): TimelineEvent => {
  const { day, hour, minute } = wallTimeOf(event.at)
  const found = iconOfEvent.find(([start]) => event.kind.startsWith(start))
  return {
    id: event.id,
    icon: found?.[1] ?? IconCalendarEvent,
    tone: found?.[2],
    day: formatShortDay(day, lang),
    time: `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`,
    title: (
      <>
        {event.title[lang]}{' '}
        {event.kind === 'note-added' && (
          <Chip tone={event.isStaffOnly ? 'line' : 'info'}>
            {event.isStaffOnly ? words.staffOnly : words.forPerson}
          </Chip>
        )}
      </>
    ),
    detail: event.detail?.[lang],
    by: [event.by?.name, event.unit?.name[lang]].filter((part) => part !== undefined).join(', '),
  }
}

const Events = ({ of }: { readonly of: Case }) => {
  const words = useWords(caseWords)
  const { lang } = useLanguage()
  const events = usePages(listCaseEvents, { params: { id: of.id }, query: { limit: 15 } })
  return (
    <Card id="events" title={words.events} aside={of.counts.events} flush>
      <QueryState query={events} rows={4}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState title={words.noEvents} />
          ) : (
            <>
              <Timeline events={items.map((event) => eventOf(event, lang, words))} />
              {events.more && (
                <div className="case-more">
                  <Button size="xs" loading={events.isLoadingMore} onClick={events.more}>
                    {words.more}
                  </Button>
                </div>
              )}
            </>
          )
        }
      </QueryState>
    </Card>
  )
}

const People = ({
  of,
  onOpen,
}: {
  readonly of: Case
  readonly onOpen: (dialog: OpenDialog) => void
}) => {
  const words = useWords(caseWords)
  const { lang } = useLanguage()
  return (
    <Card
      id="people"
      title={words.people}
      aside={of.people.length}
      flush
      actions={
        of.may.work && (
          <>
            <Button size="xs" variant="subtle" onClick={() => onOpen('person')}>
              {words.addPerson}
            </Button>
            {of.people.length > 1 && (
              <Button size="xs" variant="subtle" onClick={() => onOpen('relate')}>
                {words.relate}
              </Button>
            )}
          </>
        )
      }
    >
      {of.people.map((person) => {
        const about = [
          caseRoleName(person.role, lang),
          person.relationToAffected === null
            ? undefined
            : relationName(person.relationToAffected, lang),
          person.age === null ? undefined : words.age({ age: person.age }),
        ].filter((part) => part !== undefined)
        return (
          <PersonCard
            key={`${person.personId}-${person.role}`}
            name={person.name === '' ? null : person.name}
            label={
              person.name === '' ? (
                words.unknownName
              ) : (
                <Link to="/people/$id" params={{ id: person.personId }}>
                  {person.name}
                </Link>
              )
            }
            about={about.join(' · ')}
            chips={
              (person.hasProtectedAddress || person.role === 'affected') && (
                <>
                  {person.hasProtectedAddress && (
                    <Chip tone="accent">
                      <Icon of={IconLock} size="small" />
                      {words.protectedAddress}
                    </Chip>
                  )}
                  {person.role === 'affected' && (
                    <Chip tone={person.rightsExplained ? 'line' : 'doubt'}>
                      {person.rightsExplained ? words.rightsExplained : words.rightsNot}
                    </Chip>
                  )}
                </>
              )
            }
          />
        )
      })}
    </Card>
  )
}

const OrderOfCase = ({ of }: { readonly of: Case }) => {
  const words = useWords(caseWords)
  const { lang } = useLanguage()
  const nowMs = useNow()
  const orders = useQuery(queryOf(searchOrders, { body: { caseId: of.id, limit: 5 } }))
  const row = orders.data?.items[0]
  const order = useQuery({
    ...queryOf(readOrder, { params: { id: row?.id ?? '' } }),
    enabled: row !== undefined,
  })
  return (
    <Card
      title={words.order}
      actions={row && <Chip tone={toneOfState(row.state)}>{words[`order-${row.state}`]}</Chip>}
    >
      <QueryState query={orders} rows={2}>
        {() =>
          row === undefined ? (
            <div className="stack">
              <p className="small quiet">{words.noOrder}</p>
              {of.may.issueOrder && (
                <div>
                  <LinkButton to="/cases/$id/order" params={{ id: of.id }} size="xs">
                    {words.issueOrder}
                  </LinkButton>
                </div>
              )}
            </div>
          ) : (
            <div className="stack">
              <div>
                <Link to="/orders/$id" params={{ id: row.id }} className="strong">
                  №&nbsp;{row.number}
                </Link>{' '}
                <span className="small quiet">
                  · {words.issuedAt({ at: momentInWords(row.issuedAt, lang, nowMs) })}
                </span>
              </div>
              {order.data && order.data.servedAt !== null && order.data.endsAt !== null && (
                <OrderStrip
                  servedAt={order.data.servedAt}
                  endsAt={order.data.endsAt}
                  checks={stripOf(order.data, nowMs)}
                />
              )}
              {row.breaches > 0 && (
                <Note tone="late" icon={IconBan}>
                  {words.breaches({ count: row.breaches })}
                </Note>
              )}
            </div>
          )
        }
      </QueryState>
    </Card>
  )
}

/** Who works on the case, from which agency, since when; the way to bring in another. */
const Seats = ({ of }: { readonly of: Case }) => {
  const words = useWords(caseWords)
  const { lang } = useLanguage()
  const seats = of.seats.filter(
    ({ kind }, at, all) =>
      all.findIndex(
        (s) =>
          s.kind === kind && s.unit.id === all[at]?.unit.id && s.user?.id === all[at]?.user?.id,
      ) === at,
  )
  return (
    <Card
      id="seats"
      title={words.seats}
      aside={seats.length}
      actions={
        (of.may.lead || of.seats.some(({ kind }) => kind === 'referral')) && (
          <LinkButton to="/cases/$id/referrals" params={{ id: of.id }} size="xs" variant="subtle">
            {of.may.lead ? words.refer : words.answerReferral}
          </LinkButton>
        )
      }
    >
      <ul className="case-access">
        {seats.map((seat) => (
          <li key={`${seat.kind}-${seat.unit.id}-${seat.user?.id ?? ''}`}>
            <span className="faint keep">{words[`seat-${seat.kind}`]}</span>
            <span>
              {seat.user?.name ?? seat.unit.name[lang]}
              {seat.user !== null && <span className="under">{seat.unit.name[lang]}</span>}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  )
}

/** A wish to withdraw that is being reviewed stands above the work: nobody may take the case for finished. */
const Withdrawals = ({ of }: { readonly of: Case }) => {
  const words = useWords(caseWords)
  const { lang } = useLanguage()
  const withdrawals = useQuery(queryOf(listWithdrawals, { params: { id: of.id } }))
  const running = withdrawals.data?.items.find(({ state }) => state === 'in-review')
  if (running === undefined) return null
  return (
    <Note tone={running.isLate ? 'late' : 'soon'} icon={IconAlertTriangle}>
      <b className="strong">{words.withdrawalRuns({ name: running.personName })}</b>
      <span className="under">
        {words.withdrawalUnder({
          unit: running.reviewUnit.name[lang],
          by: formatInstant(running.reviewBy, lang),
        })}
      </span>
      <LinkButton to="/cases/$id/withdrawal" params={{ id: of.id }} size="xs">
        {words.withdrawalOpen}
      </LinkButton>
    </Note>
  )
}

/** A lower level waits for somebody else than its author; until then the higher one stands. */
const WaitingLevel = ({ of }: { readonly of: Case }) => {
  const words = useWords(caseWords)
  const { lang } = useLanguage()
  const assessments = useQuery(queryOf(listAssessments, { params: { id: of.id } }))
  const waiting = assessments.data?.items.find(({ override }) => override?.isWaiting === true)
  if (waiting === undefined) return null
  return (
    <Note tone="soon" icon={IconAlertTriangle}>
      <b className="strong">{words.levelWaits}</b>
      <span className="under">
        {waiting.by.name}, {formatInstant(waiting.at, lang)}: {waiting.override?.reason}
      </span>
      <LinkButton to="/cases/$id/assess" params={{ id: of.id }} size="xs">
        {words.levelOpen}
      </LinkButton>
    </Note>
  )
}

const Documents = ({ of }: { readonly of: Case }) => {
  const words = useWords(caseWords)
  const { lang } = useLanguage()
  const nowMs = useNow()
  const documents = useQuery(queryOf(listCaseDocuments, { params: { id: of.id } }))
  const langNames = { kk: 'қаз', ru: 'рус', en: 'eng' } as const
  return (
    <Card id="documents" title={words.documents} aside={of.counts.documents} flush>
      <QueryState query={documents} rows={2}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="card-body small quiet">{words.noDocuments}</p>
          ) : (
            items.map((document) => (
              <div key={document.id} className="case-document">
                <Icon of={IconFileText} />
                <span className="grow">
                  {words[`document-${document.kind}`]} №&nbsp;{document.number}
                  <span className="under">
                    {langNames[document.lang]} · PDF · {momentInWords(document.madeAt, lang, nowMs)}
                  </span>
                </span>
                <ActionIcon
                  aria-label={`${words.download}: № ${document.number}, ${langNames[document.lang]}`}
                  onClick={() => void saveDocument(document.id)}
                >
                  <Icon of={IconDownload} />
                </ActionIcon>
              </div>
            ))
          )
        }
      </QueryState>
    </Card>
  )
}

const WhoLooked = ({ of }: { readonly of: Case }) => {
  const words = useWords(caseWords)
  const { lang } = useLanguage()
  const may = useMay()
  const access = usePages(listCaseAccess, { params: { id: of.id }, query: { limit: 5 } })
  return (
    <Card
      id="access"
      title={words.whoLooked}
      actions={
        may('read-audit') && (
          <LinkButton
            to="/audit/$kind/$id"
            params={{ kind: 'case', id: of.id }}
            size="xs"
            variant="subtle"
          >
            {words.journal}
          </LinkButton>
        )
      }
    >
      <QueryState query={access} rows={2}>
        {({ items, total }) => (
          <>
            <ul className="case-access">
              {items.map((one, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: lines of a log that only grows at its end.
                <li key={at}>
                  <span className="faint keep">{formatInstant(one.at, lang)}</span>
                  <span>
                    {one.user?.name ?? one.agency[lang]}{' '}
                    <span className="quiet">
                      · {actName(one.action, lang)}
                      {one.purpose !== null && `, ${purposeName(one.purpose, lang)}`}
                    </span>
                  </span>
                </li>
              ))}
            </ul>
            <p className="tiny faint">{words.looked({ count: total })}</p>
          </>
        )}
      </QueryState>
    </Card>
  )
}

const Acts = ({
  of,
  onOpen,
}: {
  readonly of: Case
  readonly onOpen: (dialog: OpenDialog) => void
}) => {
  const words = useWords(caseWords)
  const may = useMay()
  const places = [
    of.may.issueOrder && { to: '/cases/$id/order' as const, text: words.issueOrder },
    (of.may.issueOrder || of.may.serveOrder) && {
      to: '/cases/$id/warnings' as const,
      text: words['document-warning'],
    },
    of.may.work && may('assess-risk') && { to: '/cases/$id/assess' as const, text: words.assess },
    of.may.decide && { to: '/cases/$id/law' as const, text: words.askLaw },
    of.may.work && { to: '/cases/$id/rights' as const, text: words.rights },
    of.may.lead && { to: '/cases/$id/referrals' as const, text: words.refer },
    of.may.lead && { to: '/cases/$id/withdrawal' as const, text: words.withdrawal },
  ].filter((place) => place !== false)
  const dialogs = [
    of.may.work && { dialog: 'note' as const, text: words.addNote },
    of.may.work && { dialog: 'extract' as const, text: words['document-extract'] },
    of.may.assign && { dialog: 'assign' as const, text: words.assign },
    of.may.work && { dialog: 'person' as const, text: words.addPerson },
    of.may.work && of.people.length > 1 && { dialog: 'relate' as const, text: words.relate },
    of.may.close && { dialog: 'close' as const, text: words.close },
    of.may.reopen && { dialog: 'reopen' as const, text: words.reopen },
  ].filter((one) => one !== false)
  if (places.length + dialogs.length === 0) return null
  return (
    <Menu position="bottom-end" width={270}>
      <Menu.Target>
        <Button variant="filled" leftSection={<Icon of={IconPlus} />}>
          {words.act}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {places.map(({ to, text }) => (
          <Menu.Item key={to} component={MenuLink} to={to.replace('$id', of.id)}>
            {text}
          </Menu.Item>
        ))}
        {places.length > 0 && dialogs.length > 0 && <Menu.Divider />}
        {dialogs.map(({ dialog, text }) => (
          <Menu.Item key={dialog} onClick={() => onOpen(dialog)}>
            {text}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}

type OpenDialog = 'note' | 'extract' | 'assign' | 'close' | 'reopen' | 'person' | 'relate'

export const CasePage = () => {
  const words = useWords(caseWords)
  const { lang } = useLanguage()
  const { id } = useParams({ strict: false }) as { id: string }
  const fileWords = useWords(attachmentWords)
  const query = useQuery(queryOf(readCase, { params: { id } }))
  const [open, setOpen] = useState<OpenDialog | null>(null)
  const close = () => setOpen(null)
  return (
    <QueryState isPage query={query} rows={8}>
      {(shown) => {
        const incident = shown.incidents[0]
        const sections = [
          ['duties', words.due, shown.counts.dutiesOpen],
          ['law', words.law, undefined],
          ['events', words.events, shown.counts.events],
          ['people', words.people, shown.people.length],
          ['documents', words.documents, shown.counts.documents],
          ['files', fileWords.title, undefined],
          ['access', words.whoLooked, undefined],
        ] as const
        return (
          <>
            <PageHead
              tab={words.tab}
              title={shown.title}
              trail={[
                <Link key="all" to="/cases">
                  {words.title}
                </Link>,
                <span key="number">
                  {shown.number}
                  {shown.owner && ` · ${words.leads({ name: shown.owner.name })}`}
                </span>,
              ]}
              sub={
                <>
                  {incident && <span>{formatDay(incident.on, lang)}</span>}
                  {incident && '·'}
                  <span>{shown.place.name[lang]}</span>
                  {shown.closedAt !== null && (
                    <Chip tone="line">
                      {words.wasClosed({ at: formatDay(dayOf(shown.closedAt), lang) })}
                    </Chip>
                  )}
                </>
              }
              actions={
                <>
                  <Risk level={shown.risk} pill />
                  <PrintButton isSign />
                  <Acts of={shown} onOpen={setOpen} />
                </>
              }
            >
              <Clocks of={shown} />
              <div className="case-safe">
                <SafeContactBanner
                  how={safeContactInWords(shown.safeContact, lang)}
                  isSafeNow={shown.safeContact?.isSafeNow}
                  noMessages={shown.safeContact?.profile.mayLeaveMessage === false}
                  hasCodeWord={shown.safeContact?.profile.hasCodeWord ?? false}
                />
              </div>
            </PageHead>
            <nav className="tabs case-anchors no-print" aria-label={words.tab}>
              {sections.map(([section, title, count]) => (
                <a key={section} href={`#${section}`}>
                  {title}
                  {count !== undefined && count > 0 && <em>{count}</em>}
                </a>
              ))}
            </nav>
            <div className="case-body">
              <div className="stack">
                <Withdrawals of={shown} />
                <WaitingLevel of={shown} />
                <Duties of={shown} />
                <ClocksPicture of={shown} />
                <Law of={shown} />
                <TimelinePicture of={shown} />
                <Events of={shown} />
              </div>
              <div className="stack">
                <People of={shown} onOpen={setOpen} />
                <FamilyPicture of={shown} />
                <Children of={shown} />
                <OrderOfCase of={shown} />
                <Seats of={shown} />
                {incident && (
                  <Card title={words.incidents} aside={formatDay(incident.on, lang)}>
                    <p className="case-narrative">{incident.narrative}</p>
                    {incident.address !== null && <p className="small quiet">{incident.address}</p>}
                  </Card>
                )}
                <Documents of={shown} />
                <Attachments of={shown} />
                <WhoLooked of={shown} />
              </div>
            </div>
            {open === 'person' && <AddPersonDialog of={shown} onClose={close} />}
            {open === 'note' && <NoteDialog of={shown} onClose={close} />}
            {open === 'extract' && <ExtractDialog of={shown} onClose={close} />}
            {open === 'assign' && <AssignDialog of={shown} onClose={close} />}
            {open === 'reopen' && <ReopenDialog of={shown} onClose={close} />}
            {open === 'relate' && <RelateDialog of={shown} onClose={close} />}
            {open === 'close' && <CloseDialog of={shown} onClose={close} />}
          </>
        )
      }}
    </QueryState>
  )
}
