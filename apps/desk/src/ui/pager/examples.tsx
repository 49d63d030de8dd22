import type { Examples } from '../examples.ts'
import { Pager } from './pager.tsx'

export const pagerExamples: Examples = {
  name: 'Pager',
  states: { 'with more to come': () => <Pager shown={25} total={140} onMore={() => undefined} /> },
}
