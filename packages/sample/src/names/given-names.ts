// Every given name the sample region knows, in each spelling, for whoever has to recognise one.
import { KAZAKH_MEN, KAZAKH_WOMEN } from './kazakh-given.ts'
import { SLAVIC_MEN, SLAVIC_WOMEN, TURKIC_MEN, TURKIC_WOMEN } from './other-given.ts'
import { parseNames } from './spelling.ts'

export const givenNames = (): readonly string[] => [
  ...new Set(
    [KAZAKH_MEN, KAZAKH_WOMEN, SLAVIC_MEN, SLAVIC_WOMEN, TURKIC_MEN, TURKIC_WOMEN]
      .flatMap((lists) => Object.values(lists))
      .flatMap(parseNames)
      .flatMap(({ kk, ru }) => [kk, ...ru]),
  ),
]
