import type { PairSide } from '@umai/contract'

/** A record by its first name; one without any is told apart by nothing but its place. */
export const nameOf = ({ names }: Pick<PairSide, 'names'>): string => {
  const [name] = names
  return name === undefined
    ? '?'
    : [name.family, name.given, name.patronymic].filter((part) => part !== null).join(' ')
}
