import './avatar.css'

const initialsOf = (name: string): string =>
  name
    .replace(/[.«»"']/g, ' ')
    .split(/\s+/)
    .filter((word) => word !== '')
    .slice(0, 2)
    .map((word) => word.charAt(0).toUpperCase())
    .join('')

/** One of four calm tones, the same for the same name; it means nothing but "the same person". */
const toneOf = (name: string): number => {
  let sum = 0
  for (const letter of name) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 9973
  return (sum % 4) + 1
}

export const Avatar = ({
  name,
  size = 'small',
}: {
  readonly name: string | null
  readonly size?: 'small' | 'large'
}) => (
  <span
    className={`avatar avatar-${size} avatar-${name === null ? 0 : toneOf(name)}`}
    aria-hidden="true"
  >
    {name === null ? '?' : initialsOf(name)}
  </span>
)
