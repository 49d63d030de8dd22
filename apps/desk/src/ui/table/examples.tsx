import { useState } from 'react'
import type { Examples } from '../examples.ts'
import { Table } from './table.tsx'

const rows = [
  { id: '1', name: 'Медеу аудандық полиция басқармасы', kind: 'полиция', units: 4 },
  { id: '2', name: 'Отбасын қолдау орталығы', kind: 'орталық', units: 1 },
]

const Live = () => {
  const [sort, setSort] = useState('name')
  return (
    <Table
      label="Мекемелер"
      sort={sort}
      onSort={setSort}
      rows={rows}
      rowId={({ id }) => id}
      columns={[
        { id: 'name', title: 'Атауы', sort: 'name', show: ({ name }) => <a href="#x">{name}</a> },
        { id: 'kind', title: 'Түрі', show: ({ kind }) => kind },
        { id: 'units', title: 'Бөлімше', show: ({ units }) => units },
      ]}
    />
  )
}

export const tableExamples: Examples = {
  name: 'Table',
  states: { 'with an order': () => <Live /> },
}
