import type { Examples } from '../examples.ts'
import { SafeContactBanner } from './safe-contact.tsx'

export const safeContactExamples: Examples = {
  name: 'Safe contact',
  states: {
    'not now': () => (
      <SafeContactBanner how="дс–жм, 10:00–13:00." isSafeNow={false} noMessages hasCodeWord />
    ),
    unknown: () => <SafeContactBanner how={null} />,
  },
}
