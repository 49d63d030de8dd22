import { useState } from 'react'
import type { Examples } from '../examples.ts'
import { FindField } from './find-field.tsx'

const places = [
  { value: '1', label: 'Медеу ауданы' },
  { value: '2', label: 'Мысал қаласы' },
]

const Live = () => {
  const [typed, setTyped] = useState('')
  const [chosen, setChosen] = useState<string | null>(null)
  return (
    <FindField
      label="Жері"
      placeholder="Аудан не қала"
      typed={typed}
      onType={setTyped}
      found={places}
      chosen={places.find(({ value }) => value === chosen) ?? null}
      onChoose={setChosen}
    />
  )
}

export const findFieldExamples: Examples = {
  name: 'Find field',
  states: { 'with two places': () => <Live /> },
}
