// What of a register file is decided without asking anybody: pieces, how long it is kept, and its rows as people. Pure.
import {
  type PersonNameForm,
  type RegisterColumns,
  type RegisterFile,
  registerBytesAtMost,
  registerColumnsAtMost,
  registerPartBytes,
  registerRowsAtMost,
} from '@umai/contract'
import { nameKeys, nameTokens, soundOf } from '@umai/linkage/names'
import type { RegisterRow } from '@umai/linkage/registers'
import type { Keys } from '@umai/platform'
import { addDays, dayOf, type Instant, type PlainDate } from '@umai/words'
import type { Known } from '../likeness/model.ts'
import { blindOf, nameFromTold, scriptOf } from '../people/model.ts'

/** Two working weeks to answer what was found; the office that sent the register still has it. */
const keptDays = 14

export const forgetOn = (now: Instant): PlainDate => addDays(dayOf(now), keptDays)

export const limits = { mostRows: registerRowsAtMost, mostColumns: registerColumnsAtMost }

export const isTooLarge = (bytes: number): boolean => bytes > registerBytesAtMost

export const partsOf = (bytes: number): number => Math.ceil(bytes / registerPartBytes)

/** Every piece is full but the last. */
export const bytesOfPart = (number: number, bytes: number): number =>
  number < partsOf(bytes) ? registerPartBytes : bytes - (partsOf(bytes) - 1) * registerPartBytes

export const saysWhoItIs = ({ whole, family, given }: RegisterColumns): boolean =>
  whole !== undefined || family !== undefined || given !== undefined

export const nameOfRow = (row: RegisterRow): PersonNameForm => {
  const { family, given, patronymic } = row
  if (row.whole !== undefined) return nameFromTold(row.whole)
  const text = family ?? given ?? ''
  return {
    script: scriptOf(text),
    family: text,
    given: family === undefined ? null : (given ?? null),
    patronymic: patronymic ?? null,
  }
}

export const knownOfRow = (row: RegisterRow): Known => ({
  names: [nameOfRow(row)],
  birthDate: (row.birthDate ?? null) as PlainDate | null,
  sex: row.sex ?? 'unknown',
})

/** What the database looks a row up by; numbers as their blind marks alone. */
export type SoughtRow = Readonly<{
  row: number
  iin: string | null
  phone: string | null
  sounds: readonly string[]
  sound: string | null
  born: string | null
}>

export const soughtOfRow = (keys: Keys, row: RegisterRow): SoughtRow => {
  const { family, given } = nameOfRow(row)
  const tokens = nameTokens(`${family} ${given ?? ''}`)
  const hex = (kind: 'iin' | 'phone', value: string | undefined) =>
    value === undefined ? null : blindOf(keys, kind, value).toString('hex')
  return {
    row: row.row,
    iin: hex('iin', row.iin),
    phone: hex('phone', row.phone),
    sounds: tokens.map(soundOf),
    // One word alone sounds like too many.
    sound: tokens.length < 2 ? null : nameKeys({ family, given }).sound,
    born: row.birthDate ?? null,
  }
}

/** At the pace so far; unknown before anything is behind. */
export const secondsLeft = (
  row: Readonly<{ state: RegisterFile['state']; share: number; begunAt: string | null }>,
  now: Instant,
): number | null => {
  if (row.state !== 'checking' && row.state !== 'comparing') return null
  if (row.begunAt === null || row.share <= 0) return null
  const spent = (Date.parse(now) - Date.parse(row.begunAt)) / 1000
  return Math.max(0, Math.round((spent * (1 - row.share)) / row.share))
}
