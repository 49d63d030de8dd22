import { Button } from '@mantine/core'
import { IconUsers } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import {
  answerRegisterMatch,
  listRegisterMatches,
  type RegisterFile,
  type RegisterMatch,
} from '@umai/contract'
import { formatDay, formatInstant } from '@umai/words'
import { useState } from 'react'
import { useCommand, usePages } from '../../offline/query.ts'
import { useMay } from '../../offline/session.ts'
import { Card } from '../../ui/card/card.tsx'
import { Chip } from '../../ui/chip/chip.tsx'
import { EmptyState } from '../../ui/empty-state/empty-state.tsx'
import { CallFault } from '../../ui/error-panel/call-fault.tsx'
import { QueryState } from '../../ui/error-panel/query-state.tsx'
import { EvidenceBars, useReasons } from '../../ui/evidence/evidence.tsx'
import { useLanguage, useWords } from '../../ui/language/language.tsx'
import { Pager } from '../../ui/pager/pager.tsx'
import { type Likeness, Pips } from '../../ui/search-hit/search-hit.tsx'
import { Tabs } from '../../ui/tabs/tabs.tsx'
import { toast } from '../../ui/toast/toast.tsx'
import { registerWords } from '../words.ts'

const answers = ['same', 'different', 'unsure'] as const
const views = ['none', ...answers] as const

const Match = ({ of }: { readonly of: RegisterMatch }) => {
  const words = useWords(registerWords)
  const { lang } = useLanguage()
  const reasonsOf = useReasons()
  const may = useMay()
  const answer = useCommand(answerRegisterMatch, () => toast(words.answered))
  const born = (day: string | null) =>
    day === null ? words.noBirth : formatDay(day as Parameters<typeof formatDay>[0], lang)
  return (
    <li className="register-match">
      <div className="register-sides">
        <div>
          <div className="tiny quiet">{words.inRegister({ line: of.line })}</div>
          <div className="strong">{of.row.name}</div>
          <div className="small">
            {born(of.row.birthDate)}
            {of.row.number !== null && ` · № ${of.row.number}`}
            {(of.row.hasIin || of.row.hasPhone) && ` · ${words.hasNumbers}`}
          </div>
        </div>
        <div>
          <div className="tiny quiet">{words.inRecords}</div>
          {of.person.names.map((name) => {
            const text = [name.family, name.given, name.patronymic].filter(Boolean).join(' ')
            return (
              <div className="strong" key={text}>
                {may('read-cases') && of.person.cases.length > 0 ? (
                  <Link to="/people/$id" params={{ id: of.person.personId }}>
                    {text}
                  </Link>
                ) : (
                  text
                )}
              </div>
            )
          })}
          <div className="small">{born(of.person.birthDate)}</div>
        </div>
      </div>
      <div className="row register-reasons">
        <Pips likeness={of.likeness as Likeness} />
        {reasonsOf(of.evidence).map(({ kind, text, speaksFor }) => (
          <Chip key={kind} tone={speaksFor ? 'line' : 'soon'}>
            {text}
          </Chip>
        ))}
      </div>
      <details>
        <summary className="small">{words.weights}</summary>
        <EvidenceBars evidence={of.evidence} weight={of.weight} />
      </details>
      <fieldset className="register-answers">
        <legend className="unseen">
          {words.isSame} {of.row.name}
        </legend>
        {answers.map((one) => (
          <Button
            key={one}
            size="xs"
            variant={of.answer === one ? 'filled' : 'default'}
            aria-pressed={of.answer === one}
            loading={answer.isPending && answer.variables?.body.answer === one}
            onClick={() => answer.mutate({ params: { id: of.id }, body: { answer: one } })}
          >
            {words[one]}
          </Button>
        ))}
        {of.answeredBy !== null && of.answeredAt !== null && (
          <span className="tiny quiet">
            {words.answeredBy({
              name: of.answeredBy.name,
              at: formatInstant(of.answeredAt, lang),
            })}
          </span>
        )}
      </fieldset>
      <CallFault error={answer.error} />
    </li>
  )
}

/** Rows that may be of somebody known, to be looked at one by one; nothing is merged by an answer. */
export const MatchesCard = ({ of }: { readonly of: RegisterFile }) => {
  const words = useWords(registerWords)
  const [view, setView] = useState<(typeof views)[number]>('none')
  const matches = usePages(listRegisterMatches, {
    params: { id: of.id },
    query: { answer: view, limit: 25 },
  })
  if (of.found === 0)
    return (
      <Card title={words.matchesTitle}>
        <EmptyState icon={IconUsers} title={words.nobodyFound}>
          {words.nobodyFoundHint}
        </EmptyState>
      </Card>
    )
  return (
    <Card title={words.matchesTitle} aside={of.found} flush>
      <Tabs
        label={words.matchesTitle}
        chosen={view}
        onChoose={setView}
        tabs={views.map((id) => ({
          id,
          title: words[`answer-${id}`],
          ...(id === 'none' ? { count: of.unanswered } : {}),
        }))}
      />
      <QueryState query={matches} rows={3}>
        {({ items, total }) =>
          items.length === 0 ? (
            <EmptyState icon={IconUsers} title={words.noneLeft}>
              {words.noneLeftHint}
            </EmptyState>
          ) : (
            <>
              <ul className="register-matches">
                {items.map((match) => (
                  <Match key={match.id} of={match} />
                ))}
              </ul>
              <Pager
                shown={items.length}
                total={total}
                onMore={matches.more}
                isLoading={matches.isLoadingMore}
              />
            </>
          )
        }
      </QueryState>
    </Card>
  )
}
