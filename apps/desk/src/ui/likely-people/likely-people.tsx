import './likely-people.css'
import { type LikelyPerson, type MatchAnswer, matchAnswers } from '@umai/contract'
import { Avatar } from '../avatar/avatar.tsx'
import { Chip } from '../chip/chip.tsx'
import { Choice } from '../choice/choice.tsx'
import { EvidenceBars, useReasons } from '../evidence/evidence.tsx'
import { useWords } from '../language/language.tsx'
import { type Likeness, SearchHit } from '../search-hit/search-hit.tsx'
import { likelyPeopleWords } from './words.ts'

export type Answered = Readonly<Record<string, MatchAnswer>>

/** One person at most is the same; saying so of another takes it back of the first. */
export const answering = (answered: Answered, personId: string, answer: MatchAnswer): Answered => ({
  ...(answer === 'same'
    ? Object.fromEntries(
        Object.entries(answered).map(([id, one]) => [id, one === 'same' ? 'different' : one]),
      )
    : answered),
  [personId]: answer,
})

/** Whom the answers name as the same, if anybody. */
export const recognised = (answered: Answered): string | null =>
  Object.entries(answered).find(([, answer]) => answer === 'same')?.[0] ?? null

/** Whether somebody very alike is still without an answer: nobody is written down a second time by oversight. */
export const isUnanswered = (people: readonly LikelyPerson[], answered: Answered): boolean =>
  recognised(answered) === null &&
  people.some(({ personId, likeness }) => likeness >= 4 && answered[personId] === undefined)

export const answersOf = (answered: Answered) =>
  Object.entries(answered).map(([personId, answer]) => ({ personId, answer }))

/** People who may be meant, each with reasons in words, the weights on demand, and three answers. */
export const LikelyPeople = ({
  people,
  answered,
  onAnswer,
}: {
  readonly people: readonly LikelyPerson[]
  readonly answered: Answered
  readonly onAnswer: (answered: Answered) => void
}) => {
  const words = useWords(likelyPeopleWords)
  const reasonsOf = useReasons()
  return (
    <ul className="likely-people">
      {people.map((person) => (
        <li key={person.personId}>
          <SearchHit
            lead={<Avatar name={person.name} size="large" />}
            title={person.name}
            under={
              person.birthYear === null ? words.noYear : words.born({ year: person.birthYear })
            }
            likeness={person.likeness as Likeness}
            reasons={reasonsOf(person.evidence).map(({ kind, text, speaksFor }) => (
              <Chip key={kind} tone={speaksFor ? 'line' : 'soon'}>
                {text}
              </Chip>
            ))}
          />
          <details className="likely-why">
            <summary>{words.why}</summary>
            <EvidenceBars evidence={person.evidence} weight={person.weight} />
          </details>
          <Choice
            label={words.isSame({ name: person.name })}
            value={answered[person.personId] ?? null}
            onChange={(answer) => onAnswer(answering(answered, person.personId, answer))}
            options={matchAnswers.map((answer) => ({ value: answer, label: words[answer] }))}
          />
        </li>
      ))}
    </ul>
  )
}
