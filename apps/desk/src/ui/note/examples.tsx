import { IconAlertTriangle, IconCheck, IconInfoCircle, IconQuestionMark } from '@tabler/icons-react'
import type { Examples } from '../examples.ts'
import { Note } from './note.tsx'

export const noteExamples: Examples = {
  name: 'Note',
  states: {
    'each tone': () => (
      <div className="stack">
        <Note icon={IconInfoCircle}>Өтініш сақталды, іс ашылды.</Note>
        <Note tone="late" icon={IconAlertTriangle}>
          Запрет действует до 23 дек, 22:05.
        </Note>
        <Note tone="doubt" icon={IconQuestionMark}>
          Дата вручения не названа.
        </Note>
        <Note tone="soon">До конца срока меньше часа.</Note>
        <Note tone="done" icon={IconCheck}>
          Решено при любом ответе.
        </Note>
        <Note tone="accent">Безопасная связь: по будням.</Note>
        <Note tone="plain">Запись нельзя изменить.</Note>
      </div>
    ),
  },
}
