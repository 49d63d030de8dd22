import type { Examples } from '../examples.ts'
import { ReasonTree } from './reason-tree.tsx'

export const reasonTreeExamples: Examples = {
  name: 'Reason tree',
  states: {
    'all, any and a reading': () => (
      <ReasonTree
        reasons={[
          {
            id: '1',
            join: 'all',
            text: 'тыйым салу шарттары',
            parts: [
              {
                id: '1.1',
                join: 'any',
                text: 'жаңа құқық бұзушылық',
                parts: [
                  { id: '1.1.1', value: 'yes', text: '109-1-бап', why: '23.11.2026' },
                  { id: '1.1.2', value: 'unknown', text: '108-1-бап', why: 'сараптама күтілуде' },
                ],
              },
              { id: '1.2', value: 'yes', text: 'бұрын татуласу бойынша босатылған' },
              { id: '1.3', value: 'no', text: 'ескіру мерзімі өткен' },
              { id: '1.4', join: 'reading', text: 'бірінші не жаңа әрекет бойынша' },
            ],
          },
        ]}
      />
    ),
  },
}
