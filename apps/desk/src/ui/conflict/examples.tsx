import type { Examples } from '../examples.ts'
import { Conflict } from './conflict.tsx'

const fields = [
  { field: 'channel', label: 'Қалай', yours: 'телефонмен', theirs: 'кездесіп' },
  { field: 'windows', label: 'Қай уақытта', yours: '10:00–13:00', theirs: '18:00–19:00' },
]

export const conflictExamples: Examples = {
  name: 'Conflict',
  states: {
    'nothing chosen yet': () => (
      <Conflict fields={fields} chosen={new Map()} onChoose={() => undefined} />
    ),
    'one field chosen': () => (
      <Conflict
        fields={fields}
        chosen={new Map([['channel', 'theirs']])}
        onChoose={() => undefined}
      />
    ),
  },
}
