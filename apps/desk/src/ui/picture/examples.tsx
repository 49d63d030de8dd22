import type { ReactNode } from 'react'
import type { Examples } from '../examples.ts'
import { FamilyGraph } from './family-graph.tsx'
import { LaneDots } from './lane-dots.tsx'
import { LoadBars } from './load-bars.tsx'
import { Picture } from './picture.tsx'

const DAY = 86_400_000

/** In its frame, in which a drawing wider than a phone scrolls. */
const framed = (label: string, picture: ReactNode) => (
  <Picture label={label} picture={picture} table={<p>{label}</p>} />
)

export const pictureExamples: Examples = {
  name: 'Pictures',
  states: {
    'a family': () =>
      framed(
        'Семья',
        <FamilyGraph
          label="Семья"
          people={[
            {
              id: 'a',
              name: 'Сейітқали Айгерім',
              role: 'affected',
              roleName: 'потерпевшая',
              relation: null,
              protectedAddress: 'адрес защищён',
            },
            {
              id: 'b',
              name: 'Сейітқали Дәурен',
              role: 'alleged',
              roleName: 'предполагаемый правонарушитель',
              relation: 'супруг',
              protectedAddress: null,
            },
            {
              id: 'c',
              name: 'Әлихан',
              role: 'child',
              roleName: 'ребёнок',
              relation: 'ребёнок',
              protectedAddress: null,
            },
          ]}
          ties={[
            { from: 'a', to: 'b', relation: 'супруг', livesTogether: false },
            { from: 'a', to: 'c', relation: 'ребёнок', livesTogether: true },
          ]}
        />,
      ),
    'what happened when': () =>
      framed(
        'События',
        <LaneDots
          label="События"
          from="1 нояб."
          to="20 нояб."
          lanes={[
            { name: 'Сообщения', tone: 'info', dots: [{ id: '1', ms: 0, title: 'Звонок' }] },
            {
              name: 'Предписание',
              tone: 'late',
              dots: [{ id: '2', ms: 19 * DAY, title: 'Нарушено' }],
            },
          ]}
        />,
      ),
    'how much each carries': () =>
      framed(
        'Нагрузка',
        <LoadBars
          label="Нагрузка"
          cases={(count) => `${count} дел`}
          rows={[
            { id: '1', name: 'Ержан Әбенов', cases: 7, duties: 12, late: 2 },
            { id: '2', name: 'Гүлнар Сапарова', cases: 3, duties: 4, late: 0 },
          ]}
        />,
      ),
  },
}
