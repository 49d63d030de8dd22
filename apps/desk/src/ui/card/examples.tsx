import { Button } from '@mantine/core'
import type { Examples } from '../examples.ts'
import { Card } from './card.tsx'

export const cardExamples: Examples = {
  name: 'Card',
  states: {
    'with title, count and action': () => (
      <Card title="Құжаттар" aside="7" actions={<Button size="xs">Қосу</Button>}>
        Қорғау нұсқамасы № 118
      </Card>
    ),
    'without a title': () => <Card>Тек мәтін</Card>,
  },
}
