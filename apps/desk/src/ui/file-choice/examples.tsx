import type { Examples } from '../examples.ts'
import { FileChoice } from './file-choice.tsx'

const chosen = { name: 'mektep-2026.csv' }
const common = { label: 'Файлды таңдаңыз', accept: '.csv', onChoose: () => {} }

export const fileChoiceExamples: Examples = {
  name: 'FileChoice',
  states: {
    'nothing chosen': () => <FileChoice {...common} file={null} hint="CSV, 50 МБ-қа дейін" />,
    chosen: () => <FileChoice {...common} file={chosen} hint="1,2 МБ" />,
    'on its way': () => <FileChoice {...common} file={chosen} hint="1,2 МБ" isDisabled />,
  },
}
