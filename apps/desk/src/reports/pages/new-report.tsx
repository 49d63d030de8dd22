import '../parts/reports.css'
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useSearch as useAddress, useRouter } from '@tanstack/react-router'
import { linkThread, type ReportDraft, readAgency, submitReport } from '@umai/contract'
import { formatInstant } from '@umai/words'
import { type FormEvent, useDeferredValue, useEffect, useState } from 'react'
import { CallFailed } from '../../offline/problem.ts'
import { queryOf, useCommand } from '../../offline/query.ts'
import { useSession } from '../../offline/session.ts'
import { Card } from '../../ui/card/card.tsx'
import { Chip } from '../../ui/chip/chip.tsx'
import { momentInWords } from '../../ui/clock/amount.ts'
import { useNow } from '../../ui/clock/now.tsx'
import { Conflict, type Side } from '../../ui/conflict/conflict.tsx'
import { conflictWords } from '../../ui/conflict/words.ts'
import { CallFault } from '../../ui/error-panel/call-fault.tsx'
import { QueryState } from '../../ui/error-panel/query-state.tsx'
import type { Found } from '../../ui/find-field/find-field.tsx'
import { useLanguage, useWords } from '../../ui/language/language.tsx'
import { type Answered, answersOf, LikelyPeople } from '../../ui/likely-people/likely-people.tsx'
import { PageHead } from '../../ui/page-head/page-head.tsx'
import { toast } from '../../ui/toast/toast.tsx'
import { goToWrongField } from '../../ui/wrong-field/wrong-field.ts'
import { disputedFields, formsTogether } from '../changes.ts'
import {
  emptyReport,
  fromDraft,
  halfTypedOf,
  parseIin,
  parsePhone,
  type ReportTyped,
  toDraft,
  toldOf,
  toReport,
  usualChannel,
} from '../model.ts'
import { contentFaults, ReportFields } from '../parts/report-fields.tsx'
import { useSaidInField } from '../parts/said-in-field.ts'
import {
  type DraftConflict,
  draftsQuery,
  type Saving,
  useAutosave,
  useEarlierContacts,
  useLikelyPeople,
  usePlaceName,
} from '../queries.ts'
import { reportWords } from '../words.ts'

const EarlierContacts = ({ typed }: { readonly typed: ReportTyped }) => {
  const words = useWords(reportWords)
  const { lang } = useLanguage()
  const nowMs = useNow()
  const phone = parsePhone(typed.speakerPhone) ?? parsePhone(typed.affected.phone)
  const iin = parseIin(typed.affected.iin)
  const name = typed.affected.name.trim() === '' ? null : typed.affected.name.trim()
  const found = useEarlierContacts({ phone, iin, name })
  const by = {
    phone: words['by-phone'],
    iin: words['by-iin'],
    name: words['by-name'],
  }
  return (
    <Card title={words.earlier} aside={found.data?.items.length || undefined} flush>
      {found.data === undefined ? (
        <p className="card-body small quiet">{words.earlierWait}</p>
      ) : found.data.items.length === 0 ? (
        <p className="card-body small quiet">{words.earlierNone}</p>
      ) : (
        found.data.items.map((contact, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: contacts one may not see have no id.
          <div key={at} className="plain-line">
            <div className="grow">
              {contact.id !== null && contact.number !== null ? (
                <Link
                  to={contact.kind === 'case' ? '/cases/$id' : '/reports/$id'}
                  params={{ id: contact.id }}
                >
                  {contact.number}
                </Link>
              ) : (
                <span className="quiet">{contact.unit?.[lang] ?? '••••••'}</span>
              )}
              <span className="under">
                {momentInWords(contact.at, lang, nowMs)} ·{' '}
                {words.earlierBy({ by: contact.matchedBy.map((one) => by[one]).join(', ') })}
              </span>
            </div>
            {contact.isOpen && <Chip tone="accent">{words.openNow}</Chip>}
          </div>
        ))
      )}
    </Card>
  )
}

/** Whether somebody known already is spoken of; what the operator answers goes along with the report. */
const SamePerson = ({
  title,
  person,
  answered,
  onAnswer,
}: {
  readonly title: string
  readonly person: ReportTyped['affected']
  readonly answered: Answered
  readonly onAnswer: (answered: Answered) => void
}) => {
  const words = useWords(reportWords)
  const matches = useLikelyPeople(useDeferredValue(toldOf(person)))
  const items = matches.data?.items ?? []
  return (
    <Card title={`${title}: ${words.samePerson}`} aside={items.length || undefined} flush>
      {matches.data === undefined ? (
        <p className="card-body small quiet">{words.samePersonWait}</p>
      ) : items.length === 0 ? (
        <p className="card-body small quiet">{words.samePersonNone}</p>
      ) : (
        <LikelyPeople people={items} answered={answered} onAnswer={onAnswer} />
      )}
    </Card>
  )
}

const conflictId = 'draft-conflict'

const SavingLine = ({
  saving,
  hasConflict,
}: {
  readonly saving: Saving
  readonly hasConflict: boolean
}) => {
  const words = useWords(reportWords)
  const { lang } = useLanguage()
  if (saving.state === 'nothing') return null
  return (
    <span className="missing push" role="status">
      {saving.state === 'saved'
        ? words.draftSaved({ at: formatInstant(saving.at, lang).split(' ').at(-1) ?? '' })
        : saving.state === 'saving'
          ? words.draftSaving
          : saving.state === 'changed-elsewhere'
            ? words.draftOther
            : words.draftUnsaved}
      {hasConflict && (
        <Button
          size="xs"
          variant="subtle"
          onClick={() => document.getElementById(conflictId)?.scrollIntoView({ block: 'center' })}
        >
          {words.draftOtherLook}
        </Button>
      )}
    </span>
  )
}

const isChangedElsewhere = (error: unknown): boolean =>
  error instanceof CallFailed && error.code === 'record-changed'

const TakeReport = ({
  draft,
  homePlace,
  threadId,
  onBegun,
}: {
  readonly draft: ReportDraft | null
  /** The letter it comes of. */
  readonly threadId: string | undefined
  readonly homePlace: Found
  readonly onBegun: (id: string) => void
}) => {
  const words = useWords(reportWords)
  const conflicts = useWords(conflictWords)
  const { lang } = useLanguage()
  const router = useRouter()
  const session = useSession()
  const [typed, setTyped] = useState<ReportTyped>(() =>
    draft === null
      ? { ...emptyReport(lang, usualChannel(session.agency.kind)), kato: homePlace.value }
      : fromDraft(draft.content, lang),
  )
  const [affected, setAffected] = useState<Answered>({})
  const [alleged, setAlleged] = useState<Answered>({})
  const draftNow = toDraft(typed)
  const { saving, conflict, settle, hold, release, lookElsewhere } = useAutosave(
    draftNow,
    draft,
    onBegun,
  )
  const [chosen, setChosen] = useState<ReadonlyMap<string, Side>>(new Map())
  const placeHere = usePlaceName(conflict === null ? null : typed.kato)
  const placeThere = usePlaceName(conflict?.theirs.place?.kato)
  const { labelOf, saidIn } = useSaidInField(
    (kato) => (kato === typed.kato ? placeHere : placeThere)?.[lang] ?? kato,
  )
  const disputed =
    conflict === null ? [] : disputedFields(conflict.before, draftNow, conflict.theirs)
  const left = disputed.filter((field) => !chosen.has(field)).length
  const bringTogether = (found: DraftConflict) => {
    setTyped(formsTogether({ ...found, yours: typed, chosen, lang }))
    setChosen(new Map())
    settle(found)
    toast(words.draftJoined)
  }
  // What only one of the windows wrote is nothing to choose between.
  const isJoinedAlone = conflict !== null && disputed.length === 0
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each answer of the server.
  useEffect(() => {
    if (conflict !== null && isJoinedAlone) bringTogether(conflict)
  }, [conflict, isJoinedAlone])
  const report = toReport(typed)
  const halfTyped = Object.keys(halfTypedOf(typed)).length
  const link = useCommand(linkThread)
  const submit = useCommand(submitReport, (reply) => {
    toast(words.submitted({ number: reply.number }))
    // It came of a letter without a name: whoever wrote sees with the receipt that something happened.
    if (threadId !== undefined)
      link.mutate({ params: { id: threadId }, body: { to: { kind: 'report', id: reply.id } } })
    void router.navigate({ to: '/reports/$id', params: { id: reply.id } })
  })
  const faults = contentFaults(submit.error, lang)
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (report === null || goToWrongField(event.currentTarget)) return
    const answers = [
      ...answersOf(affected).map((one) => ({ ...one, about: 'affected' as const })),
      ...answersOf(alleged).map((one) => ({ ...one, about: 'alleged' as const })),
    ]
    void hold().then((kept) =>
      submit.mutate(
        {
          body: {
            draftId: kept?.id ?? null,
            ...(kept === null ? {} : { draftRevision: kept.revision }),
            content: report,
            answers,
          },
        },
        {
          onError: (error) => {
            if (isChangedElsewhere(error)) void lookElsewhere().catch(release)
            else release()
          },
        },
      ),
    )
  }
  return (
    <form onSubmit={send} noValidate className="page-body">
      <div className="take-columns">
        <div className="stack">
          <ReportFields typed={typed} onChange={setTyped} faults={faults} homePlace={homePlace} />
          {conflict !== null && disputed.length > 0 && (
            <div id={conflictId} className="stack draft-conflict">
              <Conflict
                of="draft"
                fields={disputed.map((field) => ({
                  field,
                  label: labelOf(field),
                  yours: saidIn(draftNow, field),
                  theirs: saidIn(conflict.theirs, field),
                }))}
                chosen={chosen}
                onChoose={(field, side) => setChosen(new Map([...chosen, [field, side]]))}
              />
              <div className="row">
                <Button
                  variant="filled"
                  disabled={left > 0}
                  onClick={() => bringTogether(conflict)}
                >
                  {words.keepChosen}
                </Button>
                {left > 0 && <span className="missing">{conflicts.left({ left })}</span>}
              </div>
            </div>
          )}
          {!isChangedElsewhere(submit.error) && <CallFault error={submit.error} />}
        </div>
        <aside>
          <div className="stack">
            <EarlierContacts typed={typed} />
            <SamePerson
              title={words.affected}
              person={typed.affected}
              answered={affected}
              onAnswer={setAffected}
            />
            <SamePerson
              title={words.alleged}
              person={typed.alleged}
              answered={alleged}
              onAnswer={setAlleged}
            />
          </div>
        </aside>
      </div>
      <div className="take-foot">
        <Button
          type="submit"
          variant="filled"
          disabled={report === null || conflict !== null}
          loading={submit.isPending}
        >
          {words.submit}
        </Button>
        {report === null ? (
          <span className="missing">{words.missing}</span>
        ) : (
          halfTyped > 0 && <span className="missing">{words.halfTyped({ count: halfTyped })}</span>
        )}
        <SavingLine saving={saving} hasConflict={disputed.length > 0} />
      </div>
    </form>
  )
}

export const NewReportPage = () => {
  const words = useWords(reportWords)
  const { lang } = useLanguage()
  const { agency } = useSession()
  const { draft: draftId, thread: threadId } = useAddress({ strict: false }) as {
    draft?: string
    thread?: string
  }
  const own = useQuery({
    ...queryOf(readAgency, { params: { id: agency.id } }),
    staleTime: 600_000,
  })
  const router = useRouter()
  // A draft begun here goes into the address, so that a reload opens it again; the form that began it stays as it is.
  const [begun, setBegun] = useState<{ id: string; from: string | undefined } | null>(null)
  const asked = begun !== null && draftId === begun.id ? begun.from : draftId
  const keepInAddress = (id: string) => {
    setBegun({ id, from: asked })
    void router.navigate({
      to: '/reports/new',
      search: { draft: id, ...(threadId === undefined ? {} : { thread: threadId }) } as never,
      replace: true,
    })
  }
  const drafts = useQuery({ ...draftsQuery, enabled: asked !== undefined, staleTime: 0 })
  const isReady = own.data !== undefined && (asked === undefined || drafts.data !== undefined)
  return (
    <>
      <PageHead
        tab={words.take}
        title={words.take}
        sub={words.takeAbout}
        trail={[
          <Link key="all" to="/reports">
            {words.title}
          </Link>,
        ]}
      />
      <QueryState query={own} rows={6}>
        {({ place }) =>
          isReady && (
            <TakeReport
              key={asked ?? 'new'}
              draft={drafts.data?.items.find(({ id }) => id === asked) ?? null}
              onBegun={keepInAddress}
              homePlace={{ value: place.kato, label: place.name[lang] }}
              threadId={threadId}
            />
          )
        }
      </QueryState>
    </>
  )
}
