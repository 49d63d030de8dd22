import type { Examples } from '../examples.ts'
import { OthersHere } from './others-here.tsx'

const one = { name: 'Ахметова Г. С.', unit: 'Байтерек АПБ, отбасылық зорлық бөлімшесі' }

export const othersHereExamples: Examples = {
  name: 'Others here',
  states: {
    'one colleague': () => <OthersHere others={[one]} />,
    'several, one with a protected name': () => (
      <OthersHere
        others={[
          one,
          { name: null, unit: null },
          { name: 'Ким В. А.', unit: 'Прокуратура' },
          { name: 'Оспанов Д.', unit: null },
        ]}
      />
    ),
  },
}
