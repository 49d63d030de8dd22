import { Button, Checkbox } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams, useRouter } from '@tanstack/react-router'
import {
  type Acknowledgement,
  acknowledgements,
  type Case,
  type ExplanationWay,
  explainRights,
  explanationWays,
  type Lang,
  listRightsExplained,
  listRightTopics,
  type RightTopic,
  readCase,
} from '@umai/contract'
import { dayOf, formatInstant } from '@umai/words'
import { type FormEvent, useState } from 'react'
import { citationOf } from '../../decisions/model.ts'
import { queryOf, useCommand } from '../../offline/query.ts'
import { Article } from '../../ui/article/article.tsx'
import { Card } from '../../ui/card/card.tsx'
import { Choice } from '../../ui/choice/choice.tsx'
import { useNow } from '../../ui/clock/now.tsx'
import { CallFault } from '../../ui/error-panel/call-fault.tsx'
import { QueryState } from '../../ui/error-panel/query-state.tsx'
import { useLanguage, useWords } from '../../ui/language/language.tsx'
import { LinkButton } from '../../ui/link-button/link-button.tsx'
import { MomentFields, useMoment } from '../../ui/moment-fields/moment-fields.tsx'
import { PageHead } from '../../ui/page-head/page-head.tsx'
import { PrintButton } from '../../ui/print/print-button.tsx'
import { toast } from '../../ui/toast/toast.tsx'
import { rightsWords } from '../words.ts'

const ExplainForm = ({
  of,
  topics,
}: {
  readonly of: Case
  readonly topics: readonly RightTopic[]
}) => {
  const words = useWords(rightsWords)
  const { lang } = useLanguage()
  const router = useRouter()
  const people = of.people.filter(({ role }) => role === 'affected' || role === 'child')
  const [personId, setPersonId] = useState(people[0]?.personId ?? null)
  const [chosen, setChosen] = useState<readonly string[]>([])
  const [language, setLanguage] = useState<Lang>(lang)
  const [way, setWay] = useState<ExplanationWay | null>(null)
  const [acknowledged, setAcknowledged] = useState<Acknowledgement | null>(null)
  const now = useNow()
  const today = dayOf(new Date(now).toISOString())
  const moment = useMoment(now)
  const explain = useCommand(explainRights, () => {
    toast(words.saved)
    void router.navigate({ to: '/cases/$id', params: { id: of.id } })
  })
  const isMissing =
    personId === null ||
    chosen.length === 0 ||
    way === null ||
    acknowledged === null ||
    !moment.isSaid
  const send = (event: FormEvent) => {
    event.preventDefault()
    const at = moment.instant()
    if (personId === null || way === null || acknowledged === null || at === null || isMissing)
      return
    explain.mutate({
      params: { id: of.id },
      body: { personId, topics: [...chosen], lang: language, way, acknowledged, at },
    })
  }
  return (
    <form className="stack no-print" onSubmit={send} noValidate>
      <Card
        title={words.topics}
        aside={`${chosen.length} / ${topics.length}`}
        actions={
          <Button size="xs" onClick={() => setChosen(topics.map((topic) => topic.id))}>
            {words.all}
          </Button>
        }
      >
        <Checkbox.Group
          value={[...chosen]}
          onChange={(ids) => setChosen(ids)}
          aria-label={words.topics}
        >
          <div className="stack">
            {topics.map((topic) => (
              <div key={topic.id}>
                <Checkbox value={topic.id} label={topic.text[lang]} />
                {topic.citation && (
                  <span className="indented">
                    <Article citation={citationOf(topic.citation, lang, today)} />
                  </span>
                )}
              </div>
            ))}
          </div>
        </Checkbox.Group>
      </Card>
      <Card>
        <div className="stack">
          <Choice
            label={words.whom}
            value={personId}
            onChange={setPersonId}
            options={people.map((person) => ({ value: person.personId, label: person.name }))}
          />
          <Choice
            label={words.language}
            value={language}
            onChange={setLanguage}
            options={[
              { value: 'kk', label: 'Қазақша' },
              { value: 'ru', label: 'Русский' },
              { value: 'en', label: 'English' },
            ]}
          />
          <Choice
            label={words.way}
            value={way}
            onChange={setWay}
            options={explanationWays.map((one) => ({ value: one, label: words[one] }))}
          />
          <Choice
            label={words.acknowledged}
            value={acknowledged}
            onChange={setAcknowledged}
            options={acknowledgements.map((one) => ({
              value: one,
              label: one === 'spoken' ? words['ack-spoken'] : words[one],
            }))}
          />
          <MomentFields label={words.at} timeLabel={words.time} moment={moment} />
        </div>
      </Card>
      <CallFault error={explain.error} />
      <div className="form-foot">
        <Button type="submit" variant="filled" disabled={isMissing} loading={explain.isPending}>
          {words.save}
        </Button>
        <LinkButton to="/cases/$id" params={{ id: of.id }} variant="subtle">
          {words.cancel}
        </LinkButton>
        {isMissing && <span className="missing">{words.missing}</span>}
      </div>
    </form>
  )
}

export const ExplainRightsPage = () => {
  const words = useWords(rightsWords)
  const { lang } = useLanguage()
  const { id } = useParams({ strict: false }) as { id: string }
  const query = useQuery(queryOf(readCase, { params: { id } }))
  const topics = useQuery(queryOf(listRightTopics, { params: { id } }))
  const earlier = useQuery(queryOf(listRightsExplained, { params: { id } }))
  return (
    <>
      <PageHead
        tab={words.title}
        title={words.title}
        sub={words.about}
        actions={<PrintButton isSign />}
        trail={[
          <Link key="case" to="/cases/$id" params={{ id }}>
            {query.data?.number ?? words.case}
          </Link>,
        ]}
      />
      <div className="page-body">
        <div className="form-width stack">
          <QueryState query={query} rows={2}>
            {(shown) => (
              <QueryState query={topics} rows={6}>
                {({ items }) => <ExplainForm of={shown} topics={items} />}
              </QueryState>
            )}
          </QueryState>
          {earlier.data && earlier.data.items.length > 0 && (
            <Card title={words.earlier} aside={earlier.data.items.length}>
              <div className="stack">
                {earlier.data.items.map((one) => (
                  <div key={one.id} className="small">
                    <b className="strong">{one.personName}</b> · {words[one.way]},{' '}
                    {one.acknowledged === 'spoken' ? words['ack-spoken'] : words[one.acknowledged]}
                    <span className="under">
                      {words.by({ name: one.by.name, at: formatInstant(one.at, lang) })}
                    </span>
                    <ul>
                      {one.topics.map((topic) => (
                        <li key={topic.id}>{topic.text[lang]}</li>
                      ))}
                    </ul>
                  </div>
                ))}
              </div>
            </Card>
          )}
        </div>
      </div>
    </>
  )
}
