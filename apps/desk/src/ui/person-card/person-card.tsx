import './person-card.css'
import type { ReactNode } from 'react'
import { Avatar } from '../avatar/avatar.tsx'

/** A person in one place: who, in which role, what must be known before anything is done. */
export const PersonCard = ({
  name,
  label,
  about,
  chips,
}: {
  readonly name: string | null
  /** The name as it is shown, linked or not; for someone unknown, words that say so. */
  readonly label: ReactNode
  readonly about: ReactNode
  readonly chips?: ReactNode
}) => (
  <div className="person-card">
    <Avatar name={name} size="large" />
    <div>
      <div className="person-name">{label}</div>
      <div className="person-about">{about}</div>
      {chips && <div className="person-chips">{chips}</div>}
    </div>
  </div>
)
