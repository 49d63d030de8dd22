import { IconLock, IconShieldCheck } from '@tabler/icons-react'
import { Chip } from '../chip/chip.tsx'
import type { Examples } from '../examples.ts'
import { Icon } from '../icon/icon.tsx'
import { PersonCard } from './person-card.tsx'

export const personCardExamples: Examples = {
  name: 'Person card',
  states: {
    'protected address, order in force, unknown': () => (
      <div>
        <PersonCard
          name="Айгерім Сейітқали"
          label="Айгерім Сейітқали"
          about="жәбірленуші · 34 жаста · қазақ тілі"
          chips={
            <>
              <Chip tone="accent">
                <Icon of={IconLock} size="small" />
                мекенжайы қорғалған
              </Chip>
              <Chip tone="line">құқықтары түсіндірілген</Chip>
            </>
          }
        />
        <PersonCard
          name="Дәурен Сейітқали"
          label="Дәурен Сейітқали"
          about="болжамды құқық бұзушы · 38 жаста"
          chips={
            <Chip tone="accent">
              <Icon of={IconShieldCheck} size="small" />
              қорғау нұсқамасы күшінде
            </Chip>
          }
        />
        <PersonCard name={null} label="Аты-жөні белгісіз" about="хабарлаушы · көрші" />
      </div>
    ),
  },
}
