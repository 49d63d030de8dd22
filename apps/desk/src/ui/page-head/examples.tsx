import { Button } from '@mantine/core'
import type { Examples } from '../examples.ts'
import { PageHead } from './page-head.tsx'

export const pageHeadExamples: Examples = {
  name: 'Page head',
  states: {
    'with trail and action': () => (
      <PageHead
        tab="Іс"
        title="Айгерім Сейітқали және екі бала"
        trail={['Істер', '2026-75-004182']}
        sub="Отбасы-тұрмыстық қатынастардағы ұрып-соғу белгілері"
        actions={<Button variant="filled">Іс-әрекет қосу</Button>}
      />
    ),
  },
}
