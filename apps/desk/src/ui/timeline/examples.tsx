import { IconAlertTriangle, IconPhone, IconShieldCheck } from '@tabler/icons-react'
import type { Examples } from '../examples.ts'
import { Timeline } from './timeline.tsx'

export const timelineExamples: Examples = {
  name: 'Timeline',
  states: {
    'events and a change of the law': () => (
      <Timeline
        events={[
          {
            id: '1',
            icon: IconShieldCheck,
            tone: 'accent',
            day: '23 қар',
            time: '22:05',
            title: 'Қорғау нұсқамасы тапсырылды',
            detail: '30 тәулік осы сәттен бастап есептеледі.',
            by: 'Ж. Сәрсенбай, инспектор',
          },
          {
            id: '2',
            icon: IconAlertTriangle,
            tone: 'late',
            day: '23 қар',
            time: '20:15',
            title: 'Тәуекел бағаланды: жоғары',
          },
          {
            id: '3',
            day: '2 нау 2026',
            lawText: '«Құқық бұзушылық профилактикасы туралы» 245-VIII Заң күшіне енді',
          },
          { id: '4', icon: IconPhone, day: '4 ақп', time: '2026', title: '111-ге жүгінді' },
        ]}
      />
    ),
  },
}
