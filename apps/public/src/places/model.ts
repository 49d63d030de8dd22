// The directory as a visitor meets it: what is published, narrowed by place, need, language, children and access.
import type { Text } from '@umai/words'

export const needs = [
  'stay',
  'psychologist',
  'lawyer',
  'doctor',
  'social-worker',
  'children',
  'crisis-call',
  'mobile-group',
] as const
/** `sgn` stands for sign language (ISO 639-2). */
export const tongues = ['kk', 'ru', 'en', 'sgn'] as const

export type Place = { readonly kato: string; readonly name: Text }
export type ServiceEntry = {
  readonly id: string
  readonly name: Text
  readonly organisation: {
    readonly id: string
    readonly name: Text
    readonly certified: 'yes' | 'no' | 'unknown'
  }
  /** Where it is given for anybody to come; some come to where one is, or speak by telephone. */
  readonly location:
    | {
        readonly id: string
        readonly place: Place
        readonly address: Text
        readonly postalCode: string
        readonly isStepFree: boolean
      }
    | undefined
  /** The area it serves. */
  readonly place: Place | undefined
  readonly needs: readonly string[]
  readonly languages: readonly string[]
  readonly takesChildren: boolean
  readonly phone: string
  /** `MO,TU 09:00-18:00; SA 10:00-14:00`. */
  readonly hours: string
  readonly checkedOn: string
}
export type Directory = {
  readonly entries: readonly ServiceEntry[]
  /** Region, then what lies in it. */
  readonly places: readonly Place[]
  readonly readAt: string
}

export type Wish = {
  readonly kato?: string | undefined
  readonly needs?: readonly string[]
  readonly language?: string | undefined
  readonly withChildren?: boolean
  readonly stepFree?: boolean
}

/** A place holds all whose code begins with the same significant digits; what serves a whole region serves its towns. */
const touches = (one: string, other: string): boolean => {
  const [a, b] = [one.replace(/0+$/, ''), other.replace(/0+$/, '')]
  return a.startsWith(b) || b.startsWith(a)
}

export function fitting(directory: Directory, wish: Wish): readonly ServiceEntry[] {
  return directory.entries.filter((entry) => {
    const kato = entry.location?.place.kato ?? entry.place?.kato
    if (wish.kato !== undefined && kato !== undefined && !touches(kato, wish.kato)) return false
    if (wish.needs?.some((need) => !entry.needs.includes(need)) === true) return false
    if (wish.language !== undefined && !entry.languages.includes(wish.language)) return false
    if (wish.withChildren === true && !entry.takesChildren) return false
    return wish.stepFree !== true || entry.location?.isStepFree !== false
  })
}

/** As it is written on paper: what is read out in groups is dialled without a slip. */
export const spacedPhone = (phone: string): string =>
  phone.replace(/^\+7(\d{3})(\d{3})(\d{2})(\d{2})$/, '+7 $1 $2 $3 $4')
