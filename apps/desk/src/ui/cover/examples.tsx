import type { Examples } from '../examples.ts'
import { CoverButton } from './cover.tsx'

export const coverExamples: Examples = {
  name: 'Cover',
  states: { 'for a talk that may be overheard': () => <CoverButton /> },
}
