// Reads what the public may see of the directory, and keeps the last list: the page of where to go does not wait for a
// database that is slow or gone.
import { type Context, placeNamesNow, runRead } from '@umai/db'
import { lastRead } from '../http/last-read.ts'
import type { Directory, Place } from './model.ts'

const freshMs = 60_000
const patienceMs = 2_000

export type DirectorySource = () => Promise<Directory | undefined>

export async function readDirectory(ctx: Context): Promise<Directory> {
  return runRead(ctx, async (tx) => {
    const rows = await tx
      .selectFrom('services')
      .innerJoin('organisations', 'organisations.id', 'services.organisation_id')
      .leftJoin('locations', 'locations.id', 'services.location_id')
      .select([
        'services.id',
        'services.name_kk',
        'services.name_ru',
        'services.name_en',
        'services.place_kato',
        'services.needs',
        'services.languages',
        'services.takes_children',
        'services.phone',
        'services.hours',
        'services.checked_on',
        'organisations.id as organisation_id',
        'organisations.name_kk as organisation_kk',
        'organisations.name_ru as organisation_ru',
        'organisations.name_en as organisation_en',
        'organisations.certified',
        'locations.id as location_id',
        'locations.place_kato as location_kato',
        'locations.address_kk',
        'locations.address_ru',
        'locations.address_en',
        'locations.postal_code',
        'locations.is_step_free',
      ])
      .orderBy('services.name_kk')
      .orderBy('services.id')
      .execute()
    const named = await tx.selectFrom(placeNamesNow(tx)).selectAll().execute()
    const places = new Map<string, Place>(
      named.map(({ kato, name_kk, name_ru, name_en }) => [
        kato,
        { kato, name: { kk: name_kk, ru: name_ru, en: name_en } },
      ]),
    )
    const entries = rows.map((row) => {
      const at = places.get(row.location_kato ?? '')
      return {
        id: row.id,
        name: { kk: row.name_kk, ru: row.name_ru, en: row.name_en },
        organisation: {
          id: row.organisation_id,
          name: { kk: row.organisation_kk, ru: row.organisation_ru, en: row.organisation_en },
          certified: row.certified,
        },
        location:
          row.location_id === null || at === undefined
            ? undefined
            : {
                id: row.location_id,
                place: at,
                address: {
                  kk: row.address_kk ?? '',
                  ru: row.address_ru ?? '',
                  en: row.address_en ?? '',
                },
                postalCode: row.postal_code ?? '',
                isStepFree: row.is_step_free ?? false,
              },
        place: places.get(row.place_kato ?? ''),
        needs: row.needs,
        languages: row.languages,
        takesChildren: row.takes_children,
        phone: row.phone,
        hours: row.hours,
        checkedOn: row.checked_on,
      }
    })
    // A place to choose is one where there is something, or a region that holds it.
    const used = entries.flatMap(({ location, place }) => [location?.place.kato, place?.kato])
    const offered = [...places.values()].filter(({ kato }) =>
      used.some(
        (one) =>
          one === kato || (kato.endsWith('0000000') && one?.slice(0, 2) === kato.slice(0, 2)),
      ),
    )
    return {
      entries,
      places: offered.sort((a, b) => (a.kato < b.kato ? -1 : 1)),
      readAt: ctx.clock.now(),
    }
  })
}

/** The last list read, at most a minute old while the database answers; undefined when none was ever read. */
export const directorySource = (ctx: Context): DirectorySource =>
  lastRead(() => readDirectory(ctx), { clock: ctx.clock, freshMs, patienceMs })
