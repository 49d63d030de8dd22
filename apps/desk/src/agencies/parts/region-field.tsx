import { Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { listPlaces, type Place } from '@umai/contract'
import { queryOf } from '../../offline/query.ts'
import { useLanguage, useWords } from '../../ui/language/language.tsx'
import { agencyWords } from '../words.ts'

const country = '000000000'

/** Where an agency is at home: the whole country, a region, or a district of the region that is chosen. */
export const RegionField = ({
  kato,
  onChange,
  known,
  error,
}: {
  readonly kato: string
  readonly onChange: (kato: string) => void
  readonly known?: Pick<Place, 'kato' | 'name'>
  readonly error?: string | undefined
}) => {
  const words = useWords(agencyWords)
  const { lang } = useLanguage()
  const regionOf = `${kato.slice(0, 2)}0000000`
  const regions = useQuery(queryOf(listPlaces, { query: {} }))
  const districts = useQuery({
    ...queryOf(listPlaces, { query: { parentKato: regionOf } }),
    enabled: kato !== country,
  })
  const places = [
    { kato: country, name: words.country },
    ...(regions.data?.items ?? []).map((place) => ({ kato: place.kato, name: place.name[lang] })),
    ...(kato === country ? [] : (districts.data?.items ?? [])).map((place) => ({
      kato: place.kato,
      name: `— ${place.name[lang]}`,
    })),
  ]
  const isThere = places.some((place) => place.kato === kato)
  return (
    <Select
      label={words.place}
      value={kato}
      onChange={(code) => onChange(code ?? kato)}
      searchable
      error={error}
      data={[
        ...(isThere || known === undefined ? [] : [{ value: known.kato, label: known.name[lang] }]),
        ...places.map((place) => ({ value: place.kato, label: place.name })),
      ]}
    />
  )
}
