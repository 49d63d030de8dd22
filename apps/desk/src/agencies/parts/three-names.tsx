import { TextInput } from '@mantine/core'
import { useWords } from '../../ui/language/language.tsx'
import { agencyWords } from '../words.ts'

type Names = Readonly<{ kk: string; ru: string; en: string }>

/** A name in the three languages, a field each. */
export const ThreeNames = ({
  name,
  onChange,
  faults,
  at,
}: {
  readonly name: Names
  readonly onChange: (name: { kk: string; ru: string; en: string }) => void
  readonly faults: Readonly<Record<string, string | undefined>>
  /** Where the faults of these fields are told, as `/name`. */
  readonly at: string
}) => {
  const words = useWords(agencyWords)
  const labels = { kk: words.unitKk, ru: words.unitRu, en: words.unitEn }
  return (['kk', 'ru', 'en'] as const).map((lang) => (
    <TextInput
      key={lang}
      label={labels[lang]}
      lang={lang}
      value={name[lang]}
      maxLength={200}
      autoComplete="off"
      error={faults[`${at}/${lang}`]}
      onChange={(event) => onChange({ ...name, [lang]: event.currentTarget.value })}
    />
  ))
}
