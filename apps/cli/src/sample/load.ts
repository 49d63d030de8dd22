// Writes the sample region into a database that holds nothing else. Every id follows from the seed, so loading
// again adds what is missing and changes nothing.
import type { Db, Tx } from '@umai/db'
import { sealCodeSecret } from '@umai/db'
import { hashPassword, type Keys, sha256 } from '@umai/platform'
import {
  listSampleUsers,
  type SampleAgency,
  type SampleUser,
  sampleAgencies,
  sampleId,
  samplePlaces,
  sampleServices,
  sampleStories,
} from '@umai/sample'

/** The day on which somebody is said to have looked the sample directory through. */
const DIRECTORY_CHECKED = '2026-11-18T06:00:00.000Z'
const COUNTRY_KATO = '000000000'
/** Centres whose staff must not be known by name to the other agencies. */
const SHELTER_KINDS: readonly string[] = ['family-support-centre', 'crisis-centre']

export type LoadOutcome =
  | { readonly kind: 'loaded'; readonly users: number; readonly agencies: number }
  | { readonly kind: 'already-there' }
  | { readonly kind: 'refused'; readonly why: string }

/** Places, agencies, units and staff with their accounts, in one transaction. */
export async function loadSampleRegion({
  db,
  keys,
  seed,
  onProgress,
}: {
  readonly db: Db
  readonly keys: Keys
  readonly seed: string
  readonly onProgress?: (done: number, total: number) => void
}): Promise<LoadOutcome> {
  const users = listSampleUsers({ seed })
  const before = await db.transaction({ role: 'umai_loader', readOnly: true }, (tx) =>
    inspect(tx, users),
  )
  if (before.kind !== 'empty') return before

  // Hashing takes longest and needs no transaction.
  const secrets = new Map<string, { readonly hash: string; readonly sealed: string }>()
  for (const { id, password, totpSecret } of users) {
    secrets.set(id, {
      hash: await hashPassword(keys, password),
      sealed: sealCodeSecret(keys, id, totpSecret),
    })
    onProgress?.(secrets.size, users.length)
  }

  return db.transaction({ role: 'umai_loader' }, async (tx) => {
    // Somebody may have set the installation up meanwhile.
    const now = await inspect(tx, users)
    if (now.kind !== 'empty') return now
    await tx.updateTable('installation').set({ is_sample: true }).execute()
    await insertPlaces(tx)
    await insertAgencies(tx, seed)
    await insertDirectory(tx, seed)
    await insertStories(tx, seed)
    await insertUsers(tx, { seed, users, secrets })
    return { kind: 'loaded', users: users.length, agencies: sampleAgencies.length }
  })
}

/** What a database holds, as far as it decides whether the sample may be written into it. */
async function inspect(
  tx: Tx,
  users: readonly SampleUser[],
): Promise<{ readonly kind: 'empty' } | LoadOutcome> {
  const { is_sample: isSample } = await tx
    .selectFrom('installation')
    .select('is_sample')
    .executeTakeFirstOrThrow()
  const known = await tx
    .selectFrom('users')
    .select('id')
    .where(
      'id',
      'in',
      users.map(({ id }) => id),
    )
    .execute()
  const { agencies } = await tx
    .selectFrom('agencies')
    .select(({ fn }) => fn.countAll<string>().as('agencies'))
    .executeTakeFirstOrThrow()
  if (!isSample && Number(agencies) > 0) {
    return {
      kind: 'refused',
      why: `This database is not a sample and holds ${agencies} agencies. Invented people are never mixed with real ones; give an empty database in UMAI_DATABASE_URL or UMAI_DATA_DIR.`,
    }
  }
  if (isSample && known.length === users.length) return { kind: 'already-there' }
  if (isSample) {
    return {
      kind: 'refused',
      why: 'This database holds a sample made with another seed or version. Start with an empty database, or give the seed it was made with.',
    }
  }
  return { kind: 'empty' }
}

async function insertPlaces(tx: Tx): Promise<void> {
  await tx
    .insertInto('places')
    .values(
      samplePlaces.map(({ kato, kind, parentKato }) => ({
        kato,
        kind,
        parent_kato: parentKato ?? COUNTRY_KATO,
      })),
    )
    .execute()
  await tx
    .insertInto('place_names')
    .values(
      samplePlaces.map(({ kato, name }) => ({
        kato,
        name_kk: name.kk,
        name_ru: name.ru,
        name_en: name.en,
      })),
    )
    .execute()
}

const agencyId = (seed: string, number: number): string => sampleId(seed, 'agency', number)
export const unitIds = (
  seed: string,
): ReadonlyMap<
  string,
  { readonly id: string; readonly agency: SampleAgency; readonly agencyId: string }
> => {
  let number = 0
  return new Map(
    sampleAgencies.flatMap((agency, at) =>
      agency.units.map((unit) => {
        const id = sampleId(seed, 'unit', number)
        number += 1
        return [unit.key, { id, agency, agencyId: agencyId(seed, at) }] as const
      }),
    ),
  )
}

/** Where help is given; the hidden house gets no place. */
async function insertDirectory(tx: Tx, seed: string): Promise<void> {
  const organisations = [
    ...new Map(sampleServices.map(({ organisation }) => [organisation.key, organisation])).values(),
  ]
  const idOf = (kind: string, at: number) => sampleId(seed, kind, at)
  await tx
    .insertInto('organisations')
    .values(
      organisations.map(({ name, certified }, at) => ({
        id: idOf('organisation', at),
        name_kk: name.kk,
        name_ru: name.ru,
        name_en: name.en,
        certified,
        created_at: DIRECTORY_CHECKED,
      })),
    )
    .execute()
  for (const [at, service] of sampleServices.entries()) {
    const { location, name } = service
    const organisationId = idOf(
      'organisation',
      organisations.findIndex(({ key }) => key === service.organisation.key),
    )
    if (location !== null)
      await tx
        .insertInto('locations')
        .values({
          id: idOf('location', at),
          organisation_id: organisationId,
          place_kato: location.kato,
          address_kk: location.address.kk,
          address_ru: location.address.ru,
          address_en: location.address.en,
          postal_code: location.postalCode,
          is_step_free: location.isStepFree,
        })
        .execute()
    await tx
      .insertInto('services')
      .values({
        id: idOf('service', at),
        organisation_id: organisationId,
        location_id: location === null ? null : idOf('location', at),
        is_hidden: service.isHidden,
        name_kk: name.kk,
        name_ru: name.ru,
        name_en: name.en,
        place_kato: service.kato,
        needs: [...service.needs],
        languages: [...service.languages],
        takes_children: service.takesChildren,
        phone: service.phone,
        hours: service.hours,
        state: service.state,
        checked_on: DIRECTORY_CHECKED.slice(0, 10),
        updated_at: DIRECTORY_CHECKED,
      })
      .execute()
  }
}

/** Words on the wall, marked as made up; no receipt opens them. */
async function insertStories(tx: Tx, seed: string): Promise<void> {
  for (const [at, { lang, since, text, state }] of sampleStories.entries()) {
    const id = sampleId(seed, 'story', at)
    await tx
      .insertInto('stories')
      .values({
        id,
        locator: sha256(id),
        lang,
        since,
        state,
        is_sample: true,
        written_at: DIRECTORY_CHECKED,
        moved_at: DIRECTORY_CHECKED,
        words: text,
      })
      .execute()
  }
}

async function insertAgencies(tx: Tx, seed: string): Promise<void> {
  const units = unitIds(seed)
  await tx
    .insertInto('agencies')
    .values(
      sampleAgencies.map(({ kind, name, kato }, at) => ({
        id: agencyId(seed, at),
        kind,
        name_kk: name.kk,
        name_ru: name.ru,
        name_en: name.en,
        place_kato: kato,
      })),
    )
    .execute()
  for (const unit of sampleAgencies.flatMap((agency) => agency.units)) {
    const own = units.get(unit.key)
    if (own === undefined) throw new Error(`Unit ${unit.key} has no id.`)
    await tx
      .insertInto('units')
      .values({
        id: own.id,
        agency_id: own.agencyId,
        parent_id: unit.parentKey === null ? null : (units.get(unit.parentKey)?.id ?? null),
        name_kk: unit.name.kk,
        name_ru: unit.name.ru,
        name_en: unit.name.en,
        place_kato: unit.kato,
      })
      .execute()
  }
}

async function insertUsers(
  tx: Tx,
  {
    seed,
    users,
    secrets,
  }: {
    readonly seed: string
    readonly users: readonly SampleUser[]
    readonly secrets: ReadonlyMap<string, { readonly hash: string; readonly sealed: string }>
  },
): Promise<void> {
  const units = unitIds(seed)
  const now = new Date().toISOString()
  let grants = 0
  for (const user of users) {
    const home = units.get(user.grants[0]?.unitKey ?? '')
    const secret = secrets.get(user.id)
    if (home === undefined || secret === undefined) {
      throw new Error(`Sample user ${user.login} has no unit or no password.`)
    }
    await tx
      .insertInto('users')
      .values({
        id: user.id,
        agency_id: home.agencyId,
        login: user.login,
        name: user.name,
        position: user.position[user.language],
        lang: user.language,
        is_protected: SHELTER_KINDS.includes(home.agency.kind),
        activated_at: now,
      })
      .execute()
    await tx
      .insertInto('passwords')
      .values({ user_id: user.id, hash: secret.hash, changed_at: now })
      .execute()
    await tx
      .insertInto('one_time_codes')
      .values({ user_id: user.id, sealed_secret: secret.sealed, confirmed_at: now })
      .execute()
    for (const { unitKey, role } of user.grants) {
      const unit = units.get(unitKey)
      if (unit === undefined)
        throw new Error(`Sample user ${user.login} works in ${unitKey}, which is no unit.`)
      await tx
        .insertInto('grants')
        .values({ id: sampleId(seed, 'grant', grants), user_id: user.id, unit_id: unit.id, role })
        .execute()
      grants += 1
    }
  }
}
