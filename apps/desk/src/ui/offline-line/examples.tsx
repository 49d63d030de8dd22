import type { Examples } from '../examples.ts'
import { OfflineLine } from './offline-line.tsx'

export const offlineLineExamples: Examples = {
  name: 'Offline line',
  states: { 'no connection': () => <OfflineLine since="2026-11-24T09:02:00Z" /> },
}
