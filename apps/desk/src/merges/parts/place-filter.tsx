import { Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { listPlaces } from '@umai/contract'
import { queryOf } from '../../offline/query.ts'
import { useLanguage, useWords } from '../../ui/language/language.tsx'
import { mergeWords } from '../words.ts'

/** A region, or a district of the region that is chosen. */
export const PlaceFilter = ({
  place,
  onChange,
}: {
  readonly place: string | null
  readonly onChange: (kato: string | null) => void
}) => {
  const words = useWords(mergeWords)
  const { lang } = useLanguage()
  const regions = useQuery(queryOf(listPlaces, { query: {} }))
  const regionOf = `${(place ?? '').slice(0, 2)}0000000`
  const districts = useQuery({
    ...queryOf(listPlaces, { query: { parentKato: regionOf } }),
    enabled: place !== null,
  })
  return (
    <Select
      aria-label={words.place}
      placeholder={words.anyPlace}
      nothingFoundMessage={words.noPlace}
      clearable
      searchable
      value={place}
      onChange={onChange}
      data={[
        ...(regions.data?.items ?? []).flatMap(({ kato, name }) => [
          { value: kato, label: name[lang] },
          ...(kato === regionOf ? (districts.data?.items ?? []) : []).map((district) => ({
            value: district.kato,
            label: `— ${district.name[lang]}`,
          })),
        ]),
      ]}
    />
  )
}
