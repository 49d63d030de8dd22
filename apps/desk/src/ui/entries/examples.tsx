import { useState } from 'react'
import type { Examples } from '../examples.ts'
import { Entries, type Entry } from './entries.tsx'

const fields = [
  {
    name: 'article',
    label: 'бап',
    isDay: false,
    choices: [{ value: 'kz/cao/73', label: 'ӘҚБтК 73' }],
  },
  { name: 'imposed', label: 'жаза қолданылған күн', isDay: true, choices: [] },
]

const Live = ({ value }: { readonly value: readonly Entry[] }) => {
  const [given, setGiven] = useState(value)
  return (
    <>
      <Entries label="Бұрынғы жазалар" fields={fields} value={value} onAnswer={setGiven} />
      <output>{given.length}</output>
    </>
  )
}

export const entriesExamples: Examples = {
  name: 'Entries of a list',
  states: {
    empty: () => <Live value={[]} />,
    'two entries': () => (
      <Live value={[{ article: 'kz/cao/73', imposed: '2026-01-12' }, { imposed: '2025-11-03' }]} />
    ),
  },
}
