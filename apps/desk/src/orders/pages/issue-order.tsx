import '../parts/order.css'
import { Button, Checkbox, Textarea } from '@mantine/core'
import { IconBan } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams, useRouter } from '@tanstack/react-router'
import { draftOrder, issueOrder, type OrderDraft } from '@umai/contract'
import { dayOf } from '@umai/words'
import { type FormEvent, useState } from 'react'
import { standingOf } from '../../cases/model.ts'
import { citationOf, reasonsOf, verdictOf } from '../../decisions/model.ts'
import { faultsByField } from '../../offline/problem.ts'
import { queryOf, useCommand } from '../../offline/query.ts'
import { Article } from '../../ui/article/article.tsx'
import { Card } from '../../ui/card/card.tsx'
import { Choice } from '../../ui/choice/choice.tsx'
import { useNow } from '../../ui/clock/now.tsx'
import { CallFault } from '../../ui/error-panel/call-fault.tsx'
import { QueryState } from '../../ui/error-panel/query-state.tsx'
import { Finding } from '../../ui/finding/finding.tsx'
import { useLanguage, useWords } from '../../ui/language/language.tsx'
import { LinkButton } from '../../ui/link-button/link-button.tsx'
import { Note } from '../../ui/note/note.tsx'
import { PageHead } from '../../ui/page-head/page-head.tsx'
import { ReasonTree } from '../../ui/reason-tree/reason-tree.tsx'
import { toast } from '../../ui/toast/toast.tsx'
import { orderWords } from '../words.ts'

const only = <One extends { readonly personId: string }>(people: readonly One[]): string | null =>
  people.length === 1 ? (people[0]?.personId ?? null) : null

/** Not refused: a fact is missing, and the law would answer if it were known. */
const isUndecided = ({ eligibility }: OrderDraft): boolean =>
  eligibility.some(({ state }) => state === 'open')

const IssueForm = ({ draft }: { readonly draft: OrderDraft }) => {
  const today = dayOf(new Date(useNow()).toISOString())
  const words = useWords(orderWords)
  const { lang } = useLanguage()
  const router = useRouter()
  const adults = draft.protectedPeople.filter(({ isMinor }) => !isMinor)
  const [earlier] = draft.unserved
  const [addresseeId, setAddresseeId] = useState(earlier?.addresseeId ?? only(draft.addressees))
  const [protectedId, setProtectedId] = useState(
    earlier?.protectedId ?? only(adults) ?? only(draft.protectedPeople),
  )
  const [also, setAlso] = useState<readonly string[]>(
    draft.protectedPeople.filter(({ isMinor }) => isMinor).map(({ personId }) => personId),
  )
  const [circumstances, setCircumstances] = useState(earlier?.circumstances ?? draft.circumstances)
  const [opinionHeeded, setOpinionHeeded] = useState(false)
  const [noDetentionGrounds, setNoDetentionGrounds] = useState(false)
  const issue = useCommand(issueOrder, (reply) => {
    toast(words.issuedDone({ number: reply.number }))
    void router.navigate({ to: '/orders/$id', params: { id: reply.id } })
  })
  const faults = faultsByField(issue.error, lang)
  const replaced = draft.unserved.find(
    (one) => one.addresseeId === addresseeId && one.protectedId === protectedId,
  )
  const isMissing =
    addresseeId === null ||
    protectedId === null ||
    circumstances.trim() === '' ||
    !noDetentionGrounds ||
    draft.incidentId === null
  const send = (event: FormEvent) => {
    event.preventDefault()
    if (addresseeId === null || protectedId === null || draft.incidentId === null || isMissing)
      return
    issue.mutate({
      params: { id: draft.caseId },
      body: {
        incidentId: draft.incidentId,
        addresseeId,
        protectedId,
        alsoProtectedIds: also.filter((one) => one !== protectedId),
        circumstances,
        opinionHeeded,
        noDetentionGrounds,
        ...(replaced === undefined ? {} : { replacesId: replaced.id }),
      },
    })
  }
  return (
    <form className="order-form" onSubmit={send} noValidate>
      <Choice
        label={words.chooseAddressee}
        value={addresseeId}
        onChange={setAddresseeId}
        options={draft.addressees.map((one) => ({ value: one.personId, label: one.name }))}
      />
      <Choice
        label={words.chooseProtected}
        value={protectedId}
        onChange={setProtectedId}
        options={draft.protectedPeople.map((one) => ({
          value: one.personId,
          label: one.isMinor ? `${one.name}, ${words.minor}` : one.name,
        }))}
      />
      {draft.protectedPeople.length > 1 && (
        <Checkbox.Group
          label={words.chooseAlso}
          value={[...also]}
          onChange={(chosen) => setAlso(chosen)}
        >
          <div className="stack">
            {draft.protectedPeople
              .filter((one) => one.personId !== protectedId)
              .map((one) => (
                <Checkbox
                  key={one.personId}
                  value={one.personId}
                  label={one.isMinor ? `${one.name}, ${words.minor}` : one.name}
                />
              ))}
          </div>
        </Checkbox.Group>
      )}
      <Textarea
        label={words.circumstances}
        value={circumstances}
        maxLength={4000}
        minRows={5}
        error={faults['/circumstances']}
        onChange={(event) => setCircumstances(event.currentTarget.value)}
      />
      <div className="stack">
        {draft.asksOpinion && (
          <Checkbox
            label={words.opinion}
            checked={opinionHeeded}
            onChange={(event) => setOpinionHeeded(event.currentTarget.checked)}
          />
        )}
        <Checkbox
          label={words.noDetention}
          checked={noDetentionGrounds}
          onChange={(event) => setNoDetentionGrounds(event.currentTarget.checked)}
        />
      </div>
      <p className="small quiet">
        {words.willBe}: {words.termDays({ count: draft.termDays })}
        {draft.checkEveryDays !== null && `, ${words.checkEvery({ count: draft.checkEveryDays })}`}{' '}
        <Article citation={citationOf(draft.citation, lang, today)} />
      </p>
      {replaced && <Note tone="soon">{words.willReplace({ number: replaced.number })}</Note>}
      <CallFault error={issue.error} />
      <div className="form-foot">
        <Button type="submit" variant="filled" disabled={isMissing} loading={issue.isPending}>
          {words.issue}
        </Button>
        <LinkButton to="/cases/$id" params={{ id: draft.caseId }} variant="subtle">
          {words.cancel}
        </LinkButton>
        {isMissing && <span className="missing">{words.missingIssue}</span>}
      </div>
    </form>
  )
}

export const IssueOrderPage = () => {
  const today = dayOf(new Date(useNow()).toISOString())
  const words = useWords(orderWords)
  const { lang } = useLanguage()
  const { id } = useParams({ strict: false }) as { id: string }
  const draft = useQuery({
    ...queryOf(draftOrder, { params: { id } }),
    staleTime: Number.POSITIVE_INFINITY,
  })
  return (
    <>
      <PageHead
        tab={words.issueTitle}
        title={words.issueTitle}
        sub={words.issueAbout}
        trail={[
          <Link key="case" to="/cases/$id" params={{ id }}>
            {draft.data?.caseNumber ?? words.backToCase}
          </Link>,
        ]}
      />
      <QueryState query={draft} rows={6}>
        {(shown) => (
          <div className="page-body">
            <div className="order-columns">
              <div className="stack">
                {!shown.mayIssue && (
                  <Note tone={isUndecided(shown) ? 'doubt' : 'late'} icon={IconBan}>
                    <b>{isUndecided(shown) ? words.factsMissing : words.mayNot}</b>
                    <ul>
                      {shown.refusals.map((refusal) => (
                        <li key={refusal.text.en}>
                          {refusal.text[lang]}{' '}
                          {refusal.citation && (
                            <Article citation={citationOf(refusal.citation, lang, today)} />
                          )}
                        </li>
                      ))}
                    </ul>
                  </Note>
                )}
                {!shown.mayIssue && isUndecided(shown) && (
                  <div>
                    <LinkButton to="/cases/$id/law" params={{ id }} variant="filled">
                      {words.fillFacts}
                    </LinkButton>
                  </div>
                )}
                {shown.mayIssue && (
                  <Card>
                    <IssueForm draft={shown} />
                  </Card>
                )}
              </div>
              <Card title={words.eligibility} flush>
                {shown.eligibility.map((finding) => (
                  <Finding
                    key={finding.id}
                    value={verdictOf(finding)}
                    title={finding.title[lang]}
                    standing={standingOf(finding, lang)}
                    articles={<Article citation={citationOf(finding.citation, lang, today)} />}
                  >
                    {finding.reasons.length > 0 ? (
                      <ReasonTree reasons={reasonsOf(finding.reasons, lang)} />
                    ) : undefined}
                  </Finding>
                ))}
              </Card>
            </div>
          </div>
        )}
      </QueryState>
    </>
  )
}
