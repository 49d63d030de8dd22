import type { Examples } from '../examples.ts'
import { Chip } from './chip.tsx'

export const chipExamples: Examples = {
  name: 'Chip',
  states: {
    'each tone': () => (
      <div className="row">
        <Chip>күтілуде</Chip>
        <Chip tone="line">не проверено</Chip>
        <Chip tone="done">право есть</Chip>
        <Chip tone="late">запрет</Chip>
        <Chip tone="soon">скоро</Chip>
        <Chip tone="doubt">2 варианта</Chip>
        <Chip tone="info">с 16.06.2024</Chip>
        <Chip tone="accent">қорғалған</Chip>
      </div>
    ),
  },
}
