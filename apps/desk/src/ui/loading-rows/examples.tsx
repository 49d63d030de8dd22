import type { Examples } from '../examples.ts'
import { LoadingRows } from './loading-rows.tsx'

export const loadingRowsExamples: Examples = {
  name: 'Loading rows',
  states: { 'after 200 ms': () => <LoadingRows rows={3} afterMs={0} /> },
}
