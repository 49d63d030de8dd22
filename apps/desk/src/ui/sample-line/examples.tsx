import type { Examples } from '../examples.ts'
import { SampleLine } from './sample-line.tsx'

export const sampleLineExamples: Examples = {
  name: 'Sample line',
  states: { 'over every page': () => <SampleLine /> },
}
