import { Button } from '@mantine/core'
import type { Examples } from '../examples.ts'
import { EmptyState } from './empty-state.tsx'

export const emptyStateExamples: Examples = {
  name: 'Empty state',
  states: {
    'with what comes next': () => (
      <EmptyState
        title="На сегодня всё исполнено"
        action={<Button size="xs">Показать завтра</Button>}
      >
        Ближайший срок завтра в 09:00: проверка предписания, Камила Р.
      </EmptyState>
    ),
  },
}
