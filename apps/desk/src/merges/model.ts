import type { PairSide, PersonPair } from '@umai/contract'

/** A record by its first name; one without any is told apart by nothing but its place. */
export const nameOf = ({ names }: Pick<PairSide, 'names'>): string => {
  const [name] = names
  return name === undefined
    ? '?'
    : [name.family, name.given, name.patronymic].filter((part) => part !== null).join(' ')
}

/** How two records stand to each other in one thing. What one of them does not know is no difference. */
export type Difference = 'none' | 'otherSpelling' | 'differs'

type Sides = Pick<PersonPair, 'left' | 'right'>

export const differenceOf = (
  { left, right }: Sides,
  known: (side: PairSide) => string | null,
): Difference => {
  const [one, other] = [known(left), known(right)]
  return one === null || other === null || one === other ? 'none' : 'differs'
}

const otherName = /^(?:surname|given|patronymic)-(?!same$|ending$)|^names-exchanged$/

/** Names that agree in every part, by the reasons of the pair, are written differently and no other names. */
export const differenceOfNames = (of: Sides & Pick<PersonPair, 'evidence'>): Difference => {
  const written = (side: PairSide) =>
    side.names
      .map(({ family, given, patronymic }) => [family, given, patronymic].join(' '))
      .join('|')
  const difference = differenceOf(of, written)
  const { evidence } = of
  const isNamed = evidence.some(({ kind }) => kind === 'given-same')
  return difference === 'differs' && isNamed && !evidence.some(({ kind }) => otherName.test(kind))
    ? 'otherSpelling'
    : difference
}
