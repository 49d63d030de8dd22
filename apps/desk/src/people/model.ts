import type { PersonNameForm } from '@umai/contract'

/** A name as it stands on a paper: family name first. */
export const writtenName = ({ family, given, patronymic }: PersonNameForm): string =>
  [family, given, patronymic].filter((part) => part !== null).join(' ')
