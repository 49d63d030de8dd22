// The thread on which the law is asked: the exact check over unknown facts may take half a second, in which the
// thread that serves requests must not stand still.
import { askLaw, askReconciliation } from './model.ts'

export type Inquiry = Readonly<{
  facts: Parameters<typeof askLaw>[0]
  on: Parameters<typeof askLaw>[1]
  now: Parameters<typeof askLaw>[2]
}>

export const answer = ({ facts, on, now }: Inquiry) => askLaw(facts, on, now)
export const reconciliation = ({ facts, on, now }: Inquiry) => askReconciliation(facts, on, now)
