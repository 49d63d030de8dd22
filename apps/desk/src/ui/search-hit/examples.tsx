import { IconLock } from '@tabler/icons-react'
import { Avatar } from '../avatar/avatar.tsx'
import { Chip } from '../chip/chip.tsx'
import type { Examples } from '../examples.ts'
import { Icon } from '../icon/icon.tsx'
import { Marked, SearchHit } from './search-hit.tsx'

export const searchHitExamples: Examples = {
  name: 'Search hit',
  states: {
    'very alike with reasons, weak, masked': () => (
      <div className="stack">
        <SearchHit
          lead={<Avatar name="Айгерім Сейітқали" size="large" />}
          title={<Marked text="Айгерім Сейітқали" query="айгер" />}
          under="14.05.1992 · Алматы, Медеу ауданы"
          likeness={5}
          reasons={
            <>
              <Chip tone="accent">Сейткали → Сейітқали</Chip>
              <Chip tone="line">бір адам болуы мүмкін</Chip>
            </>
          }
        />
        <SearchHit
          lead={<Avatar name="Айгерім Сейдәлі" size="large" />}
          title="Айгерім Сейдәлі"
          under="30.01.2008"
          likeness={2}
          reasons={<Chip tone="soon">туған жылы сәйкес емес</Chip>}
        />
        <SearchHit
          lead={
            <span className="icon-tile">
              <Icon of={IconLock} />
            </span>
          }
          title="2025-35-••••••"
          under="Мазмұны жабық."
        />
      </div>
    ),
  },
}
