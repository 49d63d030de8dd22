import { useState } from 'react'
import type { Examples } from '../examples.ts'
import { FactToggle, type FactValue } from './fact-toggle.tsx'

const Live = () => {
  const [value, setValue] = useState<FactValue>('yes')
  return (
    <FactToggle
      question="Насильственные действия, боль"
      hint="объяснение потерпевшей, осмотр"
      value={value}
      onChange={setValue}
    />
  )
}

export const factToggleExamples: Examples = {
  name: 'Fact toggle',
  states: {
    'yes, not known and deciding, locked, unanswered': () => (
      <div>
        <Live />
        <FactToggle
          question="Лёгкий вред здоровью"
          hint="экспертиза назначена"
          value="unknown"
          isDeciding
        />
        <FactToggle question="Возраст 18 и старше" hint="ЖСН, реестр" value="yes" isLocked />
        <FactToggle question="Потерпевшая беременна" value={null} />
      </div>
    ),
  },
}
