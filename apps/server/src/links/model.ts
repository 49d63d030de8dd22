// How soon a child has to be seen, and whether the red flags demand a case of its own. Rules of our method, each
// with its reason; nothing here lowers what another rule said. Pure.
import type { ChildPriority } from '@umai/contract'
import { addHours, type Instant, inEachLanguage, say, type Text } from '@umai/words'
import { linkWords } from './words.ts'

const triggers = {
  'report-emergency': 'now',
  'risk-high': '24h',
  'report-urgent': '72h',
  'risk-raised': '72h',
  'child-in-home': '10d',
} as const satisfies Readonly<Record<string, ChildPriority>>
type Trigger = keyof typeof triggers

export type Flags = Readonly<{
  /** The gravest urgency of the reports in the case. */
  urgency: 'emergency' | 'urgent' | 'routine' | null
  risk: 'not-assessed' | 'routine' | 'raised' | 'high'
}>

const order: readonly ChildPriority[] = ['now', '24h', '72h', '10d']
const hours: Readonly<Record<ChildPriority, number>> = { now: 0, '24h': 24, '72h': 72, '10d': 240 }

type Word = Trigger | 'openDuty' | 'openStart' | 'seeDuty' | 'seeStart'
export const wordText = (word: Word): Text => inEachLanguage((lang) => say(linkWords, lang)[word])

export const isTrigger = (reason: string): reason is Trigger => reason in triggers

export const priorityOf = ({
  urgency,
  risk,
}: Flags): Readonly<{ priority: ChildPriority; reasons: readonly Trigger[] }> => {
  const reasons: Trigger[] = [
    ...(urgency === 'emergency' ? (['report-emergency'] as const) : []),
    ...(risk === 'high' ? (['risk-high'] as const) : []),
    ...(urgency === 'urgent' ? (['report-urgent'] as const) : []),
    ...(risk === 'raised' ? (['risk-raised'] as const) : []),
    'child-in-home',
  ]
  const priority = order.find((one) => reasons.some((reason) => triggers[reason] === one)) ?? '10d'
  return { priority, reasons }
}

export const isDemanded = (priority: ChildPriority): boolean => priority !== '10d'

export const respondBy = (priority: ChildPriority, from: Instant): Instant =>
  addHours(from, hours[priority])

export const clockOf = (
  priority: ChildPriority,
): Readonly<{ amount: number; unit: 'immediately' | 'hours' | 'days' }> =>
  priority === 'now'
    ? { amount: 0, unit: 'immediately' }
    : priority === '10d'
      ? { amount: 10, unit: 'days' }
      : { amount: hours[priority], unit: 'hours' }

const asPartner = new Set(['spouse', 'former-spouse', 'partner', 'former-partner', 'common-child'])

/**
 * Whether the alleged person may be the guardian: a parent or guardian of the child, or the partner of the affected parent.
 * What a parent may do is then suspended for him until the guardianship body decides.
 */
export const hasGuardianConflict = (
  about: Readonly<{ toChild: string | null; ofAffected: string | null }>,
): boolean =>
  about.toChild === 'parent' ||
  about.toChild === 'guardian' ||
  (about.ofAffected !== null && asPartner.has(about.ofAffected))
