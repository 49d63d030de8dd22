import { useState } from 'react'
import type { Examples } from '../examples.ts'
import { FilterChip } from './filter-chip.tsx'

const Live = () => {
  const [isOn, setOn] = useState(true)
  return (
    <div className="row">
      <FilterChip isOn={isOn} onClick={() => setOn(!isOn)}>
        Участки 6 и 7
      </FilterChip>
      <FilterChip isOn={!isOn} onClick={() => setOn(!isOn)}>
        Риск
      </FilterChip>
    </div>
  )
}

export const filterChipExamples: Examples = {
  name: 'Filter chip',
  states: { 'on and off': () => <Live /> },
}
