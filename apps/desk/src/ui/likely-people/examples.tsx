import type { LikelyPerson } from '@umai/contract'
import { useState } from 'react'
import type { Examples } from '../examples.ts'
import { type Answered, LikelyPeople } from './likely-people.tsx'

const people: readonly LikelyPerson[] = [
  {
    personId: 'a',
    name: 'Әсел А.',
    birthYear: 1992,
    sex: 'female',
    likeness: 5,
    weight: 16.2,
    evidence: [
      { kind: 'born-same', weight: 14.4 },
      { kind: 'surname-ending', weight: 6.5 },
      { kind: 'given-sound', weight: 9.6 },
      { kind: 'start', weight: -15.3 },
    ],
  },
  {
    personId: 'b',
    name: 'Айсұлу А.',
    birthYear: null,
    sex: 'female',
    likeness: 2,
    weight: -3,
    evidence: [
      { kind: 'surname-same', weight: 9.8 },
      { kind: 'given-alike', weight: 3.2 },
      { kind: 'phone-other', weight: -1.1 },
      { kind: 'start', weight: -15.3 },
    ],
  },
]

const Asked = () => {
  const [answered, setAnswered] = useState<Answered>({ a: 'same' })
  return <LikelyPeople people={people} answered={answered} onAnswer={setAnswered} />
}

export const likelyPeopleExamples: Examples = {
  name: 'Likely people',
  states: { 'answered and not yet': () => <Asked /> },
}
