// How a referral is shown: the tone of its state. No network.
import type { Referral } from '@umai/contract'
import type { Tone } from '../ui/chip/chip.tsx'

export const toneOfReferral = ({ state, isLate }: Pick<Referral, 'state' | 'isLate'>): Tone => {
  if (isLate) return 'late'
  switch (state) {
    case 'sent':
      return 'soon'
    case 'accepted':
      return 'done'
    case 'refused':
      return 'doubt'
    case 'recalled':
    case 'ended':
      return 'line'
  }
}
