// Looks among everything the policies let one see. A source is one noun; a new noun adds its own.
import type { HitKind, HitReason } from '@umai/contract'
import { nameCases, placeNamesNow, type Tx } from '@umai/db'
import { law } from '@umai/law'
import type { Keys } from '@umai/platform'
import { formatDay, inEachLanguage, langs, type PlainDate } from '@umai/words'
import { sql } from 'kysely'
import { likePattern } from '../http/page.ts'
import { blindOf } from '../people/model.ts'
import { type Asked, likenessOf, reasonOfName } from './model.ts'

type Names = Readonly<{ kk: string; ru: string; en: string }>
export type Found = Readonly<{
  kind: HitKind
  id: string
  title: Names
  subtitle: Names | null
  reasons: readonly HitReason[]
  likeness: number
}>

export type Searching = Readonly<{
  tx: Tx
  keys: Keys
  asked: Asked
  limit: number
  /** Each is looked for once, however many kinds of answer follow from it. */
  people: () => Promise<readonly FoundPerson[]>
  /** For each of these records the one that stands for it. */
  wholes: () => Promise<ReadonlyMap<string, string>>
  /** What is shown of both. */
  known: () => Promise<KnownPeople>
}>
type Given = Omit<Searching, 'people' | 'wholes' | 'known'>

const once = <T>(ask: () => Promise<T>): (() => Promise<T>) => {
  let answer: Promise<T> | undefined
  return () => {
    answer ??= ask()
    return answer
  }
}

export const startSearch = (given: Given): Searching => {
  const people = once(() => findPeopleIds(given))
  const idsOf = async () => (await people()).map(({ id }) => id)
  const wholes = once(async () => findWholes(given.tx, await idsOf()))
  const known = once(async () =>
    readKnown(given.tx, [...new Set([...(await idsOf()), ...(await wholes()).values()])]),
  )
  return { ...given, people, wholes, known }
}

type Source = (searching: Searching) => Promise<readonly Found[]>

/** A part of a name as it stands there, without folding: names of offices and places, and of staff. */
const byName = (found: Omit<Found, 'reasons' | 'likeness'>): Found => ({
  ...found,
  reasons: ['name'],
  likeness: likenessOf(['name']),
})

const sameInAll = (text: string): Names => ({ kk: text, ru: text, en: text })

/** Nothing, or an IIN or telephone: no office and no colleague is called so. */
const isLongNumber = (typed: string): boolean =>
  /^[\s\d()+-]*$/.test(typed) && (typed === '' || typed.length > 6)

const findUsers: Source = async ({ tx, asked: { typed }, limit }) => {
  if (isLongNumber(typed)) return []
  const pattern = likePattern(typed)
  const rows = await tx
    .selectFrom('users')
    .innerJoin('agencies', 'agencies.id', 'users.agency_id')
    .select(['users.id', 'users.name', 'agencies.name_kk', 'agencies.name_ru', 'agencies.name_en'])
    .where('users.deactivated_at', 'is', null)
    // As ilike would, but all colleagues are looked through, and what was typed is written small once for all of them.
    .where((where) => {
      const small = sql<string>`(select lower(${pattern}))`
      return where.or([
        where(sql<string>`lower(users.name)`, 'like', small),
        where('users.login', 'like', small),
      ])
    })
    .orderBy('users.name')
    .limit(limit)
    .execute()
  return rows.map((row) =>
    byName({
      kind: 'user',
      id: row.id,
      title: sameInAll(row.name),
      subtitle: { kk: row.name_kk, ru: row.name_ru, en: row.name_en },
    }),
  )
}

const findAgencies: Source = async ({ tx, asked: { typed }, limit }) => {
  if (isLongNumber(typed)) return []
  const pattern = likePattern(typed)
  const rows = await tx
    .selectFrom('agencies')
    .innerJoin(placeNamesNow(tx), 'place.kato', 'agencies.place_kato')
    .select([
      'agencies.id',
      'agencies.name_kk',
      'agencies.name_ru',
      'agencies.name_en',
      'place.name_kk as place_kk',
      'place.name_ru as place_ru',
      'place.name_en as place_en',
    ])
    .where((where) =>
      where.or([
        where('agencies.name_kk', 'ilike', pattern),
        where('agencies.name_ru', 'ilike', pattern),
        where('agencies.name_en', 'ilike', pattern),
      ]),
    )
    .orderBy('agencies.name_ru')
    .limit(limit)
    .execute()
  return rows.map((row) =>
    byName({
      kind: 'agency',
      id: row.id,
      title: { kk: row.name_kk, ru: row.name_ru, en: row.name_en },
      subtitle: { kk: row.place_kk, ru: row.place_ru, en: row.place_en },
    }),
  )
}

const findUnits: Source = async ({ tx, asked: { typed }, limit }) => {
  if (isLongNumber(typed)) return []
  const pattern = likePattern(typed)
  const rows = await tx
    .selectFrom('units')
    .innerJoin('agencies', 'agencies.id', 'units.agency_id')
    .select([
      'units.id',
      'units.name_kk',
      'units.name_ru',
      'units.name_en',
      'agencies.name_kk as agency_kk',
      'agencies.name_ru as agency_ru',
      'agencies.name_en as agency_en',
    ])
    .where('units.closed_at', 'is', null)
    .where((where) =>
      where.or([
        where('units.name_kk', 'ilike', pattern),
        where('units.name_ru', 'ilike', pattern),
        where('units.name_en', 'ilike', pattern),
      ]),
    )
    .orderBy('units.name_ru')
    .limit(limit)
    .execute()
  return rows.map((row) =>
    byName({
      kind: 'unit',
      id: row.id,
      title: { kk: row.name_kk, ru: row.name_ru, en: row.name_en },
      subtitle: { kk: row.agency_kk, ru: row.agency_ru, en: row.agency_en },
    }),
  )
}

const findPlaces: Source = async ({ tx, asked: { typed }, limit }) => {
  if (typed === '') return []
  const pattern = likePattern(typed)
  // Only a whole code of digits is one: the digits within a case number say nothing about a place.
  const code = typed.replaceAll(/\s/g, '')
  const rows = await tx
    .selectFrom('places')
    .innerJoin(placeNamesNow(tx), 'place.kato', 'places.kato')
    .select(['places.kato', 'place.name_kk', 'place.name_ru', 'place.name_en'])
    .where('places.valid_to', 'is', null)
    .where((where) =>
      where.or([
        where('place.name_kk', 'ilike', pattern),
        where('place.name_ru', 'ilike', pattern),
        where('place.name_en', 'ilike', pattern),
        ...(/^\d+$/.test(code) ? [where('places.kato', 'like', `${code}%`)] : []),
      ]),
    )
    .orderBy('places.kato')
    .limit(limit)
    .execute()
  return rows.map((row) =>
    byName({
      kind: 'place',
      id: row.kato,
      title: { kk: row.name_kk, ru: row.name_ru, en: row.name_en },
      subtitle: null,
    }),
  )
}

type FoundPerson = Readonly<{ id: string; reasons: readonly HitReason[] }>

/** People one sees, by number where one was typed, else by the words of their names or the day they were born. */
const findPeopleIds = async ({
  tx,
  keys,
  asked,
  limit,
}: Given): Promise<readonly FoundPerson[]> => {
  const { words, iin, phone, born } = asked
  const found: FoundPerson[] = []
  for (const [kind, value] of [
    ['iin', iin],
    ['phone', phone],
  ] as const) {
    if (value === null) continue
    const rows = await tx
      .selectFrom('person_identifiers')
      .select('person_id')
      .distinct()
      .where('kind', '=', kind)
      .where('blind', '=', blindOf(keys, kind, value))
      .where('ended_at', 'is', null)
      .limit(limit)
      .execute()
    found.push(...rows.map(({ person_id }): FoundPerson => ({ id: person_id, reasons: [kind] })))
  }
  if (words.length === 0 && born === null) return found
  const { rows } = await sql<{ person_id: string }>`
    select person_id from sec.find_people(
      ${words.map(({ token }) => token)}::text[], ${words.map(({ sound }) => sound)}::text[], ${born}::date, ${limit})`.execute(
    tx,
  )
  const reasons: readonly HitReason[] = born === null ? [] : ['birth-date']
  return [...found, ...rows.map(({ person_id }): FoundPerson => ({ id: person_id, reasons }))]
}

type PersonShown = Readonly<{
  birth_date: PlainDate | null
  names:
    | readonly Readonly<{ family: string; given: string | null; patronymic: string | null }>[]
    | null
}>

type CaseOfPerson = Readonly<{
  person_id: string
  role: string
  case_id: string
  number: string
  title: string
}>

type KnownPeople = Readonly<{
  people: ReadonlyMap<string, PersonShown>
  /** Those that one sees, the latest first. */
  cases: readonly CaseOfPerson[]
}>

const readKnown = async (tx: Tx, ids: readonly string[]): Promise<KnownPeople> => {
  type Row = PersonShown & Pick<CaseOfPerson, 'person_id'> & (CaseOfPerson | { case_id: null })
  const { rows } = await sql<Row>`
    select person_id, birth_date, names, role, case_id, number, title from sec.known_people(${[...ids]}::uuid[])
    order by opened_at desc nulls last, case_id`.execute(tx)
  return {
    people: new Map(rows.map((row) => [row.person_id, row])),
    cases: rows.filter((row) => row.case_id !== null),
  }
}

/** For each record the one that stands for it: who was merged is found once, by any of her names. */
const findWholes = async (tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, string>> => {
  const { rows } = await sql<{ person_id: string; kept_id: string }>`
    select * from sec.wholes(${[...ids]}::uuid[])`.execute(tx)
  return new Map(rows.map(({ person_id, kept_id }) => [person_id, kept_id]))
}

/** Each person once, under the record that stands for her, with why she was found. */
export const findPeople: Source = async (searching) => {
  const { asked } = searching
  const all = await searching.people()
  if (all.length === 0) return []
  const kept = await searching.wholes()
  const found = all.map((one) => ({ ...one, part: one.id, id: kept.get(one.id) ?? one.id }))
  const { people: shown, cases } = await searching.known()
  const hits = new Map<string, Found>()
  for (const { id, part, reasons } of found) {
    const person = shown.get(id)
    const name = person?.names?.[0]
    if (person === undefined || name === undefined || hits.has(id)) continue
    const written = [...(person.names ?? []), ...(shown.get(part)?.names ?? [])].map((one) =>
      [one.given, one.family, one.patronymic].filter((part) => part !== null).join(' '),
    )
    const why = asked.words.length === 0 ? reasons : [reasonOfName(asked, written), ...reasons]
    const { birth_date: born } = person
    const number = cases.find(({ person_id }) => person_id === id)?.number ?? null
    hits.set(id, {
      kind: 'person',
      id,
      title: sameInAll([name.given, name.family].filter((part) => part !== null).join(' ')),
      subtitle: inEach((lang) =>
        [born === null ? null : formatDay(born, lang), number]
          .filter((part) => part !== null)
          .join(' · '),
      ),
      reasons: why,
      likeness: likenessOf(why),
    })
  }
  return [...hits.values()]
}

const inEach = (text: (lang: 'kk' | 'ru' | 'en') => string): Names | null => {
  const names = inEachLanguage((lang) => text(lang))
  return names.kk === '' ? null : names
}

const toCaseHit = (
  row: { id: string; number: string; title: string },
  reason: HitReason,
): Found => ({
  kind: 'case',
  id: row.id,
  title: sameInAll(row.number),
  subtitle: row.title === '' ? null : sameInAll(row.title),
  reasons: [reason],
  likeness: likenessOf([reason]),
})

const readFoundCases = async (tx: Tx, found: readonly { readonly id: string }[]) => {
  const ids = found.map(({ id }) => id)
  const [, rows] = await Promise.all([
    nameCases(tx, ids),
    tx
      .selectFrom('cases')
      .select(['id', 'number', 'title'])
      .where(sql<boolean>`id = any (${ids}::uuid[])`)
      .orderBy('opened_at', 'desc')
      .execute(),
  ])
  return rows
}

/** By number, with or without dashes; by a name, the cases of the affected people who bear it. */
const findCases: Source = async (searching) => {
  const { tx, asked, limit } = searching
  const hits = new Map<string, Found>()
  if (asked.number !== null) {
    const { rows: found } = await sql<{ id: string }>`
      select id from sec.find_cases(${asked.number}, ${limit}) as id`.execute(tx)
    // Said before they are read, so that not all cases are listed for these few.
    const rows = found.length === 0 ? [] : await readFoundCases(tx, found)
    for (const row of rows) hits.set(row.id, toCaseHit(row, 'number'))
  }
  const people = await searching.people()
  if (people.length > 0) {
    const bearers = new Set(people.map(({ id }) => id))
    const affected = new Map(
      (await searching.known()).cases.flatMap(
        ({ person_id: person, role, case_id: id, number, title }) =>
          role === 'affected' && bearers.has(person) ? [[id, { id, number, title }] as const] : [],
      ),
    )
    for (const row of [...affected.values()].slice(0, limit))
      if (!hits.has(row.id)) hits.set(row.id, toCaseHit(row, 'affected-person'))
  }
  return [...hits.values()]
}

/** By its number, and by the telephone or IIN that was heard in it. */
const findReports: Source = async ({ tx, keys, asked, limit }) => {
  const hits = new Map<string, Found>()
  const listed = tx
    .selectFrom('reports')
    .innerJoin(placeNamesNow(tx), 'place.kato', 'reports.place_kato')
    .select([
      'reports.id',
      'reports.number',
      'reports.received_at',
      'place.name_kk',
      'place.name_ru',
      'place.name_en',
    ])
    .orderBy('reports.received_at', 'desc')
    .limit(limit)
  const keep = (rows: Awaited<ReturnType<(typeof listed)['execute']>>, reason: HitReason) => {
    for (const row of rows)
      if (!hits.has(row.id))
        hits.set(row.id, {
          kind: 'report',
          id: row.id,
          title: sameInAll(row.number),
          subtitle: { kk: row.name_kk, ru: row.name_ru, en: row.name_en },
          reasons: [reason],
          likeness: likenessOf([reason]),
        })
  }
  if (asked.number !== null) {
    const bare = asked.number.replace(/^R/, '')
    if (bare.length === 7)
      keep(await listed.where('reports.number', '=', `R-${bare}`).execute(), 'number')
  }
  for (const [kind, value] of [
    ['phone', asked.phone],
    ['iin', asked.iin],
  ] as const) {
    if (value === null) continue
    const { rows } = await sql<{ report_id: string }>`
      select report_id from sec.earlier_contacts(${kind}, ${[blindOf(keys, kind, value)]})`.execute(
      tx,
    )
    if (rows.length === 0) continue
    const ids = rows.map(({ report_id }) => report_id)
    keep(await listed.where('reports.id', 'in', ids).execute(), kind)
  }
  return [...hits.values()]
}

const findOrders: Source = async ({ tx, asked, limit }) => {
  if (!/\d/.test(asked.typed)) return []
  const rows = await tx
    .selectFrom('orders')
    .innerJoin('cases', 'cases.id', 'orders.case_id')
    .select(['orders.id', 'orders.number', 'cases.number as case_number'])
    .where('orders.number', '=', asked.typed.toUpperCase().replaceAll(/[\s№#]/g, ''))
    .orderBy('orders.issued_at', 'desc')
    .limit(limit)
    .execute()
  return rows.map((row) => ({
    kind: 'order',
    id: row.id,
    title: sameInAll(row.number),
    subtitle: sameInAll(row.case_number),
    reasons: ['number'],
    likeness: likenessOf(['number']),
  }))
}

/** Titles of the articles in small letters, as they are searched. */
const titlesOfLaw = (): ReadonlyMap<string, readonly string[]> => {
  lowered ??= new Map(
    Object.values(law.articles).map(({ id, title }) => [
      id,
      langs.map((lang) => (title[lang] ?? title.kk ?? '').toLocaleLowerCase('kk')),
    ]),
  )
  return lowered
}
let lowered: ReadonlyMap<string, readonly string[]> | undefined

/** Articles of the law pack by number or by words of their title; the law is open to everybody. */
const findArticles: Source = async ({ asked, limit }) => {
  const words = asked.typed
    .toLocaleLowerCase('kk')
    .split(/\s+/)
    .filter((word) => word.length > 0)
  const number = /^(?:ст\.?|бап|art\.?)?\s*(\d+(?:-\d+)*)(?:\s*-?\s*бап)?$/.exec(
    asked.typed.toLowerCase(),
  )?.[1]
  const found = Object.values(law.articles).flatMap((article): Found[] => {
    const title = (lang: 'kk' | 'ru' | 'en') => article.title[lang] ?? article.title.kk ?? ''
    const isNumber = number !== undefined && article.number === number
    const isTitle =
      asked.typed.length >= 3 &&
      (titlesOfLaw().get(article.id) ?? []).some((text) =>
        words.every((word) => text.includes(word)),
      )
    if (!isNumber && !isTitle) return []
    const reasons: readonly HitReason[] = isNumber ? ['number'] : ['name']
    const code = law.codes[article.code]?.short ?? {}
    return [
      {
        kind: 'article',
        id: article.id,
        title:
          inEach((lang) => `${code[lang] ?? code.kk ?? article.code} ${article.number}`) ??
          sameInAll(article.id),
        subtitle: inEach(title),
        reasons,
        likeness: likenessOf(reasons),
      },
    ]
  })
  return found.slice(0, limit)
}

/** In the order in which hits are shown. */
export const searchSources: Readonly<Record<HitKind, Source>> = {
  person: findPeople,
  case: findCases,
  report: findReports,
  order: findOrders,
  article: findArticles,
  user: findUsers,
  unit: findUnits,
  agency: findAgencies,
  place: findPlaces,
}
