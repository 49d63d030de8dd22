import type { Examples } from '../examples.ts'
import { Avatar } from './avatar.tsx'

export const avatarExamples: Examples = {
  name: 'Avatar',
  states: {
    'small, large and unknown': () => (
      <div className="row">
        <Avatar name="Жанар Сәрсенбай" />
        <Avatar name="Тимур Ким" />
        <Avatar name="Назгүл Ахметова" size="large" />
        <Avatar name={null} size="large" />
      </div>
    ),
  },
}
