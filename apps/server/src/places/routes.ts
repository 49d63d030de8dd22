import { listPlaces as listPlacesEndpoint } from '@umai/contract'
import { runRead } from '@umai/db'
import { fail } from '@umai/platform'
import { dayOf, isPlainDate } from '@umai/words'
import { type App, route } from '../http/route.ts'
import { isPlace, listPlaces } from './store.ts'

const wholeCountry = '000000000'

export const placeRoutes = (app: App): void => {
  route(app, listPlacesEndpoint, (ctx, { query }) =>
    runRead(ctx, async (tx) => {
      const parentKato = query.parentKato ?? wholeCountry
      const on = query.on ?? dayOf(ctx.clock.now())
      // The shape of a day lets 31 February through; the calendar does not.
      if (!isPlainDate(on) || !(await isPlace(tx, parentKato))) fail('place-unknown')
      const places = await listPlaces(tx, { parentKato, on })
      return {
        items: places.map(({ name_kk, name_ru, name_en, ...place }) => ({
          ...place,
          name: { kk: name_kk, ru: name_ru, en: name_en },
        })),
      }
    }),
  )
}
