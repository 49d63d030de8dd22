// Full names: which parts a person bears and how the parts bend by sex and spelling.

import type { Random } from '../random.ts'
import { type SpelledName, type Spelling, toSpelling } from './spelling.ts'

export type Sex = 'female' | 'male'
/** `bending` takes -ов/-ев; `slavic` is a man's form that bends; `fixed` never bends; `father` is -ұлы/-қызы. */
export type SurnameForm = 'bending' | 'slavic' | 'fixed' | 'father'
export type SurnameParts = { readonly stem: SpelledName; readonly form: SurnameForm }
export type PatronymicForm = 'uly' | 'ovich'
export type PatronymicParts = { readonly father: SpelledName; readonly form: PatronymicForm }

export type NameParts = {
  readonly surname: SurnameParts
  /** The second half of a double surname: Ким-Иванова. */
  readonly secondSurname: SurnameParts | null
  readonly given: SpelledName
  readonly patronymic: PatronymicParts | null
}

export type FullName = {
  readonly surname: string
  readonly given: string
  readonly patronymic: string | null
}

export function spellFullName(
  { parts, sex }: { readonly parts: NameParts; readonly sex: Sex },
  spelling: Spelling,
  random?: Random,
): FullName {
  const variant = random?.chance(0.2) ? 1 : 0
  const word = ({ kk, ru }: Bent): string => toSpelling(kk, ru, spelling, random)
  const surname = word(bendSurname(parts.surname, sex, variant))
  const given = parts.given
  return {
    surname:
      parts.secondSurname === null
        ? surname
        : `${surname}-${word(bendSurname(parts.secondSurname, sex, variant))}`,
    given: word({ kk: given.kk, ru: given.ru[variant % given.ru.length] ?? given.kk }),
    patronymic:
      parts.patronymic === null ? null : word(bendPatronymic(parts.patronymic, sex, variant)),
  }
}

type Bent = { readonly kk: string; readonly ru: string }

export function bendSurname({ stem, form }: SurnameParts, sex: Sex, variant = 0): Bent {
  const ru = stem.ru[variant % stem.ru.length] ?? stem.kk
  switch (form) {
    case 'bending':
      return { kk: withOv(stem.kk, sex), ru: withOv(ru, sex) }
    case 'slavic':
      return sex === 'male'
        ? { kk: stem.kk, ru }
        : { kk: feminineSurname(stem.kk), ru: feminineSurname(ru) }
    case 'fixed':
      return { kk: stem.kk, ru }
    case 'father':
      return childOf(stem.kk, ru, sex)
  }
}

export function bendPatronymic({ father, form }: PatronymicParts, sex: Sex, variant = 0): Bent {
  const ru = father.ru[variant % father.ru.length] ?? father.kk
  if (form === 'uly') return childOf(father.kk, ru, sex)
  return { kk: slavicPatronymic(father.kk, sex), ru: slavicPatronymic(ru, sex) }
}

function childOf(kk: string, ru: string, sex: Sex): Bent {
  return sex === 'male' ? { kk: `${kk}ұлы`, ru: `${ru}улы` } : { kk: `${kk}қызы`, ru: `${ru}кызы` }
}

function withOv(stem: string, sex: Sex): string {
  const ending = sex === 'male' ? '' : 'а'
  if (stem.endsWith('й')) return `${stem.slice(0, -1)}ев${ending}`
  if (stem.endsWith('ь')) return `${stem.slice(0, -1)}ов${ending}`
  if (/[аәеёиіоөыэюяжшщчц]$/.test(stem)) return `${stem}ев${ending}`
  return `${stem}ов${ending}`
}

function feminineSurname(masculine: string): string {
  if (/(ий|ый|ой)$/.test(masculine)) return `${masculine.slice(0, -2)}ая`
  if (/(ов|ев|ёв|ин|ын)$/.test(masculine)) return `${masculine}а`
  return masculine
}

// Father's names whose patronymic no rule gives, as [son's, daughter's].
const IRREGULAR_PATRONYMICS: Readonly<Record<string, readonly [string, string]>> = {
  Илья: ['Ильич', 'Ильинична'],
  Никита: ['Никитич', 'Никитична'],
  Лука: ['Лукич', 'Лукинична'],
  Лев: ['Львович', 'Львовна'],
  Павел: ['Павлович', 'Павловна'],
  Пётр: ['Петрович', 'Петровна'],
  Михаил: ['Михайлович', 'Михайловна'],
  Яков: ['Яковлевич', 'Яковлевна'],
  Дмитрий: ['Дмитриевич', 'Дмитриевна'],
  Савелий: ['Савельевич', 'Савельевна'],
}

function slavicPatronymic(father: string, sex: Sex): string {
  const irregular = IRREGULAR_PATRONYMICS[father]
  if (irregular !== undefined) return sex === 'male' ? irregular[0] : irregular[1]
  const [hard, soft] = sex === 'male' ? ['ович', 'евич'] : ['овна', 'евна']
  // Юрий → Юрьевич, but Георгий → Георгиевич: the и stays after г, к, х.
  if (/[^гкх]ий$/.test(father)) return `${father.slice(0, -2)}ь${soft}`
  if (/[йь]$/.test(father)) return `${father.slice(0, -1)}${soft}`
  if (/[аәеёиіоөыэюяжшщчц]$/.test(father)) return `${father}${soft}`
  return `${father}${hard}`
}
