import './picture.css'
import { useWords } from '../language/language.tsx'
import { placeFamily } from './layout.ts'
import { pictureWords } from './words.ts'

export type FamilyPerson = {
  readonly id: string
  readonly name: string
  readonly role: 'affected' | 'alleged' | 'child' | 'witness' | 'reporter'
  readonly roleName: string
  /** What the person is to the one in the centre. */
  readonly relation: string | null
  /** Words in place of an address that is protected; the address itself is never drawn. */
  readonly protectedAddress: string | null
}

export type FamilyTie = {
  readonly from: string
  readonly to: string
  readonly relation: string
  readonly livesTogether: boolean
}

const cut = (text: string, length: number): string =>
  text.length > length ? `${text.slice(0, length - 1)}…` : text

/** One line where it fits, else two, broken between words: a name is cut only where no break helps. */
const inLines = (text: string, length: number): readonly string[] => {
  const space = text.lastIndexOf(' ', length)
  if (text.length <= length || space <= 0) return [cut(text, length)]
  return [cut(text.slice(0, space), length), cut(text.slice(space + 1), length)]
}

/** The people of a case and what they are to each other; a dashed line goes round those who live together. */
export const FamilyGraph = ({
  label,
  people,
  ties,
}: {
  readonly label: string
  readonly people: readonly FamilyPerson[]
  readonly ties: readonly FamilyTie[]
}) => {
  const words = useWords(pictureWords)
  const centre = people.find(({ role }) => role === 'affected')?.id
  const { boxes, household, width, height } = placeFamily(
    people.map(({ id, role }) => ({ id, isChild: role === 'child', isCentre: id === centre })),
    ties,
  )
  // Two people are joined by one line, however many ways they are related.
  const lines = ties.filter(
    ({ from, to }, at) =>
      ties.findIndex(
        (other) =>
          (other.from === from && other.to === to) || (other.from === to && other.to === from),
      ) === at,
  )
  return (
    <svg
      className="picture-family"
      role="img"
      aria-label={label}
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
    >
      {household && (
        <>
          <rect className="picture-home" {...household} rx={12} />
          <text className="picture-faint" x={household.x + 10} y={household.y - 3} fontSize={11}>
            {words.household}
          </text>
        </>
      )}
      {lines.map(({ from, to, relation }) => {
        const [a, b] = [boxes.get(from), boxes.get(to)]
        if (!a || !b) return null
        const start = { x: a.x + a.width / 2, y: a.y + a.height / 2 }
        const end = { x: b.x + b.width / 2, y: b.y + b.height / 2 }
        return (
          <g key={`${from}-${to}`}>
            <line className="picture-line" x1={start.x} y1={start.y} x2={end.x} y2={end.y} />
            {from !== centre && to !== centre && (
              <text
                className="picture-faint"
                x={(start.x + end.x) / 2}
                y={(start.y + end.y) / 2}
                textAnchor="middle"
                fontSize={11}
              >
                {relation}
              </text>
            )}
          </g>
        )
      })}
      {people.map((person) => {
        const box = boxes.get(person.id)
        if (!box) return null
        const name = inLines(person.name, 14)
        const about = [
          ...inLines(person.roleName, 19),
          ...(person.relation === null ? [] : [cut(person.relation, 19)]),
        ]
        const under = box.y + 20 + name.length * 16
        return (
          <g key={person.id}>
            <rect className={`picture-node picture-node-${person.role}`} {...box} rx={8} />
            {name.map((part, at) => (
              <text key={part} className="picture-strong" x={box.x + 10} y={box.y + 20 + at * 16}>
                {part}
              </text>
            ))}
            {about.map((part, at) => (
              <text
                key={part}
                className="picture-faint"
                x={box.x + 10}
                y={under + at * 14}
                fontSize={11}
              >
                {part}
              </text>
            ))}
            {person.protectedAddress !== null && (
              <text
                className="picture-accent"
                x={box.x + 10}
                y={under + about.length * 14}
                fontSize={11}
              >
                {cut(person.protectedAddress, 19)}
              </text>
            )}
          </g>
        )
      })}
    </svg>
  )
}
