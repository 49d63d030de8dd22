import { useState } from 'react'
import type { Examples } from '../examples.ts'
import { type AskedFact, type FactAnswer, FactQuestion } from './fact-question.tsx'

const inAll = (text: string) => ({ kk: text, ru: text, en: text })

const Live = ({ question }: { readonly question: AskedFact }) => {
  const [value, setValue] = useState<FactAnswer | undefined>(undefined)
  return (
    <FactQuestion
      question={question}
      value={value}
      isUnknown={value === null}
      onAnswer={setValue}
    />
  )
}

export const factQuestionExamples: Examples = {
  name: 'Fact question',
  states: {
    'yes or no, a choice, a day, a number': () => (
      <div>
        <Live
          question={{
            label: inAll('Действовал ли он умышленно?'),
            help: inAll('Со слов потерпевшей и свидетелей'),
            kind: 'yes-no',
            choices: [],
            fields: [],
          }}
        />
        <Live
          question={{
            label: inAll('Какой причинён вред?'),
            help: null,
            kind: 'choice',
            choices: [
              { value: 'pain', label: inAll('боль') },
              { value: 'light', label: inAll('лёгкий вред здоровью') },
            ],
            fields: [],
          }}
        />
        <Live
          question={{
            label: inAll('Когда это было?'),
            help: null,
            kind: 'day',
            choices: [],
            fields: [],
          }}
        />
        <Live
          question={{
            label: inAll('Сколько раз?'),
            help: null,
            kind: 'number',
            choices: [],
            fields: [],
          }}
        />
      </div>
    ),
  },
}
