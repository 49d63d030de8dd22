import type { Examples } from '../examples.ts'
import { ErrorPanel } from './error-panel.tsx'

export const errorPanelExamples: Examples = {
  name: 'Error panel',
  states: {
    'with a way on': () => (
      <ErrorPanel title="Документ не сформирован" code="order-not-served" onRetry={() => undefined}>
        Нет даты вручения. Запись сохранена, ничего вводить заново не нужно.
      </ErrorPanel>
    ),
  },
}
