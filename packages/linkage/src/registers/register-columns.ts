// Which column of a register holds what: guessed from its header in three languages, and from what stands below it.
import { parseDate } from '../standardise/dates.ts'
import { parseIin } from '../standardise/iin.ts'

export const registerFields = [
  'number',
  'whole',
  'family',
  'given',
  'patronymic',
  'birthDate',
  'sex',
  'iin',
  'phone',
] as const
export type RegisterField = (typeof registerFields)[number]

/** The place of the column that holds a field, counted from zero; a field that no column holds is left out. */
export type RegisterColumns = Readonly<Partial<Record<RegisterField, number>>>

const headers: Readonly<Record<RegisterField, RegExp>> = {
  iin: /^(жсн|иин|iin|инн|individual.?identification.*|жеке сәйкестендіру.*)$/u,
  birthDate:
    /(туған (күні|жылы)|дата рожд|рожден|^др$|birth ?date|date of birth|^dob$|^born|^birth)/u,
  whole: /(аты.?жөні|^фио$|ф\.? ?и\.? ?о|^толық аты|полное имя|full ?name|^name$|^имя и фамилия$)/u,
  patronymic: /(әкесінің аты|отчество|patronymic|middle ?name|father.?name)/u,
  family: /(^тегі?$|^тегі |фамилия|surname|last ?name|family)/u,
  given: /(^аты$|^есімі$|^имя$|given|first ?name)/u,
  sex: /(жынысы|^пол$|^sex$|gender)/u,
  phone: /(телефон|phone|^моб|mobile)/u,
  number: /(^№|^номер|^нөмірі|^id$|record.?id|^код$|^no\.?$|^number$|^р\/с$|^п\/п$|№ ?п\/п)/u,
}

const looksLike: readonly (readonly [RegisterField, (value: string) => boolean])[] = [
  ['iin', (value) => parseIin(value)?.valid === true],
  ['birthDate', (value) => parseDate(value) !== undefined],
]

/** A name is asked of the header first; a number or a date is known by itself. */
export function guessColumns(
  header: readonly string[],
  sample: readonly (readonly string[])[],
): RegisterColumns {
  const found: Partial<Record<RegisterField, number>> = {}
  const taken = new Set<number>()
  const take = (field: RegisterField, column: number) => {
    if (column < 0 || taken.has(column) || found[field] !== undefined) return
    found[field] = column
    taken.add(column)
  }
  const plain = header.map((name) =>
    name
      .toLowerCase()
      .replaceAll(/[_\s]+/g, ' ')
      .trim(),
  )
  for (const field of Object.keys(headers) as RegisterField[])
    take(
      field,
      plain.findIndex((name, column) => !taken.has(column) && headers[field].test(name)),
    )
  for (const [field, isLike] of looksLike)
    take(
      field,
      header.findIndex((_, column) => {
        const values = sample.map((row) => row[column] ?? '').filter((value) => value !== '')
        return !taken.has(column) && values.length > 0 && values.every(isLike)
      }),
    )
  return found
}

/** A first line that holds a number or a date of somebody is a row, not a header. */
export const isRowOfData = (header: readonly string[]): boolean =>
  header.some((name) => looksLike.some(([, isLike]) => isLike(name)))
