import { Select } from '@mantine/core'
import { useWords } from '../language/language.tsx'
import { findFieldWords } from './words.ts'

export type Found = { readonly value: string; readonly label: string }

/** A field that finds records as one types; what is found comes from outside. */
export const FindField = ({
  label,
  placeholder,
  typed,
  onType,
  found,
  onChoose,
  chosen = null,
  error,
}: {
  readonly label: string
  readonly placeholder: string
  readonly typed: string
  readonly onType: (typed: string) => void
  readonly found: readonly Found[]
  readonly onChoose: (value: string) => void
  /** What is chosen now, with its words; kept although the list has moved on. */
  readonly chosen?: Found | null
  readonly error?: string | undefined
}) => {
  const words = useWords(findFieldWords)
  const data =
    chosen === null || found.some(({ value }) => value === chosen.value)
      ? found
      : [chosen, ...found]
  return (
    <Select
      label={label}
      placeholder={placeholder}
      searchable
      searchValue={typed}
      onSearchChange={onType}
      filter={({ options }) => options}
      nothingFoundMessage={typed.trim().length < 2 ? words.typeMore : words.nothing}
      value={chosen?.value ?? null}
      data={[...data]}
      error={error}
      onChange={(value) => {
        if (value !== null) onChoose(value)
      }}
    />
  )
}
