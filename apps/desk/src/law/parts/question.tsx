import { Button, Select, TextInput } from '@mantine/core'
import { IconHelpCircle } from '@tabler/icons-react'
import type { LawFact, LawQuestion } from '@umai/contract'
import type { Lang } from '@umai/words'
import { type ReactNode, useState } from 'react'
import { Choice } from '../../ui/choice/choice.tsx'
import { DayField } from '../../ui/day-field/day-field.tsx'
import { Entries, type Entry, entriesOf } from '../../ui/entries/entries.tsx'
import { entriesWords } from '../../ui/entries/words.ts'
import { FactToggle } from '../../ui/fact-toggle/fact-toggle.tsx'
import { Icon } from '../../ui/icon/icon.tsx'
import { useLanguage, useWords } from '../../ui/language/language.tsx'
import { inquiryWords } from '../inquiry-words.ts'
import { ArticleLink } from './article-link.tsx'

export type Given = boolean | number | string | { state: 'declined' } | Entry[]
export const declined: Given = { state: 'declined' }

const NumberAnswer = ({
  fact,
  onAnswer,
}: {
  readonly fact: LawFact
  readonly onAnswer: (value: Given) => void
}) => {
  const words = useWords(inquiryWords)
  const { lang } = useLanguage()
  const [typed, setTyped] = useState('')
  const number = Number(typed)
  const { min, max } = fact
  const isWrong =
    typed !== '' && (!Number.isInteger(number) || number < (min ?? 0) || number > (max ?? 1e9))
  return (
    <form
      className="row"
      onSubmit={(event) => {
        event.preventDefault()
        if (typed !== '' && !isWrong) onAnswer(number)
      }}
    >
      <TextInput
        aria-label={fact.question[lang]}
        inputMode="numeric"
        value={typed}
        maxLength={9}
        autoComplete="off"
        error={isWrong ? words.wrongNumber({ min: min ?? 0, max: max ?? '…' }) : undefined}
        onChange={(event) => setTyped(event.currentTarget.value.replace(/[^\d]/g, ''))}
      />
      <Button type="submit" disabled={typed === '' || isWrong}>
        {words.answer}
      </Button>
    </form>
  )
}

const FEW_CHOICES = 8

const fieldsOf = ({ fields }: LawFact, lang: Lang) =>
  fields.map(({ name, title, kind, choices }) => ({
    name,
    label: title[lang],
    isDay: kind === 'date',
    choices: choices.map(({ value, label }) => ({ value, label: label[lang] })),
  }))

/** A fact that may still matter, answered in the list and out of turn. */
export const FactQuestion = ({
  fact,
  value,
  onAnswer,
}: {
  readonly fact: LawFact
  readonly value?: Given | undefined
  readonly onAnswer: (value: Given) => void
}) => {
  const entries = useWords(entriesWords)
  const words = useWords(inquiryWords)
  const { lang } = useLanguage()
  const label = fact.question[lang]
  const isUnknown = typeof value === 'object' && !Array.isArray(value)
  switch (fact.kind) {
    case 'yesno':
      return (
        <FactToggle
          question={label}
          hint={fact.help?.[lang]}
          value={value === true ? 'yes' : value === false ? 'no' : isUnknown ? 'unknown' : null}
          onChange={(answer) => onAnswer(answer === 'unknown' ? declined : answer === 'yes')}
        />
      )
    case 'choice': {
      const options = [
        ...fact.choices.map((choice) => ({ value: choice.value, label: choice.label[lang] })),
        { value: '', label: words.unknownAnswer },
      ]
      const chosen = isUnknown ? '' : typeof value === 'string' ? value : null
      const give = (answer: string | null) => {
        if (answer !== null) onAnswer(answer === '' ? declined : answer)
      }
      return (
        <div className="card-body">
          {options.length > FEW_CHOICES ? (
            <Select label={label} searchable value={chosen} onChange={give} data={options} />
          ) : (
            <Choice label={label} value={chosen} onChange={give} options={options} />
          )}
        </div>
      )
    }
    case 'number':
      return (
        <div className="card-body stack">
          <span className="small">{label}</span>
          <div className="row">
            <NumberAnswer fact={fact} onAnswer={onAnswer} />
            <Button onClick={() => onAnswer(declined)}>{words.unknownAnswer}</Button>
          </div>
        </div>
      )
    case 'date':
      return (
        <div className="card-body">
          <DayField
            label={label}
            value={null}
            onChange={(day) => {
              if (day !== null) onAnswer(day)
            }}
          />
        </div>
      )
    case 'list':
      return (
        <div className="card-body stack">
          <Choice
            label={label}
            value={
              isUnknown ? 'unknown' : Array.isArray(value) && value.length === 0 ? 'none' : null
            }
            onChange={(answer) => onAnswer(answer === 'none' ? [] : declined)}
            options={[
              { value: 'none', label: words.noneOfThem },
              { value: 'unknown', label: words.unknownAnswer },
            ]}
          />
          <details>
            <summary>{entries.write}</summary>
            <Entries
              label={label}
              fields={fieldsOf(fact, lang)}
              value={entriesOf(value)}
              onAnswer={onAnswer}
            />
          </details>
        </div>
      )
  }
}

const Answer = ({
  title,
  onClick,
  children,
}: {
  readonly title: string
  readonly onClick: () => void
  readonly children?: ReactNode
}) => (
  <button type="button" className="ask-answer" onClick={onClick}>
    <b>{title}</b>
    {children}
  </button>
)

/** The question whose answer decides something next, with what each answer would bring. */
export const NextQuestion = ({
  question,
  on,
  left,
  isBusy,
  onAnswer: give,
}: {
  readonly question: LawQuestion
  readonly on: string
  readonly left: number
  /** The answer before is still being worked out; a second press would answer a question not yet asked. */
  readonly isBusy: boolean
  readonly onAnswer: (value: Given) => void
}) => {
  const words = useWords(inquiryWords)
  const { lang } = useLanguage()
  const onAnswer = (value: Given) => {
    if (!isBusy) give(value)
  }
  const brings = (outcome: LawQuestion['outcomes'][number] | undefined) =>
    outcome && (
      <>
        <span>{outcome.isDecided ? words.decides : words.stillOpen}:</span>
        <span className="law-name">
          {outcome.possible.map((one) => one[lang]).join(' · ')}
          {outcome.more > 0 && ` · ${words.more({ count: outcome.more })}`}
        </span>
      </>
    )
  const outcomeOf = (value: unknown) =>
    question.outcomes.find((one) => one.value === value || one.group.includes(String(value)))
  return (
    <section className="card ask-card" aria-live="polite">
      <div className="card-body">
        <div className="row ask-kicker">
          <Icon of={IconHelpCircle} size="small" />
          <span>{words.question}</span>
          <span className="faint">{words.questionOf({ title: question.decisionTitle[lang] })}</span>
          {left > 0 && <span className="faint">{words.left({ count: left })}</span>}
        </div>
        <h2 className="ask-question">{question.question[lang]}</h2>
        {question.help && <p className="small quiet">{question.help[lang]}</p>}
        {question.because.length > 0 && (
          <p className="small quiet">
            {words.because}:{' '}
            {question.because.map((one, at) => (
              <span key={one.ref}>
                {at > 0 && ', '}
                <ArticleLink article={one.article} on={on}>
                  {one.label[lang]}
                </ArticleLink>
              </span>
            ))}
          </p>
        )}
        {(question.kind === 'number' || question.kind === 'date') && (
          <div className="ask-field">
            {question.kind === 'number' ? (
              <NumberAnswer key={question.name} fact={question} onAnswer={onAnswer} />
            ) : (
              <DayField
                key={question.name}
                label={words.day}
                value={null}
                onChange={(day) => {
                  if (day !== null) onAnswer(day)
                }}
              />
            )}
          </div>
        )}
        <div className="ask-answers">
          {question.kind === 'yesno' && (
            <>
              <Answer title={words.yes} onClick={() => onAnswer(true)}>
                {brings(outcomeOf(true))}
              </Answer>
              <Answer title={words.no} onClick={() => onAnswer(false)}>
                {brings(outcomeOf(false))}
              </Answer>
            </>
          )}
          {question.kind === 'choice' &&
            question.choices.map((choice) => (
              <Answer
                key={choice.value}
                title={choice.label[lang]}
                onClick={() => onAnswer(choice.value)}
              >
                {brings(outcomeOf(choice.value))}
              </Answer>
            ))}
          {question.kind === 'list' && (
            <Answer title={words.noneOfThem} onClick={() => onAnswer([])}>
              {brings(question.outcomes[0])}
            </Answer>
          )}
          <Answer title={words.unknownAnswer} onClick={() => onAnswer(declined)}>
            <span>{words.unknownHint}</span>
          </Answer>
        </div>
        {question.kind === 'list' && (
          <Entries
            key={question.name}
            label={question.question[lang]}
            fields={fieldsOf(question, lang)}
            value={[]}
            onAnswer={onAnswer}
          />
        )}
      </div>
    </section>
  )
}
