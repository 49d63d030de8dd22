// What a chosen register is told before anything is sent, and how its columns are offered. No network.
import {
  type RegisterColumns,
  type RegisterFormat,
  registerBytesAtMost,
  registerFields,
} from '@umai/contract'

/** Days until a register deletes itself, as the server keeps it. */
export const keptDays = 14

export const formatOf = ({ name }: Pick<File, 'name'>): RegisterFormat | null => {
  if (/\.parquet$/i.test(name)) return 'parquet'
  return /\.(csv|tsv|txt)$/i.test(name) ? 'csv' : null
}

export const faultOfRegister = (
  file: Pick<File, 'name' | 'size'>,
): 'tooLarge' | 'empty' | 'wrongKind' | null => {
  if (file.size > registerBytesAtMost) return 'tooLarge'
  if (file.size === 0) return 'empty'
  return formatOf(file) === null ? 'wrongKind' : null
}

export const saysWhoItIs = ({ whole, family, given }: RegisterColumns): boolean =>
  whole !== undefined || family !== undefined || given !== undefined

/** A column holds one thing: whatever it held before gives it up. */
export const withColumn = (
  columns: RegisterColumns,
  field: (typeof registerFields)[number],
  column: number | null,
): RegisterColumns =>
  Object.fromEntries(
    registerFields.flatMap((one) => {
      const value = one === field ? column : columns[one] === column ? null : columns[one]
      return value === null || value === undefined ? [] : [[one, value]]
    }),
  )

/** A few values of a column, so that one sees what it holds. */
export const valuesOf = (sample: readonly (readonly string[])[], column: number): string =>
  [...new Set(sample.map((row) => row[column] ?? '').filter((value) => value.trim() !== ''))]
    .slice(0, 3)
    .join(' · ')
