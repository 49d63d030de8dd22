import { useState } from 'react'
import type { Examples } from '../examples.ts'
import { Tabs } from './tabs.tsx'

const Live = () => {
  const [chosen, setChosen] = useState('all')
  return (
    <Tabs
      label="Кезек"
      chosen={chosen}
      onChoose={setChosen}
      tabs={[
        { id: 'all', title: 'Менікі', count: 24 },
        { id: 'orders', title: 'Қорғау нұсқамалары', count: 9 },
      ]}
    />
  )
}

export const tabsExamples: Examples = { name: 'Tabs', states: { 'two views': () => <Live /> } }
