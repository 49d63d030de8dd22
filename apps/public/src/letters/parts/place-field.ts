// A place from the list, one field: regions as groups, with the cities and districts in them. No script, no map, no search.
import { type Html, html } from '@umai/platform'
import type { Lang } from '@umai/words'
import type { PlaceRow } from '../../threads/model.ts'

export function placeField(
  places: readonly PlaceRow[],
  {
    lang,
    chosen,
    none,
  }: { readonly lang: Lang; readonly chosen: string | undefined; readonly none: string },
): Html {
  const byName = (a: PlaceRow, b: PlaceRow): number =>
    a.name[lang].localeCompare(b.name[lang], lang)
  const option = ({ kato, name }: PlaceRow): Html =>
    html`<option value="${kato}"${chosen === kato && html` selected`}>${name[lang]}</option>`
  const known = new Set(places.map(({ kato }) => kato))
  const tops = places.filter(({ parent }) => parent === null || !known.has(parent)).toSorted(byName)
  return html`<select id="place" name="place" autocomplete="off" aria-describedby="placehint"><option value="">${none}</option>${tops.map(
    (top) => {
      const inside = places.filter(({ parent }) => parent === top.kato).toSorted(byName)
      return inside.length === 0
        ? option(top)
        : html`<optgroup label="${top.name[lang]}">${option(top)}${inside.map(option)}</optgroup>`
    },
  )}</select>`
}
