import '../parts/reports.css'
import { Button, Textarea, TextInput } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link, useSearch as useAddress, useRouter } from '@tanstack/react-router'
import {
  type Answer,
  linkThread,
  type ReportChannel,
  type ReportDraft,
  readAgency,
  reportChannels,
  speakerKinds,
  submitReport,
} from '@umai/contract'
import { formatInstant, isLang, type Lang } from '@umai/words'
import { type FormEvent, useDeferredValue, useState } from 'react'
import { faultsByField } from '../../offline/problem.ts'
import { queryOf, useCommand } from '../../offline/query.ts'
import { useSearch } from '../../offline/search.ts'
import { useSession } from '../../offline/session.ts'
import { Card } from '../../ui/card/card.tsx'
import { Chip } from '../../ui/chip/chip.tsx'
import { Choice } from '../../ui/choice/choice.tsx'
import { momentInWords } from '../../ui/clock/amount.ts'
import { useNow } from '../../ui/clock/now.tsx'
import { DayField, TimeField } from '../../ui/day-field/day-field.tsx'
import { CallFault } from '../../ui/error-panel/call-fault.tsx'
import { QueryState } from '../../ui/error-panel/query-state.tsx'
import { FactToggle } from '../../ui/fact-toggle/fact-toggle.tsx'
import { FindField, type Found } from '../../ui/find-field/find-field.tsx'
import { Icon } from '../../ui/icon/icon.tsx'
import { useLanguage, useWords } from '../../ui/language/language.tsx'
import { type Answered, answersOf, LikelyPeople } from '../../ui/likely-people/likely-people.tsx'
import { Note } from '../../ui/note/note.tsx'
import { PageHead } from '../../ui/page-head/page-head.tsx'
import { toast } from '../../ui/toast/toast.tsx'
import {
  emptyReport,
  fromDraft,
  nobody,
  parseIin,
  parsePhone,
  type ReportTyped,
  toDraft,
  toldOf,
  toReport,
} from '../model.ts'
import { PersonFields, PhoneField } from '../parts/person-fields.tsx'
import {
  draftsQuery,
  type Saving,
  useAutosave,
  useEarlierContacts,
  useLikelyPeople,
} from '../queries.ts'
import { channelNames, reportWords, speakerNames } from '../words.ts'

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

const SavingLine = ({ saving }: { readonly saving: Saving }) => {
  const words = useWords(reportWords)
  const { lang } = useLanguage()
  if (saving.state === 'nothing') return null
  return (
    <span className="missing push" role="status">
      {saving.state === 'saved'
        ? words.draftSaved({ at: formatInstant(saving.at, lang).split(' ').at(-1) ?? '' })
        : saving.state === 'saving'
          ? words.draftSaving
          : words.draftUnsaved}
    </span>
  )
}

const TakeReport = ({
  draft,
  homePlace,
  threadId,
}: {
  readonly draft: ReportDraft | null
  /** The letter it comes of. */
  readonly threadId: string | undefined
  readonly homePlace: Found
}) => {
  const words = useWords(reportWords)
  const channels = useWords(channelNames)
  const speakers = useWords(speakerNames)
  const { lang } = useLanguage()
  const router = useRouter()
  const session = useSession()
  const usual: ReportChannel = session.agency.kind === 'police' ? 'phone-102' : 'phone-111'
  const [typed, setTyped] = useState<ReportTyped>(() =>
    draft === null
      ? { ...emptyReport(lang, usual), kato: homePlace.value }
      : fromDraft(draft.content, lang),
  )
  const [affected, setAffected] = useState<Answered>({})
  const [alleged, setAlleged] = useState<Answered>({})
  const [placeTyped, setPlaceTyped] = useState('')
  const [place, setPlace] = useState<Found | null>(
    typed.kato === homePlace.value
      ? homePlace
      : typed.kato === null
        ? null
        : { value: typed.kato, label: typed.kato },
  )
  const places = useSearch(placeTyped, ['place']).map((hit) => ({
    value: hit.id,
    label: hit.subtitle ? `${hit.title[lang]}, ${hit.subtitle[lang]}` : hit.title[lang],
  }))
  const { saving, draftId } = useAutosave(toDraft(typed), draft)
  const set = (change: Partial<ReportTyped>) => setTyped({ ...typed, ...change })
  const report = toReport(typed)
  const link = useCommand(linkThread)
  const submit = useCommand(submitReport, (reply) => {
    toast(words.submitted({ number: reply.number }))
    // It came of a letter without a name: whoever wrote sees with the receipt that something happened.
    if (threadId !== undefined)
      link.mutate({ params: { id: threadId }, body: { to: { kind: 'report', id: reply.id } } })
    void router.navigate({ to: '/reports/$id', params: { id: reply.id } })
  })
  const faults = Object.fromEntries(
    Object.entries(faultsByField(submit.error)).map(([path, text]) => [
      path.replace(/^\/content/, ''),
      text,
    ]),
  )
  const send = (event: FormEvent) => {
    event.preventDefault()
    if (report === null) return
    const answers = [
      ...answersOf(affected).map((one) => ({ ...one, about: 'affected' as const })),
      ...answersOf(alleged).map((one) => ({ ...one, about: 'alleged' as const })),
    ]
    submit.mutate({ body: { draftId: draftId(), content: report, answers } })
  }
  const danger = (name: keyof ReportTyped['danger']) => (
    <FactToggle
      question={words[`danger-${name}`]}
      value={typed.danger[name]}
      onChange={(answer: Answer) => set({ danger: { ...typed.danger, [name]: answer } })}
    />
  )
  return (
    <form onSubmit={send} noValidate className="page-body">
      {saving.state === 'changed-elsewhere' && <Note tone="late">{words.draftOther}</Note>}
      <div className="take-columns">
        <div className="stack">
          <Card title={words.how}>
            <div className="take-part">
              <Choice
                label={words.channel}
                value={typed.channel}
                onChange={(channel) => set({ channel })}
                options={reportChannels.map((one) => ({ value: one, label: channels[one] }))}
              />
              <Choice
                label={words.speaker}
                value={typed.speakerKind}
                onChange={(speakerKind) => set({ speakerKind })}
                options={speakerKinds.map((one) => ({ value: one, label: speakers[one] }))}
              />
              <div className="take-fields">
                {typed.speakerKind !== 'anonymous' && (
                  <TextInput
                    label={words.speakerName}
                    value={typed.speakerName}
                    maxLength={120}
                    autoComplete="off"
                    error={faults['/speaker/name']}
                    onChange={(event) => set({ speakerName: event.currentTarget.value })}
                  />
                )}
                <PhoneField
                  label={words.speakerPhone}
                  value={typed.speakerPhone}
                  error={faults['/speaker/phone']}
                  onChange={(speakerPhone) => set({ speakerPhone })}
                />
              </div>
              <Choice
                label={words.language}
                value={typed.language}
                onChange={(one) => set({ language: isLang(one) ? one : 'kk' })}
                options={[
                  { value: 'kk' as Lang, label: 'Қазақша' },
                  { value: 'ru' as Lang, label: 'Русский' },
                  { value: 'en' as Lang, label: 'English' },
                ]}
              />
            </div>
          </Card>
          <Card title={words.danger}>
            <div className="take-dangers">
              {danger('now')}
              {danger('weapon')}
              {danger('injury')}
              {danger('allegedPresent')}
            </div>
          </Card>
          <Card title={words.what}>
            <div className="take-part">
              <Textarea
                className="take-narrative"
                label={words.narrative}
                description={words.narrativeHint}
                value={typed.narrative}
                maxLength={8000}
                minRows={4}
                error={faults['/narrative']}
                onChange={(event) => set({ narrative: event.currentTarget.value })}
              />
              <div className="take-fields">
                <DayField
                  label={words.when}
                  value={typed.on}
                  onChange={(on) => set({ on })}
                  withShortcuts
                  noFuture
                  error={faults['/occurred/on']}
                />
                <TimeField
                  label={words.time}
                  value={typed.time}
                  onChange={(time) => set({ time })}
                  error={faults['/occurred/time']}
                />
                <FindField
                  label={words.where}
                  placeholder={words.wherePlaceholder}
                  typed={placeTyped}
                  onType={setPlaceTyped}
                  found={places}
                  chosen={place}
                  error={faults['/place/kato']}
                  onChoose={(value) => {
                    setPlace(places.find((one) => one.value === value) ?? place)
                    set({ kato: value })
                  }}
                />
                <TextInput
                  label={words.address}
                  placeholder={words.addressHint}
                  value={typed.address}
                  maxLength={300}
                  autoComplete="off"
                  error={faults['/place/address']}
                  onChange={(event) => set({ address: event.currentTarget.value })}
                />
              </div>
            </div>
          </Card>
          <Card title={words.affected}>
            <PersonFields
              value={typed.affected}
              faults={faults}
              faultsAt="/affected"
              onChange={(affected) => set({ affected })}
            />
          </Card>
          <Card title={words.alleged}>
            <PersonFields
              value={typed.alleged}
              faults={faults}
              faultsAt="/alleged"
              onChange={(alleged) => set({ alleged })}
            />
          </Card>
          <Card
            title={words.children}
            aside={typed.children.length || undefined}
            actions={
              <Button
                size="xs"
                leftSection={<Icon of={IconPlus} size="small" />}
                onClick={() => set({ children: [...typed.children, nobody] })}
                disabled={typed.children.length >= 12}
              >
                {words.addChild}
              </Button>
            }
          >
            <div className="take-part">
              {typed.children.map((child, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a child has no name yet to be known by.
                <div key={at} className="take-part">
                  <PersonFields
                    isChild
                    value={child}
                    faults={faults}
                    faultsAt={`/children/${at}`}
                    onChange={(changed) =>
                      set({
                        children: typed.children.map((one, other) =>
                          other === at ? changed : one,
                        ),
                      })
                    }
                  />
                  <div>
                    <Button
                      size="xs"
                      variant="subtle"
                      onClick={() =>
                        set({ children: typed.children.filter((_, other) => other !== at) })
                      }
                    >
                      {words.removeChild}
                    </Button>
                  </div>
                </div>
              ))}
            </div>
          </Card>
          <Card title={words.safe}>
            <div className="take-part">
              <div className="take-dangers">
                <FactToggle
                  question={words.mayContact}
                  value={typed.mayContact}
                  onChange={(mayContact) => set({ mayContact })}
                />
              </div>
              <div className="take-fields">
                <PhoneField
                  label={words.safePhone}
                  value={typed.safePhone}
                  error={faults['/safeContact/phone']}
                  onChange={(safePhone) => set({ safePhone })}
                />
                <TextInput
                  label={words.safeWhen}
                  placeholder={words.safeWhenHint}
                  value={typed.safeWhen}
                  maxLength={200}
                  autoComplete="off"
                  error={faults['/safeContact/when']}
                  onChange={(event) => set({ safeWhen: event.currentTarget.value })}
                />
              </div>
            </div>
          </Card>
          <CallFault error={submit.error} />
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
          disabled={report === null}
          loading={submit.isPending}
        >
          {words.submit}
        </Button>
        {report === null && <span className="missing">{words.missing}</span>}
        <SavingLine saving={saving} />
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
  const drafts = useQuery({ ...draftsQuery, enabled: draftId !== undefined, staleTime: 0 })
  const isReady = own.data !== undefined && (draftId === undefined || drafts.data !== undefined)
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
              draft={drafts.data?.items.find(({ id }) => id === draftId) ?? null}
              homePlace={{ value: place.kato, label: place.name[lang] }}
              threadId={threadId}
            />
          )
        }
      </QueryState>
    </>
  )
}
