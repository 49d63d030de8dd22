import { IconAlertOctagon, IconClock, IconInbox } from '@tabler/icons-react'
import type { Urgency as UrgencyName } from '@umai/contract'
import { Chip } from '../../ui/chip/chip.tsx'
import { Icon } from '../../ui/icon/icon.tsx'
import { useWords } from '../../ui/language/language.tsx'
import { urgencyNames } from '../words.ts'

/** How soon somebody has to act: a shape, a word, then a colour. */
export const Urgency = ({ urgency }: { readonly urgency: UrgencyName }) => {
  const words = useWords(urgencyNames)
  const [tone, icon] = {
    emergency: ['late', IconAlertOctagon] as const,
    urgent: ['soon', IconClock] as const,
    routine: ['plain', IconInbox] as const,
  }[urgency]
  return (
    <Chip tone={tone}>
      <Icon of={icon} size="small" />
      {words[urgency]}
    </Chip>
  )
}
