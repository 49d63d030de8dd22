// A record as a steward sees it when he compares. Pure.
import type { PairSide } from '@umai/contract'
import type { Instant, PlainDate } from '@umai/words'

/** What `sec.pair_side` gives. */
export type SideRow = Readonly<{
  names: PairSide['names'] | null
  birth_date: PlainDate | null
  sex: PairSide['sex']
  language: PairSide['language']
  is_protected: boolean
  recorded_at: Instant
  from_register: boolean
}>

export type CasesOf = ReadonlyMap<string, PairSide['cases']>

/** Instants inside JSON come as the database writes them. */
const instantOf = (text: string): Instant => new Date(text).toISOString() as Instant

export const toSide = (personId: string, row: SideRow, cases: CasesOf): PairSide => ({
  personId,
  names: row.names ?? [],
  birthDate: row.birth_date,
  sex: row.sex,
  language: row.language,
  hasProtectedAddress: row.is_protected,
  recordedAt: instantOf(row.recorded_at),
  isFromRegister: row.from_register,
  cases: cases.get(personId) ?? [],
})
