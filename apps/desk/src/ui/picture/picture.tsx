import './picture.css'
import { type ReactNode, useState } from 'react'
import { FilterChip } from '../filter-chip/filter-chip.tsx'
import { useWords } from '../language/language.tsx'
import { pictureWords } from './words.ts'

/** What is drawn can always be read as a table too: by eyes that cannot see it, and by whoever wants the figures. */
export const Picture = ({
  label,
  picture,
  table,
}: {
  /** What is shown; names the drawing among others of the page. */
  readonly label: string
  readonly picture: ReactNode
  readonly table: ReactNode
}) => {
  const words = useWords(pictureWords)
  const [isTable, setTable] = useState(false)
  return (
    <div className="picture">
      <div className="picture-views no-print">
        <FilterChip isOn={!isTable} onClick={() => setTable(false)}>
          {words.asPicture}
        </FilterChip>
        <FilterChip isOn={isTable} onClick={() => setTable(true)}>
          {words.asTable}
        </FilterChip>
      </div>
      {isTable ? (
        table
      ) : (
        <section
          className="picture-drawing"
          aria-label={`${words.asPicture}: ${label}`}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard.
          tabIndex={0}
        >
          {picture}
        </section>
      )}
    </div>
  )
}
