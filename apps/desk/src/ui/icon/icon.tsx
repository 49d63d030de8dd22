import type { Icon as TablerIcon } from '@tabler/icons-react'

// One size and one stroke for all icons. They are decoration: the word beside them says the same,
// and a button that shows only an icon carries its own label.
export const Icon = ({
  of: Shape,
  size = 'text',
}: {
  readonly of: TablerIcon
  readonly size?: 'small' | 'text' | 'large'
}) => {
  const pixels = { small: 15, text: 18, large: 22 }[size]
  return (
    <Shape
      size={pixels}
      stroke={size === 'small' ? 1.8 : 1.65}
      aria-hidden="true"
      className="icon"
      focusable="false"
    />
  )
}
