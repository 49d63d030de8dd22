import { Button, Checkbox, Select, Textarea } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import {
  acceptReferral,
  type Case,
  type FieldClass,
  fieldClasses,
  listCaseDuties,
  listCaseReferrals,
  type Referral,
  type ReferralKind,
  readCase,
  referCase,
  takeNoteOfNotice,
} from '@umai/contract'
import { dayOf, formatInstant } from '@umai/words'
import { type FormEvent, useState } from 'react'
import { citationOf } from '../../decisions/model.ts'
import { queryOf, useCommand } from '../../offline/query.ts'
import { useSearch } from '../../offline/search.ts'
import { Article } from '../../ui/article/article.tsx'
import { Card } from '../../ui/card/card.tsx'
import { Chip } from '../../ui/chip/chip.tsx'
import { Choice } from '../../ui/choice/choice.tsx'
import { Clock } from '../../ui/clock/clock.tsx'
import { CallFault } from '../../ui/error-panel/call-fault.tsx'
import { QueryState } from '../../ui/error-panel/query-state.tsx'
import { FindField, type Found } from '../../ui/find-field/find-field.tsx'
import { useLanguage, useWords } from '../../ui/language/language.tsx'
import { LinkButton } from '../../ui/link-button/link-button.tsx'
import { Note } from '../../ui/note/note.tsx'
import { PageHead } from '../../ui/page-head/page-head.tsx'
import { toast } from '../../ui/toast/toast.tsx'
import { toneOfReferral } from '../model.ts'
import { EndDialog, RecallDialog, RefuseDialog } from '../parts/referral-dialogs.tsx'
import {
  fieldClassNames,
  outcomeNames,
  referralKindNames,
  referralWords,
  refusalNames,
} from '../words.ts'

/** What a refused referral asked for is asked again elsewhere without ticking it anew. */
type Again = Pick<Referral, 'kind' | 'fieldClasses' | 'basis' | 'note'> & {
  readonly article: string | null
}

const SendForm = ({ of, again }: { readonly of: Case; readonly again: Again | null }) => {
  const words = useWords(referralWords)
  const classNames = useWords(fieldClassNames)
  const { lang } = useLanguage()
  const duties = useQuery(queryOf(listCaseDuties, { params: { id: of.id } }))
  const [kind, setKind] = useState<ReferralKind>(again?.kind ?? 'referral')
  const [typed, setTyped] = useState('')
  const [unit, setUnit] = useState<Found | null>(null)
  const [classes, setClasses] = useState<readonly string[]>(again?.fieldClasses ?? [])
  const [basis, setBasis] = useState<'consent' | 'law' | null>(again?.basis ?? null)
  const [article, setArticle] = useState<string | null>(again?.article ?? null)
  const [note, setNote] = useState(again?.note ?? '')
  const units = useSearch(typed, ['unit']).map((hit) => ({
    value: hit.id,
    label: hit.subtitle ? `${hit.title[lang]}, ${hit.subtitle[lang]}` : hit.title[lang],
  }))
  const send = useCommand(referCase, () => {
    toast(words.sending)
    setUnit(null)
    setTyped('')
  })
  const articles = [
    ...new Map(
      (duties.data?.items ?? []).flatMap(({ citation }) =>
        citation === null
          ? []
          : [[citation.ref, `${citation.label[lang]} · ${citation.act[lang]}`]],
      ),
    ),
  ].map(([value, label]) => ({ value, label }))
  const isMissing =
    unit === null ||
    (kind !== 'hand-over' && classes.length === 0) ||
    basis === null ||
    (basis === 'law' && article === null)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (unit === null || basis === null || isMissing) return
    send.mutate({
      params: { id: of.id },
      body: {
        kind,
        toUnitId: unit.value,
        fieldClasses: kind === 'hand-over' ? [...fieldClasses] : ([...classes] as FieldClass[]),
        basis,
        article: basis === 'law' ? article : null,
        note: note.trim() === '' ? null : note,
        dutyId: null,
      },
    })
  }
  return (
    <form onSubmit={submit} noValidate>
      <Card title={words.send} id="send">
        <div className="stack">
          <Choice
            label={words.what}
            value={kind}
            onChange={setKind}
            options={(['referral', 'hand-over', 'notice'] as const).map((one) => ({
              value: one,
              label: words[`what-${one}`],
            }))}
          />
          <FindField
            label={words.toUnit}
            placeholder={words.unitPlaceholder}
            typed={typed}
            onType={setTyped}
            found={units}
            chosen={unit}
            onChoose={(value) => setUnit(units.find((one) => one.value === value) ?? unit)}
          />
          {kind !== 'hand-over' && (
            <Checkbox.Group
              label={words.fields}
              description={words.fieldsHint}
              value={[...classes]}
              onChange={setClasses}
            >
              <div className="stack">
                {fieldClasses.map((one) => (
                  <Checkbox key={one} value={one} label={classNames[one]} />
                ))}
              </div>
            </Checkbox.Group>
          )}
          <Choice
            label={words.basis}
            value={basis}
            onChange={setBasis}
            options={[
              { value: 'consent', label: words.consent },
              { value: 'law', label: words.law },
            ]}
          />
          {basis === 'law' &&
            (articles.length === 0 ? (
              <Note tone="soon">{words.noArticle}</Note>
            ) : (
              <Select
                label={words.article}
                description={words.articleHint}
                value={article}
                onChange={setArticle}
                data={articles}
                searchable
              />
            ))}
          <Textarea
            label={words.note}
            value={note}
            maxLength={2000}
            minRows={2}
            autosize
            onChange={(event) => setNote(event.currentTarget.value)}
          />
          <CallFault error={send.error} />
          <div className="form-foot">
            <Button type="submit" variant="filled" disabled={isMissing} loading={send.isPending}>
              {words.submit}
            </Button>
            <LinkButton to="/cases/$id" params={{ id: of.id }} variant="subtle">
              {words.cancel}
            </LinkButton>
            {isMissing && <span className="missing">{words.missing}</span>}
          </div>
        </div>
      </Card>
    </form>
  )
}

const One = ({
  of,
  onAgain,
}: {
  readonly of: Referral
  readonly onAgain: (again: Again) => void
}) => {
  const words = useWords(referralWords)
  const kinds = useWords(referralKindNames)
  const classNames = useWords(fieldClassNames)
  const refusals = useWords(refusalNames)
  const outcomes = useWords(outcomeNames)
  const { lang } = useLanguage()
  const navigate = useNavigate()
  const [open, setOpen] = useState<'refuse' | 'recall' | 'end' | null>(null)
  const accept = useCommand(acceptReferral, () => toast(words.acceptedDone))
  const note = useCommand(takeNoteOfNotice, () => toast(words.notedDone))
  const close = () => setOpen(null)
  const leave = () => void navigate({ to: '/referrals' })
  return (
    <Card
      title={of.to.name[lang]}
      aside={kinds[of.kind]}
      actions={<Chip tone={toneOfReferral(of)}>{of.isLate ? words.late : words[of.state]}</Chip>}
    >
      <div className="stack">
        {of.state === 'sent' && (
          <Clock
            clock={{ state: 'open', startedAt: of.sentAt, dueAt: of.answerBy, unit: 'hours' }}
            size="row"
          />
        )}
        {of.note !== null && <p className="case-narrative">{of.note}</p>}
        <p className="small quiet">
          {of.from.name[lang]} ·{' '}
          {words.sentBy({ name: of.sentBy.name, at: formatInstant(of.sentAt, lang) })}
          <br />
          {words.shows}: {of.fieldClasses.map((one) => classNames[one]).join(', ')}
          <br />
          {words.basis}: {of.basis === 'consent' ? words.consent : words.law}{' '}
          {of.citation && <Article citation={citationOf(of.citation, lang, dayOf(of.sentAt))} />}
          {of.answeredAt !== null && of.answeredBy !== null && (
            <>
              <br />
              {(of.state === 'refused' ? words.answeredRefused : words.answered)({
                name: of.answeredBy.name,
                at: formatInstant(of.answeredAt, lang),
              })}
            </>
          )}
        </p>
        {of.refusal !== null && (
          <Note tone="doubt">
            {refusals[of.refusal]}
            {of.answerNote !== null && <span className="under">{of.answerNote}</span>}
          </Note>
        )}
        {of.outcome !== null && (
          <Note tone="done">
            {outcomes[of.outcome]}
            {of.answerNote !== null && <span className="under">{of.answerNote}</span>}
          </Note>
        )}
        <CallFault error={accept.error ?? note.error} />
        <div className="row no-print">
          {of.may.answer && of.kind === 'notice' && (
            <Button
              size="xs"
              variant="filled"
              loading={note.isPending}
              onClick={() => note.mutate({ params: { id: of.id } })}
            >
              {words.takeNote}
            </Button>
          )}
          {of.may.answer && of.kind !== 'notice' && (
            <>
              <Button
                size="xs"
                variant="filled"
                loading={accept.isPending}
                onClick={() => accept.mutate({ params: { id: of.id }, body: { userId: null } })}
              >
                {words.accept}
              </Button>
              <Button size="xs" onClick={() => setOpen('refuse')}>
                {words.refuse}
              </Button>
            </>
          )}
          {of.may.end && (
            <Button size="xs" onClick={() => setOpen('end')}>
              {words.end}
            </Button>
          )}
          {of.may.recall && (
            <Button size="xs" variant="subtle" onClick={() => setOpen('recall')}>
              {words.recall}
            </Button>
          )}
          {of.state === 'refused' && (
            <Button size="xs" onClick={() => onAgain({ ...of, article: of.citation?.ref ?? null })}>
              {words.elsewhere}
            </Button>
          )}
        </div>
        {open === 'refuse' && <RefuseDialog of={of} onClose={close} onDone={leave} />}
        {open === 'recall' && <RecallDialog of={of} onClose={close} onDone={close} />}
        {open === 'end' && <EndDialog of={of} onClose={close} onDone={leave} />}
      </div>
    </Card>
  )
}

export const CaseReferralsPage = () => {
  const words = useWords(referralWords)
  const { id } = useParams({ strict: false }) as { id: string }
  const query = useQuery(queryOf(readCase, { params: { id } }))
  const referrals = useQuery(queryOf(listCaseReferrals, { params: { id } }))
  const leads = query.data?.may.lead !== false
  const title = leads ? words.caseTitle : words.title
  const [again, setAgain] = useState<{ readonly what: Again; readonly turn: number } | null>(null)
  const sendAgain = (what: Again) => {
    setAgain({ what, turn: (again?.turn ?? 0) + 1 })
    document.getElementById('send')?.scrollIntoView()
  }
  return (
    <>
      <PageHead
        tab={title}
        title={title}
        sub={leads ? words.caseAbout : undefined}
        trail={[
          <Link key="case" to="/cases/$id" params={{ id }}>
            {query.data?.number ?? words.case}
          </Link>,
        ]}
      />
      <div className="page-body">
        <div className="form-width stack">
          <QueryState query={referrals} rows={4}>
            {({ items }) =>
              items.length === 0 ? (
                <p className="small quiet">{words.none}</p>
              ) : (
                items.map((one) => <One key={one.id} of={one} onAgain={sendAgain} />)
              )
            }
          </QueryState>
          <QueryState query={query} rows={4}>
            {(shown) =>
              shown.may.lead && (
                <SendForm key={again?.turn ?? 0} of={shown} again={again?.what ?? null} />
              )
            }
          </QueryState>
        </div>
      </div>
    </>
  )
}
