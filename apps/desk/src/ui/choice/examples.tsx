import { useState } from 'react'
import type { Examples } from '../examples.ts'
import { Choice } from './choice.tsx'

const Live = () => {
  const [value, setValue] = useState<'signed' | 'refused' | null>('signed')
  return (
    <Choice
      label="Қалай тапсырылды"
      value={value}
      onChange={setValue}
      options={[
        { value: 'signed', label: 'қолын қойды' },
        { value: 'refused', label: 'қол қоюдан бас тартты' },
      ]}
    />
  )
}

export const choiceExamples: Examples = { name: 'Choice', states: { 'one of two': () => <Live /> } }
